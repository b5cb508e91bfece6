"""What Alexa refuses in a skill's response.

A real device answers such a response with "There was a problem with the
requested skill's response" and ends the session, and says nothing about why.
Here every rule names itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from skill.errors import CloserError
from skill.simulator.echo.envelope import APL, Envelope, mapping
from skill.simulator.echo.speech_text import Opening, SpeechMarkupError, read_markup

# Amazon, "Request and Response JSON Reference", response limits. Alexa takes
# 120 KB since 2026; a spoken turn has no reason to pass the older limit.
MAX_RESPONSE_BYTES: Final = 24 * 1024
MAX_SPEECH_CHARACTERS: Final = 8000
MAX_CARD_CHARACTERS: Final = 8000
MAX_IMAGE_URL_CHARACTERS: Final = 2000
# Amazon, "Speech Synthesis Markup Language (SSML) Reference".
MAX_BREAK_MILLISECONDS: Final = 10_000
MAX_AUDIO_ELEMENTS: Final = 5
SSML_TAGS: Final = frozenset(
    {"alexa:name", "amazon:domain", "amazon:effect", "amazon:emotion", "audio", "break", "emphasis"}
    | {"lang", "p", "phoneme", "prosody", "s", "say-as", "speak", "sub", "voice", "w"}
)
# Requests that may be acknowledged and not answered.
ACKNOWLEDGED_ONLY: Final = ("SessionEndedRequest", "AlexaSkillEvent.", "System.Exception")
CARDS: Final = frozenset({"Simple", "Standard", "LinkAccount", "AskForPermissionsConsent"})
RENDER_DOCUMENT: Final = f"{APL}.RenderDocument"
# Directives that need nothing from the device; all others name its interface.
_DEVICE_FREE_DIRECTIVES: Final = ("Dialog.", "Connections.", "Tasks.")


@dataclass(frozen=True, slots=True)
class ProtocolViolation:
    """One thing in a response that Alexa would refuse.

    Args:
        rule: a short stable name, such as ``invalid-ssml``.
        detail: one sentence that says what is wrong.
    """

    rule: str
    detail: str


class ProtocolViolationError(CloserError):
    """The skill answered what Alexa refuses; ``violations`` says what."""

    def __init__(self, violations: Sequence[ProtocolViolation]) -> None:
        super().__init__(" ".join(violation.detail for violation in violations))
        self.violations = tuple(violations)


def violations(
    response: object, request_type: str, interfaces: Mapping[str, object]
) -> tuple[ProtocolViolation, ...]:
    """Everything Alexa would refuse about this response envelope.

    Args:
        response: what the skill returned.
        request_type: the type of the request it answers.
        interfaces: the device's ``supportedInterfaces``.
    """
    try:
        size = len(json.dumps(response, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError) as error:
        return (ProtocolViolation("not-json", f"The response is not JSON: {error}."),)
    if not isinstance(response, Mapping) or not isinstance(response.get("response"), Mapping):
        detail = 'The response envelope is not an object with a "response" object in it.'
        return (ProtocolViolation("not-an-envelope", detail),)
    found = [] if size <= MAX_RESPONSE_BYTES else [_too_long("response", size, MAX_RESPONSE_BYTES)]
    body = mapping(response["response"])
    if request_type.startswith(ACKNOWLEDGED_ONLY):
        return (*found, *_not_empty(body, request_type))
    return (
        *found,
        *_session_violations(response, body),
        *_speech_violations(body.get("outputSpeech"), "speech"),
        *_speech_violations(mapping(body.get("reprompt")).get("outputSpeech"), "reprompt"),
        *_card_violations(body.get("card")),
        *_directive_violations(body.get("directives"), interfaces),
    )


def session_stays_open(body: Envelope | Mapping[str, object], *, screen: bool) -> bool:
    """Whether Alexa keeps the session after this ``response`` object.

    Amazon, "Request and Response JSON Reference": without ``shouldEndSession``
    a session outlives the response only while a screen shows what the skill sent.
    """
    should_end = body.get("shouldEndSession")
    if should_end is None:
        return asked_for(body) is not None or (screen and rendered_document(body) is not None)
    return not should_end


def rendered_document(body: Mapping[str, object]) -> Mapping[str, object] | None:
    """The directive of this ``response`` object that puts a document on the screen, if any."""
    rendering = [item for item in directives(body) if item.get("type") == RENDER_DOCUMENT]
    return rendering[-1] if rendering else None


def asked_for(body: Mapping[str, object]) -> Mapping[str, object] | None:
    """The directive of this ``response`` object that has Alexa ask for a permission, if any.

    Amazon, "Set Up Voice Permissions for Reminders".
    """
    asking = (
        item
        for item in directives(body)
        if item.get("type") == "Connections.SendRequest" and item.get("name") == "AskFor"
    )
    return next(asking, None)


def directives(body: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The directives of a ``response`` object."""
    listed = body.get("directives")
    return tuple(map(mapping, listed)) if isinstance(listed, list) else ()


def _too_long(what: str, size: int, limit: int) -> ProtocolViolation:
    unit = "bytes" if what == "response" else "characters"
    return ProtocolViolation(
        f"{what}-too-long", f"The {what} has {size:,} {unit}; Alexa takes {limit:,}."
    )


