"""Write down a sample that was understood as Alexa sends it: an intent with its slots filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.resolution import Resolution, ResolvedSlot
from skill.simulator.understanding.samples.samples import SlotElement
from skill.simulator.understanding.samples.slot_spans import is_custom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.interaction_model.model import InteractionModel
    from skill.simulator.understanding.compiled_model import CompiledModel
    from skill.simulator.understanding.samples.sample_tree import Filled
    from skill.simulator.understanding.samples.slot_spans import SlotSpan
    from skill.simulator.understanding.understood import Understood
    from skill.simulator.understanding.words.normalise import Words


class SlotFilling:
    """The intents of a model with their slots, in the order in which they are declared."""

    def __init__(self, model: InteractionModel, compiled: CompiledModel) -> None:
        self._model = compiled
        self._rules = acceptance()
        self._types = {kind.name: kind for kind in model.types}
        self._intents = {intent.name: intent for intent in model.intents}

    def declares(self, intent: str) -> bool:
        """Tell whether the model has an intent."""
        return intent in self._intents

    def type_of(self, intent: str, name: str) -> str | None:
        """Give the type of a slot; there is none of no slot."""
        declared = self._intents[intent].slots if intent in self._intents else ()
        return next((slot.type for slot in declared if slot.name == name), None)

    def values(self, intent: str, name: str) -> frozenset[str]:
        """Give the ids of the values that are listed for a slot; there are none of no slot."""
        kind = self._types.get(self.type_of(intent, name) or "")
        return frozenset(value.id for value in kind.values) if kind else frozenset()

    def ordered(self, intent: str, slots: Mapping[str, ResolvedSlot]) -> tuple[ResolvedSlot, ...]:
        """Give the slots that are filled in the order the intent declares them."""
        declared = self._intents[intent].slots
        return tuple(slots[slot.name] for slot in declared if slot.name in slots)

    def resolution(self, understood: Understood) -> Resolution:
        """Write down what was understood, the slots in the order the intent declares them."""
        words, intent = understood.words, understood.sample.intent
        filled = understood.filled or self._carried(words, intent)
        slots = {slot.name: _resolved(slot, span, words) for slot, span in filled}
        ordered = self.ordered(intent, slots)
        return Resolution(intent, ordered, understood.confidence, understood.sample.text)

    def _carried(self, words: Words, intent: str) -> Filled:
        """Fill the one slot of an intent, which the sample lacks, with words that are a value of it."""
        declared = self._intents[intent].slots
        if len(declared) != 1 or intent not in self._rules.carried.intents:
            return ()
        (slot,) = declared
        spans = self._model.spans(words).get(slot.type, ())
        span = max(spans, key=lambda span: span.stop - span.start, default=None)
        if span is None or span.stop - span.start < self._rules.carried.least_words:
            return ()
        return ((SlotElement(slot.name, slot.type), span),)


def _resolved(slot: SlotElement, span: SlotSpan, words: Words) -> ResolvedSlot:
    """Resolve one slot: a listed value has an id, a built-in type Alexa's own value."""
    said = words.said(span.start, span.stop)
    if span.parts:
        parts = tuple(_resolved(slot, part, words) for part in span.parts)
        return ResolvedSlot(slot.name, said, parts=parts)
    if is_custom(slot.type):
        return ResolvedSlot(slot.name, said, span.value, match=span.value is not None)
    return ResolvedSlot(slot.name, span.value or said)
