"""The server: what it refuses to start with, several processes on one store, a stop that waits."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from skill.config import Settings
from skill.errors import CloserError
from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.envelope import APPLICATION_ID, mapping
from skill.web.server import serve
from tests.handlers.echo import intent_json
from tests.web.amazon import NOW
from tests.web.served import ROOT, running, served

HOUSEHOLDS = tuple(f"amzn1.ask.account.HOUSEHOLD-{number}" for number in range(8))
TIPS = 40
EVERYWHERE = "0.0.0.0"  # noqa: S104 - to see it refused


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(skill_id=APPLICATION_ID, store=f"sqlite:///{tmp_path}/households.sqlite3")


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    ("changed", "options", "sentence"),
    [
        ({"verify_requests": False}, {"host": EVERYWHERE}, "CLOSER_VERIFY_REQUESTS is off"),
        ({"verify_requests": False}, {"host": "::"}, "CLOSER_VERIFY_REQUESTS is off"),
        ({}, {"host": EVERYWHERE, "local": True}, "--local is for this machine alone"),
        (
            {"verify_requests": False},
            {"host": EVERYWHERE, "local": True},
            "--local is for this machine alone",
        ),
        ({}, {"host": EVERYWHERE, "debug": True}, "--debug is for this machine alone"),
        ({}, {"port": 65_536}, "65536 is no port"),
        ({}, {"port": -1}, "-1 is no port"),
        ({}, {"host": "192.0.2.1"}, "Cannot listen on 192.0.2.1: it is no address"),
        ({}, {"host": "no such host"}, "Cannot listen on no such host"),
        ({}, {"workers": 0}, "0 workers can do nothing"),
        ({"store": "memory://"}, {"workers": 2}, "2 workers cannot share"),
        ({}, {"local": True, "workers": 2}, "2 workers cannot share"),
        ({"store": "nonsense"}, {}, "CLOSER_STORE names no store"),
        ({"store": "sqlite:////proc/none/a.sqlite3"}, {}, "give CLOSER_STORE a path"),
        ({"store": "sqlite:////"}, {}, "CLOSER_STORE must name a file"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(
    changed: dict[str, Any], options: dict[str, Any], sentence: str, settings: Settings
) -> None:
    """One sentence that names what to change is what each impossible start gives."""
    settings = Settings(**{"skill_id": settings.skill_id, "store": settings.store} | changed)

    with pytest.raises(CloserError) as told:
        serve(settings, **{"port": 0} | options)

    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("debug", [False, True])
def test_an_address_in_use_is_said_at_once(
    settings: Settings, used_port: int, *, debug: bool
) -> None:
    """The port, and the option that changes it, are in the sentence; no time is lost on trying."""
    begun = time.monotonic()

    with pytest.raises(CloserError, match=f"port {used_port} is in use; .* --port"):
        serve(settings, port=used_port, debug=debug)

    assert time.monotonic() - begun < 1


def program(**options: object) -> list[str]:
    """A program that serves as ``closer serve`` does."""
    serving = f"serve(Settings.from_environment(os.environ), port=0, **{options!r})"
    imports = "import os; from skill.config import Settings; from skill.web.server import serve"
    return ["-c", f"{imports}; {serving}"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of that program."""
    store = f"sqlite:///{folder}/households.sqlite3"
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "CLOSER_STORE": store} | more


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({}, "Alexa's endpoint is http://127.0.0.1:"),
        ({"local": True}, "Closer Together is at http://127.0.0.1:"),
        ({"host": "::1"}, "Alexa's endpoint is http://[::1]:"),
    ],
)
def test_the_address_is_printed_and_answers(
    options: dict[str, object], where: str, tmp_path: Path
) -> None:
    """An address is what is printed, at which the health can be had; SIGTERM ends it with 0."""
    with running(program(**options), tmp_path / "log", environment(tmp_path)) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(where)
        health = line.split("health at ")[1].split(". ")[0]
        with urlopen(health, timeout=10) as response:  # noqa: S310 - its own address
            assert json.load(response)["store"] == {"kind": "sqlite", "state": "ok"}
        process.terminate()

        assert process.wait(20) == 0

    assert "Traceback" not in (tmp_path / "log").read_text()


def test_debug_is_flasks_own_server(tmp_path: Path) -> None:
    """Werkzeug is what answers with --debug, without its debugger."""
    environ = environment(tmp_path, CLOSER_VERIFY_REQUESTS="off")
    with running(program(debug=True), tmp_path / "log", environ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split("endpoint is ")[1].split("/alexa")[0]
        port = int(url.rsplit(":", 1)[1])
        answer = _first_answer(port, "/console")

    assert answer == (404, "Werkzeug")
    assert "REQUESTS ARE NOT VERIFIED" in (tmp_path / "log").read_text()


def _first_answer(port: int, path: str) -> tuple[int, str]:
    """Ask until somebody answers; the server starts meanwhile."""
    give_up = time.monotonic() + 15
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(connection):
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                return response.status, response.getheader("Server", "").partition("/")[0]
            except ConnectionError:
                assert time.monotonic() < give_up
                time.sleep(0.1)


def test_several_processes_share_one_store(tmp_path: Path) -> None:
    """Forty tips, each once, are what eight households hear at once from two processes."""
    with served(tmp_path, workers=2) as endpoint:

        def listen(household: str) -> tuple[set[str], set[str]]:
            heard, processes = set(), set()
            for _ in range(TIPS):
                request = {"type": "IntentRequest", "intent": intent_json("TipIntent")}
                envelope = endpoint.amazon.envelope(request, household=household)
                answer = endpoint.send(endpoint.amazon.signed(envelope))
                assert answer.status == 200
                heard.add(json.loads(answer.body)["sessionAttributes"]["said"][1])
                processes.add(answer.headers["X-Process"])
            return heard, processes

        with ThreadPoolExecutor(len(HOUSEHOLDS)) as threads:
            told = list(threads.map(listen, HOUSEHOLDS))

    assert [len(heard) for heard, _ in told] == [TIPS] * len(HOUSEHOLDS)
    assert len(set().union(*(processes for _, processes in told))) == 2
    with closing(SQLiteStore(tmp_path / "households.sqlite3", clock=lambda: NOW)) as store:
        for household in HOUSEHOLDS:
            record = store.load(household)
            assert record is not None
            assert len(str(mapping(record.document["tips"])["used"]).split()) == TIPS


def test_a_stop_waits_for_the_turn_in_hand(tmp_path: Path) -> None:
    """A whole answer, saved, is what a turn gives that SIGTERM comes into the middle of."""
    with served(tmp_path, seconds=0.4) as endpoint, ThreadPoolExecutor(1) as client:
        tip = {"type": "IntentRequest", "intent": intent_json("TipIntent")}
        message = endpoint.amazon.signed(endpoint.amazon.envelope(tip, household=HOUSEHOLDS[0]))
        assert endpoint.send(message).status == 200
        again = client.submit(endpoint.send, message)
        time.sleep(0.3)
        assert not again.done()

        endpoint.process.send_signal(signal.SIGTERM)

        answer = again.result(10)
        assert answer.status == 200
        assert "outputSpeech" in json.loads(answer.body)["response"]
        assert endpoint.process.wait(20) == 0
        with pytest.raises(ConnectionError):
            endpoint.send(message)
    with closing(SQLiteStore(tmp_path / "households.sqlite3", clock=lambda: NOW)) as store:
        record = store.load(HOUSEHOLDS[0])
        assert record is not None
        assert len(str(mapping(record.document["tips"])["used"]).split()) == 2
