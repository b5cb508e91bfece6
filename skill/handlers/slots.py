"""Reading slots: entity resolution first, in Alexa's shape, and never trusting that one is there."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from skill.content.models import Heard

Value = TypeVar("Value", bound=StrEnum)

_MATCH = "ER_SUCCESS_MATCH"


class Slots:
    """The slots of one intent, by name.

    Args:
        slots: the SDK's, or None where the intent has none.
        words: the words by which more is understood than entity resolution tells.
    """

    def __init__(self, slots: dict[str, Any] | None, words: Heard) -> None:
        self._slots = slots or {}
        self._words = words

    def heard(self, name: str) -> str | None:
        """Return what Alexa made of a slot of her own, or None when it is not filled.

        That is "?" where she could not make it out.
        """
        value = getattr(self._slots.get(name), "value", None)
        return value if isinstance(value, str) and value.strip() else None

    def spoken(self, name: str) -> str | None:
        """Return what was said for a slot, or None when it is not filled or not made out."""
        value = self.heard(name)
        return None if value is None or value.strip() == "?" else value

    def is_for_two(self, name: str) -> bool:
        """Tell whether a slot was said as one voice answers for two: "both of us"."""
        return (self.spoken(name) or "").startswith(self._words.for_two)

    def is_of_absent(self, name: str) -> bool:
        """Tell whether a slot was filled with words about a partner who is not there, or asleep."""
        spoken = f" {self.spoken(name) or ''} "
        return any(f" {words} " in spoken for words in self._words.absent)

    def is_nobody_else(self, name: str) -> bool:
        """Tell whether a slot tells that nobody else hears it: "just me"."""
        return (self.spoken(name) or "").startswith(self._words.nobody_else)

    def id_of(self, name: str) -> str | None:
        """Return the id that entity resolution found for a slot, the best one first."""
        return _resolved_id(self._slots.get(name))

    def ids_of(self, name: str) -> tuple[str, ...]:
        """Return the resolved ids of a slot that takes several values, such as two days.

        Such a slot has a list of values, each with resolutions of its own
        (Amazon, "Collect Multiple Values in a Slot").
        """
        slot = self._slots.get(name)
        values = getattr(getattr(slot, "slot_value", None), "values", None)
        ids = [_resolved_id(value) for value in (values if isinstance(values, list) else [slot])]
        return tuple(id_ for id_ in ids if id_ is not None)

    def is_filled(self, name: str) -> bool:
        """Tell whether anything was said for a slot, be it one value or several."""
        values = getattr(getattr(self._slots.get(name), "slot_value", None), "values", None)
        return bool(values) or self.heard(name) is not None

    def one_of(self, name: str, kind: type[Value]) -> Value | None:
        """Return the resolved value of a slot as a member of an enumeration, if it is one."""
        id_ = self.id_of(name)
        return kind(id_) if id_ in [member.value for member in kind] else None


def _resolved_id(value: Any) -> str | None:
    """Return the best id among the resolutions of a slot or of one of its values."""
    authorities = getattr(getattr(value, "resolutions", None), "resolutions_per_authority", None)
    for authority in authorities or []:
        code = getattr(getattr(authority, "status", None), "code", None)
        if getattr(code, "value", code) != _MATCH:
            continue
        for wrapper in authority.values or []:
            id_ = getattr(getattr(wrapper, "value", None), "id", None)
            if isinstance(id_, str) and id_:
                return id_
    return None
