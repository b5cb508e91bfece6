"""Progress: how the last two check-ins taken together compare, by area, without a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from skill.content.models import ScreenKind
from skill.dialog import check_in_question, prompts
from skill.dialog.draft import TurnDraft
from skill.dialog.history import AreaCount
from skill.speech.manner import ListPatterns
from skill.speech.spoken import capitalised

COMPARED = 2
WAYS = ("progress.fewer", "progress.same", "progress.more")
"""How an area can have gone, in the order in which it is said; areas that went one way are one list."""


def tell(draft: TurnDraft) -> None:
    """Compare the last two check-ins and count the nights; in a check-in, count what is left."""
    if check_in_question.is_pending(draft):
        check_in_question.say_how_many_left(draft)
        return
    draft.show(ScreenKind.PROGRESS)
    went = _went(draft)
    if any(went.values()):
        draft.say("progress.opening")
        draft.say_text(compared(went, draft.scene.content.manner.lists, draft.wording))
    elif len(draft.household.history) == 1:
        draft.say("progress.first")
    else:
        draft.say("progress.nothing")
    month = f"{draft.scene.night:%Y-%m}"
    nights = draft.household.nights.get(month, 0)
    if nights == 1:
        draft.say("progress.night")
    elif nights > 1:
        draft.say("progress.nights", count=draft.scene.content.manner.number(nights))
    draft.pause(300)
    draft.ask("ask.tip" if prompts.was_heard_tonight(draft) else "ask.prompt")


def compared(
    went: Mapping[str, Sequence[str]], lists: ListPatterns, wording: Callable[..., str]
) -> str:
    """Return the sentence that tells which way some areas went.

    Args:
        went: by the line that says it, the areas as they are spoken; one at least.
        lists: how a list is said.
        wording: returns a line in words, filled with the ``areas``.
    """
    clauses = [wording(line, areas=lists.joined(areas)) for line, areas in went.items() if areas]
    return f"{capitalised('; '.join(clauses))}."


def _went(draft: TurnDraft) -> Mapping[str, Sequence[str]]:
    """Return which areas went which way from the last check-in but one to the last."""
    went: dict[str, list[str]] = {line: [] for line in WAYS}
    history = draft.household.history
    if len(history) < COMPARED:
        return went
    before, latest = history[-COMPARED:]
    for area in draft.scene.content.areas.values():
        old, new = before.areas.get(area.id), latest.areas.get(area.id)
        if old is not None and new is not None and (line := _way(old, new)):
            went[line].append(area.spoken)
    return went


def _way(old: AreaCount, new: AreaCount) -> str | None:
    """Return the line that compares two counts, or None where either was left open."""
    if not any((old.noticed, old.now_and_then, old.clear)) or not any(
        (new.noticed, new.now_and_then, new.clear)
    ):
        return None
    was, is_ = (old.noticed, old.now_and_then), (new.noticed, new.now_and_then)
    if is_ > was:
        return "progress.more"
    return "progress.fewer" if is_ < was else "progress.same"
