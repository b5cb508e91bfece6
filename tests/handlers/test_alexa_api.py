"""Alexa's APIs are called over real HTTP, and given up in time."""

from __future__ import annotations

import json

import pytest
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClientRequest, ApiClientResponse

from skill.alexa_api import TimeLimitedApiClient
from tests.handlers.loopback import http_server, nobody_there, silent_server, timed


def get(endpoint: str, *, method: str = "GET", body: object = None) -> ApiClientResponse:
    """Call an address through the client."""
    return TimeLimitedApiClient().invoke(
        ApiClientRequest(
            headers=[("Authorization", "Bearer token"), ("X-Count", 5)],
            body=body,
            url=f"{endpoint}/v2/some/path?query=1",
            method=method,
        )
    )


@pytest.mark.parametrize("status", [200, 204, 401, 403, 404, 429, 500, 503])
def test_every_status_is_handed_on(status: int) -> None:
    """Status, headers and text are what any answer gives, also one that tells of a failure."""
    with http_server() as server:
        server.status, server.headers = status, {"X-Answer": "yes"}
        server.body = b"" if status == 204 else '"Ünïcode"'.encode()

        response = get(server.endpoint)

    assert response.status_code == status
    assert ("X-Answer", "yes") in response.headers
    assert response.body == server.body.decode()


def test_method_headers_and_body_are_sent() -> None:
    """The very request is what the server sees."""
    with http_server() as server:
        get(server.endpoint, method="POST", body={"text": "schön"})

    ((line, headers, body),) = server.seen
    assert line == "POST /v2/some/path?query=1"
    assert headers["Authorization"] == "Bearer token"
    assert headers["X-Count"] == "5"
    assert json.loads(body) == {"text": "schön"}


def test_the_token_is_never_carried_to_another_address() -> None:
    """The redirection itself is what comes back, and the other address is never asked."""
    with http_server() as server, http_server() as other:
        server.status, server.headers = 302, {"Location": other.endpoint}

        assert get(server.endpoint).status_code == 302
        assert other.seen == []


def test_a_silent_server_is_given_up_in_time() -> None:
    """ApiClientException, well within three seconds, is what a server gives that never answers."""
    with (
        silent_server() as endpoint,
        timed() as seconds,
        pytest.raises(ApiClientException, match="ReadTimeout"),
    ):
        get(endpoint)

    assert seconds[0] < 3


def test_a_server_that_is_not_there_is_given_up_at_once() -> None:
    """ApiClientException is what a refused connection gives."""
    with nobody_there() as endpoint, pytest.raises(ApiClientException, match="ConnectionError"):
        get(endpoint)


def test_a_broken_address_is_an_api_error() -> None:
    """ApiClientException is what an address gives that is none."""
    with pytest.raises(ApiClientException):
        get("no-address")


def test_an_error_names_neither_address_nor_token() -> None:
    """The kind of failure is all that the message of an error tells."""
    with nobody_there() as endpoint, pytest.raises(ApiClientException) as raised:
        get(endpoint)

    assert str(raised.value) == "No answer from the Alexa API: NewConnectionError"
    assert raised.value.__cause__ is None
