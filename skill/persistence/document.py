"""Documents as text: the JSON that every store keeps, and the way back.

A document is a JSON object of strings, integers, booleans, nulls, lists and
objects. It has no floats, which DynamoDB refuses and which do not survive every
round trip. Text is plain ASCII, so that no store's idea of encodings matters.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping


def _refuse_number(_literal: str) -> NoReturn:
    msg = "A household's document holds whole numbers only."
    raise ValueError(msg)


_ENCODER = json.JSONEncoder(separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)


def encode_document(document: Mapping[str, object]) -> str:
    """Write a document as compact ASCII JSON.

    Raises:
        TypeError: it holds something that would not come back equal, such as a
            float, a tuple, a key that is not a string, or itself. The message
            quotes nothing of the document.
    """
    given = dict(document)
    try:
        text = _ENCODER.encode(given)
        # JSON turns tuples into lists and numeric keys into strings without a
        # word; reading the text back is the one check that misses nothing.
        faithful = _DECODER.decode(text) == given
    except (TypeError, ValueError, RecursionError):
        faithful = False
    if not faithful:
        msg = (
            "A household's document may hold only strings, whole numbers, booleans, None, lists, "
            "and dictionaries with string keys."
        )
        raise TypeError(msg)
    return text


def decode_document(text: str) -> dict[str, object]:
    """Read a document that `encode_document` wrote; every call makes new objects.

    Raises:
        ValueError: the text is not such a document.
    """
    document = _DECODER.decode(text)
    if not isinstance(document, dict):
        msg = "A household's document is a JSON object."
        raise ValueError(msg)  # noqa: TRY004 - what is wrong is the text's content
    return document
