"""Tell talk that is no business of the skill, though it has the words of a sample.

"Set an alarm for six thirty" is all but "set it for six thirty", and "what time is it
in Perth" has a town; Alexa does the one herself, and the other too. The words by which
such talk is known are data: ``other_requests.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_LEAST_UNFINISHED: Final = 3
"""Words; shorter ones may be all that was heard of an answer."""


@dataclass(frozen=True, slots=True)
class OtherRequests:
    """What talk about something else is known by."""

    requests: frozenset[str]
    things: frozenset[str]
    openings: tuple[tuple[str, ...], ...]
    reminds: tuple[tuple[str, ...], ...]
    ours: frozenset[str]
    own: frozenset[str]
    unfinished: frozenset[str]

    def is_meant(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether an utterance asks for something that the skill does not do."""
        if len(tokens) >= _LEAST_UNFINISHED and tokens[-1] in self.unfinished:
            return True
        for remind in self.reminds:
            if tokens[: len(remind)] == remind:
                return tokens[len(remind)] not in self.ours if len(tokens) > len(remind) else False
        if not self.own.isdisjoint(tokens):
            return False
        if any(tokens[: len(opening)] == opening for opening in self.openings):
            return True
        return bool(tokens) and tokens[0] in self.requests and not self.things.isdisjoint(tokens)


@cache
def other_requests() -> OtherRequests:
    """Read ``other_requests.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("other_requests.toml").read_text(encoding="utf-8")
    )
    words = {
        name: frozenset(data[name].split())
        for name in ("requests", "things", "ours", "own", "unfinished")
    }
    return OtherRequests(
        openings=tuple(tuple(opening.split()) for opening in data["openings"]),
        reminds=tuple(tuple(opening.split()) for opening in data["reminds"]),
        **words,
    )
