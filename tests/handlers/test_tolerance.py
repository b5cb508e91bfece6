"""Envelopes are read whatever Alexa has added to them since the SDK's last release."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from ask_sdk_model.slu.entityresolution.status_code import StatusCode

from skill.errors import RequestRefusedError
from skill.handlers.tolerance import DEPTH, read_envelope
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, Envelope, Session
from tests.handlers.echo import Home, intent_json, matched_slot
from tests.handlers.sdk_samples import NEW, REQUEST_TYPES, full_envelope, leaves, new_for


def read(envelope: object) -> Any:
    found = read_envelope(envelope)
    assert found is not None
    return found


def at(envelope: Envelope, *path: str | int) -> Any:
    """What stands at a path of an envelope."""
    value: Any = envelope
    for key in path:
        value = value[key]
    return value


def tip_request() -> Envelope:
    home = Home()
    intent = intent_json("TipIntent", {"theme": matched_slot("theme", "time")})
    request = {"type": "IntentRequest", "dialogState": "STARTED", "intent": intent}
    return home.writer.in_session(request, DeviceSettings(screen=True), Session("session"))


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_what_the_sdk_can_read_is_read_as_the_sdk_reads_it(request_type: str) -> None:
    """The SDK's own object is what an envelope gives that the SDK knows every part of."""
    envelope = full_envelope(request_type)

    expected = DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)

    assert read(envelope).to_dict() == expected.to_dict()


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_values_of_enumerations_newer_than_the_sdk_read_as_absent(request_type: str) -> None:
    """The same envelope without them is what unknown values give, everywhere at once."""
    envelope = full_envelope(request_type, new_for)
    assert NEW in json.dumps(envelope)
    without = _without(envelope, NEW)

    assert read(envelope).to_dict() == read(without).to_dict()


def _without(value: Any, unwanted: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner, unwanted) for key, inner in value.items() if inner != unwanted}
    if isinstance(value, list):
        return [_without(inner, unwanted) for inner in value if inner != unwanted]
    return value


def test_kinds_of_things_newer_than_the_sdk_read_as_absent() -> None:
    """None, or nothing in a list, is what a screen, an error or a value of a new kind gives."""
    envelope = full_envelope("Alexa.Presentation.APL.RuntimeError")
    at(envelope, "context", "Viewports", 0)["type"] = NEW
    at(envelope, "request", "errors", 0)["type"] = NEW
    spoken = full_envelope("IntentRequest")
    at(spoken, "request", "intent", "slots", "some", "slotValue")["type"] = NEW

    error, said = read(envelope), read(spoken)

    assert error.context.viewports == []
    assert error.request.errors == []
    assert said.request.intent.slots["some"].slot_value is None
    assert said.request.intent.slots["some"].value == "some text"


def test_a_slot_with_several_values_is_read() -> None:
    """Both values are what a slot gives that was filled with a list."""
    envelope = tip_request()
    values = [{"type": "Simple", "value": value} for value in ("time", "talking")]
    slot = at(envelope, "request", "intent", "slots", "theme")
    slot["slotValue"] = {"type": "List", "values": values}

    theme = read(envelope).request.intent.slots["theme"]

    assert [value.value for value in theme.slot_value.values] == ["time", "talking"]


def test_fields_newer_than_the_sdk_are_left_out() -> None:
    """The same object as without it is what an unknown field gives, whatever its name."""
    envelope = tip_request()
    expected = read(copy.deepcopy(envelope)).to_dict()

    for name in ("brandNew", "__class__", "object_type", "deserialized_types", "to_dict"):
        for path in ((), ("request",), ("context", "System"), ("request", "intent")):
            at(envelope, *path)[name] = {"any": "thing"}

    assert read(envelope).to_dict() == expected
    assert read(envelope).request.object_type == "IntentRequest"


