"""Screens on Alexa's side: who has one, what is sent to it, and what is touched on it.

The directive is written as plain JSON, since the SDK's own classes for APL take a
tenth of a second to import and check nothing.
"""

from __future__ import annotations

from typing import Any, Final

from ask_sdk_core.handler_input import HandlerInput

from skill.content.models import Catalog
from skill.dialog.events import Event
from skill.dialog.turn import Turn
from skill.screens.runtime import can_show
from skill.screens.screen import screen_of
from skill.screens.touches import touched, touches_for

SHOWN: Final = "screen"
"""The session attribute that holds the token of the screen whose touches count."""


def has_screen(handler_input: HandlerInput) -> bool:
    """Tell whether the device shows APL documents, in a version that ours are written in."""
    system = handler_input.request_envelope.context.system
    interfaces = getattr(system.device, "supported_interfaces", None)
    apl = getattr(interfaces, "alexa_presentation_apl", None)
    return can_show(getattr(getattr(apl, "runtime", None), "max_version", None))


def rendering(handler_input: HandlerInput, turn: Turn, content: Catalog) -> dict[str, Any]:
    """Return the directive that puts a turn on the screen.

    Its token is the request's id, so that no two screens ever have the same.
    """
    screen = screen_of(turn, content)
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": handler_input.request_envelope.request.request_id or turn.shows.value,
        "document": screen.document,
        "datasources": screen.datasources,
    }


def awaited(handler_input: HandlerInput, turn: Turn) -> dict[str, object]:
    """Return the session attribute by which the touches of a screen are known when they come."""
    token = handler_input.request_envelope.request.request_id
    return {SHOWN: token} if token and touches_for(turn.state.pending) else {}


def touch_event(handler_input: HandlerInput) -> Event:
    """Return the event that a touch stands for: what was touched, if it still asks that."""
    request = handler_input.request_envelope.request
    attributes = handler_input.request_envelope.session.attributes or {}
    token = request.token
    is_current = bool(token) and attributes.get(SHOWN) == token
    return touched(request.arguments or (), is_current=is_current)
