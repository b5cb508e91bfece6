"""Households in every state of a conversation, met as Alexa meets them: through envelopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from skill.dialog.pending import PendingQuestion
from skill.dialog.record_json import household_to_json
from skill.simulator.echo.envelope import DeviceSettings, Session, mapping
from skill.simulator.echo.reminder_service import PERMISSION, ReminderCloud
from skill.simulator.echo.speech_text import plain_text
from skill.speech.spoken import question_in
from tests.dialog.driver import EVENING, LATE, MORNING
from tests.dialog.states import PATHS, in_state
from tests.handlers.echo import Home, intent_json

MOMENTS: dict[str, datetime] = {"morning": MORNING, "evening": EVENING, "late": LATE}
STATES = tuple(name for name, (pending, _) in PATHS.items() if pending is not PendingQuestion.NONE)
"""The states in which a session is open; in the others whatever is said begins a new one."""


@dataclass(frozen=True)
class Answer:
    """What the skill answered, taken apart."""

    response: Mapping[str, Any]
    pending: PendingQuestion
    """What was pending before."""
    before: str = ""
    """What was said before, without the question that it ended in; or that alone, if it was all."""

    @property
    def body(self) -> Mapping[str, Any]:
        """The ``response`` object."""
        body: Mapping[str, Any] = self.response["response"]
        return body

    @property
    def speech(self) -> str:
        """The words, without the marks of speech."""
        return words_of(self.body.get("outputSpeech"))

    @property
    def reprompt(self) -> str:
        """The words that are said once more."""
        return words_of(mapping(self.body.get("reprompt")).get("outputSpeech"))

    @property
    def is_open(self) -> bool:
        """Whether the session goes on."""
        return self.body.get("shouldEndSession") is False

    @property
    def attributes(self) -> Mapping[str, object]:
        """What comes back with the next request."""
        return mapping(self.response.get("sessionAttributes"))


def words_of(speech: object) -> str:
    """Return the words of an ``outputSpeech`` object."""
    ssml = mapping(speech).get("ssml")
    return plain_text(str(ssml)) if ssml else ""


class Meeting:
    """A household in a state, to say one thing to and be put back.

    Args:
        state: a name of ``PATHS``.
        moment: a name of ``MOMENTS``.
        locale: of the device.
        reminded: whether it has reminders, which Alexa then has as well.
    """

    def __init__(self, state: str, moment: str, locale: str, *, reminded: bool = False) -> None:
        there = in_state(state, MOMENTS[moment], history=True, locale=locale)
        self.pending = there.pending
        asked = question_in(there.text)
        self._before = there.text.removesuffix(asked).strip() or there.text
        place = there.state.check_in.place if there.state.check_in else None
        if self.pending is PendingQuestion.CHECK_IN_ANSWER and place is not None:
            # "And you?" is asked in full when it is repeated.
            self._before = there.content.questions[place.question].text
        self.home = Home(
            device=DeviceSettings(
                locale=there.content.region.locale, permissions=frozenset({PERMISSION})
            )
        )
        self.home.clock.advance(MOMENTS[moment] - self.home.clock())
        names = iter(range(1000))
        self.cloud = ReminderCloud(self.home.clock, lambda: f"token-{next(names)}")
        self.home.api.reminders = self.cloud
        if reminded:
            echo = self.home.echo()
            for utterance in ("SetNightlyIntent moment=bedtime", "yes"):
                echo.say(utterance)
            record = self.home.record()
            assert record is not None
            assert record.nightly is not None
            there.household = replace(there.household, nightly=record.nightly)
        begun = there.household.begun
        self._attributes = replace(there.state, known=True, begun=begun).to_json()
        self._household = household_to_json(there.household)

    def hear(self, intent: str, slots: Mapping[str, object] | None = None) -> Answer:
        """Say one thing, as if nothing had been said since the state was reached."""
        user = self.home.device.user_id
        self.home.kept.delete(user)
        self.home.kept.save(user, self._household, expected_version=None)
        request = {"type": "IntentRequest", "intent": intent_json(intent, slots)}
        session = Session("s", self._attributes, new=self.pending is PendingQuestion.NONE)
        envelope = self.home.writer.in_session(request, self.home.device, session)
        return Answer(self.home.skill.handle(envelope), self.pending, self._before)
