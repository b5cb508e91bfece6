"""The real application, serving its page on a free port of 127.0.0.1."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

from skill.config import Settings
from skill.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator


POLL_SECONDS = 0.02
"""How soon the server notices that it is to stop."""


class _Quietly(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Leave the requests out of what a test prints."""


@contextmanager
def served() -> Iterator[str]:
    """Serve a new household's page, and give its address."""
    app = create_app(Settings(store="memory://", verify_requests=False), local=True)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quietly)
    thread = Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
