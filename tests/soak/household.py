"""One virtual household: what it says on its two devices, and the model of its record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from skill.content.catalog import load_catalog
from skill.interaction_model.model import available_locales
from skill.simulator.echo.envelope import Envelope, RequestWriter, Session, mapping
from skill.simulator.echo.speech_text import plain_text
from tests.handlers.echo import IntentsByName
from tests.soak.model import FAILED, Document, HouseholdModel, Sent
from tests.soak.turns import Faults
from tests.web.amazon import DEVICE

LOCALES = available_locales()
"""What the households' devices are set to, in turns."""
CLOCK_MOVES = (
    timedelta(minutes=3),
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(days=2, hours=5),
)
"""How the clock is moved now and then, for everybody."""

# What is said, and how often of so many times. What calls Alexa's reminders is left out: those
# live in her cloud, which is another store than the one that is tried here.
SAID: Mapping[str, int] = {
    "open": 6,
    "tip": 8,
    "another": 8,
    "together": 10,
    "alone": 4,
    "yes": 40,
    "no": 12,
    "sometimes": 14,
    "skip": 4,
    "back": 3,
    "again": 3,
    "prompt": 6,
    "ProgressIntent": 3,
    "DefineIntent topic=benefits": 3,
    "GetHelpIntent": 1,
    "AMAZON.HelpIntent": 2,
    "AMAZON.FallbackIntent": 2,
    "AMAZON.StartOverIntent": 1,
    "ExplainIntent": 2,
    "i am afraid": 1,
    "forget us": 2,
    "stop": 2,
    "(silence)": 3,
    "(disable)": 1,
}
FORGETFUL: Mapping[str, int] = {
    "open": 2,
    "tip": 16,
    "another": 12,
    "together": 4,
    "yes": 10,
    "no": 2,
    "(silence)": 2,
    "(disable)": 6,
}
"""The same where everything is forgotten again and again, while the other device goes on."""


@dataclass
class Device:
    """An Echo, which holds a session while one is open."""

    screen: bool
    session: Session | None = None


