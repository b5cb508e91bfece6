"""An Echo in software: it listens, calls the skill as Alexa does, and speaks.

It holds what Alexa holds between turns and nothing else: the session and its
attributes, the reprompt and the document on the screen. What understands speech
it is given; what Alexa says herself of this skill, by its name, it knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Protocol
from xml.sax.saxutils import escape

from skill.errors import CloserError
from skill.simulator.echo.envelope import (
    APL,
    DeviceSettings,
    Envelope,
    RequestHandler,
    RequestWriter,
    Session,
    mapping,
    supported_interfaces,
    zone_of,
)
from skill.simulator.echo.exchange import Exchange
from skill.simulator.echo.protocol import (
    ProtocolViolation,
    ProtocolViolationError,
    asked_for,
    directives,
    rendered_document,
    session_stays_open,
    violations,
)
from skill.simulator.echo.reminder_service import PERMISSION
from skill.simulator.echo.speech_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from skill.simulator.echo.alexa_api import AlexaApi
    from skill.simulator.echo.clock import MovableClock
    from skill.simulator.understanding.invocation import Invocation

# What Alexa says herself when a skill's response is of no use.
APOLOGY: Final = "There was a problem with the requested skill's response."
SKILL_NAME: Final = "Closer Together"
# Alexa's own words, which no skill can change. Amazon, "Set Up Voice Permissions for Reminders".
PERMISSION_QUESTION: Final = (
    f"Do you give {SKILL_NAME} permission to update your reminders? You can say I approve or no."
)
# How long the microphone stays open. Amazon, "Manage the Skill Session and Session Attributes".
LISTENING: Final = timedelta(seconds=8)


class DeviceError(CloserError):
    """The device cannot do what it was asked, such as being touched without a screen."""


class Understanding(Protocol):
    """What turns an utterance into what Alexa would send to the skill."""

    def invocation(self, utterance: str) -> Invocation:
        """Whether the utterance calls the skill by name, and what of it is for the skill."""

    def intent(self, utterance: str) -> Envelope:
        """The ``intent`` of the IntentRequest for this utterance; a fallback when in doubt."""


@dataclass(frozen=True, slots=True)
class _Reprompt:
    """What Alexa says once when nobody answers."""

    ssml: str = ""
    text: str = ""


_NO_REPROMPT: Final = _Reprompt()


class VirtualDevice:
    """One Echo and the household around it.

    Every method that a person could cause returns an :class:`Exchange`. A
    person at a keyboard may take any time over an answer: only ``silence`` and
    ``wait`` make the microphone close.

    Args:
        skill: what answers a request envelope with a response envelope.
        understanding: what turns utterances into intents.
        api: Alexa's cloud, which knows the settings; share it with the skill.
        clock: what the time is; ``wait`` moves it.
        rng: where identifiers come from.
        needs_invocation: whether a session begins only when somebody calls the
            skill by its name, as at home. If not, whatever is said outside a
            session is a one-shot to the skill, which is less to type.
        strict: whether a response that Alexa would refuse raises
            :class:`ProtocolViolationError`, and whatever the skill raises gets
            through. If not, Alexa apologises and the exchange lists the violations.
    """

    def __init__(
        self,
        skill: RequestHandler,
        understanding: Understanding,
        *,
        api: AlexaApi,
        clock: MovableClock,
        rng: Random,
        needs_invocation: bool = True,
        strict: bool = True,
    ) -> None:
        self.skill = skill
        self.api = api
        self.clock = clock
        self.needs_invocation = needs_invocation
        self.strict = strict
        self._understanding = understanding
        self._writer = RequestWriter(clock, rng)
        self._session: Session | None = None
        self._reprompt = _NO_REPROMPT
        self._document: Mapping[str, object] | None = None
        self._question: Mapping[str, object] | None = None
        self._last: Exchange | None = None

    @property
    def settings(self) -> DeviceSettings:
        """What the device is set to; assign a changed copy to change it."""
        return self.api.settings

    @settings.setter
    def settings(self, settings: DeviceSettings) -> None:
        self.api.settings = settings
        if not settings.screen:
            self._document = None

    def set_screen(self, *, on: bool) -> None:
        """Give the device a screen, or take it away."""
        self.settings = replace(self.settings, screen=on)

    def move_to(self, time_zone: str | None) -> None:
        """Set the device to another time zone, or to none.

        Raises:
            ConfigurationError: there is no such time zone.
        """
        self.settings = replace(self.settings, time_zone=time_zone)

    def allow_reminders(self, *, allowed: bool) -> None:
        """Let the skill set reminders, or no longer, as in the Alexa app."""
        scope = frozenset({PERMISSION})
        others = self.settings.permissions - scope
        self.settings = replace(self.settings, permissions=others | scope if allowed else others)

    @property
    def session_open(self) -> bool:
        """Whether a conversation is going on."""
        return self._session is not None

    @property
    def document(self) -> Mapping[str, object] | None:
        """The APL directive whose document is on the screen, if any."""
        return self._document

    @property
    def last(self) -> Exchange | None:
        """The last exchange that the skill had a part in."""
        return self._last

    def launch(self) -> Exchange:
        """Open the skill by its name and nothing more; an open session gives way to a new one."""
        return self._launch("(launch)")

    def say(self, utterance: str) -> Exchange:
        """Say something within Alexa's hearing; saying nothing is silence.

        An utterance that calls the skill by name begins a new session, even in
        the middle of one. Outside a session anything else is between the person
        and Alexa, and the skill hears nothing of it, unless the device is set
        to take it as a one-shot.
        """
        # A terminal that is not set to UTF-8 gives halves of characters, which JSON cannot carry.
        said = " ".join(utterance.encode(errors="replace").decode().split())
        if said and self._session is not None and self._question is not None:
            return self._permission(said, self._session, self._answer_to_alexa(said))
        invocation = self._understanding.invocation(said)
        if not invocation.rest:
            return self._launch(said) if invocation.launch else self.silence()
        if not invocation.launch and self._session is None and self.needs_invocation:
            return Exchange(heard=said)
        session = self._session
        if invocation.launch or session is None:
            session = self._begin_session()
        intent = self._understanding.intent(invocation.rest)
        return self._call(said, session, {"type": "IntentRequest", "intent": intent}, intent)

    def silence(self) -> Exchange:
        """Say nothing until the microphone closes.

        The first time Alexa plays the reprompt, without asking the skill. The
        second time, or when there is no reprompt, the session is over.
        """
        heard = "(silence)"
        if self._session is None:
            return Exchange(heard)
        if self._question is not None:
            return self._permission(heard, self._session, "NOT_ANSWERED")
        if not self._reprompt.text:
            return self._checked(self._end(heard, "EXCEEDED_MAX_REPROMPTS"))
        played, self._reprompt = self._reprompt, _NO_REPROMPT
        return Exchange(heard, speech=played.text, ssml=played.ssml, session_open=True)

    def stop(self) -> Exchange:
        """Say "stop", which the skill answers."""
        return self.say("stop")

    def exit(self) -> Exchange:
        """Say "exit", which ends the session before the skill can say a word."""
        return self._checked(self._end("(exit)", "USER_INITIATED"))

    def new_session(self) -> Exchange:
        """End the session, if there is one, so that the next words begin another."""
        return replace(self.exit(), heard="(new session)")

    def error(
        self,
        kind: str = "DEVICE_COMMUNICATION_ERROR",
        message: str = "The device cannot be reached.",
    ) -> Exchange:
        """Something breaks on Alexa's side; the session ends and the skill learns why."""
        ended = self._end("(error)", "ERROR", {"type": kind, "message": message})
        return self._checked(ended)

    def power_off(self) -> Exchange:
        """Pull the plug: the session is gone and nobody tells the skill."""
        self._forget_session()
        return Exchange("(power cut)")

    def touch(self, arguments: Sequence[object]) -> Exchange:
        """Press what sends these arguments on the screen.

        Raises:
            DeviceError: there is no screen, or nothing on it.
        """
        if self._session is None or self._document is None:
            msg = "There is nothing to touch: no session is open, or nothing is on the screen."
            raise DeviceError(msg)
        request = {
            "type": f"{APL}.UserEvent",
            "token": self._document.get("token"),
            "arguments": list(arguments),
            "source": {"type": "TouchWrapper", "handler": "Press", "id": ""},
            "components": {},
        }
        heard = f"(touch: {' '.join(map(str, arguments))})"
        return self._call(heard, self._session, request)

    def disable_skill(self) -> Exchange:
        """Disable the skill in the Alexa app.

        Amazon, "Skill Events": the user identifier dies with it; whoever
        enables the skill again is a stranger to it.
        """
        self._forget_session()
        event = self._writer.skill_event("AlexaSkillEvent.SkillDisabled", self.settings)
        if self.api.reminders is not None:
            self.api.reminders.clear()
        user_id = self._writer.identifier("amzn1.ask.account")
        self.settings = replace(self.settings, user_id=user_id)
        return self._checked(self._acknowledged("(skill disabled)", event))

    def wait(self, duration: timedelta) -> tuple[Exchange, ...]:
        """Let time pass, without a word: a session ends as silence ends it, and reminders go off."""
        exchanges = []
        since, left = self.clock(), duration
        while self._session is not None and left >= LISTENING:
            self.clock.advance(LISTENING)
            left -= LISTENING
            exchanges.append(self.silence())
        self.clock.advance(left)
        return (*exchanges, *self._reminders_since(since))

    def wait_until(self, local: time) -> tuple[Exchange, ...]:
        """Let time pass until the device's own clock next shows this time."""
        return self.wait(self.clock.until(local, zone_of(self.settings.time_zone)))

    def _reminders_since(self, since: datetime) -> tuple[Exchange, ...]:
        """What the room has heard of reminders; each is said twice, unless somebody stops it."""
        if self.api.reminders is None:
            return ()
        zone = zone_of(self.settings.time_zone)
        return tuple(
            Exchange(
                f"(reminder, {reminder.at.astimezone(zone):%A at %H:%M})",
                speech=f"Here's your reminder from {SKILL_NAME}: {reminder.text}",
                ssml=f"<speak>Here's your reminder from {SKILL_NAME}: "
                f"{escape(reminder.text)} {escape(reminder.text)}</speak>",
            )
            for reminder in self.api.reminders.due(since, self.clock())
        )

    def _answer_to_alexa(self, said: str) -> str:
        """What somebody answered to Alexa's own question, which is no question of the skill's."""
        if said.lower().strip(" .!") in {"i approve", "approve"}:
            return "ACCEPTED"
        answers = {"AMAZON.YesIntent": "ACCEPTED", "AMAZON.NoIntent": "DENIED"}
        return answers.get(str(self._understanding.intent(said)["name"]), "NOT_ANSWERED")

    def _permission(self, heard: str, session: Session, status: str) -> Exchange:
        """Tell the skill what came of the question that it had Alexa ask."""
        question = mapping(self._question)
        self._question = None
        scopes = mapping(question.get("payload")).get("permissionScopes")
        asked = [mapping(scope) for scope in scopes] if isinstance(scopes, list) else []
        if status == "ACCEPTED":
            granted = {str(scope.get("permissionScope")) for scope in asked}
            self.settings = replace(self.settings, permissions=self.settings.permissions | granted)
        request: Envelope = {
            "type": "Connections.Response",
            "name": question.get("name"),
            "status": {"code": "200", "message": "OK"},
            "token": question.get("token"),
            "payload": {"permissionScopes": [{**scope, "status": status} for scope in asked]},
        }
        return self._call(heard, session, request)

    def _launch(self, heard: str) -> Exchange:
        return self._call(heard, self._begin_session(), {"type": "LaunchRequest"})

    def _begin_session(self) -> Session:
        self._forget_session()
        self._session = Session(self._writer.identifier("amzn1.echo-api.session"))
        return self._session

    def _forget_session(self) -> None:
        self._session = None
        self._reprompt = _NO_REPROMPT
        self._document = None
        self._question = None

    def _call(
        self,
        heard: str,
        session: Session,
        request: Mapping[str, object],
        intent: Envelope | None = None,
    ) -> Exchange:
        """Send a request of the open session and carry out what the skill answers."""
        shown = None if self._document is None else str(self._document.get("token"))
        envelope = self._writer.in_session(request, self.settings, session, shown=shown)
        response, found = self._answer(envelope)
        if found:
            return self._refuse(Exchange(heard, intent, envelope, response, violations=found))
        body = mapping(response["response"])
        exchange = _spoken(Exchange(heard, intent, envelope, response), body)
        if not session_stays_open(body, screen=self.settings.screen):
            self._forget_session()
            return self._checked(exchange)
        attributes = mapping(response.get("sessionAttributes"))
        self._session = replace(session, attributes=attributes, new=False)
        self._reprompt = _Reprompt(*_speech(mapping(body.get("reprompt")).get("outputSpeech")))
        self._document = rendered_document(body) or self._document
        self._question = asked_for(body)
        if self._question is not None:
            # Alexa speaks for herself here; the skill cannot change her words.
            asking = " ".join(filter(None, (exchange.speech, PERMISSION_QUESTION)))
            exchange = replace(exchange, speech=asking, ssml=f"<speak>{escape(asking)}</speak>")
        return self._checked(replace(exchange, session_open=True))

    def _end(self, heard: str, reason: str, error: Mapping[str, object] | None = None) -> Exchange:
        """Tell the skill that its session is over; it has nothing to say to that."""
        if self._session is None:
            return Exchange(heard)
        request: Envelope = {"type": "SessionEndedRequest", "reason": reason}
        if error is not None:
            request["error"] = error
        session = replace(self._session, new=False)
        self._forget_session()
        return self._acknowledged(heard, self._writer.in_session(request, self.settings, session))

    def _acknowledged(self, heard: str, envelope: Envelope) -> Exchange:
        response, found = self._answer(envelope)
        return Exchange(heard, request=envelope, response=response, violations=found)

    def _answer(self, envelope: Envelope) -> tuple[Envelope, tuple[ProtocolViolation, ...]]:
        """The skill's response as it comes over the wire, and what Alexa refuses about it."""
        try:
            response = self.skill(json.loads(json.dumps(envelope)))
        except Exception as error:
            if self.strict:
                self._forget_session()
                raise
            detail = f"The skill raised {type(error).__name__}: {error}"
            return {}, (ProtocolViolation("skill-error", detail),)
        request_type = str(mapping(envelope["request"])["type"])
        found = violations(response, request_type, supported_interfaces(self.settings))
        try:
            return json.loads(json.dumps(response)), found
        except (TypeError, ValueError):
            return {}, found

    def _refuse(self, exchange: Exchange) -> Exchange:
        """Apologise in Alexa's own words and tell the skill that its response was no good."""
        details = " ".join(violation.detail for violation in exchange.violations)
        ended = self._end("(error)", "ERROR", {"type": "INVALID_RESPONSE", "message": details})
        apologised = replace(
            exchange,
            speech=APOLOGY,
            ssml=f"<speak>{APOLOGY}</speak>",
            violations=exchange.violations + ended.violations,
        )
        return self._checked(apologised)

    def _checked(self, exchange: Exchange) -> Exchange:
        """Keep an exchange that the skill had a part in, and raise what is wrong with it."""
        self._last = exchange if exchange.request else self._last
        if exchange.violations and self.strict:
            raise ProtocolViolationError(exchange.violations)
        return exchange


def _spoken(exchange: Exchange, body: Mapping[str, object]) -> Exchange:
    ssml, speech = _speech(body.get("outputSpeech"))
    _, reprompt = _speech(mapping(body.get("reprompt")).get("outputSpeech"))
    return replace(
        exchange,
        speech=speech,
        ssml=ssml,
        reprompt=reprompt,
        card=mapping(body.get("card")) or None,
        directives=directives(body),
    )


def _speech(output: object) -> tuple[str, str]:
    """An ``outputSpeech`` object as SSML and as plain text; both empty when absent."""
    spoken = mapping(output)
    if not spoken:
        return "", ""
    ssml = str(spoken.get("ssml") or f"<speak>{escape(str(spoken.get('text', '')))}</speak>")
    return ssml, plain_text(ssml)
