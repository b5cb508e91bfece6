"""What the record says of reminders: put right by Alexa's list, and saved through any trouble."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from skill.dialog.bag import Bag
from skill.dialog.change_json import change_from_json, change_to_json
from skill.dialog.changes import (
    Change,
    NightlyRefused,
    NightlySet,
    PromptChosen,
    PromptHeard,
    PromptHeardAgain,
    PromptsReserved,
    RemindersGone,
    changed,
)
from skill.dialog.household import Household, Nightly, Tonight
from skill.dialog.record_json import household_from_json, household_to_json
from skill.reminders.plan import StandingReminder, reconcile
from skill.reminders.schedule import Weekday, WeeklyTrigger
from skill.reminders.service import ListedReminder

NIGHT = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
MONDAY, SUNDAY = (
    StandingReminder(WeeklyTrigger(night, time(21, 30), "Europe/London"), prompt, f"token {prompt}")
    for night, prompt in ((Weekday.MONDAY, "p001"), (Weekday.SUNDAY, "p002"))
)
LATE = replace(MONDAY, trigger=replace(MONDAY.trigger, at=time(0, 15)), token="later")  # noqa: S106

CHANGES: list[Change] = [
    PromptChosen("p001", NIGHT),
    PromptHeardAgain(NIGHT),
    PromptsReserved(("p001", "p002"), 3, 2**31 - 1),
    NightlySet(Nightly((MONDAY, SUNDAY), NIGHT)),
    NightlySet(Nightly((LATE, SUNDAY), NIGHT)),
    NightlySet(None),
    RemindersGone(frozenset({"token p001", "unknown"})),
    RemindersGone(frozenset()),
    NightlyRefused(NIGHT),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_changes_come_back_from_json_as_they_were(change: Change) -> None:
    """Carried along in a session while the store is away, nothing is lost of them."""
    assert change_from_json(json.loads(json.dumps(change_to_json(change)))) == change


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_changes_made_twice_are_made_once(change: Change) -> None:
    """And the record comes back from JSON as it was."""
    before = changed(Household.new(1), [NightlySet(Nightly((MONDAY, SUNDAY), NIGHT))])

    once = changed(before, [change])

    assert changed(once, [change]) == once
    assert household_from_json(json.loads(json.dumps(household_to_json(once)))) == once


def test_a_prompt_chosen_counts_when_it_is_heard() -> None:
    """One night and one prompt, with the first hearing, and not again."""
    chosen = changed(Household.new(1), [PromptChosen("p001", NIGHT)])
    assert chosen.tonight == Tonight("p001", NIGHT, heard=False)
    assert (chosen.prompts_heard, dict(chosen.nights)) == (0, {})

    heard = changed(chosen, [PromptHeardAgain(NIGHT), PromptHeardAgain(NIGHT)])

    assert heard.tonight == Tonight("p001", NIGHT, heard=True)
    assert (heard.prompts_heard, dict(heard.nights)) == (1, {"2026-11": 1})


def test_what_was_chosen_first_stays() -> None:
    """A prompt given before is not pushed out, nor is that of the next night."""
    heard = changed(Household.new(1), [PromptHeard("p009", NIGHT, 1, 1)])

    assert changed(heard, [PromptChosen("p001", NIGHT)]) == heard
    assert changed(heard, [PromptChosen("p001", date(2026, 11, 21))]) == heard


def test_a_prompt_chosen_makes_the_one_before_last_nights() -> None:
    """So that the night after does not get the same kind of question again."""
    heard = changed(Household.new(1), [PromptHeard("p009", NIGHT, 1, 1)])

    assert changed(heard, [PromptChosen("p001", TOMORROW)]).last_night == "p009"


def test_the_reminders_bag_is_first_filled_with_an_order_of_its_own() -> None:
    """Whatever a device draws with decides the order; until then there is none."""
    reserved = changed(Household.new(1), [PromptsReserved(("p001",), 1, 77)])

    assert reserved.reminder_prompts == Bag(77, 1, "p001", ("p001",))
    assert "p001" in reserved.prompts.used


PROMPTS = {"What is new?": "p001", "What is old?": "p002"}


def listed(one: StandingReminder, text: str | None, status: str = "ON") -> ListedReminder:
    """A reminder as Alexa lists it."""
    return ListedReminder(one.token, status, one.trigger, text)


def test_a_reminder_that_no_record_knows_is_taken_over_by_its_words() -> None:
    """The couple agreed to it, and then the record was lost."""
    found = reconcile([], [listed(SUNDAY, "What is old?"), listed(MONDAY, "What is new?")], PROMPTS)

    assert found.standing == (MONDAY, SUNDAY)
    assert found.strays == ()


@pytest.mark.parametrize(
    "stray",
    [
        listed(MONDAY, "Words that are no prompt."),
        listed(MONDAY, None),
        listed(MONDAY, "What is new?", "COMPLETED"),
        ListedReminder(MONDAY.token, "ON", None, "What is new?"),
    ],
)
def test_what_is_none_of_ours_is_not_taken_over(stray: ListedReminder) -> None:
    """Other words, over and done with, or at no time of ours: to be deleted when next we may."""
    found = reconcile([SUNDAY], [listed(SUNDAY, "What is old?"), stray], PROMPTS)

    assert found.standing == (SUNDAY,)
    assert found.strays == (MONDAY.token,)


def test_a_night_has_one_reminder() -> None:
    """A second one for a night that has one is a stray, whichever comes first in the list."""
    both = [listed(LATE, "What is old?"), listed(MONDAY, "What is new?")]

    assert reconcile([MONDAY], both, PROMPTS).standing == (MONDAY,)
    assert reconcile([MONDAY], both, PROMPTS).strays == (LATE.token,)
    assert reconcile([], both, PROMPTS).strays == (MONDAY.token,)


def test_what_a_reminder_says_is_what_alexa_has() -> None:
    """A prompt that was swapped and not noted is noted when the list is next looked at."""
    found = reconcile([MONDAY], [listed(MONDAY, "What is old?")], PROMPTS)

    assert found.standing == (replace(MONDAY, prompt="p002"),)
