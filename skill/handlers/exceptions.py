"""What happens when a handler raises: the couple still gets a kind answer."""

from __future__ import annotations

import logging

from ask_sdk_core.dispatch_components import AbstractExceptionHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.handlers.conversation import Conversation
from skill.handlers.intents import event_of
from skill.handlers.locale import locale_of
from skill.handlers.render import silence
from skill.handlers.requests import SPOKEN_TO

_log = logging.getLogger(__name__)


class AnyExceptionHandler(AbstractExceptionHandler):
    """Takes every exception of every handler."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002
        """Tell that it can."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Apologise once and offer something, where something may be said at all.

        The log gets the kind of error and where it was raised, never its
        message, which could hold what somebody said.

        Raises:
            Exception: the same one, for events, which Alexa then sends again.
        """
        request = handler_input.request_envelope.request
        request_type = request.object_type
        _log.error(
            "A %s went wrong: %s at %s.", request_type, type(exception).__name__, _where(exception)
        )
        if request_type in SPOKEN_TO:
            words = self.conversation.content(locale_of(handler_input)).heard
            event = event_of(getattr(request, "intent", None), words)
            return self.conversation.trouble(handler_input, event)
        if handler_input.request_envelope.session is None:
            raise exception
        return silence(handler_input)


def _where(exception: Exception) -> str:
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (
        "an unknown place"
        if trace is None
        else f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
    )
