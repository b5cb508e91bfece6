"""A conversation in every state there is, reached by really holding it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from skill.content.catalog import load_catalog
from skill.dialog.changes import ZoneTold, changed
from skill.dialog.events import (
    AnotherWanted,
    CheckInWanted,
    CounselorWanted,
    Danger,
    DefinitionWanted,
    Event,
    ForgetWanted,
    Help,
    Launched,
    NightlyWanted,
    No,
    PlaceTold,
    ProgressWanted,
    PromptWanted,
    ReminderTrouble,
    Skip,
    Sometimes,
    StartOver,
    TipWanted,
    Unknown,
    Unsafe,
    Yes,
)
from skill.dialog.pending import ZONE as ASKS_FOR_ZONE
from skill.dialog.pending import PendingQuestion as Pending
from tests.dialog.driver import ALONE, EVENING, TOGETHER, ZONE, Conversation

KILL = "kill"
NO_PERMISSION = "no permission"
"""The account has not allowed reminders yet, so Alexa asks for the permission in her own words."""

PATHS: dict[str, tuple[Pending, tuple[Event | str, ...]]] = {
    "nothing asked": (Pending.NONE, ()),
    "asked what they would like": (Pending.OPEN_CHOICE, (Help(),)),
    "a definition, more to come": (Pending.MORE, (DefinitionWanted(),)),
    "a definition told to its end": (Pending.OFFER_TIP, (DefinitionWanted(), Yes())),
    "offered tonight's prompt": (Pending.OFFER_PROMPT, (ProgressWanted(),)),
    "offered a check-in": (
        Pending.OFFER_CHECK_IN,
        (DefinitionWanted("signs_lacking"), Yes()),
    ),
    "offered a definition": (Pending.OFFER_DEFINITION, (DefinitionWanted(Unknown()),)),
    "offered another tip": (Pending.ANOTHER_TIP, (TipWanted(),)),
    "asked who takes the check-in": (Pending.CHECK_IN_MODE, (CheckInWanted(),)),
    "both asked whether they are ready": (Pending.CHECK_IN_READY, (TOGETHER,)),
    "first voice asked": (Pending.CHECK_IN_ANSWER, (TOGETHER, Yes(), Yes(), No())),
    "second voice asked": (Pending.CHECK_IN_ANSWER, (TOGETHER, Yes(), Yes())),
    "the very first answer due": (Pending.CHECK_IN_ANSWER, (TOGETHER, Yes())),
    "the very last answer due": (Pending.CHECK_IN_ANSWER, (TOGETHER, *(Yes(),) * 12)),
    "asked alone": (Pending.CHECK_IN_ANSWER, (ALONE, No())),
    "the last answer due alone": (Pending.CHECK_IN_ANSWER, (ALONE, *(No(),) * 5)),
    "asked whether to start over": (
        Pending.START_OVER,
        (TOGETHER, Yes(), Yes(), No(), Sometimes(), StartOver()),
    ),
    "asked alone whether to start over": (
        Pending.START_OVER,
        (ALONE, Yes(), No(), Sometimes(), StartOver()),
    ),
    "offered to carry on together": (
        Pending.RESUME_TOGETHER,
        (TOGETHER, Yes(), Yes(), No(), Sometimes(), KILL, Launched()),
    ),
    "offered to carry on alone": (Pending.RESUME_ALONE, (ALONE, No(), KILL, Launched())),
    "offered to carry on, having asked for a check-in together": (
        Pending.RESUME_ALONE,
        (ALONE, No(), KILL, TOGETHER),
    ),
    "asked whether it is the same person": (
        Pending.SAME_PERSON,
        (ALONE, No(), KILL, Launched(), Yes()),
    ),
    "a result with a step": (Pending.RESULT_STEP, (TOGETHER, Yes(), *(No(),) * 12)),
    "a result with a step, alone": (Pending.RESULT_STEP, (ALONE, *(No(),) * 6)),
    "a result with tonight's prompt": (Pending.RESULT_PROMPT, (TOGETHER, Yes(), *(Yes(),) * 12)),
    "a result with a lighter prompt": (Pending.RESULT_LIGHTER, (TOGETHER, Yes(), *(Skip(),) * 12)),
    "a result with a tip for one": (Pending.RESULT_TIP, (ALONE, *(Yes(),) * 6)),
    "offered a reminder": (
        Pending.OFFER_NIGHTLY,
        (PromptWanted(), AnotherWanted(), TipWanted()),
    ),
    "asked for the time of the reminder": (Pending.NIGHTLY_TIME, (NightlyWanted(),)),
    "asked which of two times it is": (Pending.NIGHTLY_TIME, (NightlyWanted(time="03:00"),)),
    "asked on which nights it should be": (
        Pending.NIGHTLY_DAYS,
        (NightlyWanted(time="18:30", days=("unsaid",)),),
    ),
    "asked where they are": (
        Pending.NIGHTLY_ZONE,
        (NightlyWanted(time="18:30", days=("monday",)),),
    ),
    "asked where they are once more": (
        Pending.NIGHTLY_ZONE_AGAIN,
        (NightlyWanted(time="18:30"), PlaceTold(Unknown())),
    ),
    "asked for consent to the reminder": (
        Pending.NIGHTLY_CONSENT,
        (NightlyWanted(time="18:30", days=("monday",)),),
    ),
    "Alexa asking for the permission": (
        Pending.NIGHTLY_CONSENT,
        (NO_PERMISSION, NightlyWanted(time="18:30"), Yes()),
    ),
    "a reminder set": (Pending.NONE, (NightlyWanted(time="18:30"), Yes())),
    "a check-in with a reminder set": (
        Pending.CHECK_IN_ANSWER,
        (NightlyWanted(time="18:30"), Yes(), TOGETHER, Yes(), Yes()),
    ),
    "asked whether to erase everything": (Pending.FORGET, (ForgetWanted(),)),
    "asked about finding a counselor": (Pending.FIND_COUNSELOR, (CounselorWanted(),)),
    "asked whether to say a support number": (Pending.UNSAFE_NUMBER, (Unsafe(),)),
    "asked which country they are in": (Pending.UNSAFE_COUNTRY, (Unsafe(), Yes())),
    "asked whether to say a number for the one afraid of hurting": (
        Pending.HURTING_NUMBER,
        (Unsafe(Danger.HURTING),),
    ),
}
"""What the state is called -> the question pending in it, and how a new household gets there."""


def _past(conversation: Conversation) -> None:
    """Live through a few days: tips, prompts, two check-ins with results, and an old one dropped."""
    told = ZoneTold(str(ZONE), conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    conversation.hear(Launched(), TipWanted(), Yes(), No(), TipWanted(), No())
    for day in range(9):
        conversation.hear(PromptWanted())
        if day in (1, 6):
            answers = (No() if day == 1 else Sometimes() for _ in range(12))
            conversation.hear(TOGETHER, Yes(), *answers, No())
        conversation.later(days=1)
    conversation.hear(TOGETHER, Yes(), No())
    # A no to a reminder, so that none is offered for a week.
    conversation.kill().hear(NightlyWanted(), No())
    conversation.later(days=1)


@cache
def _history(moment: datetime) -> Conversation:
    conversation = Conversation(now=moment - timedelta(days=10))
    _past(conversation)
    return conversation.at(moment)


def states_of(locale: str) -> tuple[str, ...]:
    """Return the names of ``PATHS`` that a conversation in a locale can come to."""
    asks = load_catalog(locale).region.asks_country
    return tuple(
        name
        for name, (pending, _) in PATHS.items()
        if asks or pending is not Pending.UNSAFE_COUNTRY
    )


def in_state(
    name: str, moment: datetime, *, history: bool = False, locale: str = "en-US"
) -> Conversation:
    """Return a conversation in a state of ``PATHS`` at a moment, of a new household or an old one.

    What is asked in British English alone is asked in that, whatever the locale.
    """
    pending, path = PATHS[name]
    if pending is Pending.UNSAFE_COUNTRY:
        locale = "en-GB"
    conversation = _history(moment).copy() if history else Conversation(now=moment)
    conversation.content = load_catalog(locale)
    told = ZoneTold(str(ZONE), conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    if pending is Pending.OFFER_NIGHTLY:
        # Offered by day only, and not within a week of a no.
        conversation.now = EVENING
        conversation.household = replace(conversation.household, refused=None)
    if pending in ASKS_FOR_ZONE:
        conversation.household = replace(conversation.household, time_zone=None, zone_told=None)
    for event in path:
        if not isinstance(event, str):
            conversation.hear(event)
        elif event == NO_PERMISSION:
            conversation.trouble = ReminderTrouble.PERMISSION
        else:
            conversation.kill()
    conversation.trouble = None
    conversation.now = moment
    # Not every country has a number for somebody afraid of hurting, so it is not always offered.
    if pending is not Pending.HURTING_NUMBER or locale == "en-US":
        assert conversation.pending is pending
    return conversation
