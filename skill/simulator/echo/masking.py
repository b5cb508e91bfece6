"""Envelopes to look at: as they were sent, without what identifies or opens anything."""

from __future__ import annotations

import re
from collections.abc import Mapping

MASK = "********"
_IDENTIFIER = re.compile(r"\b(amzn1\.(?:ask|echo-api)\.[a-z]+\.)[\w-]+")


def masked(value: object) -> object:
    """Return a copy of some JSON with every identifier of Amazon's and every token hidden.

    Of an identifier its kind is left, such as ``amzn1.ask.account.``, also where
    it is a part of something longer. A field that is called just ``token`` is
    the skill's own name for what it shows or asks, and opens nothing.
    """
    if isinstance(value, Mapping):
        return {name: _hidden(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner) for inner in value]
    return _IDENTIFIER.sub(rf"\1{MASK}", value) if isinstance(value, str) else value


def _hidden(name: str, value: object) -> object:
    shown = masked(value)
    # What was not recognised by its form is by its name.
    is_secret = name.endswith("Token") or (name.endswith("Id") and shown == value)
    return MASK if is_secret and isinstance(value, str) else shown
