"""Words that sound alike are known by their key."""

import pytest

from skill.simulator.understanding.words.sound import sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lift", "left"),
        ("dater", "data"),
        ("knight", "night"),
        ("chicken", "checkin"),
        ("remainder", "reminder"),
        ("sines", "signs"),
        ("counselling", "cancelling"),
    ],
)
def test_words_that_sound_alike(one: str, other: str) -> None:
    """Vowels, silent letters and an r that many do not speak make no difference."""
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tip", "dip"), ("night", "light"), ("erase", "raise"), ("think", "tank")]
)
def test_words_that_sound_different(one: str, other: str) -> None:
    """Another consonant, or a vowel at the beginning, makes another word."""
    assert sound_key(one) != sound_key(other)
