"""Schedules read back aloud, in full, as people in each place say them."""

from __future__ import annotations

from datetime import time
from itertools import combinations

import pytest

from skill.content.catalog import load_catalog
from skill.reminders.schedule import EVERY_NIGHT, WEEKENDS, WEEKNIGHTS, NightlySchedule, Weekday
from skill.reminders.spoken_schedule import spoken_days, spoken_schedule, spoken_schedules

US = load_catalog("en-US").manner
GB = load_catalog("en-GB").manner

MON, TUE, WED, THU, FRI, SAT, SUN = EVERY_NIGHT


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
    assert expected == spoken_days(days, US)


def test_the_british_say_at_weekends() -> None:
    """And everybody else says on weekends."""
    assert (
        spoken_days(WEEKENDS, GB),
        spoken_days(WEEKENDS, load_catalog("en-AU").manner),
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
    assert expected == spoken_schedule(
        NightlySchedule(at, days, "UTC"), load_catalog(locale).manner
    )


def test_every_choice_of_nights_has_a_name_of_its_own() -> None:
    """All 127 of them sound different."""
    choices = [days for size in range(1, 8) for days in combinations(EVERY_NIGHT, size)]
    assert len({spoken_days(days, US) for days in choices}) == 127


def test_no_nights_have_no_name() -> None:
    """Asking for it is a mistake of the caller's."""
    with pytest.raises(ValueError, match="no night"):
        spoken_days((), US)


def test_two_schedules_are_said_one_after_the_other() -> None:
    """As after a change that was only half made."""
    first, second = (
        NightlySchedule(time(21), (MON,), "UTC"),
        NightlySchedule(time(22), (TUE,), "UTC"),
    )
    assert spoken_schedules((first,), US) == "on Mondays at nine p.m."
    assert (
        spoken_schedules((first, second), US)
        == "on Mondays at nine p.m., and on Tuesdays at ten p.m."
    )
