"""From what was said to a time, nights of the week, or so much later.

Alexa resolves "nine" to ``09:00``, the same as "nine a.m.", and sends only the
result. So a value alone is read for what couples mean by it at the end of a
day, and whoever asked reads the time back in full before anything is set.
Where the spoken words are known too, they decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum, auto
from functools import cache
from typing import Final

from skill.content.models import Catalog, TimesHeard
from skill.reminders.schedule import (
    EVERY_NIGHT,
    NIGHT_TURNS,
    WEEKENDS,
    WEEKNIGHTS,
    Weekday,
    in_order_of_the_week,
)

BEDTIME: Final = time(21, 30)
"""What "bedtime", "in the evening" and "at night" mean.

Late enough that the day's work is done, early enough that both are still awake.
It is read back like any other time, so nobody is bound to it.
"""

AT_BEDTIME: Final = "bedtime"
"""The id of the interaction model's ``MOMENT`` for it."""

ANY_TIME: Final = "any"
"""The id of ``MOMENT`` for "whenever" and "you decide": which time is left to the skill."""

NO_CLOCK: Final = "no_clock"
"""The id of ``MOMENT`` for "after dinner" and the like: when that is, only they know."""

EVERY_DAY: Final = "every_day"
"""The id of the interaction model's ``DAYS`` for all of them."""

WHICH_DAYS: Final = "unsaid"
"""The id for "the days", as in "change the days": which ones is for the couple to say."""

_HALF_DAY: Final = 12
EVENING_HOURS: Final = range(5, 12)
"""Hours of a twelve-hour clock that mean the evening when nothing else is said."""


@dataclass(frozen=True, slots=True)
class UnclearTime:
    """A time that has to be asked for.

    Attributes:
        choices: the two times it may be, the one before noon first; empty
            where no time of day was said at all.
        is_named: whether a moment was named that no clock tells, such as
            "after dinner".
    """

    choices: tuple[time, ...] = ()
    is_named: bool = False


class _Half(Enum):
    """What else was said about a time on a twelve-hour clock."""

    EXACT = auto()
    MORNING = auto()
    AFTERNOON = auto()
    NIGHT = auto()


_DAYPARTS: Final = {
    "MO": _Half.MORNING,
    "AF": _Half.AFTERNOON,
    "EV": _Half.AFTERNOON,
    "NI": _Half.NIGHT,
    # "A.m." and "p.m." alone, which AMAZON.TIME does not know.
    "before_noon": _Half.MORNING,
    "after_noon": _Half.AFTERNOON,
}
_EVENINGS: Final = frozenset({"EV", "NI"})
_NOTHING: Final = "(?!)"
"""A pattern that matches nothing, for a language that has no such words."""
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def heard_time(
    value: str | None,
    content: Catalog,
    spoken: str = "",
    *,
    asked: UnclearTime | None = None,
    read_back: time | None = None,
) -> time | UnclearTime:
    """Return the time of day that was meant.

    Without words for the part of the day, an hour from five to eleven is in
    the evening, twelve is midnight, and one to four has to be asked. In English,
    "half nine" is half past nine in every locale.

    Args:
        value: an AMAZON.TIME: ``HH:MM``, ``MO``, ``AF``, ``EV`` or ``NI``; or
            an id of ``MOMENT``; None or ``?`` where Alexa made nothing of it.
        content: of the locale, for its words about time.
        spoken: the words of the slot themselves, where they are known.
        asked: what was unclear before, where this answers the question about it.
        read_back: the time that was just read back, where this is what they say to it.
    """
    value = (value or "").strip()
    resolved = _clock(value)
    is_a_value = resolved is not None or value in _DAYPARTS or value == "?"
    words = _normalised(spoken or ("" if is_a_value else value))
    local = _words_of(content.heard.times, content.manner.times.hours)
    half = next(
        (hint for hint, pattern in local.hints if pattern.search(words)), _DAYPARTS.get(value)
    )
    if clock := _said_by_halves(words, resolved, local) or resolved:
        if asked and clock in asked.choices and half is None:
            # "Two p.m." comes as 14:00, so 02:00 is "two a.m."
            return clock
        placed = _placed(clock, half)
        # Who says "seven" again to "seven p.m." may have said "seven a.m." both times.
        said_again = placed == read_back and placed != clock
        return UnclearTime(_before_and_after_noon(clock)) if said_again else placed
    choices = asked.choices if asked else ()
    if read_back is not None:
        choices = _before_and_after_noon(read_back)
    if choices and half:
        return _chosen(choices, half)
    if value == ANY_TIME:
        return read_back or BEDTIME
    if value in _EVENINGS or value == AT_BEDTIME or local.bedtime.search(words):
        return BEDTIME
    if value == NO_CLOCK:
        return UnclearTime(is_named=True)
    return asked or UnclearTime()


def heard_days(ids: Iterable[str]) -> tuple[Weekday, ...]:
    """Return the nights that some ids of the interaction model's ``DAYS`` stand for.

    They are ``every_day``, ``weekdays``, ``weekends``, the names of days, and
    ``monday_to_thursday``, which may go over the end of the week as well.
    Any other counts for nothing, so the result may be empty.
    """
    groups = {EVERY_DAY: EVERY_NIGHT, "weekdays": WEEKNIGHTS, "weekends": WEEKENDS}
    groups |= {day.value: (day,) for day in EVERY_NIGHT}
    groups |= {
        f"{first}_to_{last}": _from_to(first, last) for first in EVERY_NIGHT for last in EVERY_NIGHT
    }
    return in_order_of_the_week(tuple(day for id_ in ids for day in groups.get(id_, ())))


