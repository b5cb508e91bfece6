"""``make soak``: hundreds of households talk at once while everything around them breaks.

They talk over HTTP, with signed requests, to the endpoint in gunicorn on an SQLite
file. The store fails as planned, is locked from outside, workers and the whole
server are killed, the clock is moved. In the end every answer must have been one
that the model of its household allows (`tests.soak.model`), every record must be
one that it allows, and the log must hold nothing about anybody. What is said and
planned follows from the seed; which of two things at once came first does not.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Lock

from skill.content.catalog import load_catalog
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.store import household_key
from skill.simulator.echo.envelope import mapping
from tests.soak.endpoint import SharedClock
from tests.soak.household import CLOCK_MOVES, LOCALES, VirtualHousehold
from tests.soak.model import Document, Sent
from tests.soak.server import SoakServer
from tests.soak.turns import NO_FAULTS, planned
from tests.soak.wire import GIVES_UP, Wire
from tests.web.amazon import ADDRESS, TOKEN, make_amazon, pem

AT_ONCE = 12
"""How many requests are under way at once."""
STEPS_BETWEEN_BLOWS = 150
"""After how many steps, on average, something around the households breaks."""
_BLOWS = ("worker killed", "store locked briefly", "worker killed", "store locked for long", "server killed")  # fmt: skip
_BRIEFLY, _FOR_LONG = 0.3, 1.3
_MOVED_AT_MOST = timedelta(days=20)
"""Amazon's certificates, as they are played here, are good for thirty days."""


