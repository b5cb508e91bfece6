"""Endings: short, warm, and nothing offered in them."""

from __future__ import annotations

from skill.dialog.draft import TurnDraft


def say_goodbye(draft: TurnDraft) -> None:
    """Say goodbye; what was answered so far is kept."""
    draft.say("goodbye.night" if draft.scene.is_evening else "goodbye.day")
