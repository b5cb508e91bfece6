"""The endpoint under test: gunicorn, signed requests, one SQLite file; planned faults.

Run as `python -m tests.soak.endpoint FOLDER SEED`. The folder holds `root.pem`,
`chain.pem` and `clock`, and gets the store. It prints its port.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from cryptography.x509.verification import Store
from flask import Flask, Response

from skill.config import Settings
from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import create_app
from skill.web.certificates import SigningCertificates
from skill.web.server import LOG_FORMAT, GunicornServer, listening_socket
from tests.soak.turns import PlannedStore, planned, repeatable_skill
from tests.web.amazon import NOW

WORKERS = 2


@dataclass(frozen=True, slots=True)
class SharedClock:
    """A clock that all processes share: it goes by this machine's, from where it was last put.

    Args:
        file: holds the machine's second at which it showed `NOW`.
    """

    file: Path

    def __call__(self) -> datetime:
        """Return the moment that it shows."""
        return NOW + timedelta(seconds=time.time() - float(self.file.read_text()))

    def move(self, by: timedelta) -> None:
        """Put it forward, or back; nobody reads it half-written."""
        since = time.time() if not self.file.exists() else float(self.file.read_text())
        new = self.file.with_suffix(".new")
        new.write_text(repr(since - by.total_seconds()))
        new.replace(self.file)


def make_app(folder: Path, seed: int) -> Flask:
    """Make the application; the responses say which process they come from."""
    clock = SharedClock(folder / "clock")
    store = PlannedStore(
        SQLiteStore(folder / "households.sqlite3", clock=clock), partial(planned, seed)
    )
    chain = (folder / "chain.pem").read_bytes()
    app = create_app(
        Settings(skill_id=APPLICATION_ID, store="sqlite:///"),
        skill=repeatable_skill(store, time.monotonic),
        certificates=SigningCertificates(
            roots=Store(load_pem_x509_certificates((folder / "root.pem").read_bytes())),
            fetch=lambda _: chain,
        ),
        clock=clock,
    )

    @app.after_request
    def with_process(response: Response) -> Response:
        response.headers["X-Process"] = str(os.getpid())
        return response

    return app


def main() -> None:
    """Serve until told to stop."""
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    # All that can be logged is: what must not be there is looked for in all of it.
    logging.basicConfig(level=logging.DEBUG, format=LOG_FORMAT)
    listener = listening_socket("127.0.0.1", 0)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    GunicornServer(
        lambda: make_app(folder, seed), listener, workers=WORKERS, log_level="DEBUG"
    ).run()


if __name__ == "__main__":
    main()
