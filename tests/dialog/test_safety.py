"""The unsafe path: before everything else, short, nothing kept, no number unasked, no way back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from skill.content.models import Certainty
from skill.dialog.changes import CheckInDropped
from skill.dialog.check_in import Mode
from skill.dialog.events import (
    BothAnswer,
    CheckInWanted,
    Danger,
    Event,
    Help,
    Launched,
    Leave,
    No,
    NotUnderstood,
    PlaceTold,
    Repeat,
    SameAnswer,
    UnclearAnswer,
    Unsafe,
    Yes,
    YesAnswer,
)
from skill.dialog.pending import UNSAFE, PendingQuestion
from skill.dialog.state import DialogState
from skill.speech.spoken import SILENCE, plain_text
from tests.dialog.driver import EVENING, EVENTS, LATE, LOCALES, TOGETHER, Conversation, words
from tests.dialog.states import PATHS, in_state

NUMBERS = {
    "en-US": ["In the United States", "one, eight hundred, seven nine nine, seven two three three"],
    "en-GB": [
        "In England",
        "oh eight oh eight, two thousand, two four seven",
        "In Ireland",
        "one eight hundred, three four one, nine hundred",
    ],
    "en-AU": [
        "In Australia",
        "one eight hundred, seven three seven, seven three two",
        "In New Zealand",
        "oh eight hundred, seven three three, eight four three",
    ],
    "en-CA": ["In Canada", "call two one one"],
    "en-IN": ["In India", "one eight one"],
}
"""What a "yes" must bring in each locale: every country it may stand for, and its number."""

EMERGENCY = {
    "en-US": "nine one one, or your local emergency number",
    "en-GB": "nine nine nine",
    "en-AU": "triple zero, or one one one in New Zealand",
    "en-CA": "nine one one, or your local emergency number",
    "en-IN": "one one two",
}

CRISIS = {
    "en-US": "nine eight eight",
    "en-GB": "one one six, one two three",
    "en-AU": "thirteen, eleven, fourteen",
    "en-CA": "nine eight eight",
    "en-IN": "one four four one six",
}

AGAIN = re.compile(r"support number|unsafe|safe|danger|violence|abuse|earlier|sorry", re.IGNORECASE)


def support_spoken(text: str) -> bool:
    """Tell whether a support line of any country was spoken, by its last digits."""
    numbers = [
        "two three three",
        "two four seven",
        "nine hundred",
        "seven three two",
        "eight four three",
        "two one one",
        "one eight one",
    ]
    return any(number in text for number in numbers)


@pytest.mark.parametrize("danger", Danger)
@pytest.mark.parametrize("moment", [EVENING, LATE], ids=["evening", "late"])
@pytest.mark.parametrize("name", PATHS)
def test_unsafe_wins_in_every_state_and_keeps_nothing(
    name: str, moment: datetime, danger: Danger
) -> None:
    """In every state the answer is the safety answer, and only an unfinished check-in leaves the record, for good."""
    conversation = in_state(name, moment, history=True)
    record = conversation.household
    turn = conversation.hear(Unsafe(danger))
    assert turn.private
    assert turn.effect is None
    assert {CheckInDropped} >= {type(change) for change in turn.changes}
    dropped = conversation.household.dropped
    assert replace(record, check_in=None, dropped=dropped) == conversation.household
    assert set(dropped) >= ({record.check_in.id} if record.check_in else set())
    assert turn.state == DialogState(pending=turn.state.pending, asked=turn.state.asked)
    first = {
        Danger.PARTNER: "I'm sorry, and I'm glad you said it.",
        Danger.SELF_HARM: "I'm really sorry you're hurting.",
        Danger.CHILD: "Thank you for saying that. If a child is in danger now",
        Danger.HURTING: "Thank you for saying that. Step away",
        Danger.NUMBERS: "In the United States",
    }
    if conversation.scene.region.asks_country:
        first[Danger.NUMBERS] = "Which country are you in?"
    assert conversation.text.startswith(first[danger])


@pytest.mark.parametrize("event", EVENTS, ids=str)
@pytest.mark.parametrize("danger", [Danger.PARTNER, Danger.HURTING])
def test_only_a_yes_gives_a_number(danger: Danger, event: Event) -> None:
    """A no, a stop and anything unclear end at once; unsafe, help and "say that again" stay with it."""
    conversation = Conversation()
    conversation.hear(Unsafe(danger))
    turn = conversation.hear(event)
    assert turn.private
    wants = isinstance(event, Yes) or (isinstance(event, Unsafe) and event.danger is Danger.NUMBERS)
    assert wants == support_spoken(conversation.text)
    if not wants and not isinstance(event, Unsafe | Help | Repeat):
        assert conversation.text == "Okay. Take care."
        assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize("before", [(), (Launched(),)], ids=["closed", "open"])
def test_the_number_is_said_again_when_asked_for(before: tuple[Event, ...]) -> None:
    """Whoever asks "what was that number" hears it, though nothing is remembered of its having been said."""
    conversation = Conversation()
    conversation.hear(*before, Unsafe(Danger.NUMBERS, again=True))
    assert conversation.text.startswith("In the United States, the National Domestic Violence")
    assert conversation.awaits(PendingQuestion.NONE)


def test_in_a_check_in_the_number_is_that_of_the_question() -> None:
    """Among the six questions, "what number" is about them: a support number would be said to two people."""
    conversation = Conversation()
    conversation.hear(TOGETHER, Yes(), Unsafe(Danger.NUMBERS, again=True))
    assert not support_spoken(conversation.text)
    assert "Six" in conversation.text
    assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)


def test_which_number_at_the_offer_of_one_is_that_one() -> None:
    """Who is asked "shall I say a number?" and asks for it has said yes to that one."""
    conversation = Conversation()
    conversation.hear(Unsafe(Danger.HURTING), Unsafe(Danger.NUMBERS, again=True))
    assert "takes these calls too" in conversation.text


def test_the_question_is_asked_again_of_whoever_did_not_hear_it() -> None:
    """Saying "say that again" is neither a no nor silence, so the door stays open."""
    conversation = Conversation()
    conversation.hear(Unsafe(), Repeat())
    assert (
        conversation.text == "I can say a support number out loud, and nothing more. Is that okay?"
    )
    assert conversation.awaits(PendingQuestion.UNSAFE_NUMBER)


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize("danger", [Danger.PARTNER, Danger.HURTING])
def test_being_alone_lets_a_number_be_said(danger: Danger, *, is_alone: bool) -> None:
    """By "it's just me" they answer "out loud?" with a yes; that a partner sleeps or is out is none."""
    conversation = Conversation()
    conversation.hear(Unsafe(danger), CheckInWanted(Mode.ALONE, nobody_else=is_alone))
    assert is_alone == support_spoken(conversation.text)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_turn_names_the_emergency_number_and_asks_before_any_other(locale: str) -> None:
    """40 words or fewer, the emergency words of the locale, that it cannot call, and one question."""
    conversation = Conversation(locale=locale)
    turn = conversation.hear(Unsafe())
    assert EMERGENCY[locale] in conversation.text
    assert "I can't call for you" in conversation.text
    assert not support_spoken(conversation.text)
    assert words(conversation.text) <= 40
    assert turn.reprompt == SILENCE
    assert conversation.awaits(PendingQuestion.UNSAFE_NUMBER)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("asked_directly", [False, True])
def test_the_number_is_that_of_every_country_the_locale_may_stand_for(
    locale: str, *, asked_directly: bool
) -> None:
    """After a yes, or when asked for directly: each country by name, 70 words, and the history said once."""
    conversation = Conversation(locale=locale)
    if asked_directly:
        conversation.hear(Unsafe(Danger.NUMBERS))
    else:
        conversation.hear(Unsafe(), Yes())
    if locale == "en-GB":
        conversation.hear(NotUnderstood())
    for part in NUMBERS[locale]:
        assert part in conversation.text
    assert words(conversation.text) <= 70
    assert conversation.text.count("Alexa app's history") == 1


@pytest.mark.parametrize("locale", ["en-US", "en-CA", "en-IN"])
def test_the_crisis_line_follows_the_number_of_a_country(locale: str) -> None:
    """Alexa may not have told that it is about suicide, so nobody hears of violence at home alone."""
    conversation = Conversation(locale=locale)
    conversation.hear(Unsafe(), Yes())
    assert CRISIS[locale] in conversation.text
    assert words(conversation.text) <= 70
    assert conversation.awaits(PendingQuestion.NONE)


SPOKEN_AFTER = {
    "Europe/London": ("two thousand, two four seven", "Men's Advice Line"),
    "scotland": ("oh two seven, one two three four",),
    "wales": ("Live Fear Free",),
    "northern_ireland": ("eight oh two, one four one four",),
    "Europe/Dublin": ("three four one, nine hundred", "Men's Aid"),
    "Pacific/Auckland": ("seven three three, eight four three",),
}
"""Places that may be named in reply, with what is said then."""


@pytest.mark.parametrize("asked_directly", [False, True])
@pytest.mark.parametrize("place", SPOKEN_AFTER)
def test_in_british_english_the_country_is_asked_once(place: str, *, asked_directly: bool) -> None:
    """Its own line follows, with the line for men where there is one, and the session ends."""
    conversation = Conversation(locale="en-GB")
    turn = conversation.hear(*([Unsafe(Danger.NUMBERS)] if asked_directly else [Unsafe(), Yes()]))
    assert conversation.text == "Which country are you in?"
    assert turn.reprompt == SILENCE
    turn = conversation.hear(PlaceTold(place))
    for part in SPOKEN_AFTER[place]:
        assert part in conversation.text
    assert turn.private
    assert words(conversation.text) <= 70
    assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_one_unclear_reply_to_which_country_gets_the_numbers_all_the_same(event: Event) -> None:
    """The yes has been given, so England's and Ireland's lines come; not after a no, or words of who may listen."""
    conversation = Conversation(locale="en-GB")
    conversation.hear(Unsafe(), Yes())
    turn = conversation.hear(event)
    assert turn.private
    if isinstance(event, No | Leave | YesAnswer | BothAnswer | SameAnswer | UnclearAnswer):
        assert conversation.text == "Okay. Take care."
    elif event == PlaceTold("united_states"):
        assert "seven nine nine, seven two three three" in conversation.text
    elif not isinstance(event, Unsafe | Help) and event != PlaceTold("Europe/London"):
        for part in NUMBERS["en-GB"]:
            assert part in conversation.text


@pytest.mark.parametrize("locale", ["en", "xx-XX"])
def test_a_locale_of_no_place_speaks_no_countrys_number(locale: str) -> None:
    """The emergency words hold everywhere, and no line of one country is given as another's."""
    conversation = Conversation(locale=locale)
    conversation.hear(Unsafe())
    assert "call your local emergency number. Is" in conversation.text
    conversation.hear(Yes())
    assert not support_spoken(conversation.text)
    conversation.hear(Unsafe(Danger.SELF_HARM))
    assert "you can call someone you trust" in conversation.text


