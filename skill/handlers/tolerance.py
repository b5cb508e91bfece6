"""Reading a request envelope so that nothing new in it stops the skill.

The SDK's own deserializer raises, before any handler runs and where no
exception handler sees it, on every request type and every enumerated value
newer than its last release, of which it knows dozens: an unknown state of the
audio player is enough. Amazon's documentation says that code must be resilient
to additions. So envelopes are read here, by the SDK's own tables of fields, and
what the tables do not know, or what is not of the kind they name, is left out:
a handler finds None there, as if Alexa had not sent it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_model import Request, RequestEnvelope

from skill.errors import RequestRefusedError

DEPTH = 64
"""How deep an envelope may be nested. Alexa's own go to about twelve; the SDK copies
session attributes by recursion, and a hostile one could exhaust Python's stack."""

Reader = Callable[[Any], Any]
"""Turns a JSON value into the SDK's own for it, or into None where it does not fit."""


def read_envelope(envelope: object, skill_id: str | None = None) -> RequestEnvelope | None:
    """Return a parsed JSON body as the SDK's envelope, or None for an unknown request type.

    Args:
        envelope: the body.
        skill_id: whose requests to take; None takes everybody's.

    Raises:
        RequestRefusedError: when it is no request envelope, or for another skill.
    """
    request_type = _at(envelope, "request", "type")
    if not isinstance(envelope, dict) or not isinstance(request_type, str):
        message = "The body is no request envelope: it holds no request with a type."
        raise RequestRefusedError(message)
    application_id = _at(envelope, "context", "System", "application", "applicationId")
    if not isinstance(application_id, str):
        message = "The envelope does not say which skill it is for."
        raise RequestRefusedError(message)
    if skill_id is not None and application_id != skill_id:
        message = "The request is meant for another skill."
        raise RequestRefusedError(message)
    if _is_deeper(envelope, DEPTH):
        message = f"The envelope is nested more than {DEPTH} levels deep."
        raise RequestRefusedError(message)
    if request_type not in Request.discriminator_value_class_map:
        return None
    return _reader_of(RequestEnvelope)(envelope)


def _at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _is_deeper(value: object, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        if not inner:
            return False
        level = inner
    return True


class _AsSent(dict[str, Any]):
    """JSON of somebody's own, such as session attributes: read and never written.

    The SDK copies session attributes for handlers that write into them. Here none does.
    """

    def __deepcopy__(self, _memo: object) -> _AsSent:
        return self


@cache
def _reader(kind: str) -> Reader:
    """Return the reader of a kind of value, by the name it has in the SDK's tables.

    Names are ``str``, ``list[str]``, ``dict(str, ask_sdk_model.slot.Slot)`` and so on.
    """
    if kind.startswith("list["):
        item_kind = kind.removeprefix("list[").removesuffix("]")
        return lambda value: _read_list(item_kind, value)
    if kind.startswith("dict("):
        item_kind = kind.partition(", ")[2].removesuffix(")")
        return lambda value: _read_dict(item_kind, value)
    if kind in _PRIMITIVE:
        return _PRIMITIVE[kind]
    return _reader_of(_class(kind))


@cache
def _reader_of(model: Any) -> Reader:
    """Return the reader of one of the SDK's classes."""
    if issubclass(model, Enum):
        members = {member.value: member for member in model}
        return lambda value: members.get(value) if isinstance(value, str) else None
    if hasattr(model, "json_discriminator_key"):
        return _SubclassReader(model)
    return _ObjectReader(model)


@cache
def _class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _read_list(item_kind: str, value: Any) -> list[Any] | None:
    if not isinstance(value, list):
        return None
    read = _reader(item_kind)
    return [item for each in value if (item := read(each)) is not None]


def _read_dict(item_kind: str, value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    if item_kind == "object":
        return _AsSent({key: item for key, item in value.items() if item is not None})
    read = _reader(item_kind)
    return {key: item for key, each in value.items() if (item := read(each)) is not None}


class _ObjectReader:
    """Reads a JSON object into one of the SDK's classes.

    What reads a field is looked up when a request first has that field, since the classes
    of all that could come would have to be imported for that.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._kinds = {
            model.attribute_map.get(attribute, attribute): (attribute, kind)
            for attribute, kind in model.deserialized_types.items()
        }
        """The attributes and their kinds, by their names in JSON."""
        self._fields: dict[str, tuple[str, Reader]] = {}

    def __call__(self, value: Any) -> Any:
        """Return the object, or None where the value is none."""
        if not isinstance(value, dict):
            return None
        made = self._model()
        for name, each in value.items():
            field = self._fields.get(name) or self._looked_up(name)
            if field is not None:
                attribute, read = field
                setattr(made, attribute, read(each))
        return made

    def _looked_up(self, name: str) -> tuple[str, Reader] | None:
        if name not in self._kinds:
            return None
        attribute, kind = self._kinds[name]
        self._fields[name] = attribute, _reader(kind)
        return self._fields[name]


class _SubclassReader:
    """Reads a JSON object into the subclass that it names."""

    def __init__(self, model: Any) -> None:
        self._discriminator: str = model.json_discriminator_key
        self._paths: dict[str, str] = model.discriminator_value_class_map

    def __call__(self, value: Any) -> Any:
        """Return the object, or None where the value is none, or one of a kind that is not known."""
        named = value.get(self._discriminator) if isinstance(value, dict) else None
        path = self._paths.get(named) if isinstance(named, str) else None
        return None if path is None else _object_reader(path)(value)


@cache
def _object_reader(path: str) -> _ObjectReader:
    return _ObjectReader(_class(path))


def _read_bool(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _read_number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _read_text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _read_moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_PRIMITIVE: dict[str, Reader] = {
    "bool": _read_bool,
    "int": _read_number,
    "float": _read_number,
    "str": _read_text,
    "datetime": _read_moment,
    "object": lambda value: value,
}
