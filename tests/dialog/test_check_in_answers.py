"""Which answer is kept for which question and voice."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from skill.dialog.check_in import Answer
from skill.dialog.events import (
    BothAnswer,
    Event,
    Next,
    No,
    NotUnderstood,
    Previous,
    SameAnswer,
    Skip,
    Sometimes,
    SplitAnswer,
    TurnAsked,
    UnclearAnswer,
    Yes,
    YesAnswer,
)
from skill.dialog.pending import PendingQuestion
from tests.dialog.driver import ALONE, TOGETHER, Conversation

QUESTIONS = range(1, 7)
LEADERS = {1: 0, 2: 1, 3: 0, 4: 1, 5: 0, 6: 1}
"""Which voice answers a question first: whoever was second leads the next one."""

STORED: list[tuple[Event, Answer]] = [
    (Yes(), Answer.YES),
    (YesAnswer(), Answer.YES),
    (No(), Answer.NO),
    (Sometimes(), Answer.SOMETIMES),
    (Skip(), Answer.OPEN),
]


def asking(question: int, who: str) -> Conversation:
    """A check-in in which a question (1 to 6) is being asked of the "first", the "second" or "alone"."""
    conversation = Conversation()
    if who == "alone":
        conversation.hear(ALONE)
        before = question - 1
    else:
        conversation.hear(TOGETHER, Yes())
        before = 2 * (question - 1) + (who == "second")
    return conversation.hear_all([Yes()] * before)


def answers(conversation: Conversation, question: int) -> tuple[Answer | None, ...]:
    """The answers to a question, by voice."""
    assert conversation.state.check_in is not None
    return conversation.state.check_in.answers[question - 1]


def voice_of(question: int, who: str) -> int:
    """The voice that is asked."""
    if who == "alone":
        return 0
    return LEADERS[question] if who == "first" else 1 - LEADERS[question]


@pytest.mark.parametrize("who", ["first", "second", "alone"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_kept_for_the_question_and_voice_that_was_asked(
    question: int, who: str
) -> None:
    """Yes, no, sometimes and skip are kept as such, for whoever was asked, and for nobody else."""
    before = asking(question, who)
    for event, answer in STORED:
        conversation = before.copy()
        conversation.hear(event)
        there = voice_of(question, who)
        assert answer is answers(conversation, question)[there]
        expected = list(answers(before, question))
        expected[there] = answer
        assert tuple(expected) == answers(conversation, question)


@pytest.mark.parametrize(("question", "who"), [*product(QUESTIONS, ["first", "second"])][:-1])
def test_an_answer_is_in_the_record_at_once(question: int, who: str) -> None:
    """Every answer but the one that brings the result stands in the household's record."""
    conversation = asking(question, who)
    conversation.hear(Sometimes())
    kept = conversation.household.check_in
    assert kept is not None
    assert Answer.SOMETIMES is kept.answers[question - 1][voice_of(question, who)]
    assert kept == conversation.state.check_in


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO, Answer.SOMETIMES])
def test_one_voice_can_answer_for_both(question: int, answer: Answer) -> None:
    """For "both of us" and "neither of us", both answers are set and the next question follows."""
    conversation = asking(question, "first")
    conversation.hear(BothAnswer(answer))
    assert (answer, answer) == answers(conversation, question)
    assert (question + 1 if question < 6 else None) == conversation.asked


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("first", [No(), Yes(), Sometimes(), Skip()])
@pytest.mark.parametrize(
    "said",
    [
        BothAnswer(Answer.YES),
        BothAnswer(Answer.NO),
        SplitAnswer(Answer.YES, Answer.YES),
        SplitAnswer(Answer.YES, Answer.NO),
    ],
)
def test_nobody_unsays_their_partners_answer(question: int, first: Event, said: Event) -> None:
    """After the first voice's answer, "both of us do" is the second voice's own, and the first one's stays."""
    conversation = asking(question, "first")
    conversation.hear(first)
    before = answers(conversation, question)
    conversation.hear(said)
    there = voice_of(question, "first")
    own = said.answer if isinstance(said, BothAnswer) else Answer.YES
    assert answers(conversation, question)[there] is before[there] is not None
    assert answers(conversation, question)[1 - there] is own
    assert (question + 1 if question < 6 else None) == conversation.asked


def test_going_back_unsays_ones_own_answer_only() -> None:
    """Asked anew, the first voice answers for both: their own answer is new, their partner's stays."""
    conversation = asking(2, "first")
    conversation.hear(Yes(), No(), Previous())
    conversation.hear(Previous())
    assert conversation.asked == 2
    conversation.hear(BothAnswer(Answer.SOMETIMES))
    there = voice_of(2, "first")
    assert answers(conversation, 2)[there] is Answer.SOMETIMES
    assert answers(conversation, 2)[1 - there] is Answer.NO


