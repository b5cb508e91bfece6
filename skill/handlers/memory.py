"""Recalling and keeping a household's record, through conflicts and faults.

Whatever happens to the store, the couple gets an answer, and gets it in time: a
record that cannot be loaded is met as a new household, a change that cannot be
saved goes along in the session and is saved with a later turn.

How long a turn takes at worst follows from two rules. One call of a store ends
within ``CALL_SECONDS``, answered or not; the stores' time-outs see to that. And
a call is begun only if it can end before the turn's time is up. So a store that
hangs costs one call, the load, after which no save is tried; one that hangs
after the load costs two.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from skill.dialog.changes import Change, CheckInKept, VariantUsed, changed, said_since
from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.selection import SEEDS
from skill.errors import StoreError, VersionConflictError
from skill.persistence.store import HouseholdStore

TURN_SECONDS = 2.9
"""When a turn's time for calling out is up, counted from its load; a couple waits for
three seconds (Amazon gives up after eight), and the rest is for the skill itself."""

LONG_TURN_SECONDS = 7.0
"""The same for a turn that has Alexa do something, which takes calls of its own."""

CALL_SECONDS = 1.3
"""How long a call of a store takes at worst."""

TRIES = 10
"""How often a save that met a conflict is tried in all, if there is time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recollection:
    """A household as it was recalled, and what to save over."""

    household: Household
    version: int | None
    """The version that was read; None where there was no record."""
    reachable: bool
    """False where the store did not answer, or with something that must not be overwritten."""
    until: float
    """When the turn's time is up, by the stopwatch."""

    def is_without(self, earlier: Recollection) -> bool:
        """Tell whether the record that was recalled earlier has been deleted since."""
        if earlier.version is None:
            return False
        return self.version is None or self.household.begun != earlier.household.begun


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving a turn's changes."""

    recollection: Recollection
    """The record as it was met last, and the version that it has now."""
    changes: Sequence[Change]
    """What was saved, or was to be."""
    saved: bool
    """False where the store did not take them in time."""
    forgotten: bool = False
    """True where the record that was recalled has been deleted since."""


class HouseholdMemory:
    """The household records of a store.

    Args:
        store: where they are.
        rng: gives new households the seeds of their bags.
        clock: tells when a new household's record is begun.
        stopwatch: seconds that only ever go forward, from any beginning.
    """

    def __init__(
        self,
        store: HouseholdStore,
        rng: Random,
        clock: Callable[[], datetime],
        stopwatch: Callable[[], float],
    ) -> None:
        self._store = store
        self._rng = rng
        self._clock = clock
        self._stopwatch = stopwatch

    def recall(self, user_id: str | None) -> Recollection:
        """Load a household's record, or meet it as a new one; this begins the turn's time.

        Args:
            user_id: None for a household that Alexa did not name, of which nothing can be kept.
        """
        until = self._stopwatch() + TURN_SECONDS
        if user_id is None:
            _log.error("A request names no household, so nothing is remembered.")
            return Recollection(self._new(), None, reachable=False, until=until)
        try:
            return self._load(user_id, until)
        except StoreError as error:
            _log.error("A household's record could not be loaded: %s", error)
            return Recollection(self._new(), None, reachable=False, until=until)

    def keep(
        self,
        user_id: str | None,
        recollection: Recollection,
        changes: Sequence[Change],
        *,
        said: Sequence[Change] = (),
        after: Household | None = None,
    ) -> Kept:
        """Save changes over what was recalled, or anew over what another device saved meanwhile.

        Args:
            user_id: whose record it is.
            recollection: what was recalled.
            changes: what is to be saved over it.
            said: which of them were said in this turn. Where that record was deleted
                meanwhile, these alone go on, over none or over one that was begun anew.
            after: what the changes make of what was recalled, where somebody has made it already.
        """
        if not changes:
            return Kept(recollection, changes, saved=True)
        if user_id is None or not recollection.reachable:
            return Kept(recollection, changes, saved=False)
        forgotten, tries = False, 0
        try:
            while tries < TRIES and self._has_time_for(1, recollection):
                tries += 1
                household = after or changed(recollection.household, changes)
                document = household_to_json(household)
                version = recollection.version
                try:
                    version = self._store.save(user_id, document, expected_version=version)
                except VersionConflictError:
                    if not self._has_time_for(2, recollection):
                        break
                    before, after = recollection, None
                    recollection = self._load(user_id, recollection.until)
                    if recollection.is_without(before):
                        forgotten, changes = True, said_since(said)
                        if not changes:
                            return Kept(recollection, changes, saved=True, forgotten=True)
                else:
                    recollection = replace(recollection, version=version)
                    return Kept(recollection, changes, saved=True, forgotten=forgotten)
        except StoreError as error:
            _log.error("A household's record could not be saved: %s", error)
        else:
            _log.error("A household's record could not be saved in time; tries: %d.", tries)
        return Kept(recollection, changes, saved=False, forgotten=forgotten)

    def seconds_for_alexa(self, recollection: Recollection) -> float:
        """Return how long calls to Alexa may take now, so that what they did can still be saved."""
        return self.with_time_to_save(recollection).until - CALL_SECONDS - self._stopwatch()

    def with_time_to_save(self, recollection: Recollection) -> Recollection:
        """Return a recollection whose turn takes as long as one that has Alexa do something."""
        return replace(recollection, until=recollection.until - TURN_SECONDS + LONG_TURN_SECONDS)

    def forget(self, user_id: str | None) -> bool:
        """Delete all that is stored about a household; False where that is not certain."""
        if user_id is None:
            _log.error("A request names no household, so none could be deleted.")
            return False
        try:
            self._store.delete(user_id)
        except StoreError as error:
            _log.error("A household's record could not be deleted: %s", error)
            return False
        return True

    def _load(self, user_id: str, until: float) -> Recollection:
        record = self._store.load(user_id)
        if record is None:
            return Recollection(self._new(), None, reachable=True, until=until)
        household = household_from_json(record.document)
        return Recollection(household, record.version, reachable=True, until=until)

    def _has_time_for(self, calls: int, recollection: Recollection) -> bool:
        return self._stopwatch() + calls * CALL_SECONDS <= recollection.until

    def _new(self) -> Household:
        begun = int(self._clock().timestamp() * 1_000_000)
        return Household.new(self._rng.randrange(SEEDS), begun)


def worth_carrying(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that a session carries along until a store takes them.

    Which wording was used does not matter enough, and of a check-in the latest
    state holds all the earlier ones.
    """
    carried: list[Change] = []
    latest: set[str] = set()
    for change in reversed(changes):
        if isinstance(change, CheckInKept):
            id_ = change.check_in.id
            if id_ not in latest:
                latest.add(id_)
                answered = (
                    place
                    for other in changes
                    if isinstance(other, CheckInKept) and other.check_in.id == id_
                    for place in other.answered
                )
                carried.append(replace(change, answered=tuple(dict.fromkeys(answered))))
        elif not isinstance(change, VariantUsed):
            carried.append(change)
    return tuple(reversed(carried))
