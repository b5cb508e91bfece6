"""Fetching a chain over HTTPS: in bounded time and size, from where it was asked for, or not at all."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Event, Thread

import pytest
import trustme

from skill.web import certificates as module
from skill.web.certificates import LARGEST_CHAIN, fetch_chain
from tests.web.amazon import ADDRESS, make_amazon
from tests.web.endpoint import Endpoint

Answer = Callable[[ssl.SSLSocket], None]
STOPPED = Event()


def http(status: str, *headers: str, body: bytes = b"") -> Answer:
    """Answer with a whole response."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers))
    return lambda connection: connection.sendall(f"{head}\r\n".encode() + body)


def drip(connection: ssl.SSLSocket) -> None:
    """Answer one byte at a time, so that no time-out of a socket ever runs out."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not STOPPED.wait(0.02):
        connection.sendall(b"x")


def silence(_: ssl.SSLSocket) -> None:
    """Answer nothing, and do not hang up."""
    STOPPED.wait(10)


class Server:
    """A server at ``localhost`` that gives everybody one answer.

    Attributes:
        address: where it is.
        asked: how often it was asked.
    """

    def __init__(self, answer: Answer, tls: ssl.SSLContext) -> None:
        self._answer = answer
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://localhost:{self._listening.getsockname()[1]}/echo.api/a.pem"
        self.asked = 0

    def serve(self) -> None:
        """Answer until the listening socket is closed."""
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            plain.settimeout(5)
            with plain, suppress(OSError), self._tls.wrap_socket(plain, server_side=True) as secure:
                secure.recv(4096)
                self.asked += 1
                self._answer(secure)
                secure.unwrap()

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.fixture(scope="module")
def issuer() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(issuer: trustme.CA) -> ssl.SSLContext:
    """A client that trusts the issuer."""
    context = ssl.create_default_context()
    issuer.configure_trust(context)
    return context


@pytest.fixture
def serving(issuer: trustme.CA) -> Iterator[Callable[..., Server]]:
    """Start servers; they are stopped afterwards."""
    servers: list[tuple[Server, Thread]] = []
    STOPPED.clear()

    def start(answer: Answer, name: str = "localhost") -> Server:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        issuer.issue_cert(name).configure_cert(tls)
        server = Server(answer, tls)
        thread = Thread(target=server.serve)
        thread.start()
        servers.append((server, thread))
        return server

    yield start
    STOPPED.set()
    for server, thread in servers:
        server.close()
        thread.join()


@pytest.fixture
def refuses(
    trusting: ssl.SSLContext,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> Callable[..., None]:
    """Check that a signed request is refused because of where its chain comes from."""

    def check(address: str, name: str, tls: ssl.SSLContext | None = trusting) -> None:
        endpoint = Endpoint()
        endpoint.amazon.kept[ADDRESS] = partial(fetch_chain, address, tls=tls)
        begun = time.monotonic()
        response = endpoint.send(endpoint.amazon.signed())
        record_property("attack", f"{response.status_code}  chain from a server that {name}")
        assert (response.status_code, response.data) == (400, b"")
        assert "check=chain-download status=400" in caplog.text
        assert time.monotonic() - begun < 1.5

    return check


def test_what_is_there_is_fetched(serving: Callable[..., Server], trusting: ssl.SSLContext) -> None:
    """The file is what a plain answer gives, up to the largest that is taken."""
    server = serving(http("200 OK", body=b"x" * LARGEST_CHAIN))

    assert fetch_chain(server.address, tls=trusting) == b"x" * LARGEST_CHAIN


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("sends one byte too many", http("200 OK", body=b"x" * (LARGEST_CHAIN + 1))),
        ("says 99 MB", http("200 OK", "Content-Length: 99999999", body=b"x" * 200_000)),
        (
            "sends endless chunks",
            http("200 OK", "Transfer-Encoding: chunked", body=b"fffff\r\n" + b"x" * 0xFFFFF),
        ),
        ("sends bad chunks", http("200 OK", "Transfer-Encoding: chunked", body=b"zz\r\n")),
        ("says 404", http("404 Not Found", body=b"<Error><Code>NoSuchKey</Code></Error>")),
        ("says 403", http("403 Forbidden")),
        ("says 500", http("500 Internal Server Error")),
        ("says 204", http("204 No Content")),
        ("says 206", http("206 Partial Content", "Content-Range: bytes 0-3/9", body=b"part")),
        ("sends a bad status line", http("nonsense")),
        ("sends 200 headers", http("200 OK", *(f"X-{number}: x" for number in range(200)))),
        ("speaks SSH", lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")),
        ("hangs up", lambda _: None),
    ],
)
def test_anything_but_a_whole_file_of_a_fair_size_is_refused(
    name: str, answer: Answer, serving: Callable[..., Server], refuses: Callable[..., None]
) -> None:
    """400 is what each bad answer to the download makes of a good request."""
    server = serving(answer)

    refuses(server.address, name)

    assert server.asked == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(
    status: int, serving: Callable[..., Server], refuses: Callable[..., None]
) -> None:
    """400 is what a redirect gives, though a good chain is where it leads: nobody asks there."""
    elsewhere = serving(http("200 OK", body=make_amazon().chain()))
    server = serving(http(f"{status} Elsewhere", f"Location: {elsewhere.address}"))

    refuses(server.address, f"redirects with {status}")

    assert elsewhere.asked == 0


@pytest.mark.parametrize(("name", "answer"), [("hangs", silence), ("sends a byte at a time", drip)])
def test_a_slow_server_is_given_up_on(
    name: str,
    answer: Answer,
    serving: Callable[..., Server],
    refuses: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """400, in time, is what a server gives that hangs, also one that sends a byte now and then."""
    monkeypatch.setattr(module, "FETCH_SECONDS", 0.3)

    refuses(serving(answer).address, name)


def test_a_server_with_another_name_is_refused(
    serving: Callable[..., Server], refuses: Callable[..., None]
) -> None:
    """400 is what a server gives whose own certificate is for somebody else."""
    server = serving(http("200 OK", body=make_amazon().chain()), "evil.example")

    refuses(server.address, "has another name")

    assert server.asked == 0


def test_a_server_that_nobody_vouches_for_is_refused(
    serving: Callable[..., Server], refuses: Callable[..., None]
) -> None:
    """400 is what a server gives by default whose certificate leads to no public root."""
    server = serving(http("200 OK", body=make_amazon().chain()))

    refuses(server.address, "nobody vouches for", tls=None)

    assert server.asked == 0


def test_a_server_that_is_not_there_is_refused(refuses: Callable[..., None]) -> None:
    """400 is what a closed port gives."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    refuses(f"https://localhost:{port}/echo.api/a.pem", "is not there")