def test_a_place_named_out_of_the_blue_brings_no_number() -> None:
    """Where nobody asked which, "Scotland" does nothing."""
    conversation = Conversation()
    conversation.hear(PlaceTold("scotland"))
    assert not support_spoken(conversation.text)


@pytest.mark.parametrize("locale", LOCALES)
def test_self_harm_and_a_child_get_their_own_lines_at_once(locale: str) -> None:
    """The crisis line is said unasked, both name the emergency number, and both end."""
    conversation = Conversation(locale=locale)
    conversation.hear(Unsafe(Danger.SELF_HARM))
    assert CRISIS[locale] in conversation.text
    assert EMERGENCY[locale] in conversation.text
    assert conversation.awaits(PendingQuestion.NONE)
    conversation.hear(Unsafe(Danger.CHILD))
    assert EMERGENCY[locale] in conversation.text
    assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize("locale", LOCALES)
def test_whoever_fears_hurting_somebody_is_offered_a_line_only_where_one_is_sure(
    locale: str,
) -> None:
    """In the United States the line is asked about; elsewhere a doctor or counselor is named."""
    conversation = Conversation(locale=locale)
    conversation.hear(Unsafe(Danger.HURTING))
    assert EMERGENCY[locale] in conversation.text
    if locale == "en-US":
        assert conversation.awaits(PendingQuestion.HURTING_NUMBER)
        conversation.hear(Yes())
        assert "seven nine nine, seven two three three" in conversation.text
        assert "Alexa app's history" in conversation.text
    else:
        assert "counsellor can help you with this." in conversation.text
    assert conversation.awaits(PendingQuestion.NONE)


