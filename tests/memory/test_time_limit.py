"""The couple hears an answer within three seconds, measured, from stores that really hang."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from skill.alexa_api import TimeLimitedApiClient
from skill.handlers.memory import CALL_SECONDS, TURN_SECONDS
from skill.persistence.dynamodb import make_client
from skill.persistence.sqlite import BUSY_SECONDS, SQLiteStore
from skill.persistence.store import open_store
from skill.simulator.echo.envelope import USER_ID, DeviceSettings
from tests.handlers.echo import CATALOG, START, Home
from tests.handlers.loopback import silent_server, timed
from tests.support.dynamodb_server import Misbehaviour, MotoServer, empty_table

LIMIT = 3.0

NOT_SAVED = tuple(variant.text for variant in CATALOG.lines["not_saved"].variants)


def assert_told_in_time(home: Home, said: str) -> None:
    """An answer comes within three seconds, with a word that it was not saved."""
    echo = home.echo()
    with timed() as seconds:
        answer = echo.say(said)

    assert any(text in answer.speech for text in NOT_SAVED)
    assert seconds[0] < LIMIT


@pytest.mark.usefixtures("aws_settings")
def test_a_call_of_any_store_ends_within_what_a_turn_reckons_with() -> None:
    """Two connections, two answers and the pause between them, or one wait for a lock, fit into a call's time."""
    with closing(make_client("http://127.0.0.1:1")) as client:
        config: Any = client.meta.config

    assert config.retries["total_max_attempts"] == 2
    assert 2 * (config.connect_timeout + config.read_timeout) + 0.05 <= CALL_SECONDS
    assert BUSY_SECONDS < CALL_SECONDS


def test_two_calls_fit_into_a_turn() -> None:
    """A load and a save that take as long as they may leave time to speak within three seconds."""
    assert 2 * CALL_SECONDS <= TURN_SECONDS < LIMIT


@pytest.mark.usefixtures("aws_settings")
def test_a_dynamodb_that_never_answers() -> None:
    """A tip within three seconds is what a household hears whose table accepts and says nothing."""
    with (
        silent_server() as endpoint,
        closing(
            open_store("dynamodb://households", clock=lambda: START, dynamodb_endpoint=endpoint)
        ) as store,
    ):
        assert_told_in_time(Home(store=store), "tip")


def test_a_dynamodb_that_stops_answering_after_the_load(moto_server: MotoServer) -> None:
    """A tip within three seconds is what a household hears whose table hangs on every save."""
    url = f"dynamodb://{empty_table(moto_server.endpoint)}"
    with closing(
        open_store(url, clock=lambda: START, dynamodb_endpoint=moto_server.endpoint)
    ) as store:
        moto_server.misbehave[:] = [Misbehaviour(done=True), *[Misbehaviour(delay=2)] * 2]
        try:
            assert_told_in_time(Home(store=store), "tip")
        finally:
            moto_server.misbehave.clear()


@pytest.mark.usefixtures("aws_settings")
def test_everything_hangs_at_once() -> None:
    """A tip within three seconds is what a household hears when neither its table nor Alexa's settings answer."""
    with (
        silent_server() as table,
        silent_server() as settings,
        closing(
            open_store("dynamodb://households", clock=lambda: START, dynamodb_endpoint=table)
        ) as store,
    ):
        device = DeviceSettings(api_endpoint=settings)
        home = Home(store=store, device=device, api_client=TimeLimitedApiClient())
        assert_told_in_time(home, "tip")


@pytest.mark.parametrize("before", [(), ("prompt",)], ids=["strangers", "known"])
def test_a_sqlite_file_that_somebody_else_is_writing(
    tmp_path: Path, before: tuple[str, ...]
) -> None:
    """A tip within three seconds is what a household hears while another program keeps the file for itself."""
    path = tmp_path / "households.sqlite3"
    with closing(open_store(f"sqlite:///{path}", clock=lambda: START)) as store:
        home = Home(store=store)
        for said in before:
            home.echo().say(said)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert_told_in_time(home, "tip")


def test_a_sqlite_file_that_nobody_else_may_even_read(tmp_path: Path) -> None:
    """A tip within three seconds is what a household hears while another program keeps readers out, too."""
    path = tmp_path / "households.sqlite3"
    with closing(SQLiteStore(path, clock=lambda: START)) as store:
        # Only where no connection is open can another program keep readers out.
        while store._idle:
            store._idle.pop().close()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            assert_told_in_time(Home(store=store), "tip")


def test_forgetting_in_a_file_that_somebody_else_is_writing(tmp_path: Path) -> None:
    """The words that it could not be finished, within three seconds, are what "forget us" gives then."""
    path = tmp_path / "households.sqlite3"
    with closing(open_store(f"sqlite:///{path}", clock=lambda: START)) as store:
        echo = Home(store=store).echo()
        echo.say("tip")
        echo.say("forget us")
        with closing(sqlite3.connect(path, isolation_level=None)) as other, timed() as seconds:
            other.execute("BEGIN EXCLUSIVE")
            answer = echo.say("yes")

    assert answer.speech == CATALOG.lines["forget.failed"].variants[0].text
    assert seconds[0] < LIMIT


def test_a_deletion_waits_for_all_others_together(tmp_path: Path) -> None:
    """A writer that leaves late and a reader that stays hold up a deletion for no longer than one of them."""
    path = tmp_path / "households.sqlite3"
    with (
        closing(SQLiteStore(path, clock=lambda: START)) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer,
    ):
        store.save(USER_ID, {"nights": 1}, expected_version=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM household").fetchone()
        writer.execute("BEGIN IMMEDIATE")
        leaving = Timer(0.8 * BUSY_SECONDS, writer.rollback)
        leaving.start()
        with timed() as seconds:
            store.delete(USER_ID)
        leaving.join()

        assert store.load(USER_ID) is None
    # Half a second is for a machine that is busy with other tests.
    assert seconds[0] < BUSY_SECONDS + 0.5


def test_a_reader_that_goes_on_and_on_does_not_hold_up_forgetting(tmp_path: Path) -> None:
    """The words that it is done, within three seconds, are what "forget us" gives while a backup reads the file."""
    path = tmp_path / "households.sqlite3"
    with closing(open_store(f"sqlite:///{path}", clock=lambda: START)) as store:
        echo = Home(store=store).echo()
        echo.say("tip")
        echo.say("forget us")
        with closing(sqlite3.connect(path, isolation_level=None)) as backup, timed() as seconds:
            backup.execute("BEGIN")
            backup.execute("SELECT count(*) FROM household").fetchone()
            answer = echo.say("yes")

    assert answer.speech == CATALOG.lines["forget.done"].variants[0].text
    assert seconds[0] < LIMIT
