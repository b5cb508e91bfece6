"""Read Amazon's built-in slot types from words, in the values that Alexa sends.

Each reader takes the words of one slot, normalised, and gives the text that
stands in the slot's ``value`` (Amazon, "Slot Type Reference"), or ``None`` if
the words as a whole are not such a value. Which words of an utterance to try
is the matcher's business.

A clock time without morning or evening is given as it was said: "nine" is
``09:00``, and the skill has to ask. "Half nine" is read the British way, half
past nine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from skill.simulator.understanding.words.numbers import NUMBER_WORDS, parse_number, spell_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HalfOfDay = Literal["am", "pm", "night"]

_HOUR: Final = 60
_HALF_DAY: Final = 12 * _HOUR
_DAY: Final = 24 * _HOUR
_NIGHT_BEGINS: Final = 5 * _HOUR
"""Five at night is in the evening; four at night is before dawn."""

_DAYPARTS: Final = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "tonight": "NI",
}
_HALVES: Final[dict[str, HalfOfDay]] = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "night"}
_OPENINGS: Final = ((), ("at",), ("this",), ("the",), ("in", "the"), ("of", "the"))
_NAMED_TIMES: Final = {"noon": _HALF_DAY, "midday": _HALF_DAY, "midnight": 0}
_PAST: Final = ("past", "after")
_TO: Final = ("to", "until", "before", "of")

_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class BuiltinSlot:
    """How to find one built-in type in an utterance: its reader, and the words worth showing it."""

    read: Callable[[tuple[str, ...]], str | None]
    vocabulary: frozenset[str]
    longest: int
    examples: Mapping[tuple[str, ...], str]


# --- AMAZON.TIME ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Clock:
    """Minutes since midnight, and whether that says the half of the day too."""

    minutes: int
    is_certain: bool = False


def read_time(words: tuple[str, ...]) -> str | None:
    """Read an AMAZON.TIME: ``HH:MM`` on a 24-hour clock, or ``MO``, ``AF``, ``EV``, ``NI``."""
    daypart = _daypart(words)
    if daypart:
        return daypart
    for clock_words, half in _halves_of_day(words):
        clock = _clock_phrases().get(clock_words)
        if clock:
            minutes = clock.minutes if clock.is_certain else _in_half(clock.minutes, half)
            return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
    return None


def _daypart(words: tuple[str, ...]) -> str | None:
    """Read "evening", "at night", "in the morning"."""
    return _DAYPARTS.get(words[-1]) if words and words[:-1] in _OPENINGS else None


def _halves_of_day(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], HalfOfDay | None]]:
    """Split off, in every possible way, the words that say which half of the day is meant."""
    yield words, None
    if words[-1:] == ("am",):
        yield words[:-1], "am"
    if words[-1:] == ("pm",):
        yield words[:-1], "pm"
    for size in (1, 2, 3):
        after, before = _daypart(words[-size:]), _daypart(words[:size])
        if after:
            yield words[:-size], _HALVES[after]
            if words[:-size][-1:] == ("pm",) and after != "MO":  # "nine pm at night" says it twice
                yield words[: -size - 1], "pm"
        if before and words[size : size + 1] == ("at",):  # "tonight at nine"
            yield words[size + 1 :], _HALVES[before]


def _in_half(minutes: int, half: HalfOfDay | None) -> int:
    """Place a time of the twelve-hour clock in a half of the day."""
    minutes %= _HALF_DAY
    if half is None:
        return minutes if minutes >= _HOUR else minutes + _HALF_DAY
    is_early = half == "am" or (half == "night" and minutes < _NIGHT_BEGINS)
    return minutes if is_early else minutes + _HALF_DAY


@cache
def _clock_phrases() -> Mapping[tuple[str, ...], _Clock]:
    """List every way to say a clock time; reading one is then a look-up."""
    phrases: dict[tuple[str, ...], _Clock] = {}
    for name, minutes in _NAMED_TIMES.items():
        phrases[name,] = phrases["twelve", name] = _Clock(minutes, is_certain=True)
        for offset, words in _offsets():
            phrases[*words, name] = _Clock((minutes + offset) % _DAY, is_certain=True)
    for hour in range(1, 13):
        (name,) = spell_number(hour)
        for minute, words in _minutes():
            phrases[name, *words] = _Clock(hour * _HOUR + minute)
        for offset, words in (*_offsets(), (30, ("half",))):
            phrases[*words, name] = phrases[*words, name, "oclock"] = _Clock(hour * _HOUR + offset)
    for hour in range(25):
        name_24 = spell_number(hour)
        padded = [] if hour > 9 else [("oh", *name_24), ("zero", *name_24)]
        for words in (("hundred",), ("hundred", "hours")):
            for spoken in (name_24, *padded):
                phrases[*spoken, *words] = _Clock(hour * _HOUR % _DAY, is_certain=True)
        for minute, words in _minutes():
            if not words:  # "twenty one" alone is a number
                continue
            for spoken in [name_24] if hour > 12 or hour == 0 else padded:
                phrases[*spoken, *words] = _Clock((hour * _HOUR + minute) % _DAY, is_certain=True)
    return MappingProxyType(phrases)


def _minutes() -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give what may follow an hour: nothing, "oclock", "oh five", "thirty"."""
    yield 0, ()
    yield 0, ("oclock",)
    for minute in range(1, _HOUR):
        words = spell_number(minute)
        if minute > 9:
            yield minute, words
        else:
            for zero in ("oh", "o", "zero"):
                yield minute, (zero, *words)