def _from_to(first: Weekday, last: Weekday) -> tuple[Weekday, ...]:
    start, stop = EVERY_NIGHT.index(first), EVERY_NIGHT.index(last)
    twice = EVERY_NIGHT * 2
    return twice[start : stop + 1 + (len(EVERY_NIGHT) if stop < start else 0)]


def shifted(at: time, amount: str | None, *, later: bool) -> time | UnclearTime:
    """Return a time moved within its night, or that a time has to be asked for.

    Args:
        at: the time there is.
        amount: an AMAZON.DURATION in ISO 8601, such as ``PT30M``; None for "a
            bit later", where how much is for the couple to say.
        later: False for earlier.
    """
    step = _minutes_of(amount)
    if step is None:
        return UnclearTime()
    turns = _minutes(NIGHT_TURNS)
    into_the_night = (_minutes(at) - turns) % _MINUTES_A_DAY + (step if later else -step)
    if not 0 <= into_the_night < _MINUTES_A_DAY:
        return UnclearTime()
    hour, minute = divmod((into_the_night + turns) % _MINUTES_A_DAY, 60)
    return time(hour, minute)


def _normalised(spoken: str) -> str:
    """Return words in lower case and without marks: "a.m." as "am" and "a. m." as "a m"."""
    return " ".join(re.sub(r"[^\w: ]", "", spoken.lower().replace("-", " ")).split())


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a locale about time, ready to be looked for."""

    hints: tuple[tuple[_Half, re.Pattern[str]], ...]
    half_past: re.Pattern[str]
    """Half an hour past the hour that one of its groups holds."""
    hours: Mapping[str, int]
    bedtime: re.Pattern[str]


@cache
def _words_of(heard: TimesHeard, hours: tuple[str, ...]) -> _Words:
    numbers = {hours[hour % _HALF_DAY]: hour for hour in range(1, _HALF_DAY + 1)}
    hour = f"({'|'.join(map(re.escape, numbers))}|1[0-2]|[1-9])"
    half_past = (hour.join(map(re.escape, said.split("{hour}"))) for said in heard.half_past)
    return _Words(
        hints=(
            (_Half.EXACT, _any_of(heard.exact, first=heard.exact_first)),
            (_Half.MORNING, _any_of(heard.morning)),
            (_Half.AFTERNOON, _any_of(heard.afternoon)),
            (_Half.NIGHT, _any_of(heard.night)),
        ),
        half_past=re.compile("|".join(rf"\b{said}\b" for said in half_past) or _NOTHING),
        hours=numbers,
        bedtime=_any_of(heard.bedtime),
    )


def _any_of(phrases: tuple[str, ...], *, first: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return a pattern for any of some phrases as whole words, or some others at the start."""
    starts = {r"\b": phrases, "^": first}
    patterns = (
        f"{start}(?:{'|'.join(map(re.escape, some))})\\b" for start, some in starts.items() if some
    )
    return re.compile("|".join(patterns) or _NOTHING)


def _clock(value: str) -> time | None:
    found = _CLOCK.fullmatch(value)
    return time(int(found[1]), int(found[2])) if found else None


def _said_by_halves(words: str, resolved: time | None, local: _Words) -> time | None:
    """Return "half nine" as half past nine; None where no such thing was said.

    Where Alexa made the same half hour of it, hers may know the half of the day too.
    """
    said = local.half_past.search(words)
    if said is None:
        return None
    heard = said[said.lastindex or 0]
    hour = int(heard) if heard.isdecimal() else local.hours[heard]
    if resolved and (resolved.hour % _HALF_DAY, resolved.minute) == (hour % _HALF_DAY, 30):
        return resolved
    return time(hour, 30)


def _placed(clock: time, half: _Half | None) -> time | UnclearTime:
    """Return the time of day for a time that may be on a twelve-hour clock."""
    if clock.hour == 0 or clock.hour > _HALF_DAY or half is _Half.EXACT:
        return clock
    first, second = _before_and_after_noon(clock)
    if half is _Half.MORNING:
        return first
    if half is _Half.AFTERNOON or clock.hour in EVENING_HOURS:
        return second
    # Twelve and one to four at night are after midnight, and nobody means twelve noon.
    if half is _Half.NIGHT or clock.hour == _HALF_DAY:
        return first
    return UnclearTime((first, second))


def _before_and_after_noon(clock: time) -> tuple[time, time]:
    """Return the two times of day that look the same on a twelve-hour clock."""
    first = clock.replace(hour=clock.hour % _HALF_DAY)
    return first, first.replace(hour=first.hour + _HALF_DAY)


def _chosen(choices: tuple[time, ...], half: _Half) -> time:
    """Return the one of two times that is in this part of the day."""
    first, second = choices[0], choices[-1]
    at_night = second if first.hour in EVENING_HOURS else first
    return {_Half.AFTERNOON: second, _Half.NIGHT: at_night}.get(half, first)


# ---------------------------------------------------------------- durations

_MINUTES_A_DAY: Final = 24 * 60
_LONGEST: Final = 12 * 60
"""A prompt moves by less than half a day; more is a slip of the tongue or the ear."""

_DURATION: Final = re.compile(r"PT(?:(\d{1,4}(?:\.\d+)?)H)?(?:(\d{1,4}(?:\.\d+)?)M)?(?:0+S)?")


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _minutes_of(amount: str | None) -> int | None:
    """Return whole minutes, more than none and less than half a day; None for anything else."""
    found = _DURATION.fullmatch(amount or "")
    if found is None:
        return None
    length = timedelta(hours=float(found[1] or 0), minutes=float(found[2] or 0))
    minutes, rest = divmod(length, timedelta(minutes=1))
    return minutes if not rest and 0 < minutes < _LONGEST else None
