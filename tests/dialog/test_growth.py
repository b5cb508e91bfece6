"""A household's record after years of use: whole, and no larger than it was allowed to become."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from skill.dialog.changes import MONTHS, CheckInRecorded, VariantUsed, ZoneTold, changed
from skill.dialog.check_in import Answer, CheckIn, Mode, Place
from skill.dialog.draft import VARIED
from skill.dialog.events import ForgetWanted, Launched, NightlyWanted, No, PromptWanted, Yes
from skill.dialog.history import HISTORY, AreaCount, PastCheckIn
from skill.dialog.household import Household, Nightly, Tonight
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.wordings import mark_of
from skill.reminders.plan import StandingReminder
from skill.reminders.reminder_text import is_fit_for_a_reminder
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule
from tests.dialog.driver import (
    ALONE,
    EVENING,
    EVENTS,
    RECORD_BYTES,
    TOGETHER,
    TOKEN,
    ZONE,
    Conversation,
)

YEARS = 10


def size(household: Household) -> int:
    """The bytes of a record, written with the spaces that json puts between."""
    return len(json.dumps(household_to_json(household)).encode())


def test_ten_years_of_every_night_stay_small() -> None:
    """Nightly prompts, weekly check-ins and now and then anything else: 4 KB at most, all the time."""
    rng = Random(1)
    conversation = Conversation(rng=rng, checks=False)
    told = ZoneTold(str(ZONE), conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    conversation.hear(NightlyWanted(time="21:30"), Yes())
    usual = [event for event in EVENTS if not isinstance(event, ForgetWanted)]
    answers = [event for event in EVENTS if isinstance(event, Yes | No)]
    largest = 0
    for day in range(YEARS * 365):
        conversation.kill().hear(PromptWanted())
        if day % 7 == 0:
            conversation.hear(TOGETHER, Yes(), *rng.choices(answers, k=12))
            largest = max(largest, size(conversation.household))
        if day % 10 == 0:
            conversation.kill().hear(Launched(), *rng.choices(usual, k=6))
            largest = max(largest, size(conversation.household))
        conversation.later(days=1)
    assert largest <= RECORD_BYTES
    household = conversation.household
    assert household == household_from_json(household_to_json(household))
    assert len(household.nights) == MONTHS
    assert len(household.history) == HISTORY


def test_the_fullest_record_there_can_be_is_small_enough() -> None:
    """Everything at its longest at once: all heard, all worded, a check-in under way, a long zone's name."""
    conversation = Conversation()
    content = conversation.content
    household = conversation.household
    for tip in content.tips:
        household = replace(household, tips=household.tips.with_used(tip))
    for prompt in content.prompts:
        household = replace(household, prompts=household.prompts.with_used(prompt))
    full = [
        replace(bag, seed=2**31 - 1, round=99, held=bag.recent)
        for bag in (household.tips, household.prompts)
    ]
    night = date(2026, 11, 23)
    check_in = CheckIn.begin("ffffffff", Mode.TOGETHER, EVENING)
    for question in range(6):
        for turn in range(2):
            check_in = check_in.answer(Place(question, turn), Answer.SOMETIMES, EVENING)
    household = replace(
        household,
        tips=full[0],
        prompts=full[1],
        prompts_heard=3650,
        tonight=Tonight(max(content.prompts), night, heard=True),
        last_night=max(content.prompts),
        nights={f"2026-{month:02}": 30 for month in range(1, 13)},
        check_in=replace(check_in, revisiting=Place(5, 1)),
        told=frozenset({"welcome", "disclaimer"}),
        zone_told=night,
    )
    zone = "America/Argentina/ComodRivadavia"
    triggers = NightlySchedule(time(21, 30), EVERY_NIGHT, zone).triggers
    for id_ in [id_ for id_, p in content.prompts.items() if is_fit_for_a_reminder(p)]:
        household = replace(household, reminder_prompts=household.reminder_prompts.with_used(id_))
    household = replace(
        household,
        time_zone=zone,
        nightly=Nightly(
            tuple(StandingReminder(t, max(content.prompts), f"{TOKEN}-MON") for t in triggers),
            night,
        ),
        refused=night,
    )
    counts = {area: AreaCount(1, 1, 1, 1) for area in content.areas}
    pasts = [
        CheckInRecorded(PastCheckIn(f"{number:08x}", night - timedelta(days=number), counts))
        for number in range(HISTORY)
    ]
    varied = [line for line in content.lines.values() if len(line.variants) >= VARIED]
    variants = [VariantUsed(line.id, len(line.variants) - 1) for line in varied]
    household = changed(household, [*pasts, *variants])
    assert size(household) <= RECORD_BYTES
    assert household == household_from_json(json.loads(json.dumps(household_to_json(household))))


def test_no_two_lines_share_a_mark() -> None:
    """Every line that is remembered stands under a mark of its own."""
    lines = Conversation().content.lines
    assert len(lines) == len({mark_of(line) for line in lines})


def test_an_unfinished_check_in_alone_is_all_that_is_kept_of_it() -> None:
    """Of a check-in alone, nothing but the unfinished state is ever in the record."""
    conversation = Conversation()
    conversation.hear(ALONE)
    empty = household_to_json(conversation.household)
    conversation.hear(*[No()] * 6)
    after = household_to_json(conversation.household)
    assert {key: empty[key] for key in empty if key != "variants"} == {
        key: after[key] for key in after if key != "variants"
    }
