"""Alexa's API on loopback: a real web server that plays the reminders and can misbehave."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from skill.simulator.echo.reminder_service import ReminderCloud

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

ACCESS_TOKEN = "eyJ0eXAiOiJKV1Qi.api-access-token"  # noqa: S105 - a made-up token


class Hands:
    """A monotonic clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        """The present moment."""
        return self.now


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it came over the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as a JSON value."""
        return json.loads(self.body)


@dataclass(slots=True)
class Fault:
    """What becomes of some requests in place of a true answer.

    Attributes:
        status: the HTTP status; 0 closes the connection without an answer.
        body: what is sent with it.
        method: which requests it strikes; "" is any.
        after: how many of those pass before it strikes.
        times: how many it strikes.
        delay: seconds until the answer, which may be longer than anybody waits.
        done: whether the request is carried out all the same.
        pass_on: whether it is carried out and truly answered, only later.
    """

    status: int = 0
    body: bytes = b""
    method: str = ""
    after: int = 0
    times: int = 1
    delay: float = 0
    done: bool = False
    pass_on: bool = False


@dataclass(slots=True)
class AlexaApiServer:
    """The server; ``with`` it, it runs.

    Attributes:
        cloud: the reminders it keeps.
        granted: whether the household allows reminders.
        supported: whether the device can do them.
        faults: strike requests in turn, until each is used up.
        requests: what came in, in order.
        busiest: the most requests that were under way at once.
        tick: called with each request, for instance to let time pass.
    """

    clock: Callable[[], datetime]
    granted: bool = True
    supported: bool = True
    faults: list[Fault] = field(default_factory=list)
    requests: list[Recorded] = field(default_factory=list)
    busiest: int = 0
    tick: Callable[[], None] = lambda: None

    cloud: ReminderCloud = field(init=False)
    _server: ThreadingHTTPServer = field(init=False)
    _thread: threading.Thread = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _under_way: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        numbers = count(1)
        # A slash and a space, so that a token that is not quoted in a path goes astray.
        self.cloud = ReminderCloud(self.clock, lambda: f"amzn1.alert/token {next(numbers)}")

    def __enter__(self) -> Self:
        play = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Without this, answers on a kept connection come 40 ms late.
            disable_nagle_algorithm = True
            wbufsize = -1

            def answer(self) -> None:
                play.answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that http.server calls

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its signature
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.01])
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        # Answers that nobody waits for any more are not waited for here either.
        self._server.block_on_close = False
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """The API endpoint, as it stands in a request envelope."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def calls(self, method: str) -> list[Recorded]:
        """The requests with a method, in order."""
        return [request for request in self.requests if request.method == method]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        body = request.rfile.read(int(request.headers.get("Content-Length", "0")))
        with self._lock:
            self._under_way += 1
            self.busiest = max(self.busiest, self._under_way)
            self.requests.append(
                Recorded(request.command, request.path, dict(request.headers), body)
            )
            self.tick()
            fault = self._fault(request.command)
        status, answer = 0, b""
        if fault is None or fault.done or fault.pass_on:
            status, answer = self._true_answer(request, body)
        if fault is not None:
            time.sleep(fault.delay)
            if not fault.pass_on:
                status, answer = fault.status, fault.body
        with self._lock:
            self._under_way -= 1
        try:
            self._send(request, status, answer)
        except ConnectionError:
            request.close_connection = True  # The skill has given up waiting.

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method not in ("", method) or not fault.times:
                continue
            if fault.after:
                fault.after -= 1
                continue
            fault.times -= 1
            return fault
        return None

    def _true_answer(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        if request.headers.get("Authorization") != f"Bearer {ACCESS_TOKEN}":
            return 401, b'{"code":"INVALID_BEARER_TOKEN","message":"No."}'
        status, answer = self.cloud.answer(
            request.command,
            request.path,
            json.loads(body) if body else None,
            granted=self.granted,
            supported=self.supported,
        )
        return status, b"" if answer is None else json.dumps(answer).encode()

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        if not status:
            request.close_connection = True
            return
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
        request.wfile.flush()
