"""Calls to Alexa's API: limits, one retry where it does no harm, and the budget of a turn."""

from __future__ import annotations

import json
import socket
import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClientRequest

from skill.alexa_api import TimeLimitedApiClient
from skill.errors import NotSentError
from skill.simulator.echo.reminder_service import PATH
from tests.reminders.alexa_api_server import ACCESS_TOKEN, AlexaApiServer, Fault, Hands

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def hands() -> Hands:
    """A clock that stands at first."""
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Iterator[TimeLimitedApiClient]:
    """A client whose time is the clock's."""
    made = TimeLimitedApiClient(
        sleep=hands.sleep,
        monotonic=hands.monotonic,
        rng=Random(7),
    )
    yield made
    made.close()


def call(url: str, method: str = "GET", body: object = None) -> ApiClientRequest:
    """A request such as the SDK's service clients make."""
    request = ApiClientRequest()
    request.method, request.url, request.body = method, url, body
    request.headers = [
        ("Authorization", f"Bearer {ACCESS_TOKEN}"),
        ("Content-type", "application/json"),
    ]
    return request


def test_a_body_goes_out_as_json(alexa: AlexaApiServer, client: TimeLimitedApiClient) -> None:
    """The SDK hands over a table, not text; it arrives as JSON in UTF-8, with the headers."""
    alexa.faults = [Fault(200, b"{}")]
    answer = client.invoke(call(alexa.endpoint + PATH, "POST", {"text": "Café?"}))
    (request,) = alexa.requests
    assert request.json == {"text": "Café?"}
    assert json.loads(request.body.decode("utf-8")) == request.json
    assert request.headers["Authorization"] == f"Bearer {ACCESS_TOKEN}"
    assert (answer.status_code, answer.body) == (200, "{}")


@pytest.mark.parametrize(
    ("calls", "method", "status"),
    [
        (2, "GET", 429),
        (2, "POST", 429),
        (2, "PUT", 500),
        (2, "POST", 503),
        (2, "PUT", 504),
        (2, "DELETE", 502),
        # What a gateway did not wait for may have been done, and so may what a server failed at;
        # a second reminder would be one too many.
        (1, "POST", 500),
        (1, "POST", 504),
        (1, "POST", 502),
        (1, "GET", 400),
        (1, "GET", 401),
        (1, "DELETE", 404),
    ],
)
def test_what_may_be_tried_again_is_tried_once_again(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, calls: int, method: str, status: int
) -> None:
    """Too many requests and a fault of the server, and a gateway's only where twice does no harm."""
    alexa.faults = [Fault(status, times=9)]
    answer = client.for_turn().invoke(call(alexa.endpoint + PATH, method))
    assert (calls, status) == (len(alexa.requests), answer.status_code)


@pytest.mark.parametrize(("calls", "method"), [(2, "GET"), (2, "PUT"), (2, "DELETE"), (1, "POST")])
def test_a_call_without_an_answer_is_tried_again_unless_it_makes_something(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, calls: int, method: str
) -> None:
    """Whether the first was carried out nobody knows, so nothing is made a second time."""
    alexa.faults = [Fault(times=9)]
    with pytest.raises(ApiClientException):
        client.for_turn().invoke(call(alexa.endpoint + PATH, method))
    assert calls == len(alexa.requests)


@pytest.mark.parametrize("first", [0, 504])
@pytest.mark.parametrize(
    ("settled", "second"), [(True, 200), (True, 404), (True, 401), (False, 503), (False, 429)]
)
def test_a_second_call_that_was_not_let_in_does_not_settle_the_first(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, first: int, second: int, *, settled: bool
) -> None:
    """The first may have been carried out; only a success or a refusal says what became of it."""
    alexa.faults = [Fault(first), Fault(second, b"{}")]
    turn = client.for_turn()
    if settled:
        assert turn.invoke(call(alexa.endpoint + PATH, "DELETE")).status_code == second
    else:
        with pytest.raises(ApiClientException):
            turn.invoke(call(alexa.endpoint + PATH, "DELETE"))


