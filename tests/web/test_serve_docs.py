"""docs/serve.md says what is so."""

from __future__ import annotations

import json
import re

import pytest

from skill.web.body import LARGEST_BODY
from skill.web.refusal import Check
from skill.web.server import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_WORKERS, GUNICORN
from skill.web.worker import ARRIVAL_SECONDS
from tests.web.amazon import Message
from tests.web.endpoint import Endpoint
from tests.web.served import ROOT

PAGE = (ROOT / "docs/serve.md").read_text()


@pytest.mark.parametrize("check", Check)
def test_every_check_is_explained(check: Check) -> None:
    """The table of the log's words has each check that a request may fail."""
    assert f"`{check}`" in PAGE


def test_the_health_on_the_page_is_the_health_that_is_told() -> None:
    """The parts and the words on the page are those of a sound endpoint with a file as its store."""
    shown = re.search(r"^\{.*\}$", PAGE, re.MULTILINE)
    assert shown is not None
    endpoint = Endpoint()
    endpoint.send(endpoint.amazon.signed())

    told = endpoint.send(Message(method="GET", path="/healthz")).json

    assert told is not None
    told["store"]["kind"] = "sqlite"
    assert json.loads(shown[0]) == told


def test_the_limits_on_the_page_are_the_limits() -> None:
    """The sizes, times and defaults on the page are those of the code."""
    assert LARGEST_BODY == 128 * 1024
    assert ARRIVAL_SECONDS == 5
    assert (GUNICORN["limit_request_field_size"], GUNICORN["limit_request_fields"]) == (4096, 64)
    assert (
        "five seconds to arrive and 128 KB at most; its head has lines of 4 KB, 64 of them" in PAGE
    )
    for option, default in (
        ("host", DEFAULT_HOST),
        ("port", DEFAULT_PORT),
        ("workers", DEFAULT_WORKERS),
    ):
        row = re.search(rf"^\| `--{option}` \|.*\| ([^|]*) \|$", PAGE, re.MULTILINE)
        assert row is not None
        assert row[1].split(";")[0] == str(default)
