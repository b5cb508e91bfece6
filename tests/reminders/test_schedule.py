"""When prompts are due: nights, wall-clock times, and the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.reminders.schedule import (
    EVERY_NIGHT,
    WEEKENDS,
    NightlySchedule,
    Weekday,
    WeeklyTrigger,
)
from tests.reminders.due import due

NEW_YORK = "America/New_York"
LONDON = "Europe/London"

times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
zones = st.sampled_from([NEW_YORK, LONDON, "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])


def local(text: str, zone: str) -> datetime:
    """A wall-clock time in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def fires(at: time, zone: str, after: str, count: int) -> list[str]:
    """The next moments of a schedule for every night, as text with their offsets."""
    schedule = NightlySchedule(at, EVERY_NIGHT, zone)
    return [
        moment.isoformat(timespec="minutes")
        for moment in islice(due(schedule, local(after, zone)), count)
    ]


@pytest.mark.parametrize(
    ("expected", "zone", "after"),
    [
        (
            ["2026-03-07T21:30-05:00", "2026-03-08T21:30-04:00", "2026-03-09T21:30-04:00"],
            NEW_YORK,
            "2026-03-07T12:00",
        ),
        (
            ["2026-10-31T21:30-04:00", "2026-11-01T21:30-05:00", "2026-11-02T21:30-05:00"],
            NEW_YORK,
            "2026-10-31T12:00",
        ),
        (
            ["2026-03-28T21:30+00:00", "2026-03-29T21:30+01:00", "2026-03-30T21:30+01:00"],
            LONDON,
            "2026-03-28T12:00",
        ),
        (
            ["2026-10-24T21:30+01:00", "2026-10-25T21:30+00:00", "2026-10-26T21:30+00:00"],
            LONDON,
            "2026-10-24T12:00",
        ),
    ],
    ids=["New York, spring", "New York, autumn", "London, spring", "London, autumn"],
)
def test_the_wall_clock_time_stays_when_the_clocks_change(
    expected: list[str], zone: str, after: str
) -> None:
    """Half past nine is half past nine before and after, whatever the offset."""
    assert expected == fires(time(21, 30), zone, after, 3)


@pytest.mark.parametrize(
    ("expected", "at", "zone", "after"),
    [
        ("2026-03-08T03:30-04:00", time(2, 30), NEW_YORK, "2026-03-08T00:00"),
        ("2026-03-29T02:15+01:00", time(1, 15), LONDON, "2026-03-29T00:00"),
    ],
)
def test_a_time_that_the_change_skips_is_due_that_much_later(
    expected: str, at: time, zone: str, after: str
) -> None:
    """Half past two, in a night without one, is half past three; the next night it is itself again."""
    skipped, usual = fires(at, zone, after, 2)
    assert expected == skipped
    assert at == datetime.fromisoformat(usual).time()


@pytest.mark.parametrize(
    ("expected", "at", "zone", "after"),
    [
        (["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"], time(1, 30), NEW_YORK, "2026-11-01T00:00"),
        (["2026-10-25T01:15+01:00", "2026-10-26T01:15+00:00"], time(1, 15), LONDON, "2026-10-25T00:00"),
    ],
)  # fmt: skip
def test_a_time_that_comes_twice_is_due_the_first_time_only(
    expected: list[str], at: time, zone: str, after: str
) -> None:
    """Between the first half past one and the second nothing more is due that night."""
    assert expected == fires(at, zone, after, 2)


def test_a_prompt_is_not_due_again_at_the_very_moment() -> None:
    """At 21:30 sharp the next one is tomorrow's; a second before, it is today's."""
    assert fires(time(21, 30), NEW_YORK, "2026-11-22T21:30:00", 1) == ["2026-11-23T21:30-05:00"]
    assert fires(time(21, 30), NEW_YORK, "2026-11-22T21:29:59", 1) == ["2026-11-22T21:30-05:00"]


def test_after_midnight_a_prompt_belongs_to_the_evening_before() -> None:
    """A quarter past midnight on Monday nights is in Tuesday's first hour, and its rule says so."""
    (trigger,) = NightlySchedule(time(0, 15), (Weekday.MONDAY,), NEW_YORK).triggers
    assert (
        "FREQ=WEEKLY;BYDAY=TU;BYHOUR=0;BYMINUTE=15;BYSECOND=0;INTERVAL=1;",
        Weekday.TUESDAY,
        datetime.fromisoformat("2026-11-24T00:15-05:00"),
    ) == (
        trigger.rule,
        trigger.weekday,
        trigger.next_fire(local("2026-11-22T19:00", NEW_YORK)),
    )
    assert WeeklyTrigger(Weekday.MONDAY, time(4), NEW_YORK).weekday == Weekday.MONDAY


