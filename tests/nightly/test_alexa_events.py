"""Events of Alexa's, outside any session: late, twice and out of order, the record stays true."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from skill.handlers.render import REMINDERS_SCOPE
from tests.nightly.couple import Couple, says

STRANGER = "amzn1.ask.account.STRANGER"
EMPTY: dict[str, Any] = {}

DELETED = "Reminders.ReminderDeleted"
CHANGED = "AlexaSkillEvent.SkillPermissionChanged"

ALLOWED = {"acceptedPermissions": [{"scope": REMINDERS_SCOPE}]}


def deleted(couple: Couple, *tokens: str, **rest: Any) -> dict[str, Any]:
    """Tell the skill that reminders were deleted."""
    return couple.event(DELETED, body={"alertTokens": list(tokens)}, **rest)


def test_a_reminder_deleted_in_the_app_leaves_the_record(reminded: Couple) -> None:
    """The others stay in it, and nothing is said to the event."""
    token, *others = reminded.in_the_cloud
    reminded.alexa.cloud.remove(token)

    assert deleted(reminded, token) == EMPTY
    assert set(others) == set(reminded.recorded)
    assert reminded.recorded == reminded.in_the_cloud


def test_when_the_last_one_is_deleted_there_is_none(reminded: Couple) -> None:
    """Then the prompt is not set at all, and it may be offered and set anew."""
    deleted(reminded, *reminded.in_the_cloud)

    assert reminded.record.nightly is None


def test_events_may_come_twice_and_in_any_order(reminded: Couple) -> None:
    """Whatever the order of three deletions, each told twice, the same four are left."""
    tokens = list(reminded.in_the_cloud)
    for token in tokens[:3]:
        reminded.alexa.cloud.remove(token)
    for order in permutations(tokens[:3]):
        for token in (*order, *order):
            assert deleted(reminded, token) == EMPTY
        assert reminded.recorded == reminded.in_the_cloud


def test_a_deletion_of_the_skills_own_told_late_harms_no_new_reminder(reminded: Couple) -> None:
    """Cancelled and set anew: the events about the old ones come afterwards, and hit nothing."""
    old = list(reminded.in_the_cloud)
    reminded.say("cancel", "SetNightlyIntent time=22:00", "yes")

    deleted(reminded, *old)

    assert len(reminded.recorded) == 7
    assert reminded.recorded == reminded.in_the_cloud


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"body": None},
        {"body": {}},
        {"body": {"alertTokens": None}},
        {"body": {"alertTokens": "token"}},
        {"body": {"alertTokens": [None, 7, {}, "unknown"]}},
    ],
    ids=str,
)
def test_a_deletion_that_names_nothing_known_changes_nothing(
    reminded: Couple, rest: dict[str, Any]
) -> None:
    """Empty, missing, of the wrong kind: the record is as it was."""
    before = reminded.record

    assert reminded.event(DELETED, **rest) == EMPTY
    assert reminded.record == before


@pytest.mark.parametrize("kind", ["SkillPermissionChanged", "SkillPermissionAccepted"])
@pytest.mark.parametrize("rest", [{"body": ALLOWED}, {"body": {}}, {"body": None}, {}], ids=str)
def test_a_change_of_the_permission_leaves_the_record(
    reminded: Couple, kind: str, rest: dict[str, Any]
) -> None:
    """Amazon tells nowhere that reminders end with the permission, so the record knows them still."""
    before = reminded.record

    assert reminded.event(f"AlexaSkillEvent.{kind}", **rest) == EMPTY
    assert reminded.record == before


def test_without_the_permission_nobody_is_told_that_there_is_no_reminder(reminded: Couple) -> None:
    """They may still go off, and only the Alexa app can tell."""
    reminded.event(CHANGED, body={})
    reminded.alexa.granted = False

    assert says(reminded.say("status"), "nightly.not_allowed")
    assert says(reminded.say("cancel"), "nightly.not_allowed")


def test_nor_is_who_never_had_one_here(couple: Couple) -> None:
    """The record may have lost some, and a 401 is no list."""
    couple.alexa.granted = False

    assert says(couple.say("status"), "nightly.not_allowed")
    assert says(couple.say("cancel"), "nightly.not_allowed")


@pytest.mark.parametrize("has_dropped_them", [True, False])
def test_with_the_permission_back_the_reminders_are_those_there_are(
    reminded: Couple, *, has_dropped_them: bool
) -> None:
    """Whether Alexa kept them or not, the status is true, and set anew there is one for each night."""
    reminded.event(CHANGED, body={})
    if has_dropped_them:
        for token in reminded.in_the_cloud:
            reminded.alexa.cloud.remove(token)

    speech = reminded.say("status")

    assert says(speech, "nightly.none" if has_dropped_them else "nightly.status")
    reminded.say("SetNightlyIntent time=22:00", "yes")
    assert len(reminded.in_the_cloud) == 7
    assert reminded.recorded == reminded.in_the_cloud
    assert reminded.true_schedule == "every night at ten p.m."


@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        (DELETED, {"body": {"alertTokens": ["token"]}}),
        (CHANGED, {}),
        ("Reminders.ReminderCreated", {"body": {"alertToken": "token", "status": "ON"}}),
        ("Reminders.ReminderUpdated", {"body": {"alertToken": "token", "status": "ON"}}),
        ("Reminders.ReminderStarted", {"body": {"alertToken": "token", "status": "ON"}}),
        (
            "Reminders.ReminderStatusChanged",
            {"body": {"alertToken": "token", "status": "COMPLETED"}},
        ),
        ("AlexaSkillEvent.SkillDisabled", {}),
    ],
)
def test_no_event_makes_a_record(couple: Couple, kind: str, rest: dict[str, Any]) -> None:
    """A household that was never met is not met by an event, nor is another one touched."""
    couple.say("tip")
    before = couple.record

    assert couple.event(kind, user_id=STRANGER, **rest) == EMPTY
    assert couple.kept.load(STRANGER) is None
    assert couple.record == before


@pytest.mark.parametrize("status", ["ON", "COMPLETED", "SNOOZED"])
@pytest.mark.parametrize("what", ["Created", "Updated", "Started", "StatusChanged"])
def test_other_events_about_reminders_change_nothing(
    reminded: Couple, what: str, status: str
) -> None:
    """They come for everything the skill does itself; the list is asked when it matters."""
    before = reminded.record
    body = {"alertToken": next(iter(reminded.in_the_cloud)), "status": status}

    assert reminded.event(f"Reminders.Reminder{what}", body=body) == EMPTY
    assert reminded.record == before


def test_with_the_skill_disabled_nothing_is_left(reminded: Couple) -> None:
    """The record goes, twice told or not."""
    for _ in range(2):
        assert reminded.event("AlexaSkillEvent.SkillDisabled") == EMPTY
        assert not reminded.is_known
