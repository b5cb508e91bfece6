"""How a check-in goes: who is asked when, the cues between, asides, going back and starting over."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from skill.content.models import Audience
from skill.dialog.check_in import Answer, Mode, Place
from skill.dialog.events import (
    BothAnswer,
    CheckInWanted,
    DefinitionWanted,
    Event,
    Explain,
    Help,
    Launched,
    Leave,
    LowMood,
    Next,
    NightlyStatusWanted,
    NightlyUnwanted,
    No,
    NotUnderstood,
    Previous,
    PrivacyAsked,
    PrivacyMatter,
    ProgressWanted,
    PromptWanted,
    Repeat,
    Skip,
    Sometimes,
    StartOver,
    TipWanted,
    Unknown,
    VerdictAsked,
    Yes,
)
from skill.dialog.pending import PendingQuestion
from skill.speech.spoken import Words
from tests.dialog.check_ins import take
from tests.dialog.driver import ALONE, EVENING, LATE, TOGETHER, Conversation, words


def due(conversation: Conversation) -> tuple[int, int]:
    """The question (1 to 6) that is due, and the voice (1 or 2) it is due from."""
    check_in = conversation.state.check_in
    assert check_in is not None
    assert check_in.place is not None
    return check_in.place.question + 1, check_in.voice(check_in.place) + 1


def together(*events: Event, now: datetime = EVENING, seed: int = 1) -> Conversation:
    """A check-in together after some answers."""
    return Conversation(now=now, rng=Random(seed)).hear_all([TOGETHER, Yes(), *events])


def alone(*events: Event) -> Conversation:
    """A check-in alone after some answers."""
    return Conversation().hear_all([ALONE, *events])


# -------------------------------------------------------------------- the opening


def test_the_first_check_in_of_a_household_carries_the_disclaimer_once() -> None:
    """The disclaimer is spoken with the very first opening, and with none after it."""
    for first in (CheckInWanted(), TOGETHER, ALONE):
        conversation = Conversation()
        conversation.hear(first)
        assert "not counseling or medical advice" in conversation.text
        for event in (CheckInWanted(), TOGETHER, ALONE):
            again = conversation.copy().kill()
            again.hear(event)
            assert "medical advice" not in again.text


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("heard_before", [False, True])
@pytest.mark.parametrize("asked_who", [False, True])
def test_the_safety_sentence_is_never_dropped(
    seed: int, *, heard_before: bool, asked_who: bool
) -> None:
    """However it starts, "only answer what feels okay" comes before the first question, with skipping."""
    for wanted in (TOGETHER, ALONE):
        conversation = Conversation(rng=Random(seed))
        if heard_before:
            take("y y y y y y", conversation).kill()
        opening = []
        for event in (CheckInWanted(), wanted) if asked_who else (wanted,):
            conversation.hear(event)
            assert words(conversation.text) <= 36
            opening.append(conversation.text)
        assert "only answer what feels okay" in opening[-1].lower()
        assert "skip" in " ".join(opening).lower()
        assert "last few weeks" in " ".join(opening)


@pytest.mark.parametrize("event", [Yes(), NotUnderstood(), Next()])
def test_a_bare_yes_to_one_or_two_is_asked_again(event: Event) -> None:
    """One or two is never guessed from a yes."""
    conversation = Conversation()
    conversation.hear(CheckInWanted(), event)
    assert conversation.awaits(PendingQuestion.CHECK_IN_MODE)


@pytest.mark.parametrize(
    ("event", "mode"),
    [(TOGETHER, Mode.TOGETHER), (ALONE, Mode.ALONE), (BothAnswer(Answer.YES), Mode.TOGETHER)],
)
def test_one_or_two_is_taken_as_said(event: Event, mode: Mode) -> None:
    """Together and alone are what was said they are."""
    conversation = Conversation()
    conversation.hear(CheckInWanted(), event)
    assert conversation.state.check_in is not None
    assert mode is conversation.state.check_in.mode


@pytest.mark.parametrize("event", [Yes(), TOGETHER, CheckInWanted(), BothAnswer(Answer.YES)])
def test_ready_is_whatever_means_go(event: Event) -> None:
    """A yes, "start" and "both of us" to "Ready?" bring the first question."""
    conversation = Conversation()
    conversation.hear(TOGETHER, event)
    assert due(conversation) == (1, 1)
    assert conversation.asked == 1


@pytest.mark.parametrize("event", [No(), Skip()])
@pytest.mark.parametrize("start", [TOGETHER, CheckInWanted()])
def test_not_now_is_fine(start: Event, event: Event) -> None:
    """A no before the first question closes kindly and keeps nothing."""
    conversation = Conversation()
    conversation.hear(start, event)
    assert conversation.says("check_in.not_now")
    assert conversation.awaits(PendingQuestion.NONE)
    assert conversation.household.check_in is None


# ------------------------------------------------------------------ turns and cues


def test_who_goes_first_alternates() -> None:
    """Whoever answered second is asked first next: one, two; two, one; one, two; and so on."""
    conversation = together()
    order = []
    for _ in range(12):
        order.append(due(conversation))
        conversation.hear(Yes())
    expected = [
        (1, 1), (1, 2), (2, 2), (2, 1), (3, 1), (3, 2), (4, 2), (4, 1), (5, 1), (5, 2), (6, 2), (6, 1),
    ]  # fmt: skip
    assert expected == order


def test_the_cues_stand_where_they_belong() -> None:
    """Passing over within a question, "same voice" before questions 2 to 6, halfway once before 4."""
    conversation = together()
    assert not conversation.says("check_in.same_voice")
    for number in range(1, 12):
        conversation.hear(Sometimes())
        passing = number % 2 == 1
        assert passing == conversation.says("check_in.over_to_you"), number
        assert passing != conversation.says("check_in.same_voice"), number
        assert (number == 6) == conversation.says("check_in.halfway"), number
        assert (None if passing else number // 2 + 1) == conversation.asked
        assert not conversation.says("check_in.other_voice")


def test_alone_there_is_nobody_to_pass_over_to() -> None:
    """Alone, no cue for a second voice and no plural comes up; halfway does, once."""
    conversation = alone()
    halfway = 0
    for _ in range(5):
        conversation.hear(No())
        for line in ("over_to_you", "same_voice", "other_voice"):
            assert not conversation.says(f"check_in.{line}")
        halfway += conversation.says("check_in.halfway")
    assert halfway == 1


def test_a_question_is_never_worded_otherwise() -> None:
    """Asked, repeated, explained and come back to, a question has the same words."""
    conversation = alone()
    text = conversation.content.questions[0].text
    for event in (Repeat(), Repeat(), Explain(), TipWanted(), NotUnderstood(), NotUnderstood()):
        conversation.hear(event)
        assert conversation.text.endswith(text)


def test_a_repeat_is_slower_and_the_second_one_explains() -> None:
    """First the same question, slower and alone; then with its explanation."""
    conversation = together(Yes())
    question = conversation.content.questions[0]
    turn = conversation.hear(Repeat())
    assert (Words(question.text, slow=True),) == turn.speech
    conversation.hear(Repeat())
    assert f"{question.explanation} {question.text}" == conversation.text
    assert due(conversation) == (1, 2)


def test_an_explanation_is_followed_by_the_question_and_nothing_else() -> None:
    """Asked what it means, the skill explains and asks the question again."""
    conversation = alone(Yes())
    conversation.hear(Explain())
    question = conversation.content.questions[1]
    assert f"{question.explanation} {question.text}" == conversation.text


# ------------------------------------------------------------------------- asides

ASIDES: list[Event] = [
    DefinitionWanted(),
    DefinitionWanted("signs_lacking"),
    DefinitionWanted(Unknown()),
    TipWanted(),
    TipWanted(Unknown()),
    Help(),
    ProgressWanted(),
    *(PrivacyAsked(matter) for matter in PrivacyMatter),
    VerdictAsked(),
    NightlyStatusWanted(),
    NightlyUnwanted(),
    CheckInWanted(),
    TOGETHER,
    ALONE,
]


@pytest.mark.parametrize("now", [EVENING, LATE], ids=["evening", "late"])
@pytest.mark.parametrize("event", ASIDES, ids=str)
def test_an_aside_comes_back_to_the_question(event: Event, now: datetime) -> None:
    """After a definition, a tip, help and the like, the same question is asked of the same voice."""
    for conversation in (together(Yes(), No(), Sometimes(), now=now), alone(Yes(), No())):
        check_in, place = conversation.state.check_in, due(conversation)
        conversation.hear(event)
        assert check_in == conversation.state.check_in
        assert check_in == conversation.household.check_in
        assert place == due(conversation)
        assert place[0] == conversation.asked
        conversation.hear(Yes())
        assert conversation.state.check_in is not None
        assert Answer.YES in conversation.state.check_in.answers[place[0] - 1]


@pytest.mark.parametrize("event", ASIDES, ids=str)
def test_an_aside_after_an_aside_comes_back_too(event: Event) -> None:
    """However often one asks something else, the question waits."""
    conversation = together(Yes())
    for _ in range(3):
        conversation.hear(event, Help())
    assert due(conversation) == (1, 2)


def test_how_many_are_left_is_counted_with_the_one_being_asked() -> None:
    """Six, five, four, three, two, then the last one; one voice or two."""
    for conversation, answers in ((together(), 2), (alone(), 1)):
        said = []
        for _ in range(6):
            conversation.hear(ProgressWanted())
            said.append(conversation.text.lower())
            conversation.hear(*[Yes()] * answers)
        numbers = ("six", "five", "four", "three", "two")
        assert all(number in text for number, text in zip(numbers, said, strict=False))
        assert not any(number in said[5] for number in numbers)


def test_a_low_mood_gets_a_kind_word_and_no_question() -> None:
    """Somebody who says they feel low is not asked anything more; their place is kept, and their words are not."""
    conversation = together(Yes(), No())
    before = conversation.household
    assert before.check_in is not None
    turn = conversation.hear(LowMood())
    assert turn.changes == ()
    assert before == conversation.household
    assert conversation.says("low_mood")
    assert conversation.awaits(PendingQuestion.NONE)


# ---------------------------------------------------------------------- going back


def test_going_back_within_a_question_asks_the_one_who_went_first() -> None:
    """From the second answer due, back leads to the first voice; then the second is asked as before."""
    conversation = together(Yes())
    conversation.hear(Previous())
    assert due(conversation) == (1, 1)
    assert conversation.says("check_in.back.other_voice")
    conversation.hear(No())
    assert conversation.state.check_in is not None
    assert conversation.state.check_in.answers[0] == (Answer.NO, None)
    assert due(conversation) == (1, 2)
    assert conversation.says("check_in.over_to_you")


def test_going_back_across_questions_asks_the_same_voice() -> None:
    """From a question's first answer due, back leads to the same voice's answer before."""
    conversation = together(Yes(), Yes())
    conversation.hear(Previous())
    assert due(conversation) == (1, 2)
    assert conversation.says("check_in.back.same_voice")
    conversation.hear(No())
    assert conversation.state.check_in is not None
    assert conversation.state.check_in.answers[0] == (Answer.YES, Answer.NO)
    assert due(conversation) == (2, 2)
    assert conversation.says("check_in.same_voice")


@pytest.mark.parametrize("steps", range(1, 8))
def test_going_back_any_number_of_steps_returns_to_where_it_was(steps: int) -> None:
    """After one answer given anew, the check-in carries on at the place it had got to."""
    answers = [Yes()] * 7
    conversation = together(*answers)
    place = due(conversation)
    conversation.hear(*[Previous()] * steps)
    there = due(conversation)
    conversation.hear(No())
    assert place == due(conversation)
    assert conversation.state.check_in is not None
    given = [answer for question in conversation.state.check_in.answers for answer in question]
    assert given.count(Answer.NO) == 1
    assert Answer.NO is conversation.state.check_in.answers[there[0] - 1][there[1] - 1]


@pytest.mark.parametrize("answered", range(2, 12))
def test_after_going_back_the_right_voice_is_called(answered: int) -> None:
    """Whoever is due after an answer given anew is told so: the same voice, the other or the second."""
    for steps in range(1, answered + 1):
        conversation = together(*[Yes()] * answered)
        conversation.hear(*[Previous()] * steps)
        corrected = due(conversation)
        conversation.hear(Sometimes())
        check_in = conversation.state.check_in
        assert check_in is not None
        assert check_in.place is not None
        if corrected[0] == check_in.place.question + 1:
            assert conversation.says("check_in.over_to_you")
        elif check_in.place.turn == 1:
            assert conversation.says("check_in.resumed.second_voice")
        else:
            same = corrected[1] == due(conversation)[1]
            assert same == conversation.says("check_in.same_voice")
            assert same != conversation.says("check_in.other_voice")


def test_there_is_nothing_before_the_first_answer() -> None:
    """Back at the very first question says so and asks it."""
    for conversation in (together(), alone()):
        conversation.hear(Previous())
        assert conversation.says("check_in.back.start")
        assert conversation.asked == 1


def test_going_back_alone_names_no_voice() -> None:
    """Alone, back leads one question back, and nothing is said of voices."""
    conversation = alone(Yes(), Yes())
    conversation.hear(Previous())
    assert conversation.asked == 2
    assert conversation.says("check_in.back.alone")
    assert "voice" not in conversation.text
    conversation.hear(No())
    assert conversation.asked == 3


@pytest.mark.parametrize(
    "answers",
    ["yy yy yy yy yy yy", "nn yy yy yy yy yy", "oo oo oo oo oo oo", "y y y y y y", "n y y y y y"],
)
def test_going_back_from_the_result_changes_it(answers: str) -> None:
    """The last answer can still be changed after the result, and a new result is told."""
    conversation = take(answers)
    conversation.hear(Previous())
    assert conversation.asked == 6
    conversation.hear(BothAnswer(Answer.NO))
    assert PendingQuestion.RESULT_STEP is conversation.pending or answers.startswith("oo")
    assert conversation.household.check_in is None
    together_ = len(answers.split(maxsplit=1)[0]) == 2
    recorded = conversation.household.history
    assert (1 if together_ and not answers.startswith("oo") else 0) == len(recorded)
    for past in recorded:
        assert past.areas["being_met"].noticed == 1


def test_halfway_is_said_once_however_often_one_goes_back() -> None:
    """The halfway cue does not come again when an answer before it is given anew."""
    conversation = together(*[Yes()] * 6)
    assert conversation.says("check_in.halfway")
    conversation.hear(Previous(), No())
    assert conversation.asked == 4
    assert not conversation.says("check_in.halfway")


def test_halfway_is_said_when_it_is_first_reached_from_an_answer_given_anew() -> None:
    """Going back before the middle and answering for both reaches the middle for the first time."""
    conversation = together(*[Yes()] * 5)
    conversation.hear(Previous(), BothAnswer(Answer.NO))
    assert conversation.asked == 4
    assert conversation.says("check_in.halfway")


# -------------------------------------------------------------------- starting over


@pytest.mark.parametrize("answers", range(3))
def test_starting_over_is_not_confirmed_while_little_is_lost(answers: int) -> None:
    """With fewer than three answers, the first question comes at once."""
    for conversation in (together(*[No()] * answers), alone(*[No()] * answers)):
        conversation.hear(StartOver())
        assert conversation.asked == 1
        assert conversation.household.check_in is None
        assert conversation.state.check_in is not None
        assert conversation.state.check_in.answered == 0


@pytest.mark.parametrize("event", [Yes(), StartOver(), CheckInWanted(), TOGETHER])
def test_starting_over_is_confirmed_from_three_answers_on(event: Event) -> None:
    """With three answers it is asked first; a yes, "start over" and "start" all mean it."""
    conversation = together(No(), No(), No())
    before = conversation.state.check_in
    conversation.hear(StartOver())
    assert conversation.awaits(PendingQuestion.START_OVER)
    assert before == conversation.household.check_in
    conversation.hear(event)
    assert conversation.asked == 1
    assert conversation.household.check_in is None


@pytest.mark.parametrize("event", [No(), Skip()])
def test_starting_over_can_be_thought_better_of(event: Event) -> None:
    """A no carries on at the very place."""
    conversation = together(No(), No(), No())
    place = due(conversation)
    conversation.hear(StartOver(), event)
    assert place == due(conversation)
    assert conversation.asked == 2


def test_carry_on_is_no_yes_to_starting_over() -> None:
    """A "continue" in answer to "start again?" keeps every answer."""
    conversation = together(No(), No(), No())
    before = conversation.state.check_in
    conversation.hear(StartOver(), Next())
    assert before == conversation.state.check_in
    assert conversation.asked == 2


def test_starting_over_from_a_result_keeps_the_mode() -> None:
    """After a result, "start over" begins a check-in of the same kind."""
    conversation = take("n y y y y y")
    conversation.hear(StartOver())
    assert conversation.asked == 1
    assert conversation.state.check_in is not None
    assert Mode.ALONE is conversation.state.check_in.mode
    conversation = take("nn yy yy yy yy yy")
    conversation.hear(StartOver())
    assert conversation.awaits(PendingQuestion.CHECK_IN_READY)


@pytest.mark.parametrize("start", [TOGETHER, CheckInWanted()])
def test_starting_over_before_the_first_question_asks_who_it_is_for(start: Event) -> None:
    """Answered with "start over", "Ready?" goes back to "both of you, or just you?"."""
    conversation = Conversation()
    conversation.hear(start, StartOver())
    assert conversation.awaits(PendingQuestion.CHECK_IN_MODE)


def test_places_know_their_voices() -> None:
    """A place's voice follows from question and turn, so alternation cannot drift."""
    check_in = together().state.check_in
    assert check_in is not None
    assert [check_in.voice(Place(q, t)) for q in (0, 1) for t in (0, 1)] == [0, 1, 1, 0]