def test_the_second_answer_is_the_one_that_counts(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, hands: Hands
) -> None:
    """A busy moment is over after a short pause of chance length."""
    for _ in range(5):
        alexa.faults = [Fault(429)]
        assert client.for_turn().invoke(call(alexa.endpoint + PATH)).status_code == 200
    assert all(0.1 <= seconds <= 0.3 for seconds in hands.slept)
    assert len(set(hands.slept)) == 5


def test_nothing_is_tried_again_when_the_turn_has_no_time_for_it(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, hands: Hands
) -> None:
    """With a tenth of a second left, the first answer is the answer."""
    alexa.faults = [Fault(503, times=9)]
    turn = client.for_turn(4.0)
    hands.now += 3.9
    assert turn.invoke(call(alexa.endpoint + PATH)).status_code == 503
    assert (len(alexa.requests), hands.slept) == (1, [])


@pytest.mark.parametrize(
    ("raised", "fault"), [(ApiClientException, Fault()), (NotSentError, Fault(503))]
)
def test_a_turn_that_ends_in_the_pause_leaves_open_what_was_open(
    alexa: AlexaApiServer, hands: Hands, raised: type[Exception], fault: Fault
) -> None:
    """No second call is made; the first, if it had no answer, may have been carried out."""

    def oversleep(seconds: float) -> None:
        hands.sleep(seconds + 9)

    client = TimeLimitedApiClient(sleep=oversleep, monotonic=hands.monotonic)
    alexa.faults = [fault]
    with pytest.raises(raised):
        client.for_turn().invoke(call(alexa.endpoint + PATH, "DELETE"))
    assert len(alexa.requests) == 1
    client.close()


def test_no_call_is_begun_when_the_turn_is_over(
    alexa: AlexaApiServer, client: TimeLimitedApiClient, hands: Hands
) -> None:
    """It is known not to have left, so nothing can have come of it."""
    turn = client.for_turn(4.0)
    assert turn.time_left() == 4.0
    hands.now += 4.5
    assert turn.time_left() == 0.0
    with pytest.raises(NotSentError, match="No time"):
        turn.invoke(call(alexa.endpoint + PATH, "POST"))
    assert alexa.requests == []


def test_an_api_that_hangs_costs_a_call_its_limits_and_no_more(alexa: AlexaApiServer) -> None:
    """A call by itself, with the real limits and the real clock, is over in a second and a half."""
    alexa.faults = [Fault(200, delay=2.5, times=9)]
    client = TimeLimitedApiClient()
    began = time.monotonic()
    with pytest.raises(ApiClientException, match="ReadTimeout"):
        client.invoke(call(alexa.endpoint + PATH))
    assert 0.9 < time.monotonic() - began < 1.7
    client.close()


def test_a_turn_with_little_time_shortens_the_limits(alexa: AlexaApiServer) -> None:
    """With three tenths of a second left, a hanging API is left alone after as much."""
    alexa.faults = [Fault(200, delay=2.5, times=9)]
    client = TimeLimitedApiClient()
    began = time.monotonic()
    with pytest.raises(ApiClientException):
        client.for_turn(0.3).invoke(call(alexa.endpoint + PATH, "POST"))
    assert time.monotonic() - began < 0.6
    client.close()


def test_a_refused_connection_is_known_not_to_have_carried_anything(
    client: TimeLimitedApiClient, hands: Hands
) -> None:
    """So even what makes something is tried again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSentError):
        client.for_turn().invoke(call(f"http://127.0.0.1:{port}{PATH}", "POST", {"a": 1}))
    assert len(hands.slept) == 1


def test_the_token_is_never_sent_in_the_clear(client: TimeLimitedApiClient) -> None:
    """An endpoint without TLS that is not this very machine is not called at all."""
    with pytest.raises(NotSentError, match="HTTPS"):
        client.for_turn().invoke(call(f"http://api.amazonalexa.com{PATH}"))


def test_a_redirect_is_an_answer_and_is_not_followed(
    alexa: AlexaApiServer, client: TimeLimitedApiClient
) -> None:
    """The token stays with the endpoint that the request envelope named."""
    alexa.faults = [Fault(307)]
    assert client.invoke(call(alexa.endpoint + PATH)).status_code == 307
    assert len(alexa.requests) == 1
