"""What only a socket can send: broken HTTP, sizes, chunks, slowness. Against the real server."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from threading import Event

import pytest

from skill.web.application import SECURITY_HEADERS
from skill.web.body import LARGEST_BODY
from tests.web.amazon import Amazon, Message
from tests.web.served import Served, served

Raw = Callable[[Amazon], bytes]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("endpoint")) as endpoint:
        yield endpoint


def written(
    message: Message, *lines: str, length: int | None = None, body: bytes | None = None
) -> bytes:
    """A request as it goes over the wire, with more header lines; a length of -1 is left out."""
    body = message.body if body is None else body
    length = len(body) if length is None else length
    head = [
        f"{message.method} {message.path} HTTP/1.1",
        "Host: closer.example",
        *(f"{name}: {value}" for name, value in message.headers.items()),
        *([f"Content-Length: {length}"] if length != -1 else []),
        *lines,
    ]
    return "".join(f"{line}\r\n" for line in head).encode("latin1") + b"\r\n" + body


def launch(
    *lines: str, length: int | None = None, body: bytes | None = None, path: str = "/alexa"
) -> Raw:
    """A signed launch, with more lines in its head."""
    return lambda amazon: written(
        replace(amazon.signed(), path=path), *lines, length=length, body=body
    )


def in_chunks(amazon: Amazon, size: int = 100, body: bytes | None = None) -> bytes:
    """A signed launch in chunks."""
    message = amazon.signed(body)
    parts = [message.body[start : start + size] for start in range(0, len(message.body), size)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])
    return written(message, "Transfer-Encoding: chunked", length=-1, body=chunks)


def cut_off(amazon: Amazon) -> bytes:
    """A signed launch that breaks off, ten bytes before its end."""
    return launch()(amazon)[:-10]


def with_ten_megabytes(_: Amazon) -> bytes:
    """A request for a page that is not there, with a large body."""
    return b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + bytes(10_000_000)


def plain(text: str) -> Raw:
    """Whatever it says."""
    return lambda _: text.encode("latin1")


def with_line(line: str) -> Raw:
    """An unsigned request with one more line in its head."""
    return plain(f"POST /alexa HTTP/1.1\r\nHost: x\r\n{line}\r\nContent-Length: 0\r\n\r\n")


CASES: tuple[tuple[str, Raw, list[int]], ...] = (
    ("signed launch", launch(), [200]),
    ("signed launch in chunks", in_chunks, [200]),
    ("signed launch with a query", launch(path="/alexa?x=1"), [200]),
    ("two signed launches in one packet", lambda amazon: launch()(amazon) * 2, [200, 200]),
    ("signed launch, Expect: 100-continue", launch("Expect: 100-continue"), [100, 200]),
    ("body in chunks, one too many", lambda amazon: in_chunks(amazon, 9999, b" " * (LARGEST_BODY + 1)), [413]),
    ("length of 10 GB", launch(length=10_000_000_000), [413]),
    ("length of 10 GB, unsigned", with_line("Content-Length: 10000000000"), [400]),
    ("length negative", launch(length=-2), [400]),
    ("length no number", launch("Content-Length: many", length=-1), [400]),
    ("length twice", launch("Content-Length: 0"), [400]),
    ("length and chunks", launch("Transfer-Encoding: chunked"), [400]),
    ("length missing", launch(length=-1), [400]),
    ("chunks of bad sizes", launch("Transfer-Encoding: chunked", length=-1, body=b"xyz\r\n"), [400]),
    ("chunks cut off", launch("Transfer-Encoding: chunked", length=-1, body=b"ff\r\nabc"), [400]),
    ("transfer coding gzip", launch("Transfer-Encoding: gzip", length=-1), [400]),
    ("transfer coding nonsense", launch("Transfer-Encoding: x", length=-1), [400]),
    ("body cut off", cut_off, [400]),
    ("signature in a header with an underscore", with_line("Signature_256: AAAA"), [400]),
    ("a second signature", launch("Signature-256: AAAA"), [400]),
    ("a second certificate address", launch("SignatureCertChainUrl: https://evil.example/"), [400]),
    ("header of 5,000 characters", with_line(f"X: {'x' * 5000}"), [431]),
    ("header name of 5,000 characters", with_line(f"{'x' * 5000}: x"), [431]),
    ("65 headers", with_line("\r\n".join(f"X-{number}: x" for number in range(63))), [431]),
    ("address of 2,000 characters", plain(f"GET /{'x' * 2000} HTTP/1.1\r\n\r\n"), [414]),
    ("header without a colon", with_line("nonsense"), [400]),
    ("header name with a space", with_line("X Y: z"), [400]),
    ("header with a NUL", with_line("X: \x00"), [400]),
    ("header folded", with_line("X: a\r\n b"), [400]),
    ("Expect: nonsense", with_line("Expect: nonsense"), [400]),
    ("method with a NUL", plain("P\x00ST /alexa HTTP/1.1\r\n\r\n"), [400]),
    ("method in small letters", plain("post /alexa HTTP/1.1\r\n\r\n"), [400]),
    ("HTTP/0.9", plain("GET /alexa\r\n"), [400]),
    ("HTTP/9.9", plain("GET /alexa HTTP/9.9\r\n\r\n"), [400]),
    ("HTTP/2", plain("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), [400]),
    ("TLS", plain("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), [400]),
    ("PROXY protocol", plain("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"), [400]),
    ("nothing but noise", lambda _: bytes(range(256)) * 4 + b"\r\n\r\n", [400]),
    ("GET /alexa", plain("GET /alexa HTTP/1.1\r\nHost: x\r\n\r\n"), [405]),
    ("HEAD /alexa", plain("HEAD /alexa HTTP/1.1\r\nHost: x\r\n\r\n"), [405]),
    ("CONNECT", plain("CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"), [404]),
    ("OPTIONS *", plain("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), [404]),
    ("POST //alexa", plain("POST //alexa HTTP/1.1\r\nHost: x\r\n\r\n"), [400]),
    ("GET //evil.example/%2e%2e", plain("GET //evil.example/%2e%2e HTTP/1.1\r\n\r\n"), [404]),
    ("path that is not UTF-8", plain("GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n"), [404]),
    ("SCRIPT_NAME header", plain("GET / HTTP/1.1\r\nHost: x\r\nSCRIPT_NAME: /y\r\n\r\n"), [404]),
    ("X-Forwarded-Proto: https", with_line("X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off"), [400]),
    ("10 MB that nobody asked for", with_ten_megabytes, [404]),
)  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "statuses"), CASES, ids=[name for name, *_ in CASES])
def test_the_status_of_what_goes_over_the_wire(
    name: str,
    raw: Raw,
    statuses: list[int],
    endpoint: Served,
    record_property: Callable[[str, object], None],
) -> None:
    """The status in the table is what the server gives, and nothing more than that."""
    answers = endpoint.exchange(raw(endpoint.amazon))

    told = "+".join(str(answer.status) for answer in answers)
    record_property("attack", f"{told}  over the wire: {name}")
    assert [answer.status for answer in answers] == statuses
    for answer in answers:
        if answer.status >= 200:
            assert answer.headers.items() >= SECURITY_HEADERS.items()
        if answer.status >= 400:
            assert answer.body == b""


def test_the_log_says_what_was_refused_and_nothing_else(endpoint: Served) -> None:
    """One line with the kind of error is what broken HTTP leaves in the log."""
    endpoint.exchange(b"POST /alexa HTTP/1.1\r\nSecret amzn1.ask.account.X\r\n\r\n")
    endpoint.exchange(b"GET /" + b"amzn1" * 500 + b" HTTP/1.1\r\n\r\n")

    log = endpoint.log.read_text()

    assert "request refused check=http error=InvalidHeader status=400" in log
    assert "request refused check=http error=LimitRequestLine status=414" in log
    assert "amzn1" not in log


@pytest.mark.parametrize(
    ("name", "sent", "statuses"),
    [
        ("a request line that never ends", b"POST /alexa", []),
        ("headers that never end", b"POST /alexa HTTP/1.1\r\nHost: x\r\nX: ", []),
        ("nothing at all", b"", []),
    ],
)
def test_a_request_that_does_not_arrive_is_given_up_on(
    name: str,
    sent: bytes,
    statuses: list[int],
    endpoint: Served,
    record_property: Callable[[str, object], None],
) -> None:
    """The server hangs up on a client that stops half-way."""
    begun = time.monotonic()

    answers = endpoint.exchange(sent, hang_up=False)

    record_property("attack", f"---  over the wire: {name}")
    assert [answer.status for answer in answers] == statuses
    assert time.monotonic() - begun < 7


def test_a_body_that_does_not_arrive_is_given_up_on(
    endpoint: Served, record_property: Callable[[str, object], None]
) -> None:
    """400, and the end of the connection, are what a body that stops half-way gets."""
    begun = time.monotonic()

    answers = endpoint.exchange(cut_off(endpoint.amazon), hang_up=False)

    record_property("attack", "400  over the wire: a body that never ends")
    assert [answer.status for answer in answers] == [400]
    assert time.monotonic() - begun < 4


def test_the_rest_of_a_body_that_came_too_late_is_no_request(endpoint: Served) -> None:
    """What goes on coming after a body was given up on is not taken for the next request."""
    answers = b""
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", endpoint.port), timeout=0.002) as connection,
    ):
        connection.sendall(written(endpoint.amazon.signed(), length=LARGEST_BODY, body=b""))
        give_up = time.monotonic() + 8
        while time.monotonic() < give_up:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            with suppress(TimeoutError):
                received = connection.recv(65_536)
                if not received:
                    break
                answers += received

    assert answers.startswith(b"HTTP/1.1 400 ")
    assert answers.count(b"HTTP/1.1 ") == 1


def test_slow_clients_do_not_keep_others_waiting(endpoint: Served) -> None:
    """An answer in a few seconds is what Amazon gets while twenty clients send a byte at a time."""
    answered = Event()

    def drip(number: int) -> None:
        sent = b"POST /alexa HTTP/1.1\r\nX: " if number % 2 else cut_off(endpoint.amazon)
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", endpoint.port), timeout=5) as connection,
        ):
            connection.sendall(sent)
            while not answered.wait(0.1):
                connection.sendall(b"x")

    with ThreadPoolExecutor(20) as clients:
        for number in range(20):
            clients.submit(drip, number)
        time.sleep(0.3)
        begun = time.monotonic()
        try:
            assert endpoint.send(endpoint.amazon.signed()).status == 200
        finally:
            answered.set()
        assert time.monotonic() - begun < 8


def test_a_request_that_is_on_its_way_lets_others_pass(endpoint: Served) -> None:
    """Others are answered while it arrives, and it is answered too once it has come whole."""
    whole = launch()(endpoint.amazon)
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=8) as connection:
        connection.sendall(whole[:-10])

        for _ in range(3):
            assert endpoint.send(endpoint.amazon.signed()).status == 200

        connection.sendall(whole[-10:])
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_clients_that_do_not_hang_up_do_not_keep_others_waiting(endpoint: Served) -> None:
    """An answer in a few seconds is what Amazon gets while twenty clients, refused, hold the line."""
    with ExitStack() as held:
        for _ in range(20):
            connection = socket.create_connection(("127.0.0.1", endpoint.port), timeout=5)
            held.enter_context(connection)
            connection.sendall(b"nonsense\r\n\r\n")
        time.sleep(0.3)
        begun = time.monotonic()

        assert endpoint.send(endpoint.amazon.signed()).status == 200

        assert time.monotonic() - begun < 8


def test_nothing_went_wrong_inside(endpoint: Served) -> None:
    """No traceback and no worker that died is what the log shows after all that."""
    endpoint.exchange(bytes(range(256)))

    log = endpoint.log.read_text()

    assert "Traceback" not in log
    assert "WORKER" not in log
    assert "status=5" not in log
