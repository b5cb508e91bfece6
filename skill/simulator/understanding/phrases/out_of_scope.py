"""Tell talk that is no business of the skill, though it has the words of a sample.

"Set an alarm for six thirty" is all but "set it for six thirty", and "remind me to call mom"
is much like "remind me to talk". What gives such talk away is what it begins with, or what no
sample has: a thing that Alexa sees to by herself, or an errand. The words are data:
``out_of_scope.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.samples.samples import SlotElement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.simulator.understanding.samples.similarity import Comparison

_LEAST_UNFINISHED: Final = 3
"""Words; shorter ones may be all that was heard of an answer."""

_Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """What talk about something else is known by; the file's comments say what each is for."""

    alexas: frozenset[str]
    requests: frozenset[str]
    things: frozenset[str]
    openings: _Phrases
    sayings: _Phrases
    errands: _Phrases
    ours: frozenset[str]
    own: frozenset[str]
    unfinished: frozenset[str]
    statements: frozenset[str]
    questions: frozenset[str]

    def is_meant(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether an utterance asks for something that the skill does not do."""
        if len(tokens) >= _LEAST_UNFINISHED and tokens[-1] in self.unfinished:
            return True
        for errand in self.errands:
            if tokens[: len(errand)] == errand:
                return len(tokens) > len(errand) and tokens[len(errand)] not in self.ours
        if not self.own.isdisjoint(tokens):
            return False
        if any(tokens[: len(opening)] == opening for opening in self.openings + self.sayings):
            return True
        if not tokens or tokens[0] not in self.requests:
            return False
        return not (self.things.isdisjoint(tokens) and self.alexas.isdisjoint(tokens))

    def rules_out(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether an utterance is none of the skill's, much like a sample though it may be."""
        sample = comparison.sample
        left_over = set(tokens).difference(comparison.shared)
        if not self.alexas.isdisjoint(left_over):
            return True
        slots = sum(isinstance(element, SlotElement) for element in sample.core)
        tells_nothing = len(comparison.filled) < slots or not self.questions.isdisjoint(left_over)
        if sample.intent in self.statements and tells_nothing:
            return True
        if any(
            _stands_in(saying, tokens) and not _stands_in(saying, sample.core)
            for saying in self.sayings
        ):
            return True
        return not set(self._errands(tokens)) <= set(pairwise(sample.core))

    def has_errand(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether an utterance asks to be reminded of something: "remind me to call mom"."""
        return any(self._errands(tokens))

    def _errands(self, tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Give the start of each errand: "to call" of "remind me to call mom"."""
        for opening in self.errands:
            for place in range(len(tokens) - len(opening)):
                if tokens[place : place + len(opening)] == opening:
                    yield opening[-1], tokens[place + len(opening)]


def _stands_in(saying: tuple[str, ...], words: tuple[object, ...]) -> bool:
    return saying[0] in words and any(
        words[place : place + len(saying)] == saying for place in range(len(words))
    )


@cache
def out_of_scope() -> OutOfScope:
    """Read ``out_of_scope.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("out_of_scope.toml").read_text(encoding="utf-8")
    )
    words = ("alexas", "requests", "things", "ours", "own", "unfinished", "questions")
    openings, sayings, errands = (
        tuple(tuple(phrase.split()) for phrase in data[name])
        for name in ("openings", "sayings", "errands")
    )
    return OutOfScope(
        openings=openings,
        sayings=sayings,
        errands=errands,
        statements=frozenset(data["statements"]),
        **{name: frozenset(data[name].split()) for name in words},
    )
