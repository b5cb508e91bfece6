"""A device with a screen gets one with every turn, and its touches do what the words do."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from skill.content.models import Touch
from skill.dialog.pending import UNSAFE, PendingQuestion
from skill.handlers.intents import INTENTS
from skill.screens.touches import touches_for
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APL, DeviceSettings, Session, mapping
from skill.simulator.echo.exchange import Exchange
from skill.simulator.echo.protocol import MAX_RESPONSE_BYTES, rendered_document, violations
from skill.simulator.echo.screen import document_text
from tests.dialog.driver import EVENING
from tests.dialog.states import PATHS, in_state
from tests.handlers.echo import CATALOG, Home, attributes_of, intent_json

SCREEN = DeviceSettings(screen=True)
INTERFACES = {APL: {"runtime": {"maxVersion": "2024.3"}}}
TOUCHED = f"{APL}.UserEvent"


def shown(exchange: Exchange) -> Mapping[str, Any]:
    """The directive that a response puts on the screen."""
    (directive,) = exchange.directives
    assert directive["type"] == f"{APL}.RenderDocument"
    return directive


def touchables(directive: Mapping[str, Any]) -> list[list[str]]:
    """What the parts of a document send when they are touched, each once."""
    sent: list[list[str]] = []
    written = json.dumps(directive["document"])
    for touch in Touch:
        arguments = [touch.value]
        if f'"arguments": {json.dumps(arguments)}' in written:
            sent.append(arguments)
    return sent


def in_session(home: Home, request: Mapping[str, object], attributes: Mapping[str, object]) -> Any:
    """The response to a request of a session that has these attributes."""
    session = Session("s", attributes, new=False)
    return home.skill.handle(home.writer.in_session(request, home.device, session))


@pytest.mark.parametrize("name", PATHS)
def test_every_intent_in_every_state_gives_a_valid_screen(name: str) -> None:
    """A response that Alexa takes, of at most 24 KB, with one screen, is what any intent gives."""
    home = Home(device=SCREEN)
    attributes = in_state(name, EVENING).state.to_json()
    for intent in INTENTS:
        request = {"type": "IntentRequest", "intent": intent_json(intent)}
        response = in_session(home, request, attributes)

        assert violations(response, "IntentRequest", INTERFACES) == (), intent
        assert len(json.dumps(response).encode()) <= MAX_RESPONSE_BYTES
        body = mapping(response["response"])
        assert isinstance(body["shouldEndSession"], bool)
        directive: Any = rendered_document(body)
        assert directive is not None
        pending = PendingQuestion(response["sessionAttributes"].get("pending", "none"))
        assert touchables(directive) == [
            [touch] for touch in Touch if touch in touches_for(pending)
        ]
        if pending in UNSAFE:
            assert document_text(directive) == ()


@pytest.mark.parametrize("name", PATHS)
def test_every_touch_in_every_state_is_answered(name: str) -> None:
    """A response that Alexa takes is what any touch gives, of this screen or of any other."""
    home = Home(device=SCREEN)
    attributes = in_state(name, EVENING).state.to_json()
    for touch in Touch:
        for token in ("now", "before"):
            request = {"type": TOUCHED, "token": token, "arguments": [touch.value]}
            response = in_session(home, request, {**attributes, "screen": "now"})

            assert violations(response, TOUCHED, INTERFACES) == (), (touch, token)
            assert rendered_document(mapping(response["response"])) is not None


def test_a_device_without_a_screen_gets_none() -> None:
    """No directive at all is what a device gets that announces no screen."""
    echo = Home().echo()
    for said in ("open", "tip", "together", "yes", "yes", "prompt", "i am afraid", "yes"):
        assert echo.say(said).directives == ()


@pytest.mark.parametrize(
    ("runtime", "is_shown"),
    [
        ({"maxVersion": "2024.3"}, True),
        ({"maxVersion": "1.4"}, True),
        ({"maxVersion": "1.10"}, True),
        ({"maxVersion": "1.3"}, False),
        ({"maxVersion": "1.0"}, False),
        ({"maxVersion": "new"}, False),
        ({"maxVersion": ""}, False),
        ({"maxVersion": 2024.3}, False),
        ({}, False),
        (None, False),
        ("1.4", False),
    ],
)
def test_only_a_device_that_can_show_it_gets_a_screen(runtime: object, *, is_shown: bool) -> None:
    """A screen is what a device gets whose version of APL is 1.4 or newer, and says so."""
    home = Home(device=SCREEN)
    envelope: Any = home.writer.in_session({"type": "LaunchRequest"}, home.device, Session("s"))
    envelope["context"]["System"]["device"]["supportedInterfaces"][APL] = {"runtime": runtime}

    response = home.skill.handle(envelope)

    assert (rendered_document(mapping(response["response"])) is not None) == is_shown


# ------------------------------------------------------------------ the unsafe path


def test_nothing_is_shown_to_somebody_who_is_not_safe_until_they_say_yes() -> None:
    """A bare background first, the number after a yes, and no card, is what the screen shows."""
    echo = Home(device=SCREEN).echo()
    echo.say("together")
    echo.say("yes")

    afraid, number = echo.say("i am afraid"), echo.say("yes")

    assert document_text(shown(afraid)) == ()
    assert touchables(shown(afraid)) == []
    assert shown(afraid)["datasources"] == {"screen": {"type": "object"}}
    assert any("1 800 799 7233" in line for line in document_text(shown(number)))
    assert touchables(shown(number)) == []
    assert shown(number)["document"]["onMount"][0]["value"] == 0
    assert not number.session_open
    assert (afraid.card, number.card) == (None, None)


@pytest.mark.parametrize("said", ["no", "stop", "AMAZON.FallbackIntent", "tip", "DefineIntent"])
def test_whatever_ends_the_unsafe_path_clears_the_screen(said: str) -> None:
    """A bare background, and no card, is what is left of it."""
    echo = Home(device=SCREEN).echo()
    echo.say("together")
    echo.say("i am afraid")

    end = echo.say(said)

    assert document_text(shown(end)) == ()
    assert not end.session_open
    assert end.card is None


# ------------------------------------------------------------------------- touches

WORDS = {
    Touch.YES: "yes",
    Touch.NO: "no",
    Touch.SOMETIMES: "sometimes",
    Touch.SKIP: "skip",
    Touch.TOGETHER: "together",
    Touch.ALONE: "alone",
    Touch.DEFINITION: "DefineIntent topic=emotional_intimacy",
    Touch.TIP: "tip",
    Touch.CHECK_IN: "QuizIntent",
    Touch.PROMPT: "prompt",
}
"""What is said for each touch."""

WAYS: Mapping[PendingQuestion, tuple[str, ...]] = {
    PendingQuestion.OPEN_CHOICE: ("AMAZON.HelpIntent",),
    PendingQuestion.CHECK_IN_MODE: ("QuizIntent",),
    PendingQuestion.CHECK_IN_READY: ("together",),
    PendingQuestion.CHECK_IN_ANSWER: ("alone",),
    PendingQuestion.ANOTHER_TIP: ("tip",),
    PendingQuestion.MORE: ("DefineIntent",),
    PendingQuestion.NIGHTLY_TIME: ("SetNightlyIntent",),
    PendingQuestion.FORGET: ("forget us",),
}
"""How some questions come about."""


@pytest.mark.parametrize(
    ("way", "touch"),
    [(way, touch) for pending, way in WAYS.items() for touch in touches_for(pending)],
)
def test_a_touch_does_exactly_what_the_words_do(way: tuple[str, ...], touch: Touch) -> None:
    """The same words, screen and session are what come of touching an answer and of saying it."""
    at_home = [Home(device=SCREEN, seed=7).echo() for _ in range(2)]
    for echo in at_home:
        for said in way:
            echo.say(said)
    speaking, touching = at_home

    answer, touched = speaking.say(WORDS[touch]), touching.touch([touch.value])

    assert answer.ssml == touched.ssml
    assert answer.reprompt == touched.reprompt
    assert {**shown(answer), "token": ""} == {**shown(touched), "token": ""}
    assert _without_token(speaking) == _without_token(touching)


def _without_token(echo: VirtualDevice) -> dict[str, object]:
    return {**attributes_of(echo), "screen": ""}


def test_a_touch_of_an_earlier_screen_answers_nothing() -> None:
    """The question that is pending, asked again kindly, is what pressing twice in a hurry gives."""
    home = Home(device=SCREEN)
    echo = home.echo()
    echo.say("alone")
    first = shown(exchange_of(echo))["token"]
    echo.touch(["yes"])
    now = attributes_of(echo)

    request = {"type": TOUCHED, "token": first, "arguments": ["yes"]}
    response = in_session(home, request, now)

    after = response["sessionAttributes"]
    assert after["check_in"]["answers"] == mapping(now["check_in"])["answers"]
    assert after["pending"] == "check_in_answer"
    directive: Any = rendered_document(mapping(response["response"]))
    assert "2 of 6" in document_text(directive)


def exchange_of(echo: VirtualDevice) -> Exchange:
    """The last exchange."""
    assert echo.last is not None
    return echo.last


@pytest.mark.parametrize(
    "request_",
    [
        {"token": "another", "arguments": ["yes"]},
        {"token": None, "arguments": ["yes"]},
        {"arguments": ["yes"]},
        {"arguments": []},
        {},
        {"arguments": ["no such answer"]},
        {"arguments": [["yes"]]},
        {"arguments": [None]},
        {"arguments": "yes"},
    ],
)
def test_a_touch_that_is_not_of_this_screen_never_erases_anything(
    request_: dict[str, object],
) -> None:
    """Being asked once more is all that comes of a touch that "Erase everything I've kept for you two?" did not offer."""
    home = Home(device=SCREEN)
    echo = home.echo()
    echo.say("tip")
    echo.say("forget us")
    kept = home.record()
    assert kept is not None
    token = attributes_of(echo)["screen"]
    if request_.get("arguments") not in (["yes"], None):
        request_ = {"token": token, **request_}

    response = in_session(home, {"type": TOUCHED, **request_}, attributes_of(echo))

    assert response["sessionAttributes"]["pending"] == "forget"
    record = home.record()
    assert record is not None
    assert record.tips == kept.tips


def test_a_touch_after_the_session_offers_something() -> None:
    """An offer is what a touch gives that begins a session of its own, whatever was on the screen."""
    home = Home(device=SCREEN)
    request = {"type": TOUCHED, "token": "old", "arguments": ["yes"]}
    response = home.skill.handle(home.writer.in_session(request, home.device, Session("s")))

    assert response["response"]["shouldEndSession"] is False
    assert "outputSpeech" in response["response"]


def test_no_two_screens_have_the_same_token() -> None:
    """A token of its own is what each screen of a conversation has."""
    echo = Home(device=SCREEN).echo()
    tokens = [shown(echo.say(said))["token"] for said in ("alone", "again", "again", "yes", "tip")]
    assert len(set(tokens)) == len(tokens)


def test_without_an_id_of_its_request_nothing_on_a_screen_can_be_mistaken() -> None:
    """No touch counts on a screen that could not be told from the next one."""
    home = Home(device=SCREEN)
    envelope: Any = home.writer.in_session(
        {"type": "IntentRequest", "intent": intent_json("ForgetUsIntent")}, SCREEN, Session("s")
    )
    del envelope["request"]["requestId"]
    attributes = home.skill.handle(envelope)["sessionAttributes"]

    assert "screen" not in attributes


def test_a_caller_may_do_with_a_response_what_it_likes() -> None:
    """The next screen is whole, whatever was done to the one before."""
    home = Home(device=SCREEN)
    request = {"type": "IntentRequest", "intent": intent_json("AMAZON.HelpIntent")}
    envelope = home.writer.in_session(request, home.device, Session("s"))
    before = home.skill.handle(envelope)["response"]["directives"][0]
    title = before["document"]["mainTemplate"]
    before["document"]["mainTemplate"] = None

    after = home.skill.handle(envelope)["response"]["directives"][0]

    assert after["document"]["mainTemplate"] == title


# ------------------------------------------------------------------ runtime errors


@pytest.mark.parametrize(
    ("errors", "kinds"),
    [
        ([{"type": "LIST_ERROR", "reason": "INTERNAL_ERROR", "message": "words"}], "LIST_ERROR"),
        ([{"type": "BRAND_NEW", "reason": "WHO_KNOWS", "message": "words"}], "of an unknown kind"),
        ([], "of an unknown kind"),
        (None, "of an unknown kind"),
    ],
)
def test_a_screen_that_could_not_be_shown_is_logged_and_not_spoken_of(
    caplog: pytest.LogCaptureFixture, errors: object, kinds: str
) -> None:
    """A line with the kind of error, and silence, is what Alexa's report of it gives."""
    home = Home(device=SCREEN)
    request = {"type": f"{APL}.RuntimeError", "token": "t", "errors": errors}

    response = in_session(home, request, {"pending": "open_choice"})

    assert response["response"] == {}
    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.ERROR, f"A screen could not be shown as it was sent: {kinds}.")
    ]


def test_words_of_any_length_make_a_screen_that_fits() -> None:
    """At most 24 KB is what a screen takes with its turn, whatever the content says."""
    topic = CATALOG.topics["emotional_intimacy"]
    parts = tuple(replace(part, text="Tom & Jerry <3. " * 300) for part in topic.parts)
    content = replace(CATALOG, topics={**CATALOG.topics, topic.id: replace(topic, parts=parts)})
    answer = Home(device=SCREEN, content=content).echo().say("DefineIntent")
    assert answer.response is not None
    assert len(json.dumps(answer.response).encode()) <= MAX_RESPONSE_BYTES
