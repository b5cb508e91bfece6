"""Alexa's reminders as the rest of the skill sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from skill.reminders.reminder_text import ReminderText
from skill.reminders.schedule import WeeklyTrigger

ON: Final = "ON"
"""The status of a reminder that will go off."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one reminder says, and when.

    Attributes:
        trigger: the night of the week, the time and the zone.
        text: the words.
        locale: the language of the words, which is that of the request.
    """

    trigger: WeeklyTrigger
    text: ReminderText
    locale: str


@dataclass(frozen=True, slots=True)
class ListedReminder:
    """A reminder of this skill as Alexa has it now, whoever last changed it.

    Attributes:
        token: Alexa's name for it.
        status: ``ON``, ``COMPLETED``, or a word that is not documented.
        trigger: None where it is not a weekly one such as this skill makes.
        text: the plain words, if it has any.
    """

    token: str = field(repr=False)
    status: str
    trigger: WeeklyTrigger | None
    text: str | None

    @property
    def is_on(self) -> bool:
        """Tell whether it will go off. A status not documented is not taken for a promise."""
        return self.status == ON


class ReminderService(Protocol):
    """Makes, changes and deletes the reminders of one household, within one turn.

    Every method but :meth:`time_left` raises a
    :class:`~skill.errors.ReminderError`; its subclass says what to do about it.
    Methods may be called from several threads at once.
    """

    def time_left(self) -> float:
        """Return the seconds that this turn has left for further calls."""
        ...

    def create(self, reminder: Reminder) -> str:
        """Make a reminder and return its alert token."""
        ...

    def replace(self, token: str, reminder: Reminder) -> str:
        """Change when and what a reminder says, and return its token from now on."""
        ...

    def delete(self, token: str) -> None:
        """Delete a reminder.

        Raises:
            ReminderNotFoundError: there is none, which is as good.
        """
        ...

    def list(self) -> tuple[ListedReminder, ...]:
        """Return every reminder that this skill has for the household."""
        ...
