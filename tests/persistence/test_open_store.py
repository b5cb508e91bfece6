"""The setting that names a store: what it may say, and what is said when it says something else."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.errors import ConfigurationError
from skill.persistence.dynamodb import DynamoDBStore
from skill.persistence.memory import MemoryStore
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.store import first_version, household_key, open_store
from tests.support.dynamodb_server import empty_table

if TYPE_CHECKING:
    from tests.support.dynamodb_server import MotoServer


def now() -> datetime:
    return datetime.now(UTC)


def test_memory_is_a_store() -> None:
    """A memory store is what memory:// opens."""
    assert isinstance(open_store("memory://", clock=now), MemoryStore)


def test_a_relative_path_begins_where_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file below the current folder is what three slashes open, also after moving away."""
    monkeypatch.chdir(tmp_path)

    with closing(open_store("sqlite:///data/closer.sqlite3", clock=now)) as store:
        monkeypatch.chdir("/")
        assert isinstance(store, SQLiteStore)
        store.check()

    assert (tmp_path / "data" / "closer.sqlite3").is_file()


@pytest.mark.parametrize("name", ["closer.sqlite3", "a name, 100% odd & #1.sqlite3", "名前.db"])
def test_an_absolute_path_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    """The named file is what four slashes open, whatever characters it is named with."""
    with closing(open_store(f"sqlite:///{tmp_path}/{name}", clock=now)) as store:
        store.check()

    assert (tmp_path / name).is_file()


@pytest.mark.parametrize(
    ("options", "level"), [("", 1), ("?synchronous=normal", 1), ("?synchronous=FULL", 2)]
)
def test_sqlite_can_be_told_to_survive_a_power_cut(
    tmp_path: Path, options: str, level: int
) -> None:
    """The level of safety that the URL asks for is the one that SQLite works with."""
    with closing(open_store(f"sqlite:///{tmp_path}/a.sqlite3{options}", clock=now)) as store:
        assert isinstance(store, SQLiteStore)
        assert store._idle[0].execute("PRAGMA synchronous").fetchone() == (level,)

    assert [file.name for file in tmp_path.iterdir()] == ["a.sqlite3"]


def test_a_table_is_a_store(moto_server: MotoServer) -> None:
    """A DynamoDB store that works is what a table's name opens."""
    table = empty_table(moto_server.endpoint)

    with closing(
        open_store(f"dynamodb://{table}", clock=now, dynamodb_endpoint=moto_server.endpoint)
    ) as store:
        assert isinstance(store, DynamoDBStore)
        store.check()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "memory",
        "memory://somewhere",
        "sqlite://closer.sqlite3",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///~/closer.sqlite3",
        "sqlite:///closer.sqlite3?synchronous=off",
        "sqlite:///closer.sqlite3?mode=ro",
        "dynamodb://",
        "dynamodb://ab",
        "dynamodb://closer/together",
        "dynamodb://closer\n",
        "closer.sqlite3",
        "postgres://user:SECRET@host/closer",
    ],
)
def test_what_names_no_store_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """ConfigurationError that says what is possible is what anything else gives; nothing is made."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigurationError) as error:
        open_store(url, clock=now)

    for words in ("CLOSER_STORE", "memory://", "sqlite:///", "dynamodb://"):
        assert words in str(error.value)
    assert "SECRET" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_boto3_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """ConfigurationError that says what to install is what DynamoDB without boto3 gives."""
    monkeypatch.delitem(sys.modules, "skill.persistence.dynamodb")
    # None stands for a module that cannot be found.
    monkeypatch.setitem(sys.modules, "botocore", None)

    with pytest.raises(ConfigurationError, match=r'pip install "closer-together\[aws\]"'):
        open_store("dynamodb://households", clock=now)


LIGHT = """
import sys
from datetime import datetime
from skill.persistence.store import open_store

assert not {"boto3", "botocore", "sqlite3"} & set(sys.modules)
open_store("memory://", clock=datetime.now)
assert not {"boto3", "botocore", "sqlite3"} & set(sys.modules)
open_store("sqlite:///" + sys.argv[1], clock=datetime.now).close()
assert not {"boto3", "botocore"} & set(sys.modules)
"""


def test_only_what_is_used_is_imported(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Neither boto3 nor sqlite3 is imported before a store asks for it."""
    # Measuring coverage in the process would import sqlite3 itself.
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    subprocess.run(
        [sys.executable, "-c", LIGHT, tmp_path / "a.sqlite3"],
        cwd=pytestconfig.rootpath,
        check=True,
        env=plain,
    )


def test_a_household_goes_by_its_hash() -> None:
    """SHA-256 as everybody computes it is the key, also of what is no proper text."""
    assert household_key("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    assert household_key("\ud800") != household_key("\udfff")


def test_versions_begin_with_the_moment() -> None:
    """Microseconds since 1970 are the first version, whatever the zone of the clock."""
    assert first_version(datetime(1970, 1, 1, 0, 0, 1, 2, tzinfo=UTC)) == 1_000_002
