"""Patterns of words, for finding what an utterance says and not only what it sounds like.

A pattern is written much like a template of the models' source:

    <they> [just] <hit> {<me>} !again

Plain words stand for all their forms ("hit" for "hits" and "hitting"); ``=word`` for
nothing but itself. ``(a|b c)`` is a choice, ``[a]`` may be left out, and ``<name>`` is a named
choice. ``{...}`` marks the words that fill a slot. ``..`` passes over a few words that name
nobody and deny nothing, ``...`` over a few of any kind. ``!x`` lets the pattern go on
only where x does not follow. ``^`` and ``$`` are the ends of the utterance. Between any two
parts words that change nothing may stand: auxiliaries and adverbs, the ``fillers``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.words.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MOST_FILLERS: Final = 5
"""How many fillers may stand between two parts of a pattern."""
FEW: Final = 3
"""How many words ``..`` passes over at most."""
SEVERAL: Final = 8
"""How many words ``...`` passes over at most."""

_SIGN: Final = re.compile(r"\s*(\.\.\.|\.\.|[()\[\]{}|!^$]|<\w+>|=?[\w']+)")

Places = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms, or in none but the one written."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AnyWord:
    """One of several words: stems, or words that stand for none of their other forms."""

    stems: frozenset[str]
    exact: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A choice that stands under a name of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A few words, ``plain`` ones only or any."""

    most: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of the utterance."""

    at_start: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that fill a slot."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Absent:
    """What must not follow."""

    inner: Node


Node = Word | AnyWord | Named | Gap | Edge | Choice | Sequence | Marked | Absent


@dataclass(frozen=True, slots=True)
class Found:
    """Where an utterance has a pattern: from ``start`` up to ``stop``, and the marked words."""

    start: int
    stop: int
    marked: Places | None

    def touches(self, other: Found) -> bool:
        """Tell whether the two have a word in common."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read.

    Attributes:
        node: what it is made of.
        needs: sets of stems; an utterance that has the pattern has one of each.
        openings: the stems one of which begins it; ``None`` if any word may.
    """

    node: Node
    needs: tuple[frozenset[str], ...]
    openings: frozenset[str] | None


class PatternTable:
    """Patterns in their order, found by the stems that an utterance needs to have one."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._by_stem: dict[str, list[int]] = {}
        self._any: list[int] = []
        for place, pattern in enumerate(self._patterns):
            if not pattern.needs:
                self._any.append(place)
                continue
            for stem in pattern.needs[0]:
                self._by_stem.setdefault(stem, []).append(place)

    def worth_trying(self, stems: frozenset[str]) -> Iterator[tuple[int, Pattern]]:
        """Give the patterns that an utterance of these stems may have, and the place of each."""
        places = set(self._any)
        for stem in stems:
            places.update(self._by_stem.get(stem, ()))
        for place in sorted(places):
            pattern = self._patterns[place]
            if not any(need.isdisjoint(stems) for need in pattern.needs):
                yield place, pattern


