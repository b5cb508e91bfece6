"""Whatever Alexa's API does, what is said is true, and the record knows what there is.

Each test holds what is said against the reminders that Alexa really has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

import pytest

from skill import alexa_api
from skill.handlers import reminder_effects
from skill.persistence.memory import MemoryStore
from skill.reminders.schedule import WEEKNIGHTS, WeeklyTrigger
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.envelope import DeviceSettings
from tests.nightly.couple import PUBLIC, AlexaAtHome, Couple, says
from tests.reminders.alexa_api_server import Fault
from tests.support import faulty_store

ALWAYS = 99
WEEKENDS = "=21:30 saturday,sunday"
HANG = 0.6
"""Seconds for which nothing comes, longer than a call waits here."""

CLAIMS_A_SCHEDULE = (
    "nightly.done", "nightly.done.some", "nightly.failed.kept", "nightly.status",
    "nightly.cancel_failed",
)  # fmt: skip
CLAIMS_NONE = ("nightly.none", "nightly.cancelled")
CLAIMS_NO_CHANGE = ("nightly.failed", "nightly.limit", "nightly.unavailable")


def assert_true(couple: Couple, before: dict[str, object]) -> None:
    """What was said last is so, by Alexa's own list."""
    speech = couple.last.speech
    for line in CLAIMS_A_SCHEDULE:
        if says(speech, line):
            assert couple.true_schedule, speech
            assert couple.true_schedule.lower() in speech.lower()
    if any(says(speech, line) for line in CLAIMS_NONE):
        assert couple.in_the_cloud == {}
    if any(says(speech, line) for line in CLAIMS_NO_CHANGE):
        assert couple.in_the_cloud == before


def fault(status: int, method: str, body: bytes = b"", **how: Any) -> Fault:
    """A fault that strikes every such request, unless it is said how many."""
    return Fault(status, body, method, **{"times": ALWAYS, **how})


def error(status: int, code: str, method: str, **how: Any) -> Fault:
    """A fault whose body is one of Amazon's."""
    return fault(status, method, f'{{"code":"{code}","message":"No."}}'.encode(), **how)


@dataclass(frozen=True)
class Case:
    """What goes wrong, what is said to it, and how many reminders there are afterwards."""

    name: str
    faults: tuple[Fault, ...]
    line: str
    left: int


def cases(*given: tuple[str, tuple[Fault, ...], str, int]) -> pytest.MarkDecorator:
    """One test for each case; faults count down, so each test gets copies of its own."""
    return pytest.mark.parametrize(
        "case", [Case(*one) for one in given], ids=lambda case: case.name
    )


class Strike(Protocol):
    """Lets faults strike a couple's calls from now on."""

    def __call__(self, couple: Couple, *faults: Fault) -> None:
        """Faults count down, so each test gets copies of its own."""


@pytest.fixture
def strike(monkeypatch: pytest.MonkeyPatch) -> Strike:
    """Where something hangs, calls and turns give up sooner than at home."""

    def strikes(couple: Couple, *faults: Fault) -> None:
        if any(one.delay for one in faults):
            monkeypatch.setattr(alexa_api, "READ_SECONDS", HANG / 3)
            monkeypatch.setattr(reminder_effects, "SETTING_SECONDS", 2.0)
        couple.alexa.faults.extend(replace(one) for one in faults)

    return strikes


# --------------------------------------------------------------------- setting it

HTML = b"<html>Bad Gateway</html>"
NO_TOKEN = b'{"status":"ON","version":"1"}'


