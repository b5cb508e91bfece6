"""Whatever is heard, in whatever state, is answered in a way that holds together.

What "holds together" means stands in ``driver.check_turn`` and
``driver.check_record``, which every turn of these tests goes through.
"""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from skill.content.catalog import load_catalog
from skill.dialog.events import Event, Repeat, Yes
from skill.dialog.pending import UNSAFE, PendingQuestion
from tests.dialog.driver import EVENING, EVENTS, LATE, MORNING
from tests.dialog.states import PATHS, in_state


def test_every_kind_of_event_is_tried() -> None:
    """The events tried here are of all the kinds there are."""
    assert set(get_args(Event)) == {type(event) for event in EVENTS}


def test_every_state_is_reached() -> None:
    """The states tried here have every pending question there is."""
    assert set(PendingQuestion) == {pending for pending, _ in PATHS.values()}


@pytest.mark.parametrize(
    ("moment", "history", "locale"),
    [
        pytest.param(MORNING, False, "en-GB", id="new household, morning, en-GB"),
        pytest.param(LATE, False, "en-US", id="new household, late, en-US"),
        pytest.param(MORNING, True, "en-AU", id="old household, morning, en-AU"),
        pytest.param(LATE, True, "en-IN", id="old household, late, en-IN"),
        pytest.param(EVENING, True, "en-CA", id="old household, evening, en-CA"),
    ],
)
@pytest.mark.parametrize("name", PATHS)
def test_every_event_in_every_state_gets_a_whole_answer(
    name: str, moment: datetime, locale: str, *, history: bool
) -> None:
    """Any event in any state gives a valid turn, and so does a "yes" after it."""
    there = in_state(name, moment, history=history)
    there.content = load_catalog(locale)
    for event in EVENTS:
        there.copy().hear(event, Yes())


@pytest.mark.parametrize("name", PATHS)
def test_everything_can_be_said_again(name: str) -> None:
    """After any event in any state, "say that again" gives a valid turn that asks the same."""
    there = in_state(name, EVENING)
    for event in EVENTS:
        conversation = there.copy()
        conversation.hear(event)
        pending = conversation.pending
        conversation.hear(Repeat())
        if pending not in UNSAFE | {PendingQuestion.NONE}:
            assert pending is conversation.pending, event
