"""Which reminders are made, changed and deleted, in which order, and what the list puts right."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.models import Prompt, PromptCategory
from skill.errors import ContentError
from skill.reminders.plan import (
    Create,
    Delete,
    Plan,
    Replace,
    StandingReminder,
    WantedReminder,
    plan_cancel,
    plan_refresh,
    plan_schedule,
    reconcile,
    wanted_reminders,
)
from skill.reminders.schedule import (
    EVERY_NIGHT,
    WEEKENDS,
    WEEKNIGHTS,
    NightlySchedule,
    Weekday,
    WeeklyTrigger,
)
from skill.reminders.service import ListedReminder

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NEW_YORK = "America/New_York"
HALF_PAST_NINE = time(21, 30)
MON, TUE, WED, THU, FRI, SAT, SUN = EVERY_NIGHT


def prompt(number: int) -> Prompt:
    """A prompt fit for a reminder."""
    text = f"What was lovely about day {number}?"
    return Prompt(f"p{number:03}", PromptCategory.PLAY, 1, public=True, text=text)


PROMPTS = {night: prompt(number) for number, night in enumerate(EVERY_NIGHT, start=1)}
FRESH = {night: prompt(number) for number, night in enumerate(EVERY_NIGHT, start=11)}


def wanted(
    days: tuple[Weekday, ...] = EVERY_NIGHT,
    at: time = HALF_PAST_NINE,
    zone: str = NEW_YORK,
    prompts: dict[Weekday, Prompt] = PROMPTS,
) -> tuple[WantedReminder, ...]:
    """The reminders that a couple asks for."""
    return wanted_reminders(NightlySchedule(at, days, zone), prompts, "en-US")


def standing(
    days: tuple[Weekday, ...] = EVERY_NIGHT, at: time = HALF_PAST_NINE
) -> tuple[StandingReminder, ...]:
    """The reminders that a couple has."""
    return tuple(one.standing(f"token of {one.night}") for one in wanted(days, at))


def after(plan: Plan) -> list[tuple[WeeklyTrigger, str]]:
    """What stands once a plan has been carried out, never having two in one night."""
    there = {one.token: (one.trigger, one.prompt) for one in plan.standing}
    for step in plan.steps:
        match step:
            case Delete(token):
                there.pop(token, None)
            case Create(reminder):
                assert reminder.night not in {trigger.night for trigger, _ in there.values()}
                there[f"new {reminder.night}"] = (reminder.reminder.trigger, reminder.prompt)
            case Replace(old, reminder):
                assert old.night == reminder.night
                there[old.token] = (reminder.reminder.trigger, reminder.prompt)
    nights = [trigger.night for trigger, _ in there.values()]
    assert len(nights) == len(set(nights))
    return sorted(there.values(), key=lambda one: EVERY_NIGHT.index(one[0].night))


def test_a_first_schedule_makes_one_reminder_for_each_night_with_its_own_prompt() -> None:
    """In the order of the week; what was made stays, whatever becomes of the rest."""
    plan = plan_schedule(wanted((MON, THU)), ())
    assert plan == Plan(
        standing=(), create=tuple(Create(one) for one in wanted((MON, THU))), may_create=True
    )
    assert [step.wanted.prompt for step in plan.create] == ["p001", "p004"]


def test_nothing_is_done_about_what_is_as_wanted() -> None:
    """The same nights, time, zone and prompts need no call at all."""
    assert plan_schedule(wanted(), standing()).steps == ()


@pytest.mark.parametrize(
    "changed",
    [wanted(at=time(22)), wanted(zone="Europe/London"), wanted(at=time(0, 15))],
    ids=["time", "zone", "after midnight"],
)
def test_another_time_or_zone_changes_every_reminder_in_place(
    changed: tuple[WantedReminder, ...],
) -> None:
    """All or nothing, so that the couple does not end up with two times."""
    plan = plan_schedule(changed, standing())
    assert plan.steps == tuple(map(Replace, standing(), changed))
    assert plan.all_or_nothing


def test_other_nights_are_made_before_the_old_ones_are_deleted() -> None:
    """Where making them fails, what the couple had is untouched."""
    plan = plan_schedule(wanted(WEEKENDS), standing(WEEKNIGHTS))
    assert plan.steps == (
        *(Create(one) for one in wanted(WEEKENDS)),
        *(Delete(one.token, one.night) for one in standing(WEEKNIGHTS)),
    )
    assert plan.all_or_nothing


@pytest.mark.parametrize(
    ("nights", "had"),
    [(EVERY_NIGHT, WEEKNIGHTS), (WEEKENDS, EVERY_NIGHT)],
    ids=["more nights", "fewer nights"],
)
def test_nights_that_only_come_or_only_go_are_not_all_or_nothing(
    nights: tuple[Weekday, ...], had: tuple[Weekday, ...]
) -> None:
    """Part of what was asked for is then better than none."""
    assert not plan_schedule(wanted(nights), standing(had)).all_or_nothing


def test_fresh_prompts_at_the_same_time_are_not_all_or_nothing() -> None:
    """Half the week with fresh prompts is fine."""
    plan = plan_schedule(wanted(prompts=FRESH), standing())
    assert (len(plan.replace), plan.all_or_nothing) == (7, False)


def test_cancelling_deletes_every_reminder_and_what_no_record_knows() -> None:
    """Strays first, then the week."""
    plan = plan_cancel(standing((MON, SUN)), ["a stray"])
    assert plan.steps == (
        Delete("a stray"),
        Delete("token of monday", MON),
        Delete("token of sunday", SUN),
    )


def test_a_second_reminder_for_a_night_goes_before_anything_else() -> None:
    """The first in the record is the one that stays."""
    double = replace(standing((MON,))[0], token="a double")  # noqa: S106 - a made-up token
    plan = plan_schedule(wanted(at=time(22)), (*standing(), double))
    assert plan.clean == (Delete("a double"),)
    assert after(plan) == [(one.reminder.trigger, one.prompt) for one in wanted(at=time(22))]


@given(
    had=st.sets(st.sampled_from(EVERY_NIGHT)),
    asked=st.sets(st.sampled_from(EVERY_NIGHT), min_size=1),
    old=st.sampled_from([HALF_PAST_NINE, time(0, 15), time(22)]),
    new=st.sampled_from([HALF_PAST_NINE, time(0, 15), time(22)]),
    fresh=st.booleans(),
)
def test_every_plan_ends_with_what_was_wanted_and_never_has_two_in_a_night(
    had: set[Weekday], asked: set[Weekday], old: time, new: time, *, fresh: bool
) -> None:
    """From any set of nights and time to any other."""
    goal = wanted(tuple(asked), new, prompts=FRESH if fresh else PROMPTS)
    before = standing(tuple(had), old) if had else ()
    plan = plan_schedule(goal, before)
    assert after(plan) == [(one.reminder.trigger, one.prompt) for one in goal]
    assert after(plan_cancel(before)) == []


def test_a_refresh_swaps_prompts_and_nothing_else() -> None:
    """No night gains a reminder or another time; a night without a fresh prompt keeps its own."""
    plan = plan_refresh(standing((MON, TUE, WED)), {**FRESH, TUE: PROMPTS[TUE]}, "en-GB")
    assert [(step.night, step.wanted.prompt) for step in plan.replace] == [
        (MON, "p011"),
        (WED, "p013"),
    ]
    assert {step.wanted.reminder.locale for step in plan.replace} == {"en-GB"}
    assert [step.standing.trigger for step in plan.replace] == [
        step.wanted.reminder.trigger for step in plan.replace
    ]
    assert (plan.steps, plan.may_create) == (plan.replace, False)


def test_a_prompt_that_is_not_public_never_gets_into_a_plan() -> None:
    """It is refused with its id before any call is made."""
    private = {**PROMPTS, MON: replace(prompt(7), public=False)}
    with pytest.raises(ContentError, match="p007"):
        wanted(prompts=private)
    with pytest.raises(ContentError, match="p007"):
        plan_refresh(standing(), private, "en-US")


# ------------------------------------------------------------- the list is right


def listed(
    reminders: Sequence[StandingReminder], but: Collection[str] = (), status: str = "ON"
) -> list[ListedReminder]:
    """Alexa's list of some reminders, less a few."""
    return [
        ListedReminder(one.token, status, one.trigger, "any")
        for one in reminders
        if one.token not in but
    ]


