"""The Flask application: the endpoint for Alexa, and what it tells of its health."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, Response, current_app, jsonify
from werkzeug.exceptions import HTTPException

from skill.app import Skill, build_skill, utc_now
from skill.config import Settings
from skill.errors import ConfigurationError, RequestRefusedError
from skill.persistence.store import HouseholdStore
from skill.web.adapter import Guard, GuardedSkillAdapter
from skill.web.body import LARGEST_BODY
from skill.web.certificates import SigningCertificates
from skill.web.health import Health
from skill.web.local import LocalRequests
from skill.web.refusal import Check, CheckFailedError
from skill.web.verification import SignedRequests

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_log = logging.getLogger(__name__)

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every response; a view that needs a milder one, such as a page, sets its own."""


class _Application(Flask):
    """An application whose every response has the headers above, whoever made it.

    They are added behind Flask, which would look at each of them again with each response.
    """

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None, /
        ) -> Callable[[bytes], object]:
            present = {name for name, _ in headers}
            missing = [each for each in SECURITY_HEADERS.items() if each[0] not in present]
            return start_response(status, headers + missing, exc_info)

        return super().wsgi_app(environ, start)


def create_app(
    settings: Settings | None = None,
    *,
    skill: Skill | None = None,
    certificates: SigningCertificates | None = None,
    clock: Callable[[], datetime] = utc_now,
    local: bool = False,
    **overrides: Any,
) -> Flask:
    """Make the application.

    Args:
        settings: by default read from the environment.
        skill: by default built from the settings.
        certificates: where signing keys come from; by default Amazon's.
        clock: returns the present moment, aware.
        local: serve the page to try the skill on, to this machine alone.
        overrides: settings to use in place of those given, by name.

    Raises:
        ConfigurationError, StoreError: what is wrong with the settings, in a sentence.
    """
    settings = replace(settings or Settings.from_environment(os.environ), **overrides)
    skill = skill or build_skill(settings, clock=clock)
    app = _Application("skill.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, PROVIDE_AUTOMATIC_OPTIONS=False)
    guard: Guard
    if settings.verify_requests:
        certificates = certificates or SigningCertificates()
        guard = SignedRequests(certificates, settings.skill_id, clock)
        if settings.skill_id is None and not local:
            _log.warning(
                "CLOSER_SKILL_ID is not set, so every request to /alexa is refused; "
                "set it to the skill's id, which begins with 'amzn1.ask.skill.'."
            )
    else:
        certificates = None
        guard = LocalRequests()
        _log.warning(
            "REQUESTS ARE NOT VERIFIED, %s: any program on this machine can pose as Alexa; "
            "nobody else is answered.",
            "as it is with --local" if local else "because CLOSER_VERIFY_REQUESTS is off",
        )
    adapter = GuardedSkillAdapter(skill, guard, app)
    health = Health(settings, skill.store, certificates, local=local)
    app.add_url_rule("/alexa", "alexa", adapter.dispatch_request, methods=["POST"])
    app.add_url_rule("/healthz", "healthz", lambda: jsonify(health.report()), methods=["GET"])
    if local:
        app.register_blueprint(_simulator_page(settings, skill.store))
    app.register_error_handler(RequestRefusedError, _refused)
    app.register_error_handler(HTTPException, _without_detail)
    app.register_error_handler(Exception, _on_failure)
    return app


def _simulator_page(settings: Settings, store: HouseholdStore) -> Blueprint:
    try:
        # A server that only answers Alexa runs without the simulator.
        from skill.web.simulator_page import simulator_page  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if (missing.name or "skill").partition(".")[0] == "skill":
            raise
        message = (
            "The page to try the skill on needs the simulator: "
            'pip install "closer-together[simulator]".'
        )
        raise ConfigurationError(message) from None
    return simulator_page(settings, store)


def _refused(error: RequestRefusedError) -> Response:
    """Answer a refused request with nothing, and tell the operator which check it failed."""
    check, status = Check.ENVELOPE, 400
    if isinstance(error, CheckFailedError):
        check, status = error.check, error.status
    _log.warning("request refused check=%s status=%d", check, status)
    return _bare(status)


def _without_detail(error: HTTPException) -> Response:
    """Answer an HTTP error with its status alone."""
    response = _bare(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _on_failure(error: Exception) -> Response:
    """Answer a failure of our own with 503, so that Alexa sends an event again.

    The log gets the kind of error alone: its message could hold what somebody
    said. A developer, on a machine where nobody does, gets all of it.
    """
    details = error if current_app.debug else None
    _log.error("request failed error=%s status=503", type(error).__name__, exc_info=details)
    return _bare(HTTPStatus.SERVICE_UNAVAILABLE)


def _bare(status: int) -> Response:
    """Return a response that says nothing but its status."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response
