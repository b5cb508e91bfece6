"""What ``/healthz`` tells: whether the parts are well, and nothing about anybody."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

from skill.config import Settings
from skill.errors import InteractionModelError, StoreError
from skill.handlers.intents import INTENTS
from skill.interaction_model.model import available_locales, load_model
from skill.persistence.store import HouseholdStore
from skill.web.certificates import CHAINS_KEPT, SigningCertificates

STORE_CHECK_SECONDS = 5.0
"""How long the store's answer counts, so that asking for the health is no load on it."""

JsonObject = dict[str, object]


class Health:
    """The state of one installation.

    Args:
        settings: how it runs.
        store: where households are kept.
        certificates: where signing keys come from; None while verification is off.
        local: whether it is there to be tried on this machine, and needs no skill id.
        stopwatch: returns seconds that only ever go forward.
    """

    def __init__(
        self,
        settings: Settings,
        store: HouseholdStore,
        certificates: SigningCertificates | None,
        *,
        local: bool = False,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._store = store
        self._certificates = certificates
        self._needs_skill_id = certificates is not None and not local
        self._stopwatch = stopwatch
        self._lock = threading.Lock()
        self._well = False
        self._checked = float("-inf")

    def report(self) -> JsonObject:
        """Return the state of the parts; ``status`` is ``ok`` when all of them are well."""
        store, model = self._store_is_well(), models_fit()
        skill_id = self._settings.skill_id is not None
        well = store and model and (skill_id or not self._needs_skill_id)
        return {
            "status": "ok" if well else "degraded",
            "store": {
                "kind": self._settings.store.partition(":")[0],
                "state": "ok" if store else "unavailable",
            },
            "model": {
                "locales": list(available_locales()),
                "state": "ok" if model else "unfit",
            },
            "certificates": {
                "kept": 0 if self._certificates is None else self._certificates.kept,
                "most": CHAINS_KEPT,
            },
            "verification": "off" if self._certificates is None else "on",
            "skill_id": "set" if skill_id else "missing",
        }

    def _store_is_well(self) -> bool:
        with self._lock:
            if self._stopwatch() - self._checked >= STORE_CHECK_SECONDS:
                try:
                    self._store.check()
                except StoreError:
                    self._well = False
                else:
                    self._well = True
                self._checked = self._stopwatch()
            return self._well


@cache
def models_fit() -> bool:
    """Tell whether there are interaction models, with just the intents that the skill handles."""
    try:
        declared = [
            {intent.name for intent in load_model(name).intents} for name in available_locales()
        ]
    except InteractionModelError:
        return False
    return bool(declared) and all(names == INTENTS.keys() for names in declared)
