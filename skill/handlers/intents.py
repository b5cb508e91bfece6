"""The intents of the interaction model, each with the dialog event it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skill.content.models import Heard, TipTheme
from skill.dialog.check_in import Answer, Mode
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    CheckInWanted,
    CounselorWanted,
    Danger,
    DefinitionWanted,
    Event,
    Explain,
    ForgetWanted,
    Help,
    Leave,
    LowMood,
    Next,
    NightlyStatusWanted,
    NightlyUnwanted,
    NightlyWanted,
    No,
    NotUnderstood,
    PlaceTold,
    Previous,
    PrivacyAsked,
    PrivacyMatter,
    ProgressWanted,
    PromptWanted,
    ReminderMatter,
    Repeat,
    SameAnswer,
    Skip,
    Sometimes,
    SplitAnswer,
    StartOver,
    TipWanted,
    TurnAsked,
    UnclearAnswer,
    Unknown,
    Unsafe,
    VerdictAsked,
    Yes,
    YesAnswer,
)
from skill.handlers.slots import Slots
from skill.reminders.heard_time import NO_CLOCK

SAID = "said"
"""The id of the interaction model's ``SAID`` for what somebody said or asked, and not for what is kept."""

_ANSWERS = {"yes": Answer.YES, "no": Answer.NO, "sometimes": Answer.SOMETIMES}


def _define(slots: Slots) -> Event:
    topic = slots.id_of("topic")
    return DefinitionWanted(Unknown() if topic is None and slots.spoken("topic") else topic)


def _tip(slots: Slots) -> Event:
    theme = slots.one_of("theme", TipTheme)
    return TipWanted(Unknown() if theme is None and slots.spoken("theme") else theme)


def _both(slots: Slots) -> Event:
    who, answer = slots.id_of("who"), slots.id_of("answer")
    heard = {name for name in ("who", "answer") if slots.is_filled(name)}
    meant = _ANSWERS.get(answer or "")
    if not heard or ("who" in heard and who is None) or ("answer" in heard and meant is None):
        # Words that nobody made out are no answer, least of all one that counts for two.
        return UnclearAnswer()
    if who == "neither":
        # It wins over whatever follows it.
        return BothAnswer(Answer.NO)
    return BothAnswer(meant or Answer.YES)


def _split(slots: Slots) -> Event:
    return SplitAnswer(
        _ANSWERS.get(slots.id_of("mine") or ""), _ANSWERS.get(slots.id_of("theirs") or "")
    )


def _set_nightly(slots: Slots) -> Event:
    shift = slots.id_of("shift")
    named = ("days", "without", "also", "and_also")
    is_clear = all(slots.ids_of(name) for name in named if slots.is_filled(name))
    return NightlyWanted(
        time=slots.heard("time") or _moment(slots),
        days=slots.ids_of("days") if is_clear else Unknown(),
        without=slots.ids_of("without"),
        # A locale without slots of several values has one slot more.
        also=(*slots.ids_of("also"), *slots.ids_of("and_also")),
        later=None if shift is None else shift == "later",
        amount=slots.heard("amount"),
        one_night=slots.is_filled("night"),
    )


def _moment(slots: Slots) -> str | None:
    """Return the id of a moment of the evening; one that is not in the model is on no clock either."""
    return slots.id_of("moment") or (NO_CLOCK if slots.is_filled("moment") else None)


def _unsafe(slots: Slots) -> Event:
    # Said but not recognised must never mean missed: the first turn for a
    # frightened partner is right, or at least does no harm, whatever was meant.
    if slots.id_of("number"):
        return Unsafe(Danger.NUMBERS, again=True)
    return Unsafe(slots.one_of("kind", Danger) or Danger.PARTNER)


def _forget(slots: Slots) -> Event:
    # What was said stands in Alexa's own history, and deleting ours would leave it there.
    if slots.id_of("what") == SAID:
        return PrivacyAsked(PrivacyMatter.HISTORY)
    return ForgetWanted()


