"""The nightly prompt: asked for, agreed to, set, changed, told of and cancelled.

Consent has two layers, in this order (Amazon, "Alexa Reminders Guidelines"):
the couple's yes to a sentence that names time, recurrence and purpose, and the
account's permission, which Alexa asks for in her own words. A yes to anything
else is never taken as consent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from skill.content.models import Zone
from skill.dialog import check_in_question, prompts, reminder_prompts
from skill.dialog.changes import NightlyRefused, ZoneTold
from skill.dialog.draft import TurnDraft
from skill.dialog.events import (
    NightlyWanted,
    Permission,
    PermissionAnswered,
    ReminderMatter,
    RemindersStand,
    ReminderTrouble,
    Unknown,
)
from skill.dialog.household import Nightly
from skill.dialog.nightly_wish import Wish, known_time, leaves_out, wanted_days, wanted_time
from skill.dialog.pending import NIGHTLY, ZONE, PendingQuestion
from skill.dialog.turn import AskPermission, CancelReminders, LookUpReminders, SetReminders
from skill.reminders.heard_time import ANY_TIME, BEDTIME, UnclearTime
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, schedules_of
from skill.reminders.spoken_schedule import spoken_schedule, spoken_schedules

OFFER_AFTER = 2
"""A reminder is offered to households that have heard so many prompts."""

QUIET_AFTER_NO = timedelta(days=7)
"""After a no, none is offered for so long (Amazon, "Alexa Reminders Guidelines").

Only the night of the no is known, not the hour, so the seventh night is still quiet.
"""


# ------------------------------------------------------------------- asking for it


def set_nightly(draft: TurnDraft, wanted: NightlyWanted) -> None:
    """Take a wish for a nightly prompt as far as it goes, and ask for what is missing."""
    if draft.pending is PendingQuestion.NIGHTLY_DAYS and wanted == NightlyWanted(ANY_TIME):
        suggest(draft)
        return
    if wanted.one_night:
        _refuse_one_night(draft, wanted)
        return
    before, now = Wish.read(draft.before.nightly), _schedule_now(draft)
    at = wanted_time(draft, wanted, before, now)
    days = wanted_days(draft, wanted, before.days if before else now.days if now else ())
    if not days and leaves_out(wanted) and now and draft.pending not in NIGHTLY:
        # Without the last night they had, nothing is left of it.
        cancel(draft)
    elif not days:
        wish = before or Wish(now.at if now else None, now.days if now else EVERY_NIGHT)
        _ask_days(draft, replace(wish, at=at) if isinstance(at, time) else wish)
    elif isinstance(at, UnclearTime):
        known = known_time(before, now) if wanted.later is not None else None
        _ask_time(draft, Wish(None, days, (known,) if known else at.choices), is_named=at.is_named)
    else:
        _ask_consent(draft, Wish(at, days))


def _refuse_one_night(draft: TurnDraft, wanted: NightlyWanted) -> None:
    """Say that it can't be for one night or a while, and leave what stands as it is."""
    if draft.pending in NIGHTLY:
        draft.say("nightly.goes_on")
        draft.ask_again()
    elif draft.household.nightly is not None:
        draft.say("nightly.goes_on.kept")
    else:
        draft.say("nightly.goes_on")
        set_nightly(draft, replace(wanted, one_night=False))


def ask_time(draft: TurnDraft) -> None:
    """Ask what time suits them: after a yes to the skill's own offer, or for another time."""
    wish = Wish.read(draft.before.nightly) or Wish(None, EVERY_NIGHT)
    _ask_time(draft, Wish(None, wish.days, wish.choices))


def suggest(draft: TurnDraft) -> None:
    """Name what suits most, to somebody who cannot say; like anything else it takes a yes."""
    wish = Wish.read(draft.before.nightly) or Wish(None, EVERY_NIGHT)
    if draft.pending is PendingQuestion.NIGHTLY_DAYS and wish.at is None:
        _ask_time(draft, wish)
    else:
        _ask_consent(draft, Wish(wish.at or BEDTIME, wish.days))


def _ask_time(draft: TurnDraft, wish: Wish, *, is_named: bool = False) -> None:
    draft.remember(nightly=wish.written())
    if is_named:
        draft.ask("nightly.ask_time.named")
    elif len(wish.choices) == 2:
        first, second = map(draft.scene.content.manner.time, wish.choices)
        draft.ask("nightly.ask_time.either", first=first, second=second)
    else:
        draft.ask("nightly.ask_time")


def ask_days(draft: TurnDraft) -> None:
    """Ask which nights suit them, once more."""
    _ask_days(draft, Wish.read(draft.before.nightly) or Wish(None, EVERY_NIGHT))


def _ask_days(draft: TurnDraft, wish: Wish) -> None:
    draft.remember(nightly=wish.written())
    draft.ask("nightly.ask_days")


