"""Whatever an envelope is turned into, it is answered or refused, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from skill.errors import RequestRefusedError
from skill.simulator.echo.envelope import APL, DeviceSettings, Envelope, Session, mapping
from skill.simulator.echo.protocol import violations
from tests.handlers.echo import Home, attributes_of, intent_json, matched_slot, resolved_slot
from tests.handlers.sdk_samples import NEW, REQUEST_TYPES, full_envelope, leaves

MISSING = object()


def originals() -> tuple[Envelope, ...]:
    """Envelopes as Alexa sends them, of each kind that does something."""
    home = Home(device=DeviceSettings(screen=True))
    echo = home.echo()
    echo.say("together")
    echo.say("yes")
    in_check_in = Session("s", attributes_of(echo), new=False)
    slots = {
        "theme": matched_slot("theme", "time"),
        "topic": resolved_slot("topic", "ER_ERROR_TIMEOUT"),
    }
    write, device = home.writer.in_session, home.device
    return (
        write({"type": "LaunchRequest"}, device, Session("s")),
        write(
            {"type": "IntentRequest", "intent": intent_json("TipIntent", slots)},
            device,
            Session("s"),
        ),
        write(
            {"type": "IntentRequest", "intent": intent_json("AMAZON.YesIntent")},
            device,
            in_check_in,
        ),
        write(
            {"type": "IntentRequest", "intent": intent_json("UnsafeIntent")}, device, in_check_in
        ),
        write({"type": "SessionEndedRequest", "reason": "USER_INITIATED"}, device, in_check_in),
        write({"type": f"{APL}.UserEvent", "arguments": ["yes"]}, device, in_check_in, shown="t"),
        home.writer.skill_event("AlexaSkillEvent.SkillDisabled", device),
        *(full_envelope(request_type) for request_type in REQUEST_TYPES),
    )


ORIGINALS = originals()

# Whatever JSON can be, and a few things that only Python's reader takes for JSON.
REPLACEMENTS = st.one_of(
    st.just(MISSING),
    st.sampled_from([None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf")]),
    st.sampled_from(["", NEW, "?", "\x00", "\ud800", "<speak>&</speak>", "x" * 30_000]),
    st.sampled_from([[], {}, [[]], {"type": NEW}, [{"type": NEW}], {"": ""}]),
    st.sampled_from(["LaunchRequest", "IntentRequest", "SessionEndedRequest"]),
    st.text(max_size=5),
)


def mutated(original: Envelope, path: tuple[str | int, ...], replacement: object) -> Envelope:
    """The envelope with one part replaced, or taken out."""
    envelope = copy.deepcopy(original)
    table: Any = envelope
    for key in path[:-1]:
        table = table[key]
    if replacement is MISSING:
        del table[path[-1]]
    else:
        table[path[-1]] = replacement
    return envelope


@settings(max_examples=400)
@given(original=st.sampled_from(ORIGINALS), data=st.data(), times=st.integers(1, 4))
def test_a_mutated_envelope_is_answered_or_refused(
    original: Envelope, data: st.DataObject, times: int
) -> None:
    """A response that Alexa takes, or RequestRefusedError, is what any mutation gives."""
    envelope = original
    for _ in range(times):
        path = data.draw(st.sampled_from(list(leaves(envelope)) or [()]))
        if not path:
            break
        envelope = mutated(envelope, path, data.draw(REPLACEMENTS))

    assert_answered_or_refused(envelope)


@settings(max_examples=150)
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner),
        max_leaves=10,
    )
)
@example(body={"request": {"type": "LaunchRequest"}, "context": []})
def test_any_json_at_all_is_answered_or_refused(body: object) -> None:
    """A response that Alexa takes, or RequestRefusedError, is what any JSON gives."""
    assert_answered_or_refused(body)


def announced(envelope: Envelope) -> Mapping[str, object]:
    """The interfaces that an envelope announces; what is not of their shape announces none."""
    value: object = envelope
    for key in ("context", "System", "device", "supportedInterfaces"):
        value = mapping(value).get(key)
    return mapping(value)


def assert_answered_or_refused(envelope: object) -> None:
    """Nothing but RequestRefusedError is raised, and a response is one that Alexa takes."""
    try:
        response = Home().skill.handle(envelope)
    except RequestRefusedError:
        return
    assert isinstance(envelope, dict)
    request_type = envelope["request"]["type"]
    found = {v.rule for v in violations(response, request_type, announced(envelope))}
    # Session attributes of any size go back as they came on requests that take no answer.
    assert found <= {"response-too-long", "not-json"}
    if "not-json" in found:
        # Python's reader takes NaN and half a surrogate pair for JSON; Alexa writes neither.
        written = json.dumps(envelope)
        assert any(oddity in written for oddity in ("NaN", "Infinity", "\\ud800"))
    body = mapping(response["response"])
    if "outputSpeech" in body:
        assert ("reprompt" in body) == (body["shouldEndSession"] is False)
