"""Recalling and keeping a household's record, through conflicts and faults.

Whatever happens to the store, the couple gets an answer: a record that cannot
be loaded is met as a new household, a change that cannot be saved goes along
in the session and is saved with a later turn.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from skill.dialog.household import (
    Change,
    CheckInKept,
    Household,
    VariantUsed,
    changed,
    household_from_json,
    household_to_json,
)
from skill.dialog.selection import SEEDS
from skill.errors import StoreError, VersionConflictError
from skill.persistence.store import HouseholdStore

TRIES = 6
"""How often a save that met a conflict is tried in all."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recollection:
    """A household as it was recalled, and what to save over."""

    household: Household
    version: int | None
    """The version that was read; None where there was no record."""
    reachable: bool
    """False where the store did not answer, or with something that must not be overwritten."""


class HouseholdMemory:
    """The household records of a store."""

    def __init__(self, store: HouseholdStore, rng: Random) -> None:
        self._store = store
        self._rng = rng

    def recall(self, user_id: str) -> Recollection:
        """Load a household's record, or meet it as a new one."""
        try:
            return self._load(user_id)
        except StoreError as error:
            _log.error("A household's record could not be loaded: %s", error)
            return Recollection(self._new(), None, reachable=False)

    def keep(self, user_id: str, recollection: Recollection, changes: Sequence[Change]) -> bool:
        """Save changes over what was recalled, or anew over what another device saved meanwhile.

        Returns:
            True once they are saved, False where the store did not take them.
        """
        if not changes:
            return True
        if not recollection.reachable:
            return False
        try:
            for _ in range(TRIES):
                document = household_to_json(changed(recollection.household, changes))
                try:
                    self._store.save(user_id, document, expected_version=recollection.version)
                except VersionConflictError:
                    recollection = self._load(user_id)
                else:
                    return True
        except StoreError as error:
            _log.error("A household's record could not be saved: %s", error)
        else:
            _log.error(
                "A household's record could not be saved: it changed %d times meanwhile.", TRIES
            )
        return False

    def forget(self, user_id: str) -> bool:
        """Delete all that is stored about a household; False where the store failed."""
        try:
            self._store.delete(user_id)
        except StoreError as error:
            _log.error("A household's record could not be deleted: %s", error)
            return False
        return True

    def _load(self, user_id: str) -> Recollection:
        record = self._store.load(user_id)
        if record is None:
            return Recollection(self._new(), None, reachable=True)
        return Recollection(household_from_json(record.document), record.version, reachable=True)

    def _new(self) -> Household:
        return Household.new(self._rng.randrange(SEEDS))


def worth_carrying(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that a session carries along until a store takes them.

    Which wording was used does not matter enough, and of a check-in the latest
    state holds all the earlier ones.
    """
    latest = {change.check_in.id: change for change in changes if isinstance(change, CheckInKept)}
    return tuple(
        change
        for change in changes
        if not isinstance(change, VariantUsed)
        and not (isinstance(change, CheckInKept) and latest[change.check_in.id] is not change)
    )