def test_a_rule_is_written_as_amazon_documents_it() -> None:
    """Each night has its own rule, with the parts in Amazon's order and a semicolon at the end."""
    schedule = NightlySchedule(time(21, 30), (Weekday.THURSDAY, Weekday.MONDAY), LONDON)
    assert [trigger.rule for trigger in schedule.triggers] == [
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
        "FREQ=WEEKLY;BYDAY=TH;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
    ]


@given(night=st.sampled_from(EVERY_NIGHT), at=times, zone=zones)
def test_a_rule_reads_back_as_what_it_was_written_from(night: Weekday, at: time, zone: str) -> None:
    """It is the same trigger, and the order of the parts does not matter."""
    trigger = WeeklyTrigger(night, at, zone)
    shuffled = ";".join(reversed(trigger.rule.strip(";").split(";")))
    assert trigger == WeeklyTrigger.read(trigger.rule, zone) == WeeklyTrigger.read(shuffled, zone)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=2;",
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=24;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30;BYSECOND=9;INTERVAL=1;",
        "FREQ=WEEKLY;BYDAY=MO;BYMINUTE=30",
    ],
)
def test_a_rule_of_another_kind_is_not_read_as_one_of_ours(rule: str) -> None:
    """None, because half an understanding would be told to the couple as the truth."""
    assert WeeklyTrigger.read(rule, LONDON) is None
    assert WeeklyTrigger.read("FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30", "Mars/Base") is None


@given(
    at=times,
    zone=zones,
    days=st.sets(st.sampled_from(EVERY_NIGHT), min_size=1),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_prompt_is_due_on_a_chosen_night_and_never_twice_in_one(
    at: time, zone: str, days: set[Weekday], now: datetime
) -> None:
    """Nights turn at four, moments only go forward, and a week has as many as there are nights."""
    schedule = NightlySchedule(at, tuple(days), zone)
    moments = list(islice(due(schedule, now), 2 * len(days)))
    nights = [(moment.replace(tzinfo=None) - timedelta(hours=4)).date() for moment in moments]
    assert now < moments[0]
    assert all(one.astimezone(UTC) < other.astimezone(UTC) for one, other in pairwise(moments))
    # Only a time that a change pushes past four could leave its night, and no zone here has one.
    assert days == {Weekday.of(night) for night in nights}
    assert len(nights) == len(set(nights))
    assert timedelta(days=7) == nights[len(days)] - nights[0]


def test_the_nights_of_a_schedule_come_in_the_order_of_the_week_and_once() -> None:
    """However they were named, two schedules of the same nights are equal."""
    named = (Weekday.SUNDAY, Weekday.SATURDAY, Weekday.SUNDAY)
    assert NightlySchedule(time(22), WEEKENDS, LONDON) == NightlySchedule(time(22), named, LONDON)


@pytest.mark.parametrize(
    ("at", "days", "zone", "problem"),
    [
        (time(21, 30), (), LONDON, "at least one night"),
        (time(21, 30, 15), EVERY_NIGHT, LONDON, "whole minutes"),
        (time(21, 30, tzinfo=UTC), EVERY_NIGHT, LONDON, "wall-clock"),
        (time(21, 30), EVERY_NIGHT, "Mars/Base", "no time zone"),
        (time(21, 30), EVERY_NIGHT, "../etc", "no time zone"),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(
    at: time, days: tuple[Weekday, ...], zone: str, problem: str
) -> None:
    """A ValueError says what is wrong with it."""
    with pytest.raises(ValueError, match=problem):
        NightlySchedule(at, days, zone)


def test_the_present_moment_must_say_where_it_is() -> None:
    """A naive one is refused rather than taken for any zone's."""
    trigger = WeeklyTrigger(Weekday.SUNDAY, time(21, 30), LONDON)
    with pytest.raises(ValueError, match="time zone"):
        trigger.next_fire(datetime(2026, 11, 22))  # noqa: DTZ001 - what is refused
