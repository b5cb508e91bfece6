"""The screens of every kind of turn there is, found by holding the conversations that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

from skill.content.catalog import load_catalog
from skill.content.models import ScreenKind, Touch
from skill.dialog.events import (
    AnotherWanted,
    CheckInWanted,
    DefinitionWanted,
    Event,
    NotUnderstood,
    PlaceTold,
    PromptWanted,
    Repeat,
    TipWanted,
    Unsafe,
    Yes,
)
from skill.screens.text import text_of
from skill.screens.touches import touches_for
from tests.dialog.driver import EVENING, EVENTS, LATE, LOCALES, Conversation
from tests.dialog.states import PATHS, in_state, states_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.content.models import Catalog
    from skill.dialog.turn import Turn

SEEDS: Final = 3
CATALOG: Final = load_catalog()


@dataclass(frozen=True, slots=True)
class Sort:
    """What is shown and what can be touched: one document's worth of turns."""

    kind: ScreenKind
    touches: tuple[Touch, ...]

    def __str__(self) -> str:
        """Return a name for the tests."""
        return f"{self.kind} {'/'.join(self.touches) or 'no touches'}"


def length(turn: Turn, content: Catalog = CATALOG) -> int:
    """Return how many characters a turn shows."""
    text = text_of(turn, content)
    return len(text.note) + len(text.body) + len(text.ask)


def is_aside(turn: Turn) -> bool:
    """Tell whether a turn answers something else in the middle of a check-in."""
    return turn.shows is ScreenKind.CHECK_IN and len(text_of(turn, CATALOG).ask) > 60


@cache
def extremes() -> dict[Sort, tuple[Turn, ...]]:
    """Return for each sort of screen the turns with the most and with the least to read.

    Of the check-in, the longest turn that is no aside comes as well.
    """
    found: dict[Sort, list[Turn]] = {}
    for turn in _turns():
        found.setdefault(Sort(turn.shows, touches_for(turn.state.pending)), []).append(turn)
    picked = {}
    for sort, turns in found.items():
        plain = [turn for turn in turns if not is_aside(turn)]
        longest = {id(t): t for t in (max(turns, key=length), max(plain, key=length))}
        bodies = max(turns, key=lambda turn: len(text_of(turn, CATALOG).body))
        shortest = min(turns, key=length)
        each = {**longest, id(bodies): bodies, id(shortest): shortest}
        picked[sort] = tuple(each.values())
    return picked


@cache
def abroad() -> tuple[tuple[str, Turn], ...]:
    """Return the longest of each sort of screen that is worded as en-US never words it, and its locale."""
    longest: dict[Sort, tuple[str, Turn]] = {}
    at_home = {text_of(turn, CATALOG) for turn in _in_every_state("en-US")}
    for locale in LOCALES[1:]:
        content = load_catalog(locale)
        for turn in (*_in_every_state(locale), *_numbers(locale)):
            sort = Sort(turn.shows, touches_for(turn.state.pending))
            before = longest.get(sort)
            most = length(before[1], load_catalog(before[0])) if before else 0
            if text_of(turn, content) not in at_home and length(turn, content) > most:
                longest[sort] = (locale, turn)
    return tuple(longest.values())


def _in_every_state(locale: str) -> Iterator[Turn]:
    """Hold every event in every state once, in a locale."""
    for name in states_of(locale):
        there = in_state(name, EVENING, locale=locale)
        for number, event in enumerate(EVENTS):
            conversation = there.copy()
            conversation.checks = False
            conversation.rng = Random(number)
            yield conversation.hear(event)


def _numbers(locale: str) -> Iterator[Turn]:
    """Give the support numbers of the countries a locale may stand for, and those of every place told."""
    content = load_catalog(locale)
    replies: tuple[Event, ...] = (NotUnderstood(), *map(PlaceTold, content.zones))
    for reply in replies if content.region.asks_country else ():
        conversation = Conversation(now=EVENING, locale=locale, checks=False)
        yield conversation.hear(Unsafe(), Yes(), reply)
    yield Conversation(now=EVENING, locale=locale, checks=False).hear(Unsafe(), Yes())


def _turns() -> Iterator[Turn]:
    """Hold every event in every state, hear all the content, and give each turn."""
    for seed in range(SEEDS):
        for name in PATHS:
            there = in_state(name, LATE if seed == 1 else EVENING)
            for number, event in enumerate(EVENTS):
                conversation = there.copy()
                conversation.checks = False
                conversation.rng = Random(1000 * seed + number)
                yield conversation.hear(event)
        yield from _all_content(seed)


def _all_content(seed: int) -> Iterator[Turn]:
    conversation = Conversation(rng=Random(seed), checks=False)
    for topic in CATALOG.topics:
        yield conversation.hear(DefinitionWanted(topic))
        while conversation.pending == "more":
            yield conversation.hear(Yes())
    for _ in CATALOG.tips:
        yield conversation.hear(TipWanted())
    for _ in CATALOG.prompts:
        yield conversation.hear(PromptWanted())
        yield conversation.hear(AnotherWanted())
        conversation.later(days=1)
    for events in ([CheckInWanted()] * 3, [Repeat()] * 3):
        yield conversation.hear(*events)
