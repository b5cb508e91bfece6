"""Numbers as they are said."""

from __future__ import annotations

import pytest

from skill.speech.numbers import cardinal


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (1, "one"),
        (12, "twelve"),
        (13, "thirteen"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (30, "thirty"),
        (40, "forty"),
        (58, "fifty-eight"),
        (90, "ninety"),
        (99, "ninety-nine"),
    ],
)
def test_a_number_is_said_in_words(number: int, said: str) -> None:
    """Teens, tens and what lies between are said as in English."""
    assert said == cardinal(number)


def test_no_two_numbers_sound_alike() -> None:
    """All hundred numbers have names of their own."""
    assert len({cardinal(number) for number in range(100)}) == 100


@pytest.mark.parametrize("number", [-1, 100])
def test_what_nothing_counts_up_to_is_refused(number: int) -> None:
    """Outside 0 to 99 there are no words, and the error says so."""
    with pytest.raises(ValueError, match="0 to 99"):
        cardinal(number)
