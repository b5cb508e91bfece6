"""The request handlers, in the order they are asked; the last one takes everything."""

from __future__ import annotations

import logging
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.dialog.changes import RemindersGone
from skill.dialog.events import Launched, NotUnderstood, Permission, PermissionAnswered
from skill.handlers.conversation import Conversation
from skill.handlers.intents import event_of
from skill.handlers.locale import locale_of
from skill.handlers.render import REMINDERS_SCOPE, silence
from skill.handlers.screens import touch_event

_log = logging.getLogger(__name__)

SPOKEN_TO = frozenset(
    {
        "LaunchRequest",
        "IntentRequest",
        "Alexa.Presentation.APL.UserEvent",
        "Connections.Response",
        "SessionResumedRequest",
    }
)
"""The request types that somebody waits for words after. Most others may not be spoken to."""


_ANSWERS = frozenset(answer.value for answer in Permission)


class _Handler(AbstractRequestHandler):
    """A request handler for some request types."""

    request_types: tuple[str, ...] = ()

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether the request is of one of this handler's types."""
        return handler_input.request_envelope.request.object_type in self.request_types


class LaunchRequestHandler(_Handler):
    """The skill is opened by its invocation name alone."""

    request_types = ("LaunchRequest",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Welcome the household, or offer to carry on."""
        return self.conversation.answer(handler_input, Launched())


class IntentRequestHandler(_Handler):
    """Every intent; :mod:`skill.handlers.intents` says what each one means."""

    request_types = ("IntentRequest",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer what was said."""
        intent = handler_input.request_envelope.request.intent
        words = self.conversation.content(locale_of(handler_input)).heard
        return self.conversation.answer(handler_input, event_of(intent, words))


class TouchHandler(_Handler):
    """Something on the screen was touched."""

    request_types = ("Alexa.Presentation.APL.UserEvent",)

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether it is a touch within a session; outside one there is nothing to answer."""
        in_session = handler_input.request_envelope.session is not None
        return in_session and super().can_handle(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Do what the words on it do."""
        return self.conversation.answer(handler_input, touch_event(handler_input))


class ScreenErrorHandler(_Handler):
    """A device could not show a screen as it was sent; it has no right to be spoken to."""

    request_types = ("Alexa.Presentation.APL.RuntimeError",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Note the kinds of error, and say nothing."""
        errors = handler_input.request_envelope.request.errors or [None]
        kinds = sorted({_kind_of(error) for error in errors})
        _log.error("A screen could not be shown as it was sent: %s.", ", ".join(kinds))
        return silence(handler_input)


class SessionEndedRequestHandler(_Handler):
    """The session is over; nothing may be said to it."""

    request_types = ("SessionEndedRequest",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Save what is still unsaved, note an error by its kind, and say nothing."""
        error = handler_input.request_envelope.request.error
        if error is not None:
            _log.warning("A session ended in an error: %s.", _kind_of(error))
        self.conversation.last_try(handler_input)
        return silence(handler_input)


class ExceptionEncounteredHandler(_Handler):
    """Alexa could not use a response of ours."""

    request_types = ("System.ExceptionEncountered",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Note the kind of error, and say nothing."""
        error = handler_input.request_envelope.request.error
        _log.error("Alexa refused a response: %s.", _kind_of(error))
        return silence(handler_input)


class SkillDisabledHandler(_Handler):
    """The household has disabled the skill, so its data goes."""

    request_types = ("AlexaSkillEvent.SkillDisabled",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Delete the household's record; again for an event that comes twice."""
        self.conversation.forget(handler_input)
        return silence(handler_input)


class PermissionAnsweredHandler(_Handler):
    """Alexa has asked, in her own words, whether reminders are allowed."""

    request_types = ("Connections.Response",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Go on where her question interrupted."""
        return self.conversation.answer(handler_input, permission_answered(handler_input))


class ReminderDeletedHandler(_Handler):
    """Reminders were deleted, by this skill or in the Alexa app."""

    request_types = ("Reminders.ReminderDeleted",)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Take them out of the record."""
        body = handler_input.request_envelope.request.body
        tokens = frozenset(getattr(body, "alert_tokens", None) or ())
        self.conversation.note(handler_input, RemindersGone(tokens))
        return silence(handler_input)


class AnythingElseHandler(AbstractRequestHandler):
    """Whatever no other handler takes: events and connections say nothing, speech gets an answer."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - it takes everything
        """Tell that it can."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer what somebody waits for words after, within a session; stay silent on events."""
        request_type = handler_input.request_envelope.request.object_type
        if handler_input.request_envelope.session is None or request_type not in SPOKEN_TO:
            return silence(handler_input)
        return self.conversation.answer(handler_input, NotUnderstood())


def permission_answered(handler_input: HandlerInput) -> PermissionAnswered:
    """Read what came of Alexa's question, in both of the shapes that are known of it.

    The older shape has one status in the payload; in the newer one each scope has
    its own, and Amazon's printed example even has it beside the scope, as a member
    of the list by itself. Whatever cannot be read, or says two things at once,
    counts as a failure, never as a yes.
    """
    request = handler_input.request_envelope.request
    token = request.token if isinstance(request.token, str) else ""
    if request.status is None or request.status.code != "200":
        return PermissionAnswered(Permission.FAILED, token)
    payload = request.payload if isinstance(request.payload, dict) else {}
    scopes = payload.get("permissionScopes")
    members = [payload, *(scopes if isinstance(scopes, list) else [])]
    statuses = {_status_in(member) for member in members} - {None}
    answers = [answer for answer in Permission if statuses == {answer.value}]
    return PermissionAnswered(answers[0] if answers else Permission.FAILED, token)


def _status_in(member: object) -> str | None:
    """Return the status in a member of a permission's answer, if it is about reminders."""
    if isinstance(member, str):
        return member if member in _ANSWERS else None
    if not isinstance(member, dict):
        return None
    scope, status = member.get("permissionScope", REMINDERS_SCOPE), member.get("status")
    return str(status) if scope == REMINDERS_SCOPE and status is not None else None


def _kind_of(error: Any) -> str:
    """Return the kind of an error of Alexa's; a kind newer than the SDK reads as absent."""
    kind = getattr(error, "object_type", None)
    return "of an unknown kind" if kind is None else str(getattr(kind, "value", kind))
