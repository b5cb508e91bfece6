"""What the reminders say: prompts nobody has heard, fresh ones every week, and tonight's.

What tonight's reminder says is tonight's prompt, in the room and in the skill.
So whenever other prompts are put into the reminders, the one that tonight's
has said already, or will say, is chosen for the night there and then.
"""

from __future__ import annotations

from datetime import timedelta

from skill.dialog import prompts
from skill.dialog.bag import Bag
from skill.dialog.changes import NightlySet, PromptChosen, PromptsReserved
from skill.dialog.draft import TurnDraft
from skill.dialog.events import RemindersStand
from skill.dialog.household import Nightly
from skill.dialog.selection import SEEDS
from skill.dialog.turn import RefreshReminders, SetReminders
from skill.reminders.reminder_text import is_fit_for_a_reminder
from skill.reminders.schedule import Weekday, WeeklyTrigger

FRESH_FOR = timedelta(days=7)
"""Then every reminder has been heard, and its prompt is due for another."""


def draw(
    draft: TurnDraft, triggers: tuple[WeeklyTrigger, ...]
) -> tuple[tuple[tuple[Weekday, str], ...], Bag]:
    """Draw one unheard public prompt for each reminder.

    One that has yet to go off tonight says what the skill has called tonight's
    prompt already, if that may be said in any room.

    Returns:
        the prompts by night, and the bag they come from, still with them in it.
    """
    fit = {id_ for id_, p in draft.scene.content.prompts.items() if is_fit_for_a_reminder(p)}
    household = draft.household
    standing = {r.prompt for r in household.nightly.reminders} if household.nightly else set()
    tonight = prompts.chosen_tonight(draft)
    bag = household.reminder_prompts
    others = fit - standing - {tonight.prompt if tonight else ""}
    if len(bag.left(others)) < len(triggers) or not bag.round:
        bag = bag.refilled(draft.scene.rng.randrange(SEEDS))
    # Those that the couple has not heard from the skill either come first.
    used = household.prompts.used
    left = sorted(bag.left(others), key=lambda id_: id_ in used)
    chosen = dict(zip((trigger.night for trigger in triggers), left, strict=False))
    for trigger in triggers:
        if tonight and tonight.prompt in fit and prompts.is_due_tonight(draft, trigger):
            chosen[trigger.night] = tonight.prompt
    return tuple(chosen.items()), bag


def note(
    draft: TurnDraft,
    outcome: RemindersStand,
    effect: SetReminders | RefreshReminders | None = None,
) -> None:
    """Remember the reminders that stand, those of unsure nights among them.

    Of the prompts that were drawn, those that are said now have left the bag.
    """
    said = {reminder.prompt for reminder in outcome.reminders}
    if effect is not None:
        taken = tuple(prompt for _, prompt in effect.prompts if prompt in said)
        if taken:
            draft.note(PromptsReserved(taken, effect.bag.round, effect.bag.seed))
    before = draft.household.nightly
    if outcome.reminders == (before.reminders if before else ()):
        return
    # Until the last prompt that was heard is swapped, the others are not all fresh.
    stale = before is not None and any(r.prompt in said for r in before.reminders)
    fresh = before.fresh if before is not None and stale else draft.scene.night
    draft.note(NightlySet(Nightly(outcome.reminders, fresh) if outcome.reminders else None))
    if effect is not None:
        _keep_what_will_be_said(draft)


def refreshing(draft: TurnDraft) -> RefreshReminders | None:
    """Return unheard prompts for the reminders, once a week has gone since the last."""
    nightly = draft.household.nightly
    if nightly is None or draft.scene.night - nightly.fresh < FRESH_FOR:
        return None
    keep_what_was_said(draft)
    chosen, bag = draw(draft, tuple(reminder.trigger for reminder in nightly.reminders))
    return RefreshReminders(chosen, bag)


def agreeing(draft: TurnDraft) -> RefreshReminders | None:
    """Return tonight's prompt for tonight's reminder, where the skill has given another since."""
    nightly, tonight = draft.household.nightly, prompts.chosen_tonight(draft)
    prompt = draft.scene.content.prompts.get(tonight.prompt) if tonight else None
    if nightly is None or prompt is None or not is_fit_for_a_reminder(prompt):
        return None
    swaps = tuple(
        (reminder.night, prompt.id)
        for reminder in nightly.reminders
        if reminder.prompt != prompt.id and prompts.is_due_tonight(draft, reminder.trigger)
    )
    return RefreshReminders(swaps, draft.household.reminder_prompts) if swaps else None


def keep_what_was_said(draft: TurnDraft) -> None:
    """Choose for tonight what tonight's reminder has already said, before it is given another."""
    nightly, scene = draft.household.nightly, draft.scene
    if nightly is None or nightly.fresh >= scene.night or prompts.chosen_tonight(draft):
        return
    tonights = nightly.seen_in(draft.household.time_zone, scene.now).of(scene.night)
    if tonights is not None and not prompts.is_due_tonight(draft, tonights.trigger):
        draft.note(PromptChosen(tonights.prompt, scene.night))


def _keep_what_will_be_said(draft: TurnDraft) -> None:
    """Choose for tonight what tonight's reminder is going to say."""
    nightly = draft.household.nightly
    if nightly is None or prompts.chosen_tonight(draft):
        return
    for reminder in nightly.reminders:
        if prompts.is_due_tonight(draft, reminder.trigger):
            draft.note(PromptChosen(reminder.prompt, draft.scene.night))
