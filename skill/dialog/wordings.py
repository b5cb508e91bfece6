"""Which wording of each line was said last, so that none comes twice running."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

MARK_LETTERS = 5

_WRITTEN = re.compile(rf"(?:\S{{{MARK_LETTERS}}}[0-9]{{1,3}}(?: |$))*")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings as records and sessions hold them: a line's mark and the variant's index each, in order.

    Every turn loads and saves all of them and looks at two or three, so they stay as they are written.
    """

    written: tuple[str, ...] = ()

    def last(self, line: str) -> int | None:
        """Return which variant of a line was used last, or None."""
        mark = mark_of(line)
        place = bisect_left(self.written, mark)
        if place < len(self.written) and self.written[place].startswith(mark):
            return int(self.written[place][MARK_LETTERS:])
        return None

    def with_used(self, used: Mapping[str, int]) -> Wordings:
        """Return the wordings after some lines were said.

        Args:
            used: line id -> the variant it was said in.
        """
        written = list(self.written)
        for line, variant in used.items():
            mark = mark_of(line)
            place = bisect_left(written, mark)
            known = place < len(written) and written[place].startswith(mark)
            written[place : place + known] = [f"{mark}{variant}"]
        return Wordings(tuple(written))

    def to_json(self) -> str:
        """Return it as it is written, as one text for size."""
        return " ".join(self.written)

    @classmethod
    def from_json(cls, document: object) -> Wordings:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: when it is something else.
        """
        text = str(document)
        if not _WRITTEN.fullmatch(text):
            message = "those are no wordings"
            raise ValueError(message)
        return cls(tuple(sorted(text.split())))


@lru_cache(maxsize=1024)
def mark_of(line: str) -> str:
    """Return five letters that stand for a line's id, for the size of the record."""
    return blake2b(line.encode(), digest_size=4).hexdigest()[:MARK_LETTERS]
