"""Numbers, lists and times of day as they are said in each place."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.catalog import load_catalog
from skill.content.source import locales

ENGLISH = load_catalog().manner


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
        (59, "fifty-nine"),
    ],
)
def test_a_number_is_said_in_words(number: int, said: str) -> None:
    """Teens, tens and what lies between are said as in English."""
    assert said == ENGLISH.number(number)


def test_no_two_numbers_sound_alike() -> None:
    """All sixty numbers have names of their own."""
    assert len({ENGLISH.number(number) for number in range(60)}) == 60


@pytest.mark.parametrize("number", [-1, 60])
def test_what_nothing_counts_up_to_is_refused(number: int) -> None:
    """Outside 0 to 59 there are no words, and the error says so."""
    with pytest.raises(ValueError, match="0 to 59"):
        ENGLISH.number(number)


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ("one", ["one"]),
        ("one and two", ["one", "two"]),
        ("one, two, and three", ["one", "two", "three"]),
        ("one, two, three, and four", ["one", "two", "three", "four"]),
    ],
)
def test_a_list_is_one_for_the_ear(expected: str, texts: list[str]) -> None:
    """A comma before "and" from three on: it is the pause that the list is heard by."""
    assert expected == ENGLISH.lists.joined(texts)


@pytest.mark.parametrize(
    ("expected", "at"),
    [
        ("nine thirty p.m.", time(21, 30)),
        ("nine p.m.", time(21)),
        ("nine oh five p.m.", time(21, 5)),
        ("nine forty-five p.m.", time(21, 45)),
        ("ten fifteen a.m.", time(10, 15)),
        ("twelve thirty a.m.", time(0, 30)),
        ("twelve thirty p.m.", time(12, 30)),
        ("midnight", time(0)),
        ("noon", time(12)),
    ],
)
@pytest.mark.parametrize("locale", ["en-US", "en-CA", "en-AU", "en-IN"])
def test_a_time_is_read_back_with_its_half_of_the_day(expected: str, at: time, locale: str) -> None:
    """Hour, minutes and a.m. or p.m., and midnight and noon by their names."""
    assert expected == load_catalog(locale).manner.time(at)


@pytest.mark.parametrize(
    ("expected", "at"),
    [
        ("half past nine in the evening", time(21, 30)),
        ("nine in the evening", time(21)),
        ("quarter past nine in the evening", time(21, 15)),
        ("quarter to ten in the evening", time(21, 45)),
        ("ten in the evening", time(22)),
        ("twenty past ten in the evening", time(22, 20)),
        ("twenty-five to one at night", time(0, 35)),
        ("five to one in the afternoon", time(12, 55)),
        ("nine thirty-seven in the evening", time(21, 37)),
        ("half past two in the morning", time(2, 30)),
        ("half past seven in the morning", time(7, 30)),
        ("half past four in the afternoon", time(16, 30)),
        ("quarter to twelve in the evening", time(23, 45)),
        ("midnight", time(0)),
    ],
)
def test_in_britain_a_time_is_read_back_by_the_hands_of_the_clock(expected: str, at: time) -> None:
    """Past the half it is so much to the next hour, and the part of the day follows."""
    assert expected == load_catalog("en-GB").manner.time(at)


@given(
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    locale=st.sampled_from(locales()),
)
def test_no_two_times_sound_alike(at: time, locale: str) -> None:
    """A time and its twin twelve hours later are told apart."""
    twin = at.replace(hour=(at.hour + 12) % 24)
    assert load_catalog(locale).manner.time(at) != load_catalog(locale).manner.time(twin)
