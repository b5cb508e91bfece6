"""Any bytes at all, signed or not: never a 5xx, never late, never anything but valid JSON."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.web.verification import CERTIFICATE_HEADER, SIGNATURE_HEADER
from tests.handlers.sdk_samples import REQUEST_TYPES, full_envelope, leaves
from tests.web.amazon import NOW, Message
from tests.web.endpoint import Endpoint

bounded = settings(max_examples=200)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
header_values = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=300)


@pytest.fixture(scope="module")
def endpoint() -> Endpoint:
    return Endpoint()


def refuse_constant(name: str) -> None:
    raise AssertionError(name)


def check_answer(endpoint: Endpoint, message: Message) -> int:
    """Send it, and check all that must hold of any answer; return its status."""
    response = endpoint.send(message)
    assert response.status_code in {200, 400}
    if response.status_code == 200:
        envelope = json.loads(response.data, parse_constant=refuse_constant)
        assert isinstance(envelope["response"], dict)
    else:
        assert response.data == b""
    return response.status_code


@given(st.binary(max_size=2000), header_values, header_values, header_values)
@bounded
def test_bytes_from_a_stranger(
    endpoint: Endpoint, body: bytes, kind: str, address: str, signature: str
) -> None:
    """400 is what bytes and headers of a stranger's own give."""
    headers = {"Content-Type": kind, CERTIFICATE_HEADER: address, SIGNATURE_HEADER: signature}

    assert check_answer(endpoint, Message(body, headers)) == 400


@given(
    st.binary(max_size=2000) | st.text().map(str.encode) | anything.map(json.dumps).map(str.encode)
)
@bounded
def test_bytes_that_are_signed(endpoint: Endpoint, body: bytes) -> None:
    """400 is what bytes that are no request give, even signed: JSON of any shape among them."""
    assert check_answer(endpoint, endpoint.amazon.signed(body)) == 400


@given(st.randoms(use_true_random=False), st.binary(max_size=20))
@bounded
def test_a_request_with_other_bytes_in_it(endpoint: Endpoint, rng: Random, inserted: bytes) -> None:
    """An answer or 400 is what a request gives in which some bytes are others."""
    body = bytearray(endpoint.amazon.signed().body)
    start = rng.randrange(len(body))
    body[start : start + rng.randrange(20)] = inserted

    check_answer(endpoint, endpoint.amazon.signed(bytes(body)))


@given(st.sampled_from(REQUEST_TYPES), st.randoms(use_true_random=False), anything)
@bounded
def test_a_request_with_another_value_in_it(
    endpoint: Endpoint, request_type: str, rng: Random, value: object
) -> None:
    """An answer or 400 is what every request type gives with anything anywhere in its envelope."""
    envelope: Any = copy.deepcopy(full_envelope(request_type))
    envelope["request"]["timestamp"] = NOW.isoformat()
    *path, last = rng.choice(list(leaves(envelope)))
    inner = envelope
    for key in path:
        inner = inner[key]
    inner[last] = value

    check_answer(endpoint, endpoint.amazon.signed(envelope))


def test_random_bytes(endpoint: Endpoint) -> None:
    """400 is what a thousand random bodies give, signed and unsigned."""
    rng = Random(6)
    for _ in range(500):
        body = rng.randbytes(rng.randrange(3000))
        assert check_answer(endpoint, Message(body)) == 400
        assert check_answer(endpoint, endpoint.amazon.signed(body)) == 400