class PatternLanguage:
    """Named choices and fillers, in which patterns are written.

    Args:
        named: by name, the choice it stands for.
        fillers: the words that may stand between any two parts.
        stops: the words that ``..`` does not pass over.
        stem: gives what the forms of a word have in common.
    """

    def __init__(
        self,
        named: Mapping[str, str],
        fillers: frozenset[str],
        stops: frozenset[str],
        stem: Callable[[str], str],
    ) -> None:
        self.stem = lru_cache(maxsize=4096)(stem)
        self.fillers = fillers
        self.stops = stops
        self._names = frozenset(named)
        self.named = {name: self.read(text) for name, text in named.items()}
        self._firsts: dict[str, frozenset[str] | None] = {}

    def read(self, text: str) -> Node:
        """Read a pattern.

        Raises:
            ValueError: a bracket is not closed, or a name is not known.
        """
        signs = _SIGN.findall(text)
        if "".join(signs) != "".join(text.split()):
            msg = f"'{text}' has a sign that means nothing in a pattern."
            raise ValueError(msg)
        node, place = self._read_choice(signs, 0)
        if place != len(signs):
            msg = f"'{text}' has a bracket too many."
            raise ValueError(msg)
        return node

    def _read_choice(self, signs: list[str], place: int) -> tuple[Node, int]:
        options: list[Node] = []
        parts: list[Node] = []
        while place < len(signs) and signs[place] not in ")]}":
            if signs[place] == "|":
                options.append(_sequence(parts))
                parts = []
                place += 1
                continue
            read, place = self._read_part(signs, place)
            parts += read
        options.append(_sequence(parts))
        return (options[0] if len(options) == 1 else _choice(options)), place

    def _read_part(self, signs: list[str], place: int) -> tuple[list[Node], int]:
        sign = signs[place]
        if sign in {"(", "[", "{"}:
            inner, place = self._read_choice(signs, place + 1)
            if place == len(signs):
                msg = f"A bracket is not closed in '{' '.join(signs)}'."
                raise ValueError(msg)
            by_sign: dict[str, Node] = {
                "(": inner,
                "[": Choice((inner, Sequence(()))),
                "{": Marked(inner),
            }
            return [by_sign[sign]], place + 1
        if sign == "!":
            inner_parts, place = self._read_part(signs, place + 1)
            return [Absent(_sequence(inner_parts))], place
        return self._read_sign(sign), place + 1

    def _read_sign(self, sign: str) -> list[Node]:
        if sign in {"..", "..."}:
            return [Gap(FEW, plain=True) if sign == ".." else Gap(SEVERAL, plain=False)]
        if sign in {"^", "$"}:
            return [Edge(at_start=sign == "^")]
        if sign[0] == "<":
            name = sign[1:-1]
            if name not in self._names:
                msg = f"<{name}> is no named choice."
                raise ValueError(msg)
            return [Named(name)]
        if sign[0] in "='":
            return [Word(sign.removeprefix("="), exact=True)]
        return [Word(self.stem(token)) for token in _tokens(sign)]

    def pattern(self, text: str) -> Pattern:
        """Read a pattern, to be looked for: "he .. hit <me>" finds "he always hits my son".

        Raises:
            ValueError: a bracket is not closed, or a name is not known.
        """
        node = self.read(text)
        return Pattern(node, self._needs(node), self.openings(node))

    def openings(self, node: Node) -> frozenset[str] | None:
        """Give the stems one of which begins the pattern; ``None`` if any word may."""
        match node:
            case Word(text, exact):
                return frozenset({self.stem(text) if exact else text})
            case AnyWord(stems, exact):
                return stems.union(map(self.stem, exact))
            case Named(name):
                if name not in self._firsts:
                    self._firsts[name] = self.openings(self.named[name])
                return self._firsts[name]
            case Marked(inner):
                return self.openings(inner)
            case Choice(options):
                return _union(self.openings(option) for option in options)
            case Sequence(parts):
                return self.openings(parts[0]) if parts else None
        return None

    def _needs(self, node: Node) -> tuple[frozenset[str], ...]:
        """Give sets of stems, of each of which an utterance needs one to have the pattern."""
        parts = node.parts if isinstance(node, Sequence) else (node,)
        firsts = [self.openings(part) for part in parts if not isinstance(part, Absent)]
        return tuple(sorted((first for first in firsts if first), key=len))


