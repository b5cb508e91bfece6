"""Plans carried out against a server that fails half way, and whether what is told is true."""

from __future__ import annotations

import time as real_time
from dataclasses import replace
from datetime import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from skill.alexa_api import TimeLimitedApiClient
from skill.errors import (
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
from skill.reminders.client import AlexaReminders
from skill.reminders.execution import Outcome, carry_out
from skill.reminders.plan import (
    StandingReminder,
    plan_cancel,
    plan_refresh,
    plan_schedule,
    reconcile,
)
from skill.reminders.schedule import (
    EVERY_NIGHT,
    WEEKENDS,
    WEEKNIGHTS,
    NightlySchedule,
    Weekday,
    WeeklyTrigger,
    schedules_of,
)
from tests.reminders.alexa_api_server import ACCESS_TOKEN, AlexaApiServer, Fault, Hands
from tests.reminders.conftest import OpensReminders
from tests.reminders.test_plan import FRESH, HALF_PAST_NINE, NEW_YORK, wanted

if TYPE_CHECKING:
    from skill.simulator.echo.clock import MovableClock
    from skill.simulator.echo.reminder_service import KeptReminder

MON, TUE, WED, THU, FRI, SAT, SUN = EVERY_NIGHT
TEN = time(22)
NINE_THIRTY = NightlySchedule(HALF_PAST_NINE, EVERY_NIGHT, NEW_YORK)


@pytest.fixture
def every_night(alexa: AlexaApiServer, reminders: OpensReminders) -> tuple[StandingReminder, ...]:
    """The couple has a reminder every night at half past nine."""
    return given(alexa, reminders, EVERY_NIGHT)


def given(
    alexa: AlexaApiServer, reminders: OpensReminders, days: tuple[Weekday, ...]
) -> tuple[StandingReminder, ...]:
    """Give the couple reminders on some nights, and forget the calls it took."""
    outcome = carry_out(plan_schedule(wanted(days), ()), reminders())
    assert outcome.error is None
    alexa.requests.clear()
    return outcome.standing


def trigger_of(kept: KeptReminder) -> WeeklyTrigger | None:
    """When one of the cloud's reminders goes off."""
    (rule,) = kept.body["trigger"]["recurrence"]["recurrenceRules"]  # type: ignore[index] # checked by the cloud
    return WeeklyTrigger.read(rule, kept.zone.key)


def schedules(outcome: Outcome) -> tuple[NightlySchedule, ...]:
    """What may truly be said to stand."""
    return schedules_of(one.trigger for one in outcome.standing if one.night not in outcome.unsure)


def in_truth(alexa: AlexaApiServer) -> dict[str, WeeklyTrigger | None]:
    """What there really is, by token."""
    return {kept.token: trigger_of(kept) for kept in alexa.cloud.reminders}


def as_recorded(outcome: Outcome) -> dict[str, WeeklyTrigger]:
    """What the household's record would hold, by token."""
    return {one.token: one.trigger for one in outcome.standing}


# ------------------------------------------------------------- all goes well


def test_a_week_of_reminders_is_made(alexa: AlexaApiServer, reminders: OpensReminders) -> None:
    """Seven calls, one schedule, and the record is the truth."""
    outcome = carry_out(plan_schedule(wanted(), ()), reminders())
    assert schedules(outcome) == (NINE_THIRTY,)
    assert (outcome.failures, outcome.unsure, outcome.error) == ({}, (), None)
    assert as_recorded(outcome) == in_truth(alexa)
    assert [one.prompt for one in outcome.standing] == [f"p00{number}" for number in range(1, 8)]
    assert len(alexa.requests) == 7


def test_the_first_call_goes_alone_and_the_others_three_at_a_time(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Seven calls of a tenth of a second take the time of three, not of seven."""
    began = real_time.monotonic()
    alexa.faults = [Fault(delay=0.1, times=7, pass_on=True)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders())
    assert schedules(outcome) == (NINE_THIRTY,)
    assert real_time.monotonic() - began < 0.6
    assert alexa.busiest == 3


def test_changing_the_time_changes_the_week_in_place(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """The same tokens, the new time, seven changes and nothing made or deleted."""
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), reminders())
    assert schedules(outcome) == (NightlySchedule(TEN, EVERY_NIGHT, NEW_YORK),)
    assert as_recorded(outcome) == in_truth(alexa)
    assert [one.token for one in outcome.standing] == [one.token for one in every_night]
    assert [call.method for call in alexa.requests] == ["PUT"] * 7


def test_cancelling_leaves_nothing(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """Also where somebody deleted one in the app already."""
    alexa.cloud.remove(every_night[2].token)
    outcome = carry_out(plan_cancel(every_night), reminders())
    assert (outcome.standing, schedules(outcome), outcome.error) == ((), (), None)
    assert in_truth(alexa) == {}


# --------------------------------------------------- the first schedule, in part


@pytest.mark.parametrize(
    ("status", "times", "kind"),
    [(400, 1, ReminderRejectedError), (404, 1, ReminderNotFoundError), (409, 1, ReminderConflictError),
     (500, 1, ReminderFailedError), (503, 2, ReminderFailedError)],
)  # fmt: skip
def test_where_the_fourth_of_seven_fails_the_other_six_stand(
    status: int,
    times: int,
    kind: type[ReminderError],
    alexa: AlexaApiServer,
    reminders: OpensReminders,
) -> None:
    """The couple had none before, so six are better than none, and it is told which."""
    alexa.faults = [Fault(status, method="POST", after=3, times=times)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    six = tuple(night for night in EVERY_NIGHT if night != THU)
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, six, NEW_YORK),)
    assert list(outcome.failures) == [THU]
    assert isinstance(outcome.error, kind)
    assert as_recorded(outcome) == in_truth(alexa)


@pytest.mark.parametrize(
    ("calls", "status", "kind"),
    [
        (1, 401, ReminderPermissionError),
        (1, 403, ReminderNotSupportedError),
        (2, 429, ReminderBusyError),
    ],
)
def test_where_the_first_call_says_it_all_no_other_is_made(
    calls: int,
    status: int,
    kind: type[ReminderError],
    alexa: AlexaApiServer,
    reminders: OpensReminders,
) -> None:
    """No permission, no reminders on the device, too many calls: one answer is enough."""
    alexa.faults = [Fault(status, times=99)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders())
    assert isinstance(outcome.error, kind)
    assert (schedules(outcome), tuple(outcome.failures)) == ((), EVERY_NIGHT)
    assert len(alexa.requests) == calls


def test_where_alexa_keeps_no_more_the_first_ones_stand(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Three of seven, and the fourth refusal is the last call."""
    alexa.cloud.limit = 3
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, (MON, TUE, WED), NEW_YORK),)
    assert isinstance(outcome.error, ReminderLimitError)
    assert len(alexa.requests) == 4


