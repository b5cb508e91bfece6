"""What an utterance was understood as, and how Alexa would send that to the skill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from skill.interaction_model.model import InteractionModel, Slot

FALLBACK_INTENT: Final = "AMAZON.FallbackIntent"
BUILTIN_PREFIX: Final = "AMAZON."


@dataclass(frozen=True, slots=True)
class ResolvedSlot:
    """One filled slot.

    Attributes:
        name: the slot's name in its intent.
        value_spoken: what was said for it; for a built-in type Alexa's own value, "21:30".
        id: the id of the listed value that was meant, or ``None``.
        match: whether a listed value was meant; always false for a built-in type.
        parts: the values one by one, where several were said for a slot that takes several.
    """

    name: str
    value_spoken: str
    id: str | None = None
    match: bool = False
    parts: tuple[ResolvedSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an utterance was understood as.

    Attributes:
        intent: the intent's name; ``AMAZON.FallbackIntent`` if nothing came close.
        slots: the filled slots, in the order in which the intent declares them.
        confidence: from 0 to 1; 1 is a sample word for word. For the fallback it is how far the
            utterance was from every sample.
        sample: the sample of the model it was matched with, if any.
    """

    intent: str
    slots: tuple[ResolvedSlot, ...] = ()
    confidence: float = 1.0
    sample: str | None = None

    def slot(self, name: str) -> ResolvedSlot | None:
        """Give a filled slot by name, or ``None``."""
        return next((slot for slot in self.slots if slot.name == name), None)


LAUNCH: Final = Resolution("LaunchRequest")
"""What calling the skill by its name, and nothing more, comes to: no intent at all."""


def as_json(resolution: Resolution) -> dict[str, Any]:
    """Give the answer of ``closer say --json``: intent, slots by name, confidence.

    A slot is its resolved id, or Alexa's value of a built-in type, or what was
    said where nothing listed was meant; of several values it is a list of these.
    """
    return {
        "intent": resolution.intent,
        "slots": {slot.name: _meant(slot) for slot in resolution.slots},
        "confidence": round(resolution.confidence, 3),
    }


def _meant(slot: ResolvedSlot) -> str | list[str]:
    if slot.parts:
        return [part.id or part.value_spoken for part in slot.parts]
    return slot.id or slot.value_spoken


def to_intent_json(
    resolution: Resolution, model: InteractionModel, *, skill_id: str
) -> dict[str, Any]:
    """Write the ``intent`` of an IntentRequest as Alexa sends it.

    Every slot the intent declares is there, an unfilled one without a value
    (Amazon, "Request Types Reference": IntentRequest). An intent that declares
    no slots has no ``slots`` at all.
    """
    intent: dict[str, Any] = {"name": resolution.intent, "confirmationStatus": "NONE"}
    declared = next((found.slots for found in model.intents if found.name == resolution.intent), ())
    if declared:
        intent["slots"] = {
            slot.name: _slot_json(slot, resolution.slot(slot.name), model, skill_id)
            for slot in declared
        }
    return intent


def _slot_json(
    slot: Slot, filled: ResolvedSlot | None, model: InteractionModel, skill_id: str
) -> dict[str, Any]:
    """Write one slot, with entity resolution if its type is the skill's own.

    Where several values were said, they stand in ``slotValue`` alone, each with
    resolutions of its own (Amazon, "Collect Multiple Values in a Slot").
    """
    written: dict[str, Any] = {"name": slot.name, "confirmationStatus": "NONE", "source": "USER"}
    if filled is None:
        return written
    if filled.parts:
        values = [_value_json(slot, part, model, skill_id) for part in filled.parts]
        return written | {"slotValue": {"type": "List", "values": values}}
    value = _value_json(slot, filled, model, skill_id)
    written |= {key: value[key] for key in ("value", "resolutions") if key in value}
    return written | {"slotValue": value}


def _value_json(
    slot: Slot, filled: ResolvedSlot, model: InteractionModel, skill_id: str
) -> dict[str, Any]:
    """Write one value of a slot."""
    written: dict[str, Any] = {"type": "Simple", "value": filled.value_spoken}
    if not slot.type.startswith(BUILTIN_PREFIX):
        written["resolutions"] = _entity_resolution(slot, filled, model, skill_id)
    return written


def _entity_resolution(
    slot: Slot, filled: ResolvedSlot, model: InteractionModel, skill_id: str
) -> dict[str, Any]:
    """Write the verdict of entity resolution; without a match there is no ``values`` key."""
    authority: dict[str, Any] = {
        "authority": f"amzn1.er-authority.echo-sdk.{skill_id}.{slot.type}",
        "status": {"code": "ER_SUCCESS_MATCH" if filled.match else "ER_SUCCESS_NO_MATCH"},
    }
    if filled.match:
        values = next(found.values for found in model.types if found.name == slot.type)
        listed = next(value for value in values if value.id == filled.id)
        authority["values"] = [{"value": {"name": listed.value, "id": listed.id}}]
    return {"resolutionsPerAuthority": [authority]}
