"""The check-ins that a household has taken together, as far back as they are remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from skill.dialog.json_values import sequence

HISTORY = 12
"""How many check-ins taken together are remembered, latest last."""

_UNCOUNTED = "-"
_NONE_NOTICED = f"0{_UNCOUNTED}"


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many questions of an area were noticed, now and then, clear and open."""

    noticed: int = 0
    now_and_then: int = 0
    clear: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class PastCheckIn:
    """What is kept of a check-in taken together: its night, and counts by area."""

    id: str
    night: date
    areas: Mapping[str, AreaCount]


@dataclass(frozen=True, slots=True)
class History:
    """Check-ins as a record holds them: ``"area area ..."``, then ``"id night counts counts ..."`` each.

    An area's counts are four digits, one for each field of :class:`AreaCount`,
    as no area has ten questions; "-" stands for an area that has none. Every turn
    loads and saves the record and few look at the history, so it stays as it is written.
    """

    written: tuple[str, ...] = ("",)

    @classmethod
    def of(cls, check_ins: Iterable[PastCheckIn]) -> History:
        """Return the history that holds some check-ins, in their order."""
        check_ins = tuple(check_ins)
        names = tuple(dict.fromkeys(area for past in check_ins for area in past.areas))
        return cls((" ".join(names), *(_past_to_text(names, past) for past in check_ins)))

    @property
    def check_ins(self) -> tuple[PastCheckIn, ...]:
        """The check-ins, latest last."""
        areas, *check_ins = self.written
        names = areas.split()
        return tuple(_past_from_text(names, past) for past in check_ins)

    @property
    def last_noticed(self) -> date | None:
        """The night of the latest check-in in which a sign was noticed in any area."""
        _, *check_ins = self.written
        nights = [
            night
            for _, night, *counts in (past.split(" ") for past in check_ins)
            if any(count[0] not in _NONE_NOTICED for count in counts)
        ]
        return date.fromisoformat(max(nights)) if nights else None

    def has(self, id_: str) -> bool:
        """Tell whether a check-in is among them."""
        _, *check_ins = self.written
        return any(past.startswith(f"{id_} ") for past in check_ins)

    def with_past(self, past: PastCheckIn) -> History:
        """Return the history with a check-in in its place, once; what is too old is forgotten."""
        others = (other for other in self.check_ins if other.id != past.id)
        return History.of(sorted((*others, past), key=lambda other: other.night)[-HISTORY:])

    def to_json(self) -> list[object]:
        """Return it as it is written."""
        return list(self.written)

    @classmethod
    def from_json(cls, document: object) -> History:
        """Read what :meth:`to_json` wrote; nothing that would fail later gets in.

        Raises:
            ValueError, TypeError: when it is something else.
        """
        written = tuple([str(item) for item in sequence(document)])
        areas, *check_ins = written
        form = _form(len(areas.split()))
        for past in check_ins:
            found = form.fullmatch(past)
            if found is None:
                message = "that is no check-in of the past"
                raise ValueError(message)
            date.fromisoformat(found[1])
        return cls(written)


@lru_cache(maxsize=16)
def _form(areas: int) -> re.Pattern[str]:
    """The form of a check-in as it is written, with counts for so many areas."""
    return re.compile(rf"\S+ ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?: (?:[0-9]{{4}}|-)){{{areas}}}")


def _past_to_text(names: Iterable[str], past: PastCheckIn) -> str:
    counts = (_digits(past.areas.get(name)) for name in names)
    return " ".join((past.id, past.night.isoformat(), *counts))


def _past_from_text(names: Iterable[str], text: str) -> PastCheckIn:
    id_, night, *counts = text.split(" ")
    areas = {
        name: AreaCount(*(int(digit) for digit in digits))
        for name, digits in zip(names, counts, strict=True)
        if digits != _UNCOUNTED
    }
    return PastCheckIn(id_, date.fromisoformat(night), areas)


def _digits(count: AreaCount | None) -> str:
    if count is None:
        return _UNCOUNTED
    return f"{count.noticed}{count.now_and_then}{count.clear}{count.open}"
