"""A store that lasts as long as the program: for tests and for a first conversation."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from skill.errors import VersionConflictError
from skill.persistence.document import decode_document, encode_document
from skill.persistence.store import CONFLICT, StoredRecord, first_version, household_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.persistence.store import Clock


class MemoryStore:
    """Keeps documents in a dictionary, as the text the other stores keep.

    Text in between means that no caller can change what another one sees.

    Args:
        clock: gives new records their first version.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._records: dict[str, tuple[str, int]] = {}
        self._lock = Lock()

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        with self._lock:
            kept = self._records.get(household_key(user_id))
        if kept is None:
            return None
        text, version = kept
        return StoredRecord(decode_document(text), version)

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        key, text = household_key(user_id), encode_document(document)
        with self._lock:
            _, present = self._records.get(key, ("", None))
            if present != expected_version:
                raise VersionConflictError(CONFLICT)
            version = first_version(self._clock()) if present is None else present + 1
            self._records[key] = (text, version)
        return version

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`."""
        with self._lock:
            self._records.pop(household_key(user_id), None)

    def check(self) -> None:
        """See `HouseholdStore.check`; nothing can be wrong with a dictionary."""

    def close(self) -> None:
        """See `HouseholdStore.close`; there is nothing to let go of."""
