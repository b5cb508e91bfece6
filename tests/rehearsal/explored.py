"""Every turn there is, as far as states, events, times of day and troubles lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import cache
from itertools import chain, product

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import TipTheme
from skill.dialog.check_in import Answer
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    Danger,
    DefinitionWanted,
    Event,
    ForgetWanted,
    Help,
    Leave,
    NightlyStatusWanted,
    NightlyUnwanted,
    NightlyWanted,
    No,
    NotUnderstood,
    PlaceTold,
    PrivacyAsked,
    ProgressWanted,
    PromptWanted,
    ReminderMatter,
    RemindersStand,
    ReminderTrouble,
    Repeat,
    Skip,
    Sometimes,
    SplitAnswer,
    TipWanted,
    Unsafe,
    Yes,
)
from skill.dialog.pending import PendingQuestion
from skill.dialog.policy import conclude
from skill.dialog.turn import SetReminders, Turn
from skill.rehearsal.turns import shape
from skill.reminders.schedule import NightlySchedule, Weekday
from skill.speech.spoken import plain_text
from tests.dialog.driver import (
    ALONE,
    EVENING,
    EVENTS,
    LATE,
    LOCALES,
    MORNING,
    TOGETHER,
    Conversation,
)
from tests.dialog.states import in_state, states_of

MOMENTS = ((MORNING, False), (EVENING, True), (LATE, True), (LATE, False))

TO_AN_AREA: tuple[Event, ...] = (
    BothAnswer(Answer.YES),
    BothAnswer(Answer.NO),
    BothAnswer(Answer.SOMETIMES),
    SplitAnswer(Answer.YES, Answer.NO),
    Skip(),
)
"""What a couple may answer to all the questions of an area."""

ABOUT_REMINDERS = (
    "nothing asked",
    "offered a reminder",
    "asked for consent to the reminder",
    "a reminder set",
    "a check-in with a reminder set",
)
_TROUBLED: tuple[Event, ...] = (
    Yes(),
    NightlyWanted(time="22:15", days=("friday",)),
    NightlyUnwanted(),
    NightlyWanted(one_night=True),
    NightlyStatusWanted(),
    *(NightlyStatusWanted(matter=matter) for matter in ReminderMatter),
)


CATALOG = load_catalog()

each_locale = pytest.mark.parametrize(
    "locale", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in LOCALES]
)
"""A locale is explored once, in the one process that runs its tests."""


@cache
def turns(locale: str) -> tuple[Turn, ...]:
    """Return one turn of every shape that a conversation in a locale can have."""
    found: dict[tuple[tuple[str, ...], str], Turn] = {}
    heard = (conversation.hear(event) for conversation, event in _heard(locale))
    for turn in chain(heard, _half_done(locale)):
        if turn.speech:
            # On the unsafe path each number is told apart, not only each line.
            numbers = plain_text(turn.speech) if turn.private else ""
            found.setdefault((shape(turn, CATALOG), numbers), turn)
    return tuple(found.values())


def _heard(locale: str) -> Iterator[tuple[Conversation, Event]]:
    for name, (moment, history) in product(states_of(locale), MOMENTS):
        there = in_state(name, moment, history=history, locale=locale)
        there.checks = False
        for event in EVENTS:
            yield there.copy(), event
        for twice in (Help(), Repeat(), DefinitionWanted(), TipWanted()):
            again = there.copy()
            again.hear(twice)
            yield again, Repeat()
        for event in _TROUBLED if name in ABOUT_REMINDERS else ():
            for trouble in ReminderTrouble:
                troubled = there.copy()
                troubled.trouble = trouble
                yield troubled, event
    yield from _topics(locale)
    yield from _results(locale)
    yield from _ladders(locale)
    yield from _lived_with(locale)
    yield from _in_danger(locale)


def _topics(locale: str) -> Iterator[tuple[Conversation, Event]]:
    """Every topic to its end, and every part said again."""
    for moment in (MORNING, LATE):
        for topic in CATALOG.topics:
            conversation = Conversation(now=moment, locale=locale, checks=False)
            yield conversation, DefinitionWanted(topic)
            for _ in range(4):
                yield conversation.copy(), Repeat()
                yield conversation, Yes()


def _results(locale: str) -> Iterator[tuple[Conversation, Event]]:
    """Every result together, by what was answered in each area, and every one alone."""
    areas = [question.area for question in CATALOG.questions]
    for answers in product(TO_AN_AREA, repeat=len(set(areas))):
        given = dict(zip(dict.fromkeys(areas), answers, strict=True))
        together = Conversation(locale=locale, checks=False).hear_all([TOGETHER, Yes()])
        for area in areas:
            voices = 2 if isinstance(given[area], Skip) else 1
            for _ in range(voices):
                yield together, given[area]
        yield together.copy(), Yes()
        yield together, Leave()
    one_by_one: tuple[Event, ...] = (Yes(), No(), Sometimes(), Skip())
    for each in product(one_by_one, repeat=len(set(areas))):
        answered = dict(zip(dict.fromkeys(areas), each, strict=True))
        alone = Conversation(locale=locale, checks=False).hear_all([ALONE])
        for area in areas:
            yield alone, answered[area]
        yield alone, Yes()


def _ladders(locale: str) -> Iterator[tuple[Conversation, Event]]:
    """Missing one thing after the other in every state, until it is left."""
    for name, moment in product(states_of(locale), (MORNING, LATE)):
        there = in_state(name, moment, locale=locale)
        there.checks = False
        for _ in range(4):
            yield there, NotUnderstood()


def _lived_with(locale: str) -> Iterator[tuple[Conversation, Event]]:
    """Evenings with tips, prompts and a reminder, until everything was heard and it is forgotten."""
    paths: tuple[tuple[Event, ...], ...] = (
        (ForgetWanted(), Yes()),
        (NightlyWanted(time="22:15"), Yes()),
        (NightlyWanted(time="22:15"), No()),
        (PrivacyAsked(), NightlyStatusWanted(), NightlyUnwanted(), NightlyStatusWanted()),
    )
    for path in paths:
        there = in_state("a reminder set", MORNING, locale=locale)
        there.checks = False
        for event in path:
            yield there, event
    evening = in_state("nothing asked", EVENING, locale=locale)
    evening.checks = False
    for event in (PromptWanted(), AnotherWanted(), TipWanted(), No(), NightlyWanted(time="22:00")):
        yield evening, event
    first = evening.copy()
    first.kill()
    yield first, ProgressWanted()
    evening.trouble = ReminderTrouble.NOT_SUPPORTED
    yield evening, Yes()
    for _ in range(len(CATALOG.tips)):
        yield evening, TipWanted(TipTheme.TIME)
    nowhere = Conversation(now=EVENING, locale=locale, checks=False)
    yield nowhere, NightlyWanted(time="22:00")
    for zone in CATALOG.zones.values():
        if zone.asks:
            yield nowhere.copy(), PlaceTold(zone.id)


def _in_danger(locale: str) -> Iterator[tuple[Conversation, Event]]:
    """Every danger, and every country that may be told of then."""
    for danger in Danger:
        there = Conversation(locale=locale, checks=False)
        yield there, Unsafe(danger)
        yield there, Yes()
        yield there.copy(), NotUnderstood()
        for zone in CATALOG.zones.values() if there.pending is not PendingQuestion.NONE else ():
            if zone.country:
                yield there.copy(), PlaceTold(zone.id)


def _half_done(locale: str) -> Iterator[Turn]:
    """What is said when Alexa took only some reminders, or did not say what she took."""
    there = in_state("a reminder set", MORNING, locale=locale)
    assert there.household.nightly is not None
    standing = there.household.nightly.reminders
    monday = NightlySchedule(time(22, 15), (Weekday.MONDAY,), there.household.time_zone or "")
    for schedule in (there.household.nightly.schedule, monday):
        wanted = SetReminders(schedule, (), there.household.prompts)
        for outcome in (
            RemindersStand(standing[:1], found=1),
            RemindersStand(standing, found=7),
            RemindersStand(standing[:1], trouble=ReminderTrouble.FAILED, found=1),
            RemindersStand((), unsure=(Weekday.MONDAY,), trouble=ReminderTrouble.FAILED),
            RemindersStand((), trouble=ReminderTrouble.FAILED),
        ):
            yield conclude(there.state, there.household, wanted, outcome, there.scene)
