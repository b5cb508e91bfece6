"""The outcome of one turn, as a value: what to say, what to remember, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skill.dialog.household import Change
from skill.dialog.pending import PendingQuestion
from skill.dialog.state import DialogState
from skill.speech.spoken import Speech


class Effect(StrEnum):
    """Something to carry out besides saving the changes, before the turn is spoken."""

    FORGET_HOUSEHOLD = "forget_household"
    """Delete all that is stored about the household."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the skill does with one event.

    The session stays open exactly when a question was asked, and then, and
    only then, there is a reprompt.
    """

    speech: Speech
    reprompt: Speech | None
    state: DialogState
    changes: tuple[Change, ...] = ()
    effect: Effect | None = None
    if_effect_fails: Speech = ()
    """What to say in place of ``speech`` when the effect could not be carried out."""
    soft: bool = False
    """Speak at a low volume, because it is late."""
    private: bool = False
    """True on the unsafe path: nothing is kept of the turn, no card, no screen."""

    @property
    def is_open(self) -> bool:
        """Tell whether the session stays open: a question was asked."""
        return self.state.pending is not PendingQuestion.NONE
