"""DynamoDB beyond the contract: what an item looks like, time limits, and every way to fail."""

from __future__ import annotations

import json
import logging
import socket
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from skill.errors import (
    ConfigurationError,
    StoreCorruptError,
    StoreUnavailableError,
    VersionConflictError,
)
from skill.persistence.dynamodb import DynamoDBStore, make_client
from skill.persistence.store import StoredRecord
from tests.support.dynamodb_server import Misbehaviour, dynamodb_client, empty_table, items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from tests.support.dynamodb_server import MotoServer

pytestmark = pytest.mark.usefixtures("aws_settings")

USER = "amzn1.ask.account.INTHECLOUD"
# SHA-256 of it, as `printf %s ... | sha256sum` gives it.
KEY = "0bc0b525f7f965e995be7695ae080e64054cc94a612b2d544e7f718e94a75d16"
EVENING = datetime(2026, 2, 14, 20, 30, tzinfo=UTC)


@pytest.fixture
def server(moto_server: MotoServer) -> Iterator[MotoServer]:
    """Moto's server, which behaves again after the test."""
    yield moto_server
    moto_server.misbehave.clear()


@pytest.fixture
def table(server: MotoServer) -> str:
    return empty_table(server.endpoint)


@pytest.fixture(scope="module")
def client(moto_server: MotoServer) -> Iterator[DynamoDBClient]:
    """A store's own client, made once: making one takes longer than a test does."""
    with closing(make_client(moto_server.endpoint)) as made:
        yield made


@pytest.fixture
def store(table: str, client: DynamoDBClient) -> DynamoDBStore:
    return DynamoDBStore(table, client=client, clock=lambda: EVENING)


def test_a_load_asks_for_what_was_saved_last(store: DynamoDBStore, client: DynamoDBClient) -> None:
    """A consistent read is asked for, since any other may miss a save of a second ago."""
    sent: list[dict[str, object]] = []
    client.meta.events.register(
        "before-send.dynamodb.GetItem",
        lambda request, **_: sent.append(json.loads(request.body)),
        unique_id="sent",
    )
    try:
        store.load(USER)
    finally:
        client.meta.events.unregister("before-send.dynamodb.GetItem", unique_id="sent")

    assert [request["ConsistentRead"] for request in sent] == [True]


def test_an_item_is_what_the_template_and_the_operator_expect(
    server: MotoServer, table: str, store: DynamoDBStore
) -> None:
    """The hash, the document as text, and the moment two years on are what an item holds."""
    version = store.save(USER, {"nights": 12}, expected_version=None)

    (item,) = items(server.endpoint, table)

    assert item.pop("write_id").keys() == {"S"}
    assert item == {
        "household": {"S": KEY},
        "version": {"N": str(version)},
        "document": {"S": '{"nights":12}'},
        # 14 February 2028, 20:30 UTC, as `date -d ... +%s` gives it.
        "expires_at": {"N": "1834173000"},
    }


def test_every_save_puts_off_forgetting(server: MotoServer, table: str) -> None:
    """Two years from the last save, and not from the first, is when an item expires."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    store = DynamoDBStore(table, client=dynamodb_client(server.endpoint), clock=lambda: day)
    version = store.save(USER, {}, expected_version=None)
    day = datetime(2026, 1, 2, tzinfo=UTC)
    store.save(USER, {}, expected_version=version)

    (item,) = items(server.endpoint, table)

    assert item["expires_at"] == {"N": str(int(datetime(2028, 1, 2, tzinfo=UTC).timestamp()))}


def test_a_write_whose_answer_was_late_is_no_conflict(
    server: MotoServer, store: DynamoDBStore
) -> None:
    """The new version is what a save gives that boto3 sent twice and DynamoDB did once."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    server.misbehave.append(Misbehaviour(done=True, delay=1.2))
    before = server.requests

    newer = store.save(USER, {"nights": 2}, expected_version=version)

    assert server.requests - before == 2
    assert store.load(USER) == StoredRecord({"nights": 2}, newer)


