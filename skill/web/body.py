"""The body of a request: its raw bytes within limits, and the envelope in them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header

from skill.web.refusal import Check, CheckFailedError

MEDIA_TYPE = "application/json"
LARGEST_BODY = 128 * 1024
"""Bytes. Alexa's requests have a few thousand, and session attributes are part of a response
first, which may have 120,000 (Amazon, "Request and Response JSON Reference")."""


def raw_body(request: Request) -> bytes:
    """Return the bytes of a body that says it is JSON, as they came: the signature is over these.

    Raises:
        CheckFailedError: naming the check that failed.
    """
    if _media_type(request.headers.get("Content-Type", "")) != MEDIA_TYPE:
        raise CheckFailedError(Check.CONTENT_TYPE)
    # Of a body in chunks, Werkzeug returns so much without a word that there was more.
    request.max_content_length = LARGEST_BODY + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise CheckFailedError(Check.BODY_SIZE, status=413) from None
    # What a server raises for a body that breaks off or is badly chunked is its own affair.
    except Exception:  # noqa: BLE001
        raise CheckFailedError(Check.BODY_READ) from None
    if len(body) > LARGEST_BODY:
        raise CheckFailedError(Check.BODY_SIZE, status=413)
    return body


@lru_cache(maxsize=16)
def _media_type(content_type: str) -> str:
    """Return a media type without its parameters; Alexa names the same one every time."""
    return parse_options_header(content_type)[0].lower()


def envelope_in(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body.

    Raises:
        CheckFailedError: there is none.
    """
    try:
        envelope = _DECODER.decode(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise CheckFailedError(Check.BODY_JSON) from None
    if not isinstance(envelope, dict):
        raise CheckFailedError(Check.BODY_JSON)
    return envelope


def _refuse_constant(name: str) -> None:
    """Refuse ``NaN`` and the infinities, which Python reads and JSON does not have."""
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
