"""The artifact, built once, and a household that talks to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import dynamodb_server, lambda_emulator
from tests.support.lambda_deployment import deployed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.lambda_deployment import Deployment
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
    with deployed(artifact, moto_server.endpoint, tmp_path) as made:
        yield made
