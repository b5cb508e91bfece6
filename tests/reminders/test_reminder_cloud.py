"""Alexa's reminders as they are played: what is refused, and when they go off."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, time
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday
from skill.simulator.echo.reminder_service import PATH, ReminderCloud
from tests.reminders.due import due

BODY: dict[str, Any] = {
    "requestTime": "2026-11-22T19:04:00.000",
    "trigger": {
        "type": "SCHEDULED_ABSOLUTE",
        "timeZoneId": "America/New_York",
        "recurrence": {
            "startDateTime": "2026-11-22T00:00:00.000",
            "recurrenceRules": ["FREQ=DAILY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"],
        },
    },
    "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "What made you smile?"}]}},
    "pushNotification": {"status": "ENABLED"},
}


def cloud(now: str = "2026-11-22T19:04-05:00") -> ReminderCloud:
    """An empty one, whose tokens are t1, t2 and so on."""
    numbers = count(1)
    return ReminderCloud(lambda: datetime.fromisoformat(now), lambda: f"t{next(numbers)}")


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the body with one value changed, or removed where it is None."""
    body = copy.deepcopy(BODY)
    *steps, last = path.split(".")
    place: Any = body
    for step in steps:
        place = place[int(step) if step.isdecimal() else step]
    if value is None:
        del place[last]
    else:
        place[int(last) if last.isdecimal() else last] = value
    return body


WORDS = "alertInfo.spokenInfo.content.0"
RULE = "trigger.recurrence.recurrenceRules.0"
START = "trigger.recurrence.startDateTime"


@pytest.mark.parametrize(
    ("code", "path", "value"),
    [
        ("UNSUPPORTED_REQUEST_TIME_FORMAT", "requestTime", "2026-11-22T19:04:00.000Z"),
        ("UNSUPPORTED_REQUEST_TIME_FORMAT", "requestTime", "2026-11-22T19:04:00.000-05:00"),
        ("UNSUPPORTED_REQUEST_TIME_FORMAT", "requestTime", "2026-13-22T19:04:00.000"),
        ("UNSUPPORTED_REQUEST_TIME_FORMAT", "requestTime", None),
        ("UNSUPPORTED_SCHEDULED_TIME_FORMAT", START, "2026-11-22T00:00:00+00:00"),
        ("UNSUPPORTED_SCHEDULED_TIME_FORMAT", START, None),
        ("INVALID_TRIGGER", "trigger", None),
        ("INVALID_TRIGGER_TYPE", "trigger.type", "SCHEDULED_RELATIVE"),
        ("INVALID_TRIGGER_TYPE", "trigger.recurrence", None),
        ("INVALID_TRIGGER_RECURRENCE", "trigger.recurrence", "DAILY"),
        ("INVALID_TRIGGER_RECURRENCE", "trigger.recurrence.recurrenceRules", []),
        ("INVALID_TIME_ZONE", "trigger.timeZoneId", "Mars/Base"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, "FREQ=HOURLY;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, "FREQ=WEEKLY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, "FREQ=DAILY;BYDAY=MO;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, "FREQ=DAILY;BYHOUR=24;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, "FREQ=DAILY;BYHOUR=21;BYMINUTE=0;BYSECOND=0;INTERVAL=2;"),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", RULE, 5),
        ("INVALID_ALERT_INFO", "alertInfo", None),
        ("INVALID_ALERT_INFO", "alertInfo.spokenInfo.content", []),
        ("INVALID_ALERT_INFO", f"{WORDS}.text", None),
        ("INVALID_ALERT_INFO", f"{WORDS}.text", ""),
        ("INVALID_ALERT_INFO", f"{WORDS}.locale", "english"),
        ("INVALID_ALERT_INFO", f"{WORDS}.ssml", "<speak>Tom & Jerry</speak>"),
        ("INVALID_ALERT_INFO", f"{WORDS}.ssml", "<p>What made you smile?</p>"),
        ("INVALID_PUSH_NOTIFICATION", "pushNotification", None),
        ("INVALID_PUSH_NOTIFICATION", "pushNotification.status", "LOUD"),
    ],
)  # fmt: skip
def test_what_amazon_refuses_is_refused(code: str, path: str, value: object) -> None:
    """With 400 and a code, when it is made and when it is changed, and nothing is kept of it."""
    played = cloud()
    status, answer = played.answer("POST", PATH, changed(path, value))
    assert (400, code) == (status, answer["code"])  # type: ignore[index] # an error has a code
    played.answer("POST", PATH, BODY)
    assert played.answer("PUT", f"{PATH}/t2", changed(path, value))[0] in {400, 404}
    assert [kept.body for kept in played.reminders] == [BODY]


@pytest.mark.parametrize("body", [None, [], "x", 7, {}])
def test_a_body_that_is_no_reminder_is_refused(body: object) -> None:
    """Also one that is no JSON object at all."""
    assert cloud().answer("POST", PATH, body)[0] == 400


def test_what_a_reminder_is_made_from_comes_back_in_the_list() -> None:
    """With its token and status, and the number of them as text."""
    played = cloud()
    assert played.answer("POST", PATH, BODY)[0] == 201
    status, answer = played.answer("GET", PATH)
    expected = {
        "alertToken": "t1",
        "createdTime": "2026-11-23T00:04:00.000Z",
        "updatedTime": "2026-11-23T00:04:00.000Z",
        "status": "ON",
        "version": "1",
        "href": "/v1/alerts/reminders/t1",
    } | {key: value for key, value in BODY.items() if key != "requestTime"}
    assert (200, {"totalCount": "1", "alerts": [expected], "links": None}) == (status, answer)
    assert played.answer("GET", f"{PATH}/t1") == (200, expected)