def test_the_failure_that_tells_what_to_do_comes_first(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """A permission withdrawn half way says more than a hiccup before it."""
    alexa.faults = [Fault(400), Fault(401, after=2, times=9)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    assert type(outcome.failures[MON]) is ReminderRejectedError
    assert isinstance(outcome.error, ReminderPermissionError)


# ----------------------------------------------- a change that fails is taken back


def test_a_change_of_time_that_fails_half_way_is_taken_back(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """All seven are at half past nine again, so "it's still at nine thirty" is true."""
    alexa.faults = [Fault(500, method="PUT", after=3, times=2)]
    outcome = carry_out(
        plan_schedule(wanted(at=TEN, prompts=FRESH), every_night), reminders(), workers=1
    )
    assert schedules(outcome) == (NINE_THIRTY,)
    assert as_recorded(outcome) == in_truth(alexa)
    assert tuple(sorted(outcome.failures, key=EVERY_NIGHT.index)) == EVERY_NIGHT
    # Those that were moved and put back keep their fresh prompts, and the record knows.
    assert [one.prompt for one in outcome.standing] == [
        *("p011", "p012", "p013"),
        *("p004", "p005", "p006", "p007"),
    ]
    said = {kept.token: kept.content["text"] for kept in alexa.cloud.reminders}
    assert [said[one.token][-3:-1].strip() for one in outcome.standing] == [
        *("11", "12", "13"),
        *("4", "5", "6", "7"),
    ]


def test_where_even_taking_back_fails_both_times_are_told(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """Three nights at ten and four at half past nine is what stands, and what is said to stand."""
    alexa.faults = [Fault(500, method="PUT", after=3, times=99)]
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), reminders(), workers=1)
    assert schedules(outcome) == (
        NightlySchedule(TEN, (MON, TUE, WED), NEW_YORK),
        NightlySchedule(HALF_PAST_NINE, (THU, FRI, SAT, SUN), NEW_YORK),
    )
    assert as_recorded(outcome) == in_truth(alexa)


def test_a_change_of_nights_that_cannot_be_made_leaves_the_old_nights(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """Saturday was made and Sunday was not, so Saturday goes again and weeknights stand."""
    before = given(alexa, reminders, WEEKNIGHTS)
    alexa.faults = [Fault(503, method="POST", after=1, times=2)]
    outcome = carry_out(plan_schedule(wanted(WEEKENDS), before), reminders(), workers=1)
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, WEEKNIGHTS, NEW_YORK),)
    assert outcome.standing == before
    assert set(outcome.failures) == set(EVERY_NIGHT)
    assert as_recorded(outcome) == in_truth(alexa)
    assert [call.method for call in alexa.requests] == ["POST", "POST", "POST", "DELETE"]


def test_an_old_night_that_cannot_be_deleted_is_told(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """The new nights stand, and so does the one that would not go."""
    before = given(alexa, reminders, WEEKNIGHTS)
    alexa.faults = [Fault(500, method="DELETE", after=1, times=2)]
    outcome = carry_out(plan_schedule(wanted(WEEKENDS), before), reminders(), workers=1)
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, (TUE, SAT, SUN), NEW_YORK),)
    assert list(outcome.failures) == [TUE]
    assert as_recorded(outcome) == in_truth(alexa)


