"""A frozen value with some fields changed, for the values that change many times in a turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Value = TypeVar("Value")

_Slot = tuple[str, Callable[[Any], object], Callable[[Any, object], None]]
_SLOTS: dict[type, tuple[_Slot, ...]] = {}
"""The slots of each class: their names, and what reads and writes them."""


def revised(value: Value, **changes: object) -> Value:
    """Return a copy with some fields changed, as ``dataclasses.replace`` does, in a third of its time.

    It copies slot by slot and leaves ``__init__`` out. So it is for frozen dataclasses
    with slots and no ``__post_init__``, and the names must be those of fields.

    Raises:
        TypeError: a name is no field's.
    """
    kind = type(value)
    copy = kind.__new__(kind)
    left = len(changes)
    for name, get, put in _SLOTS.get(kind) or _slots(kind):
        if name in changes:
            put(copy, changes[name])
            left -= 1
        else:
            put(copy, get(value))
    if left:
        message = f"{kind.__name__} has no such fields as {sorted(changes)}"
        raise TypeError(message)
    return copy


def _slots(kind: Any) -> tuple[_Slot, ...]:
    _SLOTS[kind] = tuple(
        (name, getattr(kind, name).__get__, getattr(kind, name).__set__) for name in kind.__slots__
    )
    return _SLOTS[kind]
