"""Recalling and keeping a household's record, through conflicts and faults.

Whatever happens to the store, the couple gets an answer, and gets it in time: a
record that cannot be loaded is met as a new household, a change that cannot be
saved goes along in the session and is saved with a later turn.

How long a turn takes at worst follows from three rules. One call of a store ends
within ``CALL_SECONDS``, answered or not; the stores' time-outs see to that. What
Alexa is asked in between ends early enough for a save. And a further call of the
store is begun only if it can end before the turn's time is up. So a store that
hangs costs one call, the load, after which no save is tried; one that hangs
after the load costs two. A store that has answered gets one save tried in any case.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from skill.dialog.changes import Change, CheckInKept, VariantUsed, changed, fit_for_new_record
from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.selection import SEEDS
from skill.errors import StoreError, VersionConflictError
from skill.persistence.store import HouseholdStore

TURN_SECONDS = 2.9
"""When a turn's time for calling out is up, counted from its load; a couple waits for
three seconds (Amazon gives up after eight), and the rest is for the skill itself."""

LONG_TURN_SECONDS = 6.5
"""The same for a turn that a couple has set, cancel or look up reminders, or delete everything,
which takes calls of its own; the function has seven seconds on Lambda."""

SLACK_SECONDS = 0.1
"""By how much a call of Alexa's may end later than it should."""

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
    started: float
    """When the turn began, by the stopwatch."""
    is_long: bool = False
    """Whether it has Alexa do what the couple waits for."""

    @property
    def until(self) -> float:
        """When the turn's time is up, by the stopwatch."""
        return self.started + (LONG_TURN_SECONDS if self.is_long else TURN_SECONDS)

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
        started = self._stopwatch()
        if user_id is None:
            _log.error("A request names no household, so nothing is remembered.")
            return Recollection(self._new(), None, reachable=False, started=started)
        try:
            return self._load(user_id, started)
        except StoreError as error:
            _log.error("A household's record could not be loaded: %s", error)
            return Recollection(self._new(), None, reachable=False, started=started)

    def keep(
        self,
        user_id: str | None,
        recollection: Recollection,
        changes: Sequence[Change],
        *,
        of_this_turn: Sequence[Change] = (),
        after: Household | None = None,
    ) -> Kept:
        """Save changes over what was recalled, or anew over what another device saved meanwhile.

        Args:
            user_id: whose record it is.
            recollection: what was recalled.
            changes: what is to be saved over it.
            of_this_turn: which of them this turn made itself. Where that record was deleted
                meanwhile, these alone go on, over none or over one that was begun anew.
            after: what the changes make of what was recalled, where somebody has made it already.
        """
        if not changes:
            return Kept(recollection, changes, saved=True)
        if user_id is None or not recollection.reachable:
            return Kept(recollection, changes, saved=False)
        forgotten, tries = False, 0
        try:
            # The first time there is, as what came before was given no more than leaves it.
            while not tries or (tries < TRIES and self._has_time_for(1, recollection)):
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
                    found = self._load(user_id, recollection.started)
                    recollection = replace(found, is_long=recollection.is_long)
                    if recollection.is_without(before):
                        forgotten, changes = True, fit_for_new_record(of_this_turn)
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
        """Return how long calls to Alexa may take now, so that the turn can still be saved in time."""
        left = recollection.until - SLACK_SECONDS - CALL_SECONDS - self._stopwatch()
        return max(0.0, left)

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

    def _load(self, user_id: str, started: float) -> Recollection:
        record = self._store.load(user_id)
        if record is None:
            return Recollection(self._new(), None, reachable=True, started=started)
        household = household_from_json(record.document)
        return Recollection(household, record.version, reachable=True, started=started)

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
