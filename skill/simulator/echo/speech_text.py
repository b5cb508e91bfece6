"""SSML as a person reads it and as espeak-ng speaks it.

Alexa's SSML has prefixed tags such as ``amazon:effect`` without declaring the
prefixes, so a namespace-aware XML parser refuses what Alexa accepts. Expat
reads it as Alexa does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from skill.errors import CloserError

if TYPE_CHECKING:
    from collections.abc import Mapping


class SpeechMarkupError(CloserError, ValueError):
    """The speech is not well-formed SSML inside one ``speak`` element."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A tag opens."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closing:
    """A tag closes."""

    tag: str


Piece = Opening | Closing | str


def read_markup(ssml: str) -> tuple[Piece, ...]:
    """SSML as tags and text in reading order, the outer ``speak`` included.

    Raises:
        SpeechMarkupError: the SSML is not well-formed, or is not one ``speak`` element.
    """
    pieces: list[Piece] = []

    def opens(tag: str, attributes: dict[str, str]) -> None:
        pieces.append(Opening(tag, attributes))

    def closes(tag: str) -> None:
        pieces.append(Closing(tag))

    parser = expat.ParserCreate()
    parser.StartElementHandler = opens
    parser.EndElementHandler = closes
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(ssml, True)  # noqa: FBT003 - expat takes "final" by position only
    except expat.ExpatError as error:
        msg = f"The SSML is not well-formed: {error}."
        raise SpeechMarkupError(msg) from error
    if pieces[-1] != Closing("speak"):
        msg = "SSML is one <speak> element with everything inside it."
        raise SpeechMarkupError(msg)
    return tuple(pieces)


def plain_text(ssml: str) -> str:
    """What Alexa says, on one line, as words to print.

    Tags vanish. A pause, sentence or paragraph leaves a space where words
    would otherwise run together.

    Raises:
        SpeechMarkupError: the SSML is not well-formed.
    """
    words = "".join(
        piece if isinstance(piece, str) else " " if _separates(piece) else ""
        for piece in read_markup(ssml)
    )
    return re.sub(r" (?=[.,;:!?](?:\s|$))", "", " ".join(words.split()))


_SEPARATING_TAGS = frozenset({"audio", "break", "p", "s"})


def _separates(piece: Opening | Closing) -> bool:
    return piece.tag in _SEPARATING_TAGS


# What espeak-ng 1.51 understands of what Alexa understands.
_ESPEAK_TAGS = frozenset(
    {"break", "emphasis", "p", "phoneme", "prosody", "s", "say-as", "speak", "sub"}
)
_WHISPER = Opening("prosody", {"volume": "x-soft"})


def espeak_markup(ssml: str) -> str:
    """SSML that ``espeak-ng -m`` speaks: what it knows stays, the words of the rest stay.

    Whispering, which it cannot, becomes very soft speech.

    Raises:
        SpeechMarkupError: the SSML is not well-formed.
    """
    written: list[str] = []
    open_tags: list[str | None] = []
    for piece in read_markup(ssml):
        if isinstance(piece, str):
            written.append(escape(piece))
        elif isinstance(piece, Opening):
            spoken = _for_espeak(piece)
            open_tags.append(spoken.tag if spoken else None)
            written.append(_open(spoken) if spoken else "")
        elif tag := open_tags.pop():
            written.append(f"</{tag}>")
    return "".join(written)


def _for_espeak(opening: Opening) -> Opening | None:
    if opening.tag == "amazon:effect" and opening.attributes.get("name") == "whispered":
        return _WHISPER
    return opening if opening.tag in _ESPEAK_TAGS else None


def _open(opening: Opening) -> str:
    attributes = "".join(
        f" {name}={quoteattr(value)}" for name, value in opening.attributes.items()
    )
    return f"<{opening.tag}{attributes}>"
