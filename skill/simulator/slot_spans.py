"""Find the words of an utterance that may fill a slot.

For a custom slot type these are its listed values and synonyms; for a built-in
type, whatever its reader accepts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill.errors import InteractionModelError
from skill.simulator.builtin_slots import BUILTIN_SLOTS
from skill.simulator.normalise import normalise
from skill.simulator.resolution import BUILTIN_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """

    start: int
    stop: int
    value: str | None
    likeness: float = 1.0


class SlotFinder:
    """Finds what may fill the slots of a model."""

    def __init__(self, model: InteractionModel) -> None:
        self._listed: dict[str, dict[tuple[str, ...], str]] = {}
        for slot_type in model.types:
            listed = self._listed.setdefault(slot_type.name, {})
            for value in slot_type.values:
                for phrase in value.phrases:
                    listed.setdefault(normalise(phrase).tokens, value.id)
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
        self._longest = {
            name: max(map(len, listed), default=0) for name, listed in self._listed.items()
        }

    @property
    def custom_types(self) -> Iterable[str]:
        """The names of the skill's own types."""
        return self._listed.keys()

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
            for start in range(len(tokens)):
                for stop in range(min(len(tokens), start + self._longest[name]), start, -1):
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
        return found


def is_custom(slot_type: str) -> bool:
    """Tell whether a slot type is the skill's own, with entity resolution."""
    return not slot_type.startswith(BUILTIN_PREFIX)
