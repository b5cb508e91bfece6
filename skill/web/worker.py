"""The gunicorn worker: nobody keeps it waiting, and what it refuses it refuses in silence."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import TConn, ThreadWorker

from skill.web.application import SECURITY_HEADERS

_log = logging.getLogger(__name__)

ARRIVAL_SECONDS = 5.0
"""How long a request may take to arrive; a proxy next door passes it on in one piece."""
LINGER_SECONDS = 0.25
"""How long to wait for the other side to close too, once it has its answer."""
ALONE_SECONDS = 0.005
"""How long a request waits at most for another one to be answered; most take a fifth of that. Behind
one that itself waits, for a slow store or a slow client, nobody is kept longer."""

_STATUS = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
}


class TurnWorker(ThreadWorker):
    """A threaded worker with a deadline for reading a request.

    gunicorn's own waits for ever for a request that has begun to arrive, waits in
    its main loop for a client that does not hang up, and explains to strangers
    what it did not like.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begun: dict[TConn, float] = {}
        self._cut_short: set[TConn] = set()
        self._computing = threading.Lock()

    def handle_request(self, req: Any, conn: TConn) -> object:
        """Answer a request whose head has been read, after the one before it where that is quick."""
        # Python runs one thread at a time. Threads that all have a turn to work out hand that
        # right back and forth at each look at the file and at the network, forty times a request,
        # and take half as much processor time again as they do one after the other.
        alone = self._computing.acquire(timeout=ALONE_SECONDS)
        try:
            return super().handle_request(req, conn)
        finally:
            if alone:
                self._computing.release()

    def handle(self, conn: TConn) -> object:
        """Read and answer a request; in one of the worker's threads."""
        self._begun[conn] = time.monotonic()
        try:
            keep = super().handle(conn)
        finally:
            del self._begun[conn]
        if conn in self._cut_short:
            # What is still coming belongs to this request and must not be taken for the next one.
            self._cut_short.discard(conn)
            keep = False
        if not keep:
            _hang_up(conn.sock)
        return keep

    def murder_pending(self) -> None:
        """Stop reading what takes too long; called about once a second.

        A turn that is being answered has been read, so it is answered; its connection closes then.
        """
        super().murder_pending()
        too_early = time.monotonic() - ARRIVAL_SECONDS
        for conn, begun in list(self._begun.items()):
            if begun < too_early:
                self._cut_short.add(conn)
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)
                if conn not in self._begun:
                    # It was answered in this very moment, and nobody looks for it any more.
                    self._cut_short.discard(conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ARG002
        """Answer what is no HTTP request, or too long a one, with a bare status."""
        status = _STATUS.get(type(exc), HTTPStatus.BAD_REQUEST)
        _log.warning("request refused check=http error=%s status=%d", type(exc).__name__, status)
        headers = {**SECURITY_HEADERS, "Connection": "close", "Content-Length": "0"}
        lines = (f"{name}: {value}\r\n" for name, value in headers.items())
        answer = f"HTTP/1.1 {status} {status.phrase}\r\n{''.join(lines)}\r\n"
        with suppress(OSError):
            client.sendall(answer.encode("ascii"))


def _hang_up(connection: socket.socket) -> None:
    """Close a connection for sending, and take in what the other side still sends, for a while.

    Closing at once would cut the answer off where the other side is still sending
    (RFC 9112, 9.6).
    """
    give_up = time.monotonic() + LINGER_SECONDS
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while (left := give_up - time.monotonic()) > 0:
            connection.settimeout(left)
            if not connection.recv(65_536):
                break
    # Whatever still comes is not waited for again when gunicorn closes.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)
