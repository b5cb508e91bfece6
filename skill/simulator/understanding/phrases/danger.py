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

from skill.simulator.understanding.phrases.pattern_language import pattern_language
from skill.simulator.understanding.phrases.phrase_patterns import PatternTable, Reading
from skill.simulator.understanding.words.normalise import heard_right, misheard_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skill.simulator.understanding.phrases.phrase_patterns import Found, PatternLanguage
    from skill.simulator.understanding.words.normalise import Words

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
        kinds_and_texts = [(kind, text) for kind, texts in signs for text in texts]
        self._kinds = tuple(kind for kind, _ in kinds_and_texts)
        self._signs = PatternTable(language.pattern(text) for _, text in kinds_and_texts)
        self._innocent = PatternTable(map(language.pattern, innocent))
        self._misheard = misheard

    @property
    def kinds(self) -> frozenset[str]:
        """The ids of the kinds of danger that are heard."""
        return frozenset(self._kinds)

    def find(self, words: Words) -> Danger | None:
        """Give the first sign of danger that no innocent reading touches."""
        words = heard_right(words, self._misheard)
        reading = Reading(self._language, words.tokens)
        innocent: list[Found] | None = None
        for number, found in reading.find(self._signs):
            kind = self._kinds[number]
            if innocent is None:
                innocent = [reading_of for _, reading_of in reading.find(self._innocent)]
            if any(found.touches(other) for other in innocent):
                continue
            is_named = found.marked or kind != IMPLIED
            start, stop = found.marked or (found.start, found.stop)
            return Danger(kind, words.said(start, stop) if is_named else "")
        return None


@cache
def danger_grammar() -> DangerGrammar:
    """Read ``danger.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("danger.toml").read_text(encoding="utf-8")
    )
    return DangerGrammar(
        pattern_language(data["words"]),
        [(sign["kind"], sign["says"]) for sign in data["sign"]],
        data["innocent"]["says"],
        misheard_table(data["misheard"]),
    )
