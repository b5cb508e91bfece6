"""The country the device is in: asked only on the unsafe path, and only where that was allowed before."""

from __future__ import annotations

import logging
import re
from typing import Final

from ask_sdk_core.handler_input import HandlerInput

_log = logging.getLogger(__name__)

ADDRESS_SCOPES: Final = (
    "read::alexa:device:all:address:country_and_postal_code",
    "read::alexa:device:all:address",
)
"""The permissions that let a skill read the country (Amazon, "Enhance Your Skill With Address
Information"). This one never asks for either; somebody in danger is not sent to an app."""

_GRANTED: Final = "GRANTED"
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


def country_of_device(handler_input: HandlerInput) -> str | None:
    """Return the device's country as ISO 3166 has it ("GB"); None where it may not or does not tell."""
    system = handler_input.request_envelope.context.system
    scopes = getattr(getattr(system.user, "permissions", None), "scopes", None) or {}
    granted = [
        scope
        for scope in ADDRESS_SCOPES
        if getattr(getattr(scopes.get(scope), "status", None), "value", None) == _GRANTED
    ]
    if not granted or system.device is None or not system.device.device_id:
        return None
    try:
        service = handler_input.service_client_factory.get_device_address_service()
        address = service.get_country_and_postal_code(system.device.device_id)
    except Exception as error:  # noqa: BLE001 - as for the time zone: no answer depends on it
        _log.warning("The device's country could not be read (%s).", type(error).__name__)
        return None
    country = getattr(address, "country_code", None)
    return country if isinstance(country, str) and _COUNTRY.fullmatch(country) else None
