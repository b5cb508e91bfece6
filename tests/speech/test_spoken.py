"""Words, pauses and the question at the end of a text."""

from __future__ import annotations

import pytest

from skill.speech.spoken import SILENCE, Pause, Words, capitalised, plain_text, question_in


def test_plain_text_is_the_words_alone() -> None:
    """Pauses and pace are not read out."""
    speech = (Words("Here's one."), Pause(300), Words("Hold hands.", slow=True))
    assert plain_text(speech) == "Here's one. Hold hands."


def test_silence_is_half_a_second_of_nothing() -> None:
    """Where nothing may be said, half a second is quiet."""
    assert (Pause(500),) == SILENCE
    assert plain_text(SILENCE) == ""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Want it?", "Want it?"),
        ("Welcome back. Ready for tonight's question?", "Ready for tonight's question?"),
        ("Six questions: yes, no, or skip. Together, or just you?", "Together, or just you?"),
        ("Where we were: Shall I go on?", "Shall I go on?"),
        ("Whoever's second; that one. Ready?", "Ready?"),
        ("No question here.", "No question here."),
        ("Is it? No.", "Is it? No."),
        ("", ""),
    ],
)
def test_the_question_of_a_text_is_its_last_sentence(text: str, question: str) -> None:
    """A text that ends in a question is asked again by that question alone, any other one whole."""
    assert question == question_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("four", "Four"), ("Four", "Four"), ("", ""), ("élan", "Élan"), ("iPad", "IPad")],
)
def test_capitalised_changes_the_first_letter_only(text: str, expected: str) -> None:
    """The start of a sentence gets its capital; the rest stays as it is."""
    assert expected == capitalised(text)
