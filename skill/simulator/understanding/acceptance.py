"""How much evidence an intent needs: the numbers and lists of ``acceptance.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Likeness:
    """When an utterance that is like a sample is taken for it."""

    threshold: float
    misheard_threshold: float
    as_good: float
    likelihood_weight: float
    unknown_penalty: float
    clear_lead: float
    clear_threshold: float
    clear_words: int
    slot_value: float
    slots_only: float
    one_word: float


@dataclass(frozen=True, slots=True)
class Unlisted:
    """When the words at the end of an utterance fill a slot although no value lists them."""

    least_words: int
    least_share: float
    most_value_words: int


@dataclass(frozen=True, slots=True)
class Request:
    """When a sample is taken for the request in talk."""

    commands: frozenset[str]
    least_words: int
    least_weight: float
    intents: frozenset[str]
    commands_only: frozenset[str]
    undoing: frozenset[str]
    points: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """When a part of an utterance that is a sample is taken for the whole."""

    least_words: int
    telling: float
    least_weight: float
    continuations: frozenset[str]
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alarm:
    """The intent of a call for help, and its slot for the kind of danger."""

    intent: str
    slot: str


@dataclass(frozen=True, slots=True)
class Carried:
    """When words anywhere in an utterance fill a slot that the sample lacks."""

    intents: frozenset[str]
    least_words: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """All of it; the comments in the file give the reasons."""

    likeness: Likeness
    unlisted: Unlisted
    request: Request
    part: Part
    alarm: Alarm
    answers: Mapping[str, str]
    """The intent of an answer, by what it says."""
    carried: Carried
    every_word: frozenset[str]
    """The intents whose samples must be said with every word outside the slots."""
    every_word_where_filled: frozenset[str]
    """The same, where a slot of theirs is filled."""


@cache
def acceptance() -> Acceptance:
    """Read ``acceptance.toml``."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("acceptance.toml").read_text(encoding="utf-8")
    )
    part, alarm = data["part"], data["alarm"]
    request = data["request"]
    return Acceptance(
        likeness=Likeness(**data["likeness"]),
        unlisted=Unlisted(**data["unlisted"]),
        request=Request(
            **request
            | {
                "commands": frozenset(request["commands"].split()),
                "intents": frozenset(request["intents"]),
                "commands_only": frozenset(request["commands_only"]),
                "undoing": frozenset(request["undoing"]),
                "points": frozenset(request["points"]),
            }
        ),
        part=Part(
            **part
            | {
                "continuations": frozenset(part["continuations"]),
                "answers": frozenset(part["answers"]),
            }
        ),
        alarm=Alarm(**alarm),
        answers=data["answers"],
        carried=Carried(frozenset(data["carried"]["intents"]), data["carried"]["least_words"]),
        every_word=frozenset(data["every_word"]["intents"]),
        every_word_where_filled=frozenset(data["every_word"]["where_filled"]),
    )
