"""The reminders client and a real web server: bytes on the wire, and what every answer means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration
from ask_sdk_model.services.reminder_management import ReminderManagementServiceClient
from ask_sdk_model.services.service_exception import ServiceException

from skill.errors import (
    CloserError,
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
from skill.reminders.client import AlexaReminders, PlainJsonSerializer
from skill.reminders.reminder_text import ReminderText
from skill.reminders.schedule import Weekday, WeeklyTrigger
from skill.reminders.service import ListedReminder, Reminder
from skill.simulator.echo.reminder_service import LIMIT
from tests.reminders.alexa_api_server import ACCESS_TOKEN, AlexaApiServer, Fault
from tests.reminders.conftest import OpensReminders

if TYPE_CHECKING:
    from skill.alexa_api import TimeLimitedApiClient
    from skill.simulator.echo.clock import MovableClock

TEXT = ReminderText("What made you smile today?", "<speak>What made you smile today?</speak>")
MONDAY = Reminder(
    WeeklyTrigger(Weekday.MONDAY, time(21, 30), "America/New_York"), TEXT, locale="en-US"
)
AFTER_MIDNIGHT = Reminder(
    WeeklyTrigger(Weekday.SUNDAY, time(0, 15), "Europe/London"), TEXT, locale="en-GB"
)
LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}")


# ----------------------------------------------------------- bytes on the wire


def test_a_reminder_is_made_as_amazon_documents_it(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Path, token, type, local times, the zone, one rule, and text and SSML both."""
    token = reminders().create(MONDAY)
    (request,) = alexa.requests
    assert (request.method, request.path) == ("POST", "/v1/alerts/reminders")
    assert request.headers["Authorization"] == f"Bearer {ACCESS_TOKEN}"
    assert request.headers["Content-type"] == "application/json"
    assert request.json == {
        "requestTime": "2026-11-22T19:15:30.250",
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "timeZoneId": "America/New_York",
            "recurrence": {
                "startDateTime": "2026-11-23T00:00:00.000",
                "recurrenceRules": [
                    "FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;"
                ],
            },
        },
        "alertInfo": {
            "spokenInfo": {
                "content": [
                    {
                        "locale": "en-US",
                        "text": "What made you smile today?",
                        "ssml": "<speak>What made you smile today?</speak>",
                    }
                ]
            }
        },
        "pushNotification": {"status": "DISABLED"},
    }
    assert [token] == [reminder.token for reminder in alexa.cloud.reminders]


