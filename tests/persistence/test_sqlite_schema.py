"""The SQLite file through the ages: made anew, brought up to date, or left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from skill.errors import ConfigurationError, RecordTooNewError
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.sqlite_schema import APPLICATION_ID, MIGRATIONS, migrate
from skill.persistence.store import StoredRecord

if TYPE_CHECKING:
    from pathlib import Path

USER = "amzn1.ask.account.LONGTOGETHER"

# What a later version of the skill might add.
NEXT = (
    "ALTER TABLE household ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'",
    "UPDATE household SET colour = 'blue' WHERE document LIKE '%blue%'",
)


def now() -> datetime:
    return datetime.now(UTC)


def header(path: Path) -> tuple[int, int]:
    """The application id and the schema version that a file states."""
    with closing(sqlite3.connect(path)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application_id, version


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """The current schema, and a store that works, is what a file of version 0 becomes."""
    path = tmp_path / "households.sqlite3"
    path.touch()
    assert header(path) == (0, 0)

    with closing(SQLiteStore(path, clock=now)) as store:
        version = store.save(USER, {"nights": 1}, expected_version=None)
        assert store.load(USER) == StoredRecord({"nights": 1}, version)

    assert header(path) == (APPLICATION_ID, len(MIGRATIONS))


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    """The letters of the application id stand where SQLite puts them, at byte 68."""
    path = tmp_path / "households.sqlite3"
    SQLiteStore(path, clock=now).close()

    assert path.read_bytes()[68:72] == b"ClTo"


def test_a_migration_keeps_every_record(tmp_path: Path) -> None:
    """Documents and versions stay as they were when a later schema is put on top."""
    path = tmp_path / "households.sqlite3"
    with closing(SQLiteStore(path, clock=now)) as store:
        version = store.save(USER, {"wall": "blue"}, expected_version=None)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, (*MIGRATIONS, NEXT))
        rows = connection.execute("SELECT version, document, colour FROM household").fetchall()

    assert rows == [(version, '{"wall":"blue"}', "blue")]
    assert header(path) == (APPLICATION_ID, len(MIGRATIONS) + 1)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    """The file's content and version are the old ones after the second statement failed."""
    path = tmp_path / "households.sqlite3"
    with closing(SQLiteStore(path, clock=now)) as store:
        version = store.save(USER, {"wall": "blue"}, expected_version=None)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            migrate(connection, path, (*MIGRATIONS, (NEXT[0], "UPDATE couple SET here = 1")))
        assert not connection.in_transaction

    assert header(path) == (APPLICATION_ID, len(MIGRATIONS))
    with closing(SQLiteStore(path, clock=now)) as store:
        assert store.load(USER) == StoredRecord({"wall": "blue"}, version)


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """RecordTooNewError, and the same bytes as before, is what a newer skill's file gives."""
    path = tmp_path / "households.sqlite3"
    SQLiteStore(path, clock=now).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, (*MIGRATIONS, NEXT))
    before = path.read_bytes()

    with pytest.raises(
        RecordTooNewError, match=r"newer version of the skill \(schema 2"
    ) as refusal:
        SQLiteStore(path, clock=now)

    assert str(path) in str(refusal.value)
    assert path.read_bytes() == before


def test_a_file_that_a_newer_skill_took_over_fails_the_check(tmp_path: Path) -> None:
    """RecordTooNewError is what a check gives after a newer skill migrated the open file."""
    path = tmp_path / "households.sqlite3"
    with closing(SQLiteStore(path, clock=now)) as store:
        store.check()
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            migrate(connection, path, (*MIGRATIONS, NEXT))

        with pytest.raises(RecordTooNewError, match="install that version again"):
            store.check()


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    """ConfigurationError, and the same bytes as before, is what a stranger's database gives."""
    path = tmp_path / "music.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    before = path.read_bytes()

    with pytest.raises(ConfigurationError, match="database of another program") as refusal:
        SQLiteStore(path, clock=now)

    assert "CLOSER_STORE" in str(refusal.value)
    assert path.read_bytes() == before
