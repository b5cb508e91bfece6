"""flask-ask-sdk's adapter, with a guard of this project's own in front.

The SDK's verifiers are off: they cannot be imported on today's OpenSSL, they
let some forged addresses pass, and where they refuse, the adapter answers 500
though Amazon demands 400.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

from flask import Flask, Request, Response, request

from skill.app import Skill
from skill.web import certvalidator_stub
from skill.web.body import MEDIA_TYPE

certvalidator_stub.install()
from flask_ask_sdk.skill_adapter import (  # noqa: E402 - the stand-in must be there first
    VERIFY_SIGNATURE_APP_CONFIG,
    VERIFY_TIMESTAMP_APP_CONFIG,
    SkillAdapter,
)


class Guard(Protocol):
    """Stands between the network and the skill."""

    def admit(self, request: Request) -> dict[str, Any]:
        """Return the request envelope that a request carries.

        Raises:
            CheckFailedError: the request must not get any further.
        """
        ...


class GuardedSkillAdapter(SkillAdapter):
    """Dispatches what the guard admits, and refuses everything else without a word.

    Args:
        skill: the skill.
        guard: there is always one; without verification it admits only this machine.
        app: the application to register with.
    """

    def __init__(self, skill: Skill, guard: Guard, app: Flask) -> None:
        app.config[VERIFY_SIGNATURE_APP_CONFIG] = False
        app.config[VERIFY_TIMESTAMP_APP_CONFIG] = False
        self._composed = skill
        self._guard = guard
        super().__init__(skill=skill.custom_skill, skill_id=skill.custom_skill.skill_id, app=app)

    def dispatch_request(self) -> Response:
        """Answer a request with the skill's response envelope.

        Raises:
            RequestRefusedError: the request must be refused.
            Exception: an event outside a session could not be carried out.
        """
        response = self._composed.handle(self._guard.admit(request))
        return Response(json.dumps(response), mimetype=MEDIA_TYPE)
