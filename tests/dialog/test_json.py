"""What is stored and what travels in the session: read back as it was, or refused in good order."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.dialog.change_json import change_from_json, change_to_json
from skill.dialog.changes import PromptHeard, TipHeard
from skill.dialog.check_in import CheckIn
from skill.dialog.events import No, Yes
from skill.dialog.household import Household, Nightly
from skill.dialog.json_values import BROKEN, whole_number
from skill.dialog.record_json import (
    household_from_json,
    household_to_json,
    nightly_from_json,
    nightly_to_json,
)
from skill.dialog.record_upgrades import SCHEMA
from skill.dialog.state import DialogState
from skill.errors import RecordTooNewError, StoreCorruptError
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import Weekday, WeeklyTrigger
from tests.dialog.driver import EVENING, EVENTS, Conversation
from tests.dialog.states import PATHS, in_state

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([10**30, -1, "y", "yn", "2026-11-23", float("inf")]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)

NAMES = tuple(PATHS)


def in_any_state(number: int) -> Conversation:
    """A conversation in one of all the states, of a household with a past."""
    return in_state(NAMES[number % len(NAMES)], EVENING, history=True)


def refusal(document: dict[str, Any]) -> str | None:
    """What reading a record is refused with, or None where it is read."""
    try:
        household_from_json(document)
    except StoreCorruptError as error:
        return str(error)
    return None


def broken(document: Any, junk: Any, rng: Random) -> Any:
    """A document with one of its values, however deep, replaced by something else."""
    if isinstance(document, dict) and document and rng.random() < 0.8:
        key = rng.choice(sorted(document))
        return {**document, key: broken(document[key], junk, rng)}
    if isinstance(document, list) and document and rng.random() < 0.8:
        index = rng.randrange(len(document))
        return [*document[:index], broken(document[index], junk, rng), *document[index + 1 :]]
    return junk


@given(
    document=st.dictionaries(st.text(max_size=8).map("another skill's {}".format), JUNK, max_size=4)
)
def test_session_attributes_that_are_not_ours_give_a_fresh_state(document: dict[str, Any]) -> None:
    """Whatever stands in the attributes, reading them never raises."""
    assert DialogState() == DialogState.from_json(document)


@settings(max_examples=150)
@given(number=st.integers(0, 200), junk=JUNK, seed=st.integers(0, 10**6))
def test_session_attributes_that_are_broken_never_raise(number: int, junk: Any, seed: int) -> None:
    """A state with one value replaced by anything is read, as it says or as a fresh one."""
    document = broken(in_any_state(number).state.to_json(), junk, Random(seed))
    if isinstance(document, dict):
        state = DialogState.from_json(document)
        assert state == DialogState.from_json(state.to_json())


@pytest.mark.parametrize("name", PATHS)
def test_the_pending_question_outlives_a_broken_attribute(name: str) -> None:
    """What a yes and a no answer is still known, and both are answered; a broken question is none."""
    there = in_state(name, EVENING)
    document = there.state.to_json()
    for event in (Yes(), No()):
        conversation = there.copy()
        conversation.state = DialogState.from_json({**document, "tips_given": -1})
        assert conversation.pending is there.pending
        conversation.hear(event)
    assert DialogState.from_json({**document, "pending": "a newer one"}) == DialogState()


def test_a_yes_to_hearing_a_number_gets_it_though_an_attribute_is_broken() -> None:
    """The number is said as it is with sound attributes, and no tip."""
    there = in_state("asked whether to say a support number", EVENING)
    broken_one = there.copy()
    broken_one.state = DialogState.from_json({**there.state.to_json(), "asked": 3})
    assert broken_one.hear(Yes()).speech == there.hear(Yes()).speech


@pytest.mark.parametrize(
    "wrong",
    [
        {"nightly": ["2026-11-20", "21:30 America/Brand_New", "MO p001 a-token"]},
        {"nightly": ["2026-11-20"]},
        {"nightly": {"at": "21:30"}},
        {"time_zone": ["America/Brand_New", "2026-11-20"]},
    ],
    ids=str,
)
def test_reminders_that_cannot_be_read_leave_the_rest_readable(wrong: dict[str, Any]) -> None:
    """With a time zone that this machine does not know, only what hangs on it is unknown."""
    household = replace(in_state("a reminder set", EVENING, history=True).household, nightly=None)
    read = household_from_json({**household_to_json(household), **wrong})
    assert replace(read, time_zone=None, zone_told=None) == replace(
        household, time_zone=None, zone_told=None
    )
    assert read.time_zone == (None if "time_zone" in wrong else household.time_zone)


@settings(max_examples=150)
@given(number=st.integers(0, 200), junk=JUNK, seed=st.integers(0, 10**6))
def test_a_record_that_is_broken_is_refused_by_name(number: int, junk: Any, seed: int) -> None:
    """A record with one value replaced by anything is read, or refused without a word of what it held."""
    document = broken(household_to_json(in_any_state(number).household), junk, Random(seed))
    if not isinstance(document, dict):
        return
    assert refusal({**document, "schema": SCHEMA}) in (None, refusal({}))


def test_a_record_from_the_future_is_left_alone() -> None:
    """A record of a newer schema says so, and is not read as an old one."""
    document = {**household_to_json(Household.new(1)), "schema": SCHEMA + 1}
    with pytest.raises(RecordTooNewError, match="Deploy the newer skill"):
        household_from_json(document)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": "yn . . . ."},
        {"answers": "y n y n y n"},
        {"answers": "yn .. .. .. .. .x"},
        {"back": [6, 0]},
        {"back": [0, 2]},
        {"back": [-1, 0]},
        {"back": 3},
        {"at": 10**30},
        {"at": "yesterday"},
        {"mode": "both"},
    ],
    ids=str,
)
def test_a_check_in_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    """Answers that do not fit the mode, places there are none of and impossible moments are refused."""
    document: dict[str, Any] = {
        "id": "x",
        "mode": "together",
        "at": 0,
        "answers": "yn .. .. .. .. ..",
    }
    assert CheckIn.from_json(document).answered == 2
    with pytest.raises(BROKEN):
        CheckIn.from_json({**document, **wrong})


@pytest.mark.parametrize("name", PATHS)
def test_whole_numbers_may_come_back_as_floats(name: str) -> None:
    """A device that hands 2 back as 2.0 loses nothing of the session."""
    conversation = in_state(name, EVENING, history=True)
    state = conversation.state
    document = json.loads(json.dumps(state.to_json()), parse_int=float)
    assert state == DialogState.from_json(document)


def test_alexas_number_of_a_reminder_comes_back_as_it_was() -> None:
    """Whatever it is made of, it is the one way to change or cancel the reminder."""
    trigger = WeeklyTrigger(Weekday.MONDAY, time(21, 30), "America/New_York")
    nightly = Nightly((StandingReminder(trigger, "p001", " of two  words "),), date(2026, 11, 23))
    assert nightly_from_json(json.loads(json.dumps(nightly_to_json(nightly)))) == nightly


def test_when_a_record_was_begun_comes_back_to_the_microsecond() -> None:
    """The record says it from then on, and so does a session that has met it; neither says none."""
    begun = 1_795_488_300_250_001
    record = json.loads(json.dumps(household_to_json(Household.new(1, begun))))
    assert household_from_json(record).begun == begun
    state = DialogState(known=True, begun=begun)
    assert state == DialogState.from_json(json.loads(json.dumps(state.to_json()), parse_int=float))
    assert "begun" not in {**household_to_json(Household.new(1)), **DialogState().to_json()}


def test_unsaved_changes_travel_in_the_session() -> None:
    """Every kind of change that a conversation notes comes through JSON, as floats too."""
    kinds = set()
    for name in NAMES:
        there = in_state(name, EVENING)
        for event in EVENTS:
            turn = there.copy().hear(event)
            state = DialogState(unsaved=turn.changes)
            document = json.loads(json.dumps(state.to_json()), parse_int=float)
            assert state == DialogState.from_json(document)
            kinds |= {type(change) for change in turn.changes}
    assert {TipHeard, PromptHeard} < kinds


@given(junk=JUNK, seed=st.integers(0, 10**6))
def test_a_broken_change_is_refused(junk: Any, seed: int) -> None:
    """A change with one value replaced by anything is read, or raises one of the errors known."""
    rng = Random(seed)
    conversation = in_any_state(seed)
    changes = conversation.hear(EVENTS[seed % len(EVENTS)]).changes
    if not changes:
        return
    document = broken(change_to_json(rng.choice(changes)), junk, rng)
    if isinstance(document, dict):
        with suppress(*BROKEN):
            assert change_from_json(document)


@pytest.mark.parametrize("value", [True, "2", None, [], -1, -1.0, 2.5, float("nan"), float("inf")])
def test_a_whole_number_is_nothing_else(value: object) -> None:
    """Truth values, texts, fractions, negative and endless numbers are no whole numbers."""
    with pytest.raises(BROKEN):
        whole_number(value)


def test_moments_are_kept_to_the_second_and_in_utc() -> None:
    """A check-in's moment has no zone and no fraction to lose."""
    conversation = Conversation(now=EVENING.replace(microsecond=123456))
    conversation.hear_all(
        event for event in PATHS["second voice asked"][1] if not isinstance(event, str)
    )
    check_in = conversation.household.check_in
    assert check_in is not None
    assert datetime(2026, 11, 24, 0, 30, tzinfo=UTC) == check_in.touched
    assert check_in.touched.tzinfo is UTC
