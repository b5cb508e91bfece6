"""Tell what is said to Alexa, what to the skill, and what of it the skill hears.

Outside a session a skill is called by its invocation name, in one of the ways
that Amazon lists ("Understand How Users Invoke Custom Skills"): "open closer
together", "ask closer together for a tip", "give us a tip from closer
together". The connecting words between the name and the request ("to", "for",
"about") are Alexa's and do not reach the skill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.words.normalise import surface_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_WAKE_WORDS: Final = frozenset({"alexa", "echo", "computer", "amazon"})
_COURTESIES: Final = tuple(
    tuple(words.split())
    for words in (
        "can you",
        "could you",
        "would you",
        "will you",
        "please",
        "okay",
        "hey",
        "can we",
        "let's",
        "now",
        "um",
        "uh",
    )
)
_OPENERS: Final = tuple(
    tuple(words.split())
    for words in (
        "start playing the game", "play the game", "start playing", "start the game", "open up", "start up", "open", "launch", "start",
        "begin", "do", "load", "play", "resume", "run", "use", "enable", "activate", "go to", "turn on", "bring up",
    )
)  # fmt: skip
_ASKERS: Final = (("ask",), ("tell",), ("talk", "to"), ("speak", "to"))
_ARTICLES: Final = (("the",), ("my",), ("our",))
_SKILL_WORDS: Final = (("skill",), ("app",))
# "If" and "whether" connect too, but without them a question reads as a statement.
_CONNECTING: Final = (
    ("and", "then"),
    ("and",),
    ("then",),
    ("to",),
    ("for",),
    ("about",),
    ("that",),
)
_PLEASE: Final = (("please",),)
_BEFORE_NAME: Final = frozenset({"from", "in", "using", "with", "by", "through", "on", "via"})


@dataclass(frozen=True, slots=True)
class Invocation:
    """An utterance, taken apart.

    Attributes:
        launch: whether the utterance called the skill by its name.
        rest: what is left for the skill, in lower case without punctuation. With ``launch`` and
            nothing left, Alexa sends a LaunchRequest; otherwise the rest is a request.
    """

    launch: bool
    rest: str


def split_invocation(utterance: str, invocation_name: str) -> Invocation:
    """Split off the wake word, the call by name and the connecting word.

    >>> split_invocation("Alexa, ask closer together for a tip", "closer together")
    Invocation(launch=True, rest='a tip')
    """
    words = surface_words(utterance)
    name = surface_words(invocation_name)
    words = words[1:] if words[:1] and words[0] in _WAKE_WORDS else words
    called = _called_first(words, name)
    if called is None:
        called = _called_last(words, name)
    return Invocation(launch=called is not None, rest=" ".join(words if called is None else called))


def _called_first(words: tuple[str, ...], name: tuple[str, ...]) -> tuple[str, ...] | None:
    """Read "ask NAME for REST", "open NAME and REST", or NAME alone."""
    words = _without_all(words, _COURTESIES)
    for opener in (*_OPENERS, *_ASKERS, ()):
        if words[: len(opener)] != opener:
            continue
        called = _without(words[len(opener) :], _ARTICLES)
        if called[: len(name)] != name:
            continue
        rest = _without(called[len(name) :], _SKILL_WORDS)
        request = _without(_without_all(_without(rest, _PLEASE), _CONNECTING), _PLEASE)
        if opener or not request:  # "closer together is where we want to be" calls nobody
            return request
    return None


def _called_last(words: tuple[str, ...], name: tuple[str, ...]) -> tuple[str, ...] | None:
    """Read "REST from NAME"."""
    words = words[:-1] if words[-1:] == _PLEASE[0] else words
    request = words[: -len(name) - 1]
    is_called = request and words[-len(name) :] == name and words[len(request)] in _BEFORE_NAME
    return request if is_called else None


def _without(words: tuple[str, ...], openings: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Drop the first of these openings that the words begin with, if any."""
    return next(
        (words[len(opening) :] for opening in openings if words[: len(opening)] == opening), words
    )


def _without_all(words: tuple[str, ...], openings: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Drop these openings for as long as the words begin with one."""
    shorter = _without(words, openings)
    return words if shorter == words else _without_all(shorter, openings)
