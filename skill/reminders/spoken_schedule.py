"""Saying a schedule aloud: "every night at nine thirty p.m.".

Times are read back in full, so that a time misheard is a time put right. How
people say the time differs between places; what differs is in one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from skill.reminders.schedule import (
    EVERY_NIGHT,
    NIGHT_TURNS,
    WEEKENDS,
    WEEKNIGHTS,
    NightlySchedule,
    Weekday,
    in_order_of_the_week,
)
from skill.speech.numbers import cardinal


@dataclass(frozen=True, slots=True)
class _Manner:
    """How times and days are said in a place.

    Attributes:
        by_the_hand: "half past nine in the evening" rather than "nine thirty p.m.".
        weekends: how Saturdays and Sundays are said in one.
    """

    by_the_hand: bool = False
    weekends: str = "on weekends"


_MANNERS: Final = {"en-GB": _Manner(by_the_hand=True, weekends="at weekends")}
_USUAL: Final = _Manner()

_MANY: Final = 5
"""From so many nights on it is shorter to say which are left out."""

_NOON: Final = 12
_EVENING: Final = 17
_LATE: Final = 22


def spoken_time(at: time, locale: str = "en-US") -> str:
    """Return a time of day in words, with the part of the day in them.

    "nine thirty p.m.", or in en-GB "half past nine in the evening".
    """
    if at == time(0):
        return "midnight"
    if at == time(_NOON):
        return "noon"
    if _manner(locale).by_the_hand:
        return f"{_by_the_hand(at)} {_part_of_the_day(at)}"
    return f"{_digits(at)} {'a.m.' if at.hour < _NOON else 'p.m.'}"


def spoken_days(days: Sequence[Weekday], locale: str = "en-US", *, at: time | None = None) -> str:
    """Return nights of the week in words: "every night", "on Mondays and Thursdays".

    Args:
        days: at least one.
        locale: of the request.
        at: the time, where it follows. After midnight, "on Mondays" would be
            taken for the wrong night, so it becomes "on Monday nights".

    Raises:
        ValueError: there is no night to name.
    """
    nights = in_order_of_the_week(tuple(days))
    after_midnight = at is not None and at < NIGHT_TURNS
    if not nights:
        message = "There is no night to name."
        raise ValueError(message)
    if nights == EVERY_NIGHT:
        return "every night"
    if nights == WEEKNIGHTS:
        return "on weeknights"
    if nights == WEEKENDS:
        return "on weekend nights" if after_midnight else _manner(locale).weekends
    if len(nights) >= _MANY:
        left_out = [night for night in EVERY_NIGHT if night not in nights]
        return f"every night except {_named(left_out, nights_too=after_midnight)}"
    return f"on {_named(nights, nights_too=after_midnight)}"


def spoken_schedule(schedule: NightlySchedule, locale: str = "en-US") -> str:
    """Return a schedule in words: "on weeknights at ten p.m."."""
    days = spoken_days(schedule.days, locale, at=schedule.at)
    return f"{days} at {spoken_time(schedule.at, locale)}"


def _manner(locale: str) -> _Manner:
    return _MANNERS.get(locale, _USUAL)


def _named(days: Sequence[Weekday], *, nights_too: bool) -> str:
    """Return names of days as a list for the ear."""
    names = [day.title() for day in days]
    if nights_too:
        return f"{_listed(names)} nights"
    return _listed([f"{name}s" for name in names])


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    if not others:
        return last
    # With three or more, the comma before "and" is the pause that a list is heard by.
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}"


def _digits(at: time) -> str:
    """Return "nine", "nine oh five" or "nine thirty"."""
    hour = cardinal(_hour(at.hour))
    if not at.minute:
        return hour
    return f"{hour} {'oh ' if at.minute < 10 else ''}{cardinal(at.minute)}"


def _by_the_hand(at: time) -> str:
    """Return "half past nine", "quarter to ten", "twenty past nine"; digits between those."""
    if not at.minute or at.minute % 5:
        return _digits(at)
    minute, hour, side = at.minute, at.hour, "past"
    if minute > 30:
        minute, hour, side = 60 - minute, hour + 1, "to"
    names = {15: "quarter", 30: "half"}
    return f"{names.get(minute) or cardinal(minute)} {side} {cardinal(_hour(hour))}"


def _hour(hour: int) -> int:
    """Return an hour as it stands on a clock face."""
    return (hour - 1) % 12 + 1


def _part_of_the_day(at: time) -> str:
    if at >= time(_LATE) or at < NIGHT_TURNS:
        return "at night"
    if at.hour < _NOON:
        return "in the morning"
    return "in the afternoon" if at.hour < _EVENING else "in the evening"