@cases(
    ("403, device", (error(403, "DEVICE_NOT_SUPPORTED", "POST"),), "nightly.unavailable", 0),
    ("403, plain", (fault(403, "POST"),), "nightly.unavailable", 0),
    ("403, limit", (error(403, "MAX_REMINDERS_EXCEEDED", "POST"),), "nightly.limit", 0),
    (
        "403, limit at the fourth",
        (error(403, "MAX_REMINDERS_EXCEEDED", "POST", after=3),),
        "nightly.done.some",
        3,
    ),
    ("404", (error(404, "NOT_FOUND", "POST"),), "nightly.failed", 0),
    ("404 on the list", (fault(404, "GET"),), "nightly.failed", 0),
    ("409", (error(409, "CONFLICT", "POST"),), "nightly.failed", 0),
    ("400", (error(400, "INVALID_ALERT_INFO", "POST"),), "nightly.failed", 0),
    ("429 once", (error(429, "THROTTLED", "POST", times=1),), "nightly.done", 7),
    ("429", (error(429, "THROTTLED", "POST"),), "nightly.failed", 0),
    ("429 on the list", (error(429, "THROTTLED", "GET"),), "nightly.failed", 0),
    # Whether it was done before it failed, the list tells; it is never done again unasked.
    ("500 once, nothing done", (fault(500, "POST", times=1),), "nightly.done.some", 6),
    ("500 once, but done", (fault(500, "POST", times=1, done=True),), "nightly.done", 7),
    ("500", (fault(500, "POST"),), "nightly.failed", 0),
    ("500 on the list", (fault(500, "GET"),), "nightly.failed", 0),
    ("503 once", (fault(503, "POST", times=1),), "nightly.done", 7),
    ("503", (error(503, "SERVICE_UNAVAILABLE", "POST"),), "nightly.failed", 0),
    ("a hang, nothing done", (fault(0, "POST", delay=HANG, times=1),), "nightly.done.some", 6),
    ("a hang, but done", (fault(0, "POST", delay=HANG, times=1, done=True),), "nightly.done", 7),
    ("a hang of the list", (fault(0, "GET", delay=HANG),), "nightly.failed", 0),
    ("garbage, nothing done", (fault(200, "POST", HTML),), "nightly.failed", 0),
    ("garbage, but done", (fault(200, "POST", HTML, done=True),), "nightly.done", 7),
    ("a list of garbage", (fault(200, "GET", HTML),), "nightly.failed", 0),
    ("no token in the answers", (fault(201, "POST", NO_TOKEN, done=True),), "nightly.done", 7),
    ("the fourth of seven", (fault(400, "POST", after=3, times=1),), "nightly.done.some", 6),
    ("a line cut off", (fault(0, "POST"),), "nightly.failed", 0),
)
def test_what_is_said_when_setting_goes_wrong_is_true(
    couple: Couple, case: Case, strike: Strike
) -> None:
    """The line and the number of reminders are those of the case, and the record has just these."""
    couple.say("SetNightlyIntent time=21:30")
    strike(couple, *case.faults)

    speech = couple.say("yes")

    assert says(speech, case.line), speech
    assert len(couple.in_the_cloud) == case.left
    assert_true(couple, {})
    assert couple.recorded == couple.in_the_cloud


def test_without_the_permission_alexa_asks_and_nothing_is_stored(couple: Couple) -> None:
    """A 401 hands over to Alexa without a word; granted, all is set; the wish is in her token."""
    couple.alexa.granted = False
    couple.say("SetNightlyIntent time=21:30 days=weekends")
    couple.say("yes")

    (directive,) = couple.last.directives
    assert directive["token"] == WEEKENDS
    assert couple.record.nightly is None
    assert couple.record.reminder_prompts.used == frozenset()

    couple.alexa.granted = True
    speech = couple.say("yes")

    assert says(speech, "nightly.done")
    assert couple.true_schedule == "on weekends at nine thirty p.m."
    assert couple.recorded == couple.in_the_cloud


def test_a_permission_that_does_not_come_through_is_not_asked_for_twice(couple: Couple) -> None:
    """Approved, and 401 all the same: the way through the app is told, with the card."""
    couple.alexa.granted = False
    couple.say("SetNightlyIntent time=21:30", "yes")

    speech = couple.say("yes")

    assert says(speech, "nightly.permission_refused")
    assert couple.last.card is not None
    assert couple.recorded == couple.in_the_cloud == {}


@pytest.mark.parametrize("missing", [{"api_access_token": ""}, {"api_endpoint": ""}], ids=str)
def test_without_a_token_or_an_address_nothing_is_called(couple: Couple, missing: Any) -> None:
    """Where the envelope lacks one of them, setting fails kindly and no request is sent."""
    couple.say("SetNightlyIntent time=21:30")
    couple.alexa.requests.clear()
    couple.echo.settings = replace(couple.echo.settings, **missing)

    speech = couple.say("yes")

    assert says(speech, "nightly.failed")
    assert couple.alexa.requests == []
    assert couple.record.nightly is None


