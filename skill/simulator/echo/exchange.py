"""One exchange with the device: what it heard, what went over the wire, what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill.simulator.echo.envelope import Envelope, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.simulator.echo.protocol import ProtocolViolation


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of one thing that a person said, did or left unsaid.

    Args:
        heard: the utterance, or in parentheses what happened: ``(silence)``.
        intent: the ``intent`` of the IntentRequest, if there was one.
        request: the request envelope; None when Alexa had no need of the skill,
            as when she plays a reprompt.
        response: the skill's response envelope; None when there is none.
        speech: what Alexa says, as plain text; empty when she says nothing.
        ssml: the same as SSML.
        reprompt: what she will say once if nobody answers, as plain text.
        card: the card for the Alexa app, if one was sent.
        directives: what the device itself was told to do.
        session_open: whether the microphone waits for an answer now.
        violations: what Alexa refused in the response.
    """

    heard: str
    intent: Mapping[str, object] | None = None
    request: Envelope | None = None
    response: Envelope | None = None
    speech: str = ""
    ssml: str = ""
    reprompt: str = ""
    card: Mapping[str, object] | None = None
    directives: tuple[Mapping[str, object], ...] = ()
    session_open: bool = False
    violations: tuple[ProtocolViolation, ...] = ()

    @property
    def request_type(self) -> str | None:
        """Such as ``LaunchRequest``; None when the skill was not called."""
        if self.request is None:
            return None
        return str(mapping(self.request["request"])["type"])

    @property
    def intent_name(self) -> str | None:
        """Such as ``AMAZON.YesIntent``; None when no intent was sent."""
        return None if self.intent is None else str(self.intent["name"])

    @property
    def slots(self) -> dict[str, str]:
        """The filled slots: the identifier that entity resolution found, or else the words said."""
        slots = mapping(mapping(self.intent).get("slots"))
        values = {name: _slot_value(mapping(slot)) for name, slot in slots.items()}
        return {name: value for name, value in values.items() if value is not None}


def _slot_value(slot: Mapping[str, object]) -> str | None:
    authorities = mapping(slot.get("resolutions")).get("resolutionsPerAuthority")
    for authority in authorities if isinstance(authorities, list) else []:
        values = mapping(authority).get("values")
        if isinstance(values, list) and values:
            best = mapping(mapping(values[0]).get("value"))
            return str(best.get("id") or best.get("name"))
    value = slot.get("value")
    return None if value is None else str(value)
