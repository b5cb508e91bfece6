"""Alexa's reminders, played: what a skill asks of them, and when they go off.

It is a function of method, path and body, so that the device's own API and a
web server can both be in front of it. It refuses what Amazon refuses.

Statuses follow Amazon's "Alexa Reminders API Reference". Amazon has not
published every error code; those that are not known from it or from developers'
devices are made up in its style, and no skill should rely on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from skill.time_zones import find_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# An HTTP status and the JSON value of the body; None is no body.
Answer = tuple[int, object]

PERMISSION: Final = "alexa::alerts:reminders:skill:readwrite"
"""The scope that a household grants before a skill may touch reminders."""

PATH: Final = "/v1/alerts/reminders"
LIMIT: Final = 250
"""How many reminders there may be. Amazon has not published the number for skills."""

_WEEK: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = f"(?:{'|'.join(_WEEK)})"
# The parts in the order in which they are known to work.
_RULE: Final = re.compile(
    rf"FREQ=(?P<freq>DAILY|WEEKLY);(?:BYDAY=(?P<days>{_DAY}(?:,{_DAY})*);)?"
    r"BYHOUR=(?P<hour>\d{1,2});BYMINUTE=(?P<minute>\d{1,2});BYSECOND=0;INTERVAL=1;?"
)
_LOCAL_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?")
_LOCALE: Final = re.compile(r"[a-z]{2}-[A-Z]{2}")


class _RefusedError(Exception):
    """Why a body is refused, as Amazon's code and in words."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a reminder goes off, in wall-clock time: these days of the week, at this time."""

    days: frozenset[str]
    at: time


@dataclass(frozen=True, slots=True)
class KeptReminder:
    """A reminder as Alexa's cloud keeps it.

    Attributes:
        token: its alert token.
        body: the trigger, the words and the rest, as the skill sent them.
        zone: the time zone of its wall-clock times.
        start: no day before this one counts.
        rules: when it goes off.
        status: ``ON``, ``COMPLETED``, or what a test makes it.
    """

    token: str
    body: dict[str, object] = field(repr=False)
    zone: ZoneInfo
    start: datetime
    rules: tuple[Rule, ...]
    created: datetime
    updated: datetime
    status: str = "ON"

    @property
    def content(self) -> dict[str, str]:
        """The locale, the text and the SSML of what is spoken."""
        return _content(self.body)


@dataclass(frozen=True, slots=True)
class SpokenReminder:
    """A reminder that went off.

    Attributes:
        at: when, aware, in UTC.
        token: which.
        text: what Alexa reads out after "Here's your reminder from" and the skill's name.
    """

    at: datetime
    token: str
    text: str


