"""What an answer can say, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

YES: Final = "yes"
NO: Final = "no"
AGREED: Final = "agreed"
"""The value of a degree that takes an offer, rather than tell how much: "i would like that"."""
TOLD: Final = "told"
"""A yes that is no plain one: "he listens to me", "most days"."""
SAME: Final = "same"
"""What the other one answered, whatever it was: "me too"."""
SOMETIMES: Final = "sometimes"
UNCLEAR: Final = "unclear"
SKIP: Final = "skip"
SPLIT: Final = "split"
BESIDE: Final = "beside"
"""What nobody asked about: "he never hits me"."""
ME: Final = "me"
OTHER: Final = "other"
WE: Final = "we"
BOTH: Final = "both"
NEITHER: Final = "neither"

OPPOSITE: Final[Mapping[str, str]] = MappingProxyType({YES: NO, NO: YES})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers, and the words that say it."""

    answer: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """An answer that was read.

    Attributes:
        says: what one voice says for one, or "both" or "split" where two people answer.
        slots: by the slot they belong to, the answers of two people: who and answer where one
            voice speaks for two, mine and theirs where they differ.
        is_whole: whether the grammar knows every word of the utterance.
    """

    says: str
    is_whole: bool
    slots: Mapping[str, Said] = field(default_factory=dict)
