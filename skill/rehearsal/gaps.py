"""Whatever may fill the gaps in lines: times, nights, areas, counts and the words of a place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import combinations, permutations, product

from skill.content.models import QUESTIONS, Catalog, Certainty
from skill.content.rules.placeholders import Fillings, Group
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday
from skill.reminders.spoken_schedule import spoken_schedule
from skill.speech.manner import Manner

LONGEST_MONTH = 31

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
    region, manner = catalog.region, catalog.manner
    spoken = [area.spoken for area in catalog.areas.values()]
    said = [_schedule(nights, at, manner) for nights, at in product(ODD_NIGHTS, ODD_TIMES)]
    here = {"crisis": region.crisis, "numbers": numbers(catalog, hurting=hurting)}
    places = [
        {"emergency": region.emergency, **here},
        # The emergency number is said before anybody tells the country, so it goes with none.
        *(
            {"crisis": there.crisis.spoken, "numbers": line.spoken}
            for there in catalog.countries.values()
            for line in [there.hurting if hurting else there.support]
            if line is not None
        ),
    ]
    return Fillings(
        groups=(
            Group.of({**region.words, **place} for place in places if place["numbers"]),
            Group.of({"area": one, "second": two} for one, two in permutations(spoken, 2)),
            Group.of({"count": manner.number(count)} for count in range(2, most + 1)),
            Group.of({"number": manner.number(number)} for number in range(1, QUESTIONS + 1)),
            Group.of({"schedule": schedule} for schedule in dict.fromkeys(said)),
            Group.of(
                {"first": manner.time(early), "second": manner.time(late)}
                for early, late in _unclear_times()
            ),
        )
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


def numbers(catalog: Catalog, *, hurting: bool = False) -> str:
    """Return the support numbers that a locale speaks, one country after the other; "" for none."""
    there = [catalog.countries[id_] for id_ in catalog.region.countries]
    lines = [country.hurting if hurting else country.support_assumed for country in there]
    return " ".join(
        line.spoken for line in lines if line is not None and line.certainty is Certainty.SURE
    )
