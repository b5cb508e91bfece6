"""The SQLite file itself: who may read it, what damages it, and what is said then."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.errors import (
    ConfigurationError,
    StoreCorruptError,
    StoreUnavailableError,
    VersionConflictError,
)
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.store import RETENTION, StoredRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.persistence.sqlite import Synchronous

USER = "amzn1.ask.account.ATHOME"
NEIGHBOUR = "amzn1.ask.account.NEXTDOOR"
NOBODY = 65534


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "households.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(path, clock=now)) as opened:
        yield opened


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that a user without privileges can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@contextmanager
def without_privileges() -> Iterator[None]:
    """Permissions hold for this process inside, even when root runs the tests."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def disk_error_beyond(size: int) -> Iterator[None]:
    """Writing beyond so many bytes of any file fails, as on a broken disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    """0600 are the permissions of the file and its log, and 0700 those of its folder."""
    path = tmp_path / "private" / "households.sqlite3"
    with closing(SQLiteStore(path, clock=now)) as store:
        store.save(USER, {}, expected_version=None)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert modes["households.sqlite3"] == 0o600
    assert modes["households.sqlite3-wal"] == 0o600
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_closing_leaves_one_file(path: Path) -> None:
    """The file alone, to be copied as a backup, is what a closed store leaves."""
    with closing(SQLiteStore(path, clock=now)) as store:
        store.save(USER, {}, expected_version=None)

    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """A store that works is what a path gives whose folders do not exist yet."""
    with closing(SQLiteStore(tmp_path / "a" / "b" / "c.sqlite3", clock=now)) as store:
        store.check()


def test_readers_do_not_wait_for_a_writer(path: Path, store: SQLiteStore) -> None:
    """The last saved record is loaded while another process is in the middle of writing."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE household SET document = '{}'")

        assert store.load(USER) == StoredRecord({"nights": 1}, version)


def test_connections_are_used_again(store: SQLiteStore) -> None:
    """One connection is open after fifty threads saved one after the other."""
    for number in range(50):
        thread = threading.Thread(
            target=store.save, args=(f"{USER}{number}", {}), kwargs={"expected_version": None}
        )
        thread.start()
        thread.join()

    assert len(store._idle) == 1
    assert store.load(f"{USER}49") is not None


@pytest.mark.parametrize(("synchronous", "level"), [("NORMAL", 1), ("FULL", 2)])
def test_the_operator_chooses_what_a_power_cut_may_take(
    path: Path, synchronous: Synchronous, level: int
) -> None:
    """The level that was asked for is the one that SQLite saves with."""
    with closing(SQLiteStore(path, clock=now, synchronous=synchronous)) as store:
        store.check()

        assert store._idle[0].execute("PRAGMA synchronous").fetchone() == (level,)


# Forgetting


def test_a_purge_takes_those_not_seen_for_two_years(path: Path) -> None:
    """Of two households, the one last saved more than two years ago is gone."""
    today = datetime(2026, 7, 1, tzinfo=UTC)
    day = today - RETENTION - timedelta(seconds=1)
    with closing(SQLiteStore(path, clock=lambda: day)) as store:
        store.save(USER, {"TELLTALE": 1}, expected_version=None)
        version = store.save(NEIGHBOUR, {"nights": 1}, expected_version=None)
        day = today - RETENTION
        kept = store.save(NEIGHBOUR, {"nights": 2}, expected_version=version)
        day = today

        assert store.purge(before=today - RETENTION) == 1

        assert store.load(USER) is None
        assert store.load(NEIGHBOUR) == StoredRecord({"nights": 2}, kept)
        assert all(b"TELLTALE" not in file.read_bytes() for file in path.parent.iterdir())


def test_a_purge_takes_any_number(store: SQLiteStore) -> None:
    """All of 450 households are gone after a purge of all, and the count is told."""
    for number in range(450):
        store.save(f"{USER}{number}", {}, expected_version=None)

    assert store.purge(before=now() + timedelta(days=1)) == 450
    assert store.purge(before=now() + timedelta(days=1)) == 0
    assert store.load(f"{USER}0") is None


