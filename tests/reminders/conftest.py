"""A couple in New York on a Sunday evening, Alexa's API on loopback, and the way between."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Protocol

import pytest

from skill.alexa_api import TURN_SECONDS, TimeLimitedApiClient
from skill.reminders.client import AlexaReminders
from skill.simulator.echo.clock import MovableClock
from tests.reminders.alexa_api_server import ACCESS_TOKEN, AlexaApiServer

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpensReminders(Protocol):
    """Opens the household's reminders for a turn."""

    def __call__(self, seconds: float = ..., *, access_token: str | None = ...) -> AlexaReminders:
        """The turn has so many seconds for calls."""
        ...


@pytest.fixture
def clock() -> MovableClock:
    """A quarter past seven in the evening in New York."""
    return MovableClock(datetime.fromisoformat("2026-11-22T19:15:30.250-05:00"))


@pytest.fixture
def alexa(clock: MovableClock) -> Iterator[AlexaApiServer]:
    """Alexa's API."""
    with AlexaApiServer(clock) as server:
        yield server


@pytest.fixture
def api_client() -> Iterator[TimeLimitedApiClient]:
    """The skill's own API client; its pauses take no time."""
    client = TimeLimitedApiClient(sleep=lambda _: None, rng=Random(1))
    yield client
    client.close()


@pytest.fixture
def reminders(
    alexa: AlexaApiServer, api_client: TimeLimitedApiClient, clock: MovableClock
) -> OpensReminders:
    """The real reminders client, calling the server."""

    def opened(
        seconds: float = TURN_SECONDS, *, access_token: str | None = ACCESS_TOKEN
    ) -> AlexaReminders:
        return AlexaReminders(
            api_client.for_turn(seconds),
            api_endpoint=alexa.endpoint,
            access_token=access_token,
            clock=clock,
        )

    return opened