def _ask_consent(draft: TurnDraft, wish: Wish, zone: Zone | None = None) -> None:
    """Ask for consent to a wish; where they are is read back when they have just told."""
    schedule = _schedule(draft, wish)
    draft.remember(nightly=wish.written())
    if schedule is None:
        draft.ask("nightly.ask_zone")
        return
    spoken = spoken_schedule(schedule, draft.scene.content.manner)
    draft.ask("nightly.consent", schedule=f"{spoken}, {zone.time}" if zone else spoken)


def say_why(draft: TurnDraft) -> None:
    """Say what it is for, to somebody who wonders, and ask the same again."""
    draft.say("nightly.why_zone" if draft.pending in ZONE else "nightly.matter.why")
    draft.ask_again()


def say_how(draft: TurnDraft, matter: ReminderMatter) -> None:
    """Tell one thing of how reminders are, and ask the same again."""
    draft.say(f"nightly.matter.{matter.value}")
    draft.ask_again()


def take_place(draft: TurnDraft, told: str | Unknown) -> None:
    """Take where they are, and go on to consent; what is not clear is asked once more."""
    wish = Wish.read(draft.before.nightly)
    zone = None if isinstance(told, Unknown) else draft.scene.content.zones.get(told)
    if draft.pending is PendingQuestion.NIGHTLY_ZONE and zone is None:
        ask_zone_again(draft)
    elif draft.pending is PendingQuestion.NIGHTLY_ZONE and zone is not None and zone.asks:
        draft.ask(zone.asks)
    elif wish is None or zone is None or zone.asks:
        give_up_zone(draft)
    else:
        draft.note(ZoneTold(zone.zone, draft.scene.night))
        _ask_consent(draft, wish, zone)


def help_with_zone(draft: TurnDraft) -> None:
    """Ask where they are in other words, after a yes: no place was named, so none is unknown."""
    draft.ask_in_other_words()


def ask_zone_again(draft: TurnDraft) -> None:
    """Ask where they are for the second time, which is the last."""
    draft.ask("nightly.ask_zone.again")


def give_up_zone(draft: TurnDraft) -> None:
    """Say how to tell the device where it is, when asking has not helped."""
    draft.say("nightly.no_zone")


def offer(draft: TurnDraft) -> bool:
    """Offer a reminder where it fits: not late, once a session, not within a week of a no.

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
        or (household.refused is not None and scene.night - household.refused <= QUIET_AFTER_NO)
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
    """Take a no; to reminders as such, so that none is offered for a week, or to a change."""
    if draft.household.nightly is not None:
        draft.say("nightly.unchanged")
        return
    note_no(draft)
    draft.say("nightly.refused")


def note_no(draft: TurnDraft) -> None:
    """Remember a no, however it was said, so that none is offered for a week."""
    if draft.household.nightly is None:
        draft.note(NightlyRefused(draft.scene.night))


def leave_unset(draft: TurnDraft) -> None:
    """Set nothing after an answer that is neither a yes nor a no: consent is not guessed at."""
    draft.say("nightly.not_set" if draft.household.nightly is None else "nightly.unchanged")


def after_permission(draft: TurnDraft, answered: PermissionAnswered) -> None:
    """Go on where Alexa's own question interrupted; she is not made to ask twice.

    What the couple agreed to is what she was handed. Where she hands nothing back,
    it is what the session was about when she was asked, and nothing newer than that.
    """
    was_asked = draft.before.permission_asked
    wish = Wish.read(answered.token or (draft.before.nightly if was_asked else ""))
    schedule = _schedule(draft, wish) if wish else None
    draft.remember(permission_asked=True)
    match answered.permission:
        case Permission.ACCEPTED if schedule is not None:
            _set(draft, schedule)
        case Permission.DENIED | Permission.NOT_ANSWERED:
            _note_permission_refused(draft)
        case _:
            draft.say("nightly.failed")


def _note_permission_refused(draft: TurnDraft) -> None:
    draft.note(NightlyRefused(draft.scene.night))
    draft.say("nightly.permission_refused")
    draft.send_card()


def _set(draft: TurnDraft, schedule: NightlySchedule) -> None:
    """Have the reminders set; what came of it is the next event.

    Until then consent is still what was asked for, and while Alexa asks for the permission as well.
    """
    draft.keep_asking()
    reminder_prompts.keep_what_was_said(draft)
    chosen, bag = reminder_prompts.draw(draft, schedule.triggers)
    draft.carry_out(SetReminders(schedule, chosen, bag))


# ------------------------------------------------------------------ what came of it


def tell_outcome(draft: TurnDraft, effect: SetReminders, outcome: RemindersStand) -> None:
    """Say which reminders stand now: what was wanted, some of it, or why not."""
    reminder_prompts.note(draft, outcome, effect)
    wanted, sure = effect.schedule, _schedules(draft, _sure(outcome))
    is_known = outcome.trouble is None or outcome.found is not None
    match outcome.trouble:
        case _ if sure == (wanted,) and is_known:
            draft.say("nightly.done", schedule=_spoken(draft, sure))
        case ReminderTrouble.PERMISSION if not draft.before.permission_asked:
            draft.remember(permission_asked=True)
            draft.keep_asking()
            draft.hand_over(AskPermission(Wish(wanted.at, wanted.days).written()))
        case ReminderTrouble.PERMISSION:
            _note_permission_refused(draft)
        case ReminderTrouble.NOT_SUPPORTED:
            note_no(draft)
            unavailable(draft)
        case ReminderTrouble.LIMIT if not sure:
            draft.say("nightly.limit")
        case _ if not sure:
            draft.say("nightly.unsure" if outcome.unsure else "nightly.failed")
        case _ if is_known and all(_is_part_of(schedule, wanted) for schedule in sure):
            draft.say("nightly.done.some", schedule=_spoken(draft, sure))
        case _:
            draft.say("nightly.failed.kept", schedule=_spoken(draft, sure))


def unavailable(draft: TurnDraft) -> None:
    """Say that there are no reminders here, and what works instead."""
    if prompts.was_heard_tonight(draft) or check_in_question.is_pending(draft):
        draft.say("nightly.unavailable.heard")
    else:
        draft.ask("nightly.unavailable")


# --------------------------------------------------------------- living with it


def look_up(draft: TurnDraft) -> None:
    """Look which reminders there are before saying when the prompt is due.

    Also where none is known of: Alexa may have made some that the record lost.
    """
    draft.carry_out(LookUpReminders())
    draft.keep_asking()


def tell_status(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say when the prompt is due; where Alexa could not be asked, as far as is known."""
    reminder_prompts.note(draft, outcome)
    nightly = draft.household.nightly
    if nightly is None:
        _tell_none(draft, outcome)
    elif outcome.trouble is ReminderTrouble.PERMISSION:
        draft.say("nightly.not_allowed")
    else:
        schedules = _spoken(draft, _schedules(draft, nightly.reminders))
        line = "nightly.status" if outcome.trouble is None else "nightly.status.unsure"
        draft.say(line, schedule=schedules)


