"""Resolutions are written as Alexa sends them."""

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import IntentRequest

from skill.content.catalog import load_catalog
from skill.handlers.slots import Slots
from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.simulator.understanding.resolution import (
    Resolution,
    ResolvedSlot,
    as_json,
    to_intent_json,
)

MODEL = InteractionModel(
    locale="en-US",
    invocation_name="evening talk",
    intents=(
        Intent("AMAZON.YesIntent"),
        Intent("RemindIntent", (Slot("time", "AMAZON.TIME"), Slot("days", "DAYS")), ("remind us",)),
    ),
    types=(SlotType("DAYS", (SlotValue("weekend", "weekends", ("the weekend",)),)),),
)
SKILL = "amzn1.ask.skill.x"
TIME = ResolvedSlot("time", "21:30")
WEEKEND = ResolvedSlot("days", "the weekend", "weekend", match=True)
UNLISTED = ResolvedSlot("days", "bank holidays")


def test_a_custom_slot_carries_entity_resolution() -> None:
    """A listed value is a match with its canonical name and id, under the skill's authority."""
    resolutions = {
        "resolutionsPerAuthority": [
            {
                "authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.DAYS",
                "status": {"code": "ER_SUCCESS_MATCH"},
                "values": [{"value": {"name": "weekends", "id": "weekend"}}],
            }
        ]
    }
    intent = to_intent_json(Resolution("RemindIntent", (WEEKEND,)), MODEL, skill_id=SKILL)
    assert intent["slots"]["days"] == {
        "name": "days",
        "value": "the weekend",
        "confirmationStatus": "NONE",
        "source": "USER",
        "resolutions": resolutions,
        "slotValue": {"type": "Simple", "value": "the weekend", "resolutions": resolutions},
    }


def test_an_unlisted_value_is_no_match() -> None:
    """Words that no value lists are no match, and then there are no values at all."""
    intent = to_intent_json(Resolution("RemindIntent", (UNLISTED,)), MODEL, skill_id=SKILL)
    (authority,) = intent["slots"]["days"]["resolutions"]["resolutionsPerAuthority"]
    assert (authority["status"]["code"], "values" in authority) == ("ER_SUCCESS_NO_MATCH", False)


def test_a_builtin_slot_carries_only_its_value() -> None:
    """A built-in type has Alexa's value and no entity resolution."""
    intent = to_intent_json(Resolution("RemindIntent", (TIME,)), MODEL, skill_id=SKILL)
    assert intent["slots"]["time"] == {
        "name": "time",
        "value": "21:30",
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {"type": "Simple", "value": "21:30"},
    }


def test_every_declared_slot_is_there() -> None:
    """A slot that nothing filled is there without a value."""
    intent = to_intent_json(Resolution("RemindIntent", (TIME,)), MODEL, skill_id=SKILL)
    assert set(intent["slots"]) == {"time", "days"}
    assert "value" not in intent["slots"]["days"]


def test_an_intent_without_slots_has_none() -> None:
    """An intent that declares no slots comes with a name and a status."""
    intent = to_intent_json(Resolution("AMAZON.YesIntent"), MODEL, skill_id=SKILL)
    assert intent == {"name": "AMAZON.YesIntent", "confirmationStatus": "NONE"}


@pytest.mark.parametrize("slots", [(), (TIME,), (WEEKEND,), (TIME, UNLISTED)])
def test_the_sdk_reads_it(slots: tuple[ResolvedSlot, ...]) -> None:
    """The SDK finds in the request what was understood."""
    intent = to_intent_json(Resolution("RemindIntent", slots), MODEL, skill_id=SKILL)
    request = {
        "type": "IntentRequest",
        "requestId": "r",
        "timestamp": "2026-11-22T20:00:00Z",
        "intent": intent,
    }
    read = DefaultSerializer().deserialize(json.dumps(request), IntentRequest)
    filled = {name: slot.value for name, slot in read.intent.slots.items() if slot.value}
    assert filled == {slot.name: slot.value_spoken for slot in slots}


def test_json_for_people() -> None:
    """In short, a slot is its id, Alexa's value, or what was said when nothing was meant that is listed."""
    short = as_json(Resolution("RemindIntent", (TIME, UNLISTED), confidence=0.87654))
    assert short == {
        "intent": "RemindIntent",
        "slots": {"time": "21:30", "days": "bank holidays"},
        "confidence": 0.877,
    }
    assert as_json(Resolution("RemindIntent", (WEEKEND,)))["slots"] == {"days": "weekend"}


def test_several_values_are_a_list_with_a_resolution_each() -> None:
    """They stand in the slot's value alone, and the SDK reads them back one by one."""
    both = ResolvedSlot("days", "the weekend and bank holidays", parts=(WEEKEND, UNLISTED))
    intent = to_intent_json(Resolution("RemindIntent", (both,)), MODEL, skill_id=SKILL)
    slot = intent["slots"]["days"]
    assert set(slot) == {"name", "confirmationStatus", "source", "slotValue"}
    assert slot["slotValue"]["type"] == "List"
    assert [value["type"] for value in slot["slotValue"]["values"]] == ["Simple", "Simple"]
    request = {"type": "IntentRequest", "locale": "en-US", "intent": intent}
    read = DefaultSerializer().deserialize(json.dumps(request), IntentRequest)
    slots = Slots(read.intent.slots, load_catalog().heard)
    assert slots.ids_of("days") == ("weekend",)
    assert slots.is_filled("days")
    assert not slots.is_filled("time")
    assert as_json(Resolution("RemindIntent", (both,)))["slots"] == {
        "days": ["weekend", "bank holidays"]
    }
