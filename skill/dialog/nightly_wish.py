"""What a couple wants of the nightly prompt, as far as they have said it.

While it is talked about, what is wanted travels as one text, a wish: the time
and the days, as far as they are known. The same text is the token that Alexa
carries through her own question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from skill.dialog.draft import TurnDraft
from skill.dialog.events import NightlyWanted, Unknown
from skill.dialog.pending import PendingQuestion
from skill.reminders.heard_time import (
    BEDTIME,
    EVERY_DAY,
    UnclearTime,
    heard_days,
    heard_time,
    shifted,
)
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, as far as it is known."""

    at: time | None
    days: tuple[Weekday, ...]
    choices: tuple[time, ...] = ()
    """The times it may be, where "is that ..., or ...?" is being asked; or the one to move."""

    @property
    def is_to_move(self) -> bool:
        """Whether there was a time, and how much earlier or later is being asked."""
        return len(self.choices) == 1

    def written(self) -> str:
        """Return the wish as a text: ``=21:30 monday,tuesday``, or ``?01:00,13:00 monday``."""
        times = ",".join(
            at.isoformat("minutes") for at in ((self.at,) if self.at else self.choices)
        )
        return f"{'=' if self.at else '?'}{times} {','.join(self.days)}"

    @classmethod
    def read(cls, text: str) -> Wish | None:
        """Read what :meth:`written` wrote; None for any other text."""
        try:
            times, days = text[1:].split(" ")
            known = tuple(time.fromisoformat(at) for at in times.split(",") if at)
            nights = tuple(Weekday(day) for day in days.split(","))
            wish = cls(known[0], nights) if text[0] == "=" else cls(None, nights, known)
        except (IndexError, ValueError):
            return None
        is_ours = wish.written() == text and not any(at.tzinfo for at in known)
        return wish if is_ours else None


def known_time(before: Wish | None, now: NightlySchedule | None) -> time | None:
    """Return the time that "earlier" is earlier than, as it is wished for or as it stands."""
    if before and before.is_to_move:
        return before.choices[0]
    return before.at if before and before.at else now.at if now else None


def wanted_days(
    draft: TurnDraft, wanted: NightlyWanted, known: tuple[Weekday, ...]
) -> tuple[Weekday, ...]:
    """Return the nights that are meant; none where it has to be asked which.

    Args:
        draft: of the turn.
        wanted: what was said.
        known: the nights that it was about before, if any.
    """
    if draft.pending is PendingQuestion.NIGHTLY_DAYS and not _names_days(wanted):
        # "Ten" is no night; which ones is still to be said.
        return ()
    without, also = heard_days(wanted.without), heard_days(wanted.also)
    if isinstance(wanted.days, Unknown):
        return ()
    named = heard_days(wanted.days)
    if wanted.days and (not named or (EVERY_DAY in wanted.days and len(wanted.days) > 1)):
        # "Every night" and one more is "every night except" with a word that was not caught.
        return ()
    if named and without and not set(named) & set(without):
        # "Tuesday except Friday" is "Tuesday to Friday" with a word that was not caught.
        return ()
    days = (*(named or known or (() if also else EVERY_NIGHT)), *also)
    return tuple(day for day in days if day not in without)


def _names_days(wanted: NightlyWanted) -> bool:
    """Tell whether anything was said about which nights."""
    return bool(wanted.days or wanted.without or wanted.also)


def leaves_out(wanted: NightlyWanted) -> bool:
    """Tell whether nights were named only to be left out."""
    return bool(wanted.without) and not wanted.days and not wanted.also


def wanted_time(
    draft: TurnDraft, wanted: NightlyWanted, before: Wish | None, now: NightlySchedule | None
) -> time | UnclearTime:
    """Return the time that is meant: the one said, or what it is about, or that it has to be asked."""
    asked = UnclearTime(before.choices if before and not before.is_to_move else ())
    known = known_time(before, now)
    if wanted.time is not None:
        answers = draft.pending is PendingQuestion.NIGHTLY_CONSENT and not _names_days(wanted)
        read_back = before.at if before and answers else None
        return heard_time(wanted.time, draft.scene.content, asked=asked, read_back=read_back)
    if wanted.later is not None:
        return shifted(known, wanted.amount, later=wanted.later) if known else UnclearTime()
    if _names_days(wanted):
        return known or asked
    match draft.pending:
        case PendingQuestion.NIGHTLY_TIME if not asked.choices:
            # "Any time": it is read back before anything is set.
            return BEDTIME
        case PendingQuestion.NIGHTLY_TIME:
            return asked
        case PendingQuestion.NIGHTLY_CONSENT:
            # "A different time, please."
            return UnclearTime()
        case _:
            return before.at if before and before.at else UnclearTime()
