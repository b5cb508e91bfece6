"""Find the words of an utterance that may fill a slot.

For a custom slot type these are its listed values and synonyms; for a built-in
type, whatever its reader accepts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from skill.errors import InteractionModelError
from skill.simulator.understanding.resolution import BUILTIN_PREFIX
from skill.simulator.understanding.samples.builtin_slots import BUILTIN_SLOTS
from skill.simulator.understanding.samples.samples import several
from skill.simulator.understanding.words.lexicon import lexicon
from skill.simulator.understanding.words.normalise import english, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skill.interaction_model.model import InteractionModel


@dataclass(frozen=True, slots=True)
class SlotSpan:
    """Words that may fill a slot.

    Attributes:
        start: the place of the first word.
        stop: the place after the last.
        value: the id of a listed value, Alexa's value of a built-in type, or ``None`` for words
            that are no listed value.
        likeness: 1 for the very words, less for what only sounds alike.
        parts: the spans of the values, where there are several; ``value`` is ``None`` then.
    """

    start: int
    stop: int
    value: str | None
    likeness: float = 1.0
    parts: tuple[SlotSpan, ...] = ()


Spans: TypeAlias = "Mapping[str, list[SlotSpan]]"
"""By slot type, the words of an utterance that may fill such a slot."""


class SlotFinder:
    """Finds what may fill the slots of a model."""

    def __init__(self, model: InteractionModel) -> None:
        self._listed: dict[str, dict[tuple[str, ...], str]] = {}
        for slot_type in model.types:
            listed = self._listed.setdefault(slot_type.name, {})
            for value in slot_type.values:
                for phrase in value.phrases:
                    words = normalise(phrase).tokens
                    listed.setdefault(words, value.id)
                    listed.setdefault(lexicon().joined(words), value.id)
            listed.pop((), None)
        declared = {slot.type for intent in model.intents for slot in intent.slots}
        self._builtin = {
            name: BUILTIN_SLOTS[name] for name in sorted(declared) if name in BUILTIN_SLOTS
        }
        unknown = sorted(declared - self._listed.keys() - self._builtin.keys())
        if unknown:
            known = ", ".join(BUILTIN_SLOTS)
            msg = f"The simulator cannot fill the slot type {unknown[0]}: the model does not list it and it is none of {known}."
            raise InteractionModelError(msg)
        self._longest = {name: _longest_by_first_word(of) for name, of in self._listed.items()}
        self._in_rows = sorted(
            {slot.type for intent in model.intents for slot in intent.slots if slot.multiple}
        )

    @property
    def custom_types(self) -> Iterable[str]:
        """The names of the skill's own types."""
        return self._listed.keys()

    def filled_by(self, value: SlotSpan) -> dict[str, list[SlotSpan]]:
        """Give spans in which some words fill every slot of the skill's own types."""
        kinds = (*self._listed, *map(several, self._in_rows))
        return {kind: [value] for kind in kinds}

    def phrases(self, slot_type: str) -> Mapping[tuple[str, ...], str]:
        """Give the values of a slot type by every way of saying them, as plain words.

        Of a built-in type there are only examples, because nobody can list it.
        """
        builtin = self._builtin.get(slot_type)
        return builtin.examples if builtin else self._listed[slot_type]

    def find(self, tokens: tuple[str, ...]) -> dict[str, list[SlotSpan]]:
        """Give the spans that fill each slot type exactly, by type; longer ones first."""
        found: dict[str, list[SlotSpan]] = defaultdict(list)
        for name, listed in self._listed.items():
            longest = self._longest[name]
            for start, token in enumerate(tokens):
                size = longest.get(token, 0)
                for stop in range(min(len(tokens), start + size), start, -1):
                    value = listed.get(tokens[start:stop])
                    if value is not None:
                        found[name].append(SlotSpan(start, stop, value))
        for name, builtin in self._builtin.items():
            for start in range(len(tokens)):
                stop = start
                while (
                    stop < len(tokens)
                    and stop - start < builtin.longest
                    and tokens[stop] in builtin.vocabulary
                ):
                    stop += 1
                for end in range(stop, start, -1):
                    value = builtin.read(tokens[start:end])
                    if value is not None:
                        found[name].append(SlotSpan(start, end, value))
        return self.with_rows(tokens, found)

    def with_rows(
        self, tokens: tuple[str, ...], found: Mapping[str, list[SlotSpan]]
    ) -> dict[str, list[SlotSpan]]:
        """Add the rows of values that fill the slots which take several, one value included.

        Between two values stands "and" or nothing but a pause (Amazon, "Collect
        Multiple Values in a Slot").
        """
        with_rows = dict(found)
        for slot_type in self._in_rows:
            rows = _rows(tokens, found.get(slot_type, ()))
            if rows:
                with_rows[several(slot_type)] = rows
        return with_rows


def _longest_by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Give how many words a phrase has at most that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


def _rows(tokens: tuple[str, ...], values: Sequence[SlotSpan]) -> list[SlotSpan]:
    """Give every row of values that follow one another, for each place the one of fewest values."""
    rows = {
        (span.start, span.stop): span for span in sorted(values, key=lambda span: span.likeness)
    }
    joins = english().between_values
    for value in sorted(values, key=lambda span: (span.start, span.stop)):
        before = {value.start}
        if value.start and tokens[value.start - 1] in joins:
            before.add(value.start - 1)
        for start, stop in list(rows):
            row = rows[start, stop]
            parts = (*(row.parts or (row,)), value)
            known = rows.get((start, value.stop))
            if stop in before and (known is None or len(known.parts) > len(parts)):
                likeness = min(row.likeness, value.likeness)
                rows[start, value.stop] = SlotSpan(start, value.stop, None, likeness, parts)
    return sorted(rows.values(), key=lambda span: (span.start, -span.stop))


def is_custom(slot_type: str) -> bool:
    """Tell whether a slot type is the skill's own, with entity resolution."""
    return not slot_type.startswith(BUILTIN_PREFIX)