def test_a_write_that_failed_after_it_was_done_is_no_conflict(
    server: MotoServer, store: DynamoDBStore
) -> None:
    """The version is what a first save gives that was answered with an error and done."""
    server.misbehave.append(
        Misbehaviour(done=True, answer=Misbehaviour.error("InternalServerError", status=500).answer)
    )

    version = store.save(USER, {"nights": 1}, expected_version=None)

    assert store.load(USER) == StoredRecord({"nights": 1}, version)


def test_a_write_that_somebody_else_did_first_stays_a_conflict(
    server: MotoServer, table: str, store: DynamoDBStore
) -> None:
    """A conflict is what a save gives that was sent twice and beaten by an equal one."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    other = DynamoDBStore(table, client=dynamodb_client(server.endpoint), clock=lambda: EVENING)
    other.save(USER, {"nights": 2}, expected_version=version)
    server.misbehave.append(Misbehaviour.error("InternalServerError", status=500))

    with pytest.raises(VersionConflictError):
        store.save(USER, {"nights": 2}, expected_version=version)


def test_a_fault_that_passes_is_not_noticed(server: MotoServer, store: DynamoDBStore) -> None:
    """The record is what loading gives when the first of two requests fails."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    server.misbehave.append(Misbehaviour.error("InternalServerError", status=500))

    assert store.load(USER) == StoredRecord({"nights": 1}, version)


def test_a_silent_server_is_given_up_in_time(server: MotoServer, store: DynamoDBStore) -> None:
    """StoreUnavailableError, after two requests and no longer than a turn reckons with, is what silence gives."""
    server.misbehave += [Misbehaviour(delay=1.0)] * 2
    before, start = server.requests, time.monotonic()

    with pytest.raises(StoreUnavailableError, match="cannot be reached or did not answer in time"):
        store.load(USER)

    seconds = time.monotonic() - start
    assert server.requests - before == 2
    # Two read time-outs; the rest is for a machine that is busy with other tests.
    assert 0.8 <= seconds < 2.0


def test_a_server_that_is_not_there_is_given_up_at_once(table: str) -> None:
    """StoreUnavailableError is what a port gives at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        endpoint = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with closing(
        DynamoDBStore(table, client=make_client(endpoint), clock=lambda: EVENING)
    ) as store:
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            store.load(USER)
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            store.check()


CALLS: dict[str, Callable[[DynamoDBStore], object]] = {
    "load": lambda store: store.load(USER),
    "first save": lambda store: store.save(USER, {"a": 1}, expected_version=None),
    "later save": lambda store: store.save(USER, {"a": 1}, expected_version=1),
    "delete": lambda store: store.delete(USER),
    "check": lambda store: store.check(),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Misbehaviour.error("ProvisionedThroughputExceededException"), "is throttling requests"),
        (Misbehaviour.error("ThrottlingException"), "is throttling requests"),
        (Misbehaviour.error("AccessDeniedException"), "refuses the skill"),
        (Misbehaviour.error("UnrecognizedClientException"), "refuses the skill"),
        (Misbehaviour.error("ValidationException"), r"an error \(ValidationException\)"),
        (Misbehaviour.error("InternalServerError", status=500), r"error \(InternalServerError\)"),
        (Misbehaviour(answer=(502, b"<html>A proxy was here")), r"an error \(502\)"),
        (Misbehaviour(answer=(403, b"\xff<html>A proxy was here")), "no usable answer"),
        (Misbehaviour(answer=(200, b"\xff<html>A proxy was here")), "no usable answer"),
    ],
    ids=[
        *("throughput", "throttled", "denied", "stranger", "invalid", "500"),
        *("proxy's 502", "proxy's 403", "proxy's 200"),
    ],
)
def test_whatever_dynamodb_answers_is_explained(
    *,
    server: MotoServer,
    table: str,
    store: DynamoDBStore,
    monkeypatch: pytest.MonkeyPatch,
    answer: Misbehaviour,
    words: str,
    call: Callable[[DynamoDBStore], object],
) -> None:
    """StoreUnavailableError that names the table, not the household, is what every error gives."""
    # boto3 waits for a moment before it sends a request again.
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    server.misbehave += [answer] * 2

    with pytest.raises(StoreUnavailableError, match=words) as error:
        call(store)

    assert f"The DynamoDB table {table} " in str(error.value)
    assert KEY not in str(error.value)
    assert str(error.value).endswith(".")


def test_a_table_that_is_missing_is_named(server: MotoServer) -> None:
    """StoreUnavailableError with what to do is what the check of a missing table gives."""
    store = DynamoDBStore(
        "not-deployed", client=dynamodb_client(server.endpoint), clock=lambda: EVENING
    )

    with pytest.raises(StoreUnavailableError, match="not-deployed does not exist in this region"):
        store.check()


def test_missing_credentials_are_named(
    server: MotoServer, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """StoreUnavailableError that says so is what a machine without credentials gives."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with (
        closing(
            DynamoDBStore(table, client=make_client(server.endpoint), clock=lambda: EVENING)
        ) as store,
        pytest.raises(StoreUnavailableError, match="without AWS credentials"),
    ):
        store.check()


