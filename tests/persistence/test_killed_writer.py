"""A process that is killed in the middle of saving, again and again."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skill.persistence.sqlite import SQLiteStore
from tests.support.endless_writer import FILLING, HOUSEHOLDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

KILLS = 20


def write_and_be_killed(path: Path, root: Path, *, at_once: bool) -> list[tuple[int, int, int]]:
    """Let a program save for a moment; what it said it had saved comes back.

    Args:
        path: the file it saves in.
        root: the project's folder.
        at_once: kill it perhaps before it has saved, while it opens the file.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.endless_writer", path],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        lines = []
        if at_once:
            time.sleep(random.uniform(0.05, 0.25))
        else:
            lines.append(writer.stdout.readline())
            time.sleep(random.uniform(0, 0.05))
        assert writer.poll() is None
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(int(household), int(count), int(version)) for household, count, version in whole]


def test_nothing_confirmed_is_lost_when_the_writer_is_killed(
    tmp_path: Path,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    """A sound file with every confirmed save is what twenty kills at random moments leave."""
    confirmed: dict[int, tuple[int, int]] = {}
    saves = 0
    for kill in range(KILLS):
        # The first ones begin on no file, and are killed while they make it.
        path = tmp_path / ("households.sqlite3" if kill >= 3 else f"begun-{kill}.sqlite3")
        if kill <= 3:
            confirmed.clear()
        said = write_and_be_killed(path, pytestconfig.rootpath, at_once=kill % 2 == 0)
        saves += len(said)
        confirmed |= {household: (count, version) for household, count, version in said}

        with closing(SQLiteStore(path, clock=lambda: datetime.now(UTC))) as store:
            for household, (count, version) in confirmed.items():
                record = store.load(HOUSEHOLDS[household])
                assert record is not None
                # One more may have been saved and not been confirmed in time.
                ahead = record.version - version
                assert ahead in {0, 1}
                assert record.document == {"count": count + ahead, "filling": FILLING}
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    figure = f"SQLite, killed writers: {KILLS} kills survived, {saves:,} saves confirmed, lost: 0"
    record_property("figure", figure)
    assert saves > KILLS
