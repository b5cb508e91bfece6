"""The way from the devices to the endpoint: signed, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from skill.simulator.echo.envelope import Envelope
from tests.soak.model import FAILED
from tests.web.amazon import Amazon

GIVES_UP = 60.0
"""Seconds until a device takes it that no answer will come.

A real one waits for eight. Here whoever gave up on a request that is carried out later would
see it come after the next one, an order that the model has no need to follow otherwise.
"""


@dataclass
class Wire:
    """What all devices send their requests on.

    Args:
        amazon: signs them.
        port: waits until the endpoint is up, and tells where it is.

    Attributes:
        processes: those that have answered.
    """

    amazon: Amazon
    port: Callable[[], int]
    processes: set[int] = field(default_factory=set)

    def exchange(self, envelope: Envelope) -> tuple[Envelope | None, float]:
        """Send a request, and return its answer, None where none came, and the seconds until then."""
        message = self.amazon.signed(envelope)
        port = self.port()
        began = time.monotonic()
        answer = self._answer(port, message.body, message.headers)
        return answer, time.monotonic() - began

    def _answer(self, port: int, body: bytes, headers: Mapping[str, str]) -> Envelope | None:
        connection = HTTPConnection("127.0.0.1", port, timeout=GIVES_UP)
        try:
            connection.request("POST", "/alexa", body, dict(headers))
            with connection.getresponse() as response:
                text = response.read()
                self.processes.add(int(response.headers["X-Process"]))
                if response.status == 503:
                    return FAILED
                # Anything but an answer is one that the model cannot give.
                return dict(json.loads(text)) if response.status == 200 else {}
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
