"""Hear danger in what an utterance says: who does what to whom.

The patterns and the words are data: ``danger.toml``. A sign of danger counts
only where no innocent reading touches the same words, so that "he beat me at
chess and then he beat me" is heard for its second half.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from skill.simulator.lexicon import lexicon
from skill.simulator.phrase_patterns import PatternLanguage, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from skill.simulator.normalise import Words
    from skill.simulator.phrase_patterns import Found

POSSESSIVES: Final = frozenset({"his", "her", "their"})
"""They name somebody only to say whose something is."""
IMPLIED: Final = "partner"
"""The kind of danger that is meant where no word names one."""


@dataclass(frozen=True, slots=True)
class Danger:
    """A sign of danger.

    Attributes:
        kind: the id of the kind of danger, as in the models' slot.
        named: the words that name the kind, as they were said; empty if none does.
    """

    kind: str
    named: str


class DangerGrammar:
    """The signs of danger and the innocent readings."""

    def __init__(
        self,
        language: PatternLanguage,
        signs: Iterable[tuple[str, Iterable[str]]],
        innocent: Iterable[str],
        misheard: Mapping[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self._language = language
        self._signs = [(kind, tuple(map(language.pattern, texts))) for kind, texts in signs]
        self._innocent = tuple(map(language.pattern, innocent))
        self._misheard = misheard

    @property
    def kinds(self) -> frozenset[str]:
        """The ids of the kinds of danger that are heard."""
        return frozenset(kind for kind, _ in self._signs)

    def find(self, words: Words) -> Danger | None:
        """Give the first sign of danger that no innocent reading touches."""
        words = self._heard_right(words)
        reading = Reading(self._language, words.tokens)
        innocent: list[Found] | None = None
        for kind, found in self._found_signs(reading):
            if innocent is None:
                innocent = list(self._innocent_in(reading))
            if any(found.touches(other) for other in innocent):
                continue
            is_named = found.marked or kind != IMPLIED
            start, stop = found.marked or (found.start, found.stop)
            return Danger(kind, words.said(start, stop) if is_named else "")
        return None

    def is_innocent(self, words: Words) -> bool:
        """Tell whether an innocent reading touches any of the words."""
        reading = Reading(self._language, self._heard_right(words).tokens)
        return any(self._innocent_in(reading))

    def _found_signs(self, reading: Reading) -> Iterator[tuple[str, Found]]:
        for kind, patterns in self._signs:
            for pattern in patterns:
                for found in reading.find(pattern):
                    yield kind, found

    def _innocent_in(self, reading: Reading) -> Iterator[Found]:
        for pattern in self._innocent:
            yield from reading.find(pattern)

    def _heard_right(self, words: Words) -> Words:
        """Put what was probably said for what a recogniser is known to make of it."""
        for said, meant in self._misheard.items():
            size = len(said)
            start = 0
            while start + size <= len(words):
                if words.tokens[start : start + size] == said:
                    stop = start + size
                    words = (
                        words.replace(start, stop, meant)
                        if meant
                        else words.without(set(range(start, stop)))
                    )
                start += 1
        return words


@cache
def danger_grammar() -> DangerGrammar:
    """Read ``danger.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("danger.toml").read_text(encoding="utf-8")
    )
    known = lexicon()
    stops = (known.people - POSSESSIVES) | known.negations
    language = PatternLanguage(
        data["words"],
        fillers=frozenset(data["fillers"]["words"].split()),
        stops=stops | frozenset(data["stops"]["words"].split()),
        stem=known.stem,
    )
    return DangerGrammar(
        language,
        [(sign["kind"], sign["says"]) for sign in data["sign"]],
        data["innocent"]["says"],
        {tuple(said.split()): tuple(meant.split()) for said, meant in data["misheard"].items()},
    )
