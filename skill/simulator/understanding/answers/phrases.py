"""The phrases that answers are made of, from ``phrases.toml``, and the marks they leave."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from skill.simulator.understanding.words.lexicon import lexicon
from skill.simulator.understanding.words.normalise import english, normalise, phrase_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TALK: Final = "talk"
UNKNOWN: Final = "unknown"
CONDITION: Final = "condition"
REASON: Final = "reason"
KNOWN_CONDITION: Final = "known"
"""The value of a condition that speaks of what an answer may depend on."""
SPEAKER: Final = "me"
"""The value of talk that names who speaks: "i'd say"."""
STORY: Final = "story"
"""The value of an unknown word with which a story may begin."""
JOINING: Final = "joining"
"""The value of talk that only joins other words."""
LAST: Final = "last"
"""The value of a degree that says how long ago something was done last, which follows."""
DEPENDS: Final = "depends"
"""The value of a condition that is an answer by itself."""

_NAME: Final = re.compile(r"<(\w+)>")
_KINDS: Final = ("who", "answer", "degree", "claim", "verb", "turn", "same", "skip", UNKNOWN)
"""The tables whose every entry is a list of phrases, by the value they have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of an answer that count as one thing.

    Attributes:
        kind: what it tells: ``who``, ``answer``, ``degree``, ``claim``, ``turn`` ...
        value: what it says there: ``me``, ``yes``, ``sometimes``, ``bad`` ...
        start: the place of its first word.
        stop: the place after its last.
    """

    kind: str
    value: str
    start: int
    stop: int

    def is_one_of(self, kind: str, *values: str) -> bool:
        """Tell whether it is of a kind and, if values are given, has one of them."""
        return self.kind == kind and (not values or self.value in values)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """One word for all that count as one, and the words that change nothing."""

    one: Mapping[str, str]
    padding: frozenset[str]

    def of(self, token: str) -> str:
        """Give the word that a token counts as: "he" for "she", "share" for "sharing"."""
        return self.one.get(token) or lexicon().stem(token)

    def all_of(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """Give the words of several tokens, without padding if anything else is left."""
        words = tuple(tokens)
        return tuple(
            self.of(token) for token in words if token not in self.padding or len(words) == 1
        )


@dataclass(frozen=True, slots=True)
class AnswerPhrases:
    """The phrases, in plain words: one for all that count as one.

    Attributes:
        marks: by its words, the kind and the value of a phrase.
        longest: the words of the longest phrase.
        plainer: makes plain words of an utterance's.
        condition_words: what an answer may depend on.
        strong_conditions: words with which a condition may depend on anything.
        before_people: words after which an object is somebody who answers.
        before_objects: words after which it is not.
        story_openings: words with which a story goes on after a yes or a no.
        unfinished: words with which a sentence ends that was broken off.
        misheard: what recognisers write, and what was said.
    """

    marks: Mapping[tuple[str, ...], tuple[str, str]]
    longest: int
    plainer: PlainWords
    condition_words: frozenset[str]
    strong_conditions: frozenset[str]
    before_people: frozenset[str]
    before_objects: frozenset[str]
    story_openings: frozenset[str]
    unfinished: frozenset[str]
    misheard: Mapping[tuple[str, ...], tuple[str, ...]]

    def at(self, words: Sequence[str], start: int) -> Mark:
        """Give the longest phrase that begins at a place, or one unknown word."""
        for stop in range(min(len(words), start + self.longest), start, -1):
            found = self.marks.get(tuple(words[start:stop]))
            if found:
                return Mark(*found, start, stop)
        opens = words[start] in self.story_openings
        return Mark(UNKNOWN, STORY if opens else "", start, start + 1)


@cache
def answer_phrases() -> AnswerPhrases:
    """Read ``phrases.toml``."""
    text = resources.files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    one = {word: one for one, words in data["one"].items() for word in words.split()}
    plainer = PlainWords(one, frozenset(data["padding"]["words"].split()))
    names = {name: listed.split("|") for name, listed in data["names"].items()}
    fillers = {plainer.all_of(filler): (TALK, "") for filler in _fillers()}
    marks = fillers | marks_of_phrases(data, plainer, names)
    condition, reason = data["condition"], data["reason"]
    return AnswerPhrases(
        marks=marks,
        longest=max(map(len, marks)),
        plainer=plainer,
        condition_words=frozenset(map(plainer.of, condition["about"].split())),
        strong_conditions=frozenset(map(plainer.of, condition["strong"].split())),
        story_openings=frozenset(map(plainer.of, reason["story"].split())),
        unfinished=frozenset(data["talk"]["unfinished"].split()),
        before_people=frozenset(data["objects"]["before_people"]),
        before_objects=frozenset(data["objects"]["before_objects"]),
        misheard=phrase_table(data["misheard"]),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of the file, in the plain words it is found by."""

    words: tuple[str, ...]
    phrase: str
    kind: str
    value: str

    def __str__(self) -> str:
        return f"'{self.phrase}' ({' '.join(filter(None, (self.kind, self.value)))})"


def marks_of_phrases(
    data: Mapping[str, Any], plainer: PlainWords, names: Mapping[str, list[str]]
) -> dict[tuple[str, ...], tuple[str, str]]:
    """Give what the phrases are, by their plain words.

    Args:
        data: the tables of the file.
        plainer: makes plain words of theirs.
        names: what a name in a phrase stands for.

    Raises:
        ValueError: two phrases come to the same words, so that one would silence the other.
    """
    first: dict[tuple[str, ...], _Entry] = {}
    for entry in _entries(data, plainer, names):
        other = first.setdefault(entry.words, entry)
        if other is not entry:
            msg = f"phrases.toml has {entry} twice: {other} comes to the same words."
            raise ValueError(msg)
    return {words: (entry.kind, entry.value) for words, entry in first.items()}


def _entries(
    data: Mapping[str, Any], plainer: PlainWords, names: Mapping[str, list[str]]
) -> Iterator[_Entry]:
    for phrase, kind, value in _listed(data):
        for tokens in _wordings(phrase, names):
            yield _Entry(plainer.all_of(tokens), phrase, kind, value)


def _fillers() -> Iterator[tuple[str, ...]]:
    """Give the fillers of all talk, which say nothing unless the phrases say otherwise."""
    language = english()
    yield from language.front_fillers
    yield from (filler[::-1] for filler in language.back_fillers if filler[-1] != "for")


def _listed(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give every phrase with its kind and value."""
    talk = data["talk"]
    yield from ((word, TALK, JOINING) for word in talk["joining"].split())
    yield from ((word, TALK, "") for word in talk["words"].split())
    for phrase in talk["phrases"]:
        names_speaker = phrase.startswith(("i ", "put me ", "mark me "))
        yield phrase, TALK, SPEAKER if names_speaker else ""
    yield from ((phrase, CONDITION, "") for phrase in data["condition"]["opening"])
    yield from ((phrase, REASON, "") for phrase in data["reason"]["opening"])
    for kind in _KINDS:
        for value, phrases in data[kind].items():
            yield from ((phrase, kind, value) for phrase in phrases)


def _wordings(phrase: str, names: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Give a phrase as plain words, once for each choice of what its names stand for."""
    listed = [names[name] for name in _NAME.findall(phrase)]
    for chosen in product(*listed):
        text = phrase
        for choice in chosen:
            text = _NAME.sub(choice, text, count=1)
        yield normalise(text).tokens
