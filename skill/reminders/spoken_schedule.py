"""Saying a schedule aloud: "every night at nine thirty p.m.".

The words, and the manner in which a place puts them together, are content.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from skill.speech.manner import Manner

_MANY: Final = 5
"""From so many nights on it is shorter to say which are left out."""


def spoken_days(days: Sequence[Weekday], manner: Manner, *, at: time | None = None) -> str:
    """Return nights of the week in words: "every night", "on Mondays and Thursdays".

    Args:
        days: at least one.
        manner: how nights are said there.
        at: the time, where it follows. After midnight, "on Mondays" would be
            taken for the wrong night, so it becomes "on Monday nights".

    Raises:
        ValueError: there is no night to name.
    """
    nights, said = in_order_of_the_week(tuple(days)), manner.nights
    after_midnight = at is not None and at < NIGHT_TURNS
    if not nights:
        message = "There is no night to name."
        raise ValueError(message)
    if nights == EVERY_NIGHT:
        return said.every
    if nights == WEEKNIGHTS:
        return said.weeknights
    if nights == WEEKENDS:
        return said.weekend_nights if after_midnight else said.weekends
    pattern = said.some_nights if after_midnight else said.some
    if len(nights) >= _MANY:
        nights = tuple(night for night in EVERY_NIGHT if night not in nights)
        pattern = said.all_but_nights if after_midnight else said.all_but
    words = said.names if after_midnight else said.days
    return pattern.format(
        days=manner.lists.joined([words[EVERY_NIGHT.index(night)] for night in nights])
    )


def spoken_schedule(schedule: NightlySchedule, manner: Manner) -> str:
    """Return a schedule in words: "on weeknights at ten p.m."."""
    return manner.nights.schedule.format(
        nights=spoken_days(schedule.days, manner, at=schedule.at),
        time=manner.time(schedule.at),
    )


def spoken_schedules(schedules: Sequence[NightlySchedule], manner: Manner) -> str:
    """Return schedules, of which there is at least one, in words one after the other."""
    return manner.nights.schedules.joined(
        [spoken_schedule(schedule, manner) for schedule in schedules]
    )
