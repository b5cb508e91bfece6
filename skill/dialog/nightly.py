"""The nightly prompt: asked for, agreed to, set, changed, told of and cancelled.

Consent has two layers, in this order (Amazon, "Alexa Reminders Guidelines"):
the couple's yes to a sentence that names time, recurrence and purpose, and the
account's permission, which Alexa asks for in her own words. A yes to anything
else is never taken as consent.

While it is talked about, what is wanted travels as one text, a wish: the time,
the days and the zone, as far as they are known. The same text is the token
that Alexa carries through her own question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from skill.dialog import prompts, quiz
from skill.dialog.draft import TurnDraft
from skill.dialog.events import (
    NightlyWanted,
    Permission,
    PermissionAnswered,
    RemindersStand,
    ReminderTrouble,
)
from skill.dialog.household import (
    Nightly,
    NightlyRefused,
    NightlySet,
    PromptsReserved,
)
from skill.dialog.selection import SEEDS
from skill.dialog.turn import (
    AskPermission,
    CancelReminders,
    LookUpReminders,
    RefreshReminders,
    SetReminders,
)
from skill.reminders.heard_time import UnclearTime, heard_days, heard_time, shifted
from skill.reminders.plan import StandingReminder
from skill.reminders.reminder_text import is_fit_for_a_reminder
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday
from skill.reminders.spoken_schedule import spoken_schedule, spoken_time

OFFER_AFTER = 2
"""A reminder is offered to households that have heard so many prompts."""

QUIET_AFTER_NO = timedelta(days=7)
"""After a no, none is offered for so long (Amazon, "Alexa Reminders Guidelines")."""

FRESH_FOR = timedelta(days=7)
"""Then every reminder has been heard, and its prompt is due for another."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, as far as it is known."""

    at: time | None
    days: tuple[Weekday, ...]
    choices: tuple[time, ...] = ()
    """The times it may be, where "is that ..., or ...?" is being asked."""

    def written(self) -> str:
        """Return the wish as a text: ``21:30 monday,tuesday``."""
        times = ",".join(
            at.isoformat("minutes") for at in ((self.at,) if self.at else self.choices)
        )
        return f"{'=' if self.at else '?'}{times} {','.join(self.days)}"

    @classmethod
    def read(cls, text: str) -> Wish | None:
        """Read a wish; None for a text that is none."""
        try:
            times, _, days = text[1:].partition(" ")
            known = tuple(time.fromisoformat(at) for at in times.split(",") if at)
            nights = tuple(Weekday(day) for day in days.split(",") if day)
            return cls(known[0], nights) if text[0] == "=" else cls(None, nights, known)
        except (IndexError, ValueError):
            return None


# ------------------------------------------------------------------- asking for it


def set_nightly(draft: TurnDraft, wanted: NightlyWanted) -> None:
    """Take a wish for a nightly prompt as far as it goes, and ask for what is missing."""
    before, nightly = Wish.read(draft.before.nightly), draft.household.nightly
    days = heard_days(wanted.days) or (before.days if before else ())
    if not days:
        days = nightly.schedule.days if nightly else EVERY_NIGHT
    at: time | UnclearTime
    if wanted.later is not None and nightly is not None:
        at = shifted(nightly.schedule.at, wanted.amount, later=wanted.later)
    elif wanted.time is None and nightly is not None and wanted.days:
        at = nightly.schedule.at
    elif wanted.time is None and before is not None and before.at is not None:
        at = before.at
    elif wanted.time is None:
        at = UnclearTime()
    else:
        asked = UnclearTime(before.choices) if before and before.choices else None
        at = heard_time(wanted.time, asked=asked)
    if isinstance(at, UnclearTime):
        _ask_time(draft, Wish(None, days, at.choices))
    else:
        _ask_consent(draft, Wish(at, days))


def ask_time(draft: TurnDraft) -> None:
    """Ask what time suits them, after a yes to the skill's own offer."""
    _ask_time(draft, Wish.read(draft.before.nightly) or Wish(None, EVERY_NIGHT))


