"""Spellings of the same words become the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.simulator.understanding.words.normalise import (
    MAX_CHARACTERS,
    normalise,
    surface_words,
    trimmed,
    without_noise,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's that?", "what is that"),
        ("whats that", "what is that"),
        ("what s that", "what is that"),
        ("I don\u2019t know", "i do not know"),
        ("i don t know", "i do not know"),
        ("I can't", "i can not"),
        ("I cannot", "i can not"),
        ("we won't", "we will not"),
        ("he ain't", "he is not"),
        ("I'd say so", "i would say so"),
        ("we're here", "we are here"),
        ("let's go", "let us go"),
        ("'cause", "because"),
        ("my husband's here", "my husband 's here"),
        ("Hers is no", "hers is no"),
        ("check-in", "check in"),
        ("checkin", "check in"),
        ("a marriage counsellor", "a marriage counselor"),
        ("everyday at nine o'clock", "every day at nine oclock"),
        ("at 9:30 p.m.", "at nine thirty pm"),
        ("at 9:30 P M", "at nine thirty pm"),
        ("at 9.30pm", "at nine thirty pm"),
        ("at 9:05", "at nine oh five"),
        ("at 9:00", "at nine"),
        ("9pm", "nine pm"),
        ("45", "forty five"),
        ("call 911!", "call nine one one"),
        ("I am sad", "i am sad"),
        ("Caf\u00e9 \U0001f600", "caf\u00e9"),
        (" \t\n", ""),
        ("?!\u2026", ""),
        ("''' --- '", ""),
    ],
)
def test_one_spelling(text: str, expected: str) -> None:
    """Contractions are unfolded, digits spelled out, punctuation and case gone."""
    assert expected == " ".join(normalise(text).tokens)


def test_apostrophes_of_other_words_are_not_rejoined() -> None:
    """A single letter after an ordinary word stays one: "plan d" is no contraction."""
    assert normalise("plan d").tokens == ("plan", "d")


def test_words_that_look_like_contractions_are_left_alone() -> None:
    """Words of their own are not read as contractions without an apostrophe."""
    assert normalise("I feel ill well were we").tokens == ("i", "feel", "ill", "well", "were", "we")


def test_what_was_said_is_kept() -> None:
    """The spoken form of a part comes back as it was said, contraction and all."""
    words = normalise("Well, he doesn't confide in me")
    assert words.said(1, 5) == "he doesn't confide"


def test_half_a_contraction_is_said_by_its_word() -> None:
    """A part that begins inside a contraction begins with the unfolded word."""
    assert normalise("I don't know").said(2, 4) == "not know"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um i uh do", "i do"),
        ("i i do", "i do"),
        ("do you do you feel close", "do you feel close"),
        ("i do i don't", "i do i do not"),
        ("nine one one", "nine one one"),
        ("um", ""),
        ("uh huh we do", "uh huh we do"),
        ("um nuh uh um", "nuh uh"),
    ],
)
def test_noise_is_dropped(text: str, expected: str) -> None:
    """Sounds and stutters go; a contradiction, repeated digits and sounds that answer stay."""
    assert expected == " ".join(without_noise(normalise(text)).tokens)


def test_fillers_are_dropped_from_both_ends() -> None:
    """The last and shortest trimming has neither courtesies nor hedges at its ends."""
    assert [*trimmed(normalise("Okay so a tip please, thank you"))][-1].tokens == ("a", "tip")


@pytest.mark.parametrize("filler", ["okay", "please", "so", "well", "thank you", "okay please"])
def test_a_filler_alone_keeps_a_word(filler: str) -> None:
    """An utterance of fillers only never becomes nothing."""
    assert all(words.tokens for words in trimmed(normalise(filler)))


def test_the_whole_is_tried_first() -> None:
    """The first trimming is the utterance itself."""
    words = normalise("okay a tip please")
    assert words == next(trimmed(words))


def test_long_text_is_cut() -> None:
    """Only the first characters of a very long text are read."""
    assert len(normalise("a " * 10_000)) == MAX_CHARACTERS // 2


@given(st.text(max_size=200))
def test_any_text_gives_plain_words(text: str) -> None:
    """Whatever the text, its words are lower case, without spaces, and each has a place for what was said."""
    words = normalise(text)
    assert all(
        token and token == token.casefold() and not any(map(str.isspace, token))
        for token in words.tokens
    )
    assert len(words.tokens) == len(words.spoken)


@given(
    st.lists(
        st.sampled_from(["i", "don't", "know", "what's", "o'clock", "9:30", "p.m.", "mum"]),
        max_size=8,
    )
)
def test_normalising_twice_changes_nothing(words: list[str]) -> None:
    """Plain words are already plain: normalising them again gives the same."""
    plain = normalise(" ".join(words)).tokens
    assert plain == normalise(" ".join(plain)).tokens


def test_surface_words_keep_contractions() -> None:
    """Words as spelled keep their apostrophes, for what goes back to a person."""
    assert surface_words("What\u2019s tonight's question?") == ("what's", "tonight's", "question")
