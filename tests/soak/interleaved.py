"""The households of ``make soak`` in one process, where two turns at once come in every order.

On a machine the rare orders come rarely, and a record is seen at the end alone. Here a turn stops
before each call of its store until it is let go, the seed draws which one is, and the record is
compared after every step. At a call a turn may be killed, meet a locked store, or be late. Nothing
waits for anything, so there are many steps in a second, and a seed always does the same.

Run as ``python -m tests.soak.interleaved`` for as many as there is time for.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import mkdtemp
from threading import local

from skill.errors import CloserError, StoreUnavailableError
from skill.persistence.memory import MemoryStore
from skill.persistence.sqlite import BUSY_SECONDS
from skill.persistence.store import HouseholdStore, StoredRecord
from skill.simulator.echo.envelope import Envelope
from tests.soak.household import CLOCK_MOVES, FORGETFUL, SAID, VirtualHousehold
from tests.soak.model import FAILED, FOR_A_CONFLICT, Document, Sent
from tests.soak.turns import STRUCK, PlannedStore, planned, repeatable_skill
from tests.web.amazon import NOW

BY_TWO = 0.5
"""How often both devices are spoken to at the same moment."""
_STRUCK = 0.2
"""Which share of turns a mishap strikes."""
_CALLS = 3
"""Before or after which call of the store at the latest."""
_CLOCK_MOVED = 0.05
"""After which share of steps the clock is moved."""


class Mishap(Enum):
    """What becomes of a turn at a call of its store."""

    KILLED_BEFORE = "it ends without an answer"
    KILLED_AFTER = "the call is done, and it ends without an answer"
    LOCKED = "the call fails when the store's patience is out"
    LATE = "the call takes so long that there is no time left for a second try"


class _Stopped(Enum):
    """Where a turn is that does not go on."""

    AT_A_CALL = "before a call of its store"
    AT_ITS_END = "it is over"


class _KilledError(BaseException):
    """A turn ends here; nothing in the skill may take note of it."""


class _Turn(local):
    """The turn that a thread is at."""

    pause: Callable[[], object] = staticmethod(lambda: None)
    now = 0.0
    mishap: Mishap | None = None
    calls_before = 0

    def begin(self, rng: Random, struck: float) -> None:
        """Begin a turn, with a mishap or without."""
        self.now = 0.0
        self.mishap = rng.choice(list(Mishap)) if rng.random() < struck else None
        self.calls_before = rng.randrange(_CALLS)

    def pass_time(self, seconds: float) -> None:
        """Let time go by, for this turn alone."""
        self.now += seconds

    @contextmanager
    def call(self) -> Iterator[None]:
        """Wait to be let go, and have what befalls the turn at this call befall it."""
        self.pause()
        mishap = self.mishap if self.calls_before == 0 else None
        self.calls_before -= 1
        match mishap:
            case Mishap.KILLED_BEFORE:
                raise _KilledError
            case Mishap.LOCKED:
                self.pass_time(BUSY_SECONDS)
                message = "The store was kept locked."
                raise StoreUnavailableError(message)
            case Mishap.LATE:
                self.pass_time(FOR_A_CONFLICT + 0.1)
        yield
        if mishap is Mishap.KILLED_AFTER:
            raise _KilledError


_turn = _Turn()


@dataclass(frozen=True, slots=True)
class _PacedStore:
    """A store each of whose calls waits until its turn is let go."""

    store: HouseholdStore

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        with _turn.call():
            return self.store.load(user_id)

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        with _turn.call():
            return self.store.save(user_id, document, expected_version=expected_version)

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`."""
        with _turn.call():
            self.store.delete(user_id)

    def check(self) -> None:
        """See `HouseholdStore.check`."""
        self.store.check()

    def close(self) -> None:
        """See `HouseholdStore.close`."""
        self.store.close()


