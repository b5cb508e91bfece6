"""Alexa's API on loopback on a Sunday evening, and a couple in New York."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from skill.simulator.echo.clock import MovableClock
from tests.nightly.couple import AlexaAtHome, Couple

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def clock() -> MovableClock:
    """A quarter past seven in the evening in New York, on a Sunday."""
    return MovableClock(datetime.fromisoformat("2026-11-22T19:15:30.250-05:00"))


@pytest.fixture
def alexa(clock: MovableClock) -> Iterator[AlexaAtHome]:
    """Alexa's API."""
    with AlexaAtHome(clock) as server:
        yield server


@pytest.fixture
def couple(alexa: AlexaAtHome, clock: MovableClock) -> Couple:
    """A couple that has not used the skill yet."""
    return Couple(alexa, clock)


@pytest.fixture
def reminded(couple: Couple) -> Couple:
    """A couple that is reminded every night at half past nine."""
    couple.say("SetNightlyIntent time=21:30", "yes")
    assert len(couple.in_the_cloud) == 7
    couple.alexa.requests.clear()
    return couple
