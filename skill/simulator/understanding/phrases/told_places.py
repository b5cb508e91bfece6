"""Find the place that a couple say they are in, in sentences that are no sample.

"We left dublin for london at christmas" tells where they are now, in words that no list of
samples foresees. The ways of telling, and what shows that a place is only talked about, are
data: ``told_places.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.phrases.pattern_language import pattern_language
from skill.simulator.understanding.phrases.phrase_patterns import PatternTable, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.simulator.understanding.phrases.phrase_patterns import PatternLanguage
    from skill.simulator.understanding.samples.slot_spans import SlotSpan

PLACE: Final = "PLACE"
"""The word that stands for a listed place in the patterns."""


@dataclass(frozen=True, slots=True)
class ToldPlaces:
    """The ways of telling where one is.

    Attributes:
        intent: the intent that takes the place.
        slot: the slot of it that the place fills.
    """

    intent: str
    slot: str
    language: PatternLanguage
    says: PatternTable
    unless: PatternTable

    def find(self, tokens: tuple[str, ...], places: Sequence[SlotSpan]) -> SlotSpan | None:
        """Give the place that is told, of those that an utterance names.

        Args:
            tokens: the words of the utterance.
            places: the words in it that are listed places.
        """
        named = _apart(places)
        if not named or self.is_only_talk(tokens, places):
            return None
        marked = _with_marks(tokens, named)
        reading = Reading(self.language, marked)
        told = next((found for _, found in reading.find(self.says)), None)
        if told is None or told.marked is None:
            return None
        return named[marked[: told.marked[0]].count(PLACE)][0]

    def is_only_talk(self, tokens: tuple[str, ...], places: Sequence[SlotSpan]) -> bool:
        """Tell whether what is said is about a place, and not where they are: "i love london"."""
        reading = Reading(self.language, _with_marks(tokens, _apart(places)))
        return any(reading.find(self.unless))


def _apart(places: Sequence[SlotSpan]) -> list[tuple[SlotSpan, ...]]:
    """Give the places one after the other, the longest where several overlap.

    Places with no word between them are one: "london england".
    """
    named: list[tuple[SlotSpan, ...]] = []
    stop = 0
    for place in sorted(places, key=lambda place: (place.start, -place.stop)):
        if place.start < stop:
            continue
        if named and place.start == stop:
            named[-1] = (*named[-1], place)
        else:
            named.append((place,))
        stop = place.stop
    return named


def _with_marks(tokens: tuple[str, ...], named: Sequence[tuple[SlotSpan, ...]]) -> tuple[str, ...]:
    """Put the word of the patterns for each place."""
    words: list[str] = []
    position = 0
    for places in named:
        words += (*tokens[position : places[0].start], PLACE)
        position = places[-1].stop
    return (*words, *tokens[position:])


@cache
def told_places() -> ToldPlaces:
    """Read ``told_places.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("told_places.toml").read_text(encoding="utf-8")
    )
    language = pattern_language(
        data["words"],
        fillers=data["fillers"]["words"].split(),
        stops=data["stops"]["words"].split(),
    )
    says, unless = (
        PatternTable(map(language.pattern, data["tells"][name])) for name in ("says", "unless")
    )
    return ToldPlaces(data["intent"], data["slot"], language, says, unless)