def interleaved(
    rng: Random, one: Callable[[], Sent], other: Callable[[], Sent]
) -> tuple[Sent, Sent]:
    """Carry out two turns, of which one at a time goes on, up to its next call of the store."""
    stopped: SimpleQueue[_Stopped] = SimpleQueue()
    let_go: tuple[SimpleQueue[None], ...] = (SimpleQueue(), SimpleQueue())

    def carry_out(number: int, turn: Callable[[], Sent]) -> Sent:
        def pause() -> None:
            stopped.put(_Stopped.AT_A_CALL)
            let_go[number].get()

        _turn.pause = pause
        pause()
        try:
            return turn()
        finally:
            stopped.put(_Stopped.AT_ITS_END)

    with ThreadPoolExecutor(2) as pool:
        turns = [pool.submit(carry_out, number, turn) for number, turn in enumerate((one, other))]
        left = [0, 1]
        for _ in turns:
            stopped.get()
        while left:
            number = rng.choice(left)
            let_go[number].put(None)
            if stopped.get() is _Stopped.AT_ITS_END:
                left.remove(number)
        return turns[0].result(), turns[1].result()


def walk(
    seed: int,
    number: int,
    steps: int,
    store: HouseholdStore | None = None,
    *,
    forgetful: bool = False,
) -> Iterator[tuple[VirtualHousehold, Document]]:
    """Let households take steps, and give each with its record once it has taken all, or differs.

    Forgetful ones delete everything again and again while their store fails in every other
    turn, so that sessions carry changes past a deletion and a new beginning. None of their
    turns is killed, so that it is known of every tip whether it was heard since.
    """
    rng = Random(f"{seed} interleaved")
    store = store or MemoryStore(clock=lambda: NOW)
    plan = partial(planned, seed, struck=0.5 if forgetful else STRUCK)
    said = FORGETFUL if forgetful else SAID
    paced = _PacedStore(PlannedStore(store, plan, _turn.pass_time))
    skill = repeatable_skill(paced, stopwatch=lambda: _turn.now)
    now = NOW

    def clock() -> datetime:
        return now

    def exchange(envelope: Envelope) -> tuple[Envelope | None, float]:
        _turn.begin(rng, 0.0 if forgetful else _STRUCK)
        try:
            answer = json.loads(json.dumps(skill.handle(json.loads(json.dumps(envelope)))))
        except _KilledError:
            answer = None
        except CloserError:
            answer = FAILED
        return answer, _turn.now

    both = partial(interleaved, rng)
    for one in range(number):
        household = VirtualHousehold(one, seed, exchange, plan, both, clock, BY_TWO, said)
        record: Document = None
        now = NOW
        for _ in range(steps):
            household.step()
            # A record begun anew is younger than the one before, if by a second.
            now += timedelta(seconds=1)
            found = store.load(household.user_id)
            record = dict(found.document) if found else None
            if differs(household, record):
                break
            if rng.random() < _CLOCK_MOVED:
                by = rng.choice(CLOCK_MOVES)
                now += by
                if by >= timedelta(days=1):
                    household.go_to_bed()
        yield household, record


def differs(household: VirtualHousehold, record: Document) -> bool:
    """Tell whether a household's answers or record cannot be, or what was forgotten came back."""
    is_possible = not household.impossible and household.model.is_possible(record)
    return not is_possible or bool(household.returned_tips(record))


def main() -> None:
    """Walk, say how many requests there were, and exit with 1 where anything was different."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.interleaved", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--households", type=int, default=300)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--forgetful", action="store_true", help="delete everything often")
    arguments = parser.parse_args()
    logging.disable()
    different: list[tuple[VirtualHousehold, Document]] = []
    requests = by_two = 0
    for household, record in walk(
        arguments.seed, arguments.households, arguments.steps, forgetful=arguments.forgetful
    ):
        requests += sum(map(len, household.sent))
        by_two += sum(len(at_once) > 1 for at_once in household.sent)
        if differs(household, record):
            different.append((household, record))
    sys.stdout.write(f"requests {requests:,}, two at once {by_two:,}, differ {len(different)}\n")
    if different:
        folder = Path(mkdtemp(prefix="closer-soak-"))
        for household, record in different:
            household.write_steps(folder, record)
        sys.stdout.write(f"The steps of what differs: {folder}\n")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
