"""Whatever the dialog is at: help, stop, cancel, repeat and the rest do what Amazon asks of them.

Every state a session can be open in, in the morning, in the evening and late, meets
every built-in intent, in an envelope as Alexa sends it.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from skill.content.catalog import load_catalog
from skill.dialog.pending import NIGHTLY, UNSAFE, ZONE, PendingQuestion
from skill.handlers.intents import INTENTS
from skill.interaction_model.model import available_locales, load_model
from skill.simulator.echo.protocol import violations
from skill.simulator.understanding.matcher import Matcher
from tests.certification.households import MOMENTS, STATES, Answer, Meeting
from tests.dialog.driver import LOCALES

CATALOG = load_catalog()
BUILT_IN = tuple(name for name in INTENTS if name.startswith("AMAZON."))
LEAVING = ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent")
GOODBYE_WORDS = 8

each_state = pytest.mark.parametrize("state", STATES)


@cache
def answers(state: str, intent: str) -> tuple[Answer, ...]:
    """What an intent is answered in a state: at each time of day, in another place each."""
    places = dict(zip(MOMENTS, LOCALES[:3], strict=True))
    if state == "asked whether to say a number for the one afraid of hurting":
        places = dict.fromkeys(MOMENTS, "en-US")
    return tuple(Meeting(state, moment, locale).hear(intent) for moment, locale in places.items())


def says(line: str, speech: str) -> bool:
    """Tell whether a wording of a line, without gaps, is among some words."""
    return any(variant.text in speech for variant in CATALOG.lines[line].variants)


def test_every_built_in_intent_is_tried() -> None:
    """Help, stop, cancel, home, fallback, yes, no, repeat, next, previous and start over."""
    assert len(BUILT_IN) == 11
    assert set(LEAVING) <= set(BUILT_IN)


@each_state
@pytest.mark.parametrize("intent", BUILT_IN)
def test_an_answer_is_open_exactly_when_it_asks(state: str, intent: str) -> None:
    """Open with a question last and a reprompt of its own, or closed without a question."""
    for answer in answers(state, intent):
        handed_over = any(
            d["type"].startswith("Connections.") for d in answer.body.get("directives", ())
        )
        if handed_over:
            # Alexa asks for the permission in her own words, and nothing is added.
            assert not answer.speech
            continue
        assert violations(answer.response, "IntentRequest", {}) == ()
        assert answer.speech
        if answer.is_open:
            assert answer.speech.endswith("?"), answer.speech
            assert answer.speech.count("?") == 1, answer.speech
            assert "reprompt" in answer.body
            assert answer.attributes
            asked = PendingQuestion(str(answer.attributes["pending"]))
            assert (answer.reprompt == "") is (asked in UNSAFE)
            assert answer.reprompt not in answer.speech or asked in UNSAFE
        else:
            assert answer.body["shouldEndSession"] is True
            assert not answer.speech.endswith("?"), answer.speech
            assert "reprompt" not in answer.body
            assert not answer.attributes
        assert not says("trouble", answer.speech)


@each_state
def test_help_explains_asks_and_stays(state: str) -> None:
    """Help says what can be said here, ends in a question, and is not the welcome once more."""
    for answer in answers(state, "AMAZON.HelpIntent"):
        assert answer.is_open
        assert not says("launch.first", answer.speech)
        assert not says("launch.again", answer.speech)
        if answer.pending in UNSAFE:
            explained = says("unsafe.help", answer.speech)
        elif answer.pending is PendingQuestion.CHECK_IN_ANSWER:
            explained = says("help.check_in", answer.speech)
        elif answer.pending in ZONE:
            explained = says("nightly.why_zone", answer.speech)
        elif answer.pending in NIGHTLY:
            explained = says("nightly.matter.why", answer.speech)
        else:
            explained = says("help", answer.speech)
        assert explained, answer.speech
        # Help about something one is in the middle of leads back to its question.
        if answer.pending in UNSAFE | NIGHTLY | {PendingQuestion.CHECK_IN_ANSWER}:
            assert answer.attributes["pending"] == answer.pending.value


@each_state
@pytest.mark.parametrize("intent", LEAVING)
def test_leaving_ends_it_in_few_words(state: str, intent: str) -> None:
    """Stop, cancel and home end the session with a brief goodbye and nothing else."""
    for answer in answers(state, intent):
        assert answer.body["shouldEndSession"] is True
        assert "?" not in answer.speech
        assert 0 < len(answer.speech.split()) <= GOODBYE_WORDS
        goodbyes = (
            ("unsafe.goodbye",) if answer.pending in UNSAFE else ("goodbye.day", "goodbye.night")
        )
        assert any(says(line, answer.speech) for line in goodbyes), answer.speech
        assert "card" not in answer.body


@each_state
def test_what_is_not_understood_is_met_with_guidance(state: str) -> None:
    """The first miss asks again; only consent, a place and the unsafe path end, for their own reasons."""
    for answer in answers(state, "AMAZON.FallbackIntent"):
        if answer.pending is PendingQuestion.UNSAFE_COUNTRY:
            # The yes to a number has been given: it comes, with its country's name.
            assert "You deserve to be safe." in answer.speech
        elif answer.pending is PendingQuestion.NIGHTLY_ZONE:
            # Asked again in other words, which is the second time already.
            assert answer.attributes["pending"] == PendingQuestion.NIGHTLY_ZONE_AGAIN.value
        elif answer.pending is PendingQuestion.NIGHTLY_ZONE_AGAIN:
            assert says("nightly.no_zone", answer.speech)
            assert not answer.is_open
        elif answer.pending in UNSAFE:
            assert says("unsafe.goodbye", answer.speech)
        elif answer.pending is PendingQuestion.NIGHTLY_CONSENT:
            assert says("nightly.not_set", answer.speech) or says(
                "nightly.unchanged", answer.speech
            )
            assert not answer.is_open
        else:
            assert answer.is_open
            assert answer.attributes["pending"] == answer.pending.value
            missed = (
                "check_in.missed.first"
                if answer.pending is PendingQuestion.CHECK_IN_ANSWER
                else "missed.first"
            )
            assert says(missed, answer.speech), answer.speech


@each_state
def test_repeat_says_the_same_and_asks_again(state: str) -> None:
    """What was pending is pending still; on the unsafe path only a number is offered again."""
    for answer in answers(state, "AMAZON.RepeatIntent"):
        if answer.pending is PendingQuestion.UNSAFE_COUNTRY:
            assert not answer.is_open
        elif answer.pending in UNSAFE:
            assert answer.attributes["pending"] == answer.pending.value
            assert "support number out loud" in answer.speech
        else:
            assert answer.attributes["pending"] == answer.pending.value
            last = answer.before.split(". ")[-1]
            assert last in answer.speech, answer.speech


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "AMAZON.NoIntent"])
def test_a_yes_or_no_to_nothing_only_offers(intent: str, moment: str) -> None:
    """With nothing asked, neither does anything but have something offered."""
    answer = Meeting("nothing asked", moment, "en-US").hear(intent)
    assert answer.is_open
    assert says("unexpected", answer.speech)


def test_the_only_card_asks_for_the_permission() -> None:
    """No built-in intent in any state sends a card, so none holds anything personal."""
    assert not [
        (state, intent)
        for state, intent in product(STATES, BUILT_IN)
        for answer in answers(state, intent)
        if "card" in answer.body
    ]


@pytest.mark.parametrize("locale", available_locales())
@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("help", "AMAZON.HelpIntent"),
        ("help me", "AMAZON.HelpIntent"),
        ("stop", "AMAZON.StopIntent"),
        ("cancel", "AMAZON.CancelIntent"),
    ],
)
def test_help_and_stop_are_no_slot_values(words: str, intent: str, locale: str) -> None:
    """The words for help and for stopping are understood as that, and fill no slot."""
    found = Matcher(load_model(locale)).resolve(words)
    assert found.intent == intent
    model = load_model(locale)
    phrases = {
        phrase for type_ in model.types for value in type_.values for phrase in value.phrases
    }
    assert words not in phrases
