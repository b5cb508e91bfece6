"""What a turn costs when there are many households: as much as when there are few."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skill.persistence.sqlite import SQLiteStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

USER = "amzn1.ask.account.ONEOFMANY"


def store_of(households: int, path: Path) -> SQLiteStore:
    """A store with so many strangers and the one household in it."""
    store = SQLiteStore(path, clock=lambda: datetime.now(UTC))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
            INSERT INTO household (key, version, last_seen, document)
            SELECT lower(hex(randomblob(32))), 1, 0, '{"tips":["t1","t2","t3"]}' FROM number
            """,
            (households,),
        )
    store.save(USER, {"tips": []}, expected_version=None)
    return store


def turn(store: SQLiteStore) -> None:
    record = store.load(USER)
    assert record is not None
    store.save(USER, {"tips": ["t1"]}, expected_version=record.version)


def steps_of_a_turn(store: SQLiteStore) -> int:
    """How many instructions SQLite's virtual machine runs for a load and a save."""
    turn(store)
    (connection,) = store._idle
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(count, 1)
    turn(store)
    connection.set_progress_handler(None, 0)
    return steps


def statements_of_a_turn(store: SQLiteStore) -> list[str]:
    """What a load and a save ask of SQLite."""
    turn(store)
    (connection,) = store._idle
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    turn(store)
    connection.set_trace_callback(None)
    return statements


def test_a_turn_costs_the_same_among_many_households(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """As many of SQLite's steps are a load and a save among 100,000 households as among 100."""
    with (
        closing(store_of(100, tmp_path / "few.sqlite3")) as few,
        closing(store_of(100_000, tmp_path / "many.sqlite3")) as many,
    ):
        steps_among_few = steps_of_a_turn(few)
        steps_among_many = steps_of_a_turn(many)

    figure = (
        f"SQLite, steps of a load and a save: {steps_among_few} among 100 households, "
        f"{steps_among_many} among 100,000"
    )
    record_property("figure", figure)
    assert 10 < steps_among_few < 200
    assert steps_among_many == steps_among_few


def test_a_turn_finds_the_household_by_its_key(tmp_path: Path) -> None:
    """A search by primary key, and never a scan, is how a load and a save find the record."""
    path = tmp_path / "households.sqlite3"
    with closing(store_of(10, path)) as store:
        statements = statements_of_a_turn(store)
        with closing(sqlite3.connect(path)) as connection:
            plans = [
                [detail for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
                for statement in statements
            ]

    by_key = ["SEARCH household USING INDEX sqlite_autoindex_household_1 (key=?)"]
    assert plans == [by_key, by_key]
