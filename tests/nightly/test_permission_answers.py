"""Alexa's answer about the permission, in every shape: never a yes by accident."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from skill.handlers.render import REMINDERS_SCOPE
from skill.simulator.echo.envelope import mapping
from tests.nightly.couple import AlexaAtHome, Couple, says

SCOPE = {"permissionScope": REMINDERS_SCOPE, "consentLevel": "ACCOUNT"}
OK = {"code": "200", "message": "OK"}


def v2(status: object) -> dict[str, object]:
    """The newer shape: each scope has its own status."""
    return {"permissionScopes": [{**SCOPE, "status": status}]}


def v1(status: object) -> dict[str, object]:
    """The older shape: one status for all."""
    return {"permissionScope": REMINDERS_SCOPE, "status": status, "isCardThrown": False}


def beside(status: object) -> dict[str, object]:
    """As Amazon's printed example has it, read as kindly as can be: beside its scope."""
    return {"permissionScopes": [SCOPE, status]}


def beside_as_object(status: object) -> dict[str, object]:
    """The same, where somebody made JSON of it."""
    return {"permissionScopes": [SCOPE, {"status": status}]}


SHAPES = pytest.mark.parametrize("shape", [v1, v2, beside, beside_as_object])


@pytest.fixture
def asked(couple: Couple) -> Couple:
    """A couple that said yes to half past nine, and whom Alexa is asking now."""
    couple.alexa.granted = False
    couple.say("SetNightlyIntent time=21:30", "yes")
    assert couple.last.directives
    couple.alexa.granted = True
    return couple


def token_of(couple: Couple) -> str:
    """What Alexa was handed with the question."""
    (directive,) = couple.last.directives
    return str(directive["token"])


def answer(
    couple: Couple,
    payload: object,
    *,
    status: object = None,
    token: object = None,
    attributes: dict[str, object] | None = None,
) -> dict[str, Any]:
    """Have Alexa answer with a payload, and return the skill's response."""
    request = {
        "type": "Connections.Response",
        "name": "AskFor",
        "status": OK if status is None else status,
        "token": token_of(couple) if token is None else token,
        "payload": payload,
    }
    return couple.handle(request, attributes)


def spoken(response: dict[str, Any]) -> str:
    """What a response says."""
    return str(mapping(response["outputSpeech"])["ssml"])


def assert_nothing_set(couple: Couple, response: dict[str, Any], line: str) -> None:
    """A line is said, and neither Alexa nor the record has a reminder."""
    assert says(spoken(response), line)
    assert response["shouldEndSession"] is True
    assert couple.in_the_cloud == {}
    assert couple.record.nightly is None


@SHAPES
def test_accepted_sets_what_was_agreed_to(asked: Couple, shape: Any) -> None:
    """In either shape, and in the misprinted one, the reminders stand and it is said when."""
    response = answer(asked, shape("ACCEPTED"))

    assert says(spoken(response), "nightly.done")
    assert asked.true_schedule == "every night at nine thirty p.m."
    assert asked.recorded == asked.in_the_cloud


@SHAPES
@pytest.mark.parametrize("status", ["DENIED", "NOT_ANSWERED"])
def test_refused_is_taken_gracefully(asked: Couple, shape: Any, status: str) -> None:
    """The way through the app with its card, nothing set, and no offer for a week."""
    response = answer(asked, shape(status))

    assert_nothing_set(asked, response, "nightly.permission_refused")
    assert response["card"] == {
        "type": "AskForPermissionsConsent",
        "permissions": [REMINDERS_SCOPE],
    }
    assert asked.record.refused is not None


UNREADABLE: dict[str, object] = {
    "no payload": None,
    "an empty payload": {},
    "a payload of the wrong kind": ["ACCEPTED"],
    "a text": "ACCEPTED",
    "an unknown status": v2("PERHAPS"),
    "an unknown status, older shape": v1("PERHAPS"),
    "a status in small letters": v2("accepted"),
    "a status that is a number": v2(1),
    "a list as status": v2(["ACCEPTED"]),
    "no status at all": {"permissionScopes": [SCOPE]},
    "scopes of the wrong kind": {"permissionScopes": {"status": "ACCEPTED"}},
    "scopes of null": {"permissionScopes": None},
    "two answers at once": {
        "permissionScopes": [{**SCOPE, "status": "ACCEPTED"}],
        "status": "DENIED",
    },
    "accepted, and something new": {
        "permissionScopes": [{**SCOPE, "status": "ACCEPTED"}, {**SCOPE, "status": "EXPIRED"}]
    },
    "another permission": {
        "permissionScopes": [{"permissionScope": "alexa::profile:name:read", "status": "ACCEPTED"}]
    },
    "an answer of the wrong level": {"permissionScopes": [[{**SCOPE, "status": "ACCEPTED"}]]},
    "failed": v2("FAILED"),
}


