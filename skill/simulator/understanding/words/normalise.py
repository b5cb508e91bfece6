"""Turn what was said, or typed, into plain words.

Speech recognisers, people at a keyboard and the writers of samples spell the
same words differently: "What's", "whats" and "what is"; "9:30 p.m." and "nine
thirty pm"; "counsellor" and "counselor". Here all of these become one list of
lower-case words, so that everything behind this module compares like with
like. Contractions are unfolded ("don't" becomes "do not"), digits are spoken
out and punctuation is gone. What was really said is kept beside each word,
because Alexa sends a slot's spoken value and not our idea of it.

The tables of spellings and fillers are data: ``english.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, TypeVar

from skill.simulator.understanding.words.numbers import NUMBER_WORDS, spell_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_CHARACTERS: Final = 400
"""How much of an utterance is read: more than anyone says in the time Alexa listens."""
MAX_FILLERS: Final = 5
"""How many fillers are dropped at one end."""

_QUOTES: Final = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc`\u00b4\u2032"), "'")
_MERIDIEM: Final = re.compile(r"(?<![^\W\d_])([ap])\.? ?m\b\.?")
_SPLIT_CONTRACTION: Final = re.compile(r"\b([^\W\d_]+) (t|s|m|re|ll|ve|d)\b")
_WORD: Final = re.compile(r"\d+(?:[:.]\d\d(?!\d))?|'?[^\W\d_]+(?:'[^\W\d_]+)*")
_REGULAR: Final = {
    "n't": "not",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "'m": "am",
}
_POSSESSIVE: Final = "'s"
_FILLER_SIZES: Final = (3, 2, 1)

Token = TypeVar("Token", bound=object)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where clauses begin and stop."""

    openings: frozenset[tuple[str, ...]]
    tags: frozenset[tuple[str, ...]]
    drowned: frozenset[tuple[str, ...]]
    thanks: frozenset[str]
    commands: frozenset[str]
    breaks: frozenset[str]
    joins: frozenset[str]
    prepositions: frozenset[str]
    governors: frozenset[str]
    question_openings: frozenset[str]
    reasons: frozenset[str]
    telling: frozenset[str]
    negations: frozenset[str]
    subjects: frozenset[str]
    determiners: frozenset[str]
    empty_subjects: frozenset[str]
    pronouns: frozenset[str]
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class English:
    """How English is spelled and padded out, read from ``english.toml``."""

    spellings: Mapping[str, tuple[str, ...]]
    is_after: frozenset[str]
    front_fillers: frozenset[tuple[str, ...]]
    front_openings: frozenset[str]
    back_fillers: frozenset[tuple[str, ...]]
    """With their words in reverse, because they are read from the end."""
    back_endings: frozenset[str]
    polite: frozenset[tuple[str, ...]]
    begun: frozenset[tuple[str, ...]]
    leading: frozenset[tuple[str, ...]]
    """Ways to lead up to a question."""
    questions: frozenset[str]
    """What a question begins with."""
    noise: frozenset[str]
    answering: frozenset[tuple[str, ...]]
    """Pairs of sounds that say yes or no, though each alone says nothing."""
    yes: frozenset[str]
    no: frozenset[str]
    between: frozenset[str]
    after_no: frozenset[str]
    between_values: frozenset[str]
    grammar: Grammar
    sounds_like: Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """An utterance as plain words, with what was really said beside each.

    Where one spoken word became two ("don't"), the first carries the spoken
    form and the second an empty text.
    """

    tokens: tuple[str, ...]
    spoken: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def part(self, start: int, stop: int) -> Words:
        """Give the words from ``start`` up to ``stop``."""
        return Words(self.tokens[start:stop], self.spoken[start:stop])

    def without(self, dropped: set[int]) -> Words:
        """Give the words without those at the positions ``dropped``."""
        kept = [position for position in range(len(self)) if position not in dropped]
        return Words(
            tuple(self.tokens[position] for position in kept),
            tuple(self.spoken[position] for position in kept),
        )

    def replace(self, start: int, stop: int, tokens: tuple[str, ...]) -> Words:
        """Give the words with others in place of those from ``start`` up to ``stop``."""
        spoken = (self.said(start, stop), *[""] * (len(tokens) - 1))
        return Words(
            (*self.tokens[:start], *tokens, *self.tokens[stop:]),
            (*self.spoken[:start], *spoken, *self.spoken[stop:]),
        )

    def said(self, start: int, stop: int) -> str:
        """Give what was really said from ``start`` up to ``stop``, in lower case."""
        if start < stop and not self.spoken[start]:
            return " ".join((self.tokens[start], *filter(None, self.spoken[start + 1 : stop])))
        return " ".join(filter(None, self.spoken[start:stop]))


