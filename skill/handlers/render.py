"""The only writer of spoken responses: a turn becomes a response envelope's content.

What holds for every response is made to hold here: text is escaped, the session
is open exactly when a question was asked, an open session has a reprompt, the
speech stays within Amazon's limit, and a screen is sent only to a device with one.
"""

from __future__ import annotations

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.ui import AskForPermissionsConsentCard

from skill.content.models import Catalog
from skill.dialog.turn import AskPermission, Turn
from skill.handlers.screens import awaited, has_screen, rendering
from skill.speech.spoken import Speech, Words
from skill.speech.ssml import to_ssml

REMINDERS_SCOPE = "alexa::alerts:reminders:skill:readwrite"
"""The permission that a skill needs for reminders (Amazon, "Alexa Reminders Overview")."""

SPEECH_LIMIT = 8000 - len("<speak></speak>")
"""Characters of SSML in one ``outputSpeech`` (Amazon, "Request and Response JSON Reference"),
less what the SDK puts around them."""


def render(handler_input: HandlerInput, turn: Turn, content: Catalog) -> Response:
    """Write a turn into the response, and its state into the session attributes.

    Whether the session ends is always said. Left unsaid, a screen would keep it open for about
    half a minute, in which whatever is said to Alexa would be said to the skill (Amazon,
    "Request and Response JSON Reference"); a couple that is left to talk has not asked for that.
    """
    builder = handler_input.response_builder
    if isinstance(turn.effect, AskPermission):
        return _hand_over(handler_input, turn, turn.effect)
    builder.speak(fitting_ssml(turn.speech, soft=turn.soft))
    if turn.card:
        builder.set_card(AskForPermissionsConsentCard(permissions=[REMINDERS_SCOPE]))
    if turn.is_open and turn.reprompt is not None:
        builder.ask(fitting_ssml(turn.reprompt, soft=turn.soft))
    builder.set_should_end_session(not turn.is_open)
    shown: dict[str, object] = {}
    if has_screen(handler_input):
        # The builder itself takes none but the SDK's own classes.
        builder.response.directives = [rendering(handler_input, turn, content)]
        shown = awaited(handler_input, turn)
    _remember(handler_input, {**turn.state.to_json(), **shown} if turn.is_open else {})
    return builder.response


def _hand_over(handler_input: HandlerInput, turn: Turn, question: AskPermission) -> Response:
    """Let Alexa ask for the permission; she speaks, so nothing else is said or asked.

    Whether the session ends is left open, as in all of Amazon's own samples: it
    goes on with a Connections.Response ("Set Up Voice Permissions for Reminders").
    """
    builder = handler_input.response_builder
    builder.add_directive(
        SendRequestDirective(
            name="AskFor",
            payload={
                "@type": "AskForPermissionsConsentRequest",
                "@version": "2",
                "permissionScopes": [
                    {"permissionScope": REMINDERS_SCOPE, "consentLevel": "ACCOUNT"}
                ],
            },
            token=question.token,
        )
    )
    _remember(handler_input, turn.state.to_json())
    return builder.response


def _remember(handler_input: HandlerInput, attributes: dict[str, object]) -> None:
    """Set the session attributes; the SDK raises where there is no session to have any."""
    if handler_input.request_envelope.session is not None:
        handler_input.attributes_manager.session_attributes = attributes


def silence(handler_input: HandlerInput) -> Response:
    """Return the empty response that requests without a right to speak must get."""
    return handler_input.response_builder.response


def fitting_ssml(speech: Speech, *, soft: bool) -> str:
    """Return SSML within the limit; should it be too long, the middle gives way.

    The end is kept whatever happens, because the question stands there.
    """
    parts = list(speech)
    while len(ssml := to_ssml(tuple(parts), soft=soft)) > SPEECH_LIMIT and len(parts) > 1:
        del parts[-2]
    if len(ssml) > SPEECH_LIMIT and isinstance(last := parts[-1], Words):
        return to_ssml((Words(last.text[: SPEECH_LIMIT // 8], slow=last.slow),), soft=soft)
    return ssml
