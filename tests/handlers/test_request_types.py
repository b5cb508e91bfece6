"""Every kind of request that Alexa sends gets the kind of answer that it may get."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from skill.errors import RequestRefusedError
from skill.handlers.requests import SPOKEN_TO
from skill.simulator.echo.envelope import APL, DeviceSettings, Envelope, Session, mapping
from skill.simulator.echo.protocol import violations
from tests.handlers.echo import START, Home, intent_json
from tests.handlers.sdk_samples import REQUEST_TYPES, full_envelope, new_for

UNKNOWN_TYPES = ("AlexaSkillEvent.SkillAccountUnlinked", "Foo.Bar")


def minimal(request_type: str, *, session: bool) -> Envelope:
    """An envelope with nothing in it that Alexa might leave out."""
    application = {"applicationId": DeviceSettings().application_id}
    user = {"userId": DeviceSettings().user_id}
    request: Envelope = {"type": request_type, "requestId": "r", "timestamp": START.isoformat()}
    if request_type == "IntentRequest":
        request["intent"] = {"name": "TipIntent"}
    envelope: Envelope = {
        "version": "1.0",
        "context": {"System": {"application": application, "user": user}},
        "request": request,
    }
    if session:
        envelope["session"] = {
            "new": True,
            "sessionId": "session",
            "application": application,
            "user": user,
        }
    return envelope


def assert_answered(response: Envelope, request_type: str) -> None:
    """The answer is one that Alexa takes, and is spoken exactly where somebody listens."""
    assert violations(response, request_type, {}) == ()
    body = mapping(response["response"])
    if "outputSpeech" in body:
        assert isinstance(body["shouldEndSession"], bool)
        assert ("reprompt" in body) == (not body["shouldEndSession"])
    else:
        assert body == {}


@pytest.mark.parametrize("session", [True, False], ids=["in session", "no session"])
@pytest.mark.parametrize("request_type", [*REQUEST_TYPES, *UNKNOWN_TYPES])
def test_every_request_type_is_answered(request_type: str, *, session: bool) -> None:
    """Speech, for the few types that may be spoken to, or else nothing, is what a type gives."""
    response = Home().skill.handle(minimal(request_type, session=session))

    assert_answered(response, request_type)
    spoken = request_type in SPOKEN_TO
    if not session:
        spoken = request_type in {"LaunchRequest", "IntentRequest", "Connections.Response"}
    assert ("outputSpeech" in mapping(response["response"])) == spoken


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_requests_full_of_news_are_answered(request_type: str) -> None:
    """An answer of the right kind is what values give that no enumeration knows, everywhere."""
    response = Home().skill.handle(full_envelope(request_type, new_for))

    assert_answered(response, request_type)


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_nothing_but_json_comes_back(request_type: str) -> None:
    """The same response is what its JSON reads as, so that any entry point can send it."""
    response = Home().skill.handle(full_envelope(request_type))

    assert json.loads(json.dumps(response)) == response


def test_no_caller_shares_an_answer_with_another() -> None:
    """An empty answer is what a request of unknown type gives, whatever was done to the last."""
    skill = Home().skill
    envelope = minimal("Foo.Bar", session=True)
    skill.handle(envelope)["response"]["shouldEndSession"] = False

    assert skill.handle(envelope) == {"version": "1.0", "response": {}}


@pytest.mark.parametrize(
    "left_out",
    [
        ("context", "System", "user"),
        ("context", "System", "user", "userId"),
        ("context", "System", "device"),
        ("context", "System", "device", "supportedInterfaces"),
        ("context", "System", "apiAccessToken"),
        ("context", "System", "apiEndpoint"),
        ("request", "locale"),
        ("request", "timestamp"),
        ("request", "requestId"),
        ("session", "user"),
        ("session", "attributes"),
        ("session", "sessionId"),
        ("session", "new"),
        ("session",),
        ("version",),
    ],
    ids=".".join,
)
def test_what_alexa_may_leave_out_is_not_missed(left_out: tuple[str, ...]) -> None:
    """A spoken answer is what a launch gives without the parts that nothing depends on."""
    home = Home()
    envelope = home.writer.in_session({"type": "LaunchRequest"}, home.device, Session("s"))
    *path, last = left_out
    table: Any = envelope
    for key in path:
        table = table[key]
    del table[last]

    response = home.skill.handle(envelope)

    assert_answered(response, "LaunchRequest")
    assert "outputSpeech" in mapping(response["response"])


@pytest.mark.parametrize("locale", ["fr-FR", "en-ZA", "", "x" * 10_000])
def test_a_locale_without_content_of_its_own_is_answered_in_english(locale: str) -> None:
    """A spoken answer is what a locale gives that the skill was never published in."""
    home = Home()
    envelope: Any = home.writer.in_session({"type": "LaunchRequest"}, home.device, Session("s"))
    envelope["request"]["locale"] = locale

    response = home.skill.handle(envelope)

    assert_answered(response, "LaunchRequest")
    assert "outputSpeech" in mapping(response["response"])


def test_a_household_without_a_name_is_answered_and_nothing_is_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A tip, a word that it was not kept, and a line in the log is what a request gives without a user id."""
    home = Home()
    envelope: Any = home.writer.in_session(
        {"type": "IntentRequest", "intent": intent_json("TipIntent")}, home.device, Session("s")
    )
    del envelope["context"]["System"]["user"]["userId"]

    response = home.skill.handle(envelope)

    assert_answered(response, "IntentRequest")
    assert mapping(response["sessionAttributes"])["told_unsaved"] is True
    assert caplog.messages == ["A request names no household, so nothing is remembered."]