@pytest.mark.parametrize(
    "damaged",
    [
        {"version": {"N": "1"}},
        {"version": {"N": "1"}, "document": {"S": "{"}},
        {"version": {"N": "1"}, "document": {"N": "1"}},
        {"version": {"N": "1.5"}, "document": {"S": "{}"}},
        {"document": {"S": "{}"}},
    ],
    ids=["no document", "cut off", "a number", "half a version", "no version"],
)
def test_a_damaged_item_is_left_as_it_is(
    server: MotoServer, table: str, store: DynamoDBStore, damaged: dict[str, dict[str, str]]
) -> None:
    """StoreCorruptError, and the same item as before, is what a damaged item gives."""
    item = {"household": {"S": KEY}} | damaged
    dynamodb_client(server.endpoint).put_item(TableName=table, Item=item)

    with pytest.raises(StoreCorruptError, match=f"{table} is damaged and was left as it is"):
        store.load(USER)
    with pytest.raises(VersionConflictError):
        store.save(USER, {}, expected_version=None)

    assert items(server.endpoint, table) == [item]


def test_requests_are_never_written_to_the_log(
    store: DynamoDBStore, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither key nor document is in the log, even where everything is logged."""
    caplog.set_level(logging.DEBUG)

    store.save(USER, {"answer": "TELLTALE"}, expected_version=None)
    store.load(USER)

    assert "TELLTALE" not in caplog.text
    assert KEY not in caplog.text


def test_without_a_region_there_is_no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """ConfigurationError that says what to set is what AWS without a region gives."""
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    with pytest.raises(ConfigurationError, match="set AWS_DEFAULT_REGION"):
        make_client()


def test_an_endpoint_of_ones_own_needs_no_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """us-east-1 is the region where an endpoint is given and no region is set."""
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    with closing(make_client("http://127.0.0.1:1")) as client:
        assert client.meta.region_name == "us-east-1"


def test_the_region_that_is_set_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The region of the environment is the client's, at AWS and at an endpoint."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-2")

    with closing(make_client()) as at_aws, closing(make_client("http://127.0.0.1:1")) as at_home:
        assert at_aws.meta.region_name == at_home.meta.region_name == "ap-southeast-2"


def test_an_endpoint_that_is_no_url_is_refused() -> None:
    """ConfigurationError naming the variable is what an endpoint without a scheme gives."""
    with pytest.raises(ConfigurationError, match="CLOSER_DYNAMODB_ENDPOINT must be a URL"):
        make_client("not a url")


def test_aws_settings_that_contradict_themselves_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ConfigurationError is what a profile gives that no file defines."""
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")

    with pytest.raises(ConfigurationError, match="no-such-profile"):
        make_client()