@dataclass
class VirtualHousehold:
    """It takes one step after another, and checks every answer.

    Args:
        number: which one it is; all it says follows from it and the seed.
        seed: of the whole soak.
        exchange: sends a request, and returns its answer, None where none came, and the
            seconds until then.
        plan: what goes wrong with a request's calls of the store.
        both: carries out two calls at once and returns when both are done.
        clock: what time it is, for everybody.
        by_two: how often both devices are spoken to at the same moment.
        said: what is said, and how often of so many times.

    Attributes:
        sent: what it sent, with what came of it; together what it sent at once.
        impossible: of those, the first that the model has no such answers for.
    """

    number: int
    seed: int
    exchange: Callable[[Envelope], tuple[Envelope | None, float]]
    plan: Callable[[str], Faults]
    both: Callable[[Callable[[], Sent], Callable[[], Sent]], tuple[Sent, Sent]]
    clock: Callable[[], datetime]
    by_two: float = 0.15
    said: Mapping[str, int] = field(default_factory=lambda: SAID)
    sent: list[tuple[Sent, ...]] = field(default_factory=list)
    impossible: tuple[Sent, ...] = ()

    def __post_init__(self) -> None:
        self._rng = Random(f"{self.seed} {self.number}")
        self.user_id = f"amzn1.ask.account.SOAK-{self.seed}-{self.number}"
        locale = LOCALES[self.number % len(LOCALES)]
        self._settings = replace(DEVICE, user_id=self.user_id, locale=locale, reminders=False)
        self._writer = RequestWriter(self.clock, self._rng)
        self._devices = (Device(screen=True), Device(screen=False))
        self.model = HouseholdModel(self.user_id)

    def step(self) -> None:
        """Say the next thing on one device, or on both at once."""
        if self._rng.random() < self.by_two:
            first, second = (self._ask(device) for device in self._devices)
            self._take(*self.both(first, second))
        else:
            self._take(self._ask(self._rng.choice(self._devices))())

    def go_to_bed(self) -> None:
        """Leave all sessions, as over a night; Alexa has long since closed them."""
        for device in self._devices:
            device.session = None

    def lost_tips(self, record: Document) -> set[str]:
        """Return the tips that were given and acknowledged as kept, and are not in the record.

        This asks no model: whatever the skill thinks of it, what was heard must be there. A
        household that may have been forgotten meanwhile has lost nothing.
        """
        everything = [one for at_once in self.sent for one in at_once]
        if any("Forget" in one.said or "Disabled" in one.said for one in everything):
            return set()
        return {
            tip
            for one in everything
            for tip in _tips(one)
            if _left(one) and "unsaved" not in _left(one)
        } - _kept_tips(record)

    def returned_tips(self, record: Document) -> set[str]:
        """Return the tips of the record that nobody has heard since everything was deleted.

        This asks no model either. A session that had met no record when it gave a tip cannot
        tell a household that was forgotten from a new one, so that tip may come back; and
        what was given without an answer nobody knows.
        """
        deletions = [
            number for number, at_once in enumerate(self.sent) if any(map(_is_deletion, at_once))
        ]
        if not deletions:
            return set()
        since = [one for at_once in self.sent[deletions[-1] :] for one in at_once]
        if any(one.answer is None for one in since):
            return set()
        before = [one for at_once in self.sent[: deletions[-1]] for one in at_once]
        may_be_there = {tip for one in since for tip in _tips(one)} | {
            tip
            for one in before
            for tip in _tips(one)
            if "unsaved" in _left(one) and "known" not in _left(one)
        }
        return _kept_tips(record) - may_be_there

    def write_steps(self, folder: Path, record: Document) -> None:
        """Write down all that it sent, for whoever has to find out why something differs.

        Each line is a step; the last one is what was kept and what the model allows.
        """
        lines: list[object] = [
            {
                "impossible": at_once == self.impossible,
                "at once": [
                    {
                        "sent": one.envelope,
                        "faults": str(one.faults),
                        "answer": one.answer,
                        "seconds": one.seconds,
                    }
                    for one in at_once
                ],
            }
            for at_once in self.sent
        ]
        lines.append({"kept": record, "possible": self.model.possible})
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        (folder / f"household-{self.number}.jsonl").write_text(text)

    def _take(self, *sent: Sent) -> None:
        self.sent.append(sent)
        # What follows from an answer that cannot be is no further difference.
        if not self.impossible and not self.model.take(*sent):
            self.impossible = sent

    def _ask(self, device: Device) -> Callable[[], Sent]:
        """Make the next request of a device, and return what sends it."""
        said = self._rng.choices(list(self.said), list(self.said.values()))[0]
        envelope = self._envelope(device, said)

        def send() -> Sent:
            answer, seconds = self.exchange(envelope)
            self._follow(device, answer)
            sent = Sent(envelope, Faults(), answer, seconds)
            return replace(sent, faults=self.plan(sent.id))

        return send

    def _envelope(self, device: Device, said: str) -> Envelope:
        if said == "(disable)":
            device.session = None
            return self._writer.skill_event("AlexaSkillEvent.SkillDisabled", self._settings)
        session, device.session = device.session, None
        settings = replace(self._settings, screen=device.screen)
        request: Envelope = {"type": "LaunchRequest"}
        if session is None:
            session = Session(self._writer.identifier("amzn1.echo-api.session"))
        elif said == "(silence)":
            request = {"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}
        if said not in ("open", "(silence)"):
            request = {"type": "IntentRequest", "intent": IntentsByName().intent(said)}
        # Kept for what follows the answer; without one the session is over.
        device.session = None if request["type"] == "SessionEndedRequest" else session
        return self._writer.in_session(request, settings, session)

    def _follow(self, device: Device, answer: Envelope | None) -> None:
        session, device.session = device.session, None
        if session is None or answer is None or answer == FAILED:
            return
        if mapping(answer.get("response")).get("shouldEndSession") is False:
            attributes = mapping(answer.get("sessionAttributes"))
            device.session = replace(session, attributes=attributes, new=False)


def _left(one: Sent) -> Mapping[str, object]:
    """What a request's answer left in the session."""
    return mapping(mapping(one.answer).get("sessionAttributes"))


def _tips(one: Sent) -> set[str]:
    """The tips that were heard in the answer to a request."""
    speech = mapping(mapping(mapping(one.answer).get("response")).get("outputSpeech"))
    if "ssml" not in speech:
        return set()
    heard = plain_text(str(speech["ssml"]))
    content = load_catalog(str(mapping(one.envelope["request"])["locale"]))
    return {tip.id for tip in content.tips.values() if tip.text in heard}


def _kept_tips(record: Document) -> set[str]:
    return set(str(mapping((record or {}).get("tips")).get("used", "")).split())


def _is_deletion(one: Sent) -> bool:
    """Tell whether a request deleted everything for certain."""
    return "Disabled" in one.said and one.answer is not None and one.answer != FAILED