def _ask_time(draft: TurnDraft, wish: Wish) -> None:
    draft.remember(nightly=wish.written())
    if len(wish.choices) == 2:
        first, second = (spoken_time(at, draft.scene.locale) for at in wish.choices)
        draft.ask("nightly.ask_time.either", first=first, second=second)
    else:
        draft.ask("nightly.ask_time")


def _ask_consent(draft: TurnDraft, wish: Wish) -> None:
    schedule = _schedule(draft, wish)
    if schedule is None:
        draft.say("nightly.no_zone")
        return
    draft.remember(nightly=wish.written())
    draft.ask("nightly.consent", schedule=spoken_schedule(schedule, draft.scene.locale))


def offer(draft: TurnDraft) -> bool:
    """Offer a reminder where it fits: by day, once a session, and not within a week of a no.

    Nor after a check-in, which has just given the couple something else to think about.
    """
    household, scene = draft.household, draft.scene
    if (
        household.nightly is not None
        or draft.before.offered_nightly
        or draft.before.check_in is not None
        or scene.is_late
        or household.prompts_heard < OFFER_AFTER
        or household.time_zone is None
        or (household.refused is not None and scene.night - household.refused < QUIET_AFTER_NO)
    ):
        return False
    draft.remember(offered_nightly=True)
    draft.ask("nightly.offer")
    return True


# ------------------------------------------------------------------------ consent


def consent(draft: TurnDraft) -> None:
    """Set the reminders that the sentence named, after a yes to it."""
    wish = Wish.read(draft.before.nightly)
    schedule = _schedule(draft, wish) if wish else None
    if schedule is None:
        draft.say("nightly.failed")
        return
    _set(draft, schedule)


def refuse(draft: TurnDraft) -> None:
    """Take a no, and offer nothing of the kind for a week."""
    draft.note(NightlyRefused(draft.scene.night))
    draft.say("nightly.refused")


def leave_unset(draft: TurnDraft) -> None:
    """Set nothing after an answer that is neither a yes nor a no: consent is not guessed at."""
    draft.say("nightly.not_set")


def after_permission(draft: TurnDraft, answered: PermissionAnswered) -> None:
    """Go on where Alexa's own question interrupted; she is not made to ask twice."""
    draft.remember(permission_asked=True)
    wish = Wish.read(answered.token) or Wish.read(draft.before.nightly)
    schedule = _schedule(draft, wish) if wish else None
    match answered.permission:
        case Permission.ACCEPTED if schedule is not None:
            draft.remember(nightly=answered.token)
            _set(draft, schedule)
        case Permission.DENIED | Permission.NOT_ANSWERED:
            draft.note(NightlyRefused(draft.scene.night))
            draft.say("nightly.permission_refused")
            draft.send_card()
        case _:
            draft.say("nightly.failed")


def _set(draft: TurnDraft, schedule: NightlySchedule) -> None:
    """Have the reminders set; what came of it is the next event."""
    draft.carry_out(SetReminders(schedule, _prompts_for(draft, schedule.days)))


# ------------------------------------------------------------------ what came of it


