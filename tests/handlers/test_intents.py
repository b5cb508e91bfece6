"""Every intent is answered, whatever is in its slots and whether or not a session is under way."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from skill.content.models import TipTheme
from skill.dialog.check_in import Answer, Mode
from skill.dialog.events import (
    BothAnswer,
    CheckInWanted,
    Danger,
    DefinitionWanted,
    Event,
    NightlyStatusWanted,
    NightlyUnwanted,
    NotUnderstood,
    PrivacyAsked,
    PrivacyMatter,
    SplitAnswer,
    TipWanted,
    UnclearAnswer,
    Unknown,
    Unsafe,
)
from skill.handlers.intents import INTENTS, event_of
from skill.handlers.tolerance import read_envelope
from skill.simulator.echo.envelope import DeviceSettings, Envelope, Session, mapping
from skill.simulator.echo.protocol import violations
from tests.handlers.echo import (
    CATALOG,
    Home,
    attributes_of,
    intent_json,
    matched_slot,
    resolved_slot,
)

MODEL = json.loads(
    (Path(__file__).parents[2] / "interaction_models" / "en-US.json").read_text(encoding="utf-8")
)
DECLARED = MODEL["interactionModel"]["languageModel"]["intents"]
SLOT_NAMES = {
    intent["name"]: tuple(slot["name"] for slot in intent.get("slots", ())) for intent in DECLARED
}

UNKNOWN_INTENTS = ("BrandNewIntent", "AMAZON.PauseIntent", "")


def unfilled(name: str) -> Envelope:
    """A slot that nothing was said for."""
    return {"name": name, "confirmationStatus": "NONE"}


def unintelligible(name: str) -> Envelope:
    """What Alexa sends for a built-in slot that she could not make out."""
    return unfilled(name) | {"value": "?"}


SLOTS: dict[str, Callable[[tuple[str, ...]], Mapping[str, object] | None]] = {
    "no slots": lambda _names: None,
    "empty slots": lambda _names: {},
    "unfilled": lambda names: {name: unfilled(name) for name in names},
    "null": dict.fromkeys,
    "unintelligible": lambda names: {name: unintelligible(name) for name in names},
    "no match": lambda names: {name: resolved_slot(name, "ER_SUCCESS_NO_MATCH") for name in names},
    "timeout": lambda names: {name: resolved_slot(name, "ER_ERROR_TIMEOUT") for name in names},
    "exception": lambda names: {name: resolved_slot(name, "ER_ERROR_EXCEPTION") for name in names},
    "match without values": lambda names: {
        name: resolved_slot(name, "ER_SUCCESS_MATCH", []) for name in names
    },
    "unknown id": lambda names: {name: matched_slot(name, "brand_new") for name in names},
    "another slot": lambda _names: {"surprise": matched_slot("surprise", "yes")},
}

# What the household has said before, and None for a session that has just begun.
BEFORE: dict[str, tuple[str, ...] | None] = {
    "new session": None,
    "launched": ("open",),
    "in a definition": ("DefineIntent",),
    "asked a question of six": ("together", "yes"),
    "not safe": ("i am afraid",),
}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("intent", [*INTENTS, *UNKNOWN_INTENTS])
def test_every_intent_is_answered(
    intent: str, before: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Speech, with the session open exactly when it is reprompted, is what every intent gives."""
    home = Home()
    said = BEFORE[before]
    attributes: Mapping[str, object] = {}
    if said is not None:
        echo = home.echo()
        for utterance in said:
            echo.say(utterance)
        attributes = attributes_of(echo)
    for shape, slots_for in SLOTS.items():
        slots = slots_for(SLOT_NAMES.get(intent, ("topic", "time")))
        request = {
            "type": "IntentRequest",
            "intent": {"name": intent, "confirmationStatus": "NONE"}
            | ({} if slots is None else {"slots": slots}),
        }
        session = Session("s", copy.deepcopy(attributes), new=said is None)

        response = home.skill.handle(home.writer.in_session(request, home.device, session))

        body = mapping(response["response"])
        assert violations(response, "IntentRequest", {}) == (), shape
        assert "outputSpeech" in body, shape
        assert isinstance(body["shouldEndSession"], bool), shape
        assert ("reprompt" in body) == (not body["shouldEndSession"]), shape
        assert bool(response["sessionAttributes"]) == (not body["shouldEndSession"]), shape
    # An apology for something that went wrong inside would be an answer, too.
    assert caplog.messages == []


