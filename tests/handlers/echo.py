"""Echos for tests: virtual devices of one household that take intents by their names.

What people say and how it becomes an intent is tested elsewhere; here an
utterance is "TipIntent theme=time", and so no change of the interaction model
can change what these tests are about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from skill.app import Skill, build_skill
from skill.config import Settings
from skill.content.catalog import load_catalog
from skill.content.models import Catalog
from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json
from skill.handlers.reminder_effects import ApiClients
from skill.persistence.memory import MemoryStore
from skill.persistence.store import HouseholdStore
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, Envelope, RequestWriter
from skill.simulator.understanding.invocation import Invocation

CATALOG = load_catalog()

# A Sunday, 21:45 in New York.
START = datetime(2026, 11, 23, 2, 45, tzinfo=UTC)

_SHORT = {
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "stop": "AMAZON.StopIntent",
    "again": "AMAZON.RepeatIntent",
    "back": "AMAZON.PreviousIntent",
    "another": "AnotherIntent",
    "sometimes": "SometimesIntent",
    "skip": "SkipIntent",
    "tip": "TipIntent",
    "together": "QuizIntent mode=together",
    "alone": "QuizIntent mode=alone",
    "prompt": "TonightPromptIntent",
    "forget us": "ForgetUsIntent",
    "i am afraid": "UnsafeIntent kind=partner",
}


def intent_json(name: str, slots: Mapping[str, object] | None = None) -> Envelope:
    """An intent as Alexa sends it, with slots as they are given."""
    return {"name": name, "confirmationStatus": "NONE", "slots": dict(slots or {})}


def matched_slot(name: str, id_: str) -> Envelope:
    """A slot whose value entity resolution has found."""
    value: Envelope = {"value": {"name": id_.replace("_", " "), "id": id_}}
    return resolved_slot(name, "ER_SUCCESS_MATCH", [value])


def resolved_slot(name: str, code: str, values: list[Envelope] | None = None) -> Envelope:
    """A filled slot with what entity resolution said to it."""
    authority: Envelope = {
        "authority": f"amzn1.er-authority.echo-sdk.{APPLICATION_ID}.{name}",
        "status": {"code": code},
    }
    if values is not None:
        authority["values"] = values
    return {
        "name": name,
        "value": "what was said",
        "confirmationStatus": "NONE",
        "source": "USER",
        "resolutions": {"resolutionsPerAuthority": [authority]},
    }


class IntentsByName:
    """Understands "open", "tip", "TipIntent" and "TipIntent theme=time"."""

    def invocation(self, utterance: str) -> Invocation:
        """Everything but "open" is for the skill, with or without its name."""
        return Invocation(utterance == "open", "" if utterance == "open" else utterance)

    def intent(self, utterance: str) -> Envelope:
        """The intent of that name, with its slots matched."""
        name, *slots = _SHORT.get(utterance, utterance).split()
        pairs = (slot.split("=") for slot in slots)
        return intent_json(name, {slot: matched_slot(slot, id_) for slot, id_ in pairs})


@dataclass
class Home:
    """One household: its Echos, the skill they talk to, and the store behind it.

    Args:
        store: where the skill keeps households.
        content: what it says in every locale, in place of what is shipped.
        seed: of everything left to chance.
        device: what the Echos are set to.
        rng: the skill's source of chance, in place of a seeded one.
        api_client: what calls Alexa's APIs, in place of one that plays them.
        stopwatch: what times a turn; it stands still, so that no busy machine ends one early.
    """

    store: HouseholdStore | None = None
    content: Catalog | None = None
    seed: int = 1
    device: DeviceSettings = field(default_factory=DeviceSettings)
    rng: Random | None = None
    api_client: ApiClients | None = None
    stopwatch: Callable[[], float] = lambda: 0.0

    def __post_init__(self) -> None:
        self.clock = MovableClock(START)
        self.kept: HouseholdStore = self.store or MemoryStore(clock=self.clock)
        self.api = AlexaApi(self.device)
        self.skill: Skill = build_skill(
            Settings(skill_id=APPLICATION_ID),
            clock=self.clock,
            stopwatch=self.stopwatch,
            rng=self.rng or seeded(self.seed),
            store=self.kept,
            content=load_catalog if (content := self.content) is None else lambda _: content,
            api_client=self.api_client or self.api,
        )
        self.writer = RequestWriter(self.clock, seeded(self.seed))
        self._echos = 0

    def echo(self) -> VirtualDevice:
        """One more Echo of the household; it raises whatever Alexa would refuse."""
        self._echos += 1
        return VirtualDevice(
            self.skill.handle,
            IntentsByName(),
            api=self.api,
            clock=self.clock,
            rng=seeded(1000 * self.seed + self._echos),
            needs_invocation=False,
        )

    def record(self) -> Household | None:
        """What the store holds of the household now."""
        found = self.kept.load(self.device.user_id)
        return None if found is None else household_from_json(found.document)


def seeded(seed: int) -> Random:
    """A source of chance that gives the same every time."""
    return Random(seed)


def attributes_of(device: VirtualDevice) -> Mapping[str, object]:
    """The session attributes that the skill returned last."""
    assert device.last is not None
    assert device.last.response is not None
    attributes = device.last.response.get("sessionAttributes")
    assert isinstance(attributes, Mapping)
    return attributes