def tell_outcome(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say which reminders stand now: what was wanted, some of it, or why not."""
    _note(draft, outcome)
    sure = _sure(draft, outcome)
    wish = Wish.read(draft.before.nightly)
    match outcome.trouble:
        case ReminderTrouble.PERMISSION if wish and not draft.before.permission_asked:
            draft.hand_over(AskPermission(wish.written()))
        case ReminderTrouble.PERMISSION:
            draft.say("nightly.permission_refused")
            draft.send_card()
        case ReminderTrouble.NOT_SUPPORTED:
            unavailable(draft)
        case ReminderTrouble.LIMIT if sure is None:
            draft.say("nightly.limit")
        case _ if sure is None:
            draft.say("nightly.failed")
        case None:
            draft.say("nightly.done", schedule=_spoken(draft, sure))
        case _ if wish is not None and sure.schedule.at == wish.at:
            draft.say("nightly.done.some", schedule=_spoken(draft, sure))
        case _:
            draft.say("nightly.failed.kept", schedule=_spoken(draft, sure))


def unavailable(draft: TurnDraft) -> None:
    """Say that there are no reminders here, and what works instead."""
    if prompts.was_heard_tonight(draft) or quiz.is_asking(draft):
        draft.say("nightly.unavailable.heard")
    else:
        draft.ask("nightly.unavailable")


# --------------------------------------------------------------- living with it


def look_up(draft: TurnDraft) -> None:
    """Look which reminders there still are before saying when the prompt is due."""
    if draft.household.nightly is None:
        draft.say("nightly.none")
    else:
        draft.carry_out(LookUpReminders())
        draft.keep_asking()


def tell_status(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say when the prompt is due; where Alexa could not be asked, as far as is known."""
    _note(draft, outcome)
    nightly = _sure(draft, outcome)
    if nightly is None:
        draft.say("nightly.none")
    else:
        draft.say("nightly.status", schedule=_spoken(draft, nightly))


def cancel(draft: TurnDraft) -> None:
    """Cancel it all at once, no question asked."""
    if draft.household.nightly is None:
        draft.say("nightly.none")
    else:
        draft.carry_out(CancelReminders())
        draft.keep_asking()


def tell_cancelled(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say that it is cancelled, or that some of it is not."""
    _note(draft, outcome)
    nightly = draft.household.nightly
    if nightly is None:
        draft.say("nightly.cancelled")
    else:
        draft.say("nightly.cancel_failed", schedule=_spoken(draft, nightly))


def refreshing(draft: TurnDraft) -> RefreshReminders | None:
    """Return unheard prompts for the reminders, once a week has gone since the last."""
    nightly = draft.household.nightly
    if nightly is None or draft.scene.night - nightly.fresh < FRESH_FOR:
        return None
    nights = tuple(reminder.night for reminder in nightly.reminders)
    return RefreshReminders(_prompts_for(draft, nights))


def note_refreshed(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Remember which prompts the reminders say now, without a word."""
    draft.note(NightlySet(_nightly(draft, outcome.reminders)))


# ---------------------------------------------------------------------- helpers


def _schedule(draft: TurnDraft, wish: Wish) -> NightlySchedule | None:
    """Return the schedule of a wish; None where the time or the zone is not known."""
    zone = draft.household.time_zone
    if wish.at is None or zone is None:
        return None
    return NightlySchedule(wish.at, wish.days or EVERY_NIGHT, zone)


def _nightly(draft: TurnDraft, reminders: tuple[StandingReminder, ...]) -> Nightly | None:
    """Return the record of some reminders."""
    return Nightly(reminders, draft.scene.night) if reminders else None


def _note(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Remember the reminders that stand, those of unsure nights among them."""
    before = draft.household.nightly
    if outcome.reminders != (before.reminders if before else ()):
        draft.note(NightlySet(_nightly(draft, outcome.reminders)))


def _sure(draft: TurnDraft, outcome: RemindersStand) -> Nightly | None:
    """Return what may be said to stand."""
    return _nightly(draft, tuple(r for r in outcome.reminders if r.night not in outcome.unsure))


def _spoken(draft: TurnDraft, nightly: Nightly) -> str:
    return spoken_schedule(nightly.schedule, draft.scene.locale)


def _prompts_for(draft: TurnDraft, nights: tuple[Weekday, ...]) -> tuple[tuple[Weekday, str], ...]:
    """Draw one unheard public prompt for each night, and take them out of the bag."""
    fit = {id_ for id_, p in draft.scene.content.prompts.items() if is_fit_for_a_reminder(p)}
    household = draft.household
    standing = {r.prompt for r in household.nightly.reminders} if household.nightly else set()
    bag, others = household.reminder_prompts, fit - standing
    if len(bag.left(others)) < len(nights):
        bag = bag.refilled(draft.scene.rng.randrange(SEEDS))
    # Those that the couple has not heard from the skill either come first.
    left = sorted(bag.left(others), key=lambda id_: id_ in household.prompts.used)
    chosen = tuple(left[: len(nights)])
    draft.note(PromptsReserved(chosen, bag.round, bag.seed))
    return tuple(zip(nights, chosen, strict=True))
