"""The request envelopes that an Echo and Alexa's cloud send to a skill.

Field names and values follow Amazon's "Request and Response JSON Reference".
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from skill.errors import ConfigurationError
from skill.time_zones import find_zone

if TYPE_CHECKING:
    from random import Random

Envelope = dict[str, object]
RequestHandler = Callable[[Envelope], Envelope]

APL: Final = "Alexa.Presentation.APL"
USER_ID: Final = "amzn1.ask.account.SIMULATED-HOUSEHOLD"
DEVICE_ID: Final = "amzn1.ask.device.SIMULATED-ECHO"
APPLICATION_ID: Final = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """What an Echo and its Amazon account are set to.

    The identifiers are made up and stable: the same household comes back on
    the next run, as it would at home.

    Args:
        locale: the language the device is set to, such as ``en-GB``.
        time_zone: an IANA name, or None when nobody set one.
        screen: whether the device shows APL documents.
        reminders: whether the device can do reminders; not every kind can.
        permissions: the scopes this household granted to the skill.
        user_id: changes when the skill is disabled and enabled again.

    Raises:
        ConfigurationError: the time zone is not one that exists.
    """

    locale: str = "en-US"
    time_zone: str | None = "America/New_York"
    screen: bool = False
    reminders: bool = True
    permissions: frozenset[str] = frozenset()
    user_id: str = USER_ID
    device_id: str = DEVICE_ID
    application_id: str = APPLICATION_ID
    api_endpoint: str = "https://api.amazonalexa.com"
    api_access_token: str = field(default="simulated-api-access-token", repr=False)

    def __post_init__(self) -> None:
        zone_of(self.time_zone)


def zone_of(name: str | None) -> ZoneInfo:
    """The time zone of this IANA name; UTC for none.

    Raises:
        ConfigurationError: there is no such time zone.
    """
    zone = find_zone("UTC" if name is None else name)
    if zone is None:
        msg = f"There is no time zone {name!r}; write one like Europe/London or America/New_York."
        raise ConfigurationError(msg)
    return zone


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation, from the invocation until somebody ends it."""

    session_id: str
    attributes: Mapping[str, object] = field(default_factory=dict)
    new: bool = True


@dataclass(frozen=True, slots=True)
class RequestWriter:
    """Writes request envelopes with identifiers from ``rng`` and times from ``clock``."""

    clock: Callable[[], datetime]
    rng: Random

    def identifier(self, kind: str) -> str:
        """A new Amazon resource name, such as ``amzn1.echo-api.session.<uuid>``."""
        return f"{kind}.{uuid.UUID(int=self.rng.getrandbits(128), version=4)}"

    def in_session(
        self,
        request: Mapping[str, object],
        settings: DeviceSettings,
        session: Session,
        *,
        shown: str | None = None,
    ) -> Envelope:
        """Wrap a request in its session and its device's context.

        Args:
            request: the type and what belongs to it; identifier, time and locale are added.
            settings: what the device is set to.
            session: the session the request belongs to.
            shown: the token of the APL document on the screen, if any.
        """
        application = {"applicationId": settings.application_id}
        return _json_copy(
            {
                "version": "1.0",
                "session": {
                    "new": session.new,
                    "sessionId": session.session_id,
                    "application": application,
                    "attributes": session.attributes,
                    "user": _user(settings),
                },
                "context": {
                    "System": {
                        "application": application,
                        "user": _user(settings),
                        "device": {
                            "deviceId": settings.device_id,
                            "supportedInterfaces": supported_interfaces(settings),
                        },
                        "apiEndpoint": settings.api_endpoint,
                        "apiAccessToken": settings.api_access_token,
                    },
                    **(_screen_context(shown) if settings.screen else {}),
                },
                "request": {**self._stamp(request), "locale": settings.locale},
            }
        )

    def skill_event(self, event: str, settings: DeviceSettings) -> Envelope:
        """A skill event, which Alexa sends outside any session and from no device."""
        now = _iso(self.clock())
        request = {"type": event, "eventCreationTime": now, "eventPublishingTime": now}
        return _json_copy(
            {
                "version": "1.0",
                "context": {
                    "System": {
                        "application": {"applicationId": settings.application_id},
                        "user": {"userId": settings.user_id},
                        "apiEndpoint": settings.api_endpoint,
                    }
                },
                "request": self._stamp(request),
            }
        )

    def _stamp(self, request: Mapping[str, object]) -> Envelope:
        return {
            **request,
            "requestId": self.identifier("amzn1.echo-api.request"),
            "timestamp": _iso(self.clock()),
        }


def supported_interfaces(settings: DeviceSettings) -> Envelope:
    """The interfaces the device announces: APL when it has a screen, else none."""
    return {APL: {"runtime": {"maxVersion": "2024.3"}}} if settings.screen else {}


def mapping(value: object) -> Mapping[str, object]:
    """The value when it is a JSON object, else an empty one: for reading what may be absent."""
    return value if isinstance(value, Mapping) else {}


def _user(settings: DeviceSettings) -> Envelope:
    user: Envelope = {"userId": settings.user_id}
    if settings.permissions:
        scopes = {scope: {"status": "GRANTED"} for scope in sorted(settings.permissions)}
        user["permissions"] = {"scopes": scopes}
    return user


def _screen_context(shown: str | None) -> Envelope:
    """The viewport of an eight-inch hub, and the document it shows."""
    size = {"pixelWidth": 1280, "pixelHeight": 800}
    video = {"codecs": ["H_264_42", "H_264_41"]}
    viewport: Envelope = {
        "experiences": [
            {"arcMinuteWidth": 346, "arcMinuteHeight": 216, "canRotate": False, "canResize": False}
        ],
        "mode": "HUB",
        "shape": "RECTANGLE",
        **size,
        "currentPixelWidth": size["pixelWidth"],
        "currentPixelHeight": size["pixelHeight"],
        "dpi": 213,
        "touch": ["SINGLE"],
        "video": video,
    }
    typed_viewport: Envelope = {
        "type": "APL",
        "id": "main",
        "shape": "RECTANGLE",
        "dpi": 213,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {
            "current": {"mode": "HUB", "video": video, "size": {"type": "DISCRETE", **size}}
        },
    }
    context: Envelope = {"Viewport": viewport, "Viewports": [typed_viewport]}
    if shown is not None:
        context[APL] = {"token": shown, "componentsVisibleOnScreen": []}
    return context


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _json_copy(envelope: Envelope) -> Envelope:
    """The envelope as it arrives over the wire: plain JSON that shares nothing with us."""
    copy: Envelope = json.loads(json.dumps(envelope))
    return copy
