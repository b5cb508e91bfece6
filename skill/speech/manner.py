"""How numbers, lists, times and nights are said in a place: patterns and words, all of them data.

Python only chooses among them. Times are read back in full, so that a time
misheard is a time put right. A pattern names in braces what it is filled
with, so that a language may put the words in its own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Final

_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class ListPatterns:
    """How a list is said: ``{first}`` and ``{last}`` are texts, or lists as far as they got."""

    pair: str
    """Two: "{first} and {last}"."""
    middle: str
    """All but the last of three and more: "{first}, {last}"."""
    end: str
    """The last of three and more: "{first}, and {last}"."""

    def joined(self, texts: Sequence[str]) -> str:
        """Return texts, of which there is at least one, as one list for the ear."""
        *others, last = texts
        if not others:
            return last
        said, *more = others
        for text in more:
            said = self.middle.format(first=said, last=text)
        return (self.end if more else self.pair).format(first=said, last=last)


@dataclass(frozen=True, slots=True)
class PartOfTheDay:
    """What is said with a time of day: "a.m.", "in the evening"."""

    begins: time = field(metadata={"key": "from"})
    said: str


@dataclass(frozen=True, slots=True)
class TimePatterns:
    """How a time of day is read back: ``{hour}``, ``{next}`` hour, ``{minute}``, ``{clock}``, ``{part}``."""

    midnight: str
    noon: str
    hours: tuple[str, ...] = field(metadata={"least": 12})
    """The hours as on the face of a clock, twelve first."""
    minutes: Mapping[int, str]
    """Minutes that have a pattern of their own: 0 is "{hour}", 30 perhaps "half past {hour}"."""
    under_ten: str
    others: str
    parts: tuple[PartOfTheDay, ...]
    """In the order of the day, midnight first."""
    in_full: str
    """A time with its part of the day: "{clock} {part}"."""

    def __post_init__(self) -> None:
        begin = [part.begins for part in self.parts]
        if begin != sorted(begin) or begin[:1] != [time(0)]:
            message = "'parts' must begin at 00:00:00 and be in the order of the day"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class NightPatterns:
    """How nights of the week are said; ``{days}`` are a list of names."""

    every: str
    weeknights: str
    weekends: str
    weekend_nights: str
    """The same, where "on weekends" would be taken for the wrong nights."""
    some: str
    """"on {days}", with the days as in ``days``."""
    some_nights: str
    """"on {days} nights", with the days as in ``names``: for a time after midnight."""
    all_but: str
    all_but_nights: str
    names: tuple[str, ...] = field(metadata={"least": 7})
    """Monday first: "Monday"."""
    days: tuple[str, ...] = field(metadata={"least": 7})
    """Monday first: "Mondays"."""
    schedule: str
    """"{nights} at {time}"."""
    schedules: ListPatterns
    """Several schedules one after the other."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How numbers, lists, times and nights are said in one place."""

    numbers: tuple[str, ...] = field(metadata={"least": 60})
    """Whole numbers in words, from zero on."""
    lists: ListPatterns
    times: TimePatterns
    nights: NightPatterns

    def number(self, number: int) -> str:
        """Say a whole number in words.

        Raises:
            ValueError: for one that is not in the list, which nothing here counts up to.
        """
        if not 0 <= number < len(self.numbers):
            message = f"Only 0 to {len(self.numbers) - 1} can be said in words, not {number}."
            raise ValueError(message)
        return self.numbers[number]

    def time(self, at: time) -> str:
        """Return a time of day in words, with the part of the day in them.

        "nine thirty p.m.", or in en-GB "half past nine in the evening".
        """
        times = self.times
        if at == time(0):
            return times.midnight
        if at == time(_NOON):
            return times.noon
        usual = times.under_ten if at.minute < 10 else times.others
        clock = times.minutes.get(at.minute, usual).format(
            hour=times.hours[at.hour % _NOON],
            next=times.hours[(at.hour + 1) % _NOON],
            minute=self.number(at.minute),
        )
        part = [part.said for part in times.parts if part.begins <= at][-1]
        return times.in_full.format(clock=clock, part=part)
