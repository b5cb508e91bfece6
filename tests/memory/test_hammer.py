"""Many Echos of one household that talk to the whole skill at once: every tip is remembered."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

from skill.content.models import TipTheme
from skill.dialog.record_json import household_from_json
from skill.persistence.store import HouseholdStore, open_store
from skill.simulator.echo.envelope import USER_ID
from tests.memory.many_tips import THEMES, Told, ask_for_tips, ask_in_process, meet_at
from tests.support.dynamodb_server import MotoServer, empty_table

Note = Callable[[str, object], None]


def now() -> datetime:
    return datetime.now(UTC)


def in_threads(store: HouseholdStore, times: int) -> list[Told]:
    """Ask for tips in a thread for each theme, all beginning at the same moment."""
    together = Barrier(len(THEMES))

    def work(theme: TipTheme) -> Told:
        together.wait(timeout=60)
        return ask_for_tips(store, theme, times)

    with ThreadPoolExecutor(len(THEMES)) as threads:
        return list(threads.map(work, THEMES))


def assert_none_lost(
    store: HouseholdStore, workers: list[Told], times: int, where: str, note: Note
) -> None:
    """What the record says is, to the last tip, what was told to somebody."""
    told = [tip for worker in workers for tip in worker.tips]
    stored = store.load(USER_ID)
    assert stored is not None
    kept = household_from_json(stored.document).tips
    updates, saves = len(told), sum(worker.saves for worker in workers)
    postponed = sum(worker.postponed for worker in workers)
    note(
        "figure",
        f"the whole skill on {where}: {updates:,} updates, {saves:,} saves tried, "
        f"{postponed} saved a turn later, lost: {len(set(told) - kept.used)}",
    )

    assert updates == times * len(THEMES)
    assert len(set(told)) == updates
    assert kept.round == 1
    assert kept.used == set(told)
    assert [worker.left for worker in workers] == [0] * len(workers)
    # Otherwise nobody met anybody, and nothing is shown.
    assert saves > updates


def test_no_tip_told_by_four_processes_is_lost(tmp_path: Path, record_property: Note) -> None:
    """All 600 tips are in the record after four processes told 150 each, from no file at all."""
    path = tmp_path / "households.sqlite3"
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        len(THEMES), mp_context=spawn, initializer=meet_at, initargs=(spawn.Barrier(len(THEMES)),)
    ) as processes:
        jobs = [processes.submit(ask_in_process, str(path), theme, 150) for theme in THEMES]
        workers = [job.result() for job in jobs]

    with closing(open_store(f"sqlite:///{path}", clock=now)) as store:
        assert_none_lost(store, workers, 150, "SQLite, 4 processes", record_property)


def test_no_tip_told_by_four_threads_is_lost(tmp_path: Path, record_property: Note) -> None:
    """All 400 tips are in the record after four threads that share a store told 100 each."""
    with closing(open_store(f"sqlite:///{tmp_path}/households.sqlite3", clock=now)) as store:
        workers = in_threads(store, 100)

        assert_none_lost(store, workers, 100, "SQLite, 4 threads", record_property)


def test_no_tip_told_from_dynamodb_is_lost(moto_server: MotoServer, record_property: Note) -> None:
    """All 48 tips are in the record after four threads told 12 each."""
    url = f"dynamodb://{empty_table(moto_server.endpoint)}"
    with closing(open_store(url, clock=now, dynamodb_endpoint=moto_server.endpoint)) as store:
        workers = in_threads(store, 12)

        assert_none_lost(store, workers, 12, "DynamoDB (moto), 4 threads", record_property)
