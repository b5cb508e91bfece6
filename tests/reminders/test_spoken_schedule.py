"""Schedules read back aloud, in full, as people in each place say them."""

from __future__ import annotations

from datetime import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.reminders.schedule import EVERY_NIGHT, WEEKENDS, WEEKNIGHTS, NightlySchedule, Weekday
from skill.reminders.spoken_schedule import spoken_days, spoken_schedule, spoken_time

MON, TUE, WED, THU, FRI, SAT, SUN = EVERY_NIGHT


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
    assert expected == spoken_time(at, locale)


@pytest.mark.parametrize(
    ("expected", "at"),
    [
        ("half past nine in the evening", time(21, 30)),
        ("nine in the evening", time(21)),
        ("quarter past nine in the evening", time(21, 15)),
        ("quarter to ten in the evening", time(21, 45)),
        ("ten at night", time(22)),
        ("twenty past ten at night", time(22, 20)),
        ("twenty-five to one at night", time(0, 35)),
        ("five to one in the afternoon", time(12, 55)),
        ("nine thirty-seven in the evening", time(21, 37)),
        ("half past two at night", time(2, 30)),
        ("half past seven in the morning", time(7, 30)),
        ("half past four in the afternoon", time(16, 30)),
        ("quarter to twelve at night", time(23, 45)),
        ("midnight", time(0)),
    ],
)
def test_in_britain_a_time_is_read_back_by_the_hands_of_the_clock(expected: str, at: time) -> None:
    """Past the half it is so much to the next hour, and the part of the day follows."""
    assert expected == spoken_time(at, "en-GB")


@given(
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    locale=st.sampled_from(["en-US", "en-GB"]),
)
def test_no_two_times_sound_alike(at: time, locale: str) -> None:
    """A time and its twin twelve hours later are told apart."""
    twin = at.replace(hour=(at.hour + 12) % 24)
    assert spoken_time(at, locale) != spoken_time(twin, locale)


@pytest.mark.parametrize(
    ("expected", "days"),
    [
        ("every night", EVERY_NIGHT),
        ("on weeknights", WEEKNIGHTS),
        ("on weekends", WEEKENDS),
        ("on Sundays", (SUN,)),
        ("on Mondays and Thursdays", (THU, MON)),
        ("on Mondays, Tuesdays, and Fridays", (MON, TUE, FRI)),
        ("on Mondays, Tuesdays, Wednesdays, and Thursdays", (MON, TUE, WED, THU)),
        ("every night except Fridays and Sundays", (MON, TUE, WED, THU, SAT)),
        ("every night except Wednesdays", (MON, TUE, THU, FRI, SAT, SUN)),
    ],
)
def test_nights_are_named_briefly(expected: str, days: tuple[Weekday, ...]) -> None:
    """Groups have names, a list is one for the ear, and many nights are said by the few left out."""
    assert expected == spoken_days(days)


def test_the_british_say_at_weekends() -> None:
    """And everybody else says on weekends."""
    assert (
        spoken_days(WEEKENDS, "en-GB"),
        spoken_days(WEEKENDS, "en-AU"),
    ) == ("at weekends", "on weekends")


@pytest.mark.parametrize(
    ("expected", "at", "days", "locale"),
    [
        ("every night at nine thirty p.m.", time(21, 30), EVERY_NIGHT, "en-US"),
        ("on weeknights at half past nine in the evening", time(21, 30), WEEKNIGHTS, "en-GB"),
        ("on Mondays and Thursdays at ten p.m.", time(22), (MON, THU), "en-IN"),
        ("on Monday nights at twelve fifteen a.m.", time(0, 15), (MON,), "en-US"),
        ("on Monday and Thursday nights at midnight", time(0), (MON, THU), "en-US"),
        ("on weekend nights at midnight", time(0), WEEKENDS, "en-GB"),
        ("every night except Friday and Sunday nights at one a.m.", time(1), (MON, TUE, WED, THU, SAT), "en-US"),
    ],
)  # fmt: skip
def test_a_schedule_is_read_back_in_one_breath(
    expected: str, at: time, days: tuple[Weekday, ...], locale: str
) -> None:
    """Nights, then the time; after midnight they are called nights, because it is the evening before's."""
    assert expected == spoken_schedule(NightlySchedule(at, days, "UTC"), locale)


def test_every_choice_of_nights_has_a_name_of_its_own() -> None:
    """All 127 of them sound different."""
    choices = [days for size in range(1, 8) for days in combinations(EVERY_NIGHT, size)]
    assert len({spoken_days(days) for days in choices}) == 127


def test_no_nights_have_no_name() -> None:
    """Asking for it is a mistake of the caller's."""
    with pytest.raises(ValueError, match="no night"):
        spoken_days(())