@pytest.mark.parametrize(
    "event",
    ["AlexaSkillEvent.SkillDisabled", "Reminders.ReminderDeleted"],
)
def test_an_event_without_a_household_is_refused(event: str) -> None:
    """RequestRefusedError is what an event gives that does not say whose it is."""
    home = Home()
    envelope: Any = home.writer.skill_event(event, home.device)
    del envelope["context"]["System"]["user"]

    with pytest.raises(RequestRefusedError, match="names no household"):
        home.skill.handle(envelope)


def test_an_intent_request_without_an_intent_is_not_understood() -> None:
    """An open session is what an intent request gives that names no intent."""
    home = Home()
    envelope = home.writer.in_session({"type": "IntentRequest"}, home.device, Session("s"))

    response = home.skill.handle(envelope)

    assert_answered(response, "IntentRequest")
    assert response["response"]["shouldEndSession"] is False


def test_a_touch_in_a_session_is_answered() -> None:
    """The question that was asked, once more, is what a touch gives that means nothing yet."""
    home = Home()
    echo = home.echo()
    asked = echo.say("together")
    assert asked.response is not None
    session = Session("s", attributes=mapping(asked.response["sessionAttributes"]), new=False)

    response = home.skill.handle(
        home.writer.in_session({"type": f"{APL}.UserEvent"}, home.device, session)
    )

    assert_answered(response, f"{APL}.UserEvent")
    assert response["response"]["shouldEndSession"] is False


@pytest.mark.parametrize(
    "request_type", ["System.ExceptionEncountered", f"{APL}.RuntimeError", "SessionEndedRequest"]
)
def test_a_silent_request_leaves_the_session_as_it_was(request_type: str) -> None:
    """The same session attributes are what comes back from a request that takes no answer."""
    home = Home()
    attributes = {"pending": "open_choice", "misses": 1}
    envelope = home.writer.in_session(
        {"type": request_type, "errors": []}, home.device, Session("s", attributes, new=False)
    )

    assert home.skill.handle(envelope)["sessionAttributes"] == attributes


@pytest.mark.parametrize(
    ("request_", "level", "line"),
    [
        (
            {
                "type": "SessionEndedRequest",
                "reason": "ERROR",
                "error": {"type": "INVALID_RESPONSE"},
            },
            logging.WARNING,
            "A session ended in an error: INVALID_RESPONSE.",
        ),
        (
            {"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "BRAND_NEW"}},
            logging.WARNING,
            "A session ended in an error: of an unknown kind.",
        ),
        (
            {"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE"}},
            logging.ERROR,
            "Alexa refused a response: INVALID_RESPONSE.",
        ),
        (
            {"type": "System.ExceptionEncountered"},
            logging.ERROR,
            "Alexa refused a response: of an unknown kind.",
        ),
    ],
)
def test_what_alexa_reports_is_in_the_log(
    caplog: pytest.LogCaptureFixture, request_: dict[str, Any], level: int, line: str
) -> None:
    """The kind of error, and nothing of its text, is what the log holds of Alexa's report."""
    home = Home()
    if isinstance(request_.get("error"), dict):
        request_ = request_ | {"error": request_["error"] | {"message": "what went wrong"}}

    home.skill.handle(home.writer.in_session(request_, home.device, Session("s", new=False)))

    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [(level, line)]