@pytest.mark.parametrize(
    ("status", "code", "method", "path", "switches"),
    [
        (401, "UNAUTHORIZED", "POST", PATH, {"granted": False}),
        (401, "UNAUTHORIZED", "GET", PATH, {"granted": False}),
        (403, "DEVICE_NOT_SUPPORTED", "POST", PATH, {"supported": False}),
        (404, "NOT_FOUND", "DELETE", f"{PATH}/t9", {}),
        (404, "NOT_FOUND", "PUT", f"{PATH}/t9", {}),
        (404, "NOT_FOUND", "GET", f"{PATH}/t9", {}),
        (404, "INVALID_URI", "GET", "/v1/alerts/timers", {}),
        (404, "INVALID_URI", "GET", "/v1/alerts/remindersandmore", {}),
        (405, "METHOD_NOT_ALLOWED", "DELETE", PATH, {}),
        (405, "METHOD_NOT_ALLOWED", "POST", f"{PATH}/t9", {}),
    ],
)
def test_what_cannot_be_done_has_its_status(
    status: int, code: str, method: str, path: str, switches: dict[str, bool]
) -> None:
    """Permission, device, token, address and method."""
    answer = cloud().answer(method, path, BODY, **switches)  # type: ignore[arg-type] # switches only
    assert (status, code) == (answer[0], answer[1]["code"])  # type: ignore[index] # an error has one


def test_there_are_only_so_many_reminders() -> None:
    """The one too many is refused with 403, and there is room again when one is deleted."""
    played = cloud()
    played.limit = 1
    assert [played.answer("POST", PATH, BODY)[0] for _ in range(2)] == [201, 403]
    assert played.answer("DELETE", f"{PATH}/t1") == (200, None)
    assert played.answer("POST", PATH, BODY)[0] == 201


def moments(played: ReminderCloud, since: str, until: str) -> list[str]:
    """When something goes off, in New York."""
    return [
        spoken.at.isoformat(timespec="minutes")
        for spoken in played.due(datetime.fromisoformat(since), datetime.fromisoformat(until))
    ]


def test_a_reminder_goes_off_at_the_wall_clock_time_when_the_clocks_change() -> None:
    """Nine in the evening is an hour later in UTC from the first of November on."""
    played = cloud("2026-10-31T12:00-04:00")
    start = changed("trigger.recurrence.startDateTime", "2026-10-31T00:00:00.000")
    played.answer("POST", PATH, start)
    assert moments(played, "2026-10-31T12:00-04:00", "2026-11-02T12:00-05:00") == [
        "2026-11-01T01:00+00:00",
        "2026-11-02T02:00+00:00",
    ]


def test_a_reminder_goes_off_once_and_not_before_its_start() -> None:
    """The moment that ends one stretch of time does not begin the next."""
    played = cloud()
    played.answer("POST", PATH, changed("trigger.recurrence.startDateTime", "2026-11-23T00:00:00"))
    nine = "2026-11-23T21:00-05:00"
    assert moments(played, "2026-11-22T00:00-05:00", "2026-11-23T20:59-05:00") == []
    assert moments(played, "2026-11-23T20:59-05:00", nine) == ["2026-11-24T02:00+00:00"]
    assert moments(played, nine, "2026-11-24T20:59-05:00") == []


@pytest.mark.parametrize("status", ["COMPLETED", "OFF"])
def test_only_a_reminder_that_is_on_goes_off(status: str) -> None:
    """One that ran out or was turned off stays silent, as does one deleted in the app."""
    played = cloud()
    week = ("2026-11-22T00:00-05:00", "2026-11-29T00:00-05:00")
    played.answer("POST", PATH, BODY)
    assert len(moments(played, *week)) == 7
    played.set_status("t1", status)
    assert moments(played, *week) == []
    played.set_status("t1", "ON")
    played.remove("t1")
    assert moments(played, *week) == []


def test_without_a_zone_of_its_own_a_reminder_follows_the_device() -> None:
    """Nine o'clock is the device's nine o'clock."""
    played = cloud()
    body = changed("trigger.timeZoneId", None)
    played.answer("POST", PATH, body, time_zone="Europe/London")
    assert moments(played, "2026-11-23T00:00Z", "2026-11-24T00:00Z") == ["2026-11-23T21:00+00:00"]


@given(
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    days=st.sets(st.sampled_from(EVERY_NIGHT), min_size=1).map(tuple),
    zone=st.sampled_from(["America/New_York", "Europe/London", "Australia/Lord_Howe"]),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_a_schedule_and_alexas_reading_of_its_rules_agree(
    at: time, days: tuple[Weekday, ...], zone: str, now: datetime
) -> None:
    """Two readings of when prompts are due, written apart, through every change of the clocks."""
    schedule = NightlySchedule(at, days, zone)
    expected = [moment.astimezone(UTC) for moment in islice(due(schedule, now), 9)]
    played = cloud()
    body = changed("trigger.timeZoneId", zone)
    body["trigger"]["recurrence"] = {
        "startDateTime": "2025-01-01T00:00:00.000",
        "recurrenceRules": [trigger.rule for trigger in schedule.triggers],
    }
    assert played.answer("POST", PATH, body)[0] == 201
    assert expected == [spoken.at for spoken in played.due(now, expected[-1])]
