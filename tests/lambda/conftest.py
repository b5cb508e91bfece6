"""The artifact, built once, and a household that talks to it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from skill.persistence.dynamodb import DynamoDBStore, make_client
from skill.simulator.clock import MovableClock
from skill.simulator.envelope import APPLICATION_ID
from tests.nightly.couple import AlexaAtHome
from tests.support import dynamodb_server, lambda_emulator
from tests.support.lambda_deployment import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.lambda_emulator import Artifact

aws_settings = dynamodb_server.aws_settings
moto_server = dynamodb_server.moto_server


@pytest.fixture(scope="session")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Artifact:
    """What `sam build` makes of this very source tree."""
    if reason := lambda_emulator.missing():
        pytest.skip(reason)
    return lambda_emulator.build(tmp_path_factory.mktemp("sam"))


@pytest.fixture
def deployment(
    artifact: Artifact, moto_server: dynamodb_server.MotoServer, tmp_path: Path
) -> Iterator[Deployment]:
    """A deployment with an empty table."""
    clock = MovableClock()
    with ExitStack() as stack:
        table = dynamodb_server.empty_table(moto_server.endpoint)
        kept = DynamoDBStore(table, client=make_client(moto_server.endpoint), clock=clock)
        stack.callback(kept.close)
        yield Deployment(
            artifact,
            tmp_path,
            {
                **dynamodb_server.AWS_SETTINGS,
                "CLOSER_SKILL_ID": APPLICATION_ID,
                "CLOSER_STORE": f"dynamodb://{table}",
                "CLOSER_DYNAMODB_ENDPOINT": moto_server.endpoint,
            },
            kept,
            stack.enter_context(AlexaAtHome(clock)),
            clock,
        )