def _nightly_status(slots: Slots) -> Event:
    matter = slots.one_of("matter", ReminderMatter)
    if matter is None and slots.is_filled("matter"):
        # "Will it rain" is no question about the reminder.
        return NotUnderstood()
    return NightlyStatusWanted(slots.is_filled("whose"), matter)


def _nightly_unwanted(slots: Slots) -> Event:
    # A night that no value lists is a night nonetheless: all of them are not to be cancelled for it,
    # nor for a reminder of something else that no value lists, such as yoga.
    return NightlyUnwanted(
        of_others=slots.is_filled("whose"),
        one_night=slots.is_filled("night") or slots.is_filled("pause"),
    )


INTENTS: dict[str, Callable[[Slots], Event]] = {
    "DefineIntent": _define,
    "TipIntent": _tip,
    "QuizIntent": lambda slots: CheckInWanted(
        slots.one_of("mode", Mode),
        for_two=slots.is_for_two("mode"),
        other_is_absent=slots.is_of_absent("mode"),
        nobody_else=slots.is_nobody_else("mode"),
    ),
    "YesAnswerIntent": lambda _: YesAnswer(),
    "SometimesIntent": lambda _: Sometimes(),
    "SkipIntent": lambda _: Skip(),
    "ExplainIntent": lambda _: Explain(),
    "BothAnswerIntent": _both,
    "NeitherIntent": lambda _: BothAnswer(Answer.NO),
    "SplitAnswerIntent": _split,
    "SameAnswerIntent": lambda _: SameAnswer(),
    "UnclearAnswerIntent": lambda _: UnclearAnswer(),
    "WhoseTurnIntent": lambda _: TurnAsked(),
    "TonightPromptIntent": lambda _: PromptWanted(),
    "AnotherIntent": lambda _: AnotherWanted(),
    "SetNightlyIntent": _set_nightly,
    # Of a city and its state, the city tells more, and people say it first.
    "PlaceIntent": lambda slots: PlaceTold(next(iter(slots.ids_of("place")), Unknown())),
    "NightlyStatusIntent": _nightly_status,
    "CancelNightlyIntent": _nightly_unwanted,
    "ProgressIntent": lambda _: ProgressWanted(),
    "GetHelpIntent": lambda _: CounselorWanted(),
    "UnsafeIntent": _unsafe,
    "ForgetUsIntent": _forget,
    "PrivacyIntent": lambda slots: PrivacyAsked(
        slots.one_of("about", PrivacyMatter) or PrivacyMatter.KEPT
    ),
    "VerdictIntent": lambda _: VerdictAsked(),
    "LowMoodIntent": lambda _: LowMood(),
    "AMAZON.YesIntent": lambda _: Yes(),
    "AMAZON.NoIntent": lambda _: No(),
    "AMAZON.RepeatIntent": lambda _: Repeat(),
    "AMAZON.NextIntent": lambda _: Next(),
    "AMAZON.PreviousIntent": lambda _: Previous(),
    "AMAZON.StartOverIntent": lambda _: StartOver(),
    "AMAZON.HelpIntent": lambda _: Help(),
    "AMAZON.StopIntent": lambda _: Leave(),
    "AMAZON.CancelIntent": lambda _: Leave(),
    "AMAZON.NavigateHomeIntent": lambda _: Leave(),
    "AMAZON.FallbackIntent": lambda _: NotUnderstood(),
}


def event_of(intent: Any, words: Heard) -> Event:
    """Return the event that an intent stands for.

    Args:
        intent: the SDK's ``Intent``; None, or one that is not in the model, is not understood.
        words: those of the request's locale by which more is understood.
    """
    make = INTENTS.get(getattr(intent, "name", None) or "")
    return NotUnderstood() if make is None else make(Slots(intent.slots, words))