def test_where_no_answer_came_nothing_is_claimed_and_the_next_look_tells(
    couple: Couple, strike: Strike
) -> None:
    """Made, but never confirmed: "I couldn't tell"; later the status finds what there is."""
    couple.say("SetNightlyIntent time=21:30 days=monday")
    strike(
        couple,
        fault(0, "POST", delay=HANG, done=True),
        fault(0, "GET", delay=HANG, after=1),
    )

    speech = couple.say("yes")

    assert says(speech, "nightly.unsure")
    assert couple.record.nightly is None
    assert len(couple.in_the_cloud) == 1
    couple.alexa.faults.clear()
    assert couple.say("status") == (
        "On Mondays at nine thirty p.m., there's a reminder with a question for the two of you. "
        "Ask me to change or cancel the reminder any time."
    )
    assert couple.recorded == couple.in_the_cloud


@pytest.mark.parametrize("outage", [503, 0])
def test_prompts_that_nobody_heard_stay_unheard(
    couple: Couple, outage: int, strike: Strike
) -> None:
    """Not one prompt counts as used after setting has failed five times."""
    couple.say("SetNightlyIntent time=21:30")
    strike(couple, fault(outage, "GET"))
    for _ in range(5):
        couple.say("SetNightlyIntent time=21:30", "yes")

    assert couple.record.reminder_prompts.used == frozenset()
    assert couple.record.prompts.used == frozenset()


# -------------------------------------------------------------------- changing it


@cases(
    ("409", (error(409, "CONFLICT", "PUT"),), "nightly.failed.kept", 7),
    (
        "409 at the fourth",
        (error(409, "CONFLICT", "PUT", after=3, times=1),),
        "nightly.failed.kept",
        7,
    ),
    ("429", (error(429, "THROTTLED", "PUT"),), "nightly.failed.kept", 7),
    ("500 at the fourth", (fault(500, "PUT", after=3, times=4),), "nightly.failed.kept", 7),
    ("500", (fault(500, "PUT"),), "nightly.failed.kept", 7),
    ("500 on the list", (fault(500, "GET"),), "nightly.failed.kept", 7),
    ("503", (fault(503, "PUT"),), "nightly.failed.kept", 7),
    ("a hang", (fault(0, "PUT", delay=HANG),), "nightly.failed.kept", 7),
    ("a hang, but done", (fault(0, "PUT", delay=HANG, times=1, done=True),), "nightly.done", 7),
    ("a hang of the list", (fault(0, "GET", delay=HANG),), "nightly.failed.kept", 7),
    ("garbage, but done", (fault(200, "PUT", HTML, done=True),), "nightly.failed.kept", 7),
    ("garbage", (fault(200, "PUT", HTML),), "nightly.failed.kept", 7),
)
def test_what_is_said_when_changing_goes_wrong_is_true(
    reminded: Couple, case: Case, strike: Strike
) -> None:
    """Half of a change is taken back, and what is said to stand does stand."""
    before = reminded.in_the_cloud
    reminded.say("SetNightlyIntent time=22:00")
    strike(reminded, *case.faults)

    speech = reminded.say("yes")

    assert says(speech, case.line), speech
    assert len(reminded.in_the_cloud) == case.left
    assert_true(reminded, dict(before))
    assert reminded.recorded.keys() == reminded.in_the_cloud.keys()
    assert triggers(reminded.recorded) == triggers(reminded.in_the_cloud)


def triggers(reminders: dict[str, tuple[WeeklyTrigger, str]]) -> set[WeeklyTrigger]:
    """When some reminders go off."""
    return {trigger for trigger, _ in reminders.values()}