def test_a_household_that_comes_back_during_a_purge_is_kept(path: Path) -> None:
    """The record is there that was saved between the purge's looking and its removing."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    with (
        closing(SQLiteStore(path, clock=lambda: long_ago)) as store,
        closing(SQLiteStore(path, clock=now)) as other,
    ):
        version = store.save(USER, {"nights": 1}, expected_version=None)
        (connection,) = store._idle

        def come_back(statement: str) -> None:
            if statement.startswith("BEGIN"):
                other.save(USER, {"nights": 2}, expected_version=version)

        connection.set_trace_callback(come_back)

        assert store.purge(before=now() - RETENTION) == 0

        record = other.load(USER)
        assert record is not None
        assert record.document == {"nights": 2}


def test_forgetting_works_beside_a_reader(path: Path, store: SQLiteStore) -> None:
    """The record is gone although another process reads on, and its bytes when that is done."""
    store.save(USER, {"TELLTALE": 1}, expected_version=None)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM household").fetchone()
        store.delete(USER)
        assert store.load(USER) is None

    store.close()

    assert b"TELLTALE" not in path.read_bytes()


def test_forgetting_waits_until_a_reader_is_done(path: Path, store: SQLiteStore) -> None:
    """The bytes are gone with the deletion itself where another process reads for a moment more."""
    store.save(USER, {"TELLTALE": 1}, expected_version=None)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM household").fetchone()
        leaving = threading.Timer(0.2, reader.rollback)
        leaving.start()
        store.delete(USER)
        leaving.join()

        assert b"TELLTALE" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_save_after_a_deletion_is_as_patient_as_before(path: Path, store: SQLiteStore) -> None:
    """A save waits for another process to finish writing, on a connection that has deleted, too."""
    store.delete(USER)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        leaving = threading.Timer(0.2, writer.rollback)
        leaving.start()
        store.save(USER, {"nights": 1}, expected_version=None)
        leaving.join()

    assert store.load(USER) is not None


# What goes wrong, and what is said


def assert_said(error: pytest.ExceptionInfo[Exception], path: Path, *words: str) -> None:
    """One sentence or two that name the path, say these words and are no traceback."""
    said = str(error.value)
    assert str(path) in said
    for word in words:
        assert word in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    """ConfigurationError naming the folder is what a folder's path gives."""
    with pytest.raises(ConfigurationError) as error:
        SQLiteStore(tmp_path, clock=now)

    assert_said(error, tmp_path, "is a folder", "CLOSER_STORE")


def test_a_device_is_no_store() -> None:
    """ConfigurationError is what a device gives, which would swallow every record."""
    with pytest.raises(ConfigurationError) as error:
        SQLiteStore(Path("/dev/null"), clock=now)

    assert_said(error, Path("/dev/null"), "not an ordinary file", "CLOSER_STORE")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """ConfigurationError is what a path gives that leads through a file."""
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "households.sqlite3"

    with pytest.raises(ConfigurationError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "a part of its path is a file")


def test_a_folder_that_may_not_be_written_is_named(public_folder: Path) -> None:
    """StoreUnavailableError is what a folder gives in which nothing can be made."""
    public_folder.chmod(0o555)
    path = public_folder / "households.sqlite3"

    with without_privileges(), pytest.raises(StoreUnavailableError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "cannot be made (Permission denied)", "CLOSER_STORE")


def test_a_file_that_may_not_be_written_is_named(public_folder: Path) -> None:
    """StoreUnavailableError is what a file gives that can only be read."""
    path = public_folder / "households.sqlite3"
    SQLiteStore(path, clock=now).close()
    path.chmod(0o444)

    with without_privileges(), pytest.raises(StoreUnavailableError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "can be read but not written")


def test_a_file_that_may_not_be_read_is_named(public_folder: Path) -> None:
    """StoreUnavailableError is what another user's file gives."""
    path = public_folder / "households.sqlite3"
    SQLiteStore(path, clock=now).close()
    path.chmod(0o000)

    with without_privileges(), pytest.raises(StoreUnavailableError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "cannot be opened")