class Chaos:
    """Strikes after so many steps, while others are under way."""

    def __init__(self, seed: int, server: SoakServer, workers: Callable[[], set[int]]) -> None:
        self.blows: Counter[str] = Counter()
        self._rng = Random(f"{seed} chaos")
        self._server, self._workers = server, workers
        self._steps, self._next = 0, self._rng.randrange(STEPS_BETWEEN_BLOWS)
        self._turn = count()
        self._lock = Lock()
        self._hand = ThreadPoolExecutor(1)
        self._struck: list[Future[None]] = []

    def step(self) -> None:
        """Count a step, and strike when it is time."""
        with self._lock:
            self._steps += 1
            if self._steps < self._next:
                return
            self._next += self._rng.randint(STEPS_BETWEEN_BLOWS // 2, STEPS_BETWEEN_BLOWS * 3 // 2)
            blow = _BLOWS[next(self._turn) % len(_BLOWS)]
            self._struck.append(self._hand.submit(self._strike, blow))

    def _strike(self, blow: str) -> None:
        match blow:
            case "worker killed":
                latest_first = sorted(self._workers(), reverse=True)
                if not any(map(self._server.kill_worker, latest_first)):
                    return
            case "server killed":
                self._server.kill()
            case _:
                self._server.lock(_FOR_LONG if blow.endswith("long") else _BRIEFLY)
        self.blows[blow] += 1

    def end(self) -> None:
        """Wait until the last blow has been struck, and raise what any of them raised."""
        self._hand.shutdown()
        for blow in self._struck:
            blow.result()


def talk(
    households: Sequence[VirtualHousehold],
    until: float,
    chaos: Chaos,
    move_clock: Callable[[timedelta], None],
    rng: Random,
) -> Iterator[timedelta]:
    """Let all households take step after step; give how the clock was moved in between."""
    moved = timedelta()
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def step(household: VirtualHousehold) -> None:
            # A soak that is over its time is over, wherever it is, once everybody has spoken.
            if number == 1 or time.monotonic() < until:
                household.step()
                chaos.step()

        for number in count(1):
            if number > 1 and time.monotonic() >= until:
                return
            # Taking what comes of each waits for all of them, and raises what any of them raised.
            list(pool.map(step, rng.sample(households, len(households))))
            if number % 3 == 0:
                by = rng.choice(CLOCK_MOVES)
                if moved + by > _MOVED_AT_MOST:
                    continue
                moved += by
                move_clock(by)
                yield by
                if by >= timedelta(days=1):
                    for household in households:
                        household.go_to_bed()


def revealed(log: str, households: Iterable[VirtualHousehold]) -> Iterator[str]:
    """Name what the log says that it must not: ids, tokens, what was said or answered."""
    catalogs = [load_catalog(locale) for locale in LOCALES]
    forbidden = {
        "a user id": ["amzn1.ask.account", *(household_key(h.user_id) for h in households)],
        "a session or device id": ["amzn1.echo-api.session", "amzn1.ask.device"],
        "an access token": [TOKEN],
        "an utterance": ["Intent", "sometimes"],
        "an answer": [
            *(question.text for spoken in catalogs for question in spoken.questions),
            *(tip.text for spoken in catalogs for tip in spoken.tips.values()),
            *(prompt.text for spoken in catalogs for prompt in spoken.prompts.values()),
            "shouldEndSession",
            "sessionAttributes",
        ],
    }
    for what, words in forbidden.items():
        found = [word for word in words if word in log]
        if found:
            yield what


def records(store: Path, households: Iterable[VirtualHousehold]) -> dict[int, Document]:
    """Return what the store holds of each household, by number."""
    with closing(SQLiteStore(store, clock=SharedClock(store.parent / "clock"))) as kept:
        found = {household.number: kept.load(household.user_id) for household in households}
    return {number: dict(one.document) if one else None for number, one in found.items()}


def soundness(store: Path) -> str:
    """Return what SQLite finds when it looks through the whole file: "ok", or what is damaged."""
    with closing(sqlite3.connect(store)) as connection:
        return "; ".join(found for (found,) in connection.execute("PRAGMA integrity_check"))


def soak(seed: int, number: int, seconds: float, folder: Path) -> tuple[list[tuple[str, str]], int]:
    """Soak the endpoint, and return a table of figures and how many differences there were."""
    amazon = make_amazon()
    chain = amazon.kept[ADDRESS]
    assert isinstance(chain, bytes)
    (folder / "root.pem").write_bytes(pem(amazon.root.certificate))
    (folder / "chain.pem").write_bytes(chain)
    clock = SharedClock(folder / "clock")
    clock.move(timedelta())
    until = time.monotonic() + seconds
    moves: list[timedelta] = []
    with SoakServer(folder, seed) as server, ThreadPoolExecutor(AT_ONCE) as pool:

        def both(one: Callable[[], Sent], other: Callable[[], Sent]) -> tuple[Sent, Sent]:
            second = pool.submit(other)
            return one(), second.result()

        def port() -> int:
            server.up.wait(30)
            return server.port

        wire = Wire(amazon, port)
        households = [
            VirtualHousehold(n, seed, wire.exchange, partial(planned, seed), both, clock)
            for n in range(number)
        ]
        chaos = Chaos(seed, server, wire.processes.copy)
        moves += talk(households, until, chaos, clock.move, Random(f"{seed} talk"))
        chaos.end()
    log = server.log.read_text(errors="replace")
    kept = records(server.store, households)
    different = [one for one in households if not one.model.is_possible(kept[one.number])]
    forgetful = [one for one in households if one.lost_tips(kept[one.number])]
    returned = [one for one in households if one.returned_tips(kept[one.number])]
    impossible = [household for household in households if household.impossible]
    told = list(revealed(log, households))
    file = soundness(server.store)
    figures = _figures(households, chaos.blows, len(moves))
    figures += [
        ("lines of log", f"{len(log.splitlines()):,}"),
        ("answers that cannot be", f"{len(impossible)}"),
        ("records that cannot be", f"{len(different)}"),
        ("records that lost a tip", f"{len(forgetful)}"),
        ("records that had one come back", f"{len(returned)}"),
        ("the store's file", file),
        ("in the log", ", ".join(told) or "nothing about anybody"),
    ]
    wrong = (*impossible, *different, *forgetful, *returned)
    for household in wrong:
        household.write_steps(folder, kept[household.number])
    differences = len(wrong) + len(told) + (file != "ok")
    return figures, differences


def _figures(
    households: Sequence[VirtualHousehold], blows: Counter[str], moves: int
) -> list[tuple[str, str]]:
    sent = [one for household in households for at_once in household.sent for one in at_once]
    struck = Counter(str(one.faults) for one in sent if one.faults != NO_FAULTS)
    plain = sorted(one.seconds for one in sent if one.answer is not None)
    unanswered = [one for one in sent if one.answer is None]
    middle = statistics.median(plain)
    unsaved = sum(
        "unsaved" in mapping(mapping(one.answer or {}).get("sessionAttributes")) for one in sent
    )
    return [
        ("households", f"{len(households)}"),
        ("requests", f"{len(sent):,}"),
        ("of which unanswered", f"{len(unanswered):,}"),
        ("and given up", f"{sum(one.seconds >= GIVES_UP for one in unanswered)}"),
        ("answered with changes still unsaved", f"{unsaved:,}"),
        *((f"faults: {name}", f"{times:,}") for name, times in sorted(struck.items())),
        *((name, f"{times}") for name, times in sorted(blows.items())),
        ("clock moved", f"{moves}"),
        (
            "slowest answers: 99 of 100, all",
            f"{plain[len(plain) * 99 // 100] / middle:.0f} and {plain[-1] / middle:.0f} times the median",
        ),
        (
            "records the model leaves open",
            f"{sum(len(household.model.possible) > 1 for household in households)}",
        ),
    ]


def main() -> None:
    """Soak, print the table, and exit with 1 where anything was different."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--households", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=80.0)
    parser.add_argument(
        "--keep",
        metavar="FOLDER",
        type=Path,
        help="where to leave the log and the store; they are left anyway where anything differs",
    )
    arguments = parser.parse_args()
    folder: Path = arguments.keep or Path(mkdtemp(prefix="closer-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        parser.error(f"{folder} holds something already, and the households begin as strangers.")
    # The model fails as planned too, which is no news.
    logging.disable()
    differences = 1
    try:
        figures, differences = soak(arguments.seed, arguments.households, arguments.seconds, folder)
        width = max(len(name) for name, _ in figures)
        sys.stdout.writelines(f"{name:<{width}}  {value}\n" for name, value in figures)
    finally:
        if differences or arguments.keep:
            sys.stdout.write(f"The log, the store and the steps of what differs: {folder}\n")
        else:
            shutil.rmtree(folder)
    sys.exit(differences > 0)


if __name__ == "__main__":
    main()
