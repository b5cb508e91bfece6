"""The endpoint with a stand-in for Amazon, asked without a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from flask import Flask
from werkzeug.test import TestResponse

from skill.app import build_skill
from skill.config import Settings
from skill.persistence.memory import MemoryStore
from skill.persistence.store import HouseholdStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import create_app
from skill.web.certificates import SigningCertificates
from tests.web.amazon import DEVICE, Amazon, Message, make_amazon


@dataclass
class Endpoint:
    """An endpoint as in service, and what stands around it.

    Args:
        store: where it keeps households; in memory by default.
        settings: how it runs.
        amazon: who sends it requests.
    """

    store: HouseholdStore | None = None
    settings: Settings = field(default_factory=lambda: Settings(skill_id=APPLICATION_ID))
    amazon: Amazon = field(default_factory=make_amazon)

    def __post_init__(self) -> None:
        self.kept: HouseholdStore = self.store or MemoryStore(clock=lambda: self.amazon.now)
        self.certificates = SigningCertificates(roots=self.amazon.roots, fetch=self.amazon.fetch)
        self.app: Flask = create_app(
            self.settings,
            skill=build_skill(
                self.settings,
                clock=lambda: self.amazon.now,
                rng=Random(1),
                store=self.kept,
                api_client=AlexaApi(DEVICE),
            ),
            certificates=self.certificates,
            clock=lambda: self.amazon.now,
        )

    def send(self, message: Message, *, peer: str = "127.0.0.1") -> TestResponse:
        """Send a request and return the response."""
        return self.app.test_client().open(
            message.path,
            method=message.method,
            headers=message.headers,
            data=message.body,
            environ_base={"REMOTE_ADDR": peer},
        )