def _offsets() -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give what may precede an hour: "half past", "twenty to", "five minutes after"."""
    for past in _PAST:
        yield 30, ("half", past)
    for minute in range(1, 40):
        words = spell_number(minute)
        names = [words, (*words, "minutes" if minute > 1 else "minute")]
        if minute == 15:
            names += [("quarter",), ("a", "quarter")]
        for name in names:
            yield from ((minute, (*name, past)) for past in _PAST)
            yield from ((-minute, (*name, to)) for to in _TO)


# --- AMAZON.DURATION -----------------------------------------------------------------------

_UNITS: Final = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "month": "MONTH",
    "year": "Y",
}
_HALF_UNITS: Final = {"M": ("S", 30), "H": ("M", 30), "D": ("H", 12), "Y": ("MONTH", 6)}
_ONE: Final = frozenset({"a", "an", "one"})


def read_duration(words: tuple[str, ...]) -> str | None:
    """Read an AMAZON.DURATION in ISO 8601: "an hour and a half" is ``PT1H30M``."""
    amounts = _amounts(words)
    if not amounts:
        return None
    if "W" in amounts and len(amounts) > 1:  # ISO 8601 has weeks only by themselves
        amounts["D"] = amounts.get("D", 0) + 7 * amounts.pop("W")
    dates = "".join(
        f"{amounts[unit]}{unit[0]}" for unit in ("Y", "MONTH", "W", "D") if amounts.get(unit)
    )
    times = "".join(f"{amounts[unit]}{unit}" for unit in ("H", "M", "S") if amounts.get(unit))
    return f"P{dates}T{times}" if times else f"P{dates}" if dates else None


def _amounts(words: tuple[str, ...]) -> dict[str, int] | None:
    """Read "two hours and ten minutes" as an amount for each unit."""
    for size in range(len(words), 0, -1):
        first = _amount(words[:size])
        if first is None:
            continue
        rest = words[size + 1 :] if words[size : size + 1] == ("and",) else words[size:]
        if not rest:
            return first
        others = _amounts(rest)
        if others and not first.keys() & others.keys():
            return first | others
    return None


def _amount(words: tuple[str, ...]) -> dict[str, int] | None:
    """Read one amount: "ten minutes", "half an hour", "two and a half hours", "an hour and a half"."""
    if words == ("fortnight",) or (
        len(words) == 2 and words[0] in _ONE and words[1] == "fortnight"
    ):
        return {"W": 2}
    if words[-3:] == ("and", "a", "half") and words[-4:-3]:
        return _with_half(words[:-4], words[-4])
    *quantity, unit_word = words
    match quantity:
        case ["half"] | ["half", "a" | "an"] | ["a", "half"]:
            return _with_half(None, unit_word)
        case [*whole, "and", "a", "half"]:
            return _with_half(tuple(whole), unit_word)
        case ["quarter", "of", "an"] | ["a", "quarter", "of", "an"] | ["a", "quarter"] if (
            unit_word == "hour"
        ):
            return {"M": 15}
        case ["three", "quarters", "of", "an"] if unit_word == "hour":
            return {"M": 45}
    unit, number = _UNITS.get(unit_word.removesuffix("s")), _quantity(tuple(quantity))
    return None if unit is None or number is None else {unit: number}


def _with_half(whole: tuple[str, ...] | None, unit_word: str) -> dict[str, int] | None:
    """Read a number of units and half a unit more."""
    unit = _UNITS.get(unit_word.removesuffix("s"), "")
    number = 0 if whole is None else _quantity(whole)
    if unit not in _HALF_UNITS or number is None:
        return None
    smaller, half = _HALF_UNITS[unit]
    return {unit: number, smaller: half} if number else {smaller: half}


def _quantity(words: tuple[str, ...]) -> int | None:
    if len(words) == 1 and words[0] in _ONE:
        return 1
    if words in {("couple",), ("couple", "of"), ("a", "couple"), ("a", "couple", "of")}:
        return 2
    return parse_number(words)


# --- the other types -----------------------------------------------------------------------


def read_number(words: tuple[str, ...]) -> str | None:
    """Read an AMAZON.NUMBER as digits."""
    number = parse_number(words)
    return None if number is None else str(number)


def read_day_of_week(words: tuple[str, ...]) -> str | None:
    """Read an AMAZON.DayOfWeek: "sundays" is ``sunday``."""
    day = words[0].removesuffix("s") if len(words) == 1 else ""
    return day if day in _WEEK else None


_TIME_WORDS: Final = NUMBER_WORDS.union(
    _DAYPARTS, _NAMED_TIMES, _PAST, _TO, *_OPENINGS,
    ("am", "pm", "oclock", "oh", "o", "a", "half", "quarter", "minute", "minutes", "hours"),
)  # fmt: skip
_DURATION_WORDS: Final = NUMBER_WORDS.union(
    _UNITS,
    (f"{unit}s" for unit in _UNITS),
    _ONE,
    ("and", "of", "half", "couple", "fortnight", "quarter", "quarters"),
)


def _builtin(
    read: Callable[[tuple[str, ...]], str | None],
    vocabulary: frozenset[str],
    longest: int,
    examples: str,
) -> BuiltinSlot:
    """Describe a built-in type with examples of what people say, parted by commas."""
    said = [tuple(example.split()) for example in examples.split(",")]
    return BuiltinSlot(
        read, vocabulary, longest, {words: value for words in said if (value := read(words))}
    )


BUILTIN_SLOTS: Final[Mapping[str, BuiltinSlot]] = MappingProxyType(
    {
        "AMAZON.TIME": _builtin(
            read_time,
            _TIME_WORDS,
            9,
            "nine,nine pm,half past nine,ten thirty pm,quarter to ten,eight in the evening,nine at night",
        ),
        "AMAZON.DURATION": _builtin(
            read_duration,
            _DURATION_WORDS,
            10,
            "half an hour,an hour,ten minutes,fifteen minutes,two days",
        ),
        "AMAZON.NUMBER": _builtin(
            read_number, NUMBER_WORDS | {"and", "a"}, 10, "two,three,ten,twenty five"
        ),
        "AMAZON.DayOfWeek": _builtin(
            read_day_of_week, frozenset(_WEEK).union(f"{day}s" for day in _WEEK), 1, ",".join(_WEEK)
        ),
    }
)
"""The types the simulator can fill, by Amazon's name."""
