"""Making values of TOML tables, as the annotations of their dataclasses say.

A field is read under its own name, or where its metadata name a ``key``, under
that. It may be left out where it has a default, and so may any list of texts.
The metadata may also tell the ``least`` number of entries of a list, and the
``names`` that a table has: each of them, and no other. A key that no field
reads is an error, for most often it is a misspelt one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from skill.content.source import Table

_Value = TypeVar("_Value")

_PLAIN: Final = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    date: "a day, such as 2026-11-01 without quotation marks",
    time: "a time, such as 17:00:00 without quotation marks",
}
_TEXTS: Final = tuple[str, ...]


def from_table(kind: type[_Value], table: Table, **given: object) -> _Value:
    """Make a value of a table.

    Args:
        kind: a dataclass.
        table: what a file says.
        given: fields that are known without the file, which then may not say them.

    Raises:
        KeyError: with the key that is missing.
        TypeError: what stands under a key is of another type than it must be.
        ValueError: it is not one of what it may be, or nothing reads a key.
    """
    read = {
        field.metadata.get("key", field.name): (field, hint)
        for field, hint in _fields(cast("Any", kind))
        if field.name not in given
    }
    _refuse_unread(table, read, "it")
    values = dict(given)
    for key, (field, hint) in read.items():
        if key in table or hint == _TEXTS:
            values[field.name] = _field(field, hint, table.get(key, []), key)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise KeyError(key)
    return kind(**values)


@cache
def _fields(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    """Return the fields of a dataclass, each with its annotation."""
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in fields(kind))


def _field(field: Field[Any], hint: Any, value: object, key: str) -> Any:
    """Return the value of a field, once it has all that its metadata ask for."""
    if names := field.metadata.get("names"):
        table = _table(value, key)
        _refuse_unread(table, names, f"'{key}'")
        if missing := [name for name in names if name not in table]:
            raise KeyError(str(missing[0]))
    made = _value(hint, value, key)
    if (least := field.metadata.get("least")) and len(made) < least:
        message = (
            f"'{key}' holds {len(made)} texts; it needs {least}" if made else f"'{key}' is empty"
        )
        raise ValueError(message)
    return made


def _value(hint: Any, value: object, key: str) -> Any:
    """Return a value as the type that an annotation says."""
    kind, arguments = get_origin(hint) or hint, get_args(hint)
    if kind is UnionType:
        return _value(next(one for one in arguments if one is not NoneType), value, key)
    if kind is Literal:
        return _choice(arguments, value, key)
    if kind is tuple:
        return tuple(_value(arguments[0], item, key) for item in _list(arguments[0], value, key))
    if kind is Mapping:
        named, of = arguments
        return {named(name): _value(of, item, name) for name, item in _table(value, key).items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return from_table(kind, _table(value, key))
    if issubclass(kind, Enum):
        return _member(kind, value, key)
    return _plain(kind, value, key)


def _plain(kind: type, value: object, key: str) -> object:
    # No subclass either: True is no number, and a moment is no day.
    if type(value) is not kind:
        message = f"'{key}' must be {_PLAIN[kind]}"
        raise TypeError(message)
    return value


def _member(kind: type[Enum], value: object, key: str) -> Enum:
    if _plain(str, value, key) not in [member.value for member in kind]:
        message = f"'{value}' is not a valid '{key}'"
        raise ValueError(message)
    return kind(value)


def _choice(choices: tuple[object, ...], value: object, key: str) -> object:
    *others, last = map(str, choices)
    if _plain(type(choices[0]), value, key) not in choices:
        message = f"'{key}' must be {', '.join(others)} or {last}"
        raise ValueError(message)
    return value


def _list(of: Any, value: object, key: str) -> list[object]:
    kind, name = (str, "texts") if of is str else (dict, "tables")
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        message = f"'{key}' must be a list of {name}"
        raise TypeError(message)
    return value


def _table(value: object, key: str) -> Table:
    if not isinstance(value, dict):
        message = f"'{key}' must be a table"
        raise TypeError(message)
    return cast("Table", value)


def _refuse_unread(table: Table, read: Collection[str], where: str) -> None:
    if unread := sorted(table.keys() - set(read)):
        message = f"{where} has a key '{unread[0]}' that nothing reads"
        raise ValueError(message)
