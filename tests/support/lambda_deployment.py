"""One deployment of the built artifact: the function, its table, Alexa's API and an Echo."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from skill.persistence.dynamodb import DynamoDBStore, make_client
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, RequestWriter
from tests.nightly.couple import NEW_YORK, AlexaAtHome, IntentsByName
from tests.reminders.alexa_api_server import ACCESS_TOKEN
from tests.support.dynamodb_server import AWS_SETTINGS, empty_table
from tests.support.lambda_emulator import Artifact, LambdaProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from skill.persistence.store import HouseholdStore


@dataclass
class Deployment:
    """The function, its table, Alexa's API, and an Echo in New York.

    Attributes:
        environment: the function's environment variables, as the template sets them.
        kept: what the table holds.
        alexa: Alexa's API, which the function finds through the request.
    """

    artifact: Artifact
    folder: Path
    environment: dict[str, str]
    kept: HouseholdStore
    alexa: AlexaAtHome
    clock: MovableClock
    _started: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.settings = DeviceSettings(
            time_zone=NEW_YORK,
            api_endpoint=self.alexa.endpoint,
            api_access_token=ACCESS_TOKEN,
        )
        self.writer = RequestWriter(self.clock, Random(1))

    def cold(self, **changed: str | None) -> LambdaProcess:
        """A function that is not running yet; None takes a variable away."""
        self._started += 1
        # Lambda's disk is read-only: what the artifact has no bytecode of is compiled each time.
        settings = {"PYTHONDONTWRITEBYTECODE": "1", **self.environment, **changed}
        return LambdaProcess(
            self.artifact,
            self.folder / f"{self._started}.log",
            {name: value for name, value in settings.items() if value is not None},
        )

    def echo(
        self, function: LambdaProcess, *, screen: bool = False, locale: str = "en-US"
    ) -> VirtualDevice:
        """An Echo of the household that calls this function; it raises what Alexa would refuse."""
        settings = replace(self.settings, screen=screen, locale=locale)
        return VirtualDevice(
            function,
            IntentsByName(),
            api=AlexaApi(settings, self.alexa.cloud),
            clock=self.clock,
            rng=Random(1),
            needs_invocation=False,
        )


@contextmanager
def deployed(artifact: Artifact, endpoint: str, folder: Path) -> Iterator[Deployment]:
    """A deployment with an empty table.

    Args:
        artifact: what is deployed.
        endpoint: the DynamoDB API on loopback; this process reads the table with its own
            environment's credentials.
        folder: where the function's logs go.
    """
    clock = MovableClock()
    with ExitStack() as stack:
        table = empty_table(endpoint)
        kept = DynamoDBStore(table, client=make_client(endpoint), clock=clock)
        stack.callback(kept.close)
        yield Deployment(
            artifact,
            folder,
            {
                **AWS_SETTINGS,
                "CLOSER_SKILL_ID": APPLICATION_ID,
                "CLOSER_STORE": f"dynamodb://{table}",
                "CLOSER_DYNAMODB_ENDPOINT": endpoint,
            },
            kept,
            stack.enter_context(AlexaAtHome(clock)),
            clock,
        )
