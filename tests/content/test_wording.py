"""Which words are found, and which look alike and are right."""

from __future__ import annotations

import pytest

from skill.content.findings import Rule
from tests.content.changes import number, prompt, question, tip, wording
from tests.content.conftest import Check

NEGATIONS = [
    "not",
    "no",
    "never",
    "none",
    "nothing",
    "nor",
    "neither",
    "without",
    "lack",
    "lacking",
    "lose",
    "fail",
    "don't",
    "isn't",
    "can't",
    "won't",
]
CLOSED = [
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "have",
    "has",
    "can",
    "could",
    "will",
    "would",
    "should",
]
TOPIC_WORDS = [
    "intimacy",
    "emotional",
    "relationship",
    "feelings",
    "love",
    "couple",
    "partner",
    "check-in",
    "quiz",
    "sign",
    "me",
    "my",
]
BRITISH = ["Counsellor", "Favourite", "Behaviour", "Colour", "Realise", "Centre", "Grey"]


@pytest.mark.parametrize("word", NEGATIONS)
def test_a_negation_in_a_question_is_found(word: str, check: Check) -> None:
    """No check-in question, explanation or prompt says any word that turns a yes round."""
    for change in (
        question(2, text=f"Do you {word} share with your partner?"),
        question(2, explanation=f"Telling them {word} thing."),
        prompt("p016", text=f"What do you {word} share?"),
    ):
        assert Rule.NEGATION in {finding.rule for finding in check(change)}


@pytest.mark.parametrize("word", CLOSED)
def test_a_prompt_that_yes_would_answer_is_found(word: str, check: Check) -> None:
    """No prompt begins with a word that begins a yes-or-no question."""
    found = check(prompt("p016", text=f"{word.capitalize()} you laugh at what went on today?"))

    assert Rule.OPEN_PROMPT in {finding.rule for finding in found}


@pytest.mark.parametrize("word", TOPIC_WORDS)
def test_a_topic_word_in_a_reminder_is_found(word: str, check: Check) -> None:
    """A reminder says nothing that tells the room what the skill is about."""
    found = check(prompt("p001", text=f"Which {word} comes to mind first?"))

    assert {Rule.PUBLIC_PROMPT} == {finding.rule for finding in found}


@pytest.mark.parametrize("word", BRITISH)
def test_spelling_is_found_at_the_start_of_a_sentence_too(word: str, check: Check) -> None:
    """Capital letters hide nothing."""
    found = check(tip("t007", step=f"{word} is a word to say."))

    assert {finding.rule for finding in found} <= {Rule.SPELLING, Rule.LOCAL_WORD}
    assert found


@pytest.mark.parametrize(
    "text",
    [
        "Name the theme of the day, here or there.",
        "Try a small treat at a café.",
        "Learn a new skill at your own pace.",
        "Tell them the whole human story, then share a shared joke.",
        "Mention a woolen hat, a heron, or this hymn.",
        "Pass the time; say nothing, and point at no one.",
        "Enjoy a well-earned, unhurried half-hour.",
        "Say what's easy: the rest can wait.",
        "At ten p.m. would be good, and at nine a.m. too.",
    ],
)
def test_a_word_inside_another_is_no_finding(text: str, check: Check) -> None:
    """Whole words count, and plain sentences with the usual marks are right."""
    assert set() == set(check(tip("t007", step=text)))


def test_what_is_not_a_grade_may_say_so(check: Check) -> None:
    """The result may deny that it is a grade, and the disclaimer that it is medical advice."""
    denial = wording(
        "result.none.alone", "It's a snapshot, not a grade. Want a small tip to take along?"
    )

    assert set() == set(check(denial))


def test_only_help_may_call_a_relationship_healthy(check: Check) -> None:
    """The one line that speaks that fact may say the word; no other text may."""
    allowed = wording(
        "get_help",
        "A healthy relationship has closeness in it. A couples {counselor} can help, crisis or not. "
        "If you ever feel afraid, ask me for support numbers. Want to know how to find one?",
    )

    assert set() == set(check(allowed))
    assert {Rule.NEVER_SAID} == {f.rule for f in check(tip("t007", step="Have a healthy talk."))}


def test_services_keep_their_names(check: Check) -> None:
    """A service is named as it names itself, though no other text may say such words."""
    name = "The Women and Sexual Abuse Helpline is on two one one."

    shown = "The Women and Sexual Abuse Helpline is on 211."
    assert set() == set(check(number("CA", "support", spoken=name, shown=shown)))
    assert {Rule.INCLUSIVE, Rule.SEX} == {f.rule for f in check(tip("t007", step=name))}
