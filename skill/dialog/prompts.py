"""Tonight's prompt: one question for the couple, the same all night, then silence."""

from __future__ import annotations

from skill.dialog.draft import TurnDraft
from skill.dialog.household import PromptHeard, PromptHeardAgain
from skill.dialog.selection import LIGHTEST, depth_limit, next_prompt, refilled_if_empty

LISTENER_ONE_IN = 4
"""About one night in so many, a cue for the listener takes the closing line's place."""


def give_prompt(draft: TurnDraft) -> None:
    """Speak tonight's prompt: the one chosen for the night, or a new one."""
    tonight = draft.household.tonight
    chosen = draft.scene.content.prompts.get(tonight.prompt) if tonight else None
    if tonight is not None and tonight.night == draft.scene.night and chosen is not None:
        draft.say("prompt.lead_in.again" if tonight.heard else "prompt.lead_in")
        draft.note(PromptHeardAgain(draft.scene.night))
        _speak(draft, chosen.text)
        return
    _draw(draft, "prompt.lead_in", depth_limit(draft.household, draft.scene), instead=False)


def another_prompt(draft: TurnDraft) -> None:
    """Swap tonight's prompt for the next one that fits."""
    _draw(draft, "prompt.lead_in.another", depth_limit(draft.household, draft.scene))


def lighter_prompt(draft: TurnDraft) -> None:
    """Speak tonight's prompt if it is light; otherwise swap it for one that is."""
    tonight = draft.household.tonight
    chosen = draft.scene.content.prompts.get(tonight.prompt) if tonight else None
    if (
        tonight is not None
        and tonight.night == draft.scene.night
        and chosen
        and chosen.depth == LIGHTEST
    ):
        give_prompt(draft)
    else:
        _draw(draft, "prompt.lead_in", LIGHTEST)


def skip_prompt(draft: TurnDraft) -> None:
    """Swap tonight's prompt for a light one, no reason asked."""
    _draw(draft, "prompt.lead_in.another", LIGHTEST)


def was_heard_tonight(draft: TurnDraft) -> bool:
    """Tell whether the household has heard a prompt this night."""
    tonight = draft.household.tonight
    return tonight is not None and tonight.night == draft.scene.night and tonight.heard


def _draw(draft: TurnDraft, lead_in: str, limit: int, *, instead: bool = True) -> None:
    scene = draft.scene
    bag = refilled_if_empty(draft.household.prompts, scene.content.prompts, scene.rng)
    prompt = next_prompt(bag, draft.household, scene, limit)
    draft.say(lead_in)
    draft.note(PromptHeard(prompt.id, scene.night, bag.round, bag.seed, instead=instead))
    _speak(draft, prompt.text)


def _speak(draft: TurnDraft, text: str) -> None:
    draft.pause(1000)
    draft.say_text(text, slow=draft.scene.is_late)
    draft.pause(1000)
    closing = "listener" if draft.scene.rng.randrange(LISTENER_ONE_IN) == 0 else "closing"
    draft.say(f"prompt.{closing}.{'evening' if draft.scene.is_evening else 'day'}")