def test_a_withdrawn_permission_stops_taking_back_too(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """Three changes, a refusal, one attempt to undo: five calls, and the truth about both times."""
    alexa.faults = [Fault(401, after=3, times=99)]
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), reminders(), workers=1)
    assert isinstance(outcome.error, ReminderPermissionError)
    assert as_recorded(outcome) == in_truth(alexa)
    assert len(alexa.requests) == 5


# ------------------------------------------- reminders deleted behind our back


def test_a_change_makes_a_deleted_reminder_anew(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """The couple has just asked for every night at ten, so every night it is."""
    alexa.cloud.remove(every_night[4].token)
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), reminders())
    assert schedules(outcome) == (NightlySchedule(TEN, EVERY_NIGHT, NEW_YORK),)
    assert as_recorded(outcome) == in_truth(alexa)
    assert outcome.standing[4].token != every_night[4].token


def test_a_deleted_reminder_made_anew_is_deleted_when_the_change_is_taken_back(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """Somebody did not want Monday's, and the change did not come about."""
    alexa.cloud.remove(every_night[0].token)
    alexa.faults = [Fault(400, method="PUT", after=3)]
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), reminders(), workers=1)
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, EVERY_NIGHT[1:], NEW_YORK),)
    assert as_recorded(outcome) == in_truth(alexa)


