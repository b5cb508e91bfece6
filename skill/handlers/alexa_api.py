"""Calling Alexa's own APIs, in bounded time.

The SDK's client has no timeout, so one slow call would hang a turn until the
couple hears that the skill does not respond.
"""

from __future__ import annotations

import requests
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

CONNECT_SECONDS = 0.5
READ_SECONDS = 1.0


class TimeLimitedApiClient(ApiClient):
    """An API client that gives up in time; one connection pool for the life of the process."""

    def __init__(self) -> None:
        self._session = requests.Session()

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request and return the response, whatever its status.

        Raises:
            ApiClientException: when no response came within the limits.
        """
        headers = {name: str(value) for name, value in request.headers or []}
        body = request.body if request.body is None else request.body.encode("utf-8")
        try:
            response = self._session.request(
                request.method,
                request.url,
                headers=headers,
                data=body,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            message = f"No answer from the Alexa API: {type(error).__name__}"
            raise ApiClientException(message) from None
        return ApiClientResponse(
            status_code=response.status_code,
            headers=list(response.headers.items()),
            body=response.text,
        )