def test_a_file_that_stays_locked_is_named(path: Path, store: SQLiteStore) -> None:
    """StoreUnavailableError is what a save gives when another process holds the lock for long."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError) as error:
            store.save(USER, {}, expected_version=None)

    assert_said(error, path, "locked by another process")
    assert store.save(USER, {}, expected_version=None) > 0


def test_a_file_that_stays_locked_can_be_opened(path: Path, store: SQLiteStore) -> None:
    """Loads that work at once, and saves that work later, are what opening gives while somebody writes."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(SQLiteStore(path, clock=now)) as late:
            assert late.load(USER) == StoredRecord({"nights": 1}, version)
            with pytest.raises(StoreUnavailableError) as error:
                late.check()
            assert_said(error, path, "locked by another process")
            other.execute("ROLLBACK")

            assert late.save(USER, {"nights": 2}, expected_version=version) > version


def test_a_new_file_that_stays_locked_is_named(path: Path) -> None:
    """StoreUnavailableError, after a second, is what a file gives that others keep from opening."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        # A file of version 0 that has been written to, and that somebody reads.
        other.executescript("CREATE TABLE t (a); DROP TABLE t; BEGIN; SELECT * FROM sqlite_master;")
        start = time.monotonic()
        with pytest.raises(StoreUnavailableError) as error:
            SQLiteStore(path, clock=now)
        assert 0.9 < time.monotonic() - start < 3

        assert_said(error, path, "locked by another process")
        other.execute("COMMIT")

    SQLiteStore(path, clock=now).close()


def test_opening_waits_for_others_that_open(path: Path) -> None:
    """A store that works is what opening gives while another process has the file for a moment."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.2, other.execute, ["ROLLBACK"])
        done.start()
        with closing(SQLiteStore(path, clock=now)) as store:
            store.check()
        done.join()


