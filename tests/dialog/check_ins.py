"""Taking whole check-ins in tests, answers written as letters: y, n, s and o for skipped."""

from __future__ import annotations

from skill.dialog.events import Event, No, Skip, Sometimes, Yes
from tests.dialog.driver import ALONE, TOGETHER, Conversation

SAID: dict[str, Event] = {"y": Yes(), "n": No(), "s": Sometimes(), "o": Skip()}


def take(answers: str, conversation: Conversation | None = None) -> Conversation:
    """Take a check-in to its result.

    Args:
        answers: six words of the letters y, n, s and o; of two letters each for a
            check-in together, in the order in which they are asked for.
        conversation: who takes it; a new household where it is not given.
    """
    conversation = conversation or Conversation()
    questions = answers.split()
    conversation.hear(*((TOGETHER, Yes()) if len(questions[0]) == 2 else (ALONE,)))
    return conversation.hear_all(SAID[letter] for question in questions for letter in question)
