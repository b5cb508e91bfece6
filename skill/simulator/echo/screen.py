"""The words on a device's screen, read out of APL documents and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from skill.simulator.echo.envelope import mapping

# Properties of APL components, and of our datasources, that are no words to read.
_SETTINGS: Final = frozenset({"type", "version", "src", "url", "id", "token", "theme", "size"})
_BOUND: Final = re.compile(r"\$\{\w+\.([\w.]+)\}")
_WORD_JOINER: Final = "\u2060"


def document_text(directive: Mapping[str, object]) -> tuple[str, ...]:
    """Every line of words that an APL RenderDocument directive shows, each once, in reading order.

    Words bound to a datasource by its name are looked up there, and words of a
    datasource that are bound in another way come last. What can be touched is
    not among them: see :mod:`skill.simulator.echo.touch_targets`.
    """
    data = mapping(directive.get("datasources"))
    words = (
        *_texts(mapping(directive.get("document")).get("mainTemplate"), data),
        *_leaves(data),
    )
    return tuple(dict.fromkeys(line for word in words if (line := " ".join(read(word).split()))))


def read(text: str) -> str:
    """The words of a text as it is shown: entities read, and what takes no room left out."""
    return unescape(text).replace(_WORD_JOINER, "")


def card_text(card: Mapping[str, object]) -> tuple[str, ...]:
    """The title and the text of a card for the Alexa app, or what it asks for."""
    if card.get("type") == "AskForPermissionsConsent":
        permissions = card.get("permissions")
        scopes = permissions if isinstance(permissions, list) else []
        return ("Permission wanted: " + ", ".join(map(str, scopes)),)
    texts = (card.get(name) for name in ("title", "content", "text"))
    return tuple(text for text in texts if isinstance(text, str) and text)


def _texts(value: object, data: Mapping[str, object]) -> Iterator[str]:
    """The ``text`` properties anywhere inside a component, but for what can be touched."""
    if isinstance(value, Mapping):
        if value.get("type") == "TouchWrapper":
            return
        text = value.get("text")
        if isinstance(text, str):
            yield from _bound(text, data)
        for inner in value.values():
            yield from _texts(inner, data)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, data)


def _bound(text: str, data: Mapping[str, object]) -> Iterator[str]:
    """The text itself if it is written out, or what it is bound to if that is a text."""
    found = _BOUND.fullmatch(text)
    if found is None and "${" not in text:
        yield text
    elif found is not None:
        value: object = data
        for name in found[1].split("."):
            value = mapping(value).get(name)
        if isinstance(value, str):
            yield value


def _leaves(value: object) -> Iterator[str]:
    """The strings anywhere inside a datasource, but for its settings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _SETTINGS:
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
