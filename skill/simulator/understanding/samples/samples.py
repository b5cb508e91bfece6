"""The samples of an interaction model, compiled for matching.

A sample is a list of elements: plain words, and slots where words of a slot
type belong. What Alexa knows by herself about her built-in intents ("go home",
"never mind") is not in a model; the simulator's own list of it is
``builtin_intents.toml``, and it counts only for intents that the model
declares.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from skill.errors import InteractionModelError
from skill.simulator.understanding.words.normalise import normalise, without_fillers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.interaction_model.model import Intent, InteractionModel
    from skill.simulator.understanding.words.lexicon import Lexicon

_SLOT: Final = re.compile(r"\{(\w+)\}")
_PLAIN: Final = re.compile(r"[a-z ']*")


@dataclass(frozen=True, slots=True)
class SlotElement:
    """A slot inside a sample."""

    name: str
    type: str
    multiple: bool = False

    @property
    def takes(self) -> str:
        """What a span must be found as to fill it: a value of its type, or several."""
        return several(self.type) if self.multiple else self.type


def several(slot_type: str) -> str:
    """Return what several values of a slot type, said in a row, are found as."""
    return f"{slot_type}..."


Element = str | SlotElement


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of one intent.

    Attributes:
        intent: the name of the intent.
        text: the sample as it stands in the model; ``None`` if it is Alexa's own.
        elements: its words and slots.
        core: the same without fillers at the two ends.
    """

    intent: str
    text: str | None
    elements: tuple[Element, ...]
    core: tuple[Element, ...]


def compile_samples(model: InteractionModel, lexicon: Lexicon) -> tuple[Sample, ...]:
    """Compile every sample of a model, in the model's order.

    Raises:
        InteractionModelError: a sample names a slot that its intent does not declare.
    """
    reader = _SampleReader(lexicon)
    compiled: list[Sample] = []
    for intent in model.intents:
        compiled += (reader.read(intent, text, text) for text in intent.samples)
        compiled += (
            reader.read(intent, text, None) for text in _known_to_alexa().get(intent.name, ())
        )
    return tuple(sample for sample in compiled if sample.elements)


@cache
def _known_to_alexa() -> Mapping[str, tuple[str, ...]]:
    text = resources.files(__package__).joinpath("builtin_intents.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {intent: tuple(samples) for intent, samples in tomllib.loads(text).items()}
    )


class _SampleReader:
    """Reads samples, remembering the words it has normalised: a model repeats few words often."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._plain: dict[str, tuple[str, ...]] = {}

    def read(self, intent: Intent, sample: str, text: str | None) -> Sample:
        """Split a sample into words and slots."""
        elements: list[Element] = []
        slots = {slot.name: slot for slot in intent.slots}
        for place, part in enumerate(_SLOT.split(sample)):
            if place % 2 == 0:
                elements += self._lexicon.joined(tuple(self._words(part)))
            elif part in slots:
                slot = slots[part]
                elements.append(SlotElement(slot.name, slot.type, multiple=slot.multiple))
            else:
                msg = f"{intent.name} has the sample '{sample}' but declares no slot '{part}'."
                raise InteractionModelError(msg)
        whole = tuple(elements)
        return Sample(intent.name, text, whole, without_fillers(whole))

    def _words(self, part: str) -> Iterator[str]:
        if not _PLAIN.fullmatch(part):  # "p. m." and "check-in" are more than a word at a time
            yield from normalise(part).tokens
            return
        for word in part.split():
            if word not in self._plain:
                self._plain[word] = normalise(word).tokens
            yield from self._plain[word]