def test_the_model_and_the_handlers_have_the_same_intents() -> None:
    """The intents that are handled are those that the interaction model declares, each once."""
    assert sorted(intent["name"] for intent in DECLARED) == sorted(INTENTS)


def event(name: str, **slots: Envelope) -> Event:
    """The event that an intent stands for, read from an envelope as Alexa sends it."""
    home = Home()
    request = {"type": "IntentRequest", "intent": intent_json(name, slots)}
    envelope = read_envelope(home.writer.in_session(request, DeviceSettings(), Session("s")))
    assert envelope is not None
    return event_of(envelope.request.intent, CATALOG.heard)


def matched(**slots: str) -> dict[str, Envelope]:
    return {name: matched_slot(name, id_) for name, id_ in slots.items()}


UNMATCHED = resolved_slot("any", "ER_SUCCESS_NO_MATCH")


@pytest.mark.parametrize(
    ("expected", "intent", "slots"),
    [
        (DefinitionWanted(None), "DefineIntent", {}),
        (DefinitionWanted("benefits"), "DefineIntent", matched(topic="benefits")),
        (DefinitionWanted(Unknown()), "DefineIntent", {"topic": UNMATCHED}),
        (TipWanted(None), "TipIntent", {}),
        (TipWanted(TipTheme.TIME), "TipIntent", matched(theme="time")),
        (TipWanted(Unknown()), "TipIntent", {"theme": UNMATCHED}),
        (TipWanted(Unknown()), "TipIntent", matched(theme="brand_new")),
        (TipWanted(None), "TipIntent", {"theme": unintelligible("theme")}),
        (CheckInWanted(Mode.ALONE), "QuizIntent", matched(mode="alone")),
        (CheckInWanted(Mode.TOGETHER), "QuizIntent", matched(mode="together")),
        (
            CheckInWanted(Mode.TOGETHER, for_two=True),
            "QuizIntent",
            {"mode": {**matched_slot("mode", "together"), "value": "both of us"}},
        ),
        *(
            (
                CheckInWanted(Mode.ALONE, other_is_absent=is_absent, nobody_else=is_nobody_else),
                "QuizIntent",
                {"mode": {**matched_slot("mode", "alone"), "value": said}},
            )
            for said, is_absent, is_nobody_else in (
                ("asleep", True, False),
                ("away tonight", True, False),
                ("my wife is out", True, False),
                ("not here", True, False),
                ("just me", False, True),
                ("without him", False, False),
            )
        ),
        (CheckInWanted(None), "QuizIntent", {"mode": UNMATCHED}),
        (BothAnswer(Answer.NO), "NeitherIntent", {}),
        (BothAnswer(Answer.NO), "BothAnswerIntent", matched(who="neither")),
        (BothAnswer(Answer.NO), "BothAnswerIntent", matched(who="neither", answer="yes")),
        (BothAnswer(Answer.YES), "BothAnswerIntent", matched(who="both")),
        (BothAnswer(Answer.NO), "BothAnswerIntent", matched(who="both", answer="no")),
        (BothAnswer(Answer.SOMETIMES), "BothAnswerIntent", matched(answer="sometimes")),
        # "We both love it": what nobody made out is no answer, whether or not the rest is clear.
        (UnclearAnswer(), "BothAnswerIntent", {}),
        (UnclearAnswer(), "BothAnswerIntent", {"answer": UNMATCHED}),
        (UnclearAnswer(), "BothAnswerIntent", {"who": UNMATCHED}),
        (UnclearAnswer(), "BothAnswerIntent", {"who": UNMATCHED, "answer": UNMATCHED}),
        (UnclearAnswer(), "BothAnswerIntent", matched(who="both") | {"answer": UNMATCHED}),
        (UnclearAnswer(), "BothAnswerIntent", matched(who="neither") | {"answer": UNMATCHED}),
        (UnclearAnswer(), "BothAnswerIntent", {"who": UNMATCHED} | matched(answer="yes")),
        (UnclearAnswer(), "BothAnswerIntent", matched(who="both", answer="brand_new")),
        (
            SplitAnswer(Answer.YES, Answer.NO),
            "SplitAnswerIntent",
            matched(mine="yes", theirs="no"),
        ),
        (SplitAnswer(None, Answer.NO), "SplitAnswerIntent", matched(theirs="no")),
        (SplitAnswer(None, None), "SplitAnswerIntent", {"mine": UNMATCHED, "theirs": UNMATCHED}),
        (Unsafe(Danger.SELF_HARM), "UnsafeIntent", matched(kind="self_harm")),
        (PrivacyAsked(PrivacyMatter.PARTNER), "PrivacyIntent", matched(about="partner")),
        (PrivacyAsked(PrivacyMatter.KEPT), "PrivacyIntent", {}),
        (NightlyUnwanted(one_night=False), "CancelNightlyIntent", {}),
        (NightlyUnwanted(one_night=True), "CancelNightlyIntent", matched(night="one_night")),
        # A night that no value lists must not cancel all of them.
        (NightlyUnwanted(one_night=True), "CancelNightlyIntent", {"night": UNMATCHED}),
        # So must a pause in a word that no value lists, or a reminder of something that none does, such as yoga.
        (NightlyUnwanted(one_night=True), "CancelNightlyIntent", {"pause": UNMATCHED}),
        (NightlyUnwanted(of_others=True), "CancelNightlyIntent", {"whose": UNMATCHED}),
        (NightlyUnwanted(of_others=True), "CancelNightlyIntent", matched(whose="others")),
        (NightlyStatusWanted(of_others=True), "NightlyStatusIntent", {"whose": UNMATCHED}),
        (NightlyStatusWanted(of_others=False), "NightlyStatusIntent", {}),
        (NotUnderstood(), "NightlyStatusIntent", {"matter": UNMATCHED}),
        (NotUnderstood(), "BrandNewIntent", {}),
    ],
)
def test_what_an_intent_stands_for(
    expected: Event, intent: str, slots: dict[str, Envelope]
) -> None:
    """The dialog event that was meant is what an intent and its slots give."""
    assert event(intent, **slots) == expected