def test_a_deleted_reminder_that_cannot_be_made_anew_is_lost(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """It is neither claimed nor kept in the record."""
    before = given(alexa, reminders, (MON,))
    alexa.cloud.remove(before[0].token)
    alexa.faults = [Fault(500, method="POST", times=2)]
    outcome = carry_out(plan_schedule(wanted((MON,), TEN), before), reminders())
    assert (outcome.standing, list(outcome.failures)) == ((), [MON])
    assert in_truth(alexa) == {}


def test_a_refresh_does_not_bring_back_what_somebody_deleted(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """The night is lost, the others get fresh prompts, and nothing is made."""
    alexa.cloud.remove(every_night[4].token)
    outcome = carry_out(plan_refresh(every_night, FRESH, "en-US"), reminders())
    assert isinstance(outcome.failures[FRI], ReminderNotFoundError)
    assert as_recorded(outcome) == in_truth(alexa)
    assert {one.prompt for one in outcome.standing} == {f"p01{n}" for n in (1, 2, 3, 4, 6, 7)}
    assert alexa.calls("POST") == []


def test_a_refresh_that_fails_in_part_keeps_what_was_swapped(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """The time stands for every night, and the record knows which prompt each one says."""
    alexa.faults = [Fault(500, method="PUT", after=3, times=2)]
    outcome = carry_out(plan_refresh(every_night, FRESH, "en-US"), reminders(), workers=1)
    assert schedules(outcome) == (NINE_THIRTY,)
    assert [one.prompt for one in outcome.standing] == [
        *("p011", "p012", "p013"),
        "p004",
        *("p015", "p016", "p017"),
    ]


# ------------------------------------------------ where no clear answer came


def test_a_reminder_made_without_an_answer_is_found_in_the_list(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """It was made, so it stands, under the token that the list gives; nothing is made twice."""
    alexa.faults = [Fault(method="POST", after=3, done=True)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    assert (schedules(outcome), outcome.error) == ((NINE_THIRTY,), None)
    assert as_recorded(outcome) == in_truth(alexa)
    assert len(alexa.calls("POST")) == 7


def test_a_reminder_made_without_a_token_is_found_in_the_list(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """An answer without its one important word is as good as none."""
    alexa.faults = [Fault(201, b'{"status":"ON"}', method="POST", done=True)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders())
    assert (schedules(outcome), outcome.error) == ((NINE_THIRTY,), None)
    assert as_recorded(outcome) == in_truth(alexa)


def test_a_reminder_that_the_list_does_not_have_was_not_made(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """It is a failure about which nothing is open."""
    alexa.faults = [Fault(method="POST", after=3)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    assert (list(outcome.failures), outcome.unsure) == ([THU], ())
    assert as_recorded(outcome) == in_truth(alexa)


@pytest.mark.parametrize("done", [True, False], ids=["was made", "was not made"])
def test_where_the_list_cannot_be_had_the_night_is_unsure(
    alexa: AlexaApiServer, reminders: OpensReminders, *, done: bool
) -> None:
    """Nothing is claimed about it; the next look at the list puts the record right."""
    alexa.faults = [Fault(method="POST", after=3, done=done), Fault(500, method="GET", times=2)]
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(), workers=1)
    assert (outcome.unsure, THU in schedules(outcome)[0].days) == ((THU,), False)
    assert isinstance(outcome.failures[THU], ReminderUnsettledError)
    found = reconcile(outcome.standing, reminders().list())
    assert len(found.strays) == int(done)
    again = carry_out(plan_schedule(wanted(), found.standing, found.strays), reminders())
    assert schedules(again) == (NINE_THIRTY,)
    assert as_recorded(again) == in_truth(alexa)


def test_a_second_reminder_found_for_one_night_is_deleted(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """One is taken over and the other goes, so that nobody hears two."""
    given(alexa, reminders, (MON,))  # and no record of it
    alexa.faults = [Fault(method="POST", done=True)]
    outcome = carry_out(plan_schedule(wanted((MON,)), ()), reminders())
    assert len(outcome.standing) == 1
    assert as_recorded(outcome) == in_truth(alexa)


@pytest.mark.parametrize("done", [True, False], ids=["was done", "was not done"])
@pytest.mark.parametrize("at", [HALF_PAST_NINE, TEN], ids=["refresh", "change"])
def test_a_change_without_an_answer_is_looked_up(
    at: time, alexa: AlexaApiServer, reminders: OpensReminders, *, done: bool
) -> None:
    """What the list has for the token is what stands, and it is told."""
    before = given(alexa, reminders, (MON, TUE))
    alexa.faults = [Fault(method="PUT", times=2, done=done)]
    plan = plan_schedule(wanted((MON, TUE), at, prompts=FRESH), before)
    outcome = carry_out(plan, reminders(), workers=1)
    assert outcome.unsure == ()
    assert as_recorded(outcome) == in_truth(alexa)
    said = {kept.token: kept.content["text"] for kept in alexa.cloud.reminders}
    assert ("11" in said[before[0].token]) == (outcome.standing[0].prompt == "p011")


def test_an_unsure_change_is_put_back_with_the_rest(
    alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """No answer and no list: the old time is simply set again, and then it is sure."""
    before = given(alexa, reminders, (MON, TUE))
    alexa.faults = [Fault(method="PUT", times=2, done=True), Fault(500, method="GET", times=2)]
    outcome = carry_out(plan_schedule(wanted((MON, TUE), TEN), before), reminders(), workers=1)
    assert outcome.unsure == ()
    assert schedules(outcome) == (NightlySchedule(HALF_PAST_NINE, (MON, TUE), NEW_YORK),)
    assert as_recorded(outcome) == in_truth(alexa)


@pytest.mark.parametrize(
    ("left", "unsure", "faults"),
    [
        (0, (), [Fault(method="DELETE", done=True)]),
        (0, (), [Fault(method="DELETE", times=2, done=True)]),
        (1, (), [Fault(method="DELETE", times=2)]),
        (1, (MON,), [Fault(method="DELETE", times=2), Fault(500, method="GET", times=2)]),
    ],
    ids=["gone at the second try", "gone, says the list", "there, says the list", "nobody knows"],
)
def test_a_deletion_without_an_answer_is_looked_up(
    left: int,
    unsure: tuple[Weekday, ...],
    faults: list[Fault],
    alexa: AlexaApiServer,
    reminders: OpensReminders,
) -> None:
    """A token is kept for as long as its reminder may be there, so that it can be cancelled yet."""
    before = given(alexa, reminders, (MON,))
    alexa.faults = faults
    outcome = carry_out(plan_cancel(before), reminders())
    assert (left, unsure) == (len(outcome.standing), outcome.unsure)
    assert (outcome.error is None) == (left == 0)
    assert as_recorded(outcome) == in_truth(alexa)


# --------------------------------------------------------------- out of time


def test_without_time_nothing_is_begun(
    alexa: AlexaApiServer,
    reminders: OpensReminders,
    every_night: tuple[StandingReminder, ...],
) -> None:
    """What stood still stands, and the failure says that nothing was done."""
    for plan in (plan_cancel(every_night), plan_schedule(wanted(at=TEN), every_night)):
        outcome = carry_out(plan, reminders(0.2))
        assert (schedules(outcome), outcome.unsure) == ((NINE_THIRTY,), ())
        assert type(outcome.error) is ReminderFailedError
    assert alexa.requests == []


@pytest.mark.parametrize("delay", [0.4, 5.0], ids=["slow", "hangs"])
def test_the_turn_is_over_in_time_and_what_is_told_is_true(
    delay: float, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """A slow API makes a part of the week, one that hangs none; neither takes longer than allowed."""
    alexa.faults = [Fault(delay=delay, times=99, pass_on=delay < 1)]
    began = real_time.monotonic()
    outcome = carry_out(plan_schedule(wanted(), ()), reminders(1.0))
    assert real_time.monotonic() - began < 1.3
    told = {night for schedule in schedules(outcome) for night in schedule.days}
    there = {trigger.night for trigger in in_truth(alexa).values() if trigger}
    assert told <= there
    assert bool(told) == (delay < 1)
    assert isinstance(outcome.error, ReminderFailedError)


def test_a_change_that_would_not_be_over_in_time_is_taken_back_in_time(
    alexa: AlexaApiServer,
    every_night: tuple[StandingReminder, ...],
    clock: MovableClock,
) -> None:
    """Of two seconds, with calls of three tenths each, one is kept for taking back what was done."""
    hands = Hands()
    client = TimeLimitedApiClient(sleep=hands.sleep, monotonic=hands.monotonic)
    alexa.tick = lambda: hands.sleep(0.3)
    service = AlexaReminders(
        client.for_turn(2.0),
        api_endpoint=alexa.endpoint,
        access_token=ACCESS_TOKEN,
        clock=clock,
    )
    outcome = carry_out(plan_schedule(wanted(at=TEN), every_night), service, workers=1)
    assert schedules(outcome) == (NINE_THIRTY,)
    assert [call.method for call in alexa.requests] == ["PUT"] * 6
    assert as_recorded(outcome) == in_truth(alexa)
    client.close()


# ------------------------------------------------------------------ anything


@pytest.mark.parametrize("seed", range(60))
def test_whatever_fails_what_is_told_is_true(
    seed: int, alexa: AlexaApiServer, reminders: OpensReminders
) -> None:
    """From any week to any other, with faults at any places: claims hold, and nothing is forgotten."""
    rng = Random(seed)
    nights = [tuple(rng.sample(EVERY_NIGHT, rng.randint(1, 7))) for _ in range(2)]
    before = given(alexa, reminders, nights[0])
    removed = rng.choice(before) if rng.random() < 0.3 else None
    if removed:
        alexa.cloud.remove(removed.token)
    goal = wanted(nights[1], rng.choice([HALF_PAST_NINE, TEN, time(0, 15)]), prompts=FRESH)
    plan = rng.choice(
        [plan_schedule(goal, before), plan_schedule(goal, before), plan_cancel(before)]
    )
    # Either what leaves open whether it was done, or what says that it was not.
    leaves_open = rng.random() < 0.5
    statuses = [0, 504, 429, 500] if leaves_open else [400, 401, 403, 404, 409, 429, 500, 503]
    alexa.faults = [
        Fault(
            status=(status := rng.choice(statuses)),
            method=rng.choice(["", "POST", "PUT", "DELETE", "GET"]),
            after=rng.randint(0, 6),
            times=rng.randint(1, 4),
            done=status in (0, 504) and rng.random() < 0.5,
        )
        for _ in range(rng.randint(1, 4))
    ]
    outcome = carry_out(plan, reminders(), workers=rng.choice([1, 3]))

    truth = in_truth(alexa)
    claimed = {trigger for schedule in schedules(outcome) for trigger in schedule.triggers}
    # What somebody deleted in the app is not known as long as no call was about it.
    if removed in outcome.standing:
        claimed -= {removed.trigger}
    assert claimed <= set(truth.values())
    # A fault that says 404 makes the skill forget a reminder that is there; the list finds it.
    if not any(fault.status == 404 for fault in alexa.faults):
        sure = [one for one in truth.values() if one and one.night not in outcome.unsure]
        assert sorted(claimed, key=str) == sorted(sure, key=str)

    alexa.faults = []
    found = reconcile(outcome.standing, reminders().list())
    again = carry_out(plan_schedule(goal, found.standing, found.strays), reminders())
    assert as_recorded(again) == in_truth(alexa)
    assert {one.reminder.trigger for one in goal} == set(in_truth(alexa).values())


def test_an_outcome_shows_no_token(
    reminders: OpensReminders, every_night: tuple[StandingReminder, ...]
) -> None:
    """It may be logged."""
    assert "amzn1" not in repr(carry_out(plan_cancel(every_night[:1]), reminders()))
    assert "amzn1" not in repr(replace(every_night[0]))
