"""An evening's turns, every one of which loads and saves the household's record."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from skill.app import utc_now
from skill.simulator.echo.envelope import DeviceSettings, Envelope, RequestWriter, Session
from tests.handlers.echo import IntentsByName, intent_json

DEVICE = DeviceSettings()
SCRIPT = ("tip", "another", "another", "prompt", "another", "together", *["yes", "sometimes"] * 5)
"""Tips, tonight's prompt, and most of a check-in for two: what most evenings hold."""


class Answering(Protocol):
    """A skill: a request envelope in, a response envelope out."""

    def handle(self, envelope: Envelope) -> dict[str, Any]:
        """Answer a request envelope."""
        ...


@dataclass
class Evening:
    """A household in one session, which may hold the script again and again.

    Attributes:
        skill: what it talks to.
        attributes: what the session holds now.
    """

    skill: Answering
    attributes: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._writer = RequestWriter(utc_now, Random(1))  # noqa: S311 - no secret

    def turn(self, utterance: str) -> dict[str, Any]:
        """Say something, and return the response envelope."""
        answer = self.skill.handle(self.envelope(utterance))
        self.attributes = answer["sessionAttributes"]
        return answer

    def envelope(self, utterance: str) -> Envelope:
        """The request that something said makes in this session."""
        return self._envelope(IntentsByName().intent(utterance))

    def intent(self, name: str) -> Envelope:
        """The request that an intent without slots makes, of this skill or of another one."""
        return self._envelope(intent_json(name))

    def _envelope(self, intent: dict[str, object]) -> Envelope:
        request = {"type": "IntentRequest", "intent": intent}
        session = Session("amzn1.echo-api.session.benchmark", self.attributes, new=False)
        return self._writer.in_session(request, DEVICE, session)
