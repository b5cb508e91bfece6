"""How alike two words are in meaning, and which words say little.

The data is ``matching.toml``; this module reads it and answers questions about
words.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from skill.simulator.understanding.words.normalise import phrase_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SAME_STEM: Final = 0.97
"""Likeness of two forms of one word: "hits" and "hitting"."""
INTERCHANGEABLE: Final = 0.95
"""Words at least this alike count as the same word where whole samples are matched."""
MISHEARD_LIKENESS: Final = 0.8
"""How alike the letters of two words must be to pass for one word misheard."""
MISHEARD_LETTERS: Final = 5
"""Shorter words are too easily alike."""

_ENDINGS: Final = ("ings", "ing", "ied", "ies", "ed", "es", "s", "ly")
_SHORTEST_STEM: Final = 3
_PHRASE_SIZES: Final = (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about words."""

    light_weights: Mapping[str, float]
    """The most that a word may count, for words that say little."""
    people: frozenset[str]
    negations: frozenset[str]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    """Several words, and the one or two that they stand for."""
    stems: Mapping[str, str]
    groups: Mapping[str, Mapping[int, float]]
    """By stem: the numbers of the groups it is in, each with its likeness."""
    topics: Mapping[str, str]
    """By stem: one word for the closest group it is in."""
    folds: Mapping[str, str]
    """By stem: one word for all that are interchangeable with it."""
    phrase_openings: frozenset[str]

    def is_light(self, word: str) -> bool:
        """Tell whether a word says little by itself: "i", "could", "the"."""
        return word in self.people or word in self.light_weights

    def stem(self, word: str) -> str:
        """Give what the forms of a word share: "hit" for "hits" and "hitting"."""
        return self.stems.get(word) or _cut(word)

    def topic(self, word: str) -> str:
        """Give one word for all that mean much the same."""
        stem = self.stem(word)
        return self.topics.get(stem, stem)

    def fold(self, word: str) -> str:
        """Give one word for all that are all but the same: forms of a word, "he" and "she"."""
        stem = self.stem(word)
        return self.folds.get(stem, stem)

    def likeness(self, one: str, other: str) -> float:
        """Tell how alike two words are, from 0 to 1 for the same word."""
        if one == other:
            return 1.0
        stem, other_stem = self.stem(one), self.stem(other)
        if stem == other_stem:
            return SAME_STEM
        groups, other_groups = self.groups.get(stem, {}), self.groups.get(other_stem, {})
        shared = groups.keys() & other_groups.keys()
        if shared:
            return max(groups[group] for group in shared)
        if min(len(one), len(other)) < MISHEARD_LETTERS or one[0] != other[0]:
            return 0.0
        letters = Indel.normalized_similarity(one, other, score_cutoff=MISHEARD_LIKENESS)
        return letters * letters

    def marks(self, word: str) -> Iterator[str | int]:
        """Give what a word has in common with every word that is like it at all.

        That is one of: its stem, a group that its stem is in, or its first letter if it is long
        enough to be misheard.
        """
        stem = self.stem(word)
        yield stem
        yield from self.groups.get(stem, ())
        if len(word) >= MISHEARD_LETTERS:
            yield f"{word[0]}..."

    def joined(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Put one word for several that it stands for: "this" for "this skill"."""
        while phrase := self.phrase_in(tokens):
            start, stop, replacement = phrase
            tokens = (*tokens[:start], *replacement, *tokens[stop:])
        return tokens

    def phrase_in(self, tokens: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]] | None:
        """Find several words that one stands for: where they begin and stop, and that one."""
        if self.phrase_openings.isdisjoint(tokens):
            return None
        for start in range(len(tokens)):
            for size in _PHRASE_SIZES:
                replacement = self.phrases.get(tokens[start : start + size])
                if replacement is not None:
                    return start, start + size, replacement
        return None


@cache
def lexicon() -> Lexicon:
    """Read ``matching.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("matching.toml").read_text(encoding="utf-8")
    )
    stems: dict[str, str] = {}
    for stem, forms in data["stems"].items():
        stems |= dict.fromkeys([stem, *forms.split()], stem)
    groups: dict[str, dict[int, float]] = {}
    topics: dict[str, str] = {}
    folds: dict[str, str] = {}
    for number, group in enumerate(sorted(data["alike"], key=lambda group: -group["likeness"])):
        members = [stems.get(word) or _cut(word) for word in group["words"].split()]
        for member in members:
            groups.setdefault(member, {})[number] = group["likeness"]
            topics.setdefault(member, topics.get(members[0], members[0]))
            if group["likeness"] >= INTERCHANGEABLE:
                folds.setdefault(member, members[0])
    light = dict.fromkeys(data["light"]["words"].split(), data["light"]["weight"])
    people = data["people"]["words"].split()
    phrases = phrase_table(data["phrases"])
    return Lexicon(
        light_weights=light | dict.fromkeys(people, data["people"]["weight"]),
        people=frozenset(people),
        negations=frozenset(data["negation"]["words"].split()),
        phrases=phrases,
        stems=stems,
        groups=groups,
        topics=topics,
        folds=folds,
        phrase_openings=frozenset(phrase[0] for phrase in phrases),
    )


@cache
def _cut(word: str) -> str:
    """Cut an ending off a word that has no stem of its own in the list."""
    stem = word
    for ending in _ENDINGS:
        cut = word.removesuffix(ending)
        if (
            cut != word
            and len(cut) >= _SHORTEST_STEM
            and not word.endswith("ss")
            and any(letter in cut for letter in "aeiouy")
        ):
            stem = cut
            break
    if len(stem) > _SHORTEST_STEM:
        if stem[-1] == stem[-2] and stem[-1] not in "ls":
            stem = stem[:-1]
        stem = stem.rstrip("ei") or stem
    return stem
