"""A clock whose hands can be moved, so that "tomorrow night" takes no waiting."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from skill.errors import ConfigurationError
from skill.simulator.understanding.words.numbers import UNITS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class MovableClock:
    """Tells the time in UTC, and only ever moves forward.

    Without a start it begins at the real time and runs on; with a start it
    stands still until it is moved, which is what a test wants.

    Args:
        start: an aware moment to stand still at, or None to run with real time.

    Raises:
        ValueError: the start has no time zone.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            msg = "A clock needs to know which time zone its start is in; this one has none."
            raise ValueError(msg)
        self._standing_at = None if start is None else start.astimezone(UTC)
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The present moment, aware, in UTC."""
        base = datetime.now(UTC) if self._standing_at is None else self._standing_at
        return base + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move the hands forward.

        Raises:
            ValueError: the duration is negative; skills never see time run backwards.
        """
        if by < timedelta():
            msg = "A clock only moves forward."
            raise ValueError(msg)
        self._ahead += by

    def until(self, local: time, zone: ZoneInfo) -> timedelta:
        """How long until a wall clock in this zone next shows this time; never zero.

        A time that the change to summer time skips counts as the moment of
        the change shifted by it, and one that happens twice as its next occurrence.
        """
        now = self()
        today = now.astimezone(zone).date()
        candidates = (
            datetime.combine(today + timedelta(days=day), local.replace(fold=fold), tzinfo=zone)
            for day in range(3)
            for fold in (0, 1)
        )
        # A subtraction inside one zone compares wall clocks, not moments; hence UTC.
        return next(wait for at in candidates if (wait := at.astimezone(UTC) - now) > timedelta())


_AMOUNT: Final = re.compile(
    r"(?P<number>\d+ ?|[a-z]+ )(?P<unit>d|h|m|s|days?|hours?|min|minutes?|seconds?)(?![a-z])[ ,]*",
)
_UNIT_NAMES: Final = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_COUNTS: Final = {"a": 1, "an": 1} | {word: number for number, word in enumerate(UNITS)}
_LONGEST: Final = timedelta(days=3650)


def read_duration(text: str) -> timedelta:
    """A duration as people write it: ``90s``, ``1h30m``, ``two hours``, ``a day``.

    Raises:
        ConfigurationError: it is no duration, or is longer than ten years.
    """
    rest = text.strip().lower()
    total = timedelta()
    while (part := _AMOUNT.match(rest)) and (number := _count(part["number"].strip())) is not None:
        # Far more than ten years would overflow the calendar before it could be compared.
        if number > _LONGEST.total_seconds():
            break
        total += timedelta(**{_UNIT_NAMES[part["unit"][0]]: number})
        rest = rest[part.end() :]
    if rest or not timedelta() < total <= _LONGEST:
        msg = (
            f"{text!r} is no length of time; write one like 2h, 1h30m or 90s, of ten years at most."
        )
        raise ConfigurationError(msg)
    return total


def read_time(text: str) -> time:
    """A time of day on a twenty-four hour clock: ``21:30``.

    Raises:
        ConfigurationError: it is no such time.
    """
    written = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip())
    if written is None:
        msg = f"{text!r} is no time of day; write one from 00:00 to 23:59, like 21:30."
        raise ConfigurationError(msg)
    return time(int(written[1]), int(written[2]))


def _count(number: str) -> int | None:
    return int(number) if number.isdecimal() else _COUNTS.get(number)
