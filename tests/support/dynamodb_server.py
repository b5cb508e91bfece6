"""A real DynamoDB API on loopback, which can be told to misbehave, and tables on it.

Two implementations of the API: moto's, always, and dynalite's, which checks
requests more strictly, where Node has it: `make test` installs it where npm is.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from skill.persistence.dynamodb import PARTITION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

AWS_SETTINGS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "any",
    "AWS_DEFAULT_REGION": "eu-west-1",
    # Nothing of the machine that the tests run on plays a part.
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """What becomes of one request.

    Attributes:
        done: whether it is carried out.
        delay: seconds until its answer, which may be longer than anybody waits.
        answer: status and body in place of the true ones.
    """

    done: bool = False
    delay: float = 0
    answer: tuple[int, bytes] | None = None

    @classmethod
    def error(cls, code: str, *, status: int = 400) -> Misbehaviour:
        """An error as DynamoDB words it."""
        body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "So it is."}
        return cls(answer=(status, json.dumps(body).encode()))


class MotoServer:
    """moto's DynamoDB behind a web server on a free port of 127.0.0.1.

    Attributes:
        endpoint: its URL.
        misbehave: what becomes of the next requests, one each; then all is well.
        requests: how many requests have come in.
    """

    def __init__(self) -> None:
        self.misbehave: list[Misbehaviour] = []
        self.requests = 0
        self._moto = DomainDispatcherApplication(create_backend_app)
        # Unlike DynamoDB, moto lets a second put in between a first one's condition
        # and its write.
        self._lock = Lock()
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=_SilentHandler
        )
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # What stays unread of one request would be taken for the start of the next.
        environ["wsgi.input"] = BytesIO(Request(environ).get_data())
        with self._lock:
            self.requests += 1
            now = self.misbehave.pop(0) if self.misbehave else Misbehaviour(done=True)
            answer = Response(status=500)
            if now.done:
                answer = Response.from_app(self._moto, environ, buffered=True)
        time.sleep(now.delay)
        if now.answer is not None:
            status, body = now.answer
            answer = Response(body, status, content_type="application/x-amz-json-1.0")
        return answer(environ, start_response)


class _SilentHandler(WSGIRequestHandler):
    """Keeps connections open, as DynamoDB does, and writes no access log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def dynalite_server(command: Path) -> Iterator[str]:
    """Run dynalite on a free port of 127.0.0.1 and give its URL."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [command, "--host", "127.0.0.1", "--port", str(port), "--createTableMs", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            assert "listening" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@cache
def dynamodb_client(endpoint: str) -> DynamoDBClient:
    """A client that waits longer than a store's does, for tests on a busy machine."""
    return boto3.client("dynamodb", endpoint_url=endpoint, config=Config(read_timeout=30))


@cache
def _table(endpoint: str) -> str:
    name = f"households-{uuid.uuid4().hex}"
    client = dynamodb_client(endpoint)
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": PARTITION_KEY, "AttributeType": "S"}],
        KeySchema=[{"AttributeName": PARTITION_KEY, "KeyType": "HASH"}],
    )
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    return name


def items(endpoint: str, table: str) -> list[dict[str, AttributeValueTypeDef]]:
    """All that is in a table, as it is there."""
    return dynamodb_client(endpoint).scan(TableName=table, ConsistentRead=True)["Items"]


def empty_table(endpoint: str) -> str:
    """The name of a table as the template makes it, with nothing in it.

    There is one for each server; making one takes longer than a test does.
    """
    table = _table(endpoint)
    for item in items(endpoint, table):
        dynamodb_client(endpoint).delete_item(
            TableName=table, Key={PARTITION_KEY: item[PARTITION_KEY]}
        )
    return table


@pytest.fixture(scope="session")
def aws_settings() -> Iterator[None]:
    """The AWS settings of the tests instead of the machine's."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in AWS_SETTINGS.items():
            patch.setenv(name, value)
        patch.delenv("AWS_REGION", raising=False)
        patch.delenv("AWS_PROFILE", raising=False)
        yield


@pytest.fixture(scope="session")
def moto_server(aws_settings: None) -> Iterator[MotoServer]:  # noqa: ARG001
    """Moto's DynamoDB, shared by the tests of a process."""
    server = MotoServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def dynalite_endpoint(aws_settings: None) -> Iterator[str]:  # noqa: ARG001
    """Dynalite's DynamoDB, shared by the tests of a process."""
    command = Path(sys.prefix, "node", "node_modules", ".bin", "dynalite")
    if shutil.which("node") is None or not command.exists():
        pytest.skip("dynalite is not installed: make test installs it where npm is")
    with dynalite_server(command) as endpoint:
        yield endpoint
