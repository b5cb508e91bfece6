"""Making a request envelope one that the SDK can read.

The SDK turns an envelope into typed objects before any handler runs, and
raises there, where no exception handler sees it, on every request type and
every enumerated value newer than its own last release. Amazon's documentation
says that code must be resilient to additions, so they are taken out here: an
unknown request type is answered with nothing, an unknown value with the
nearest one known.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from ask_sdk_model import Request
from ask_sdk_model.dialog_state import DialogState
from ask_sdk_model.interfaces.viewport import Mode, Shape
from ask_sdk_model.session_ended_error_type import SessionEndedErrorType
from ask_sdk_model.session_ended_reason import SessionEndedReason
from ask_sdk_model.slot_confirmation_status import SlotConfirmationStatus
from ask_sdk_model.slu.entityresolution.status_code import StatusCode

from skill.errors import RequestRefusedError

KNOWN_TYPES = frozenset(Request.discriminator_value_class_map)

Json = dict[str, Any]


def readable(envelope: object) -> Json | None:
    """Return a copy of the envelope that the SDK can read, or None for a type it cannot.

    Raises:
        RequestRefusedError: when it is no request envelope at all.
    """
    if not isinstance(envelope, dict):
        message = "The body is not a JSON object."
        raise RequestRefusedError(message)
    request = envelope.get("request")
    if not isinstance(request, dict) or not isinstance(request.get("type"), str):
        message = "The envelope holds no request with a type."
        raise RequestRefusedError(message)
    if not isinstance(_at(envelope, "context", "System", "application", "applicationId"), str):
        message = "The envelope does not say which skill it is for."
        raise RequestRefusedError(message)
    if request["type"] not in KNOWN_TYPES:
        return None
    envelope = copy.deepcopy(envelope)
    request = envelope["request"]
    _settle(request, "dialogState", DialogState, "STARTED")
    if request["type"] == "SessionEndedRequest":
        _settle(request, "reason", SessionEndedReason, "ERROR")
        _settle(request.get("error"), "type", SessionEndedErrorType, "INTERNAL_SERVICE_ERROR")
    if request["type"] == "Alexa.Presentation.APL.RuntimeError":
        # Nothing may be said to it, and its one known error type is a list error.
        request["errors"] = []
    intent = request.get("intent")
    if isinstance(intent, dict):
        _settle(intent, "confirmationStatus", SlotConfirmationStatus, "NONE")
        slots = intent.get("slots")
        intent["slots"] = slots if isinstance(slots, dict) else {}
        for slot in _dicts(intent["slots"].values()):
            _settle(slot, "confirmationStatus", SlotConfirmationStatus, "NONE")
            for authority in _dicts(_at(slot, "resolutions", "resolutionsPerAuthority")):
                _settle(authority.get("status"), "code", StatusCode, "ER_ERROR_EXCEPTION")
            # A second account of the same value, in a shape that still changes.
            slot.pop("slotValue", None)
    context = envelope.get("context")
    if isinstance(context, dict):
        _settle(context.get("Viewport"), "mode", Mode, "HUB")
        _settle(context.get("Viewport"), "shape", Shape, "RECTANGLE")
        # Only shapes of screens are in here, in many kinds, and nothing reads them.
        context.pop("Viewports", None)
    return envelope


def _settle(table: object, key: str, enumeration: Any, nearest: str) -> None:
    """Replace a value that an enumeration of the SDK does not know."""
    if (
        isinstance(table, dict)
        and key in table
        and table[key] not in [member.value for member in enumeration]
    ):
        table[key] = nearest


def _at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _dicts(values: object) -> Iterable[Json]:
    return (
        [value for value in values if isinstance(value, dict)]
        if isinstance(values, Iterable)
        else []
    )