@pytest.mark.parametrize("payload", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_no_yes(asked: Couple, payload: object) -> None:
    """Nothing is set, it is said that it was not, and it is no refusal either."""
    response = answer(asked, payload)

    assert_nothing_set(asked, response, "nightly.failed")
    assert asked.record.refused is None


@pytest.mark.parametrize(
    "status",
    [
        {"code": "400", "message": "Bad Request"},
        {"code": "500", "message": "Internal Error"},
        {"code": 200},
        {"message": "OK"},
        {},
        "200",
    ],
    ids=str,
)
@SHAPES
def test_accepted_counts_for_nothing_when_the_question_failed(
    asked: Couple, shape: Any, status: object
) -> None:
    """Only a status of "200" lets the payload speak."""
    assert_nothing_set(asked, answer(asked, shape("ACCEPTED"), status=status), "nightly.failed")


@pytest.mark.parametrize(
    "token",
    [
        "another skill's token",
        "=21:30",
        "=21:30 ",
        "=25:00 monday",
        "=21:30:15 monday",
        "=21:30+01:00 monday",
        "=21:30 someday",
        "=9:30 monday",
        "=21:30,22:30 monday",
        "?01:00,13:00 monday",
        "? monday",
        "!21:30 monday",
        "=21:30 monday tuesday",
    ],
)
def test_a_token_that_is_no_wish_of_ours_sets_nothing(asked: Couple, token: str) -> None:
    """Whatever the session remembers: what Alexa was handed is not what came back."""
    assert_nothing_set(asked, answer(asked, v2("ACCEPTED"), token=token), "nightly.failed")


def test_the_token_is_the_truth(asked: Couple) -> None:
    """A wish that the session has moved on from is set as it was agreed to."""
    response = answer(asked, v2("ACCEPTED"), token="=20:15 monday,friday")  # noqa: S106 - no secret

    assert "On Mondays and Fridays at eight fifteen p.m." in spoken(response)
    assert asked.true_schedule == "on Mondays and Fridays at eight fifteen p.m."


def test_without_session_attributes_the_token_is_enough(asked: Couple) -> None:
    """The wish travels in the token, so nothing else is needed."""
    response = answer(asked, v2("ACCEPTED"), attributes={})

    assert says(spoken(response), "nightly.done")
    assert asked.recorded == asked.in_the_cloud


def test_without_a_token_the_session_is_enough(asked: Couple) -> None:
    """What Alexa was handed in this session is known there as well."""
    response = answer(asked, v2("ACCEPTED"), token="")

    assert says(spoken(response), "nightly.done")


def test_without_either_nothing_is_set(asked: Couple) -> None:
    """Nobody knows what was agreed to."""
    response = answer(asked, v2("ACCEPTED"), token="", attributes={})

    assert_nothing_set(asked, response, "nightly.failed")


def test_an_answer_to_no_question_of_this_session_sets_nothing(couple: Couple) -> None:
    """A wish that is still being talked about was not agreed to, whatever Alexa says."""
    couple.say("SetNightlyIntent time=21:30")

    response = answer(couple, v2("ACCEPTED"), token="")

    assert_nothing_set(couple, response, "nightly.failed")


def test_an_answer_that_comes_twice_makes_no_second_reminder(asked: Couple) -> None:
    """The second finds what the first has made."""
    token = token_of(asked)
    answer(asked, v2("ACCEPTED"), token=token)
    answer(asked, v2("ACCEPTED"), token=token)

    assert len(asked.in_the_cloud) == 7
    assert asked.recorded == asked.in_the_cloud


def test_no_offer_follows_a_refusal_for_a_week_but_a_request_is_honoured(asked: Couple) -> None:
    """Seven nights of tips without an offer, one on the eighth; asked for, it is set at any time."""
    answer(asked, v2("DENIED"))
    asked.echo.new_session()
    asked.say("prompt", "another")
    for _ in range(7):
        asked.clock.advance(timedelta(days=1))
        asked.echo.new_session()
        assert not says(asked.say("tip"), "nightly.offer")
    asked.clock.advance(timedelta(days=1))
    asked.echo.new_session()
    assert says(asked.say("tip"), "nightly.offer")

    assert says(asked.say("SetNightlyIntent time=21:30"), "nightly.consent")
    assert says(asked.say("yes"), "nightly.done")


# ------------------------------------------------------------------------ the zone


def test_the_zone_is_asked_for_when_a_time_is_spoken_of(alexa: AlexaAtHome, couple: Couple) -> None:
    """Not told when the session began, but since: the reminder is set in that very session."""
    alexa.time_zone = None
    couple.say("tip")
    record = couple.record
    assert record.time_zone is None
    alexa.time_zone = "Europe/London"

    assert says(couple.say("SetNightlyIntent time=21:30"), "nightly.consent")
    assert couple.record.time_zone == "Europe/London"
    couple.say("yes")
    assert {trigger.zone for trigger, _ in couple.in_the_cloud.values()} == {"Europe/London"}


@pytest.mark.parametrize("fault", [None, 401, 403, 404, 429, 500, 503])
def test_a_zone_that_the_device_does_not_tell_is_asked_for(
    alexa: AlexaAtHome, couple: Couple, fault: int | None
) -> None:
    """Before the consent sentence; what they say is kept, and the reminders go by it."""
    alexa.time_zone = None
    if fault:
        alexa.time_zone_status = fault

    assert says(couple.say("SetNightlyIntent time=21:30"), "nightly.ask_zone")
    assert "Sydney time" in couple.say("PlaceIntent place=Australia/Sydney")
    assert couple.record.time_zone == "Australia/Sydney"
    couple.say("yes")
    assert {trigger.zone for trigger, _ in couple.in_the_cloud.values()} == {"Australia/Sydney"}


def test_a_zone_that_was_told_outlives_a_device_that_never_tells(
    alexa: AlexaAtHome, couple: Couple
) -> None:
    """Nobody is asked a second time, and what the device tells one day is believed over it."""
    alexa.time_zone = None
    couple.say("SetNightlyIntent time=21:30", "PlaceIntent place=Asia/Kolkata", "yes")
    couple.clock.advance(timedelta(days=3))
    assert says(couple.say("SetNightlyIntent time=22:00"), "nightly.consent")
    couple.echo.new_session()
    couple.clock.advance(timedelta(days=1))
    alexa.time_zone = "Asia/Dubai"
    couple.say("tip")
    assert couple.record.time_zone == "Asia/Dubai"


@pytest.mark.parametrize("answer", ["PlaceIntent", "mumble", "PlaceIntent place=canada"])
def test_a_second_unclear_place_ends_in_advice(
    alexa: AlexaAtHome, couple: Couple, answer: str
) -> None:
    """It says where to set the zone, and nothing is guessed or set."""
    alexa.time_zone = None
    couple.say("SetNightlyIntent time=21:30", "mumble")

    assert says(couple.say(answer), "nightly.no_zone")
    assert not couple.echo.session_open
    assert (couple.record.time_zone, couple.record.nightly) == (None, None)
    assert couple.in_the_cloud == {}


def test_the_zone_is_asked_for_once_a_night(couple: Couple) -> None:
    """However often the skill is opened, and again the next night."""
    for _ in range(3):
        couple.say("tip")
        couple.echo.new_session()
    assert len(couple.alexa.calls("GET")) == 1
    couple.clock.advance(timedelta(days=1))
    couple.say("tip")
    assert len(couple.alexa.calls("GET")) == 2


def test_the_zone_is_asked_for_once_in_setting_a_reminder(couple: Couple) -> None:
    """Told already this night, it is asked for anew, but not at every answer on the way."""
    couple.say("tip")
    couple.alexa.requests.clear()
    couple.say("remind us", "SetNightlyIntent time=21:30", "SetNightlyIntent days=weekends")

    assert [call.path.rpartition("/")[2] for call in couple.alexa.calls("GET")] == [
        "System.timeZone"
    ]
