"""Alexa's reminders over the SDK's own client, with the SDK's mistakes kept out.

The SDK's client knows the paths and headers. What it makes of answers is of no
use here: it cannot read a list of reminders at all, nor a status that is not
documented, and it loses the HTTP status of an error whose body is empty. So it
is given a serializer that reads plain JSON and never fails, and what an answer
means is decided here, by its status first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiClientRequest, ApiClientResponse, ApiConfiguration
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderManagementServiceClient,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
)
from ask_sdk_model.services.service_exception import ServiceException

from skill.errors import (
    NotSentError,
    ReminderBusyError,
    ReminderConflictError,
    ReminderError,
    ReminderFailedError,
    ReminderLimitError,
    ReminderNotFoundError,
    ReminderNotSupportedError,
    ReminderPermissionError,
    ReminderRejectedError,
    ReminderUnsettledError,
)
from skill.reminders.schedule import WeeklyTrigger
from skill.reminders.service import ListedReminder, Reminder

_BY_STATUS: Final[Mapping[int, type[ReminderError]]] = {
    401: ReminderPermissionError,
    403: ReminderNotSupportedError,
    404: ReminderNotFoundError,
    409: ReminderConflictError,
    429: ReminderBusyError,
}
_GATEWAY: Final = frozenset({502, 504})
"""Statuses of a gateway that does not know what became of the request."""

_FAULT: Final = 500
"""The status of a service that failed at some point of what it did."""

_LIMIT: Final = re.compile(r"MAX|LIMIT|EXCEED")
"""Which 403 is about the number of reminders. Every other is about the device, as Amazon's samples have it."""

_CODE: Final = re.compile(r"[A-Z][A-Z_]{2,59}")
"""What may stand in a message of ours: a code, never text that somebody else wrote."""


class ApiClientOfTurn(Protocol):
    """An API client of the SDK's kind that knows how long its turn still lasts."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request and return the response, whatever its status."""
        ...

    def time_left(self) -> float:
        """Return the seconds left for further calls."""
        ...


