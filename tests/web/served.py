"""Starting endpoints in processes of their own, and talking to them over plain sockets."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.web.amazon import ADDRESS, Amazon, Message, make_amazon, pem

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """An endpoint in processes of its own."""

    port: int
    process: subprocess.Popen[str]
    log: Path
    amazon: Amazon = field(default_factory=make_amazon)

    def send(self, message: Message) -> Answer:
        """Send a request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(message.method, message.path, message.body, message.headers)
            with connection.getresponse() as response:
                return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def exchange(self, sent: bytes, *, hang_up: bool = True) -> list[Answer]:
        """Send bytes, and return all the responses until the other side hangs up."""
        received = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=8) as connection:
            # What is refused half-way may have been hung up on by now.
            with suppress(ConnectionError):
                connection.sendall(sent)
                if hang_up:
                    connection.shutdown(socket.SHUT_WR)
            with suppress(ConnectionError):
                while more := connection.recv(65_536):
                    received += more
        return list(_answers(received))


@contextmanager
def served(folder: Path, *, workers: int = 1, seconds: float = 0) -> Iterator[Served]:
    """An endpoint that trusts a stand-in for Amazon; its store takes its time."""
    amazon = make_amazon()
    chain = amazon.kept[ADDRESS]
    assert isinstance(chain, bytes)
    (folder / "root.pem").write_bytes(pem(amazon.root.certificate))
    (folder / "chain.pem").write_bytes(chain)
    command = ["-m", "tests.web.signed_endpoint", str(folder), str(workers), str(seconds)]
    with running(command, folder / "log") as process:
        assert process.stdout is not None
        yield Served(int(process.stdout.readline()), process, folder / "log", amazon)


@contextmanager
def running(
    arguments: list[str], log: Path, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A Python program that runs meanwhile, and is stopped in the end."""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(received: bytes) -> Iterator[Answer]:
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin1").split("\r\n")
        status = re.fullmatch(r"HTTP/1\.1 (\d{3}) .*", first)
        assert status is not None, received
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers.get("Content-Length", "0"))
        yield Answer(int(status[1]), headers, rest[:length])
        received = rest[length:]
