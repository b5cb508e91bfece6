"""The clock moves forward only, and finds the next time of day in any zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import ConfigurationError
from skill.simulator.echo.clock import MovableClock, read_duration, read_time

NEW_YORK = ZoneInfo("America/New_York")


def test_a_clock_without_a_start_runs_with_the_real_time() -> None:
    """It shows the real time, and goes on from there."""
    before = datetime.now(UTC)
    clock = MovableClock()
    assert before <= clock() <= clock() <= datetime.now(UTC)
    clock.advance(timedelta(hours=1))
    assert clock() >= before + timedelta(hours=1)


def test_a_clock_with_a_start_stands_still() -> None:
    """It shows its start in UTC until it is moved, and then that much later."""
    clock = MovableClock(datetime(2026, 11, 23, 21, 0, tzinfo=NEW_YORK))
    assert datetime(2026, 11, 24, 2, 0, tzinfo=UTC) == clock() == clock()
    assert clock().tzinfo is UTC
    clock.advance(timedelta(minutes=5))
    assert datetime(2026, 11, 24, 2, 5, tzinfo=UTC) == clock()


def test_a_clock_refuses_to_be_set_back_or_started_nowhere() -> None:
    """A negative advance and a start without a zone each raise."""
    with pytest.raises(ValueError, match="only moves forward"):
        MovableClock().advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(datetime(2026, 11, 23))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("expected", "start", "local"),
    [
        ("2026-11-23T21:30-05:00", "2026-11-23T20:00-05:00", time(21, 30)),
        ("2026-11-24T21:30-05:00", "2026-11-23T21:30-05:00", time(21, 30)),
        ("2026-11-24T01:00-05:00", "2026-11-23T23:59-05:00", time(1, 0)),
        ("2026-03-08T03:30-04:00", "2026-03-08T00:00-05:00", time(2, 30)),
        ("2026-11-01T01:30-04:00", "2026-11-01T00:00-04:00", time(1, 30)),
        ("2026-11-01T01:30-05:00", "2026-11-01T01:45-04:00", time(1, 30)),
        ("2026-11-02T01:30-05:00", "2026-11-01T01:45-05:00", time(1, 30)),
    ],
    ids=[
        "later today",
        "exactly now",
        "after midnight",
        "skipped",
        "first of two",
        "second of two",
        "past both",
    ],
)
def test_the_clock_moves_to_the_next_time_of_day(expected: str, start: str, local: time) -> None:
    """It is the next moment the wall clock shows it, across midnight and changes to summer time."""
    clock = MovableClock(datetime.fromisoformat(start))
    clock.advance(clock.until(local, NEW_YORK))
    assert datetime.fromisoformat(expected) == clock()


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    local=st.times(),
    zone=st.sampled_from(["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
)
def test_the_next_time_of_day_is_never_more_than_two_days_off(
    start: datetime, local: time, zone: str
) -> None:
    """The wait is positive and at most a day and an hour, and the wall clock then shows the time or was shifted."""
    clock = MovableClock(start)
    wait = clock.until(local, ZoneInfo(zone))
    assert timedelta() < wait <= timedelta(days=1, hours=1)
    shown = (start + wait).astimezone(ZoneInfo(zone))
    shift = datetime.combine(shown, shown.time()) - datetime.combine(shown, local)
    assert shift in {timedelta(), timedelta(minutes=30), timedelta(hours=1)}


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(seconds=90), "90s"),
        (timedelta(minutes=45), "45m"),
        (timedelta(hours=2), "2h"),
        (timedelta(days=1), "1d"),
        (timedelta(hours=1, minutes=30), "1h30m"),
        (timedelta(hours=1, minutes=30), "1 hour, 30 minutes"),
        (timedelta(hours=2), " Two Hours "),
        (timedelta(days=1), "a day"),
    ],
)
def test_a_duration_is_read_as_people_write_it(duration: timedelta, text: str) -> None:
    """Numbers or number words with units, one or several."""
    assert duration == read_duration(text)


@pytest.mark.parametrize(
    "text",
    ["", "2", "h", "soon", "2 fortnights", "-2h", "0s", "2hh", "9" * 30 + "d", "4000d", "2h and"],
)
def test_what_is_no_duration_is_refused_by_its_name(text: str) -> None:
    """The message repeats what was written."""
    with pytest.raises(ConfigurationError) as raised:
        read_duration(text)
    assert repr(text) in str(raised.value)


@pytest.mark.parametrize(
    ("expected", "text"), [(time(21, 30), "21:30"), (time(7, 5), "7:05"), (time(0, 0), " 00:00 ")]
)
def test_a_time_of_day_is_read(expected: time, text: str) -> None:
    """Hours and minutes on a twenty-four hour clock."""
    assert expected == read_time(text)


@pytest.mark.parametrize("text", ["", "24:00", "9", "21:60", "9:30pm", "٢١:٣٠"])
def test_what_is_no_time_of_day_is_refused_by_its_name(text: str) -> None:
    """The message repeats what was written."""
    with pytest.raises(ConfigurationError) as raised:
        read_time(text)
    assert repr(text) in str(raised.value)
