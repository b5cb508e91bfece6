"""Lists of words that must not be spoken, each with the reason and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skill.content.findings import Finding, Rule
    from skill.content.rules.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one reason against them."""

    pattern: str
    """A regular expression for whole words, in small letters."""
    reason: str
    """Goes on from "says 'the word', which ..."."""
    unless: frozenset[str] = frozenset()
    """Facts whose entries may say the words all the same."""


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """Many words, looked for in one pass over a text."""

    entries: tuple[Words, ...]
    _search: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pattern = "|".join(f"({words.pattern})" for words in self.entries)
        object.__setattr__(self, "_search", re.compile(rf"\b(?:{pattern})\b"))

    def findings(self, spoken: Spoken, rule: Rule) -> Iterator[Finding]:
        """Find each of the words the text says."""
        for words, said in _said(self, spoken.bare.lower()):
            if not words.unless & set(spoken.seed):
                yield spoken.finding(rule, f"says '{said}', which {words.reason}")

    def search(self, text: str) -> Iterator[tuple[Words, str]]:
        """Find each of the words in a text of small letters."""
        for match in self._search.finditer(text):
            yield self.entries[(match.lastindex or 1) - 1], match.group()


@cache
def _said(words: WordList, text: str) -> tuple[tuple[Words, str], ...]:
    """Search a text once per process: content is checked again with little of it changed."""
    return tuple(words.search(text))
