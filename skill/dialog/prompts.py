"""Tonight's prompt: one question for the couple, the same all night, then silence."""

from __future__ import annotations

from datetime import timedelta

from skill.content.models import Prompt, ScreenKind
from skill.dialog.bag import Bag
from skill.dialog.changes import PromptHeard, PromptHeardAgain
from skill.dialog.draft import TurnDraft
from skill.dialog.household import Tonight
from skill.dialog.selection import (
    LIGHTEST,
    depth_limit,
    next_prompt,
    prompts_within,
    refilled_if_empty,
)
from skill.reminders.reminder_text import is_fit_for_a_reminder
from skill.reminders.schedule import WeeklyTrigger, night_of

TRAVEL = timedelta(days=1)

LISTENER_ONE_IN = 4
"""About one night in so many, a cue for the listener takes the closing line's place."""


def give_prompt(draft: TurnDraft) -> None:
    """Speak tonight's prompt: the one chosen for the night, or a new one."""
    tonight = chosen_tonight(draft)
    chosen = draft.scene.content.prompts.get(tonight.prompt) if tonight else None
    if tonight is not None and chosen is not None:
        draft.say("prompt.lead_in.again" if tonight.heard else "prompt.lead_in")
        draft.note(PromptHeardAgain(tonight.night))
        _speak(draft, chosen.text)
        return
    of_reminder = _of_reminder(draft)
    if tonight is None and of_reminder is not None:
        _give(draft, "prompt.lead_in", of_reminder, draft.household.prompts, instead=False)
        return
    # A prompt that left the content since it was chosen is replaced, once for the whole night.
    limit = depth_limit(draft.household, draft.scene)
    _draw(draft, "prompt.lead_in", limit, instead=tonight is not None)


def another_prompt(draft: TurnDraft) -> None:
    """Swap tonight's prompt for the next one that fits."""
    _draw(draft, "prompt.lead_in.another", depth_limit(draft.household, draft.scene))


def lighter_prompt(draft: TurnDraft) -> None:
    """Speak tonight's prompt if it is light; otherwise swap it for one that is."""
    tonight = chosen_tonight(draft)
    chosen = draft.scene.content.prompts.get(tonight.prompt) if tonight else None
    if chosen is not None and chosen.depth == LIGHTEST:
        give_prompt(draft)
    else:
        _draw(draft, "prompt.lead_in", LIGHTEST)


def skip_prompt(draft: TurnDraft) -> None:
    """Swap tonight's prompt for a light one, no reason asked."""
    _draw(draft, "prompt.lead_in.another", LIGHTEST)


def was_heard_tonight(draft: TurnDraft) -> bool:
    """Tell whether the household has heard a prompt this night."""
    tonight = chosen_tonight(draft)
    return tonight is not None and tonight.heard


def chosen_tonight(draft: TurnDraft) -> Tonight | None:
    """Return what was chosen for this night, or None.

    A household that travels west may live the evening it came from once more,
    by its clock a night earlier: what was chosen there holds until the night is over.
    """
    tonight, night = draft.household.tonight, draft.scene.night
    if tonight is None or not night <= tonight.night <= night + TRAVEL:
        return None
    return tonight


def is_due_tonight(draft: TurnDraft, trigger: WeeklyTrigger) -> bool:
    """Tell whether a reminder has yet to go off this night."""
    due = trigger.next_fire(draft.scene.now).astimezone(draft.scene.now.tzinfo)
    return night_of(due) == draft.scene.night


def _of_reminder(draft: TurnDraft) -> Prompt | None:
    """Return the prompt that this night's reminder says, so that room and skill agree.

    Where it was put in this very night, it was chosen there and then if it is
    heard this night at all: see :mod:`skill.dialog.reminder_prompts`.
    """
    household, scene = draft.household, draft.scene
    if household.nightly is None or household.nightly.fresh >= scene.night:
        return None
    reminder = household.nightly.seen_in(household.time_zone, scene.now).of(scene.night)
    return scene.content.prompts.get(reminder.prompt) if reminder else None


def _draw(draft: TurnDraft, lead_in: str, limit: int, *, instead: bool = True) -> None:
    scene = draft.scene
    # Where only deeper ones are left, the bag is filled again before one goes too deep tonight.
    within = prompts_within(scene.content, limit)
    bag = refilled_if_empty(draft.household.prompts, within, scene.rng)
    nightly = draft.household.nightly
    is_for_the_room = nightly is not None and any(
        is_due_tonight(draft, reminder.trigger) for reminder in nightly.reminders
    )
    suits = is_fit_for_a_reminder if is_for_the_room else None
    prompt = next_prompt(bag, draft.household, scene, limit, suits)
    _give(draft, lead_in, prompt, bag, instead=instead)


def _give(draft: TurnDraft, lead_in: str, prompt: Prompt, bag: Bag, *, instead: bool) -> None:
    tonight = chosen_tonight(draft)
    night = tonight.night if tonight else draft.scene.night
    draft.say(lead_in)
    draft.note(PromptHeard(prompt.id, night, bag.round, bag.seed, instead=instead))
    _speak(draft, prompt.text)


def _speak(draft: TurnDraft, text: str) -> None:
    draft.pause(1000)
    draft.say_text(text, slow=draft.scene.is_late)
    draft.show(ScreenKind.PROMPT)
    draft.pause(1000)
    closing = "listener" if draft.scene.rng.randrange(LISTENER_ONE_IN) == 0 else "closing"
    draft.say(f"prompt.{closing}.{'evening' if draft.scene.is_evening else 'day'}")