def _not_empty(body: Mapping[str, object], request_type: str) -> Iterator[ProtocolViolation]:
    if body:
        names = ", ".join(sorted(body))
        detail = f"{request_type} takes an empty response; this one has {names}."
        yield ProtocolViolation("response-not-empty", detail)


def _session_violations(
    response: Mapping[str, object], body: Mapping[str, object]
) -> Iterator[ProtocolViolation]:
    should_end = body.get("shouldEndSession")
    if not isinstance(should_end, bool | None):
        detail = f"shouldEndSession is {should_end!r}; it is true, false or absent."
        yield ProtocolViolation("invalid-should-end-session", detail)
    if body.get("reprompt") and should_end is not False:
        detail = "There is a reprompt although the session does not wait for an answer."
        yield ProtocolViolation("reprompt-on-closed-session", detail)
    if not isinstance(response.get("sessionAttributes"), Mapping | None):
        detail = "sessionAttributes is not an object."
        yield ProtocolViolation("invalid-session-attributes", detail)


def _speech_violations(speech: object, what: str) -> Iterator[ProtocolViolation]:
    if speech is None:
        return
    spoken = mapping(speech)
    kind = {"SSML": "ssml", "PlainText": "text"}.get(str(spoken.get("type")), "")
    text = spoken.get(kind)
    if not isinstance(text, str):
        detail = f"The {what} is neither SSML with an ssml string nor PlainText with a text string."
        yield ProtocolViolation("invalid-speech", detail)
        return
    if len(text) > MAX_SPEECH_CHARACTERS:
        yield _too_long(what, len(text), MAX_SPEECH_CHARACTERS)
    if kind == "ssml":
        yield from _markup_violations(text, what)


def markup_faults(ssml: str) -> Iterator[str]:
    """What Alexa refuses about some SSML, a sentence each."""
    return (violation.detail for violation in _markup_violations(ssml, "speech"))


def _markup_violations(ssml: str, what: str) -> Iterator[ProtocolViolation]:
    try:
        pieces = read_markup(ssml)
    except SpeechMarkupError as error:
        yield ProtocolViolation("invalid-ssml", f"The {what} is refused. {error}")
        return
    tags = [piece for piece in pieces if isinstance(piece, Opening)]
    for unknown in sorted({tag.tag for tag in tags} - SSML_TAGS):
        yield ProtocolViolation("invalid-ssml", f"The {what} has a tag Alexa lacks: <{unknown}>.")
    for tag in tags:
        if tag.tag == "break" and not _is_break(tag):
            detail = f"The {what} has a break that is no pause of at most ten seconds."
            yield ProtocolViolation("invalid-ssml", detail)
    if sum(tag.tag == "audio" for tag in tags) > MAX_AUDIO_ELEMENTS:
        detail = f"The {what} has more than {MAX_AUDIO_ELEMENTS} audio clips."
        yield ProtocolViolation("too-much-audio", detail)


_BREAK_STRENGTHS = frozenset({"none", "x-weak", "weak", "medium", "strong", "x-strong"})


def _is_break(tag: Opening) -> bool:
    if "time" not in tag.attributes:
        return tag.attributes.get("strength", "medium") in _BREAK_STRENGTHS
    length = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", tag.attributes["time"])
    if length is None:
        return False
    milliseconds = float(length[1]) * (1000 if length[2] == "s" else 1)
    return milliseconds <= MAX_BREAK_MILLISECONDS


def _card_violations(card: object) -> Iterator[ProtocolViolation]:
    if card is None:
        return
    fields = mapping(card)
    if fields.get("type") not in CARDS:
        detail = f"There is no card of type {fields.get('type')!r}."
        yield ProtocolViolation("invalid-card", detail)
        return
    image_urls = [str(url) for url in mapping(fields.get("image")).values()]
    texts = [str(fields.get(name, "")) for name in ("title", "content", "text")]
    if (size := sum(map(len, texts + image_urls))) > MAX_CARD_CHARACTERS:
        yield _too_long("card", size, MAX_CARD_CHARACTERS)
    if (size := max(map(len, image_urls), default=0)) > MAX_IMAGE_URL_CHARACTERS:
        yield _too_long("card image URL", size, MAX_IMAGE_URL_CHARACTERS)


def _directive_violations(
    listed: object, interfaces: Mapping[str, object]
) -> Iterator[ProtocolViolation]:
    if listed is None:
        return
    if not isinstance(listed, list):
        yield ProtocolViolation("invalid-directives", "directives is not a list.")
        return
    for directive in listed:
        kind = str(mapping(directive).get("type"))
        if kind.startswith(_DEVICE_FREE_DIRECTIVES):
            continue
        interface = kind.rpartition(".")[0]
        if interface not in interfaces:
            detail = f"The device has no {interface or kind!r} interface for the directive {kind}."
            yield ProtocolViolation("unsupported-directive", detail)
        elif kind == RENDER_DOCUMENT and not mapping(directive).get("token"):
            detail = "The APL document has no token."
            yield ProtocolViolation("document-without-token", detail)
