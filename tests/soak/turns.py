"""What makes a turn repeatable: its chance, its time and its store's faults follow from its request.

The endpoint under test and the model of it are put together with these, so that the
model, which replays a request by itself, draws and fails as the endpoint did.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from skill.app import Skill, build_skill
from skill.config import Settings
from skill.persistence.store import HouseholdStore, StoredRecord
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID, mapping
from tests.support.faulty_store import Fault, FaultyStore
from tests.web.amazon import DEVICE, NOW

DELAY = 0.25
"""Seconds that a slow or hanging call of the store takes."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong with a turn's calls of the store, if anything."""

    on_load: Fault | None = None
    on_save: Fault | None = None

    def __str__(self) -> str:
        struck = {"load": self.on_load, "save": self.on_save}
        return " ".join(f"{call} {fault.name}" for call, fault in struck.items() if fault) or "none"


NO_FAULTS = Faults()
UNLOADED = Faults(on_load=Fault.DOWN)
UNSAVED = Faults(on_save=Fault.DOWN)
_PLANNED = (
    UNLOADED,
    UNSAVED,
    Faults(on_load=Fault.HANGING),
    Faults(on_save=Fault.HANGING),
    Faults(on_save=Fault.ACKNOWLEDGEMENT_LOST),
    Faults(Fault.SLOW, Fault.SLOW),
)
STRUCK = 0.12
"""Which share of turns a fault strikes."""


def planned(seed: int, request_id: str, struck: float = STRUCK) -> Faults:
    """Return what goes wrong with a request's turn."""
    rng = Random(f"{seed} {request_id}")
    return rng.choice(_PLANNED) if rng.random() < struck else NO_FAULTS


class _Current(threading.local):
    """The turn that a thread is at."""

    request_id = ""
    moment = NOW
    rng = Random(0)


_current = _Current()


@contextmanager
def _during(envelope: object) -> Iterator[None]:
    request = mapping(mapping(envelope).get("request"))
    before = (_current.request_id, _current.moment, _current.rng)
    _current.request_id = str(request.get("requestId"))
    _current.moment = datetime.fromisoformat(str(request.get("timestamp")))
    _current.rng = Random(_current.request_id)
    try:
        yield
    finally:
        _current.request_id, _current.moment, _current.rng = before


class _TurnsOwn(Random):
    """Draws from the chance of the turn that the thread is at."""

    def random(self) -> float:
        return _current.rng.random()

    def getrandbits(self, k: int) -> int:
        return _current.rng.getrandbits(k)


class RepeatableSkill(Skill):
    """The whole skill, whose every turn follows from its request and the record it meets."""

    def handle(self, envelope: object) -> dict[str, Any]:
        """See `Skill.handle`."""
        with _during(envelope):
            return super().handle(envelope)


def repeatable_skill(store: HouseholdStore, stopwatch: Callable[[], float]) -> RepeatableSkill:
    """Put the skill together with its store and what times a turn; all else is the turn's own."""
    skill = build_skill(
        Settings(skill_id=APPLICATION_ID),
        clock=lambda: _current.moment,
        stopwatch=stopwatch,
        rng=_TurnsOwn(),
        store=store,
        api_client=AlexaApi(DEVICE),
    )
    return RepeatableSkill(skill.custom_skill, skill.store)


@dataclass
class PlannedStore:
    """A store that goes wrong as planned for the request that a thread is at.

    Attributes:
        store: the store that works.
        plan: what goes wrong, by the id of the request.
        sleep: waits for a number of seconds.
        meanwhile: by the id of a request, what happens just before its first save or deletion.
    """

    store: HouseholdStore
    plan: Callable[[str], Faults]
    sleep: Callable[[float], object] = time.sleep
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        return self._now().load(user_id)

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        self._let_others()
        return self._now().save(user_id, document, expected_version=expected_version)

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`; goes wrong as a save does."""
        self._let_others()
        self._now().delete(user_id)

    def check(self) -> None:
        """See `HouseholdStore.check`."""
        self.store.check()

    def close(self) -> None:
        """See `HouseholdStore.close`."""
        self.store.close()

    def _let_others(self) -> None:
        meanwhile = self.meanwhile.pop(_current.request_id, None)
        if meanwhile is not None:
            meanwhile()

    def _now(self) -> FaultyStore:
        faulty, faults = FaultyStore(self.store, sleep=self.sleep), self.plan(_current.request_id)
        faulty.delay = DELAY
        faulty.on_load = faults.on_load
        faulty.on_save = faulty.on_delete = faults.on_save
        return faulty