def test_a_line_that_is_not_sure_is_never_spoken() -> None:
    """Where no sure line is known, only the emergency number is said."""
    conversation = Conversation(locale="en-IN")
    india = conversation.content.countries["IN"]
    unsure = replace(
        india, support_assumed=replace(india.support_assumed, certainty=Certainty.LIKELY)
    )
    conversation.content = replace(
        conversation.content, countries={**conversation.content.countries, "IN": unsure}
    )
    conversation.hear(Unsafe(), Yes())
    assert not support_spoken(conversation.text)
    assert "call your local emergency number" in conversation.text


@pytest.mark.parametrize("again", Danger)
@pytest.mark.parametrize("danger", Danger)
def test_unsafe_can_be_said_twice(danger: Danger, again: Danger) -> None:
    """A second time, with or without a question pending, is answered like the first."""
    conversation = Conversation()
    conversation.hear(Unsafe(danger), Unsafe(again))
    fresh = Conversation()
    fresh.hear(Unsafe(again))
    assert fresh.text == conversation.text
    assert fresh.pending is conversation.pending


def test_help_on_the_unsafe_path_leads_nowhere_else() -> None:
    """Help says what can be said here and asks for the yes; nothing else of the skill comes up."""
    conversation = Conversation()
    conversation.hear(Unsafe(), Help())
    assert conversation.pending in UNSAFE
    assert not re.search(r"tip|question|check-in", conversation.text)
    conversation.hear(Yes())
    assert support_spoken(conversation.text)