def test_one_deleted_in_the_very_moment_is_made_anew(reminded: Couple, strike: Strike) -> None:
    """A 404 to a change, though Alexa listed it: the night gets a new one, and all is as wanted."""
    reminded.say("SetNightlyIntent time=22:00")
    strike(reminded, error(404, "NOT_FOUND", "PUT", times=1))

    speech = reminded.say("yes")

    assert says(speech, "nightly.done")
    (denied,) = reminded.in_the_cloud.keys() - reminded.recorded.keys()
    reminded.alexa.cloud.remove(denied)
    assert reminded.true_schedule == "every night at ten p.m."
    assert reminded.recorded == reminded.in_the_cloud


def test_a_change_that_cannot_be_taken_back_is_told_as_it_is(
    reminded: Couple, strike: Strike
) -> None:
    """Some nights moved and some not: both times are named, each with its nights."""
    reminded.say("SetNightlyIntent time=22:00")
    strike(reminded, fault(409, "PUT", after=3))

    speech = reminded.say("yes")

    assert "at ten p.m." in speech
    assert "at nine thirty p.m." in speech
    assert_true(reminded, {})
    assert reminded.recorded.keys() == reminded.in_the_cloud.keys()


def test_fewer_nights_asked_for_and_not_come_by_are_not_called_some_of_it(
    reminded: Couple, strike: Strike
) -> None:
    """With the list out of order nothing changes, and it is every night that is said to stand."""
    reminded.say("SetNightlyIntent days=weekends")
    strike(reminded, fault(500, "GET"))

    speech = reminded.say("yes")

    assert says(speech, "nightly.failed.kept")
    assert "every night at nine thirty p.m." in speech
    assert reminded.recorded == reminded.in_the_cloud


def test_the_same_again_is_done_even_if_its_prompts_could_not_be_swapped(
    reminded: Couple, strike: Strike
) -> None:
    """Asked for what stands already, a fault changes nothing of it: done is true."""
    reminded.say("SetNightlyIntent time=21:30")
    strike(reminded, fault(500, "PUT"))

    speech = reminded.say("yes")

    assert says(speech, "nightly.done")
    assert reminded.recorded == reminded.in_the_cloud


def test_the_same_again_without_the_permission_has_alexa_ask(reminded: Couple) -> None:
    """Taken away in the app meanwhile: what the record says stands is not called done."""
    reminded.say("SetNightlyIntent time=21:30")
    reminded.alexa.granted = False

    reminded.say("yes")

    assert reminded.last.directives
    assert not says(reminded.last.speech, "nightly.done")


def test_the_same_again_is_not_done_while_nobody_can_look(reminded: Couple, strike: Strike) -> None:
    """Without Alexa's list it is not known whether it stands, and not called done."""
    reminded.say("SetNightlyIntent time=21:30")
    strike(reminded, fault(500, "GET"))

    assert says(reminded.say("yes"), "nightly.failed.kept")


def test_a_device_that_cannot_is_not_offered_it_the_next_day(couple: Couple) -> None:
    """After a 403 the skill offers no reminder by itself for a week, but tries when asked."""
    couple.say("prompt")
    couple.say("another")
    couple.alexa.supported = False
    couple.say("SetNightlyIntent time=21:30")

    assert says(couple.say("yes"), "nightly.unavailable.heard")
    assert couple.record.refused is not None
    assert says(couple.say("SetNightlyIntent time=21:30"), "nightly.consent")


# ------------------------------------------------------------- asking and cancelling


@cases(
    ("401", (error(401, "UNAUTHORIZED", "GET"),), "nightly.not_allowed", 7),
    ("403", (fault(403, "GET"),), "nightly.status.unsure", 7),
    ("429 once", (fault(429, "GET", times=1),), "nightly.status", 7),
    ("429", (fault(429, "GET"),), "nightly.status.unsure", 7),
    ("500", (fault(500, "GET"),), "nightly.status.unsure", 7),
    ("503", (fault(503, "GET"),), "nightly.status.unsure", 7),
    ("a hang", (fault(0, "GET", delay=HANG),), "nightly.status.unsure", 7),
    ("garbage", (fault(200, "GET", HTML),), "nightly.status.unsure", 7),
    (
        "half a list",
        (fault(200, "GET", b'{"totalCount":"7","alerts":[]}'),),
        "nightly.status.unsure",
        7,
    ),
)
def test_a_status_that_could_not_be_checked_says_so(
    reminded: Couple, case: Case, strike: Strike
) -> None:
    """As far as is known; the record stays as it was."""
    before = reminded.recorded
    strike(reminded, *case.faults)

    assert says(reminded.say("status"), case.line)
    assert reminded.recorded == before