@pytest.mark.parametrize(
    "slots", [{}, {"kind": UNMATCHED}, {"kind": unintelligible("kind")}, matched(kind="brand_new")]
)
def test_who_is_not_safe_is_never_missed(slots: dict[str, Envelope]) -> None:
    """The answer for a frightened partner is what "I'm not safe" gives, however it was heard."""
    assert event("UnsafeIntent", **slots) == Unsafe(Danger.PARTNER)


def test_the_first_of_several_matches_counts() -> None:
    """The id of the first value is what several authorities and values give."""
    values: list[Envelope] = [{"value": {"name": id_, "id": id_}} for id_ in ("talking", "time")]
    slot = resolved_slot("theme", "ER_SUCCESS_MATCH", values)
    failed = resolved_slot("theme", "ER_ERROR_TIMEOUT")["resolutions"]
    for authority in (failed, slot["resolutions"]):
        assert isinstance(authority, dict)
    assert isinstance(failed, dict)
    assert isinstance(slot["resolutions"], dict)
    slot["resolutions"]["resolutionsPerAuthority"][:0] = failed["resolutionsPerAuthority"]

    assert event("TipIntent", theme=slot) == TipWanted(TipTheme.TALKING)


def test_what_was_said_reaches_the_couple() -> None:
    """A tip of the theme that was asked for is what a household hears that asks for one."""
    home = Home()

    spoken = home.echo().say("TipIntent theme=affection").speech

    assert any(
        tip.text in spoken and tip.theme is TipTheme.AFFECTION for tip in CATALOG.tips.values()
    )
