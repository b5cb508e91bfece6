"""Many workers that add to one count, each of them reading, adding and saving."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from skill.errors import VersionConflictError
from skill.persistence.sqlite import SQLiteStore

if TYPE_CHECKING:
    from threading import Barrier

    from skill.persistence.store import HouseholdStore

USER = "amzn1.ask.account.TWOECHOS"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one worker has done.

    Attributes:
        versions: what its saves have returned, in order.
        conflicts: how often somebody else was quicker.
    """

    versions: tuple[int, ...]
    conflicts: int


def increment(store: HouseholdStore, times: int) -> Tally:
    """Add one to the household's count so many times, again after every conflict."""
    versions: list[int] = []
    conflicts = 0
    while len(versions) < times:
        record = store.load(USER)
        count = record.document["count"] if record else 0
        assert isinstance(count, int)
        # A turn does something between loading and saving, and others come in between.
        time.sleep(0.0005)
        try:
            versions.append(
                store.save(
                    USER,
                    {"count": count + 1},
                    expected_version=record.version if record else None,
                )
            )
        except VersionConflictError:
            conflicts += 1
    return Tally(tuple(versions), conflicts)


_together: Barrier


def meet_at(barrier: Barrier) -> None:
    """Give a new process the barrier that all of them wait at."""
    global _together  # noqa: PLW0603 - a process pool has no other way to hand it over
    _together = barrier


def increment_in_process(path: str, times: int) -> Tally:
    """Open the file in the same moment as all the others, and increment."""
    _together.wait(timeout=30)
    store = SQLiteStore(Path(path), clock=lambda: datetime.now(UTC))
    try:
        return increment(store, times)
    finally:
        store.close()
