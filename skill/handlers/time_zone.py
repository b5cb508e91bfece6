"""The household's local time: the device tells its zone once a night."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.services import ApiConfiguration

from skill.handlers.reminder_effects import ApiClients
from skill.reminders.client import PlainJsonSerializer
from skill.service_clients import ServiceClientFactory
from skill.time_zones import find_zone

_log = logging.getLogger(__name__)


ZONE_SECONDS = 1.5
"""What asking for the zone may take at most."""


def zone_of_device(
    handler_input: HandlerInput, api_clients: ApiClients, seconds: float
) -> str | None:
    """Ask Alexa's settings API for the device's IANA zone; None where it does not tell.

    No permission is needed for it (Amazon, "Obtain Customer Settings Information").

    Args:
        handler_input: of the turn.
        api_clients: makes the client that asks.
        seconds: what the turn has left for it.
    """
    system = handler_input.request_envelope.context.system
    device = getattr(system, "device", None)
    if (
        device is None
        or not device.device_id
        or not system.api_access_token
        or not system.api_endpoint
    ):
        return None
    services = ServiceClientFactory(
        ApiConfiguration(
            serializer=PlainJsonSerializer(),
            api_client=api_clients.for_turn(min(ZONE_SECONDS, seconds)),
            authorization_value=system.api_access_token,
            api_endpoint=system.api_endpoint,
        )
    )
    try:
        zone = services.get_ups_service().get_system_time_zone(device.device_id)
    except Exception as error:  # noqa: BLE001 - the SDK raises a dozen kinds here, and no answer depends on it
        _log.warning("The device's time zone could not be read (%s).", type(error).__name__)
        return None
    return zone if isinstance(zone, str) and find_zone(zone) else None


def local(now: datetime, *zones: str | None) -> datetime:
    """Return a moment in the first of some zones that is known, or in UTC."""
    for zone in zones:
        if zone and (found := find_zone(zone)):
            return now.astimezone(found)
    return now.astimezone(UTC)
