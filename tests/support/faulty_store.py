"""A household store that goes wrong in the ways that real ones do, on demand."""

from __future__ import annotations

import time
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from skill.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skill.persistence.store import HouseholdStore, StoredRecord


class Fault(Enum):
    """What becomes of a call."""

    SLOW = "it is done, after the delay"
    DOWN = "it fails at once"
    HANGING = "it fails, after the delay"
    THROTTLED = "every other call fails at once, the first one first"
    ACKNOWLEDGEMENT_LOST = "it is done, and then fails"


class FaultyStore:
    """Passes calls on to a store that works, except as it is told.

    Change the attributes at any time, from any thread.

    Args:
        store: the store that works.
        sleep: waits for a number of seconds.

    Attributes:
        on_load: what goes wrong with loads, if anything.
        on_save: what goes wrong with saves, if anything.
        on_delete: what goes wrong with deletions, if anything.
        delay: how many seconds slow and hanging calls take.
        meanwhile: done once, just before the next save, as by another device.
        calls: how often each method was called, by name.
    """

    def __init__(
        self, store: HouseholdStore, *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self.on_load: Fault | None = None
        self.on_save: Fault | None = None
        self.on_delete: Fault | None = None
        self.delay = 1.0
        self.meanwhile: Callable[[], object] | None = None
        self.calls: Counter[str] = Counter()
        self._store = store
        self._sleep = sleep

    def break_down(self, fault: Fault = Fault.DOWN) -> None:
        """Let everything go wrong in one way."""
        self.on_load = self.on_save = self.on_delete = fault

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        self.on_load = self.on_save = self.on_delete = None

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        self._before("load", self.on_load)
        record = self._store.load(user_id)
        self._after(self.on_load)
        return record

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        self._before("save", self.on_save)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        version = self._store.save(user_id, document, expected_version=expected_version)
        self._after(self.on_save)
        return version

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`."""
        self._before("delete", self.on_delete)
        self._store.delete(user_id)
        self._after(self.on_delete)

    def check(self) -> None:
        """See `HouseholdStore.check`; as wrong as a load."""
        self._before("check", self.on_load)
        self._store.check()

    def close(self) -> None:
        """See `HouseholdStore.close`; never goes wrong."""
        self._store.close()

    def _before(self, method: str, fault: Fault | None) -> None:
        self.calls[method] += 1
        if fault in {Fault.SLOW, Fault.HANGING}:
            self._sleep(self.delay)
        throttled = fault is Fault.THROTTLED and self.calls[method] % 2 == 1
        if throttled or fault in {Fault.DOWN, Fault.HANGING}:
            msg = "The store was made to fail."
            raise StoreUnavailableError(msg)

    def _after(self, fault: Fault | None) -> None:
        if fault is Fault.ACKNOWLEDGEMENT_LOST:
            msg = "The store was made to fail after it had done what it was asked."
            raise StoreUnavailableError(msg)