def test_times_on_the_wire_are_those_of_the_reminders_own_zone(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """In London it is a quarter past midnight on Monday already, so Sunday night's is a week off."""
    reminders().create(AFTER_MIDNIGHT)
    body = alexa.requests[0].json
    assert body["requestTime"] == "2026-11-23T00:15:30.250"
    assert body["trigger"]["recurrence"] == {
        "startDateTime": "2026-11-30T00:00:00.000",
        "recurrenceRules": ["FREQ=WEEKLY;BYDAY=MO;BYHOUR=0;BYMINUTE=15;BYSECOND=0;INTERVAL=1;"],
    }


@pytest.mark.parametrize(
    "now", ["2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00", "2026-03-08T12:00Z"]
)
def test_no_time_on_the_wire_has_an_offset_even_while_the_clocks_change(
    now: str, alexa: AlexaApiServer, api_client: TimeLimitedApiClient
) -> None:
    """Amazon refuses a Z or an offset, which is what the SDK would write."""
    AlexaReminders(
        api_client.for_turn(),
        api_endpoint=alexa.endpoint,
        access_token=ACCESS_TOKEN,
        clock=lambda: datetime.fromisoformat(now),
    ).create(MONDAY)
    body = alexa.requests[0].json
    assert LOCAL.fullmatch(body["requestTime"])
    assert LOCAL.fullmatch(body["trigger"]["recurrence"]["startDateTime"])


def test_a_reminder_is_changed_in_place(alexa: AlexaApiServer, reminders: OpensReminders) -> None:
    """Its token, quoted, is in the path; the body is a whole reminder; the token stays."""
    token = reminders().create(MONDAY)
    assert token == reminders().replace(token, AFTER_MIDNIGHT)
    (request,) = alexa.calls("PUT")
    assert request.path == "/v1/alerts/reminders/amzn1.alert%2Ftoken%201"
    assert request.json["trigger"]["timeZoneId"] == "Europe/London"
    assert request.json["alertInfo"]["spokenInfo"]["content"][0]["locale"] == "en-GB"
    (kept,) = alexa.cloud.reminders
    assert kept.content["locale"] == "en-GB"


def test_a_reminder_is_deleted(alexa: AlexaApiServer, reminders: OpensReminders) -> None:
    """By its token, with no body; the second time there is none."""
    token = reminders().create(MONDAY)
    reminders().delete(token)
    (request,) = alexa.calls("DELETE")
    assert (request.path, request.body) == ("/v1/alerts/reminders/amzn1.alert%2Ftoken%201", b"")
    assert alexa.cloud.reminders == ()
    with pytest.raises(ReminderNotFoundError):
        reminders().delete(token)


def test_the_list_tells_what_alexa_has(alexa: AlexaApiServer, reminders: OpensReminders) -> None:
    """Each reminder with its token, status, trigger and words."""
    tokens = [reminders().create(one) for one in (MONDAY, AFTER_MIDNIGHT)]
    assert reminders().list() == (
        ListedReminder(tokens[0], "ON", MONDAY.trigger, TEXT.plain),
        ListedReminder(tokens[1], "ON", AFTER_MIDNIGHT.trigger, TEXT.plain),
    )
    assert [request.path for request in alexa.calls("GET")] == ["/v1/alerts/reminders"]


@pytest.mark.parametrize("body", [b'{"totalCount":"0","alerts":[]}', b'{"totalCount":"0"}'])
def test_a_household_without_reminders_has_an_empty_list(
    body: bytes, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """With an empty list of alerts and with none."""
    alexa.faults = [Fault(200, body)]
    assert reminders().list() == ()


# --------------------------------------------------------------- every fault


def error(code: str) -> bytes:
    """An error's body as Amazon words it."""
    return json.dumps({"code": code, "message": "So it is."}).encode()


Operation = Callable[[AlexaReminders], object]

OPERATIONS: list[Operation] = [
    lambda reminders: reminders.create(MONDAY),
    lambda reminders: reminders.replace("a token", MONDAY),
    lambda reminders: reminders.delete("a token"),
    lambda reminders: reminders.list(),
]
NAMES = ["create", "replace", "delete", "list"]


class Refusal(NamedTuple):
    """A status and body of Alexa's, what they mean, and after how many calls that is said."""

    kind: type[ReminderError]
    calls: int
    status: int
    body: bytes

    def __str__(self) -> str:
        return f"{self.status}-{self.body.decode()[9:30]}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(ReminderRejectedError, 1, 400, error("INVALID_ALERT_INFO")),
        Refusal(ReminderPermissionError, 1, 401, error("UNAUTHORIZED")),
        Refusal(ReminderPermissionError, 1, 401, b"Unauthorized"),
        Refusal(ReminderPermissionError, 1, 401, b""),
        Refusal(ReminderNotSupportedError, 1, 403, error("DEVICE_NOT_SUPPORTED")),
        Refusal(ReminderNotSupportedError, 1, 403, b""),
        Refusal(ReminderLimitError, 1, 403, error("MAX_REMINDERS_EXCEEDED")),
        Refusal(ReminderNotFoundError, 1, 404, b"not found"),
        Refusal(ReminderConflictError, 1, 409, error("CONFLICT")),
        Refusal(ReminderRejectedError, 1, 415, b"<html>"),
        Refusal(ReminderBusyError, 2, 429, error("RATE_EXCEEDED")),
        Refusal(ReminderBusyError, 2, 429, b""),
        Refusal(ReminderFailedError, 2, 500, b""),
        Refusal(ReminderFailedError, 2, 500, error("INTERNAL_ERROR")),
        Refusal(ReminderFailedError, 2, 503, b""),
        Refusal(ReminderFailedError, 2, 503, b"<html>Service Unavailable</html>"),
        Refusal(ReminderFailedError, 1, 302, b""),
    ],
    ids=str,
)
def test_every_refusal_has_an_error_of_its_own(
    operation: Operation, refusal: Refusal, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """The HTTP status decides, whatever the body; busy and broken servers are asked twice.

    A broken one that was to make something is not: it may have done that first.
    """
    if refusal.status == 500 and operation is OPERATIONS[0]:
        refusal = refusal._replace(kind=ReminderUnsettledError, calls=1)
    alexa.faults = [Fault(refusal.status, refusal.body, times=9)]
    with pytest.raises(ReminderError) as raised:
        operation(reminders())
    assert (refusal.kind, refusal.calls) == (type(raised.value), len(alexa.requests))
    assert str(refusal.status) in str(raised.value)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("operation", OPERATIONS[:1] + OPERATIONS[3:], ids=["create", "list"])
def test_a_retry_that_succeeds_is_a_success(
    status: int, operation: Operation, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """One bad moment is not the couple's business, and makes nothing twice."""
    alexa.faults = [Fault(status)]
    operation(reminders())
    assert len(alexa.requests) == 2
    assert len(alexa.cloud.reminders) == len(alexa.calls("POST")) // 2


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
@pytest.mark.parametrize(
    "fault",
    [Fault(times=9), Fault(504, times=9), Fault(200, b"{}", delay=0.6, times=9)],
    ids=["closes the connection", "gateway gave up", "hangs"],
)
def test_where_no_clear_answer_came_the_outcome_is_open(
    operation: Operation, fault: Fault, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """It is a failure that says that the thing may have been done all the same."""
    alexa.faults = [Fault(fault.status, fault.body, times=9, delay=fault.delay)]
    with pytest.raises(ReminderUnsettledError):
        operation(reminders(0.35))


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_where_nothing_left_this_machine_nothing_was_done(
    operation: Operation, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """A turn without time left is a plain failure, with nothing open."""
    turn = reminders(0.0)
    with pytest.raises(ReminderFailedError) as raised:
        operation(turn)
    assert not isinstance(raised.value, ReminderUnsettledError)
    assert alexa.requests == []


GARBAGE = [b"", b"<html>Welcome</html>", b"[]", b"null", b"17", b"\xff\xfe", b'"ON"']


@pytest.mark.parametrize("garbage", [*GARBAGE, b"{}", b'{"alertToken": ""}', b'{"alertToken": 5}'])
def test_a_reminder_made_without_a_token_may_have_been_made(
    garbage: bytes, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Success without a name for the reminder is no success yet."""
    alexa.faults = [Fault(201, garbage)]
    with pytest.raises(ReminderUnsettledError, match="perhaps"):
        reminders().create(MONDAY)


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_change_confirmed_in_gibberish_may_have_been_made(
    garbage: bytes, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Success in words that cannot be read is no success yet."""
    alexa.faults = [Fault(200, garbage)]
    with pytest.raises(ReminderUnsettledError, match="perhaps"):
        reminders().replace("a token", MONDAY)


@pytest.mark.parametrize(
    "garbage",
    [
        *GARBAGE,
        b"{}",
        b'{"totalCount":"1"}',
        b'{"totalCount":"1","alerts":"x"}',
        b'{"totalCount":"1","alerts":[{}]}',
        b'{"totalCount":"1","alerts":["x"]}',
        b'{"totalCount":"8","alerts":[{"alertToken":"a","status":"ON"}]}',
    ],
)
def test_a_list_that_is_not_whole_is_no_list(
    garbage: bytes, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """What is missing from it would be taken for deleted."""
    alexa.faults = [Fault(200, garbage)]
    with pytest.raises(ReminderFailedError, match="list"):
        reminders().list()


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
@pytest.mark.parametrize("missing", ["", None])
def test_a_request_without_an_access_token_fails_before_any_call(
    operation: Operation, missing: str | None, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """It is a failure, not a missing permission: asking the couple for one would not help."""
    with pytest.raises(ReminderFailedError, match="token"):
        operation(reminders(access_token=missing))
    assert alexa.requests == []


def test_what_alexa_refuses_by_itself_is_told_apart(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Permission, device, number and token, each from the service's own rules."""
    alexa.granted = False
    with pytest.raises(ReminderPermissionError):
        reminders().create(MONDAY)
    alexa.granted, alexa.supported = True, False
    with pytest.raises(ReminderNotSupportedError):
        reminders().create(MONDAY)
    alexa.supported, alexa.cloud.limit = True, 0
    with pytest.raises(ReminderLimitError):
        reminders().create(MONDAY)
    alexa.cloud.limit = LIMIT
    with pytest.raises(ReminderPermissionError):
        reminders(access_token="expired").create(MONDAY)  # noqa: S106 - a made-up token
    assert alexa.cloud.reminders == ()


def test_no_error_and_no_value_shows_a_token_or_what_amazon_wrote(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Messages hold a status and a code, and are raised without the SDK's own error behind them."""
    secret = b'{"code":"user amzn1.ask.account.X","message":"amzn1.alert/token 1"}'
    alexa.faults = [Fault(400, secret)]
    with pytest.raises(CloserError) as raised:
        reminders().create(MONDAY)
    assert "amzn1" not in str(raised.value)
    assert raised.value.__suppress_context__
    assert "a token" not in repr(ListedReminder("a token", "ON", None, None))


# ------------------------------------------------- what the SDK gets wrong itself


def sdk_client(
    alexa: AlexaApiServer, api_client: TimeLimitedApiClient, serializer: object
) -> ReminderManagementServiceClient:
    """The SDK's client with a serializer."""
    return ReminderManagementServiceClient(
        ApiConfiguration(
            serializer=serializer,
            api_client=api_client,
            authorization_value=ACCESS_TOKEN,
            api_endpoint=alexa.endpoint,
        )
    )


def test_the_list_can_be_read_although_the_sdk_cannot_read_it(
    alexa: AlexaApiServer, reminders: OpensReminders, api_client: TimeLimitedApiClient
) -> None:
    """The class path of SpokenInfo is wrong in the SDK; with its own serializer the list is lost."""
    reminders().create(MONDAY)
    with pytest.raises(SerializationException, match="SpokenInfo"):
        sdk_client(alexa, api_client, DefaultSerializer()).get_reminders()
    assert len(reminders().list()) == 1


@pytest.mark.parametrize("status", ["OFF", "PAUSED", "on"])
def test_a_status_that_the_sdk_does_not_know_is_read_as_it_is(
    status: str, alexa: AlexaApiServer, reminders: OpensReminders, api_client: TimeLimitedApiClient
) -> None:
    """The SDK raises on it, in a list and in an answer; here it counts as not going off."""
    token = reminders().create(MONDAY)
    alexa.cloud.set_status(token, status)
    with pytest.raises(SerializationException):
        sdk_client(alexa, api_client, DefaultSerializer()).get_reminders()
    (listed,) = reminders().list()
    assert (listed.status, listed.is_on) == (status, False)
    alexa.faults = [Fault(200, json.dumps({"alertToken": token, "status": status}).encode())]
    assert token == reminders().replace(token, MONDAY)


def test_a_completed_reminder_is_not_going_off(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Only ON is a promise."""
    token = reminders().create(MONDAY)
    assert reminders().list()[0].is_on
    alexa.cloud.set_status(token, "COMPLETED")
    assert not reminders().list()[0].is_on


def test_an_empty_body_does_not_hide_the_status(
    alexa: AlexaApiServer, api_client: TimeLimitedApiClient
) -> None:
    """The SDK's serializer raises in place of the error that has the status; ours lets it through."""
    alexa.faults = [Fault(500, times=9)]
    with pytest.raises(SerializationException):
        sdk_client(alexa, api_client, DefaultSerializer()).get_reminders()
    with pytest.raises(ServiceException) as raised:
        sdk_client(alexa, api_client, PlainJsonSerializer()).get_reminders()
    assert raised.value.status_code == 500


def test_the_code_is_found_where_the_sdk_leaves_the_body_as_text(
    alexa: AlexaApiServer, reminders: OpensReminders, api_client: TimeLimitedApiClient
) -> None:
    """It declares no 403 for a change, so the body comes as text, and the limit is in it."""
    alexa.faults = [Fault(403, error("MAX_REMINDERS_EXCEEDED"), times=2)]
    with pytest.raises(ServiceException) as raised:
        sdk_client(alexa, api_client, DefaultSerializer()).update_reminder("a token", {"a": 1})
    assert isinstance(raised.value.body, str)
    with pytest.raises(ReminderLimitError, match="MAX_REMINDERS_EXCEEDED"):
        reminders().replace("a token", MONDAY)


def test_an_aware_time_would_go_out_with_its_offset() -> None:
    """That is why times are written here: the SDK gives them an offset, which Amazon refuses."""
    written = DefaultSerializer().serialize(datetime.fromisoformat("2026-11-22T19:15-05:00"))
    assert written.endswith("-05:00")


def test_ssml_without_text_is_refused(alexa: AlexaApiServer, reminders: OpensReminders) -> None:
    """As on a device; so both always go out."""
    with pytest.raises(ReminderRejectedError, match="400 INVALID_ALERT_INFO"):
        reminders().create(replace(MONDAY, text=ReminderText("", TEXT.ssml)))
    assert alexa.cloud.reminders == ()


def test_a_reminder_that_was_set_goes_off_at_the_wall_clock_time(
    alexa: AlexaApiServer, reminders: OpensReminders, clock: MovableClock
) -> None:
    """What the schedule says is next is when Alexa's own reading of the rule rings."""
    for reminder in (MONDAY, AFTER_MIDNIGHT):
        before = clock()
        token = reminders().create(reminder)
        expected = reminder.trigger.next_fire(before)
        (spoken,) = [one for one in alexa.cloud.due(before, expected) if one.token == token]
        assert (expected, TEXT.plain) == (spoken.at, spoken.text)
