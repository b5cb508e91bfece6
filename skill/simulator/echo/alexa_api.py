"""Alexa's own web API, played for the skill that runs on the virtual device.

Give an :class:`AlexaApi` to the skill builder as its API client. The SDK's
service clients then call it in place of ``api.amazonalexa.com``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from ask_sdk_model.services import ApiClientResponse

from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.echo.reminder_service import PERMISSION, ReminderCloud

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class ApiRequest(Protocol):
    """What the SDK's service clients hand to an API client."""

    url: str
    method: str
    headers: Sequence[tuple[str, str]]
    body: object


# An HTTP status and the JSON value of the body; None is no body.
Answer = tuple[int, object]

_NOT_FOUND: Answer = (404, {"code": "INVALID_URI", "message": "There is nothing at this address."})
_BAD_TOKEN: Answer = (401, {"code": "INVALID_TOKEN", "message": "This token opens nothing."})


class AlexaApi:
    """Knows the device and its account as Amazon's cloud does, and answers about them.

    Set ``settings`` to change the device; the next call sees the change.
    A further service of Amazon's is one more row in the table of routes.
    """

    def __init__(
        self, settings: DeviceSettings | None = None, reminders: ReminderCloud | None = None
    ) -> None:
        self.settings = settings or DeviceSettings()
        self.reminders = reminders
        self._routes: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
            ("GET", r"/v2/devices/([^/]+)/settings/System\.timeZone", self._time_zone),
            ("GET|POST|PUT|DELETE", r"/v1/alerts/reminders(?:/[^/]+)?", self._reminders),
        )

    def for_turn(self, seconds: float) -> PunctualApi:
        """Return the API as the skill sees it in one turn, with so many seconds for its calls."""
        return PunctualApi(self, seconds)

    def invoke(self, request: ApiRequest) -> ApiClientResponse:
        """Answer one call, as the SDK's ``ApiClient`` does; a failure is an HTTP status."""
        status, body = self._answer(request)
        return ApiClientResponse(
            status_code=status,
            headers=[("Content-Type", "application/json")],
            body="" if body is None else json.dumps(body),
        )

    def _answer(self, request: ApiRequest) -> Answer:
        if ("Authorization", f"Bearer {self.settings.api_access_token}") not in request.headers:
            return _BAD_TOKEN
        if not request.url.startswith(self.settings.api_endpoint + "/"):
            return _NOT_FOUND
        path = urlsplit(request.url).path
        for method, pattern, answer in self._routes:
            if re.fullmatch(method, request.method) and (found := re.fullmatch(pattern, path)):
                return answer(request, *map(unquote, found.groups()))
        return _NOT_FOUND

    def _time_zone(self, _request: ApiRequest, device_id: str) -> Answer:
        """Amazon, "Alexa Settings API": the zone as a JSON string, or 204 when nobody set one."""
        if device_id != self.settings.device_id:
            return _NOT_FOUND
        return (204, None) if self.settings.time_zone is None else (200, self.settings.time_zone)

    def _reminders(self, request: ApiRequest) -> Answer:
        if self.reminders is None:
            return _NOT_FOUND
        return self.reminders.answer(
            request.method,
            urlsplit(request.url).path,
            request.body,
            granted=PERMISSION in self.settings.permissions,
            supported=self.settings.reminders,
            time_zone=self.settings.time_zone,
        )


class PunctualApi:
    """The API for one turn; played answers come at once, so the time never runs out."""

    def __init__(self, api: AlexaApi, seconds: float) -> None:
        self._api = api
        self._seconds = seconds

    def invoke(self, request: ApiRequest) -> ApiClientResponse:
        """See :meth:`AlexaApi.invoke`."""
        return self._api.invoke(request)

    def time_left(self) -> float:
        """Return the seconds left for further calls."""
        return self._seconds