def test_a_record_that_agrees_with_the_list_stays_as_it_is() -> None:
    """Nothing lost, nothing stray."""
    found = reconcile(standing(), listed(standing()))
    assert (found.standing, found.strays) == (standing(), ())


def test_a_reminder_deleted_in_the_app_is_noticed() -> None:
    """Its night is lost and the others stand."""
    found = reconcile(standing(), listed(standing(), but=["token of friday"]))
    assert found.strays == ()
    assert [one.night for one in found.standing] == [MON, TUE, WED, THU, SAT, SUN]


@pytest.mark.parametrize("status", ["COMPLETED", "OFF"])
def test_a_reminder_that_no_longer_goes_off_is_lost_and_in_the_way(status: str) -> None:
    """Turned on again, it would be a second one for its night, so it is a stray."""
    found = reconcile(standing((MON,)), listed(standing((MON,)), status=status))
    assert (found.standing, found.strays) == ((), ("token of monday",))


def test_a_reminder_that_no_record_knows_is_a_stray() -> None:
    """For instance one whose making was never confirmed."""
    unknown = ListedReminder("unknown", "ON", standing()[0].trigger, "any")
    found = reconcile(standing(), [unknown, *listed(standing())])
    assert (found.standing, found.strays) == (standing(), ("unknown",))


def test_a_time_changed_in_the_app_is_taken_over() -> None:
    """The record then says what Alexa will do, also where Alexa's rule is of another kind."""
    later = WeeklyTrigger(MON, time(23), NEW_YORK)
    (monday,) = standing((MON,))
    moved = ListedReminder(monday.token, "ON", later, "any")
    strange = ListedReminder(monday.token, "ON", None, "any")
    assert reconcile([monday], [moved]).standing == (replace(monday, trigger=later),)
    assert reconcile([monday], [strange]).standing == (monday,)


def test_no_token_is_shown() -> None:
    """Not in a reminder, a step, or what was found."""
    found = reconcile(standing(), [ListedReminder("token of a stray", "ON", None, None)])
    plan = plan_cancel(standing(), found.strays)
    assert "token of" not in repr((standing(), plan, found))
