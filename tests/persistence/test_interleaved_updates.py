"""Two Echos, or eight, that answer at once: every update is kept."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from threading import Barrier
from typing import TYPE_CHECKING

from skill.persistence.dynamodb import DynamoDBStore
from skill.persistence.sqlite import SQLiteStore
from tests.support.dynamodb_server import dynamodb_client, empty_table
from tests.support.increments import USER, Tally, increment, increment_in_process, meet_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from skill.persistence.store import HouseholdStore
    from tests.support.dynamodb_server import MotoServer

WORKERS = 8


def now() -> datetime:
    return datetime.now(UTC)


def in_threads(store: HouseholdStore, times: int) -> list[Tally]:
    together = Barrier(WORKERS)

    def work(_number: int) -> Tally:
        together.wait(timeout=30)
        return increment(store, times)

    with ThreadPoolExecutor(WORKERS) as threads:
        return list(threads.map(work, range(WORKERS)))


def assert_none_lost(
    store: HouseholdStore,
    tallies: list[Tally],
    times: int,
    where: str,
    record_property: Callable[[str, object], None],
) -> None:
    updates = WORKERS * times
    record = store.load(USER)
    assert record is not None
    count = record.document["count"]
    assert isinstance(count, int)
    conflicts = sum(tally.conflicts for tally in tallies)
    figure = f"{where}: {updates:,} updates, {conflicts:,} conflicts, lost: {updates - count}"
    record_property("figure", figure)

    assert count == updates
    versions = [version for tally in tallies for version in tally.versions]
    assert len(set(versions)) == updates
    assert max(versions) == record.version
    # Otherwise nothing was interleaved, and nothing shown.
    assert conflicts > 0


def test_no_update_of_eight_processes_is_lost(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The count is 1,000 after eight processes, which begin on no file at all, added 125 each."""
    path = tmp_path / "new" / "households.sqlite3"
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        WORKERS, mp_context=spawn, initializer=meet_at, initargs=(spawn.Barrier(WORKERS),)
    ) as processes:
        jobs = [processes.submit(increment_in_process, str(path), 125) for _ in range(WORKERS)]
        tallies = [job.result() for job in jobs]

    with closing(SQLiteStore(path, clock=now)) as store:
        assert_none_lost(store, tallies, 125, "SQLite, 8 processes", record_property)


def test_no_update_of_eight_threads_is_lost_in_sqlite(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The count is 1,000 after eight threads that share a store added 125 each."""
    with closing(SQLiteStore(tmp_path / "households.sqlite3", clock=now)) as store:
        tallies = in_threads(store, 125)

        assert_none_lost(store, tallies, 125, "SQLite, 8 threads", record_property)


def test_no_update_of_eight_threads_is_lost_in_dynamodb(
    moto_server: MotoServer, record_property: Callable[[str, object], None]
) -> None:
    """The count is 80 after eight threads that share a store added 10 each."""
    endpoint = moto_server.endpoint
    store = DynamoDBStore(empty_table(endpoint), client=dynamodb_client(endpoint), clock=now)

    tallies = in_threads(store, 10)

    assert_none_lost(store, tallies, 10, "DynamoDB (moto), 8 threads", record_property)


def test_no_update_of_eight_threads_is_lost_in_stricter_dynamodb(
    dynalite_endpoint: str, record_property: Callable[[str, object], None]
) -> None:
    """The count is 200 after eight threads that share a store added 25 each."""
    store = DynamoDBStore(
        empty_table(dynalite_endpoint), client=dynamodb_client(dynalite_endpoint), clock=now
    )

    tallies = in_threads(store, 25)

    assert_none_lost(store, tallies, 25, "DynamoDB (dynalite), 8 threads", record_property)
