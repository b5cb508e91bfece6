"""A household that moves to another zone is told, by its own clocks, when its reminders come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from skill.reminders.schedule import Weekday, WeeklyTrigger
from tests.nightly.couple import CATALOG, NEW_YORK, AlexaAtHome, Couple

LONDON = "Europe/London"
LOS_ANGELES = "America/Los_Angeles"


def move(couple: Couple, zone: str, *, days: float = 1) -> None:
    """Put the device up in another zone, some days later."""
    couple.echo.new_session()
    couple.clock.advance(timedelta(days=days))
    assert isinstance(couple.alexa, AlexaAtHome)
    couple.alexa.time_zone = zone
    couple.echo.settings = replace(couple.echo.settings, time_zone=zone)


def test_in_another_zone_the_status_tells_the_time_there(reminded: Couple) -> None:
    """Half past nine in New York is half past two in London, and that is what is said."""
    move(reminded, LONDON)

    assert reminded.say("status").startswith("Every night at two thirty a.m., there's a reminder")


def test_a_change_there_sets_it_by_the_clocks_there(reminded: Couple) -> None:
    """Asked for half past nine again, it rings at half past nine in London, once a night."""
    move(reminded, LONDON)

    reminded.say("SetNightlyIntent time=21:30", "yes")

    assert reminded.true_schedule == "every night at nine thirty p.m."
    assert {trigger.zone for trigger, _ in reminded.in_the_cloud.values()} == {LONDON}
    assert len(reminded.in_the_cloud) == 7
    assert reminded.recorded == reminded.in_the_cloud


@pytest.mark.parametrize("opened", [(), ("tip",)])
@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (("status",), "Every night at six thirty p.m., there's a reminder"),
        (("SetNightlyIntent time=21:30", "yes"), "Done. Every night at nine thirty p.m."),
    ],
)
def test_whoever_flew_west_in_a_night_is_answered_by_the_clocks_there(
    reminded: Couple, opened: tuple[str, ...], said: tuple[str, ...], answer: str
) -> None:
    """The zone was told this very night, in New York; since then they have landed in Los Angeles."""
    move(reminded, LOS_ANGELES, days=0.25)

    assert reminded.say(*opened, *said).startswith(answer)
    zones = {trigger.zone for trigger, _ in reminded.in_the_cloud.values()}
    assert zones == {NEW_YORK if said == ("status",) else LOS_ANGELES}


def test_half_an_hour_earlier_is_so_by_the_clocks_there(reminded: Couple) -> None:
    """What is told is what is counted from."""
    move(reminded, LONDON)

    assert "every night at two a.m." in reminded.say("SetNightlyIntent shift=earlier amount=PT30M")


def test_nothing_moves_without_the_couples_word(reminded: Couple) -> None:
    """Fresh prompts go into the reminders where they stand."""
    before = {trigger for trigger, _ in reminded.in_the_cloud.values()}
    move(reminded, LONDON, days=8)
    reminded.say("tip")

    assert before == {trigger for trigger, _ in reminded.in_the_cloud.values()}
    assert len(reminded.alexa.calls("PUT")) == 7


def test_bedtime_is_where_they_are(reminded: Couple) -> None:
    """Opened at half past two in London, just after it rang, the question comes at once."""
    move(reminded, LONDON)
    exchanges = reminded.echo.wait_until(time(2, 35))
    (rung,) = [spoken.speech.partition(": ")[2] for spoken in exchanges if spoken.speech][-1:]

    assert rung in reminded.say("open")
    reminded.echo.new_session()
    reminded.echo.wait_until(time(21, 30))
    speech = reminded.say("open")
    assert not any(prompt.text in speech for prompt in CATALOG.prompts.values())


@pytest.mark.parametrize(
    ("now", "zone", "night", "at"),
    [
        ("2026-11-22T12:00-05:00", LONDON, Weekday.SUNDAY, time(2, 30)),
        ("2026-11-22T12:00-05:00", "America/Los_Angeles", Weekday.SUNDAY, time(18, 30)),
        ("2026-11-22T12:00-05:00", "Australia/Sydney", Weekday.MONDAY, time(13, 30)),
        ("2026-11-22T12:00-05:00", "Asia/Kolkata", Weekday.MONDAY, time(8, 0)),
        # In March New York changes two weeks before London does.
        ("2026-03-07T12:00-05:00", LONDON, Weekday.SUNDAY, time(1, 30)),
        ("2026-03-28T12:00-04:00", LONDON, Weekday.SUNDAY, time(2, 30)),
        ("2026-11-22T12:00-05:00", "America/New_York", Weekday.SUNDAY, time(21, 30)),
    ],
)
def test_a_trigger_seen_from_another_zone(now: str, zone: str, night: Weekday, at: time) -> None:
    """The night and the time there of when it next goes off, clock changes and all."""
    trigger = WeeklyTrigger(Weekday.SUNDAY, time(21, 30), "America/New_York")

    seen = trigger.seen_in(zone, datetime.fromisoformat(now))

    assert seen == WeeklyTrigger(night, at, zone)
