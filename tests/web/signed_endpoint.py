"""An endpoint in a process of its own, as in service but for whose certificates it trusts.

Run as `python -m tests.web.signed_endpoint FOLDER WORKERS SECONDS`. The folder holds
`root.pem` and `chain.pem`, and gets the store; every call of that takes so many
seconds. It prints its port.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from cryptography.x509.verification import Store
from flask import Flask, Response

from skill.app import build_skill
from skill.config import Settings
from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import create_app, worker
from skill.web.certificates import SigningCertificates
from skill.web.server import GunicornServer, listening_socket
from tests.support.faulty_store import Fault, FaultyStore
from tests.web.amazon import DEVICE, NOW


def make_app(folder: Path, seconds: float) -> Flask:
    """Make the application; the responses say which process they come from."""
    settings = Settings(skill_id=APPLICATION_ID, store="sqlite:///")
    store = FaultyStore(SQLiteStore(folder / "households.sqlite3", clock=lambda: NOW))
    if seconds:
        store.delay = seconds
        store.break_down(Fault.SLOW)
    chain = (folder / "chain.pem").read_bytes()
    app = create_app(
        settings,
        skill=build_skill(settings, clock=lambda: NOW, store=store, api_client=AlexaApi(DEVICE)),
        certificates=SigningCertificates(
            roots=Store(load_pem_x509_certificates((folder / "root.pem").read_bytes())),
            fetch=lambda _: chain,
        ),
        clock=lambda: NOW,
    )

    @app.after_request
    def with_process(response: Response) -> Response:
        response.headers["X-Process"] = str(os.getpid())
        return response

    return app


def main() -> None:
    """Serve until told to stop."""
    folder, workers, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    # Tests have less patience.
    worker.ARRIVAL_SECONDS = 0.5
    listener = listening_socket("127.0.0.1", 0)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    GunicornServer(lambda: make_app(folder, seconds), listener, workers=workers).run()


if __name__ == "__main__":
    main()
