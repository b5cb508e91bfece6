"""Words are compared by form, meaning and letters."""

import pytest

from skill.simulator.understanding.words.lexicon import SAME_STEM, lexicon

WORDS = lexicon()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hits", "hitting"),
        ("feel", "felt"),
        ("tries", "tried"),
        ("counselor", "counselors"),
        ("closer", "closeness"),
    ],
)
def test_forms_of_a_word(one: str, other: str) -> None:
    """Forms of one word are all but the same, and fold into one."""
    assert WORDS.likeness(one, other) == SAME_STEM
    assert WORDS.fold(one) == WORDS.fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("wife", "partner"), ("erase", "deleted"), ("she", "he"), ("kid", "daughters")],
)
def test_interchangeable_words(one: str, other: str) -> None:
    """Words that are interchangeable fold into one, and so do their forms."""
    assert WORDS.fold(one) == WORDS.fold(other)


@pytest.mark.parametrize(
    ("nearer", "further", "word"),
    [
        ("reminder", "remainder", "reminder"),
        ("sad", "down", "unhappy"),
        ("punched", "phoned", "slapped"),
    ],
)
def test_nearer_words_are_more_alike(nearer: str, further: str, word: str) -> None:
    """The same, or nearer in meaning, counts more than what only looks alike."""
    assert WORDS.likeness(word, nearer) > WORDS.likeness(word, further)


@pytest.mark.parametrize(
    ("one", "other"),
    [("yes", "no"), ("always", "never"), ("him", "me"), ("quiz", "tip"), ("not", "now")],
)
def test_different_words(one: str, other: str) -> None:
    """Words with different meanings have nothing in common."""
    assert WORDS.likeness(one, other) == 0


def test_likeness_goes_both_ways() -> None:
    """Two words are as alike as they are the other way about."""
    words = [*WORDS.groups, "hitting", "remainder", "zebra"]
    assert all(
        WORDS.likeness(one, other) == WORDS.likeness(other, one)
        for one in words[::7]
        for other in words[::5]
    )


def test_negations_are_like_nothing_else() -> None:
    """No negation is taken for a word that is none."""
    also_no = {WORDS.stem("nah"), WORDS.stem("nope")}
    others = WORDS.groups.keys() - WORDS.negations - also_no
    assert not any(
        WORDS.likeness(negation, word) for negation in WORDS.negations for word in others
    )


def test_phrases_come_to_an_end() -> None:
    """What stands for a phrase holds no phrase itself, so that putting it in comes to an end."""
    assert not any(WORDS.phrase_in(replacement) for replacement in WORDS.phrases.values())