class ReminderCloud:
    """The reminders that one skill has for one household.

    It may be called from several threads.

    Args:
        clock: returns the present moment, aware.
        identifier: returns a new alert token.
        limit: how many reminders there may be.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        identifier: Callable[[], str],
        *,
        limit: int = LIMIT,
    ) -> None:
        self.limit = limit
        self._clock = clock
        self._identifier = identifier
        self._reminders: dict[str, KeptReminder] = {}
        self._lock = Lock()

    @property
    def reminders(self) -> tuple[KeptReminder, ...]:
        """What there is, oldest first."""
        return tuple(self._reminders.values())

    def answer(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        granted: bool = True,
        supported: bool = True,
        time_zone: str | None = None,
    ) -> Answer:
        """Answer one call whose bearer token is good.

        Args:
            method: ``GET``, ``POST``, ``PUT`` or ``DELETE``.
            path: of the URL, as it came.
            body: the JSON value that came with it.
            granted: whether the household allows this skill reminders.
            supported: whether the device can do them.
            time_zone: the device's, for reminders that name none.
        """
        if path != PATH and not path.startswith(f"{PATH}/"):
            return _error(404, "INVALID_URI", "There is nothing at this address.")
        if not granted:
            return _error(401, "UNAUTHORIZED", "The user has not granted the permission.")
        token = unquote(path[len(PATH) + 1 :])
        with self._lock:
            match method, token:
                case "GET", "":
                    return 200, self._list()
                case "POST", "":
                    if not supported:
                        return _error(403, "DEVICE_NOT_SUPPORTED", "This device has no reminders.")
                    return self._create(body, time_zone)
                case "GET" | "PUT" | "DELETE", _ if token:
                    return self._answer_about(method, token, body, time_zone)
                case _:
                    return _error(405, "METHOD_NOT_ALLOWED", "This cannot be done here.")

    def due(self, since: datetime, until: datetime) -> tuple[SpokenReminder, ...]:
        """Return what goes off after one moment and up to another, in order."""
        spoken = (
            SpokenReminder(at, reminder.token, reminder.content["text"])
            for reminder in self.reminders
            if reminder.status == "ON"
            for at in _occurrences(reminder, since, until)
        )
        return tuple(sorted(spoken, key=lambda one: (one.at, one.token)))

    def remove(self, token: str) -> None:
        """Delete a reminder as a person does in the Alexa app.

        Raises:
            KeyError: there is none.
        """
        del self._reminders[token]

    def clear(self) -> None:
        """Delete every reminder, as happens when the skill is disabled."""
        self._reminders.clear()

    def set_status(self, token: str, status: str) -> None:
        """Give a reminder a status.

        Raises:
            KeyError: there is none.
        """
        self._reminders[token] = replace(self._reminders[token], status=status)

    # ----------------------------------------------------------- the four calls

    def _list(self) -> dict[str, object]:
        alerts = [_alert(reminder) for reminder in self.reminders]
        return {"totalCount": str(len(alerts)), "alerts": alerts, "links": None}

    def _create(self, body: object, time_zone: str | None) -> Answer:
        if len(self._reminders) >= self.limit:
            return _error(403, "MAX_REMINDERS_EXCEEDED", "There are too many reminders.")
        now = self._clock()
        try:
            reminder = _read(self._identifier(), body, time_zone, now)
        except _RefusedError as refusal:
            return _error(400, *refusal.args)
        self._reminders[reminder.token] = reminder
        return 201, _confirmed(reminder, version="1")

    def _answer_about(self, method: str, token: str, body: object, time_zone: str | None) -> Answer:
        reminder = self._reminders.get(token)
        if reminder is None:
            return _error(404, "NOT_FOUND", "There is no such reminder.")
        if method == "GET":
            return 200, _alert(reminder)
        if method == "DELETE":
            del self._reminders[token]
            return 200, None
        try:
            changed = _read(token, body, time_zone, self._clock())
        except _RefusedError as refusal:
            return _error(400, *refusal.args)
        self._reminders[token] = replace(changed, created=reminder.created)
        return 200, _confirmed(self._reminders[token], version="2")


def _error(status: int, code: str, message: str) -> Answer:
    return status, {"code": code, "message": message}


def _confirmed(reminder: KeptReminder, *, version: str) -> dict[str, object]:
    return {
        "alertToken": reminder.token,
        "createdTime": _stamp(reminder.created),
        "updatedTime": _stamp(reminder.updated),
        "status": reminder.status,
        "version": version,
        "href": f"{PATH}/{reminder.token}",
    }


def _alert(reminder: KeptReminder) -> dict[str, object]:
    kept = {key: reminder.body[key] for key in ("trigger", "alertInfo", "pushNotification")}
    return _confirmed(reminder, version="1") | kept


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


# ------------------------------------------------------------------ validation


def _read(token: str, body: object, time_zone: str | None, now: datetime) -> KeptReminder:
    """Read the body of a reminder.

    Raises:
        _RefusedError: what Amazon refuses about it.
    """
    if not isinstance(body, dict):
        raise _RefusedError("INVALID_REQUEST", "The body is no JSON object.")
    _local_time(body.get("requestTime"), "UNSUPPORTED_REQUEST_TIME_FORMAT")
    trigger = _table(body.get("trigger"), "INVALID_TRIGGER")
    if trigger.get("type") != "SCHEDULED_ABSOLUTE" or "recurrence" not in trigger:
        raise _RefusedError(
            "INVALID_TRIGGER_TYPE", "Only absolute, recurring reminders are played here."
        )
    recurrence = _table(trigger["recurrence"], "INVALID_TRIGGER_RECURRENCE")
    start = _local_time(recurrence.get("startDateTime"), "UNSUPPORTED_SCHEDULED_TIME_FORMAT")
    rules = recurrence.get("recurrenceRules")
    if not isinstance(rules, list) or not rules:
        raise _RefusedError("INVALID_TRIGGER_RECURRENCE", "There is no recurrence rule.")
    content = _content(body)
    if not content.get("text"):
        raise _RefusedError("INVALID_ALERT_INFO", "There is no text; SSML alone is not enough.")
    if not _LOCALE.fullmatch(content.get("locale", "")):
        raise _RefusedError("INVALID_ALERT_INFO", "The text is in no locale.")
    _check_ssml(content.get("ssml"))
    notification = _table(body.get("pushNotification"), "INVALID_PUSH_NOTIFICATION")
    if notification.get("status") not in {"ENABLED", "DISABLED"}:
        raise _RefusedError(
            "INVALID_PUSH_NOTIFICATION", "The status is neither ENABLED nor DISABLED."
        )
    return KeptReminder(
        token=token,
        body=body,
        zone=_zone(trigger.get("timeZoneId", time_zone or "UTC")),
        start=start,
        rules=tuple(_rule(rule) for rule in rules),
        created=now,
        updated=now,
    )


def _table(value: object, code: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _RefusedError(code, "A part of the reminder is missing.")
    return value


def _content(body: dict[str, object]) -> dict[str, str]:
    """Return the one thing a reminder says."""
    spoken: object = body
    for key in ("alertInfo", "spokenInfo"):
        spoken = _table(spoken, "INVALID_ALERT_INFO").get(key)
    content = _table(spoken, "INVALID_ALERT_INFO").get("content")
    if not isinstance(content, list) or not content:
        raise _RefusedError("INVALID_ALERT_INFO", "It says nothing.")
    words = _table(content[0], "INVALID_ALERT_INFO")
    return {key: text for key, text in words.items() if isinstance(text, str)}


def _local_time(value: object, code: str) -> datetime:
    """Read a wall-clock time; a Z or an offset at its end is refused."""
    if not isinstance(value, str) or not _LOCAL_TIME.fullmatch(value):
        raise _RefusedError(code, "A time is missing, or is not local: write no Z and no offset.")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise _RefusedError(code, "There is no such date or time.") from None


def _zone(value: object) -> ZoneInfo:
    zone = find_zone(str(value))
    if zone is None:
        raise _RefusedError("INVALID_TIME_ZONE", "There is no such time zone.")
    return zone


def _rule(text: object) -> Rule:
    """Read a recurrence rule, daily or weekly, at one time of the day."""
    refused = _RefusedError("UNSUPPORTED_TRIGGER_RECURRENCE", "The rule is not understood.")
    parts = _RULE.fullmatch(str(text))
    if parts is None or (parts["freq"] == "WEEKLY") != (parts["days"] is not None):
        raise refused
    try:
        at = time(int(parts["hour"]), int(parts["minute"]))
    except ValueError:
        raise refused from None
    return Rule(frozenset(parts["days"].split(",") if parts["days"] else _WEEK), at)


def _check_ssml(ssml: str | None) -> None:
    if ssml is None:
        return
    try:
        is_speech = ET.fromstring(ssml).tag == "speak"  # nosec B314 # noqa: S314 - the skill's own words
    except ET.ParseError:
        is_speech = False
    if not is_speech:
        raise _RefusedError("INVALID_ALERT_INFO", "The SSML is not well formed.")


# ------------------------------------------------------------------- going off


def _occurrences(reminder: KeptReminder, since: datetime, until: datetime) -> Iterator[datetime]:
    """Give the moments, in UTC, when a reminder goes off after one and up to another."""
    first = since.astimezone(reminder.zone).date() - timedelta(days=1)
    last = until.astimezone(reminder.zone).date() + timedelta(days=1)
    for day in _days(first, last):
        for rule in reminder.rules:
            local = datetime.combine(day, rule.at)
            at = local.replace(tzinfo=reminder.zone).astimezone(UTC)
            if (
                _WEEK[day.weekday()] in rule.days
                and local >= reminder.start
                and since < at <= until
            ):
                yield at


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
