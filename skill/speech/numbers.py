"""Numbers as they are said."""

from __future__ import annotations

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def cardinal(number: int) -> str:
    """Say a whole number from 0 to 99 in words (``21`` is "twenty-one").

    Raises:
        ValueError: for a number outside that range, which nothing here counts up to.
    """
    if not 0 <= number <= 99:
        message = f"Only 0 to 99 can be said in words, not {number}."
        raise ValueError(message)
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    word = _TENS[tens - 2]
    return f"{word}-{_SMALL[ones]}" if ones else word
