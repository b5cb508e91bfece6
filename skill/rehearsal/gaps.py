"""Whatever may fill the gaps in lines: times, nights, areas, counts and the words of a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import combinations, product

from skill.content.models import Catalog
from skill.content.rules.placeholders import LONGEST_MONTH, Fillings, places_of
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday
from skill.reminders.spoken_schedule import spoken_schedule
from skill.speech.manner import Manner

ODD_TIMES = (
    time(21, 30),
    time(21, 45),
    time(22),
    time(20, 5),
    time(19, 20),
    time(21, 37),
    time(0),
    time(0, 30),
    time(0, 1),
    time(1, 15),
    time(12),
    time(6, 50),
    time(15, 40),
)
"""Times that are said in all the ways there are: on the hour, between, before and after midnight."""

ODD_NIGHTS = (
    EVERY_NIGHT,
    EVERY_NIGHT[:5],
    EVERY_NIGHT[5:],
    EVERY_NIGHT[:4],
    (Weekday.MONDAY, Weekday.THURSDAY),
    (Weekday.SUNDAY,),
    (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.FRIDAY, Weekday.SATURDAY, Weekday.SUNDAY),
)


def gaps(catalog: Catalog, *, hurting: bool = False, most: int = LONGEST_MONTH) -> Fillings:
    """Return what the gaps in the lines of a locale may be filled with.

    Schedules are the odd ones alone; :func:`schedules` has all there are.

    Args:
        catalog: what is said in the locale.
        hurting: whether the numbers are those for somebody afraid of hurting their partner.
        most: how far is counted; by default the nights of a month.
    """
    manner = catalog.manner
    return Fillings.of(
        catalog,
        places=[place for place in places_of(catalog, hurting=hurting) if place["numbers"]],
        counts=range(2, most + 1),
        schedules=[_schedule(nights, at, manner) for nights, at in product(ODD_NIGHTS, ODD_TIMES)],
        times=[(manner.time(early), manner.time(late)) for early, late in _unclear_times()],
    )


def schedules(manner: Manner) -> Iterator[str]:
    """Every time of the day, and every set of nights before and after midnight, as it is said."""
    for at in every_time():
        yield _schedule(EVERY_NIGHT, at, manner)
    for nights in every_set_of_nights():
        for at in (time(21, 30), time(0, 45)):
            yield _schedule(nights, at, manner)


def _schedule(nights: tuple[Weekday, ...], at: time, manner: Manner) -> str:
    return spoken_schedule(NightlySchedule(at, nights, "Etc/UTC"), manner)


def every_time() -> Iterator[time]:
    """Every minute of the day."""
    return (time(hour, minute) for hour in range(24) for minute in range(60))


def every_set_of_nights() -> Iterator[tuple[Weekday, ...]]:
    """Every choice of nights of the week but none."""
    sizes = range(1, len(EVERY_NIGHT) + 1)
    return (nights for size in sizes for nights in combinations(EVERY_NIGHT, size))


def _unclear_times() -> Iterator[tuple[time, time]]:
    """Times that may be in the small hours or in the afternoon, which is asked about."""
    for hour in range(1, 5):
        for minute in range(0, 60, 5):
            yield time(hour, minute), time(hour + 12, minute)
