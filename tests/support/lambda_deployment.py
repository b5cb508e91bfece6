"""One deployment of the built artifact: the function, its table, Alexa's API and an Echo."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from skill.simulator.alexa_api import AlexaApi
from skill.simulator.device import VirtualDevice
from skill.simulator.envelope import DeviceSettings, RequestWriter
from tests.nightly.couple import NEW_YORK, AlexaAtHome, IntentsByName
from tests.reminders.alexa_api_server import ACCESS_TOKEN
from tests.support.lambda_emulator import Artifact, LambdaProcess

if TYPE_CHECKING:
    from pathlib import Path

    from skill.persistence.store import HouseholdStore
    from skill.simulator.clock import MovableClock


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
        # Starts share what they compile, to save time; as on Lambda, never in the artifact.
        bytecode = {"PYTHONPYCACHEPREFIX": str(self.artifact.folder.parent / "bytecode")}
        settings = {**bytecode, **self.environment, **changed}
        return LambdaProcess(
            self.artifact,
            self.folder / f"{self._started}.log",
            {name: value for name, value in settings.items() if value is not None},
        )

    def echo(self, function: LambdaProcess) -> VirtualDevice:
        """An Echo of the household that calls this function; it raises what Alexa would refuse."""
        return VirtualDevice(
            function,
            IntentsByName(),
            api=AlexaApi(self.settings, self.alexa.cloud),
            clock=self.clock,
            rng=Random(1),
            needs_invocation=False,
        )