# ------------------------------------------------------------------ who is not there


ASLEEP = CheckInWanted(Mode.ALONE, other_is_absent=True)
""" "He's asleep." """


@pytest.mark.parametrize("before", [(), (Launched(),), (PromptWanted(),), (TipWanted(),)])
def test_who_is_without_the_other_is_asked_nothing_about_the_two(
    before: tuple[Event, ...],
) -> None:
    """Nobody asked for a check-in, so something for one is offered."""
    conversation = Conversation().hear_all(before)
    conversation.hear(ASLEEP)
    assert conversation.says("ask.tip_for_one")
    assert conversation.awaits(PendingQuestion.RESULT_TIP)
    conversation.hear(Yes())
    for_one = [tip for tip in conversation.content.tips.values() if tip.audience is Audience.ONE]
    assert any(tip.text in conversation.text for tip in for_one)


def test_who_wants_to_be_alone_in_a_check_in_is() -> None:
    """That is asked for, and so is it where "both of you, or just you?" was asked."""
    for before in ((), (CheckInWanted(),)):
        conversation = Conversation().hear_all([*before, ALONE])
        assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)
    conversation = Conversation().hear_all([CheckInWanted(), ASLEEP])
    assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)


def test_where_the_other_falls_asleep_the_place_is_kept() -> None:
    """Stopping is offered with the question, as often as it is said, and no answer is left open."""
    conversation = Conversation().hear_all([TOGETHER, Yes(), Yes()])
    for _ in range(3):
        conversation.hear(ASLEEP)
        assert conversation.says("check_in.keep_place")
        assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)
    conversation.hear(Leave())
    kept = conversation.household.check_in
    assert kept is not None
    assert (kept.mode, kept.answered) == (Mode.TOGETHER, 1)


def test_nobody_loses_what_both_have_answered_because_one_is_asleep() -> None:
    """Asked whether to carry on together, it is left for another time."""
    conversation = Conversation().hear_all([TOGETHER, Yes(), Yes(), Yes()])
    conversation.kill().hear(Launched())
    assert conversation.awaits(PendingQuestion.RESUME_TOGETHER)
    conversation.hear(ASLEEP)
    assert conversation.says("check_in.not_now")
    assert conversation.household.check_in is not None
