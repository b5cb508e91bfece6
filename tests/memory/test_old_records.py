"""Records that older versions of the skill wrote: read, brought up to date, and nothing in them lost."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from skill.dialog.history import AreaCount
from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.record_upgrades import SCHEMA
from skill.errors import StoreCorruptError
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.envelope import USER_ID
from tests.handlers.echo import START, Home

RECORDS = {file.stem: file for file in sorted(Path(__file__).with_name("records").glob("*.json"))}
"""As they were written at the time, and never to be edited: by name, which begins "schema-number"."""

WITHOUT_REMINDERS = {"schema-1-first"}
WITHOUT_MARKS = {"schema-1-first"}


def document(name: str) -> dict[str, Any]:
    """A record as it was written."""
    read: dict[str, Any] = json.loads(RECORDS[name].read_text(encoding="utf-8"))
    return read


def test_there_is_a_record_of_every_schema() -> None:
    """Records of all numbers up to today's are at hand, each under its own number."""
    numbers = {int(name.split("-")[1]) for name in RECORDS}
    assert numbers == set(range(1, SCHEMA + 1))
    assert all(document(name)["schema"] == int(name.split("-")[1]) for name in RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_that_was_remembered_is_lost(name: str) -> None:
    """Every tip, count, answer and reminder of an old record is in the household that is read from it."""
    household = household_from_json(document(name))

    assert household.tips.used == {"t003", "t041"}
    assert {"p010", "p011"} <= household.prompts.used
    assert household.told == {"welcome", "disclaimer"}
    assert household.nights == {"2026-11": 2}
    assert household.time_zone == "America/New_York"
    assert household.tonight is not None
    assert (household.tonight.prompt, household.last_night) == ("p011", "p010")
    assert [(past.id, past.night, past.areas) for past in household.history] == [
        (
            "11111111",
            date(2026, 11, 9),
            {"closeness": AreaCount(1, 0, 1, 0), "talking": AreaCount(0, 2, 0, 0)},
        ),
        (
            "22222222",
            date(2026, 11, 16),
            {"closeness": AreaCount(0, 0, 2, 0), "together": AreaCount(0, 0, 1, 1)},
        ),
    ]
    assert household.check_in is not None
    assert household.check_in.answers[0] == ("y", "s")
    assert household.check_in.touched == datetime(2026, 11, 23, 20, 2, tzinfo=UTC)
    assert household.last_variant("welcome.back") == (None if name in WITHOUT_MARKS else 2)


@pytest.mark.parametrize("name", sorted(RECORDS.keys() - WITHOUT_REMINDERS))
def test_reminders_of_an_old_record_are_still_known(name: str) -> None:
    """Nights, time, zone, prompts and tokens are those that Alexa has, so that they can be cancelled."""
    household = household_from_json(document(name))

    assert household.nightly is not None
    assert household.nightly.fresh == date(2026, 11, 22)
    assert [
        (r.night.code, r.trigger.at, r.trigger.zone, r.prompt, r.token)
        for r in household.nightly.reminders
    ] == [
        ("MO", time(21, 30), "America/New_York", "p020", "token-0"),
        ("TU", time(21, 30), "America/New_York", "p021", "token-1"),
    ]
    assert household.reminder_prompts.used == {"p020", "p021"}
    assert household.refused == date(2026, 11, 1)


@pytest.mark.parametrize("name", RECORDS)
def test_the_next_save_brings_a_record_up_to_date(name: str) -> None:
    """Today's schema, with all that was there, is in the store after the first turn of an old household."""
    store = MemoryStore(clock=lambda: START)
    store.save(USER_ID, document(name), expected_version=None)
    home = Home(store=store)

    home.echo().say("tip")

    stored = store.load(USER_ID)
    assert stored is not None
    assert stored.document["schema"] == SCHEMA
    household = home.record()
    assert household is not None
    assert len(household.tips.used) == 3
    assert household.history == household_from_json(document(name)).history


def test_todays_shape_has_todays_number() -> None:
    """What is written today is what the record kept for today's schema says; a new shape takes a new number."""
    (name,) = (name for name in RECORDS if name.startswith(f"schema-{SCHEMA}"))
    kept = document(name)
    assert kept == household_to_json(household_from_json(kept))


@pytest.mark.parametrize("number", [None, True, "1", 0, -1, 1.5])
def test_a_record_of_no_known_schema_is_not_read(number: object) -> None:
    """A record whose number never was is refused, however sound the rest of it looks."""
    today = household_to_json(Household.new(1))
    with pytest.raises(StoreCorruptError):
        household_from_json({**today, "schema": number})


def test_a_record_without_a_number_is_not_read() -> None:
    """A record that does not say its schema is refused."""
    today = household_to_json(Household.new(1))
    del today["schema"]
    with pytest.raises(StoreCorruptError):
        household_from_json(today)