class AlexaReminders:
    """The reminders that this skill has for the household of one request.

    A :class:`~skill.reminders.service.ReminderService`.

    Args:
        api_client: carries the calls, within the time of the turn.
        api_endpoint: of the request envelope's system state; None where it has none.
        access_token: likewise.
        clock: returns the present moment, aware.
    """

    def __init__(
        self,
        api_client: ApiClientOfTurn,
        *,
        api_endpoint: str | None,
        access_token: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._api_client = api_client
        self._clock = clock
        self._client = (
            ReminderManagementServiceClient(
                ApiConfiguration(
                    serializer=PlainJsonSerializer(),
                    api_client=api_client,
                    authorization_value=access_token,
                    api_endpoint=api_endpoint,
                )
            )
            if api_endpoint and access_token
            else None
        )

    def time_left(self) -> float:
        """See :class:`~skill.reminders.service.ReminderService`."""
        return self._api_client.time_left()

    def create(self, reminder: Reminder) -> str:
        """See :class:`~skill.reminders.service.ReminderService`."""
        request = _request(reminder, self._clock())
        answer = self._call(
            lambda client: client.create_reminder(request, full_response=True), makes=True
        )
        token = _text(answer, "alertToken")
        if token is None:
            message = "Alexa made a reminder, perhaps, but did not say which (no alert token)."
            raise ReminderUnsettledError(message)
        return token

    def replace(self, token: str, reminder: Reminder) -> str:
        """See :class:`~skill.reminders.service.ReminderService`."""
        request = _request(reminder, self._clock())
        answer = self._call(
            lambda client: client.update_reminder(token, request, full_response=True)
        )
        if not isinstance(answer, dict):
            message = "Alexa changed a reminder, perhaps, but its answer cannot be read."
            raise ReminderUnsettledError(message)
        return _text(answer, "alertToken") or token

    def delete(self, token: str) -> None:
        """See :class:`~skill.reminders.service.ReminderService`."""
        self._call(lambda client: client.delete_reminder(token, full_response=True))

    def list(self) -> tuple[ListedReminder, ...]:
        """See :class:`~skill.reminders.service.ReminderService`.

        Raises:
            ReminderFailedError: also when the list is not whole, because what is
                missing from it would be taken for deleted.
        """
        answer = self._call(lambda client: client.get_reminders(full_response=True))
        alerts = answer.get("alerts") if isinstance(answer, dict) else None
        total = str(answer.get("totalCount")) if isinstance(answer, dict) else ""
        if alerts is None and total == "0":
            alerts = []
        listed = [_listed(alert) for alert in alerts] if isinstance(alerts, list) else [None]
        whole = [reminder for reminder in listed if reminder is not None]
        if len(whole) < len(listed) or (total.isdecimal() and int(total) > len(whole)):
            message = "Alexa's list of reminders cannot be read, or is not whole."
            raise ReminderFailedError(message)
        return tuple(whole)

    def _call(self, operation: Callable[[Any], Any], *, makes: bool = False) -> Any:
        """Carry out an operation of the SDK's client and return the JSON value of its answer.

        Args:
            operation: what to call.
            makes: whether it makes something, so that it was tried once only.
        """
        if self._client is None:
            message = "The request came without the address or the token of Alexa's reminders."
            raise ReminderFailedError(message)
        try:
            return operation(self._client).body
        except ServiceException as error:
            # Without the original: its body may hold tokens, and a traceback is logged.
            raise _explained(error, makes=makes) from None


class PlainJsonSerializer:
    """Reads every answer as plain JSON, whatever model the SDK's client names for it.

    It keeps clear of ``AlertInfo``, whose class path for ``SpokenInfo`` does not
    exist; of ``Status``, which knows two values; and of the exception that an
    empty or unreadable body would raise in place of the one that has the status.
    """

    def __init__(self) -> None:
        self._models = DefaultSerializer()

    def serialize(self, obj: object) -> Any:
        """Return a request's model as a JSON value, without its empty fields."""
        return self._models.serialize(obj)

    def deserialize(self, payload: str | None, obj_type: object) -> Any:  # noqa: ARG002 - the SDK's signature
        """Return the JSON value of a body; None where it is none."""
        try:
            return json.loads(payload or "")
        except ValueError:
            return None


def _request(reminder: Reminder, now: datetime) -> ReminderRequest:
    """Return the body that creates or updates a reminder.

    All times are local and written here: the SDK would write an aware one with
    its offset, which Amazon refuses. The recurrence starts with the day it
    first goes off on, so that nothing is ever due in the past. Phones are not
    buzzed: the couple agreed to a question spoken in the room.
    """
    trigger = reminder.trigger
    first = trigger.next_fire(now)
    return ReminderRequest(
        request_time=_wall_clock(now.astimezone(ZoneInfo(trigger.zone))),
        trigger=Trigger(
            object_type=TriggerType.SCHEDULED_ABSOLUTE,
            time_zone_id=trigger.zone,
            recurrence=Recurrence(
                start_date_time=_wall_clock(first.replace(hour=0, minute=0, second=0)),
                recurrence_rules=[trigger.rule],
            ),
        ),
        alert_info=AlertInfo(
            spoken_info=SpokenInfo(
                content=[
                    SpokenText(
                        locale=reminder.locale,
                        # Amazon refuses SSML without text.
                        text=reminder.text.plain,
                        ssml=reminder.text.ssml,
                    )
                ]
            )
        ),
        push_notification=PushNotification(status=PushNotificationStatus.DISABLED),
    )


def _wall_clock(moment: datetime) -> str:
    """Return a local time as Amazon wants it: no offset, no Z, milliseconds."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _listed(alert: object) -> ListedReminder | None:
    """Return one reminder of Alexa's list; None where it has no token."""
    token = _text(alert, "alertToken")
    if token is None:
        return None
    zone = _text(alert, "trigger", "timeZoneId")
    rule = _text(alert, "trigger", "recurrence", "recurrenceRules", 0)
    return ListedReminder(
        token=token,
        status=_text(alert, "status") or "",
        trigger=WeeklyTrigger.read(rule, zone) if rule and zone else None,
        text=_text(alert, "alertInfo", "spokenInfo", "content", 0, "text"),
    )


def _text(value: Any, *path: str | int) -> str | None:
    """Return a text that is not empty from inside a JSON value; None where there is none."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value if isinstance(value, str) and value else None


def _explained(error: ServiceException, *, makes: bool) -> ReminderError:
    """Return what an exception of the SDK's client means."""
    status = error.status_code
    if error.headers is None:
        # The SDK's own words for "no response": status 500 and no headers.
        if isinstance(error.__context__, NotSentError):
            return ReminderFailedError("Alexa's reminders could not be reached.")
        return ReminderUnsettledError("Alexa's reminders did not answer in time.")
    code = _code(error.body)
    message = f"Alexa refused a call about a reminder ({status}{code and ' '}{code})."
    if status == 403 and _LIMIT.search(code):
        return ReminderLimitError(message)
    if status in _BY_STATUS:
        return _BY_STATUS[status](message)
    if status in _GATEWAY or (makes and status == _FAULT):
        return ReminderUnsettledError(message)
    if 400 <= status < 500:
        return ReminderRejectedError(message)
    return ReminderFailedError(message)


def _code(body: object) -> str:
    """Return Amazon's code from an error's body, which is text where the SDK declares no model."""
    if isinstance(body, str):
        body = PlainJsonSerializer().deserialize(body, None)
    code = _text(body, "code") or ""
    return code if _CODE.fullmatch(code) else ""
