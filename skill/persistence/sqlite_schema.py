"""The tables of the SQLite store, and how an older file is brought up to date.

SQLite keeps two numbers in the header of every database that are ours to use:
`application_id` says whose file it is, `user_version` how many of the migrations
below it has been through (SQLite, "Pragma statements supported by SQLite").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skill.errors import ConfigurationError, RecordTooNewError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

APPLICATION_ID: Final = int.from_bytes(b"ClTo", "big")

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    # 1. `last_seen` stands before the document so that looking through all of them
    # reads no document, and has no index because every save would pay for it.
    (
        """
        CREATE TABLE household (
            key       TEXT PRIMARY KEY NOT NULL,
            version   INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            document  TEXT NOT NULL
        )
        """,
    ),
)
"""What each version of the schema changes, oldest first; never edited, only added to."""


def refuse_unknown(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
) -> int:
    """How many migrations a file has been through, if it is one this code may touch.

    Only reads.

    Raises:
        ConfigurationError: it is another program's database.
        RecordTooNewError: a newer version of the skill has migrated it.
    """
    # Another process may make the tables between these reads. Whose file it is comes
    # last: while that is not ours, nothing that was read before it is outdated.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    is_new = (application_id, version, tables) == (0, 0, 0)
    if application_id != APPLICATION_ID and not is_new:
        msg = (
            f"{path} is the database of another program and was left as it is; give CLOSER_STORE a "
            "file of its own."
        )
        raise ConfigurationError(msg)
    if version > len(migrations):
        msg = (
            f"{path} was written by a newer version of the skill (schema {version}, and this one "
            f"knows {len(migrations)}) and was left as it is; install that version again."
        )
        raise RecordTooNewError(msg)
    return int(version)


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
) -> None:
    """Bring a file up to date: all of what it lacks, or nothing when that fails.

    Args:
        connection: in autocommit mode.
        path: the file, for what is said about it.
        migrations: the statements of each version of the schema, oldest first.

    Raises:
        ConfigurationError: it is another program's database.
        RecordTooNewError: a newer version of the skill has migrated it.
        sqlite3.Error: the file cannot be read or written.
    """
    if refuse_unknown(connection, path, migrations) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Several processes start at once; whoever waited for the lock looks again.
        for statements in migrations[refuse_unknown(connection, path, migrations) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        # Some errors have made SQLite roll back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
