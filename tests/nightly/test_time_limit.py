"""However slow Alexa's API and the store are, a turn ends in time, and what was done is saved.

Time is counted rather than waited for: every call moves the stopwatch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

import pytest
from ask_sdk_core.exceptions import ApiClientException

from skill.handlers.memory import CALL_SECONDS, LONG_TURN_SECONDS, TURN_SECONDS
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.reminder_service import PERMISSION
from tests.nightly.couple import AlexaAtHome, Couple, says
from tests.support import faulty_store

if TYPE_CHECKING:
    from ask_sdk_model.services import ApiClientRequest, ApiClientResponse


@dataclass
class Stopwatch:
    """Seconds that pass only where somebody lets them."""

    seconds: float = 0
    _lock: Lock = field(default_factory=Lock)

    def __call__(self) -> float:
        """The seconds that have passed."""
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        """Let some pass."""
        with self._lock:
            self.seconds += seconds


@dataclass
class SlowApi:
    """Alexa's API, played, with calls that take their time.

    Args:
        api: what answers.
        stopwatch: what a call moves.
        seconds: how long a call takes; None for one that hangs until it is given up.
        late: how much later than it should it is given up.
    """

    api: AlexaApi
    stopwatch: Stopwatch
    seconds: float | None = 0
    late: float = 0
    given: list[float] = field(default_factory=list)

    def for_turn(self, seconds: float) -> SlowTurn:
        """The API for so many seconds."""
        self.given.append(seconds)
        return SlowTurn(self, self.stopwatch() + seconds)

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """A call that stands by itself."""
        return SlowTurn(self, self.stopwatch() + 1.5).invoke(request)


@dataclass
class SlowTurn:
    """The API for one turn."""

    slow: SlowApi
    until: float

    def time_left(self) -> float:
        """What is left of the turn."""
        return max(0.0, self.until - self.slow.stopwatch())

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Answer late, or not at all where the time is up before."""
        takes, left = self.slow.seconds, self.time_left()
        self.slow.stopwatch.pass_by(left if takes is None else min(takes, left))
        if takes is None or takes > left:
            self.slow.stopwatch.pass_by(self.slow.late)
            message = "no answer"
            raise ApiClientException(message)
        return self.slow.api.invoke(request)


@dataclass
class SlowHome:
    """A couple whose every call may take as long as calls are allowed to."""

    stopwatch: Stopwatch
    couple: Couple
    slow: SlowApi
    store: faulty_store.FaultyStore

    def say(self, *utterances: str) -> float:
        """Say some things, and return how long the last answer took."""
        self.couple.say(*utterances[:-1]) if utterances[:-1] else None
        began = self.stopwatch()
        self.couple.say(utterances[-1])
        return self.stopwatch() - began

    def slow_down(self, *, api: float | None) -> None:
        """From now on the store takes as long as it may, and a call of Alexa's this long."""
        self.store.break_down(faulty_store.Fault.SLOW)
        self.slow.seconds = api


@pytest.fixture
def home(alexa: AlexaAtHome, clock: MovableClock) -> SlowHome:
    """A couple that is reminded every night, and nothing is slow yet."""
    stopwatch = Stopwatch()
    slow = SlowApi(AlexaApi(reminders=alexa.cloud), stopwatch)
    store = faulty_store.FaultyStore(MemoryStore(clock=clock), sleep=stopwatch.pass_by)
    store.delay = CALL_SECONDS
    couple = Couple(alexa, clock, store=store, api_client=slow, stopwatch=stopwatch)
    slow.api.settings = replace(couple.settings, permissions=frozenset({PERMISSION}))
    couple.say("SetNightlyIntent time=21:30", "yes")
    assert len(couple.recorded) == 7
    return SlowHome(stopwatch, couple, slow, store)


@pytest.mark.parametrize("api", [None, 0.4, 0.9])
@pytest.mark.parametrize(
    "path",
    [
        ["status"],
        ["cancel"],
        ["SetNightlyIntent time=22:00", "yes"],
        ["SetNightlyIntent days=monday", "yes"],
        ["forget us", "yes"],
    ],
    ids=str,
)
def test_a_turn_that_calls_alexa_ends_in_time(
    home: SlowHome, path: list[str], api: float | None
) -> None:
    """A second before Alexa gives up at the latest, in a new session the next day too."""
    home.couple.clock.advance(timedelta(days=1))
    home.slow_down(api=api)

    assert home.say(*path) <= LONG_TURN_SECONDS
    assert home.couple.last.speech


@pytest.mark.parametrize("api", [None, 0.4, 0.9])
@pytest.mark.parametrize("path", [["cancel"], ["SetNightlyIntent time=22:00", "yes"]], ids=str)
def test_what_was_done_in_a_slow_turn_is_saved(
    home: SlowHome, path: list[str], api: float | None
) -> None:
    """Setting and cancelling leave the store the time that it needs."""
    home.couple.clock.advance(timedelta(days=1))
    home.slow_down(api=api)

    home.say(*path)

    assert not says(home.couple.last.speech, "not_saved")
    assert home.couple.recorded.keys() == home.couple.in_the_cloud.keys()


@pytest.mark.parametrize("api", [None, 0.2, 0.9])
@pytest.mark.parametrize("store", [0.02, 0.25, CALL_SECONDS])
@pytest.mark.parametrize("said", ["tip", "open", "prompt"])
def test_nobody_waits_for_fresh_prompts(
    home: SlowHome, said: str, store: float, api: float | None
) -> None:
    """A week later at bedtime: the load, the zone, the swap and the save within one turn's time."""
    home.couple.clock.advance(timedelta(days=7, hours=2))
    before = home.couple.record
    home.slow_down(api=api)
    home.store.delay = store

    took = home.say(said)

    assert took <= TURN_SECONDS
    assert not says(home.couple.last.speech, "not_saved")
    assert home.couple.record != before
    assert home.couple.recorded == home.couple.in_the_cloud


def test_fresh_prompts_are_put_in_where_there_is_time(home: SlowHome) -> None:
    """An API that takes a twentieth of a second leaves room for seven of them."""
    home.couple.clock.advance(timedelta(days=7))
    home.slow_down(api=0.05)
    home.store.delay = 0.05
    before = home.couple.in_the_cloud

    home.say("tip")

    assert not before.items() & home.couple.in_the_cloud.items()
    assert home.couple.recorded == home.couple.in_the_cloud


@pytest.mark.parametrize("store", [0.02, 0.25, 0.6, CALL_SECONDS])
def test_a_zone_that_is_never_told_costs_no_save(home: SlowHome, store: float) -> None:
    """The first request of a night, of a household without reminders, while Alexa's API hangs."""
    home.couple.say("cancel", "forget us", "yes")
    home.slow_down(api=None)
    home.store.delay = store

    took = home.say("tip")

    assert took <= TURN_SECONDS
    assert not says(home.couple.last.speech, "not_saved")
    assert home.couple.record.tips.used


def test_a_call_that_ends_late_costs_no_save(home: SlowHome) -> None:
    """A machine that is busy lets a call take longer than it was given; the save is tried all the same."""
    home.couple.clock.advance(timedelta(days=1))
    home.slow_down(api=None)
    home.slow.late = 2.0

    home.say("tip")

    assert not says(home.couple.last.speech, "not_saved")
    assert home.couple.record.tips.used


def test_a_turn_about_something_else_does_not_wait_for_alexa(home: SlowHome) -> None:
    """Within the week there is only the store to wait for."""
    home.couple.say("tip")
    home.slow_down(api=None)
    home.slow.given.clear()

    assert home.say("tip") <= TURN_SECONDS
    assert home.slow.given == []
