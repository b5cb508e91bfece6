"""One gunicorn process that serves this skill or the hello skill: ``python -m benchmarks.endpoint``.

The skill verifies everything; the certificates that it trusts are a stand-in's,
found in the folder that it is given. It prints its port.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.x509 import load_pem_x509_certificates
from cryptography.x509.verification import Store

from skill.app import build_skill
from skill.config import Settings
from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import create_app
from skill.web.certificates import SigningCertificates
from skill.web.server import GUNICORN, GunicornServer, listening_socket
from tests.web.amazon import DEVICE, NOW

if TYPE_CHECKING:
    from flask import Flask


def make_skill(folder: Path) -> Flask:
    """Make this skill's endpoint as in service, with the household in SQLite."""

    def clock() -> datetime:
        return NOW

    settings = Settings(skill_id=APPLICATION_ID, store="sqlite:///")
    store = SQLiteStore(folder / "households.sqlite3", clock=clock)
    chain = (folder / "chain.pem").read_bytes()
    roots = Store(load_pem_x509_certificates((folder / "root.pem").read_bytes()))
    return create_app(
        settings,
        skill=build_skill(settings, clock=clock, store=store, api_client=AlexaApi(DEVICE)),
        certificates=SigningCertificates(roots=roots, fetch=lambda _: chain),
        clock=clock,
    )


def make_hello() -> Flask:
    """Make the hello skill's endpoint, which verifies nothing."""
    from benchmarks.opponents.flask_hello import app  # noqa: PLC0415 - the skill needs none of it

    return app


def main() -> None:
    """Serve until told to stop."""
    which, folder = sys.argv[1], Path(sys.argv[2])
    if which == "hello":
        # gunicorn's own worker, without this project's deadlines.
        GUNICORN["worker_class"] = "gthread"
    make_app = make_hello if which == "hello" else partial(make_skill, folder)
    listener = listening_socket("127.0.0.1", 0)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    GunicornServer(make_app, listener, workers=1).run()


if __name__ == "__main__":
    main()
