"""The outcome of one turn, as a value: what to say, what to remember, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from skill.content.models import ScreenKind
from skill.dialog.bag import Bag
from skill.dialog.changes import Change
from skill.dialog.household import Household
from skill.dialog.pending import PendingQuestion
from skill.dialog.state import DialogState, Spoken
from skill.reminders.schedule import NightlySchedule, Weekday
from skill.speech.spoken import Speech


@dataclass(frozen=True, slots=True)
class ForgetHousehold:
    """Delete all that is stored about the household, and its reminders."""


@dataclass(frozen=True, slots=True)
class SetReminders:
    """Have exactly one reminder for each night of a schedule, saying the prompts given.

    The outcome is an event, :class:`skill.dialog.events.RemindersStand`, and the
    turn is spoken in answer to that.
    """

    schedule: NightlySchedule
    prompts: tuple[tuple[Weekday, str], ...]
    bag: Bag
    """What the prompts were drawn from; those that Alexa took are taken out of it."""


@dataclass(frozen=True, slots=True)
class CancelReminders:
    """Delete every reminder of the household; the outcome is an event as well."""


@dataclass(frozen=True, slots=True)
class LookUpReminders:
    """Look which reminders there still are; they may have been deleted in the Alexa app."""


@dataclass(frozen=True, slots=True)
class RefreshReminders:
    """Put other prompts into the reminders that stand, and change nothing else."""

    prompts: tuple[tuple[Weekday, str], ...]
    bag: Bag
    """As in :class:`SetReminders`."""


@dataclass(frozen=True, slots=True)
class AskPermission:
    """Hand over to Alexa, who asks in her own words whether reminders are allowed.

    ``token`` comes back with the answer and says what was wanted.
    """

    token: str


Effect = (
    ForgetHousehold
    | SetReminders
    | CancelReminders
    | LookUpReminders
    | RefreshReminders
    | AskPermission
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the skill does with one event.

    The session stays open exactly when a question was asked, and then, and
    only then, there is a reprompt.
    """

    speech: Speech
    reprompt: Speech | None
    state: DialogState
    household: Household
    """The record as the turn leaves it: what ``changes`` make of the one that it was given."""
    changes: tuple[Change, ...] = ()
    effect: Effect | None = None
    if_effect_fails: Speech = ()
    """What to say in place of ``speech`` when the effect could not be carried out."""
    soft: bool = False
    """Speak at a low volume, because it is late."""
    card: bool = False
    """Send the card that asks for the reminders permission in the Alexa app."""
    private: bool = False
    """True on the unsafe path: nothing is kept of the turn, no card, and no words on a screen
    but the number that was asked for."""
    shows: ScreenKind = ScreenKind.MESSAGE
    """What kind of screen goes with the words, on a device that has one."""
    said: tuple[Spoken | str, ...] = ()
    """What the words of ``speech`` are, one for each: a wording of a line, or a text of the content."""

    @property
    def is_open(self) -> bool:
        """Tell whether the session stays open: a question was asked."""
        return self.state.pending is not PendingQuestion.NONE