def test_a_full_disk_is_named_and_loses_nothing(path: Path, store: SQLiteStore) -> None:
    """StoreUnavailableError, and the record as it was, is what a save to a full disk gives."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    (pages,) = store._idle[0].execute("PRAGMA page_count").fetchone()
    store._idle[0].execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreUnavailableError) as error:
        store.save(USER, {"much": "x" * 50_000}, expected_version=version)

    assert_said(error, path, "the disk is full")
    assert store.load(USER) == StoredRecord({"nights": 1}, version)
    assert store.save(USER, {"nights": 2}, expected_version=version) > version


def test_a_disk_error_is_named_and_loses_nothing(path: Path, store: SQLiteStore) -> None:
    """StoreUnavailableError, and the record as it was, is what a save to a bad disk gives."""
    version = store.save(USER, {"nights": 1}, expected_version=None)

    with disk_error_beyond(40_000), pytest.raises(StoreUnavailableError) as error:
        store.save(USER, {"much": "x" * 200_000}, expected_version=version)

    assert_said(error, path, "the disk")
    assert store.load(USER) == StoredRecord({"nights": 1}, version)
    assert store.save(USER, {"nights": 2}, expected_version=version) > version


def test_a_file_that_is_no_database_is_left_as_it_is(path: Path) -> None:
    """StoreCorruptError, and the same bytes as before, is what any other file gives."""
    content = b"Dear diary, " * 1_000
    path.write_bytes(content)

    with pytest.raises(StoreCorruptError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "no SQLite database", "left as it is")
    assert path.read_bytes() == content


def damaged(path: Path, *, records_only: bool) -> bytes:
    """Fill a file with records and spoil its pages; what it holds then comes back.

    The first page, which says what the file is, stays whole in any case.
    """
    with closing(SQLiteStore(path, clock=now)) as store:
        for number in range(50):
            store.save(f"{USER}{number}", {"filling": "x" * 1_000}, expected_version=None)
    whole = path.read_bytes()
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    content = pages[0] + b"".join(
        b"\xff" * 4096 if b"x" * 500 in page or not records_only else page for page in pages[1:]
    )
    path.write_bytes(content)
    return content


def test_a_damaged_file_is_left_as_it_is(path: Path) -> None:
    """StoreCorruptError, and the same bytes as before, is what a damaged file gives at once."""
    content = damaged(path, records_only=False)

    with pytest.raises(StoreCorruptError) as error:
        SQLiteStore(path, clock=now)

    assert_said(error, path, "is damaged", "put a backup in its place")
    assert path.read_bytes() == content


def test_a_file_with_damaged_records_is_left_as_it_is(path: Path) -> None:
    """StoreCorruptError, and the same bytes as before, is what damage gives when it is met."""
    content = damaged(path, records_only=True)

    with closing(SQLiteStore(path, clock=now)) as store:
        with pytest.raises(StoreCorruptError) as loading:
            store.load(f"{USER}7")
        with pytest.raises(StoreCorruptError) as saving:
            store.save(USER, {}, expected_version=None)
        with pytest.raises(StoreCorruptError) as deleting:
            store.delete(f"{USER}7")

    for error in (loading, saving, deleting):
        assert_said(error, path, "is damaged", "put a backup in its place")
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("'{\"nights\":'", id="cut off"),
        pytest.param("'[1]'", id="not an object"),
        pytest.param("'{\"nights\":0.5}'", id="a float"),
        pytest.param("x'7b22ff227d'", id="a blob"),
        pytest.param("CAST(x'7b22ff22' AS TEXT)", id="not UTF-8"),
    ],
)
def test_a_damaged_record_harms_no_other_one(path: Path, store: SQLiteStore, damage: str) -> None:
    """StoreCorruptError is what the one household gets, and its record what the other one gets."""
    store.save(USER, {"nights": 1}, expected_version=None)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(f"UPDATE household SET document = {damage}")  # noqa: S608 - written above
    version = store.save(NEIGHBOUR, {"nights": 2}, expected_version=None)

    with pytest.raises(StoreCorruptError) as error:
        store.load(USER)

    assert_said(error, path, "damaged", "left as it is")
    assert store.load(NEIGHBOUR) == StoredRecord({"nights": 2}, version)


def test_a_file_removed_under_the_store_is_noticed(path: Path, store: SQLiteStore) -> None:
    """StoreUnavailableError is what a check gives when the file is no longer the one opened."""
    store.check()
    path.unlink()

    with pytest.raises(StoreUnavailableError) as error:
        store.check()
    assert_said(error, path, "removed or replaced", "start the skill again")

    path.touch()
    with pytest.raises(StoreUnavailableError, match="removed or replaced"):
        store.check()


def test_a_closed_store_says_so(path: Path, store: SQLiteStore) -> None:
    """StoreUnavailableError is what a store gives that was closed."""
    store.close()

    with pytest.raises(StoreUnavailableError) as error:
        store.load(USER)

    assert_said(error, path, "has been closed")


def test_a_store_that_closes_meanwhile_leaves_nothing_open(store: SQLiteStore) -> None:
    """A connection that was at work while the store closed is closed when it comes back."""
    with store._connection():
        store.close()

    assert store._idle == []


FORK = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from skill.persistence.sqlite import SQLiteStore

store = SQLiteStore(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
version = store.save("parent", {}, expected_version=None)
(connection,) = store._idle
child = os.fork()
if child == 0:
    store.save("child", {}, expected_version=None)
    # SQLite forbids using what a parent has opened, though it may seem to work.
    assert connection not in store._idle
    assert store.load("parent").version == version
    store.close()
    os._exit(0)
_, status = os.waitpid(child, 0)
assert status == 0, status
assert store.load("child") is not None
store.save("parent", {"again": True}, expected_version=version)
store.check()
store.close()
"""


def test_a_server_may_fork_after_opening(path: Path, pytestconfig: pytest.Config) -> None:
    """Parent and child both work on after a fork, as under gunicorn's preloading."""
    subprocess.run(
        [sys.executable, "-W", "error", "-c", FORK, path], cwd=pytestconfig.rootpath, check=True
    )

    with closing(SQLiteStore(path, clock=now)) as store:
        assert store.load("child") is not None
        with pytest.raises(VersionConflictError):
            store.save("parent", {}, expected_version=None)