@pytest.mark.parametrize(
    "wrong", [None, True, 0, 1.5, float("nan"), "words", [], {}, [{}], {"a": 1}], ids=repr
)
def test_a_part_of_another_kind_reads_as_absent(wrong: object) -> None:
    """An object of the SDK's is what an envelope gives, whatever stands at one place of it."""
    original = tip_request()
    needed = {
        ("request",),
        ("request", "type"),
        ("context",),
        ("context", "System"),
        ("context", "System", "application"),
        ("context", "System", "application", "applicationId"),
    }
    for path in set(leaves(original)) - needed:
        envelope = copy.deepcopy(original)
        at(envelope, *path[:-1])[path[-1]] = wrong

        assert read(envelope).request.object_type == "IntentRequest", path


@pytest.mark.parametrize("wrong", [True, 5, "words", {"a": 1}], ids=repr)
def test_what_should_be_a_list_and_is_none_reads_as_absent(wrong: object) -> None:
    """None is what handlers find where a list should have been, so that none loops over a number."""
    envelope = tip_request()
    slot = at(envelope, "request", "intent", "slots", "theme")
    slot["resolutions"]["resolutionsPerAuthority"] = wrong

    theme = read(envelope).request.intent.slots["theme"]

    assert theme.resolutions.resolutions_per_authority is None


@pytest.mark.parametrize("wrong", [True, 5, "words", [1]], ids=repr)
def test_what_should_be_a_table_and_is_none_reads_as_absent(wrong: object) -> None:
    """None is what handlers find where a table should have been, of slots or of attributes."""
    envelope = tip_request()
    at(envelope, "request", "intent")["slots"] = wrong
    at(envelope, "session")["attributes"] = wrong

    found = read(envelope)

    assert found.request.intent.slots is None
    assert found.session.attributes is None


def test_what_is_read_is_of_the_sdks_own_kinds() -> None:
    """Moments, members of enumerations and plain values are what handlers find."""
    found = read(tip_request())

    theme = found.request.intent.slots["theme"]
    assert found.request.timestamp == datetime(2026, 11, 23, 2, 45, tzinfo=UTC)
    assert found.session.new is True
    assert theme.resolutions.resolutions_per_authority[0].status.code is StatusCode.ER_SUCCESS_MATCH


def test_an_envelope_is_left_as_it_was() -> None:
    """The caller's own envelope is unchanged after it was read."""
    envelope = full_envelope("IntentRequest", new_for)
    before = copy.deepcopy(envelope)

    read(envelope)

    assert envelope == before


@pytest.mark.parametrize("name", ["AlexaSkillEvent.SkillAccountUnlinked", "Foo.Bar", ""])
def test_an_unknown_request_type_is_told_from_a_refused_one(name: str) -> None:
    """None is what a request type gives that the SDK does not know."""
    envelope = tip_request()
    at(envelope, "request")["type"] = name

    assert read_envelope(envelope, APPLICATION_ID) is None


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "LaunchRequest",
        {},
        {"request": None},
        {"request": {"type": None}},
        {"request": {"type": ["LaunchRequest"]}},
        {"request": {"type": "LaunchRequest"}},
        {"request": {"type": "LaunchRequest"}, "context": {"System": {"application": {}}}},
    ],
    ids=repr,
)
def test_what_is_no_envelope_is_refused(body: object) -> None:
    """RequestRefusedError is what a body gives without a request, or without a skill it is for."""
    with pytest.raises(RequestRefusedError):
        read_envelope(body)


@pytest.mark.parametrize("where", ["session", "screen"])
def test_an_envelope_that_would_exhaust_the_stack_is_refused(where: str) -> None:
    """RequestRefusedError is what nesting gives that is deeper than anything Alexa sends."""
    envelope = full_envelope("LaunchRequest")
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"children": [deep]}
    if where == "session":
        at(envelope, "session")["attributes"] = deep
    else:
        screen = at(envelope, "context", "Alexa.Presentation.APL")
        screen["componentsVisibleOnScreen"] = [deep]

    with pytest.raises(RequestRefusedError, match=f"more than {DEPTH} levels"):
        read_envelope(envelope)
