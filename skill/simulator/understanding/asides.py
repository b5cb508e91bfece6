"""Find the request in talk: "the phone rang, so start over".

At night nobody speaks in samples. A request comes with talk before it, which tells
how it came about ("we finished discussing, next one please"), or behind it, which
gives the reason ("say that again, the fan is too loud"). This module tells where
a request may begin and stop in an utterance; the words by which it does are data:
``english.toml``, under ``[grammar]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from skill.simulator.understanding.words.normalise import english

EXCLAMATION: Final = 2
"""The most words that an exclamation before a request has."""

LISTENER: Final = frozenset({"you"})
"""Whom a story does not end with, for then the request is what they do: "on which days you | remind us"."""

NAME: Final = "alexa"
"""What she is called by."""

_OPENING_SIZES: Final = (5, 4, 3, 2)
_TAG_SIZES: Final = (3, 2)


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a request may begin or stop.

    Attributes:
        talk: the words beside the request, without those that only join the two.
        is_plain: whether a word says that one stops and the other begins, such as "so" or
            "please", and not only the lack of a word that ties them together.
    """

    talk: tuple[str, ...]
    is_plain: bool


def asks(core: tuple[object, ...]) -> bool:
    """Tell whether a sample asks for something, and does not only tell why: "i missed that"."""
    grammar = english().grammar
    return core[0] not in grammar.subjects and grammar.negations.isdisjoint(core[:2])


def stands_alone(core: tuple[object, ...]) -> bool:
    """Tell whether a sample may begin a clause and is no mere object: not "the quiz" or "to remind us"."""
    grammar = english().grammar
    return core[0] not in grammar.determiners | grammar.prepositions


def calling(tokens: tuple[str, ...]) -> int | None:
    """Tell where the words behind her name begin, if it is called behind talk: "babe, shush. Alexa, stop"."""
    grammar = english().grammar
    if NAME not in tokens:
        return None
    place = len(tokens) - 1 - tokens[::-1].index(NAME)
    before = tokens[max(0, place - 1) : place]
    is_named = not before or before[0] in (
        grammar.governors
        | grammar.prepositions
        | grammar.determiners
        | grammar.joins
        | grammar.verbs
    )
    return None if is_named or place + 1 == len(tokens) else place + 1


def says_both(tokens: tuple[str, ...]) -> bool:
    """Tell whether words say both yes and no."""
    language = english()
    return not language.yes.isdisjoint(tokens) and not language.no.isdisjoint(tokens)


def points_back(request: tuple[str, ...]) -> bool:
    """Tell whether what a request is about stands in the talk: "i hate the reminder, turn it off"."""
    return not english().grammar.pronouns.isdisjoint(request[1:])


def begins_clause(talk: tuple[str, ...]) -> bool:
    """Tell whether words begin with somebody who does something: "i pressed the wrong thing"."""
    subjects = english().grammar.subjects
    return len(talk) > 1 and talk[0] in subjects and talk[1] not in subjects


def is_clause(talk: tuple[str, ...]) -> bool:
    """Tell whether words are a clause and no mere part of one: "the phone rang", not "cancel"."""
    grammar = english().grammar
    if len(talk) < 2:
        return False
    if talk[0] in grammar.empty_subjects:
        return talk[1] in grammar.verbs
    return talk[0] in grammar.subjects or not grammar.verbs.isdisjoint(talk[1:])


def beginning(tokens: tuple[str, ...], start: int) -> Cut | None:
    """Tell whether a request may begin at a place; nothing may tie it to the talk before.

    "Will the rain | start again" is one question, "he told me to | stop" one clause.
    """
    grammar = english().grammar
    before = tokens[:start]
    size = next((size for size in _OPENING_SIZES if before[-size:] in grammar.openings), 0)
    talk = before[: len(before) - size]
    joined = bool(talk) and talk[-1] in grammar.joins
    while talk and talk[-1] in grammar.breaks:
        talk = talk[:-1]
    is_plain = not talk or (len(talk) < len(before) and not joined)
    if talk and talk[-1] in grammar.governors | grammar.prepositions:
        return None
    if is_plain or (is_clause(talk) and talk[0] not in grammar.question_openings):
        return Cut(talk, is_plain)
    is_exclamation = len(talk) <= EXCLAMATION and grammar.commands.isdisjoint(talk)
    is_story = (
        len(talk) > EXCLAMATION
        and talk[0] not in grammar.commands | grammar.question_openings
        and talk[-1] not in LISTENER
    )
    if (is_exclamation or is_story) and start < len(tokens) and tokens[start] in grammar.commands:
        return Cut(talk, is_plain=False)
    return None


def end(tokens: tuple[str, ...], stop: int) -> Cut | None:
    """Tell whether a request may stop at a place, because a clause of its own comes behind it.

    "Stop | i am tired" is two clauses, "stop | the music" is one.
    """
    grammar = english().grammar
    talk = after = tokens[stop:]
    if after and not grammar.telling.isdisjoint(tokens[max(0, stop - 2) : stop]):
        return None
    while talk:
        tag = next((size for size in _TAG_SIZES if talk[:size] in grammar.tags), 0)
        if not tag and talk[0] not in grammar.breaks:
            break
        talk = talk[tag or 1 :]
    passed = after[: len(after) - len(talk)]
    is_drowned = any(talk[:size] in grammar.drowned for size in _TAG_SIZES)
    if not talk or is_drowned or not grammar.thanks.isdisjoint(passed):
        return Cut(talk, is_plain=True)
    if talk[0] in grammar.reasons:
        return Cut(talk, is_plain=True)
    is_short_no = talk[0] in grammar.negations and len(talk) > 1
    has_verb = talk[0] in grammar.determiners and is_clause(talk)
    if begins_clause(talk) or has_verb or is_short_no:
        return Cut(talk, is_plain=bool(passed))
    return None
