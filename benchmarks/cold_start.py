"""The first answer of a cold function in AWS's Runtime Interface Emulator.

Both artifacts are made by `sam build`. Both functions read one item of a
DynamoDB table on loopback and write it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.interleaved import Race, Sample, race
from benchmarks.processes import children, cpu_milliseconds, peak_megabytes
from skill.app import build_skill, utc_now
from skill.config import Settings
from skill.persistence.dynamodb import DynamoDBStore, make_client
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, RequestWriter, Session
from tests.support.dynamodb_server import AWS_SETTINGS, MotoServer, dynamodb_client, empty_table
from tests.support.lambda_emulator import ROOT, Artifact, LambdaProcess, build

SKILL: Final = "this skill"
STANDARD: Final = "StandardSkillBuilder"
HELLO: Final = "hello without a table"
NOTHING: Final = "an empty function"

_OPPONENTS: Final = ROOT / "benchmarks/opponents"
_TABLE: Final = "visits"


@dataclass
class ColdStarts:
    """The functions to start, and the table that they share a server with.

    Args:
        folder: an empty folder for artifacts and logs.

    Attributes:
        artifacts: what `sam build` made, by contestant.
        peaks: the most memory that each function's process held, in megabytes.
    """

    folder: Path
    artifacts: dict[str, Artifact] = field(default_factory=dict)
    peaks: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("skill", "standard"):
            (self.folder / name).mkdir()
        ours = build(self.folder / "skill")
        standard = build(self.folder / "standard", _OPPONENTS / "standard/template.yaml")
        self.artifacts = {SKILL: ours, STANDARD: replace(standard, python=ours.python)}
        self._dynamodb = MotoServer()
        self._environment = {**AWS_SETTINGS, "AWS_ENDPOINT_URL_DYNAMODB": self._dynamodb.endpoint}
        dynamodb_client(self._dynamodb.endpoint).create_table(
            TableName=_TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        )
        self._households = empty_table(self._dynamodb.endpoint)
        self._launch = RequestWriter(utc_now, Random(1)).in_session(  # noqa: S311 - no secret
            {"type": "LaunchRequest"}, DeviceSettings(), Session("amzn1.echo-api.session.benchmark")
        )
        self._meet()

    def close(self) -> None:
        """Stop the table's server."""
        self._dynamodb.close()

    def measure(self, rounds: int, *, compiled: bool) -> Race:
        """Race the first answers.

        Args:
            rounds: how many cold starts of each count.
            compiled: let every function find its bytecode, whatever its artifact holds.
        """
        ours = {
            "CLOSER_SKILL_ID": APPLICATION_ID,
            "CLOSER_STORE": f"dynamodb://{self._households}",
            "CLOSER_DYNAMODB_ENDPOINT": self._dynamodb.endpoint,
        }
        standard = self.artifacts[STANDARD]
        contestants = {
            SKILL: (self.artifacts[SKILL], "app.lambda_handler", ours, 2),
            STANDARD: (standard, "app.lambda_handler", {"TABLE": _TABLE}, 2),
            HELLO: (standard, "hello.lambda_handler", {}, 0),
            NOTHING: (standard, "nothing.lambda_handler", {}, 0),
        }
        return race(
            {
                name: partial(self._start, name, *what, compiled=compiled)
                for name, what in contestants.items()
            },
            rounds=rounds,
        )

    def _start(
        self,
        name: str,
        artifact: Artifact,
        handler: str,
        environment: Mapping[str, str],
        requests: int,
        *,
        compiled: bool,
    ) -> Sample:
        # Lambda's disk is read-only: bytecode that is not in the artifact is made with each start.
        bytecode = {"PYTHONDONTWRITEBYTECODE": "1"}
        if compiled:
            bytecode = {"PYTHONPYCACHEPREFIX": str(artifact.folder.parent / "bytecode")}
        before = self._dynamodb.requests
        settings = {**self._environment, **environment, **bytecode}
        with LambdaProcess(artifact, self.folder / "log", settings, handler=handler) as function:
            function(self._launch)
            (runtime,) = children(function.pid)
            sample = Sample(function.cold_milliseconds, cpu_milliseconds(runtime))
            if not compiled:
                self.peaks.setdefault(name, []).append(peak_megabytes(runtime))
        if self._dynamodb.requests - before != requests:
            message = f"{name} sent {self._dynamodb.requests - before} requests, not {requests}"
            raise RuntimeError(message)
        return sample

    def _meet(self) -> None:
        """Let the household open the skill once tonight, so that it asks Alexa for no time zone."""
        store = DynamoDBStore(
            self._households, client=make_client(self._dynamodb.endpoint), clock=utc_now
        )
        skill = build_skill(
            Settings(skill_id=APPLICATION_ID), store=store, api_client=AlexaApi(DeviceSettings())
        )
        skill.handle(self._launch)
        store.close()


def unpacked_megabytes(artifact: Artifact) -> float:
    """The size of what Lambda unpacks."""
    return sum(path.stat().st_size for path in artifact.files()) / 1e6
