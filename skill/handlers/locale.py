"""The locale of a request: which language, as spoken where, the device is set to."""

from __future__ import annotations

from ask_sdk_core.handler_input import HandlerInput

from skill.content.catalog import DEFAULT_LOCALE


def locale_of(handler_input: HandlerInput) -> str:
    """Return the locale of a request, as Alexa names it; some kinds come without one."""
    return handler_input.request_envelope.request.locale or DEFAULT_LOCALE
