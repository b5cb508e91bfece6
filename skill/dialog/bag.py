"""A bag of things to hear: shuffled, and nothing comes twice before it is empty.

The order is not stored. It follows from a seed: every id is ranked by its hash,
mixed with the seed. So new content takes its own place in a bag that is half used,
content that was removed is simply no longer drawn, two devices that draw at
once cannot disagree on the order, and a record stays small.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from skill.dialog.json_values import whole_number
from skill.dialog.revision import revised

RECENT = 5
"""So many last drawn ids may not be among as many first ones after a reshuffle."""

_WORD = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15


@lru_cache(maxsize=1024)
def _number(id_: str) -> int:
    """The 64-bit number that stands for an id, whatever the bag."""
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Bag:
    """What a household has drawn so far, and the seed of the order to come."""

    seed: int
    round: int = 1
    """How many times the bag was filled; it tells two devices' reshuffles apart."""
    written: str = ""
    """The ids that were drawn in this round, in order, as a record holds them: every turn loads
    and saves them, and few look at one."""
    recent: tuple[str, ...] = ()
    """The ids drawn last, oldest first."""
    held: tuple[str, ...] = ()
    """The ids drawn last in the round before: they wait while this one is young."""

    @property
    def used(self) -> frozenset[str]:
        """The ids that were drawn in this round."""
        return frozenset(self.written.split())

    def left(self, ids: Iterable[str]) -> list[str]:
        """Return the ids not yet used in this round, next one first."""
        used = self.used
        left = sorted(set(ids) - used, key=self._rank())
        if len(used) < RECENT:
            left.sort(key=lambda id_: id_ in self.held)
        return left

    def with_used(self, id_: str) -> Bag:
        """Return the bag after an id was drawn from it."""
        recent = (*(other for other in self.recent if other != id_), id_)[-RECENT:]
        used = self.written.split()
        if id_ not in used:
            insort(used, id_)
        return revised(self, written=" ".join(used), recent=recent)

    def refilled(self, seed: int, round_: int | None = None) -> Bag:
        """Return the bag of the next round, or of a later one, with everything in it again."""
        return Bag(seed, round_ or self.round + 1, "", self.recent, held=self.recent)

    def _rank(self) -> Callable[[str], int]:
        """Return what tells where an id stands in this bag's order: its hash, mixed with the seed.

        The mixing is the end of SplitMix64: a turn ranks a hundred ids, and a hash
        function for each would be a quarter of it.
        """
        key = self.seed * _GOLDEN & _WORD

        def rank(id_: str) -> int:
            mixed = _number(id_) ^ key
            mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _WORD
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _WORD
            return mixed ^ mixed >> 31

        return rank

    def to_json(self) -> dict[str, object]:
        """Return a JSON object; the used ids are one text, for size."""
        return {
            "seed": self.seed,
            "round": self.round,
            "used": self.written,
            "recent": " ".join(self.recent),
            "held": " ".join(self.held),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> Bag:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError, TypeError, KeyError: when the document is not a bag.
        """
        return cls(
            seed=whole_number(document["seed"]),
            round=whole_number(document["round"]),
            written=str(document["used"]),
            recent=tuple(str(document["recent"]).split()),
            held=tuple(str(document["held"]).split()),
        )
