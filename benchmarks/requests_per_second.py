"""Requests a second through one gunicorn process, over connections that stay open.

This skill's requests are signed, and it verifies everything about each. The
hello skill's need no signature, for its verification is off.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from benchmarks.interleaved import Race, Sample, race
from benchmarks.processes import children, cpu_milliseconds, peak_megabytes
from skill.simulator.echo.envelope import Session
from tests.handlers.echo import intent_json
from tests.web.amazon import ADDRESS, DEVICE, Message, make_amazon, pem
from tests.web.served import running

if TYPE_CHECKING:
    from skill.simulator.echo.envelope import Envelope
    from tests.web.amazon import Amazon

SKILL: Final = "this skill, everything verified"
HELLO: Final = "flask-ask-sdk's hello, nothing verified"
CONSTANT: Final = "Flask's constant"

CONNECTIONS: Final = 4
HOUSEHOLDS: Final = 32
REQUESTS: Final = 400
"""How many a round sends, over all connections together."""


@dataclass
class _Endpoint:
    """A gunicorn process, and the bytes of the requests to send to it."""

    port: int
    master: int
    requests: list[bytes]
    connections: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A connection from before gunicorn has set its options would wait for each answer's
        # second packet.
        with self._connected() as first:
            _exchange(first, self.requests[:1])
        (self.worker,) = children(self.master)

    def _connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def trial(self) -> Sample:
        """Send a round's requests over all connections at once."""
        if not self.connections:
            # Not before: the skill's worker hangs up where nothing arrives for five seconds.
            self.connections = [self._connected() for _ in range(CONNECTIONS)]
        share = REQUESTS // CONNECTIONS
        cpu, wall = cpu_milliseconds(self.worker), time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as senders:
            sent = [
                senders.submit(
                    _exchange,
                    connection,
                    [
                        self.requests[(number + CONNECTIONS * each) % len(self.requests)]
                        for each in range(share)
                    ],
                )
                for number, connection in enumerate(self.connections)
            ]
            for exchange in sent:
                exchange.result()
        wall = time.perf_counter() - wall
        cpu = cpu_milliseconds(self.worker) - cpu
        return Sample(wall * 1000 / REQUESTS, cpu / REQUESTS)


def measure(rounds: int) -> tuple[Race, dict[str, float]]:
    """Race the endpoints; also return the most memory that each one's process held."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        amazon = make_amazon()
        chain = amazon.kept[ADDRESS]
        assert isinstance(chain, bytes)
        (folder / "root.pem").write_bytes(pem(amazon.root.certificate))
        (folder / "chain.pem").write_bytes(chain)
        signed = [_bytes(amazon.signed(_tip(amazon, number))) for number in range(HOUSEHOLDS)]
        content = {"Content-Type": "application/json"}
        hello = json.dumps(_intent(amazon, "HelloWorldIntent", 0)).encode()
        ours = _Endpoint(*stack.enter_context(_served("skill", folder)), signed)
        served = stack.enter_context(_served("hello", folder))
        theirs = _Endpoint(*served, [_bytes(Message(hello, content))])
        floor = _Endpoint(*served, [_bytes(Message(b"{}", content, path="/constant"))])
        result = race(
            {SKILL: ours.trial, HELLO: theirs.trial, CONSTANT: floor.trial},
            rounds=rounds,
            warm_up=3,
        )
        peaks = {SKILL: peak_megabytes(ours.worker), HELLO: peak_megabytes(theirs.worker)}
        for connection in (*ours.connections, *theirs.connections, *floor.connections):
            connection.close()
    return result, peaks


@contextmanager
def _served(which: str, folder: Path) -> Iterator[tuple[int, int]]:
    """An endpoint in a process of its own: its port, and the id of gunicorn's master."""
    command = ["-m", "benchmarks.endpoint", which, str(folder)]
    with running(command, folder / f"{which}.log") as process:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process.pid


def _tip(amazon: Amazon, number: int) -> Envelope:
    """The request for a tip by one of the households."""
    return _intent(amazon, "TipIntent", number)


def _intent(amazon: Amazon, name: str, number: int) -> Envelope:
    """An intent, in a session that has begun before."""
    return amazon.writer.in_session(
        {"type": "IntentRequest", "intent": intent_json(name)},
        replace(DEVICE, user_id=f"amzn1.ask.account.HOUSEHOLD-{number}"),
        Session("amzn1.echo-api.session.benchmark", new=False),
    )


def _bytes(message: Message) -> bytes:
    """A request as it goes over the wire."""
    headers = {
        "Host": "127.0.0.1",
        **message.headers,
        "Content-Length": str(len(message.body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{message.method} {message.path} HTTP/1.1\r\n{lines}\r\n".encode() + message.body


def _exchange(connection: socket.socket, requests: list[bytes]) -> None:
    """Send requests one after another, each when the one before is answered.

    Raises:
        RuntimeError: an answer was something other than 200, or broke off.
    """
    for request in requests:
        connection.sendall(request)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += _some(connection, 65_536)
        head = received[:end].decode("latin1").lower()
        if not head.startswith("http/1.1 200 "):
            raise RuntimeError(head)
        left = int(head.partition("content-length: ")[2].split("\r\n")[0]) - len(received) + end + 4
        while left > 0:
            left -= len(_some(connection, left))


def _some(connection: socket.socket, most: int) -> bytes:
    """Receive something.

    Raises:
        RuntimeError: the other side has hung up.
    """
    received = connection.recv(most)
    if not received:
        message = "the endpoint has hung up"
        raise RuntimeError(message)
    return received