@pytest.mark.parametrize(
    "ending", [[], [Yes()], [Unsafe(), Yes()]], ids=["silence", "yes", "twice"]
)
@pytest.mark.parametrize("name", PATHS)
def test_nothing_resumes_afterwards(name: str, ending: list[Event]) -> None:
    """The next launch is an ordinary one: no check-in is offered, and nothing is referred back to."""
    conversation = in_state(name, EVENING, history=True)
    conversation.hear(Unsafe(), *ending)
    conversation.kill().hear(Launched())
    assert conversation.says("launch.again")
    assert not AGAIN.search(conversation.text)
    conversation.hear(TOGETHER)
    assert conversation.awaits(PendingQuestion.CHECK_IN_READY)


@pytest.mark.parametrize("name", PATHS)
def test_the_voice_stays_as_soft_as_it_was(name: str) -> None:
    """Late at night the safety answer is as soft as everything else, by day as loud."""
    for moment, soft in ((EVENING, False), (LATE, True)):
        assert soft == in_state(name, moment).hear(Unsafe()).soft


def test_no_number_is_spoken_anywhere_else() -> None:
    """Whatever else is heard in whatever state, no support number comes up unasked."""
    for name, (pending, _) in PATHS.items():
        if pending in UNSAFE:
            continue
        there = in_state(name, EVENING)
        for event in EVENTS:
            if not isinstance(event, Unsafe):
                turn = there.copy().hear(event)
                assert not turn.private or pending is PendingQuestion.FORGET
                assert not support_spoken(plain_text(turn.speech))
