"""Find in an answer who it is for, what it says, and the talk around it.

"Well i'd have to say yes, but he never does" has three marks that count, a yes,
somebody else and a never, and a link between them; the rest is talk. The phrases
are data: ``answer_grammar.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING, Final

from skill.simulator.lexicon import lexicon
from skill.simulator.normalise import english, normalise

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
DEPENDS: Final = "depends"
"""The value of a condition that is an answer by itself."""
_NAME: Final = re.compile(r"<(\w+)>")


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
class AnswerPhrases:
    """The phrases of ``answer_grammar.toml``, in plain words: one for all that count as one."""

    marks: Mapping[tuple[str, ...], tuple[str, str]]
    longest: int
    plainer: PlainWords
    condition_words: frozenset[str]
    strong_conditions: frozenset[str]
    before_people: frozenset[str]
    before_objects: frozenset[str]
    story_openings: frozenset[str]
    unfinished: frozenset[str]
    misheard: Mapping[str, tuple[str, ...]]

    def at(self, words: Sequence[str], start: int) -> Mark:
        """Give the longest phrase that begins at a place, or one unknown word."""
        for stop in range(min(len(words), start + self.longest), start, -1):
            found = self.marks.get(tuple(words[start:stop]))
            if found:
                return Mark(*found, start, stop)
        opens = words[start] in self.story_openings
        return Mark(UNKNOWN, STORY if opens else "", start, start + 1)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """One word for all that count as one, and the words that change nothing."""

    one: Mapping[str, str]
    padding: frozenset[str]

    def of(self, token: str) -> str:
        """Give the word that a token counts as."""
        return self.one.get(token) or lexicon().stem(token)

    def all_of(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """Give the words of several tokens, without padding if anything else is left."""
        words = tuple(tokens)
        return tuple(
            self.of(token) for token in words if token not in self.padding or len(words) == 1
        )


@cache
def answer_phrases() -> AnswerPhrases:
    """Read ``answer_grammar.toml``."""
    text = resources.files(__package__).joinpath("answer_grammar.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    one = {word: one for one, words in data.pop("one").items() for word in words.split()}
    plainer = PlainWords(one, frozenset(data.pop("padding")["words"].split()))
    names = {name: listed.split("|") for name, listed in data.pop("names").items()}
    talk, condition, reason = data.pop("talk"), data.pop("condition"), data.pop("reason")
    misheard = {left: tuple(right.split()) for left, right in data.pop("misheard").items()}
    before_people = data["who"].pop("before_people")
    before_objects = data["who"].pop("before_objects")
    marks: dict[tuple[str, ...], tuple[str, str]] = {}

    def add(phrases: Iterable[str], kind: str, value: str = "") -> None:
        for phrase in phrases:
            for tokens in _wordings(phrase, names):
                marks[plainer.all_of(tokens)] = kind, value

    fillers = english().front_fillers | {filler[::-1] for filler in english().back_fillers}
    add((" ".join(filler) for filler in sorted(fillers) if filler[0] != "for"), TALK)
    add(talk["joining"].split(), TALK, JOINING)
    add(talk["words"].split(), TALK)
    add(talk["phrases"], TALK)
    add((phrase for phrase in talk["phrases"] if phrase.startswith("i ")), TALK, SPEAKER)
    add(condition["opening"], CONDITION)
    add(reason["opening"], REASON)
    for kind, values in data.items():
        for value, phrases in values.items():
            add(phrases, kind, value)
    return AnswerPhrases(
        marks=marks,
        longest=max(map(len, marks)),
        plainer=plainer,
        condition_words=frozenset(map(plainer.of, condition["about"].split())),
        strong_conditions=frozenset(map(plainer.of, condition["strong"].split())),
        story_openings=frozenset(map(plainer.of, reason["story"].split())),
        unfinished=frozenset(talk["unfinished"].split()),
        before_people=frozenset(before_people),
        before_objects=frozenset(before_objects),
        misheard=misheard,
    )


def _wordings(phrase: str, names: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Give a phrase as plain words, once for each choice of what its names stand for."""
    listed = [names[name] for name in _NAME.findall(phrase)]
    for chosen in product(*listed):
        text = phrase
        for choice in chosen:
            text = _NAME.sub(choice, text, count=1)
        yield normalise(text).tokens


def marks_in(tokens: tuple[str, ...]) -> tuple[Mark, ...]:
    """Give the marks of an utterance from its first word to its last.

    A condition and a reason go on to the next answer, whatever their words are.
    """
    phrases = answer_phrases()
    padding = phrases.plainer.padding
    places = [place for place, token in enumerate(tokens) if token not in padding]
    words = [phrases.plainer.of(tokens[place]) for place in places]
    marks: list[Mark] = []
    place = 0
    while place < len(words):
        mark = phrases.at(words, place)
        if mark.kind in (CONDITION, REASON):
            mark = _with_tail(mark, words)
        marks.append(mark)
        place = mark.stop
    return tuple(
        Mark(mark.kind, mark.value, places[mark.start], places[mark.stop - 1] + 1)
        for mark in _told_apart(marks, words)
    )