@pytest.mark.parametrize("question", QUESTIONS)
def test_alone_nobody_answers_for_two(question: int) -> None:
    """Alone, only the speaker's own clause counts, however it is put."""
    said: list[tuple[Event, Answer]] = [
        (BothAnswer(Answer.NO), Answer.NO),
        (SplitAnswer(Answer.YES, Answer.NO), Answer.YES),
        (SplitAnswer(Answer.SOMETIMES, None), Answer.SOMETIMES),
    ]
    for event, answer in said:
        conversation = asking(question, "alone")
        conversation.hear(event)
        assert (answer,) == answers(conversation, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_split_in_one_breath_gives_each_their_own(question: int) -> None:
    """The asked one's own clause is theirs, the other clause the partner's; the next question follows."""
    conversation = asking(question, "first")
    conversation.hear(SplitAnswer(Answer.YES, Answer.NO))
    there = voice_of(question, "first")
    assert Answer.YES is answers(conversation, question)[there]
    assert Answer.NO is answers(conversation, question)[1 - there]
    assert (question + 1 if question < 6 else None) == conversation.asked


def test_half_a_split_is_the_asked_ones_own_answer() -> None:
    """Where the partner's clause is unclear, the asked one's counts and the partner is asked."""
    conversation = asking(3, "first")
    conversation.hear(SplitAnswer(Answer.NO, None))
    assert answers(conversation, 3) == (Answer.NO, None)
    assert conversation.says("check_in.over_to_you")


def test_a_split_without_the_speakers_own_clause_is_asked_again() -> None:
    """An answer for the partner alone is nobody's answer yet."""
    conversation = asking(3, "first")
    conversation.hear(SplitAnswer(None, Answer.NO))
    assert answers(conversation, 3) == (None, None)
    assert conversation.asked == 3


def test_after_one_voice_spoke_for_both_the_other_one_leads() -> None:
    """Who spoke for both was asked first, so the other voice starts the next question."""
    conversation = asking(2, "first")
    conversation.hear(BothAnswer(Answer.YES))
    assert conversation.says("check_in.other_voice")
    conversation = asking(2, "second")
    conversation.hear(BothAnswer(Answer.YES))
    assert conversation.says("check_in.same_voice")


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        (Yes(), Answer.YES),
        (YesAnswer(), Answer.YES),
        (No(), Answer.NO),
        (Sometimes(), Answer.SOMETIMES),
        (Skip(), Answer.OPEN),
    ],
)
@pytest.mark.parametrize("question", [1, 4, 6])
def test_me_too_is_what_the_first_voice_answered(
    question: int, first: Event, answer: Answer
) -> None:
    """The second voice's "same here" copies a yes, a no and a sometimes alike, so that no split is told."""
    conversation = asking(question, "first")
    conversation.hear(first, SameAnswer())
    if question < len(QUESTIONS):
        assert answers(conversation, question) == (answer, answer)
    assert not conversation.says("result.split.one")


def test_me_too_is_that_after_going_back_as_well() -> None:
    """Asked anew, the second voice copies what the first one said to this question."""
    conversation = asking(3, "second")
    conversation.hear(No(), Previous(), SameAnswer())
    assert answers(conversation, 3) == (Answer.YES, Answer.YES)


@pytest.mark.parametrize("who", ["first", "alone"])
def test_me_too_with_nobody_before_is_asked_again(who: str) -> None:
    """Nobody has answered this question yet, so there is nothing to be the same as."""
    conversation = asking(4, who)
    conversation.hear(SameAnswer())
    assert conversation.asked == 4
    assert answers(conversation, 4)[voice_of(4, who)] is None


@pytest.mark.parametrize(
    ("question", "who", "line"),
    [
        (1, "first", "check_in.turn.first"),
        (4, "first", "check_in.turn.next"),
        (1, "second", "check_in.turn.second"),
        (4, "second", "check_in.turn.second"),
        (1, "alone", "check_in.turn.alone"),
        (4, "alone", "check_in.turn.alone"),
    ],
)
def test_whose_turn_it_is_can_be_asked(question: int, who: str, line: str) -> None:
    """A short true answer, then the same question; nothing is stored, and nothing counts as a miss."""
    conversation = asking(question, who)
    before = conversation.state.check_in
    conversation.hear(TurnAsked())
    assert conversation.says(line)
    assert conversation.asked == question
    assert before == conversation.state.check_in


