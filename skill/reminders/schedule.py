"""When the nightly prompt is due: nights of the week, a local time, a time zone.

Days are nights. A night runs from 04:00 to 04:00 and is named by the day it
began on, so a prompt at 00:15 "on Mondays" is heard fifteen minutes into
Tuesday, at the end of Monday's evening. Moving a prompt across midnight, in
either direction, therefore never moves it to another evening.

Times are wall-clock times. When the clocks change, 21:30 stays 21:30. A time
that a change skips is due as much later as the change is wide; one that comes
twice is due the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from skill.time_zones import find_zone

NIGHT_TURNS: Final = time(4)
"""Where one night ends and the next begins."""


class Weekday(StrEnum):
    """A night of the week; the values are those of the interaction model's ``DAYS``."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> Weekday:
        """Return the weekday of a date."""
        return EVERY_NIGHT[day.weekday()]

    def after(self, days: int) -> Weekday:
        """Return the weekday so many days later, or earlier where negative."""
        return EVERY_NIGHT[(EVERY_NIGHT.index(self) + days) % 7]

    @property
    def code(self) -> str:
        """The weekday in a recurrence rule: ``MO`` to ``SU`` (RFC 5545)."""
        return self[:2].upper()


EVERY_NIGHT: Final = tuple(Weekday)
WEEKNIGHTS: Final = EVERY_NIGHT[:5]
"""Monday to Friday, as Alexa itself understands "weekdays"."""
WEEKENDS: Final = EVERY_NIGHT[5:]

_BY_CODE: Final = {day.code: day for day in EVERY_NIGHT}


@dataclass(frozen=True, slots=True)
class WeeklyTrigger:
    """What sets off one reminder a week.

    Attributes:
        night: the night it belongs to, see the module's first paragraph.
        at: the wall-clock time, in whole minutes.
        zone: the IANA name of the time zone.

    Raises:
        ValueError: the time is no wall-clock time in whole minutes, or there is
            no such zone.
    """

    night: Weekday
    at: time
    zone: str

    def __post_init__(self) -> None:
        _check(self.at, self.zone)

    @property
    def weekday(self) -> Weekday:
        """The weekday on the calendar when it goes off; after midnight, the one after the night."""
        return self.night.after(1) if self.at < NIGHT_TURNS else self.night

    @property
    def rule(self) -> str:
        """The recurrence rule, in the form that Amazon documents.

        Source: Amazon, "Alexa Reminders API Reference", recurrence rules.
        """
        return (
            f"FREQ=WEEKLY;BYDAY={self.weekday.code};"
            f"BYHOUR={self.at.hour};BYMINUTE={self.at.minute};BYSECOND=0;INTERVAL=1;"
        )

    @classmethod
    def read(cls, rule: str, zone: str) -> WeeklyTrigger | None:
        """Read a recurrence rule back, in any order of its parts; None where it is not one of ours."""
        parts = dict(re.findall(r"([A-Z]+)=([^;]*)", rule.upper()))
        if parts.get("FREQ") != "WEEKLY" or parts.get("INTERVAL", "1") != "1":
            return None
        try:
            weekday = _BY_CODE[parts["BYDAY"]]
            at = time(int(parts["BYHOUR"]), int(parts["BYMINUTE"]), int(parts.get("BYSECOND", "0")))
            return cls(weekday.after(-1) if at < NIGHT_TURNS else weekday, at, zone)
        except (KeyError, ValueError):
            return None

    def next_fire(self, now: datetime) -> datetime:
        """Return the first moment after ``now``, aware, in the trigger's own zone.

        Raises:
            ValueError: ``now`` has no time zone.
        """
        if now.tzinfo is None:
            message = "The present moment needs a time zone."
            raise ValueError(message)
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        days = (today + timedelta(days=ahead) for ahead in count())
        # By way of UTC, because only there is a skipped time moved to one that exists.
        moments = (
            datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
            for day in days
            if Weekday.of(day) is self.weekday
        )
        return next(moment for moment in moments if moment > now).astimezone(zone)

    def seen_in(self, zone: str, now: datetime) -> WeeklyTrigger:
        """Return when it next goes off by the clocks of another zone, as a trigger of that zone.

        So it stands until the clocks change in either zone, and for telling only:
        it goes on going off by its own.
        """
        if zone == self.zone:
            return self
        there = self.next_fire(now).astimezone(ZoneInfo(zone))
        return WeeklyTrigger(Weekday.of(night_of(there)), time(there.hour, there.minute), zone)


@dataclass(frozen=True, slots=True)
class NightlySchedule:
    """The household's one schedule: some nights of the week, all at the same time.

    Attributes:
        at: the wall-clock time, in whole minutes.
        days: at least one night; kept in the order of the week, each once.
        zone: the IANA name of the time zone.

    Raises:
        ValueError: there is no night, no such time or no such zone.
    """

    at: time
    days: tuple[Weekday, ...]
    zone: str

    def __post_init__(self) -> None:
        _check(self.at, self.zone)
        if not self.days:
            message = "A schedule needs at least one night."
            raise ValueError(message)
        object.__setattr__(self, "days", in_order_of_the_week(self.days))

    @property
    def triggers(self) -> tuple[WeeklyTrigger, ...]:
        """One weekly trigger for each night."""
        return tuple(WeeklyTrigger(night, self.at, self.zone) for night in self.days)


def in_order_of_the_week(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """Return each of some nights once, Monday first."""
    return tuple(day for day in EVERY_NIGHT if day in days)


def night_of(moment: datetime) -> date:
    """Return the night that a local moment belongs to."""
    turns = timedelta(hours=NIGHT_TURNS.hour)
    return (moment.replace(tzinfo=None) - turns).date()


def schedules_of(triggers: Iterable[WeeklyTrigger]) -> tuple[NightlySchedule, ...]:
    """Return when some triggers go off: one schedule, or one for each time where they differ."""
    nights: dict[tuple[time, str], list[Weekday]] = {}
    for trigger in triggers:
        nights.setdefault((trigger.at, trigger.zone), []).append(trigger.night)
    return tuple(NightlySchedule(at, tuple(days), zone) for (at, zone), days in nights.items())


def _check(at: time, zone: str) -> None:
    if at.tzinfo is not None or at.second or at.microsecond:
        message = f"A prompt is due at a wall-clock time in whole minutes, not at {at!r}."
        raise ValueError(message)
    if find_zone(zone) is None:
        message = f"There is no time zone {zone!r}."
        raise ValueError(message)