def _with_tail(opening: Mark, words: Sequence[str]) -> Mark:
    """Give a condition or a reason with all it says; a question that begins so is unknown."""
    phrases = answer_phrases()
    if opening.kind == CONDITION and phrases.strong_conditions.isdisjoint(
        words[opening.start : opening.stop]
    ):
        following = phrases.at(words, opening.stop) if opening.stop < len(words) else None
        if following is None or following.kind == "verb":
            return Mark(UNKNOWN, "", opening.start, opening.stop)
    stop = _end_of_tail(words, opening.stop)
    is_known = not phrases.strong_conditions.isdisjoint(words[opening.start : opening.stop])
    is_known |= not phrases.condition_words.isdisjoint(words[opening.stop : stop]) and not any(
        _is_subject(phrases.at(words, place)) for place in range(opening.stop + 1, stop)
    )
    if "depend" in words[opening.start : opening.stop]:
        return Mark(opening.kind, DEPENDS, opening.start, stop)
    return Mark(opening.kind, KNOWN_CONDITION if is_known else "", opening.start, stop)


def _is_subject(mark: Mark) -> bool:
    return mark.kind == "who" and not mark.value.endswith(("_object", "_own"))


def _end_of_tail(words: Sequence[str], start: int) -> int:
    """Tell where a condition or a reason ends: before an answer, or with the utterance."""
    phrases = answer_phrases()
    for place in range(start, len(words)):
        mark = phrases.at(words, place)
        is_determiner = (
            place > start and words[place - 1] in ("be", "have") and words[place] == "no"
        )
        if (mark.kind == "answer" and not is_determiner) or words[place] in (
            "then",
            "but",
            "otherwise",
        ):
            return place
        is_before = words[place] in ("for", "from") and place + 1 < len(words)
        if is_before and phrases.at(words, place + 1).kind == "who":
            return place
        if place > start + 1 and mark.kind == "who" and mark.stop < len(words):
            verb = phrases.at(words, mark.stop)
            after = phrases.at(words, verb.stop) if verb.stop < len(words) else None
            if verb.kind == "verb" and (after is None or after.kind in ("degree", "turn")):
                return place
    return len(words)


def _told_apart(marks: Sequence[Mark], words: Sequence[str]) -> Iterator[Mark]:
    """Tell people who answer ("yes for me", "him never") from those something is done to."""
    phrases = answer_phrases()
    for place, mark in enumerate(marks):
        before = marks[place - 1] if place else None
        after = marks[place + 1] if place + 1 < len(marks) else None
        if mark.is_one_of("answer", "ya"):
            is_tag = before is not None and before.kind != "answer" and after is None
            yield Mark(TALK if is_tag else "answer", "yes", mark.start, mark.stop)
        elif mark.kind == "who" and mark.value.endswith("_object"):
            word_before = words[mark.start - 1] if mark.start else ""
            answers = word_before in phrases.before_people or not (
                word_before in phrases.before_objects
                or (before is not None and before.kind in ("claim", "verb"))
            )
            who = mark.value.removesuffix("_object")
            yield (
                Mark("whom", who, mark.start, mark.stop)
                if answers
                else Mark(TALK, "", mark.start, mark.stop)
            )
        elif mark.kind == "who" and mark.value.endswith("_own"):
            owns = after is not None and not (
                after.kind in ("verb", "answer", "degree", "turn") or after.value == ""
            )
            who = mark.value.removesuffix("_own")
            yield (
                Mark(UNKNOWN, "", mark.start, mark.stop)
                if owns
                else Mark(_who_or_whom(mark, words), who, mark.start, mark.stop)
            )
        elif mark.is_one_of("claim", "fine") and after is not None and _goes_on(after, words):
            yield Mark("claim", "good", mark.start, mark.stop)
        elif mark.kind == "who":
            yield Mark(_who_or_whom(mark, words), mark.value, mark.start, mark.stop)
        else:
            yield mark


def _goes_on(after: Mark, words: Sequence[str]) -> bool:
    """Tell whether "i am good" goes on: "at saying sorry"."""
    return words[after.start] in ("at", "about", "with", "together")


def _who_or_whom(mark: Mark, words: Sequence[str]) -> str:
    """Tell whether a person says something, or something is said for the person."""
    before = words[mark.start - 1] if mark.start else ""
    return "whom" if before in answer_phrases().before_people else "who"
