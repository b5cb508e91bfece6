"""What is said about the reminder: a deed only where one is asked for, and none for good unasked."""

from __future__ import annotations

import pytest

from skill.interaction_model.model import available_locales, load_model
from skill.simulator.understanding.matcher import Matcher

STATUS = """
who cancelled the reminder / did she cancel the reminder / did he cancel the reminder / did you stop the reminders
don't cancel the reminder / please don't stop the reminder / don't change the reminder / wait don't stop the reminders
don't turn the reminder off / please do not delete the reminder / i said don't cancel the reminder
how do we cancel the reminders / how would i cancel the reminder / could i turn off the reminder
should we cancel the reminder / can we cancel our reminders / do i have to cancel the reminder
who turned off the reminder / she cancelled the reminder / has someone cancelled the reminder
we don't want to cancel the reminder / do you want to cancel the reminder / who set the reminder
who changed the reminder / has my husband deleted the reminder / was it you who cancelled the reminder
did your wife cancel the reminder / we haven't cancelled the reminder / didn't you cancel the reminder
who told you to cancel the reminder / did she change the reminder / do you ever stop reminding us
"""
CANCEL = """
cancel the reminder / can you cancel the reminder / could you please stop the reminders / get rid of the reminder
i want to cancel the reminder / let's cancel the reminder / will you cancel the reminder for us
don't remind us / don't remind us anymore / we don't want the reminder / stop reminding us
turn the reminder off / no reminders / we want to cancel our reminder
"""
STAYS = """
pause the reminders / we're away pause the reminder / can you pause our reminder / put the reminders on hold
we're on vacation so suspend the reminder / pause the nightly question / snooze the reminder for a week
skip this friday / skip next tuesday / skip tonight's reminder / not to remind us tomorrow
don't ask us tomorrow / don't remind us this weekend
"""
ONE_NIGHT = """
yes but only this week / yes but just tonight / just for tonight / only tonight / just tonight / just this once
only for one night / a reminder just tonight / set a reminder for tomorrow night / remind us tomorrow
remind us only this friday / can you remind us tomorrow night / set it just for tonight
"""
AGAIN = """
resume the reminders / start the reminders again / turn the reminders back on / we're back resume the reminder
can you resume our reminder / start reminding us again
"""

DID_YOU = """
did you set it / is it set / are you sure it's set / did that work / is that set / so did you set it / it's set right
"""
MATTERS = {
    "loud": "will it wake the baby / is it loud / how loud / how loud is it / but will it wake the kids / is it very loud",
    "nights": "even weekends / every night even weekends / even on sundays",
    "away": "what if we're out / and what if we're away / what happens if nobody's home / what if we miss it",
    "until": "for how long / until when / how do we stop it / how do i turn it off / how can we cancel it",
    "why": "why would we want that / why should we want a reminder",
}
ABOUT_THE_RESULT = "which one / what areas / which areas / which areas are they / where are you"


def said(text: str) -> list[str]:
    """Return the utterances of a text."""
    return [one.strip() for line in text.strip().splitlines() for one in line.split("/")]


@pytest.fixture(scope="module", params=available_locales())
def matcher(request: pytest.FixtureRequest) -> Matcher:
    """Understands a locale."""
    return Matcher(load_model(request.param))


def understood(matcher: Matcher, text: str, *slots: str) -> dict[str, tuple[str, list[str]]]:
    """Return the intent of each utterance, and which of some slots it fills."""
    heard = {one: matcher.resolve(one) for one in said(text)}
    return {
        one: (found.intent, [slot.name for slot in found.slots if slot.name in slots])
        for one, found in heard.items()
    }


def wanted(text: str, intent: str, *slots: str) -> dict[str, tuple[str, list[str]]]:
    """Return what each utterance should be understood as."""
    return {one: (intent, list(slots)) for one in said(text)}


def test_a_question_or_a_dont_is_told_how_things_stand(matcher: Matcher) -> None:
    """Nobody who asks who cancelled it has it cancelled."""
    assert understood(matcher, STATUS) == wanted(STATUS, "NightlyStatusIntent")


def test_an_imperative_cancels(matcher: Matcher) -> None:
    """So does a wish."""
    found = understood(matcher, CANCEL, "night", "pause", "whose")
    assert found == wanted(CANCEL, "CancelNightlyIntent")


def test_a_night_or_a_while_cancels_nothing_for_good(matcher: Matcher) -> None:
    """The slot that tells of it is filled."""
    for one, (intent, slots) in understood(matcher, STAYS, "night", "pause").items():
        assert intent == "CancelNightlyIntent", one
        assert slots, one


def test_a_wish_for_one_night_is_heard_as_such(matcher: Matcher) -> None:
    """It is no time of day, and no yes to every night."""
    found = understood(matcher, ONE_NIGHT, "time", "days", "night")
    assert found == wanted(ONE_NIGHT, "SetNightlyIntent", "night")


def test_after_a_while_without_it_is_set_again(matcher: Matcher) -> None:
    """To resume is to set."""
    assert understood(matcher, AGAIN) == wanted(AGAIN, "SetNightlyIntent")


def test_right_after_it_was_set_they_may_ask_whether_it_was(matcher: Matcher) -> None:
    """It needs no naming then."""
    assert understood(matcher, DID_YOU) == wanted(DID_YOU, "NightlyStatusIntent")


@pytest.mark.parametrize("matter", MATTERS)
def test_worries_about_a_reminder_are_told_apart(matcher: Matcher, matter: str) -> None:
    """Each has an answer of its own, and none of them is a place."""
    heard = {one: matcher.resolve(one) for one in said(MATTERS[matter])}
    found = {
        one: [(slot.name, slot.id) for slot in resolution.slots]
        for one, resolution in heard.items()
    }
    assert {resolution.intent for resolution in heard.values()} == {"NightlyStatusIntent"}
    assert found == {one: [("matter", matter)] for one in heard}


def test_what_is_asked_about_a_result_compares_nothing(matcher: Matcher) -> None:
    """It asks what was meant."""
    assert understood(matcher, ABOUT_THE_RESULT) == wanted(ABOUT_THE_RESULT, "ExplainIntent")


def test_from_one_day_to_another_is_all_of_them(matcher: Matcher) -> None:
    """Not the first alone."""
    for said_, days in (
        ("remind us monday to thursday at ten", "monday_to_thursday"),
        ("from sunday to thursday", "sunday_to_thursday"),
    ):
        slots = {slot.name: slot for slot in matcher.resolve(said_).slots}
        assert "without" not in slots
        assert days in (slots["days"].id, *(part.id for part in slots["days"].parts))