def test_whose_turn_it_is_can_be_asked_before_the_first_question() -> None:
    """Either may start, and whether they are ready is asked again."""
    conversation = Conversation()
    conversation.hear(TOGETHER, TurnAsked())
    assert conversation.says("check_in.turn.first")
    assert conversation.awaits(PendingQuestion.CHECK_IN_READY)


@pytest.mark.parametrize("who", ["first", "second", "alone"])
def test_a_yes_and_a_no_in_one_breath_are_asked_once_more_then_left_open(who: str) -> None:
    """A "yeah, nah" is never guessed: the same question, positively, once; then it is open."""
    conversation = asking(4, who)
    conversation.hear(UnclearAnswer())
    assert conversation.asked == 4
    assert answers(conversation, 4)[voice_of(4, who)] is None
    conversation.hear(UnclearAnswer())
    assert Answer.OPEN is answers(conversation, 4)[voice_of(4, who)]
    assert conversation.says("check_in.skip_ack")


def test_an_unclear_answer_can_be_made_clear() -> None:
    """After the check, a plain no is a no."""
    conversation = asking(4, "first")
    conversation.hear(UnclearAnswer(), No())
    assert Answer.NO is answers(conversation, 4)[voice_of(4, "first")]


@pytest.mark.parametrize(
    "moved_on",
    [[No()], [Skip()], [NotUnderstood()] * 3, [UnclearAnswer()], [BothAnswer(Answer.NO)]],
    ids=["no", "skip", "missed three times", "unclear again", "both"],
)
def test_every_question_is_checked_once_of_its_own(moved_on: list[Event]) -> None:
    """However a question that was checked ends, an unclear answer to the next is checked again."""
    conversation = asking(1, "alone")
    conversation.hear(UnclearAnswer(), *moved_on)
    assert conversation.asked == 2
    conversation.hear(UnclearAnswer())
    assert conversation.asked == 2
    assert answers(conversation, 2) == (None,)


@pytest.mark.parametrize("who", ["first", "second", "alone"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_ladder_has_three_rungs(question: int, who: str) -> None:
    """Not understood: the question, then the choices and the question, then on, left open."""
    conversation = asking(question, who)
    asked = question
    conversation.hear(NotUnderstood())
    assert conversation.says("check_in.missed.first")
    assert asked == conversation.asked
    conversation.hear(NotUnderstood())
    assert conversation.says("check_in.missed.second")
    assert asked == conversation.asked
    assert answers(conversation, question)[voice_of(question, who)] is None
    conversation.hear(NotUnderstood())
    assert conversation.says("check_in.missed.third")
    assert Answer.OPEN is answers(conversation, question)[voice_of(question, who)]
    assert conversation.state.misses == 0


def test_something_understood_resets_the_ladder() -> None:
    """Two misses before an answer do not count against the next question."""
    conversation = asking(2, "alone")
    conversation.hear(NotUnderstood(), NotUnderstood(), Yes(), NotUnderstood())
    assert conversation.says("check_in.missed.first")
    assert conversation.text.lower().count("sorry") == 1


def test_there_is_one_sorry_to_a_ladder() -> None:
    """Nobody is apologised to three times over."""
    conversation = asking(2, "alone")
    said = []
    for _ in range(3):
        conversation.hear(NotUnderstood())
        said.append(conversation.text.lower())
    assert " ".join(said).count("sorry") == 1


@pytest.mark.parametrize("event", [Skip(), Next()])
def test_skipping_is_okay_and_nobody_asks_why(event: Event) -> None:
    """A skip is met with a kind word and the next question, and with nothing else."""
    conversation = asking(2, "alone")
    conversation.hear(event)
    kind = {variant.text for variant in conversation.content.lines["check_in.skip_ack"].variants}
    question = conversation.content.questions[2].text
    assert conversation.text in {f"{word} {question}" for word in kind}


def test_acknowledgements_pay_no_regard_to_the_answer() -> None:
    """Over many answers, yes, no and sometimes get all the same acknowledgements."""
    heard: dict[str, set[str]] = {}
    for event in (Yes(), No(), Sometimes()):
        for seed in range(60):
            conversation = Conversation(rng=Random(seed), checks=False)
            conversation.hear(ALONE, event)
            acknowledgement = conversation.text.split(" Do you")[0]
            heard.setdefault(str(event), set()).add(acknowledgement)
    expected = {line.text for line in conversation.content.lines["check_in.ack"].variants}
    assert [expected] * 3 == list(heard.values())
