"""An Echo that asks for one tip after another, and content that has enough of them.

The tips of each theme are for one worker alone, so what two workers were told
can never be the same, and a tip that is missing in the record is an update lost.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from threading import Barrier

from skill.content.models import Catalog, Tip, TipTheme
from skill.persistence.store import HouseholdStore, open_store
from skill.simulator.echo.envelope import Session, mapping
from tests.handlers.echo import CATALOG, Home, intent_json, matched_slot
from tests.support.faulty_store import FaultyStore

THEMES = tuple(TipTheme)
PER_THEME = 300


def many_tips() -> Catalog:
    """The content with 1,200 tips in place of its own, each of which says its own id."""
    tips: dict[str, Tip] = {}
    pattern = next(iter(CATALOG.tips.values()))
    for theme in THEMES:
        for number in range(PER_THEME):
            id_ = f"{theme.value[:2]}{number:03}"
            tips[id_] = replace(pattern, id=id_, theme=theme, text=f"Do <{id_}> tonight.")
    return replace(CATALOG, tips=tips)


@dataclass(frozen=True, slots=True)
class Told:
    """What one worker was told.

    Attributes:
        tips: the ids of its tips.
        saves: how often its skill tried to save.
        postponed: how many turns ended with something still to be saved.
        left: how many changes were never saved.
    """

    tips: tuple[str, ...]
    saves: int
    postponed: int
    left: int


def ask_for_tips(store: HouseholdStore, theme: TipTheme, times: int) -> Told:
    """Ask for so many tips in one session, and end it when all of them are saved."""
    counting = FaultyStore(store)
    content = many_tips()
    home = Home(store=counting, content=content, rng=SystemRandom())
    tips = content.tips
    request = {
        "type": "IntentRequest",
        "intent": intent_json("TipIntent", {"theme": matched_slot("theme", theme.value)}),
    }
    again = {"type": "IntentRequest", "intent": intent_json("AMAZON.RepeatIntent")}
    told: list[str] = []
    postponed = 0
    attributes: Mapping[str, object] = {}

    def turn(request: Mapping[str, object]) -> str:
        nonlocal attributes
        session = Session("session", attributes, new=False)
        response = home.skill.handle(home.writer.in_session(request, home.device, session))
        attributes = mapping(response["sessionAttributes"])
        return str(mapping(mapping(response["response"])["outputSpeech"])["ssml"])

    for _ in range(times):
        speech = turn(request)
        told += [speech.partition("Do &lt;")[2].partition("&gt;")[0]]
        postponed += "unsaved" in attributes
    for _ in range(1_000):
        if "unsaved" not in attributes:
            break
        # The others are still at it; they will not be for long.
        time.sleep(0.01)
        turn(again)
    unsaved = attributes.get("unsaved", [])
    assert set(told) <= set(tips)
    assert isinstance(unsaved, list)
    return Told(tuple(told), counting.calls["save"], postponed, len(unsaved))


_together: Barrier


def meet_at(barrier: Barrier) -> None:
    """Give a new process the barrier that all of them wait at."""
    global _together  # noqa: PLW0603 - a process pool has no other way to hand it over
    _together = barrier


def ask_in_process(path: str, theme: TipTheme, times: int) -> Told:
    """Open the file at the same moment as all others, and ask for tips."""
    _together.wait(timeout=60)
    store = open_store(f"sqlite:///{Path(path)}", clock=lambda: datetime.now(UTC))
    try:
        return ask_for_tips(store, theme, times)
    finally:
        store.close()
