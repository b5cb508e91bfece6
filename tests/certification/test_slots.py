"""Every intent of every locale, with every filling of its slots, alone and in a session."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest

from skill.content.catalog import load_catalog
from skill.interaction_model.model import Intent, InteractionModel, available_locales, load_model
from skill.simulator.echo.envelope import Envelope
from skill.simulator.echo.protocol import violations
from tests.certification.households import Meeting
from tests.handlers.echo import matched_slot, resolved_slot

CATALOG = load_catalog()
WORDS = "something nobody thought of"
"""What no value of any slot is like; nothing of it may be kept."""

STATES = (
    "nothing asked",
    "asked what they would like",
    "first voice asked",
    "asked for the time of the reminder",
    "asked for consent to the reminder",
)
BUILT_IN_VALUES = ("21:30", "03:00", "MO", "25:99", "PT30M", "PT0S", "P1Y")


def fillings(model: InteractionModel, name: str, type_name: str) -> list[Envelope | None]:
    """The fillings of one slot: none, empty, not made out, not known, and each value there is."""
    unfilled: Envelope = {"name": name, "confirmationStatus": "NONE"}
    spoken = resolved_slot(name, "ER_SUCCESS_NO_MATCH") | {"value": WORDS}
    own = next((type_ for type_ in model.types if type_.name == type_name), None)
    known = (
        [matched_slot(name, value.id) for value in own.values]
        if own
        else [unfilled | {"value": value} for value in BUILT_IN_VALUES]
    )
    unknown = matched_slot(name, "brand_new")
    empty, unclear = unfilled | {"value": ""}, unfilled | {"value": "?"}
    return [None, unfilled, empty, unclear, spoken, unknown, *known]


def all_fillings(model: InteractionModel, intent: Intent) -> Iterator[Mapping[str, Envelope]]:
    """Every filling of one slot alone and with every filling of another, and all filled alike."""
    every = {slot.name: fillings(model, slot.name, slot.type) for slot in intent.slots}
    yield {}
    for name, slots in every.items():
        yield from ({name: slot} for slot in slots if slot is not None)
    # The ids are the same in every locale, so pairs are tried in one.
    for one, other in combinations(every, 2) if model.locale == "en-US" else ():
        for first, second in product(every[one], every[other]):
            if first is not None and second is not None:
                yield {one: first, other: second}
    for number in range(max(map(len, every.values()), default=0)):
        alike = {name: slots[min(number, len(slots) - 1)] for name, slots in every.items()}
        yield {name: slot for name, slot in alike.items() if slot is not None}


@pytest.mark.parametrize("locale", available_locales())
def test_a_locale_has_the_ids_of_all_others(locale: str) -> None:
    """What is tried with the ids of one locale is tried for all."""

    def ids(of: str) -> set[tuple[str, str]]:
        return {(type_.name, value.id) for type_ in load_model(of).types for value in type_.values}

    assert ids(locale) == ids("en-US")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("locale", available_locales())
def test_every_filling_of_the_slots_is_answered(
    locale: str, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No intent, however its slots are filled, gets an error, and nothing that was said is kept."""
    model = load_model(locale)
    meeting = Meeting(state, "evening", locale)
    trouble = [variant.text for variant in CATALOG.lines["trouble"].variants]
    heard = 0
    for intent in model.intents:
        for slots in all_fillings(model, intent):
            answer = meeting.hear(intent.name, slots)
            heard += 1
            assert violations(answer.response, "IntentRequest", {}) == (), (intent.name, slots)
            assert answer.speech or answer.body.get("directives"), (intent.name, slots)
            assert not any(line in answer.speech for line in trouble), (intent.name, slots)
            assert answer.is_open == answer.speech.endswith("?"), (intent.name, slots)
            assert "card" not in answer.body
            kept = meeting.home.kept.load(meeting.home.device.user_id)
            left = json.dumps([kept.document if kept else {}, dict(answer.attributes)])
            assert WORDS not in left
            assert "what was said" not in left
            assert WORDS not in answer.speech
    assert heard > 300
    assert caplog.messages == []
