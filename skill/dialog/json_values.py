"""Reading what comes back as JSON, from a store or in session attributes, with nothing taken on trust.

Whole numbers may come back as ``2.0``: JSON knows one kind of number only.
"""

from __future__ import annotations

from collections.abc import Mapping

BROKEN = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, OSError)
"""What reading a document that is not ours may raise; a moment far off raises the last two."""


_TABLES = (dict, Mapping)
"""What is a plain dictionary is found to be one in a fraction of the time that asking for a mapping takes."""
_SEQUENCES = (list, tuple)


def table(value: object) -> Mapping[str, object]:
    """Return a JSON object as it is.

    Raises:
        TypeError: when it is something else.
    """
    if not isinstance(value, _TABLES):
        message = f"expected a JSON object, not {type(value).__name__}"
        raise TypeError(message)
    return value


def sequence(value: object) -> list[object]:
    """Return a JSON list as it is.

    Raises:
        TypeError: when it is something else.
    """
    if not isinstance(value, _SEQUENCES):
        message = f"expected a JSON list, not {type(value).__name__}"
        raise TypeError(message)
    return list(value)


def whole_number(value: object) -> int:
    """Return a whole number that counts something, so 0 or more.

    Raises:
        TypeError: when it is no number.
        ValueError, OverflowError: when it is negative, broken or endless.
    """
    if type(value) is int and value >= 0:
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"expected a whole number, not {type(value).__name__}"
        raise TypeError(message)
    if value != int(value) or value < 0:
        message = f"expected a whole number, not {value}"
        raise ValueError(message)
    return int(value)
