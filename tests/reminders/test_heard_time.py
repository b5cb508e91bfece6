"""What couples say about time at the end of a day, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.catalog import load_catalog
from skill.reminders.heard_time import BEDTIME, UnclearTime, heard_days, heard_time, shifted
from skill.reminders.schedule import EVERY_NIGHT, WEEKENDS, WEEKNIGHTS, Weekday

ENGLISH = load_catalog()
ONE_THIRTY = UnclearTime((time(1, 30), time(13, 30)))


@pytest.mark.parametrize(
    ("expected", "value", "spoken"),
    [
        # Alexa's value alone, as a device sends it.
        (time(21), "09:00", ""),
        (time(21, 30), "09:30", ""),
        (time(17), "05:00", ""),
        (time(23, 45), "11:45", ""),
        (time(0), "12:00", ""),
        (time(0, 30), "12:30", ""),
        (time(0), "00:00", ""),
        (time(0, 15), "00:15", ""),
        (time(21, 30), "21:30", ""),
        (time(14), "14:00", ""),
        (ONE_THIRTY, "01:30", ""),
        (UnclearTime((time(4, 59), time(16, 59))), "04:59", ""),
        (BEDTIME, "EV", ""),
        (BEDTIME, "NI", ""),
        (UnclearTime(), "MO", ""),
        (UnclearTime(), "AF", ""),
        (UnclearTime(), "?", ""),
        (UnclearTime(), None, ""),
        (UnclearTime(), "25:00", ""),
        # With the words, where they are known.
        (time(9), "09:00", "nine a m"),
        (time(9), "09:00", "nine a.m."),
        (time(9), "09:00", "nine a. m."),
        (time(9), "09:00", "nine in the morning"),
        (time(9), "09:00", "oh nine hundred"),
        (time(21), "09:00", "nine"),
        (time(21), "09:00", "nine p.m."),
        (time(21), "21:00", "nine in the evening"),
        (time(12), "12:00", "noon"),
        (time(12, 30), "12:30", "half past midday"),
        (time(12), "12:00", "twelve p.m."),
        (time(0), "12:00", "twelve at night"),
        (time(0), "12:00", "midnight"),
        (time(23, 50), "23:50", "ten to midnight"),
        (time(2), "02:00", "two at night"),
        (time(2), "02:00", "two a.m."),
        (time(14), "02:00", "two in the afternoon"),
        (ONE_THIRTY, "01:30", "one thirty"),
        # "Half nine", whatever was made of it.
        (time(21, 30), "09:30", "half nine"),
        (time(21, 30), "08:30", "half nine"),
        (time(21, 30), "21:30", "half nine"),
        (time(21, 30), None, "half nine"),
        (time(21, 30), "half nine", ""),
        (time(21, 30), "?", "half past 9"),
        (time(9, 30), "08:30", "half nine in the morning"),
        (time(0, 30), "12:30", "half twelve"),
        (time(14, 30), "14:30", "half past two"),
        (UnclearTime((time(2, 30), time(14, 30))), "02:30", "half two"),
        # Bedtime.
        (BEDTIME, "bedtime", ""),
        (BEDTIME, None, "at bed-time"),
        (time(22), "22:00", "ten at bedtime"),
    ],
)
def test_a_time_is_read_as_couples_mean_it(
    expected: time | UnclearTime, value: str | None, spoken: str
) -> None:
    """Five to eleven is the evening, twelve is midnight, one to four is asked, unless words say more."""
    assert expected == heard_time(value, ENGLISH, spoken)


@pytest.mark.parametrize(
    ("expected", "value", "spoken"),
    [
        (time(13, 30), "AF", ""),
        (time(1, 30), "NI", ""),
        (time(1, 30), "MO", ""),
        (time(13, 30), None, "p.m."),
        (time(1, 30), None, "in the night"),
        (time(13, 30), "13:30", ""),
        (time(1, 30), "01:30", "one thirty a.m."),
        (time(21), "09:00", ""),
        (time(1, 30), "before_noon", ""),
        (time(13, 30), "after_noon", ""),
        (BEDTIME, None, "at bedtime"),
        # "One thirty a.m.", of which Alexa sends no more than this.
        (time(1, 30), "01:30", ""),
        (ONE_THIRTY, "?", ""),
    ],
)
def test_the_answer_to_which_one_thirty_decides(
    expected: time | UnclearTime, value: str | None, spoken: str
) -> None:
    """A part of the day picks one of the two, another time takes their place, anything else is asked again."""
    assert expected == heard_time(value, ENGLISH, spoken, asked=ONE_THIRTY)


@pytest.mark.parametrize(
    ("expected", "value", "read_back"),
    [
        # Said again, it may have been meant otherwise: "seven a.m." comes as "seven" does.
        (UnclearTime((time(7), time(19))), "07:00", time(19)),
        (UnclearTime((time(0), time(12))), "12:00", time(0)),
        (time(19), "19:00", time(19)),
        (time(20), "08:00", time(19)),
        (time(7), "MO", time(19)),
        (time(7), "before_noon", time(19)),
        (time(19), "after_noon", time(19)),
        (time(19), "after_noon", time(7)),
        (time(12), "after_noon", time(0)),
        (time(19), "EV", time(7)),
        (time(19), "NI", time(19)),
        (time(1), "NI", time(1)),
        (time(1), "NI", time(13)),
        (time(7), "any", time(7)),
        (BEDTIME, "bedtime", time(19)),
    ],
)
def test_what_is_said_to_a_time_that_was_read_back(
    expected: time | UnclearTime, value: str, read_back: time
) -> None:
    """A part of the day picks one of the two that the clock face has, the same time again is asked about."""
    assert expected == heard_time(value, ENGLISH, read_back=read_back)


@pytest.mark.parametrize("value", ["12:00", "00:00", "after_noon", "before_noon"])
def test_noon_and_midnight_are_told_apart_when_asked(value: str) -> None:
    """What is heard of "noon" is twelve, and of "midnight" nought."""
    asked = UnclearTime((time(0), time(12)))
    expected = time(12) if value in {"12:00", "after_noon"} else time(0)
    assert expected == heard_time(value, ENGLISH, asked=asked)


def test_left_to_the_skill_it_is_bedtime_and_after_dinner_is_for_them_to_say() -> None:
    """For "whenever" there is a time, which is read back; "after dinner" is asked about as such."""
    assert heard_time("any", ENGLISH, asked=UnclearTime()) == BEDTIME
    assert heard_time("no_clock", ENGLISH) == UnclearTime(is_named=True)


def test_asked_for_a_time_a_part_of_the_evening_is_bedtime() -> None:
    """Half past nine, where nothing but "what time suits you?" was asked."""
    assert time(21, 30) == heard_time("NI", ENGLISH, asked=UnclearTime())


def test_bedtime_needs_no_word_of_the_language() -> None:
    """The model resolves it to an id, which is the same in every language."""
    times = replace(ENGLISH.heard.times, bedtime=())
    wordless = replace(ENGLISH, heard=replace(ENGLISH.heard, times=times))
    assert heard_time("bedtime", wordless) == BEDTIME


@given(st.text(max_size=12), st.text(max_size=30))
def test_whatever_is_heard_gives_a_time_or_a_question(value: str, spoken: str) -> None:
    """No words and no value make it fail, and a time is always in whole minutes."""
    heard = heard_time(value, ENGLISH, spoken)
    assert isinstance(heard, UnclearTime) or (heard.second, heard.tzinfo) == (0, None)


@pytest.mark.parametrize(
    ("expected", "ids"),
    [
        (EVERY_NIGHT, ["every_day"]),
        (EVERY_NIGHT[:4], ["monday_to_thursday"]),
        ((*EVERY_NIGHT[:4], EVERY_NIGHT[6]), ["sunday_to_thursday"]),
        ((EVERY_NIGHT[1], *EVERY_NIGHT[4:]), ["friday_to_sunday", "tuesday"]),
        ((EVERY_NIGHT[2],), ["wednesday_to_wednesday"]),
        (WEEKNIGHTS, ["weekdays"]),
        (WEEKENDS, ["weekends"]),
        ((Weekday.MONDAY, Weekday.THURSDAY), ["thursday", "monday", "thursday"]),
        ((Weekday.FRIDAY, *WEEKENDS), ["weekends", "friday"]),
        ((Weekday.SUNDAY,), ["caturday", "sunday"]),
        ((), []),
        ((), ["?"]),
    ],
)
def test_days_are_read_from_the_ids_of_the_interaction_model(
    expected: tuple[Weekday, ...], ids: list[str]
) -> None:
    """Groups and single days add up, in the order of the week, and unknown ids count for nothing."""
    assert expected == heard_days(ids)


@pytest.mark.parametrize(
    ("expected", "at", "amount", "direction"),
    [
        (time(22), time(21, 30), "PT30M", "later"),
        (time(21), time(21, 30), "PT30M", "earlier"),
        (time(23), time(21, 30), "PT1H30M", "later"),
        (time(22, 30), time(21), "PT90M", "later"),
        (time(21, 30), time(21), "PT0.5H", "later"),
        (time(21, 1), time(21), "PT1M00S", "later"),
        (time(0, 15), time(23, 45), "PT30M", "later"),
        (time(23, 45), time(0, 15), "PT30M", "earlier"),
        (time(3, 59), time(23, 59), "PT4H", "later"),
        # Past four in the morning it would be another night.
        (UnclearTime(), time(23, 59), "PT4H1M", "later"),
        (UnclearTime(), time(3, 45), "PT30M", "later"),
        (UnclearTime(), time(4), "PT1M", "earlier"),
        (UnclearTime(), time(21, 30), None, "later"),
        (UnclearTime(), time(21, 30), "?", "later"),
        (UnclearTime(), time(21, 30), "PT", "later"),
        (UnclearTime(), time(21, 30), "PT0M", "later"),
        (UnclearTime(), time(21, 30), "PT30S", "later"),
        (UnclearTime(), time(21, 30), "P1D", "later"),
        (UnclearTime(), time(9), "PT12H", "later"),
        (UnclearTime(), time(21, 30), "PT99999999H", "later"),
    ],
)
def test_half_an_hour_later_stays_within_the_night(
    expected: time | UnclearTime, at: time, amount: str | None, direction: str
) -> None:
    """A duration in whole minutes moves the time, across midnight too; what makes no sense is asked."""
    assert expected == shifted(at, amount, later=direction == "later")
