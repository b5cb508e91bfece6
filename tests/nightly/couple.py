"""A couple with one Echo, the whole skill behind it, and Alexa's API on loopback.

From the envelope to the bytes on the wire everything is real. What a couple
says is written as an intent, "SetNightlyIntent time=21:30 days=weekends", so
that no change of the interaction model changes what these tests are about.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, Final

from skill.alexa_api import TimeLimitedApiClient
from skill.app import Skill, build_skill
from skill.config import Settings
from skill.content.catalog import load_catalog
from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json
from skill.persistence.memory import MemoryStore
from skill.reminders.schedule import NightlySchedule, Weekday, WeeklyTrigger
from skill.reminders.spoken_schedule import spoken_schedule
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, Envelope, RequestWriter
from skill.simulator.understanding.invocation import Invocation
from tests.handlers.echo import intent_json, matched_slot
from tests.reminders.alexa_api_server import ACCESS_TOKEN, AlexaApiServer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import time as time_of_day
    from http.server import BaseHTTPRequestHandler

    from skill.handlers.reminder_effects import ApiClients
    from skill.persistence.store import HouseholdStore
    from skill.simulator.echo.exchange import Exchange

CATALOG: Final = load_catalog()
PUBLIC: Final = {prompt.text: prompt.id for prompt in CATALOG.prompts.values() if prompt.public}
NEW_YORK: Final = "America/New_York"

_SHORT: Final = {
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "stop": "AMAZON.StopIntent",
    "help": "AMAZON.HelpIntent",
    "repeat": "AMAZON.RepeatIntent",
    "next": "AMAZON.NextIntent",
    "back": "AMAZON.PreviousIntent",
    "start over": "AMAZON.StartOverIntent",
    "mumble": "AMAZON.FallbackIntent",
    "why": "ExplainIntent",
    "skip": "SkipIntent",
    "sometimes": "SometimesIntent",
    "another": "AnotherIntent",
    "tip": "TipIntent",
    "prompt": "TonightPromptIntent",
    "status": "NightlyStatusIntent",
    "cancel": "CancelNightlyIntent",
    "forget us": "ForgetUsIntent",
    "afraid": "UnsafeIntent kind=partner",
    "remind us": "SetNightlyIntent",
    "together": "QuizIntent mode=together",
}
_AS_SAID: Final = frozenset({"time", "amount"})
"""Slots whose value Alexa resolves by herself, without entity resolution."""


class IntentsByName:
    """Understands "open", "cancel", and "SetNightlyIntent time=21:30"."""

    def invocation(self, utterance: str) -> Invocation:
        """Everything but "open" is for the skill, with or without its name."""
        return Invocation(utterance == "open", "" if utterance == "open" else utterance)

    def intent(self, utterance: str) -> Envelope:
        """The intent of that name, with its slots filled."""
        name, *slots = _SHORT.get(utterance, utterance).split()
        return intent_json(name, dict(_slot(*slot.split("=")) for slot in slots))


def _slot(name: str, value: str) -> tuple[str, Envelope]:
    """One slot; of several values, in the shape that Alexa gives to a slot that takes many."""
    if name in _AS_SAID:
        return name, {"name": name, "value": value, "confirmationStatus": "NONE", "source": "USER"}
    if "," not in value:
        return name, matched_slot(name, value)
    values = [
        {"type": "Simple"}
        | {k: v for k, v in matched_slot(name, one).items() if k == "resolutions"}
        for one in value.split(",")
    ]
    return name, {"name": name, "slotValue": {"type": "List", "values": values}}


@dataclass(slots=True)
class AlexaAtHome(AlexaApiServer):
    """Alexa's API with the settings of the device besides the reminders."""

    time_zone: str | None = NEW_YORK
    time_zone_status: int = 200
    """Anything else, and the settings fail with it."""

    def _true_answer(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        if request.path.endswith("/settings/System.timeZone"):
            if self.time_zone_status != 200:
                return self.time_zone_status, b""
            return (204, b"") if self.time_zone is None else (200, f'"{self.time_zone}"'.encode())
        # Without super(): a dataclass with slots is made anew, and super() knows the first one.
        return AlexaApiServer._true_answer(self, request, body)


@dataclass
class Couple:
    """One household.

    Args:
        alexa: the API that its skill calls.
        clock: what time it is.
        locale: of the device.
        seed: of everything left to chance.
        store: where the skill keeps households.
        api_client: what calls the API.
        stopwatch: what times a turn; it stands still, so that no busy machine ends one early.
    """

    alexa: AlexaApiServer
    clock: MovableClock
    locale: str = "en-US"
    seed: int = 1
    store: HouseholdStore | None = None
    api_client: ApiClients = field(
        default_factory=lambda: TimeLimitedApiClient(sleep=lambda _: None, rng=Random(1))
    )

    stopwatch: Callable[[], float] = lambda: 0.0

    def __post_init__(self) -> None:
        self.kept = self.store or MemoryStore(clock=self.clock)
        self.skill: Skill = build_skill(
            Settings(skill_id=APPLICATION_ID),
            clock=self.clock,
            stopwatch=self.stopwatch,
            rng=Random(self.seed),
            store=self.kept,
            api_client=self.api_client,
        )
        zone = getattr(self.alexa, "time_zone", None)
        self.settings = DeviceSettings(
            locale=self.locale,
            time_zone=zone,
            api_endpoint=self.alexa.endpoint,
            api_access_token=ACCESS_TOKEN,
        )
        self.writer = RequestWriter(self.clock, Random(self.seed))
        self.echo = VirtualDevice(
            self.skill.handle,
            IntentsByName(),
            api=AlexaApi(self.settings, self.alexa.cloud),
            clock=self.clock,
            rng=Random(self.seed),
            needs_invocation=False,
        )

    def say(self, *utterances: str) -> str:
        """Say some things one after another, and return what Alexa answers to the last."""
        return [self.echo.say(utterance) for utterance in utterances][-1].speech

    @property
    def last(self) -> Exchange:
        """The last exchange that the skill had a part in."""
        assert self.echo.last is not None
        return self.echo.last

    def handle(
        self, request: Mapping[str, object], attributes: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """Have the skill answer a request of a session that goes on, and return the response."""
        session = self.echo._session
        session_id = session.session_id if session else "amzn1.echo-api.session.0"
        from_session = session.attributes if session else {}
        envelope: Envelope = {
            "version": "1.0",
            "session": {
                "new": False,
                "sessionId": session_id,
                "application": {"applicationId": APPLICATION_ID},
                "user": {"userId": self.settings.user_id},
                "attributes": dict(from_session if attributes is None else attributes),
            },
            **self._context(),
            "request": self._stamped(request),
        }
        response: dict[str, Any] = self.skill.handle(json.loads(json.dumps(envelope)))["response"]
        return response

    def event(self, kind: str, *, user_id: str | None = None, **rest: object) -> dict[str, Any]:
        """Send an event that belongs to no session, and return the skill's response."""
        envelope: Envelope = {
            "version": "1.0",
            **self._context(user_id or self.settings.user_id),
            "request": self._stamped({"type": kind, **rest}),
        }
        response: dict[str, Any] = self.skill.handle(json.loads(json.dumps(envelope)))["response"]
        return response

    def _context(self, user_id: str | None = None) -> Envelope:
        return {
            "context": {
                "System": {
                    "application": {"applicationId": APPLICATION_ID},
                    "user": {"userId": user_id or self.settings.user_id},
                    "device": {"deviceId": self.settings.device_id, "supportedInterfaces": {}},
                    "apiEndpoint": self.settings.api_endpoint,
                    "apiAccessToken": self.settings.api_access_token,
                }
            }
        }

    def _stamped(self, request: Mapping[str, object]) -> Envelope:
        stamp = {"requestId": "r", "timestamp": self.clock().isoformat(), "locale": self.locale}
        return stamp | dict(request)

    # ------------------------------------------------------------------ what is so

    @property
    def record(self) -> Household:
        """What the store holds of the household."""
        found = self.kept.load(self.settings.user_id)
        assert found is not None
        return household_from_json(found.document)

    @property
    def is_known(self) -> bool:
        """Whether the store holds anything of the household."""
        return self.kept.load(self.settings.user_id) is not None

    @property
    def recorded(self) -> dict[str, tuple[WeeklyTrigger, str]]:
        """The reminders that the record knows: by token, when each goes off and what it says."""
        nightly = self.record.nightly
        reminders = nightly.reminders if nightly else ()
        return {r.token: (r.trigger, CATALOG.prompts[r.prompt].text) for r in reminders}

    @property
    def in_the_cloud(self) -> dict[str, tuple[WeeklyTrigger, str]]:
        """The reminders that Alexa has, in the same form."""
        found = {}
        for kept in self.alexa.cloud.reminders:
            trigger = kept.body["trigger"]
            assert isinstance(trigger, dict)
            (rule,) = trigger["recurrence"]["recurrenceRules"]
            read = WeeklyTrigger.read(rule, kept.zone.key)
            assert read is not None
            found[kept.token] = (read, kept.content["text"])
        return found

    @property
    def true_schedule(self) -> str:
        """When Alexa's reminders go off, in the words that the skill has for it; "" for never."""
        times: dict[tuple[time_of_day, str], list[Weekday]] = {}
        for trigger, _ in self.in_the_cloud.values():
            times.setdefault((trigger.at, trigger.zone), []).append(trigger.night)
        return ", and ".join(
            spoken_schedule(
                NightlySchedule(at, tuple(nights), zone), load_catalog(self.locale).manner
            )
            for (at, zone), nights in times.items()
        )


def says(speech: str, line: str) -> bool:
    """Tell whether a speech has a line of the content in it, in any of its wordings."""
    return any(
        re.search(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(variant.text)), speech)
        for variant in CATALOG.lines[line].variants
    )
