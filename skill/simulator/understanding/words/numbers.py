"""English number words: read digits aloud, and read number words back.

Samples and slot values of an interaction model spell numbers out, and Alexa's
recogniser hands "nine thirty" to the language model, not "9:30". A person at a
keyboard types digits, so they are spelled out before anything is compared.
"""

from __future__ import annotations

from typing import Final

UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_SMALL: Final = {word: value for value, word in enumerate(UNITS)} | {
    word: 10 * value for value, word in enumerate(TENS) if word
}
NUMBER_WORDS: Final = frozenset(_SMALL) | {"hundred", "thousand"}


def spell_number(number: int) -> tuple[str, ...]:
    """Give the words for a number from 0 to 99: 45 is ``("forty", "five")``."""
    if not 0 <= number <= 99:
        msg = f"Only 0 to 99 are spelled as one number, not {number}."
        raise ValueError(msg)
    if number < len(UNITS):
        return (UNITS[number],)
    tens, unit = divmod(number, 10)
    return (TENS[tens], UNITS[unit]) if unit else (TENS[tens],)


def spell_digits(digits: str) -> tuple[str, ...]:
    """Give the words for digits as people read them out.

    One or two digits are a number ("30" is thirty), more are read one by one
    ("911" is nine one one), and a clock time reads as such ("9:05" is nine oh
    five, "9:00" is nine, "21:00" is twenty one hundred).
    """
    hour, colon, minute = digits.replace(".", ":").partition(":")
    if colon and len(hour) <= 2:
        if minute == "00":
            return spell_number(int(hour)) + (() if 1 <= int(hour) <= 12 else ("hundred",))
        return (
            spell_number(int(hour))
            + (("oh",) if minute[0] == "0" else ())
            + spell_number(int(minute))
        )
    if not colon and len(digits) <= 2:
        return spell_number(int(digits))
    return tuple(UNITS[int(digit)] for digit in digits if digit.isdecimal())


def parse_number(words: tuple[str, ...]) -> int | None:
    """Read a whole number below a million from its words; ``None`` if they are not one.

    >>> parse_number(("two", "hundred", "and", "five"))
    205
    """
    if "thousand" in words:
        at = words.index("thousand")
        thousands, rest = _below_thousand(words[:at]), _remainder(words[at + 1 :])
        return None if not thousands or rest is None else 1_000 * thousands + rest
    return _below_thousand(words)


def _remainder(words: tuple[str, ...]) -> int | None:
    """Read what follows "thousand": nothing, a number, or "and" with a number."""
    if not words:
        return 0
    return _below_thousand(words[1:] if words[0] == "and" else words)


def _below_thousand(words: tuple[str, ...]) -> int | None:
    if "hundred" not in words:
        return below_hundred(words)
    at = words.index("hundred")
    hundreds = below_hundred(("one",) if words[:at] == ("a",) else words[:at])
    if not hundreds or hundreds > 9:
        return None
    rest = words[at + 1 :]
    if not rest:
        return 100 * hundreds
    units = below_hundred(rest[1:] if rest[0] == "and" else rest)
    return None if units is None else 100 * hundreds + units


def below_hundred(words: tuple[str, ...]) -> int | None:
    """Read a number from 0 to 99: ``("forty", "five")`` is 45."""
    match words:
        case [word]:
            return _SMALL.get(word)
        case [tens, unit] if tens in TENS and 1 <= _SMALL.get(unit, 0) <= 9:
            return _SMALL[tens] + _SMALL[unit]
    return None
