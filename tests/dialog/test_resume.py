"""A session that dies takes nothing along: the check-in goes on from the record, within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from skill.dialog.check_in import Answer, Mode
from skill.dialog.events import (
    BothAnswer,
    CheckInWanted,
    Event,
    Launched,
    Next,
    No,
    NotUnderstood,
    Previous,
    PromptWanted,
    Repeat,
    Skip,
    Sometimes,
    StartOver,
    TipWanted,
    Yes,
)
from skill.dialog.pending import PendingQuestion
from tests.dialog.check_ins import SAID
from tests.dialog.driver import ALONE, EVENING, TOGETHER, Conversation

NUMBERS = Conversation().content.manner.numbers
LETTERS = "ynsoynsonysy"
"""Twelve answers, two for each question."""


def started(mode: CheckInWanted, answers: int) -> Conversation:
    """A check-in after so many answers."""
    conversation = Conversation()
    conversation.hear(*((TOGETHER, Yes()) if mode is TOGETHER else (ALONE,)))
    return conversation.hear_all(SAID[letter] for letter in LETTERS[:answers])


# ----------------------------------------------------------------------- together


@pytest.mark.parametrize("answers", range(1, 12))
def test_a_check_in_together_goes_on_at_the_very_question_and_voice(answers: int) -> None:
    """After any number of answers only the record survives, and it goes on where it was."""
    conversation = started(TOGETHER, answers)
    check_in = conversation.state.check_in
    conversation.later(hours=23)
    conversation.hear(Launched())
    assert conversation.awaits(PendingQuestion.RESUME_TOGETHER)
    assert f"question {NUMBERS[answers // 2 + 1]}" in conversation.text
    conversation.hear(Yes())
    assert check_in == conversation.state.check_in
    assert answers // 2 + 1 == conversation.asked
    assert (answers % 2 == 1) == conversation.says("check_in.resumed.second_voice")


@pytest.mark.parametrize("mode", [TOGETHER, ALONE], ids=["together", "alone"])
@pytest.mark.parametrize("every", [1, 2, 3])
def test_dying_again_and_again_loses_no_answer(mode: CheckInWanted, every: int) -> None:
    """A check-in interrupted after every few answers comes to the result of one that was not."""
    whole, broken = started(mode, 0), started(mode, 0)
    voices = 2 if mode is TOGETHER else 1
    for number, letter in enumerate(LETTERS[: 6 * voices], start=1):
        whole.hear(SAID[letter])
        broken.hear(SAID[letter])
        if number % every == 0 and number < 6 * voices:
            broken.later(hours=5)
            broken.hear(Launched(), Yes())
            if mode is ALONE:
                broken.hear(Yes())
    assert whole.state.check_in is not None
    assert broken.state.check_in is not None
    assert whole.state.check_in.answers == broken.state.check_in.answers
    expected = [past.areas for past in whole.household.history]
    assert expected == [past.areas for past in broken.household.history]
    assert broken.household.check_in is None


@pytest.mark.parametrize(
    "path",
    [
        [Previous()],
        [Previous(), Previous(), Previous()],
        [Previous(), Repeat()],
        [StartOver()],
        [NotUnderstood(), NotUnderstood()],
        [TipWanted()],
    ],
    ids=["back", "far back", "back and repeat", "start over?", "missed", "an aside"],
)
@pytest.mark.parametrize("mode", [TOGETHER, ALONE], ids=["together", "alone"])
def test_dying_in_the_middle_of_anything_keeps_the_place(
    mode: CheckInWanted, path: list[Event]
) -> None:
    """Gone back, asked whether to start over or on an aside: the place is the one it was."""
    conversation = started(mode, 4).hear_all(path)
    check_in = conversation.state.check_in
    conversation.kill().hear(Launched(), Yes())
    if mode is ALONE:
        conversation.hear(Yes())
    assert check_in == conversation.state.check_in
    assert check_in is not None
    assert check_in.place is not None
    assert check_in.place.question + 1 == conversation.asked


def test_dying_after_going_back_from_a_result_alone_can_be_carried_on() -> None:
    """An answer that was to be changed when the session died is asked for again."""
    conversation = started(ALONE, 6)
    conversation.hear(Previous())
    conversation.kill().hear(Launched(), Yes(), Yes())
    assert conversation.asked == 6


def test_nothing_answered_is_nothing_to_carry_on() -> None:
    """A check-in that died before its first answer is not spoken of."""
    for mode in (TOGETHER, ALONE):
        conversation = started(mode, 0).kill()
        conversation.hear(Launched())
        assert conversation.says("launch.first")


@pytest.mark.parametrize(
    "event", [Yes(), Next(), TOGETHER, CheckInWanted(), BothAnswer(Answer.YES)]
)
def test_whatever_means_carry_on_carries_on(event: Event) -> None:
    """A yes, "continue", "both of us" and "start the check-in" all go on and lose nothing."""
    conversation = started(TOGETHER, 5)
    check_in = conversation.state.check_in
    conversation.kill().hear(Launched(), event)
    assert check_in == conversation.state.check_in
    assert conversation.asked == 3


def test_a_no_lets_it_go_without_comment() -> None:
    """A no drops the unfinished check-in, and an ordinary welcome follows."""
    conversation = started(TOGETHER, 5).kill()
    conversation.hear(Launched(), No())
    assert conversation.household.check_in is None
    assert conversation.says("launch.first")
    conversation.kill().hear(Launched())
    assert conversation.says("launch.again")


def test_not_being_sure_lets_nothing_go() -> None:
    """A "skip" to "carry on?" closes kindly, and the offer stands for later."""
    for path in ([Launched()], [Launched(), Yes()]):
        conversation = started(ALONE, 3).kill()
        conversation.hear(*path, Skip())
        assert conversation.says("check_in.not_now")
        assert conversation.household.check_in is not None
    conversation = started(TOGETHER, 3).kill()
    conversation.hear(Launched(), Skip())
    assert conversation.household.check_in is not None


def test_starting_over_instead_of_carrying_on_drops_it() -> None:
    """Answered with "start over", the offer to carry on begins afresh."""
    conversation = started(TOGETHER, 5).kill()
    conversation.hear(Launched(), StartOver())
    assert conversation.awaits(PendingQuestion.CHECK_IN_MODE)
    assert conversation.household.check_in is None


# -------------------------------------------------------------------------- alone


@pytest.mark.parametrize("answers", range(1, 6))
def test_the_offer_alone_says_nothing_of_mode_place_or_answers(answers: int) -> None:
    """Whoever opens the skill next learns only that there is a check-in part way through."""
    conversation = started(ALONE, answers)
    check_in = conversation.state.check_in
    conversation.later(hours=23)
    conversation.hear(Launched())
    assert conversation.awaits(PendingQuestion.RESUME_ALONE)
    offers = {line.text for line in conversation.content.lines["check_in.resume.alone"].variants}
    assert conversation.text in offers
    assert not any(NUMBERS[number] in conversation.text.lower().split() for number in range(1, 7))
    assert "alone" not in conversation.text
    conversation.hear(Yes())
    assert conversation.awaits(PendingQuestion.SAME_PERSON)
    conversation.hear(Yes())
    assert check_in == conversation.state.check_in
    assert answers + 1 == conversation.asked


def test_somebody_else_starts_afresh() -> None:
    """A no to "the same one of you?" discards it, and a new one begins from the beginning."""
    conversation = started(ALONE, 3).kill()
    conversation.hear(Launched(), Yes(), No())
    assert conversation.household.check_in is None
    assert conversation.awaits(PendingQuestion.CHECK_IN_MODE)
    conversation.hear(ALONE)
    assert conversation.asked == 1


def test_somebody_else_who_asked_for_one_alone_gets_theirs() -> None:
    """What was asked for before the offer is what begins afresh."""
    conversation = started(ALONE, 3).kill()
    conversation.hear(ALONE, Yes(), No())
    assert conversation.asked == 1
    assert conversation.state.check_in is not None
    assert conversation.state.check_in.answered == 0
    assert Mode.ALONE is conversation.state.check_in.mode


@pytest.mark.parametrize("event", [TOGETHER, BothAnswer(Answer.YES)])
@pytest.mark.parametrize("path", [[Launched()], [Launched(), Yes()]])
def test_one_taken_alone_never_turns_into_one_together(path: list[Event], event: Event) -> None:
    """Answered with "both of us", an offer alone begins afresh: earlier answers would leak."""
    conversation = started(ALONE, 3).kill()
    conversation.hear(*path, event)
    assert conversation.household.check_in is None
    assert conversation.state.check_in is not None
    assert Mode.TOGETHER is conversation.state.check_in.mode
    assert conversation.state.check_in.answered == 0
    assert conversation.awaits(PendingQuestion.CHECK_IN_READY)


def test_one_taken_together_never_turns_into_one_alone() -> None:
    """Answered with "just me", an offer together begins afresh; in the middle it changes nothing."""
    conversation = started(TOGETHER, 5).kill()
    conversation.hear(Launched(), ALONE)
    assert conversation.household.check_in is None
    assert conversation.state.check_in is not None
    assert Mode.ALONE is conversation.state.check_in.mode
    assert conversation.asked == 1
    conversation = started(TOGETHER, 5)
    conversation.hear(ALONE)
    assert conversation.state.check_in is not None
    assert Mode.TOGETHER is conversation.state.check_in.mode
    assert conversation.state.check_in.answered == 5


def test_just_me_to_the_same_person_is_asked_again() -> None:
    """Who says "just me" does not tell whether it is the one who started it."""
    conversation = started(ALONE, 3).kill()
    conversation.hear(Launched(), Yes(), ALONE)
    assert conversation.awaits(PendingQuestion.SAME_PERSON)
    assert conversation.household.check_in is not None


# --------------------------------------------------------------- a second request


@pytest.mark.parametrize("wanted", [CheckInWanted(), TOGETHER, ALONE])
@pytest.mark.parametrize("mode", [TOGETHER, ALONE], ids=["together", "alone"])
def test_a_new_check_in_is_offered_the_old_one_once(
    mode: CheckInWanted, wanted: CheckInWanted
) -> None:
    """Asked for while one is unfinished, the old one is offered; after a no the new one begins."""
    conversation = started(mode, 3).kill()
    conversation.hear(wanted)
    expected = PendingQuestion.RESUME_TOGETHER if mode is TOGETHER else PendingQuestion.RESUME_ALONE
    assert expected is conversation.pending
    conversation.hear(No())
    assert conversation.household.check_in is None
    assert (
        conversation.pending
        in {
            None: (PendingQuestion.CHECK_IN_MODE,),
            Mode.TOGETHER: (PendingQuestion.CHECK_IN_READY,),
            Mode.ALONE: (PendingQuestion.CHECK_IN_ANSWER,),
        }[wanted.mode]
    )


@pytest.mark.parametrize("wanted", [CheckInWanted(), TOGETHER, ALONE])
@pytest.mark.parametrize("mode", [TOGETHER, ALONE], ids=["together", "alone"])
def test_the_offer_is_not_made_twice_running(mode: CheckInWanted, wanted: CheckInWanted) -> None:
    """Whoever asks for a check-in in reply to the offer is not offered the same again."""
    conversation = started(mode, 3).kill()
    conversation.hear(wanted, wanted)
    assert not conversation.says("check_in.resume.alone")
    assert "carry on" not in conversation.text.lower()


# ------------------------------------------------------------------- after a day


@pytest.mark.parametrize("mode", [TOGETHER, ALONE], ids=["together", "alone"])
@pytest.mark.parametrize(
    "event", [Launched(), CheckInWanted(), TOGETHER, ALONE, TipWanted(), PromptWanted()]
)
def test_after_a_day_it_is_dropped_quietly(mode: CheckInWanted, event: Event) -> None:
    """24 hours after the last answer nothing is offered, and the record no longer holds it."""
    conversation = started(mode, 3).later(hours=24)
    conversation.hear(event)
    assert conversation.household.check_in is None
    assert conversation.pending not in (
        PendingQuestion.RESUME_TOGETHER,
        PendingQuestion.RESUME_ALONE,
    )


def test_a_day_is_counted_from_the_last_answer() -> None:
    """Every answer, and going back, gives it another day."""
    conversation = started(TOGETHER, 3)
    for _ in range(3):
        conversation.later(hours=23, minutes=59)
        conversation.hear(Launched(), Yes(), Sometimes())
    conversation.later(hours=23, minutes=59)
    conversation.hear(Launched())
    assert conversation.awaits(PendingQuestion.RESUME_TOGETHER)


@pytest.mark.parametrize("change", ["2026-11-01", "2027-03-14"])
def test_a_day_is_24_hours_where_the_clocks_change(change: str) -> None:
    """Across a change of the clocks, a check-in is kept for 24 real hours, as everywhere."""
    evening = datetime.fromisoformat(f"{change}T20:00").replace(tzinfo=EVENING.tzinfo)
    conversation = Conversation(now=evening - timedelta(days=1))
    conversation.hear(TOGETHER, Yes(), No())
    hours = (evening.timestamp() - (evening - timedelta(days=1)).timestamp()) / 3600
    conversation.at(evening - timedelta(minutes=1)).hear(Launched())
    expected = PendingQuestion.RESUME_TOGETHER if hours <= 24 else PendingQuestion.OPEN_CHOICE
    assert expected is conversation.pending


def test_another_device_that_went_further_is_caught_up_with() -> None:
    """Carrying on takes up the answers that another device has given meanwhile."""
    conversation = started(TOGETHER, 3).kill()
    conversation.hear(Launched())
    other = conversation.copy()
    other.hear(Yes(), Yes(), Yes())
    conversation.after(other).hear(Yes())
    assert other.household.check_in == conversation.state.check_in
    assert conversation.asked == 3
