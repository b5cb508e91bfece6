"""A turn in a process that has answered before, with the household in SQLite."""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.evening import DEVICE, SCRIPT, Evening
from benchmarks.interleaved import Race, Sample, race, timed
from benchmarks.opponents import hello
from skill.app import build_skill, utc_now
from skill.config import Settings
from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.simulator.echo.envelope import Envelope

SKILL = "this skill"
HELLO = "hello"
HELLO_IN_TURN = "hello, a request written before each turn"
"""What this skill has: by itself, hello answers one and the same request over and over."""
STORE = "the store alone"
EVENINGS = 4
"""How many times a round holds the script."""


class _Hello:
    """The hello skill, to be talked to as this one is."""

    def handle(self, envelope: Envelope) -> dict[str, Any]:
        """Answer a request envelope."""
        answer: dict[str, Any] = hello.lambda_handler(envelope, None)
        return answer


def measure(rounds: int) -> Race:
    """Race the skill against the hello skill, and the store by itself, in this process."""
    with TemporaryDirectory() as folder:
        store = SQLiteStore(Path(folder) / "households.sqlite3", clock=utc_now)
        skill = build_skill(
            Settings(skill_id=APPLICATION_ID), store=store, api_client=AlexaApi(DEVICE)
        )
        evening, greetings = Evening(skill), Evening(_Hello())
        greeting = evening.intent("HelloWorldIntent")
        try:
            return race(
                {
                    SKILL: lambda: _hold(evening, SCRIPT),
                    HELLO: lambda: _repeat(lambda: hello.lambda_handler(greeting, None)),
                    HELLO_IN_TURN: lambda: _hold(greetings, ("HelloWorldIntent",) * len(SCRIPT)),
                    STORE: lambda: _repeat(lambda: _load_and_save(store)),
                },
                rounds=rounds,
                warm_up=5,
            )
        finally:
            store.close()


def response_bytes() -> tuple[list[int], int]:
    """The size of every response of an evening, and of the hello skill's, as compact JSON."""
    skill = build_skill(
        Settings(skill_id=APPLICATION_ID, store="memory://"), api_client=AlexaApi(DEVICE)
    )
    evening = Evening(skill)
    greeting = evening.intent("HelloWorldIntent")
    ours = [_size(evening.turn(utterance)) for utterance in SCRIPT * EVENINGS]
    return ours, _size(hello.lambda_handler(greeting, None))


def _size(answer: object) -> int:
    return len(json.dumps(answer, separators=(",", ":")).encode())


def _hold(evening: Evening, script: tuple[str, ...]) -> Sample:
    """Hold a script; writing the requests, as Alexa does, is not timed."""
    wall = cpu = 0.0
    for utterance in script * EVENINGS:
        envelope = evening.envelope(utterance)
        cpu -= time.process_time()
        wall -= time.perf_counter()
        answer = evening.skill.handle(envelope)
        wall += time.perf_counter()
        cpu += time.process_time()
        evening.attributes = answer["sessionAttributes"]
    turns = len(script) * EVENINGS
    return Sample(wall * 1000 / turns, cpu * 1000 / turns)


def _repeat(work: Callable[[], object]) -> Sample:
    times = len(SCRIPT) * EVENINGS

    def repeatedly() -> None:
        for _ in range(times):
            work()

    return timed(repeatedly, times)


def _load_and_save(store: SQLiteStore) -> None:
    household = "amzn1.ask.account.BENCHMARK"
    record = store.load(household)
    document = record.document if record else {"heard": ["a"] * 40}
    store.save(household, document, expected_version=record.version if record else None)
