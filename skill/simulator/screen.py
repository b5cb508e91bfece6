"""The words on a device's screen, read out of APL documents and cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skill.simulator.envelope import mapping

# Properties of APL components, and of our datasources, that are no words to read.
_SETTINGS = frozenset({"type", "version", "src", "url", "id", "token", "theme"})


def document_text(directive: Mapping[str, object]) -> tuple[str, ...]:
    """Every line of words that an APL RenderDocument directive shows, each once.

    Data binding is not evaluated: bound words are read from the datasources,
    written ones from the ``text`` of the document's components.
    """
    words = (
        *_texts(mapping(mapping(directive.get("document")).get("mainTemplate"))),
        *_leaves(mapping(directive.get("datasources"))),
    )
    return tuple(dict.fromkeys(line for word in words if (line := " ".join(word.split()))))


def card_text(card: Mapping[str, object]) -> tuple[str, ...]:
    """The title and the text of a card for the Alexa app, or what it asks for."""
    if card.get("type") == "AskForPermissionsConsent":
        permissions = card.get("permissions")
        scopes = permissions if isinstance(permissions, list) else []
        return ("Permission wanted: " + ", ".join(map(str, scopes)),)
    texts = (card.get(name) for name in ("title", "content", "text"))
    return tuple(text for text in texts if isinstance(text, str) and text)


def _texts(value: object) -> Iterator[str]:
    """The literal ``text`` properties anywhere inside a component."""
    if isinstance(value, Mapping):
        text = value.get("text")
        if isinstance(text, str) and "${" not in text:
            yield text
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


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
