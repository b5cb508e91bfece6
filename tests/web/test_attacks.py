"""Every attack on the endpoint, and the wrong status that Amazon's own adapter has for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest

from skill.web.application import SECURITY_HEADERS
from tests.web.amazon import DEVICE, TOKEN
from tests.web.attacks import REQUESTS, Case
from tests.web.endpoint import Endpoint


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case.name)
def test_the_status_of_everything_that_may_be_sent(
    case: Case, caplog: pytest.LogCaptureFixture, record_property: Callable[[str, object], None]
) -> None:
    """The status in the table is what each request gives: nothing more said, and nothing done."""
    endpoint = Endpoint()
    message = case.send(endpoint.amazon)

    with caplog.at_level(logging.DEBUG):
        response = endpoint.send(message)

    record_property("attack", f"{response.status_code}  {case.name}")
    assert response.status_code == case.status
    assert dict(response.headers).items() >= SECURITY_HEADERS.items()
    if case.status == 200:
        envelope = json.loads(response.data, parse_constant=pytest.fail)
        assert response.mimetype == "application/json"
        assert envelope["version"] == "1.0"
        assert "response" in envelope
    else:
        assert response.data == b""
        assert "Content-Type" not in response.headers
        assert endpoint.kept.load(DEVICE.user_id) is None
    told = [line for line in caplog.messages if line.startswith("request ")]
    assert told == (
        [] if case.check is None else [f"request refused check={case.check} status={case.status}"]
    )
    for secret in ("amzn1", TOKEN, ".pem", "evil", *message.headers.values()):
        assert len(secret) < 4 or secret not in caplog.text
