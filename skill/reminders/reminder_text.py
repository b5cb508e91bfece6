"""What a reminder says: the question itself, and nothing around it.

Alexa says "Here's your reminder from" and the skill's name before it, says it
twice, and shows it on screens in the room and in the app. So it is one public
prompt, short, with nothing before it, and it reads well twice in a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from skill.content.models import Prompt
from skill.errors import ContentError
from skill.speech.spoken import Words
from skill.speech.ssml import to_ssml

DEEPEST: Final = 2
"""A prompt of depth 3 is too tender to be said into a room."""

LONGEST: Final = 12
"""The most words a reminder says."""


@dataclass(frozen=True, slots=True)
class ReminderText:
    """The same words twice: plain for screens, and as SSML for the voice.

    Amazon refuses a reminder that has SSML alone.
    """

    plain: str
    ssml: str


def is_fit_for_a_reminder(prompt: Prompt) -> bool:
    """Tell whether a prompt may be said out loud in front of anyone.

    Whether its words are public is checked with the content; here is what a
    content file could still get wrong.
    """
    return prompt.public and prompt.depth <= DEEPEST and len(prompt.text.split()) <= LONGEST


def reminder_text(prompt: Prompt) -> ReminderText:
    """Return what a reminder with this prompt says.

    Raises:
        ContentError: the prompt is not fit to be said by a reminder.
    """
    if not is_fit_for_a_reminder(prompt):
        message = f"The prompt {prompt.id} is not public, too deep or too long for a reminder."
        raise ContentError(message)
    return ReminderText(prompt.text, f"<speak>{to_ssml((Words(prompt.text),))}</speak>")
