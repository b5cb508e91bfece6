"""Calling Alexa's own APIs, in bounded time.

The SDK's client has no timeout, so one slow call would hang a turn until the
couple hears that the skill does not respond. Here a call has a limit of its
own, all calls of a turn share another, and what may be tried again is tried
once again.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Final
from urllib.parse import urlsplit

import certifi
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from skill.errors import NotSentError

CONNECT_SECONDS: Final = 0.5
READ_SECONDS: Final = 1.0

TURN_SECONDS: Final = 4.0
"""What all calls of one turn may take together; Alexa gives up on a skill after eight."""

PAUSE_SECONDS: Final = (0.1, 0.3)
"""How long to wait before trying again; chance picks, so that many do not come back at once."""

_CONNECT_SHARE: Final = 0.4
"""What connecting may take of the time left, when that is short."""

_WORTH_TRYING: Final = 0.05
"""With fewer seconds left than this, no call is begun."""

_BUSY: Final = frozenset({429, 503})
"""Statuses with which a service says that it let nothing in, so that anything may be tried again."""

_FAULT: Final = frozenset({500})
"""The status of a service that failed at some point of what it did. HTTP promises nothing of how
far it got (RFC 9110, 15.6.1), so a second reminder may be one too many."""

_GATEWAY: Final = frozenset({502, 504})
"""Statuses of a gateway that does not know whether the service behind it did anything."""

_REPEATABLE: Final = frozenset({"GET", "PUT", "DELETE"})
"""Methods that do no harm when they are done twice (RFC 9110, 9.2.2)."""

_NEVER_LEFT: Final = (ConnectTimeoutError, NewConnectionError)
"""What fails before any of a request is sent."""

_CONNECTIONS: Final = 10
"""How many are kept open to one host."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class ApiNotReachedError(ApiClientException, NotSentError):
    """The request never left: what the SDK expects of an API client, and what the skill knows."""


class TimeLimitedApiClient(ApiClient):
    """An API client that gives up in time; one connection pool for the life of the process.

    Args:
        sleep: waits for so many seconds.
        monotonic: tells seconds that never run backwards.
        rng: picks how long to wait before trying again.
    """

    def __init__(
        self,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        rng: Random | None = None,
    ) -> None:
        # At DEBUG it writes every path to the log, and so ids of devices and reminders.
        logging.getLogger("urllib3").setLevel(logging.INFO)
        # urllib3 itself, because requests on top of it is a tenth of a cold start.
        self._pool = PoolManager(maxsize=_CONNECTIONS, retries=False, ca_certs=certifi.where())
        self._sleep = sleep
        self._monotonic = monotonic
        self._rng = rng or SystemRandom()

    def for_turn(self, seconds: float = TURN_SECONDS) -> TurnApiClient:
        """Return a client whose calls, all together, are over so many seconds from now."""
        return TurnApiClient(
            self, seconds, sleep=self._sleep, monotonic=self._monotonic, rng=self._rng
        )

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request that stands by itself and return the response, whatever its status.

        Raises:
            NotSentError: when the request never left.
            ApiClientException: when it left, and no response came within the limits of one call.
        """
        return self.for_turn(CONNECT_SECONDS + READ_SECONDS).invoke(request)

    def send(self, request: ApiClientRequest, seconds: float) -> ApiClientResponse:
        """Send a request once.

        Args:
            request: what the SDK's service clients make; a body is JSON.
            seconds: the time left for it.

        Raises:
            NotSentError: when the request never left.
            ApiClientException: when it left and no response came.
        """
        address = urlsplit(request.url)
        if address.scheme != "https" and address.hostname not in _LOOPBACK:
            message = "Alexa's API is called over HTTPS only: the access token goes with each call."
            raise ApiNotReachedError(message)
        connect = min(CONNECT_SECONDS, seconds * _CONNECT_SHARE)
        try:
            response = self._pool.request(
                request.method,
                request.url,
                headers={name: str(value) for name, value in request.headers or []},
                body=None if request.body is None else json.dumps(request.body).encode("utf-8"),
                timeout=Timeout(connect=connect, read=min(READ_SECONDS, seconds - connect)),
                redirect=False,
            )
        except (HTTPError, ValueError) as error:
            kind = ApiNotReachedError if isinstance(error, _NEVER_LEFT) else ApiClientException
            message = f"No answer from the Alexa API: {type(error).__name__}"
            raise kind(message) from None
        return ApiClientResponse(
            status_code=response.status,
            headers=list(response.headers.items()),
            body=response.data.decode("utf-8", "replace"),
        )

    def close(self) -> None:
        """Close the connections in the pool."""
        self._pool.clear()


class TurnApiClient(ApiClient):
    """The API client of one turn: its calls share one limit, and each is retried once at most."""

    def __init__(
        self,
        client: TimeLimitedApiClient,
        seconds: float,
        *,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        rng: Random,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._monotonic = monotonic
        self._rng = rng
        self._ends = monotonic() + seconds

    def time_left(self) -> float:
        """Return the seconds left for further calls, never less than none."""
        return max(0.0, self._ends - self._monotonic())

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request and return the response, whatever its status.

        What certainly came to nothing is tried again. So is what may have been
        done, where doing it twice does no harm; a reminder must not be made twice.

        Raises:
            NotSentError: when the request never left, also for want of time.
            ApiClientException: when it left and no response came.
        """
        repeatable = request.method in _REPEATABLE
        is_open = False
        try:
            response = self._send(request)
        except NotSentError:
            if not self._pause():
                raise
        except ApiClientException:
            if not repeatable or not self._pause():
                raise
            is_open = True
        else:
            again = response.status_code in (_BUSY | _FAULT | _GATEWAY if repeatable else _BUSY)
            if not again or not self._pause():
                return response
            is_open = response.status_code in _GATEWAY
        return self._send_again(request, is_open=is_open)

    def _send_again(self, request: ApiClientRequest, *, is_open: bool) -> ApiClientResponse:
        """Send a request for the second time.

        Where the first left open whether it was done, a second that was not
        let in does not settle it; a success or a refusal does, for both.
        """
        unclear = "No clear answer from the Alexa API."
        try:
            response = self._send(request)
        except NotSentError:
            if is_open:
                raise ApiClientException(unclear) from None
            raise
        if is_open and response.status_code in _BUSY | _FAULT:
            raise ApiClientException(unclear)
        return response

    def _send(self, request: ApiClientRequest) -> ApiClientResponse:
        left = self.time_left()
        if left < _WORTH_TRYING:
            message = "No time is left in this turn for calling the Alexa API."
            raise ApiNotReachedError(message)
        return self._client.send(request, left)

    def _pause(self) -> bool:
        """Wait a little before trying again; False where no time would be left after it."""
        seconds = self._rng.uniform(*PAUSE_SECONDS)
        if self.time_left() < seconds + _WORTH_TRYING:
            return False
        self._sleep(seconds)
        return True
