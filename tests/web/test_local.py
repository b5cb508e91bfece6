"""Without verification, nobody but this very machine is answered, and not from a web page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from skill.config import Settings
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web.refusal import Check
from tests.web.amazon import Message
from tests.web.endpoint import Endpoint

UNVERIFIED = Settings(verify_requests=False)
HERE = {"Content-Type": "application/json", "Host": "127.0.0.1:8000"}


@pytest.fixture(scope="module")
def endpoint() -> Endpoint:
    return Endpoint(settings=UNVERIFIED)


def launch(endpoint: Endpoint, **headers: str) -> Message:
    """A launch that nobody signed."""
    body = endpoint.amazon.signed().body
    return Message(body, HERE | {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:80", "[::1]:8000"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.3.2.1"])
def test_this_machine_is_answered(host: str, peer: str, endpoint: Endpoint) -> None:
    """200 is what this machine gets under each of its own names."""
    assert endpoint.send(launch(endpoint, Host=host), peer=peer).status_code == 200


def test_the_page_that_this_machine_serves_is_answered(endpoint: Endpoint) -> None:
    """200 is what a page from this very address gets."""
    page = {"Origin": "http://127.0.0.1:8000", "Sec_Fetch_Site": "same-origin"}

    assert endpoint.send(launch(endpoint, **page)).status_code == 200


@pytest.mark.parametrize(
    "peer", ["192.168.1.20", "8.8.8.8", "::ffff:8.8.8.8", "2001:db8::1", "", "x"]
)
def test_another_machine_is_refused(
    peer: str,
    endpoint: Endpoint,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    """400 is what another machine gets, whatever name it uses for this one."""
    response = endpoint.send(launch(endpoint), peer=peer)

    record_property("attack", f"{response.status_code}  unverified, from {peer!r}")
    assert response.status_code == 400
    assert f"check={Check.LOCAL_PEER} " in caplog.text


@pytest.mark.parametrize(
    ("check", "headers"),
    [
        (Check.LOCAL_PROXY, {"X_Forwarded_For": "127.0.0.1"}),
        (Check.LOCAL_PROXY, {"X_Forwarded_Proto": "https"}),
        (Check.LOCAL_PROXY, {"X_Forwarded_Host": "localhost"}),
        (Check.LOCAL_PROXY, {"Forwarded": "for=127.0.0.1"}),
        (Check.LOCAL_PROXY, {"Via": "1.1 proxy"}),
        (Check.LOCAL_PROXY, {"X_Real_IP": "127.0.0.1"}),
        (Check.LOCAL_PROXY, {"CF_Connecting_IP": "127.0.0.1"}),
        (Check.LOCAL_NAME, {"Host": "evil.example"}),
        (Check.LOCAL_NAME, {"Host": "evil.example:8000"}),
        (Check.LOCAL_NAME, {"Host": "127.0.0.1.evil.example"}),
        (Check.LOCAL_NAME, {"Host": "localhost.evil.example"}),
        (Check.LOCAL_NAME, {"Host": "192.168.1.20"}),
        (Check.LOCAL_NAME, {"Host": "0.0.0.0"}),  # noqa: S104 - nothing is bound to it
        (Check.LOCAL_NAME, {"Host": "2130706433"}),
        (Check.LOCAL_NAME, {"Host": "[::1"}),
        (Check.LOCAL_NAME, {"Host": ""}),
        (Check.LOCAL_PAGE, {"Origin": "https://evil.example"}),
        (Check.LOCAL_PAGE, {"Origin": "http://127.0.0.1:8001"}),
        (Check.LOCAL_PAGE, {"Origin": "http://localhost:8000"}),
        (Check.LOCAL_PAGE, {"Origin": "null"}),
        (Check.LOCAL_PAGE, {"Origin": "http://["}),
        (Check.LOCAL_PAGE, {"Sec_Fetch_Site": "cross-site"}),
        (Check.LOCAL_PAGE, {"Sec_Fetch_Site": "same-site"}),
    ],
)
def test_what_comes_from_afar_by_way_of_this_machine_is_refused(
    check: Check,
    headers: dict[str, str],
    endpoint: Endpoint,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    """400 is what proxies, names that were made to lead here, and other sites' pages get."""
    response = endpoint.send(launch(endpoint, **headers))

    record_property("attack", f"{response.status_code}  unverified, with {headers}")
    assert (response.status_code, response.data) == (400, b"")
    assert f"check={check} " in caplog.text


def test_the_limits_hold_without_verification(endpoint: Endpoint) -> None:
    """400 and 413 are what broken and large bodies give, as with verification."""
    good = launch(endpoint)

    for body, status in ((b"", 400), (b"\xff", 400), (b"[]", 400), (b" " * 200_000, 413)):
        assert endpoint.send(replace(good, body=body)).status_code == status
    assert endpoint.send(launch(endpoint, Content_Type="text/plain")).status_code == 400


def test_another_skills_requests_are_refused_where_the_skill_id_is_set() -> None:
    """400 is what a request for another skill gives, verified or not."""
    endpoint = Endpoint(settings=replace(UNVERIFIED, skill_id=APPLICATION_ID.replace("0", "1")))

    assert endpoint.send(launch(endpoint)).status_code == 400


def test_it_is_said_loudly(caplog: pytest.LogCaptureFixture) -> None:
    """A warning that names the variable is what a start without verification writes."""
    with caplog.at_level(logging.WARNING):
        Endpoint(settings=UNVERIFIED)

    assert "REQUESTS ARE NOT VERIFIED, because CLOSER_VERIFY_REQUESTS is off" in caplog.text


def test_with_verification_a_local_request_is_no_better_than_any(endpoint: Endpoint) -> None:
    """400 is what an unsigned request from this machine gives where verification is on."""
    assert Endpoint().send(launch(endpoint)).status_code == 400
