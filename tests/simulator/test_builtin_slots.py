"""Built-in slot types are read as Alexa sends them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.simulator.understanding.samples.builtin_slots import (
    read_day_of_week,
    read_duration,
    read_number,
    read_time,
)
from skill.simulator.understanding.words.normalise import normalise
from skill.simulator.understanding.words.numbers import spell_number

ONES = [
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty"}


def number_aloud(number: int) -> str:
    """Read a number from 1 to 59 aloud."""
    if number < 20:
        return ONES[number]
    return " ".join(filter(None, (TENS[number // 10], ONES[number % 10] if number % 10 else "")))


def words(text: str) -> tuple[str, ...]:
    return normalise(text).tokens


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("nine", "09:00"),
        ("nine o'clock", "09:00"),
        ("nine thirty", "09:30"),
        ("nine thirty p m", "21:30"),
        ("nine thirty pm", "21:30"),
        ("9:30 pm", "21:30"),
        ("half past nine in the evening", "21:30"),
        ("half nine", "09:30"),
        ("half nine at night", "21:30"),
        ("quarter to ten", "09:45"),
        ("a quarter to ten at night", "21:45"),
        ("quarter past eight tonight", "20:15"),
        ("ten to nine", "08:50"),
        ("ten minutes to nine", "08:50"),
        ("ten of nine", "08:50"),
        ("twenty past nine", "09:20"),
        ("twenty five to eleven pm", "22:35"),
        ("nine oh five", "09:05"),
        ("nine pm at night", "21:00"),
        ("nine at night", "21:00"),
        ("tonight at nine", "21:00"),
        ("this evening at half past eight", "20:30"),
        ("seven in the morning", "07:00"),
        ("two in the afternoon", "14:00"),
        ("two at night", "02:00"),
        ("twelve", "12:00"),
        ("twelve am", "00:00"),
        ("twelve pm", "12:00"),
        ("half past twelve at night", "00:30"),
        ("quarter to one", "12:45"),
        ("quarter to one pm", "12:45"),
        ("quarter to twelve pm", "23:45"),
        ("midnight", "00:00"),
        ("twelve midnight", "00:00"),
        ("ten to midnight", "23:50"),
        ("noon", "12:00"),
        ("half past noon", "12:30"),
        ("twenty one thirty", "21:30"),
        ("21:05", "21:05"),
        ("00:15", "00:15"),
        ("nine hundred hours", "09:00"),
        ("oh nine thirty", "09:30"),
        ("twenty one hundred", "21:00"),
        ("morning", "MO"),
        ("in the morning", "MO"),
        ("the afternoon", "AF"),
        ("evening", "EV"),
        ("this evening", "EV"),
        ("at night", "NI"),
        ("tonight", "NI"),
    ],
)
def test_time(said: str, expected: str) -> None:
    """A time is HH:MM on a 24-hour clock, or a part of the day."""
    assert expected == read_time(words(said))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "pm",
        "half",
        "twenty one",
        "nine ninety",
        "nine five",
        "past nine",
        "twenty five oclock",
        "a tip",
    ],
)
def test_no_time(said: str) -> None:
    """Words that are no time of day are not read as one."""
    assert read_time(words(said)) is None


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_every_minute_read_aloud_with_am_or_pm(hour: int, minute: int) -> None:
    """Every minute of the day, read aloud on a twelve-hour clock, is read back."""
    spoken_minute = (
        "" if minute == 0 else f"oh {number_aloud(minute)}" if minute < 10 else number_aloud(minute)
    )
    said = f"{ONES[hour % 12]} {spoken_minute} {'pm' if hour >= 12 else 'a.m.'}"
    assert f"{hour:02}:{minute:02}" == read_time(words(said))


@given(hour=st.integers(1, 12), minute=st.integers(1, 30), half=st.sampled_from(["am", "pm"]))
def test_minutes_past_and_to_agree(hour: int, minute: int, half: str) -> None:
    """So many minutes past an hour, and to it, are that far from the hour."""
    past = read_time(words(f"{number_aloud(minute)} past {number_aloud(hour)} {half}"))
    to = read_time(words(f"{number_aloud(minute)} to {number_aloud(hour)} {half}"))
    assert f"{hour % 12 + (12 if half == 'pm' else 0):02}:{minute:02}" == past
    assert f"{(hour - 1) % 12 + (12 if half == 'pm' else 0):02}:{60 - minute:02}" == to


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_every_minute_in_digits(hour: int, minute: int) -> None:
    """Every minute of the day, typed in digits on a 24-hour clock, is that minute."""
    assert f"{hour:02}:{minute:02}" == read_time(words(f"{hour}:{minute:02}"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a minute", "PT1M"),
        ("fifteen minutes", "PT15M"),
        ("90 minutes", "PT90M"),
        ("half an hour", "PT30M"),
        ("half a minute", "PT30S"),
        ("a half hour", "PT30M"),
        ("an hour", "PT1H"),
        ("an hour and a half", "PT1H30M"),
        ("one and a half hours", "PT1H30M"),
        ("two and a half hours", "PT2H30M"),
        ("two hours and ten minutes", "PT2H10M"),
        ("one hour thirty minutes", "PT1H30M"),
        ("a quarter of an hour", "PT15M"),
        ("three quarters of an hour", "PT45M"),
        ("a couple of hours", "PT2H"),
        ("thirty seconds", "PT30S"),
        ("two days", "P2D"),
        ("a day and a half", "P1DT12H"),
        ("a week", "P1W"),
        ("a fortnight", "P2W"),
        ("a week and two days", "P9D"),
        ("six months", "P6M"),
        ("a year and a half", "P1Y6M"),
        ("a hundred and twenty seconds", "PT120S"),
    ],
)
def test_duration(said: str, expected: str) -> None:
    """A duration is ISO 8601, in the units that were said."""
    assert expected == read_duration(words(said))


@pytest.mark.parametrize(
    "said",
    ["", "half", "hour", "half a week", "an hour and an hour", "ten", "zero minutes and", "a tip"],
)
def test_no_duration(said: str) -> None:
    """Words that are no duration are not read as one."""
    assert read_duration(words(said)) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("seven", "7"),
        ("forty five", "45"),
        ("a hundred", "100"),
        ("two hundred and five", "205"),
        ("three thousand", "3000"),
        ("twelve thousand three hundred and one", "12301"),
        ("nine one one", None),
        ("hundred", None),
        ("five hundred and", None),
        ("many", None),
    ],
)
def test_number(said: str, expected: str | None) -> None:
    """A number is its digits; digits one by one are no number."""
    assert expected == read_number(words(said))


@pytest.mark.parametrize(
    ("said", "expected"),
    [("monday", "monday"), ("Sundays", "sunday"), ("day", None), ("on monday", None)],
)
def test_day_of_week(said: str, expected: str | None) -> None:
    """A day of the week is its name, in the singular."""
    assert expected == read_day_of_week(words(said))


@pytest.mark.parametrize("number", [-1, 100])
def test_numbers_out_of_range_are_not_spelled(number: int) -> None:
    """Only numbers from 0 to 99 are spelled as one number."""
    with pytest.raises(ValueError, match=str(number)):
        spell_number(number)