@cases(
    ("401", (error(401, "UNAUTHORIZED", ""),), "nightly.not_allowed", 7),
    ("404", (error(404, "NOT_FOUND", "DELETE", done=True),), "nightly.cancelled", 0),
    (
        "409 at the fourth",
        (error(409, "CONFLICT", "DELETE", after=3, times=1),),
        "nightly.cancel_failed",
        1,
    ),
    ("429", (error(429, "THROTTLED", "DELETE"),), "nightly.cancel_failed", 7),
    ("500 once", (fault(500, "DELETE", times=1),), "nightly.cancelled", 0),
    ("500", (fault(500, "DELETE"),), "nightly.cancel_failed", 7),
    ("500 on the list", (fault(500, "GET"),), "nightly.cancelled", 0),
    ("503", (fault(503, "DELETE"),), "nightly.cancel_failed", 7),
    (
        "a hang, but done",
        (fault(0, "DELETE", delay=HANG, done=True, times=2),),
        "nightly.cancelled",
        0,
    ),
    ("a hang", (fault(0, "DELETE", delay=HANG),), "nightly.cancel_failed", 7),
    ("garbage", (fault(200, "DELETE", HTML, done=True),), "nightly.cancelled", 0),
)
def test_what_is_said_when_cancelling_goes_wrong_is_true(
    reminded: Couple, case: Case, strike: Strike
) -> None:
    """What could not be cancelled is said to be coming still, and the record keeps it."""
    strike(reminded, *case.faults)

    speech = reminded.say("cancel")

    assert says(speech, case.line), speech
    assert len(reminded.in_the_cloud) == case.left
    assert_true(reminded, {})
    assert reminded.recorded == reminded.in_the_cloud


@pytest.mark.parametrize(
    ("status", "line"),
    [(401, "nightly.not_allowed"), (403, "nightly.none"), (500, "nightly.unreachable")],
)
@pytest.mark.parametrize("asked", ["status", "cancel"])
def test_with_none_known_and_no_list_nothing_is_claimed(
    couple: Couple, asked: str, status: int, line: str, strike: Strike
) -> None:
    """Without the permission nothing can be seen; a fault means that it could not be checked."""
    couple.say("tip")
    strike(couple, fault(status, ""))

    assert says(couple.say(asked), line)


# ---------------------------------------------------------- the record and the list


def without_a_record(couple: Couple) -> Couple:
    """The couple after its record was lost and its reminders were not."""
    couple.kept.delete(couple.settings.user_id)
    return couple


def test_reminders_that_the_record_lost_are_told_of(reminded: Couple) -> None:
    """The status says when they come, and the record knows them again, prompts and all."""
    before = reminded.in_the_cloud

    assert says(without_a_record(reminded).say("status"), "nightly.status")
    assert reminded.recorded == before


def test_reminders_that_the_record_lost_can_be_cancelled(reminded: Couple) -> None:
    """Cancelling cancels them, and a fault in it is told."""
    without_a_record(reminded).alexa.faults.append(fault(500, "DELETE"))
    assert says(reminded.say("cancel"), "nightly.cancel_failed")

    without_a_record(reminded).alexa.faults.clear()
    assert says(reminded.say("cancel"), "nightly.cancelled")
    assert reminded.in_the_cloud == {}


def test_reminders_that_the_record_lost_are_changed_not_doubled(reminded: Couple) -> None:
    """Set anew, there is one a night and no more."""
    without_a_record(reminded).say("SetNightlyIntent time=22:00", "yes")

    assert reminded.true_schedule == "every night at ten p.m."
    assert len(reminded.in_the_cloud) == 7
    assert reminded.recorded == reminded.in_the_cloud


