"""Servers on 127.0.0.1 that answer as they are told, or never."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass
class HttpServer:
    """An HTTP server.

    Attributes:
        endpoint: its URL.
        status: what it answers with.
        headers: what it sends besides.
        body: what it sends then.
        seen: the requests that came in, as "METHOD path", with headers and body.
    """

    endpoint: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seen: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def http_server() -> Iterator[HttpServer]:
    """An HTTP server on a free port."""
    told = HttpServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer as told."""
            length = int(self.headers.get("Content-Length", 0))
            received = self.rfile.read(length)
            told.seen.append((f"{self.command} {self.path}", dict(self.headers), received))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        do_POST = do_GET  # noqa: N815 - the base names it

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.endpoint = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that accepts every connection and never says a word; its URL."""
    accepted: list[socket.socket] = []
    done = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.02)

        def accept() -> None:
            while not done.is_set():
                try:
                    accepted.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            done.set()
            thread.join()
            for connection in accepted:
                connection.close()


@contextmanager
def nobody_there() -> Iterator[str]:
    """The URL of a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextmanager
def timed() -> Iterator[list[float]]:
    """Measure how many seconds something takes; they are in the list afterwards."""
    seconds: list[float] = []
    start = time.monotonic()
    try:
        yield seconds
    finally:
        seconds.append(time.monotonic() - start)
