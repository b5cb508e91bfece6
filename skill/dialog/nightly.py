"""The nightly prompt where no reminder can be set: the truth, and how to make a routine."""

from __future__ import annotations

from skill.dialog import prompts, quiz
from skill.dialog.draft import TurnDraft


def set_nightly(draft: TurnDraft) -> None:
    """Say that there are no reminders here, and what works instead."""
    if prompts.was_heard_tonight(draft) or quiz.is_asking(draft):
        draft.say("nightly.unavailable.heard")
    else:
        draft.ask("nightly.unavailable")


def tell_status(draft: TurnDraft) -> None:
    """Say that no reminder is set."""
    draft.say("nightly.none")