def test_reminders_deleted_in_the_app_are_noticed(reminded: Couple) -> None:
    """The next status names the nights that are left, and none once all are gone."""
    for token, (trigger, _) in reminded.in_the_cloud.items():
        if trigger.night in WEEKNIGHTS:
            reminded.alexa.cloud.remove(token)
    assert reminded.say("status").startswith("On weekends at nine thirty p.m., there's a reminder")
    assert reminded.recorded == reminded.in_the_cloud

    reminded.alexa.cloud.clear()
    assert says(reminded.say("status"), "nightly.none")
    assert reminded.recorded == {}


@pytest.mark.parametrize("loads", [True, False], ids=["saves fail", "loads fail too"])
def test_what_was_set_while_the_store_was_away_is_found_again(
    alexa: AlexaAtHome, clock: MovableClock, *, loads: bool
) -> None:
    """Done, though it could not be noted; once the store is back, the status knows it."""
    store = faulty_store.FaultyStore(MemoryStore(clock=clock))
    married = Couple(alexa, clock, store=store)
    married.say("SetNightlyIntent time=21:30")
    store.break_down()
    store.on_load = None if loads else store.on_load

    speech = married.say("yes")

    assert says(speech, "nightly.done")
    assert says(speech, "not_saved")
    store.on_load = store.on_save = store.on_delete = None
    assert says(married.say("status"), "nightly.status")
    assert married.recorded == married.in_the_cloud


# ----------------------------------------------------------------------- forgetting


def test_forgetting_takes_the_reminders_with_it(reminded: Couple) -> None:
    """Nothing is left, in the store or at Alexa's."""
    speech = reminded.say("forget us", "yes")

    assert says(speech, "forget.done.reminders")
    assert reminded.in_the_cloud == {}
    assert not reminded.is_known


def test_forgetting_takes_reminders_that_the_record_lost(reminded: Couple) -> None:
    """Alexa is asked even where none is known."""
    reminded.kept.delete(reminded.settings.user_id)

    assert says(reminded.say("forget us", "yes"), "forget.done")
    assert reminded.in_the_cloud == {}


def test_forgetting_is_not_claimed_while_a_reminder_is_left(
    reminded: Couple, strike: Strike
) -> None:
    """One that could not be deleted keeps the record, which alone knows it; later it works."""
    strike(reminded, fault(500, "DELETE", after=3))

    assert says(reminded.say("forget us", "yes"), "forget.failed")
    assert reminded.recorded != {}

    reminded.alexa.faults.clear()
    assert says(reminded.say("forget us", "yes"), "forget.done.reminders")
    assert not reminded.is_known
    assert reminded.in_the_cloud == {}


def test_forgetting_needs_no_permission_for_reminders(reminded: Couple) -> None:
    """With the permission gone the record goes, and where to remove the reminders is told."""
    reminded.event("AlexaSkillEvent.SkillPermissionChanged")
    reminded.alexa.granted = False

    assert says(reminded.say("forget us", "yes"), "forget.done.out_of_reach")
    assert not reminded.is_known
    assert len(reminded.in_the_cloud) == 7


def test_who_never_allowed_reminders_is_forgotten_without_ado(couple: Couple) -> None:
    """A 401 is what most households get here."""
    couple.alexa.granted = False
    couple.say("tip")

    assert says(couple.say("forget us", "yes"), "forget.done")
    assert not couple.is_known


# ------------------------------------------------------------------- nothing leaks


def test_no_fault_shows_a_token_or_the_words_of_a_body(
    couple: Couple, caplog: pytest.LogCaptureFixture, strike: Strike
) -> None:
    """Logs hold no access token, no alert token, no user and nothing that Alexa wrote."""
    caplog.set_level(0)
    couple.say("SetNightlyIntent time=21:30", "yes")
    strike(
        couple,
        fault(500, "GET", b"secret body", times=2),
        fault(403, "PUT", b'{"code":"secret words","message":"secret"}'),
    )
    for utterance in ("status", "SetNightlyIntent time=22:00", "yes", "cancel"):
        couple.say(utterance)

    text = caplog.text
    settings = DeviceSettings()
    for secret in ("secret", "api-access-token", "amzn1.alert", settings.user_id):
        assert secret not in text
    assert not any(prompt in text for prompt in PUBLIC)
