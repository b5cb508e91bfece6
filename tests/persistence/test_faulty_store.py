"""The store that other tests break on purpose does go wrong, and only as it is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from skill.errors import StoreUnavailableError, VersionConflictError
from skill.persistence.memory import MemoryStore
from skill.persistence.store import StoredRecord
from tests.support.faulty_store import Fault, FaultyStore

USER = "amzn1.ask.account.UNLUCKY"


@pytest.fixture
def sound() -> MemoryStore:
    return MemoryStore(clock=lambda: datetime.now(UTC))


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def faulty(sound: MemoryStore, slept: list[float]) -> FaultyStore:
    return FaultyStore(sound, sleep=slept.append)


def test_it_works_until_it_is_told_otherwise(faulty: FaultyStore, slept: list[float]) -> None:
    """What was saved is loaded and deleted, without delay, and every call is counted."""
    version = faulty.save(USER, {"a": 1}, expected_version=None)
    assert faulty.load(USER) == StoredRecord({"a": 1}, version)
    faulty.delete(USER)
    faulty.check()

    assert faulty.load(USER) is None
    assert slept == []
    assert faulty.calls == {"save": 1, "load": 2, "delete": 1, "check": 1}


def test_down_it_does_nothing_and_comes_back(faulty: FaultyStore, sound: MemoryStore) -> None:
    """StoreUnavailableError is what every call gives while it is down, and nothing is changed."""
    version = sound.save(USER, {"a": 1}, expected_version=None)
    faulty.break_down()

    with pytest.raises(StoreUnavailableError):
        faulty.load(USER)
    with pytest.raises(StoreUnavailableError):
        faulty.save(USER, {"a": 2}, expected_version=version)
    with pytest.raises(StoreUnavailableError):
        faulty.delete(USER)
    with pytest.raises(StoreUnavailableError):
        faulty.check()

    faulty.recover()
    assert faulty.load(USER) == StoredRecord({"a": 1}, version)


def test_a_lost_acknowledgement_leaves_the_write_done(
    faulty: FaultyStore, sound: MemoryStore
) -> None:
    """StoreUnavailableError is what the save gives, and the document is saved."""
    faulty.on_save = Fault.ACKNOWLEDGEMENT_LOST

    with pytest.raises(StoreUnavailableError):
        faulty.save(USER, {"a": 1}, expected_version=None)

    record = sound.load(USER)
    assert record is not None
    assert record.document == {"a": 1}


def test_slow_and_hanging_calls_take_their_time(faulty: FaultyStore, slept: list[float]) -> None:
    """The delay is what both take; the slow call is done and the hanging one is not."""
    faulty.delay = 2.5
    faulty.on_load = Fault.SLOW
    assert faulty.load(USER) is None
    faulty.on_load = Fault.HANGING
    with pytest.raises(StoreUnavailableError):
        faulty.load(USER)

    assert slept == [2.5, 2.5]


def test_a_throttled_store_turns_away_every_other_call(faulty: FaultyStore) -> None:
    """The second attempt is the one that works."""
    faulty.on_save = Fault.THROTTLED
    with pytest.raises(StoreUnavailableError):
        faulty.save(USER, {}, expected_version=None)

    version = faulty.save(USER, {}, expected_version=None)

    assert faulty.load(USER) == StoredRecord({}, version)


def test_another_device_can_come_in_between_once(faulty: FaultyStore, sound: MemoryStore) -> None:
    """A conflict is what the first save gives, and the next one works."""
    faulty.meanwhile = lambda: sound.save(USER, {"who": "other"}, expected_version=None)

    with pytest.raises(VersionConflictError):
        faulty.save(USER, {"who": "we"}, expected_version=None)

    record = faulty.load(USER)
    assert record is not None
    assert record.document == {"who": "other"}
    assert faulty.save(USER, {"who": "both"}, expected_version=record.version) != record.version