@cache
def english() -> English:
    """Read ``english.toml``."""
    text = resources.files(__package__).joinpath("english.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    is_after = frozenset(data["apostrophes"]["is"])
    spellings = {left: tuple(right.split()) for left, right in data["spellings"].items()}
    spellings |= {left: tuple(right.split()) for left, right in data["contractions"].items()}
    for contraction in data["apostrophes"]["bare"]:
        spellings[contraction.replace("'", "")] = spellings.get(contraction) or _unfold(
            contraction, spellings, is_after
        )
    fillers = data["fillers"]
    front = [tuple(filler.split()) for filler in fillers["front"] + fillers["connecting"]]
    back = [tuple(filler.split()[::-1]) for filler in fillers["back"]]
    return English(
        spellings=spellings,
        is_after=is_after,
        front_fillers=frozenset(front),
        front_openings=frozenset(filler[0] for filler in front),
        back_fillers=frozenset(back),
        back_endings=frozenset(filler[0] for filler in back),
        polite=frozenset(tuple(opening.split()) for opening in fillers["polite"]),
        begun=frozenset(tuple(opening.split()) for opening in fillers["begun"]),
        leading=frozenset(tuple(opening.split()) for opening in fillers["leading"]),
        questions=frozenset(fillers["questions"].split()),
        noise=frozenset(fillers["anywhere"]),
        answering=frozenset(tuple(sounds.split()) for sounds in fillers["answering"]),
        between_values=frozenset(data["rows"]["between_values"]),
        grammar=_grammar(data["grammar"]),
        sounds_like=phrase_table(data["sounds_like"]),
        **{name: frozenset(words) for name, words in data["particles"].items()},
    )


def phrase_table(data: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Read a table of phrases, some words for others: ``"sew sad" = "so sad"``."""
    return {tuple(left.split()): tuple(right.split()) for left, right in data.items()}


def misheard_table(data: Mapping[str, list[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Read a table of what is heard for the words meant: ``"so sad" = ["sew sad", "so said"]``."""
    return phrase_table({heard: meant for meant, wrong in data.items() for heard in wrong})


def _grammar(data: dict[str, Any]) -> Grammar:
    phrases = ("openings", "tags", "drowned")
    openings, tags, drowned = (
        frozenset(tuple(phrase.split()) for phrase in data[name]) for name in phrases
    )
    words = {name: frozenset(text.split()) for name, text in data.items() if name not in phrases}
    return Grammar(openings=openings, tags=tags, drowned=drowned, **words)


def normalise(text: str) -> Words:
    """Turn any text into plain words; there are none if it holds no letter or digit."""
    language = english()
    tokens: list[str] = []
    spoken: list[str] = []
    for word in surface_words(text):
        plain = (
            spell_digits(word)
            if word[0].isdecimal()
            else _unfold(word, language.spellings, language.is_after)
        )
        tokens.extend(plain)
        spoken.extend((" ".join(plain) if word[0].isdecimal() else word, *[""] * (len(plain) - 1)))
    return Words(tuple(tokens), tuple(spoken))


def surface_words(text: str) -> tuple[str, ...]:
    """Split a text into lower-case words as they were spelled, without punctuation."""
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold().translate(_QUOTES)
    plain = " ".join(plain.replace("-", " ").split())
    plain = _MERIDIEM.sub(r"\1m", plain)
    plain = _SPLIT_CONTRACTION.sub(_rejoin, plain)
    return tuple(
        word.strip("'") if word not in english().spellings else word
        for word in _WORD.findall(plain)
    )


def _rejoin(match: re.Match[str]) -> str:
    """Join a contraction that a recogniser took apart: "don t", "what s", "we ll"."""
    word, ending = match.groups()
    pronouns = english().is_after | {"i", "you", "we", "they"}
    belongs = word.endswith("n") if ending == "t" else word in pronouns
    return f"{word}'{ending}" if belongs else match.group()


def _unfold(
    word: str, spellings: Mapping[str, tuple[str, ...]], is_after: frozenset[str]
) -> tuple[str, ...]:
    """Unfold a contraction and choose one spelling."""
    if word in spellings:
        return spellings[word]
    for ending, full in _REGULAR.items():
        if word.endswith(ending) and word != ending:
            return (*_unfold(word.removesuffix(ending), spellings, is_after), full)
    if word.endswith(_POSSESSIVE):
        base = word.removesuffix(_POSSESSIVE)
        return (*_unfold(base, spellings, is_after), "is" if base in is_after else _POSSESSIVE)
    return (word,)


def without_noise(words: Words) -> Words:
    """Drop sounds that say nothing ("um") and stutters ("i i do", "do you do you").

    Two of them that answer together are kept: "uh huh". A repeated pair is kept
    before "not": "i do i do not" is a contradiction, not a stutter. Numbers are
    kept: "nine one one".
    """
    language = english()
    answering = {
        place
        for start in range(len(words) - 1)
        if words.tokens[start : start + 2] in language.answering
        for place in (start, start + 1)
    }
    sounds = {place for place, token in enumerate(words.tokens) if token in language.noise}
    words = words.without(sounds - answering)
    tokens = words.tokens
    dropped: set[int] = set()
    for position in range(1, len(tokens)):
        if tokens[position] in NUMBER_WORDS:
            continue
        if tokens[position] == tokens[position - 1]:
            dropped.add(position - 1)
        elif tokens[position - 1 : position + 1] == tokens[position + 1 : position + 3]:
            contradicts = tokens[position + 3 : position + 4] == ("not",)
            dropped.update(() if contradicts else (position - 1, position))
    return words.without(dropped)


def heard_right(words: Words, misheard: Mapping[tuple[str, ...], tuple[str, ...]]) -> Words:
    """Put what was probably said for what a recogniser is known to make of it."""
    for said, meant in misheard.items():
        if said[0] not in words.tokens:
            continue
        start = 0
        while start + len(said) <= len(words):
            stop = start + len(said)
            if words.tokens[start:stop] != said:
                start += 1
            elif meant:
                words = words.replace(start, stop, meant)
                start += len(meant)
            else:
                words = words.without(set(range(start, stop)))
    return words


def trimmed(words: Words) -> Iterator[Words]:
    """Give the words with ever more fillers dropped from the two ends, at least one word left.

    The first is the utterance itself. "okay so um a tip please" gives in the
    end "a tip".
    """
    for start, stop in _trimmings(words.tokens):
        yield words.part(start, stop)


def without_fillers(elements: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop the fillers at the two ends of any sequence with words in it, at least one element left."""
    language = english()
    if elements and (
        elements[0] in language.front_openings or elements[-1] in language.back_endings
    ):
        *_, (start, stop) = _trimmings(elements)
        return elements[start:stop]
    return elements


def _trimmings(tokens: tuple[object, ...]) -> Iterator[tuple[int, int]]:
    """Give where to begin and to stop, from the whole to the least that is left."""
    language = english()
    starts = list(_cuts(tokens, language.front_fillers))
    stops = [len(tokens) - cut for cut in _cuts(tokens[::-1], language.back_fillers)]
    pairs = [(start, stop) for start in starts for stop in stops if start < stop]
    return iter(sorted(pairs, key=lambda pair: pair[0] - pair[1]))


def _cuts(tokens: tuple[object, ...], fillers: frozenset[tuple[str, ...]]) -> Iterator[int]:
    """Give every number of leading words that are nothing but fillers, from none up."""
    cut = 0
    yield cut
    for _ in range(MAX_FILLERS):
        step = next((size for size in _FILLER_SIZES if tokens[cut : cut + size] in fillers), 0)
        if not step:
            return
        cut += step
        yield cut
