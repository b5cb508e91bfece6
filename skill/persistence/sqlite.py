"""A store in one SQLite file: for a skill that runs on a machine of one's own.

Any number of threads and processes may share the file. It is in write-ahead-log
mode, where reading never waits for writing; a killed process loses nothing that
it was told is saved.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from skill.errors import (
    ConfigurationError,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
    VersionConflictError,
)
from skill.persistence.document import decode_document, encode_document
from skill.persistence.sqlite_schema import migrate, refuse_unknown
from skill.persistence.store import CONFLICT, StoredRecord, first_version, household_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from skill.persistence.store import Clock

Synchronous: TypeAlias = Literal["NORMAL", "FULL"]

BUSY_SECONDS: Final = 1.0
"""How long a save or a deletion waits for other processes; a couple waits three seconds in all."""

_BE_PATIENT: Final = f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1_000)}"
_PAUSE_SECONDS: Final = 0.01

PURGE_BATCH: Final = 200
"""Households removed in one transaction, so that a purge keeps nobody waiting."""

# What the primary result code means to the person who runs the skill.
_EXPLANATIONS: Final[Mapping[int, tuple[type[StoreError], str]]] = {
    sqlite3.SQLITE_BUSY: (
        StoreUnavailableError,
        "is kept locked by another process; try again, and close other programs that have it open.",
    ),
    sqlite3.SQLITE_READONLY: (
        StoreUnavailableError,
        "can be read but not written; give the skill's user permission to write it and its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreUnavailableError,
        "cannot be opened; the skill's user needs permission to read and write it and its folder.",
    ),
    sqlite3.SQLITE_FULL: (StoreUnavailableError, "cannot grow: the disk is full; make room."),
    sqlite3.SQLITE_IOERR: (
        StoreUnavailableError,
        "cannot be read or written: the disk reports an error; check the disk and the room on it.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        StoreCorruptError,
        "is damaged and was left as it is; put a backup in its place, or move it away to begin anew.",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreCorruptError,
        "is no SQLite database and was left as it is; name another file in CLOSER_STORE.",
    ),
}


class SQLiteStore:
    """Keeps one row per household.

    A thread has a connection to itself for as long as it works on the file, then
    leaves it for the next one: web servers that start a thread for every request
    would otherwise open the file anew each time.

    Args:
        path: the file; it and its folder are made when missing, the file readable
            and writable by its owner only.
        clock: tells when a household was last seen.
        synchronous: with "NORMAL", a power cut may take back the last saves,
            though it never damages the file; "FULL" survives that too and waits
            for the disk in every save (SQLite, "PRAGMA synchronous").

    Raises:
        ConfigurationError: the path is a folder, a device, or another program's database.
        StoreUnavailableError: the file cannot be made, opened or written.
        StoreCorruptError: the file is damaged; it was left as it is.
        RecordTooNewError: a newer version of the skill wrote it; it was left as it is.
    """

    def __init__(self, path: Path, *, clock: Clock, synchronous: Synchronous = "NORMAL") -> None:
        self._path = path.absolute()
        self._clock = clock
        self._synchronous = synchronous
        self._idle: list[sqlite3.Connection] = []
        self._inherited: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._closed = False
        self._make_file()
        with self._connection() as connection:
            # Before anything is written: what is not ours stays as it is.
            refuse_unknown(connection, self._path)
            _write_ahead(connection)
            migrate(connection, self._path)
            try:
                _find_whether_writable(connection)
            except sqlite3.OperationalError as error:
                # Who writes now has left by the time of a save, or that one says so. A server
                # that loses a worker meanwhile must not stop because the next one cannot write.
                if not _is_busy(error):
                    raise
        self._inode = self._path.stat().st_ino

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        with self._connection() as connection:
            row = connection.execute(
                "SELECT document, version FROM household WHERE key = ?", (household_key(user_id),)
            ).fetchone()
        if row is None:
            return None
        text, version = row
        try:
            return StoredRecord(decode_document(str(text, "ascii")), int(version))
        except (ValueError, TypeError):
            msg = (
                f"A household's record in {self._path} is damaged and was left as it is; put a "
                "backup in the file's place."
            )
            raise StoreCorruptError(msg) from None

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        key, text = household_key(user_id), encode_document(document)
        now = self._clock()
        seen = int(now.timestamp())
        # Either statement is a transaction of its own that takes the write lock
        # before it looks at the row, so nobody comes between looking and writing.
        with self._connection() as connection:
            if expected_version is None:
                version = first_version(now)
                saved = connection.execute(
                    "INSERT INTO household (key, version, last_seen, document) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (key) DO NOTHING",
                    (key, version, seen, text),
                )
            else:
                version = expected_version + 1
                saved = connection.execute(
                    "UPDATE household SET version = ?, last_seen = ?, document = ?"
                    " WHERE key = ? AND version = ?",
                    (version, seen, text, key, expected_version),
                )
        if not saved.rowcount:
            raise VersionConflictError(CONFLICT)
        return version

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`; no byte of the record stays in the file or its log."""
        until = time.monotonic() + BUSY_SECONDS
        with self._connection() as connection:
            connection.execute("DELETE FROM household WHERE key = ?", (household_key(user_id),))
            _empty_log(connection, until)

    def purge(self, before: datetime) -> int:
        """Remove the households last seen before a moment, and say how many those were.

        A household is seen when it is saved.

        Raises:
            StoreUnavailableError: not all could be removed; ask again.
        """
        moment = (int(before.timestamp()),)
        removed = 0
        with self._connection() as connection:
            # Reading keeps nobody waiting. By the time of its deletion a household
            # may have come back, so each deletion asks once more.
            found = connection.execute(
                "SELECT rowid FROM household WHERE last_seen < ?", moment
            ).fetchall()
            for start in range(0, len(found), PURGE_BATCH):
                connection.execute("BEGIN IMMEDIATE")
                removed += connection.executemany(
                    "DELETE FROM household WHERE rowid = ? AND last_seen < ?",
                    [row + moment for row in found[start : start + PURGE_BATCH]],
                ).rowcount
                connection.execute("COMMIT")
            _empty_log(connection, time.monotonic() + BUSY_SECONDS)
        return removed

    def check(self) -> None:
        """See `HouseholdStore.check`; also finds out whether saves can work."""
        try:
            replaced = self._path.stat().st_ino != self._inode
        except OSError:
            replaced = True
        if replaced:
            msg = (
                f"{self._path} was removed or replaced while the skill was running, so what is "
                "saved now will be lost; start the skill again."
            )
            raise StoreUnavailableError(msg)
        with self._connection() as connection:
            try:
                refuse_unknown(connection, self._path)
            except ConfigurationError as changed:
                raise StoreCorruptError(str(changed)) from None
            _find_whether_writable(connection)

    def close(self) -> None:
        """See `HouseholdStore.close`; the last process to close tidies the log away."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _make_file(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                # SQLite gives its log the same permissions as the file.
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            if not self._path.exists():
                msg = f"{self._path} cannot be made: a part of its path is a file, not a folder."
                raise ConfigurationError(msg) from None
            # Otherwise another process that starts now has made it.
        except OSError as error:
            msg = (
                f"{self._path} cannot be made ({error.strerror}); give CLOSER_STORE a path that the "
                "skill's user may write."
            )
            raise StoreUnavailableError(msg) from None
        if not self._path.is_file():
            kind = "a folder" if self._path.is_dir() else "not an ordinary file"
            msg = f"{self._path} is {kind}; CLOSER_STORE must name a file."
            raise ConfigurationError(msg)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one thread for a while; what goes wrong comes out explained."""
        if self._closed:
            msg = f"{self._path} has been closed by this program; open the store again."
            raise StoreUnavailableError(msg)
        connection = None
        healthy = False
        try:
            connection = self._borrow()
            yield connection
            healthy = True
        except sqlite3.Error as error:
            raise self._explain(error) from error
        finally:
            if connection is not None:
                self._give_back(connection, healthy=healthy)

    def _borrow(self) -> sqlite3.Connection:
        if self._process != os.getpid():
            # After a fork, the parent's connections must neither be used nor closed
            # here (SQLite, "How to corrupt an SQLite database file", 2.6).
            self._inherited += self._idle
            self._idle = []
            self._process = os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            # Never makes a file, so one that was moved away is noticed.
            f"{self._path.as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        # Left to itself, SQLite's module quotes text that it cannot decode in its error.
        connection.text_factory = bytes
        try:
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            # What is deleted or replaced is overwritten with zeros.
            connection.execute("PRAGMA secure_delete = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _give_back(self, connection: sqlite3.Connection, *, healthy: bool) -> None:
        if healthy:
            self._idle.append(connection)
        else:
            # A fresh one may do better once the disk is back. Closing rolls back.
            connection.close()
        if self._closed:
            self.close()

    def _explain(self, error: sqlite3.Error) -> StoreError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        kind, explanation = _EXPLANATIONS.get(
            code,
            (StoreUnavailableError, f"cannot be used ({type(error).__name__}, code {code})."),
        )
        return kind(f"{self._path} {explanation}")


def _is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another one has the file locked, for whatever reason; the reason is in the high bits."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the file in write-ahead-log mode; it stays so for good."""
    # SQLite waits for some of the locks that this takes and not for others, which
    # several processes meet that begin a file at once; so the waiting is done here.
    connection.execute("PRAGMA busy_timeout = 0")
    for attempts_left in reversed(range(int(BUSY_SECONDS / _PAUSE_SECONDS))):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or not attempts_left:
                raise
            time.sleep(_PAUSE_SECONDS)
    connection.execute(_BE_PATIENT)


def _find_whether_writable(connection: sqlite3.Connection) -> None:
    """Write to a household that cannot exist.

    Beginning a transaction finds out nothing: on a file that can only be read,
    SQLite lets that pass.
    """
    connection.execute("DELETE FROM household WHERE key = 'check'")


def _empty_log(connection: sqlite3.Connection, until: float) -> None:
    """Move what is in the log into the file and cut the log to nothing.

    Pages that a deletion has overwritten linger in the log until then. When
    another connection is reading or writing and goes on for longer than that,
    they go with the next deletion or the last close.

    Args:
        connection: in autocommit mode.
        until: when to give up at the latest, by `time.monotonic`.
    """
    # SQLite would wait for each lock anew, one after another; so the waiting is done here.
    connection.execute("PRAGMA busy_timeout = 0")
    while True:
        (was_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not was_busy or time.monotonic() >= until:
            break
        time.sleep(_PAUSE_SECONDS)
    connection.execute(_BE_PATIENT)