class Reading:
    """One utterance, in which patterns are looked for."""

    def __init__(self, language: PatternLanguage, tokens: tuple[str, ...]) -> None:
        self._language = language
        self._tokens = tokens
        self._stems = tuple(map(language.stem, tokens))
        self._stem_set = frozenset(self._stems)
        self._named: dict[tuple[str, int], dict[tuple[int, Places | None], None]] = {}

    def find(self, patterns: PatternTable) -> Iterator[tuple[int, Found]]:
        """Give every place where the utterance has one of the patterns, with the pattern's place."""
        for number, pattern in patterns.worth_trying(self._stem_set):
            openings = pattern.openings
            for start, stem in enumerate(self._stems):
                if openings is not None and stem not in openings:
                    continue
                for stop, marked in self._ends(pattern.node, start):
                    yield number, Found(start, stop, marked)

    def _ends(self, node: Node, start: int) -> dict[tuple[int, Places | None], None]:
        """Give where the pattern may end that begins at ``start``, with the words marked in it."""
        match node:
            case Word(text, exact):
                words = self._tokens if exact else self._stems
                fits = start < len(words) and words[start] == text
                return {(start + 1, None): None} if fits else {}
            case AnyWord(stems, exact):
                fits = start < len(self._stems) and (
                    self._stems[start] in stems or self._tokens[start] in exact
                )
                return {(start + 1, None): None} if fits else {}
            case Named(name):
                if (name, start) not in self._named:
                    self._named[name, start] = self._ends(self._language.named[name], start)
                return self._named[name, start]
            case Choice(options):
                ends: dict[tuple[int, Places | None], None] = {}
                for option in options:
                    ends |= self._ends(option, start)
                return ends
            case Sequence(parts):
                return self._sequence_ends(parts, start)
            case Marked(inner):
                return {(stop, (start, stop)): None for stop, _ in self._ends(inner, start)}
            case Gap(most, plain):
                return self._gap_ends(start, most, self._language.stops if plain else frozenset())
            case Edge(at_start):
                fits = start == (0 if at_start else len(self._tokens))
                return {(start, None): None} if fits else {}
            case Absent(inner):
                follows = any(self._ends(inner, place) for place in self._past_fillers(start))
                return {} if follows else {(start, None): None}

    def _sequence_ends(
        self, parts: tuple[Node, ...], start: int
    ) -> dict[tuple[int, Places | None], None]:
        ways: dict[tuple[int, Places | None], None] = {(start, None): None}
        for number, part in enumerate(parts):
            stays = number == 0 or isinstance(part, Absent | Gap)
            ways = {
                (stop, inner or marked): None
                for place, marked in ways
                for begin in ((place,) if stays else self._past_fillers(place))
                for stop, inner in self._ends(part, begin)
            }
            if not ways:
                break
        return ways

    def _gap_ends(
        self, start: int, most: int, stops: frozenset[str]
    ) -> dict[tuple[int, Places | None], None]:
        ends: dict[tuple[int, Places | None], None] = {(start, None): None}
        for stop in range(start + 1, min(start + most, len(self._tokens)) + 1):
            if self._tokens[stop - 1] in stops:
                break
            ends[stop, None] = None
        return ends

    def _past_fillers(self, place: int) -> Iterator[int]:
        """Give a place and those after each of the fillers that follow it."""
        yield place
        for _ in range(MOST_FILLERS):
            if place >= len(self._tokens) or self._tokens[place] not in self._language.fillers:
                return
            place += 1
            yield place


def _sequence(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _choice(options: list[Node]) -> Node:
    """Make one node of all options that are single words, which are looked up at once."""
    words = [option for option in options if isinstance(option, Word)]
    others = [option for option in options if not isinstance(option, Word)]
    if len(words) < 2:
        return Choice(tuple(options))
    word = AnyWord(
        stems=frozenset(word.text for word in words if not word.exact),
        exact=frozenset(word.text for word in words if word.exact),
    )
    return Choice((word, *others)) if others else word


def _union(sets: Iterator[frozenset[str] | None]) -> frozenset[str] | None:
    union: frozenset[str] = frozenset()
    for each in sets:
        if each is None:
            return None
        union |= each
    return union


@lru_cache(maxsize=4096)
def _tokens(word: str) -> tuple[str, ...]:
    return normalise(word).tokens
