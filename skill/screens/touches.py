"""What can be touched: which answers a question offers, and what each of them stands for.

A touch does exactly what the words on it do, because it becomes the very event
that the words become. It belongs to one screen: what is touched on an older one
answers nothing, least of all the question that came after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skill.content.models import Touch
from skill.dialog.check_in import Mode
from skill.dialog.definitions import FIRST_TOPIC
from skill.dialog.events import (
    CheckInWanted,
    DefinitionWanted,
    Event,
    No,
    PromptWanted,
    Skip,
    Sometimes,
    TipWanted,
    TouchedLate,
    Yes,
)
from skill.dialog.pending import UNSAFE, ZONE, PendingQuestion

EVENTS: Mapping[Touch, Event] = {
    Touch.YES: Yes(),
    Touch.NO: No(),
    Touch.SOMETIMES: Sometimes(),
    Touch.SKIP: Skip(),
    Touch.TOGETHER: CheckInWanted(Mode.TOGETHER, for_two=True),
    Touch.ALONE: CheckInWanted(Mode.ALONE),
    Touch.DEFINITION: DefinitionWanted(FIRST_TOPIC),
    Touch.TIP: TipWanted(),
    Touch.CHECK_IN: CheckInWanted(),
    Touch.PROMPT: PromptWanted(),
}

_YES_OR_NO = (Touch.YES, Touch.NO)
_ANSWERS: Mapping[PendingQuestion, tuple[Touch, ...]] = {
    PendingQuestion.NONE: (),
    PendingQuestion.OPEN_CHOICE: (Touch.DEFINITION, Touch.TIP, Touch.CHECK_IN, Touch.PROMPT),
    PendingQuestion.CHECK_IN_MODE: (Touch.TOGETHER, Touch.ALONE),
    PendingQuestion.CHECK_IN_ANSWER: (Touch.YES, Touch.NO, Touch.SOMETIMES, Touch.SKIP),
    # A time of day, nights and a place have too many answers to be touched; a no to all of them can be.
    **dict.fromkeys(
        (PendingQuestion.NIGHTLY_TIME, PendingQuestion.NIGHTLY_DAYS, *ZONE), (Touch.NO,)
    ),
    # Whoever is not safe gets a screen without a word on it.
    **dict.fromkeys(UNSAFE, ()),
}


def touches_for(pending: PendingQuestion) -> tuple[Touch, ...]:
    """Return what the question that is pending can be answered with, in reading order."""
    return _ANSWERS.get(pending, _YES_OR_NO)


def touched(arguments: Sequence[object], *, is_current: bool) -> Event:
    """Return the event that a touch stands for.

    Args:
        arguments: what the touched part sent.
        is_current: whether it belongs to the screen that asks what is pending now.
    """
    sent = arguments[0] if arguments else None
    known = {touch.value: touch for touch in Touch}
    if not is_current or not isinstance(sent, str) or sent not in known:
        return TouchedLate()
    return EVENTS[known[sent]]
