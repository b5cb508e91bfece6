"""JSON samples of everything that the SDK's tables of fields describe, made from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from importlib import import_module
from typing import Any

from ask_sdk_model import Request, RequestEnvelope

from skill.simulator.echo.envelope import APPLICATION_ID, USER_ID, Envelope

REQUEST_TYPES: tuple[str, ...] = tuple(sorted(Request.discriminator_value_class_map))

NEW = "BRAND_NEW"
"""A value that no enumeration knows."""

_PRIMITIVE = {
    "str": "some text",
    "bool": True,
    "int": 3,
    "float": 1.5,
    "datetime": "2026-11-23T02:45:00+00:00",
    "object": {"anything": ["at", 1, None]},
}


def first_of(enumeration: type[Enum]) -> str:
    """A value that the enumeration knows."""
    return str(next(iter(enumeration)).value)


def new_for(_enumeration: type[Enum]) -> str:
    """A value that it does not know."""
    return NEW


def full_envelope(request_type: str, value_of: Callable[[type[Enum]], str] = first_of) -> Envelope:
    """An envelope with every field that the SDK knows filled, for one request type.

    Args:
        request_type: such as ``LaunchRequest``.
        value_of: gives the value for a field of an enumeration.
    """
    envelope: Envelope = _sample(RequestEnvelope, value_of, ())
    request_class = _load(Request.discriminator_value_class_map[request_type])
    envelope["request"] = _sample(request_class, value_of, ()) | {"type": request_type}
    context, session = envelope["context"], envelope["session"]
    assert isinstance(context, dict)
    assert isinstance(session, dict)
    context["System"]["application"]["applicationId"] = APPLICATION_ID
    context["System"]["user"]["userId"] = USER_ID
    session["new"] = True
    return envelope


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths to everything in a JSON value, containers included."""
    if path:
        yield path
    items: Any = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def _sample(model: Any, value_of: Callable[[type[Enum]], str], within: tuple[Any, ...]) -> Any:
    if issubclass(model, Enum):
        return value_of(model)
    named: dict[str, str] = {}
    key = getattr(model, "json_discriminator_key", None)
    if key is not None:
        kinds = model.discriminator_value_class_map
        by_class = {path: name for name, path in kinds.items()}
        own = by_class.get(f"{model.__module__}.{model.__name__}")
        name = own or min(kinds)
        model = model if own else _load(kinds[name])
        named = {key: name}
    if model in within:
        # A kind that holds itself, such as the components of a screen.
        return None
    fields = {
        model.attribute_map.get(attribute, attribute): _of_kind(kind, value_of, (*within, model))
        for attribute, kind in model.deserialized_types.items()
    }
    return fields | named


def _of_kind(kind: str, value_of: Callable[[type[Enum]], str], within: tuple[Any, ...]) -> Any:
    if kind.startswith("list["):
        item = _of_kind(kind[5:-1], value_of, within)
        return [] if item is None else [item]
    if kind.startswith("dict("):
        return {"some": _of_kind(kind[5:-1].partition(", ")[2], value_of, within)}
    if kind in _PRIMITIVE:
        return _PRIMITIVE[kind]
    return _sample(_load(kind), value_of, within)


def _load(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)