def cancel(draft: TurnDraft) -> None:
    """Cancel it all at once, no question asked; also what the record may have lost."""
    draft.carry_out(CancelReminders())
    if draft.pending not in NIGHTLY:
        draft.keep_asking()


def tell_cancelled(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say that it is cancelled, or that some of it is not."""
    there_was = draft.household.nightly is not None or bool(outcome.found)
    reminder_prompts.note(draft, outcome)
    nightly = draft.household.nightly
    if nightly is None and there_was:
        draft.say("nightly.cancelled")
    elif nightly is None:
        _tell_none(draft, outcome)
    elif outcome.trouble is ReminderTrouble.PERMISSION:
        draft.say("nightly.not_allowed")
    else:
        schedules = _schedules(draft, nightly.reminders)
        draft.say("nightly.cancel_failed", schedule=_spoken(draft, schedules))


def _tell_none(draft: TurnDraft, outcome: RemindersStand) -> None:
    """Say that there is none, unless Alexa did not tell: the record may have lost some."""
    match outcome.trouble:
        case None | ReminderTrouble.NOT_SUPPORTED:
            draft.say("nightly.none")
        case ReminderTrouble.PERMISSION:
            draft.say("nightly.not_allowed")
        case _:
            draft.say("nightly.unreachable")


# ---------------------------------------------------------------------- helpers


def _schedule(draft: TurnDraft, wish: Wish) -> NightlySchedule | None:
    """Return the schedule of a wish; None where the time or the zone is not known."""
    zone = draft.household.time_zone
    if wish.at is None or zone is None:
        return None
    return NightlySchedule(wish.at, wish.days, zone)


def _schedule_now(draft: TurnDraft) -> NightlySchedule | None:
    """Return when the prompt is due as it stands, by the household's own clocks."""
    nightly = draft.household.nightly
    zone, now = draft.household.time_zone, draft.scene.now
    return nightly.seen_in(zone, now).schedule if nightly else None


def _schedules(
    draft: TurnDraft, reminders: tuple[StandingReminder, ...]
) -> tuple[NightlySchedule, ...]:
    """Return when some reminders are due, by the household's own clocks.

    That is one schedule, or one for each time where a change was half done.
    """
    seen = Nightly(reminders, draft.scene.night).seen_in(draft.household.time_zone, draft.scene.now)
    return schedules_of(r.trigger for r in seen.reminders)


def _is_part_of(schedule: NightlySchedule, wanted: NightlySchedule) -> bool:
    """Tell whether some nights are among those wanted, at the time wanted."""
    at_the_time = (schedule.at, schedule.zone) == (wanted.at, wanted.zone)
    return at_the_time and set(schedule.days) <= set(wanted.days)


def _spoken(draft: TurnDraft, schedules: tuple[NightlySchedule, ...]) -> str:
    return spoken_schedules(schedules, draft.scene.content.manner)


def _sure(outcome: RemindersStand) -> tuple[StandingReminder, ...]:
    """Return the reminders that may be said to stand."""
    return tuple(r for r in outcome.reminders if r.night not in outcome.unsure)
