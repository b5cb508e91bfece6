"""A household's record: all that is kept between sessions.

The record is small, holds no name, no spoken word and no single person's
answer after a result, and is only ever altered by a change (``changes``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from skill.dialog.bag import Bag
from skill.dialog.check_in import CheckIn
from skill.dialog.history import History, PastCheckIn
from skill.dialog.wordings import Wordings
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import NightlySchedule, Weekday, schedules_of


@dataclass(frozen=True, slots=True)
class Tonight:
    """The prompt chosen for a night; nights run from 04:00 to 04:00, local time."""

    prompt: str
    night: date
    heard: bool


@dataclass(frozen=True, slots=True)
class Nightly:
    """The nightly prompt as it is set: one weekly reminder for each night chosen."""

    reminders: tuple[StandingReminder, ...]
    fresh: date
    """The night on which the reminders' prompts were last put in."""

    @property
    def schedule(self) -> NightlySchedule:
        """When the prompt is due; of two times, after a change half done, that of most nights."""
        schedules = schedules_of(r.trigger for r in self.reminders)
        return max(schedules, key=lambda schedule: len(schedule.days))

    def of(self, night: date) -> StandingReminder | None:
        """Return the reminder of a night, if there is one that night."""
        return next((r for r in self.reminders if r.night is Weekday.of(night)), None)

    def seen_in(self, zone: str | None, now: datetime) -> Nightly:
        """Return it by the clocks of the zone that the household lives in now.

        Who has moved is told when it comes here, not when it came there.
        """
        if zone is None:
            return self
        there = (replace(r, trigger=r.trigger.seen_in(zone, now)) for r in self.reminders)
        return replace(self, reminders=tuple(there))


@dataclass(frozen=True, slots=True)
class Household:
    """Everything remembered about one household."""

    tips: Bag
    prompts: Bag
    begun: int = 0
    """When the record was begun, in microseconds since 1970; 0 where it does not say.

    A record begun anew after "forget us" is told by it from the one before.
    """
    prompts_heard: int = 0
    """How many prompts were heard in all; the depth of the next one follows from it."""
    tonight: Tonight | None = None
    last_night: str | None = None
    """The prompt of the night before ``tonight``."""
    nights: Mapping[str, int] = field(default_factory=dict)
    """Month ("2026-11") -> on how many nights a question was opened."""
    check_in: CheckIn | None = None
    dropped: tuple[str, ...] = ()
    """The ids of the check-ins that were dropped last; no other device brings one back."""
    past_check_ins: History = field(default_factory=History)
    """The check-ins taken together, as they are written; ``history`` reads them."""
    told: frozenset[str] = frozenset()
    """Which once-only lines have been spoken: "welcome", "disclaimer"."""
    time_zone: str | None = None
    """The IANA zone the device last told, or the couple where it does not."""
    zone_told: date | None = None
    """The night on which it was told."""
    nightly: Nightly | None = None
    reminder_prompts: Bag = field(default_factory=lambda: Bag(seed=0, round=0))
    """The public prompts that reminders have said; a bag of their own, as they go faster.

    Of round 0 until it is first filled, so that each household has an order of its own.
    """
    refused: date | None = None
    """The night of the last no to a reminder, from the skill's question or Alexa's."""
    wordings: Wordings = field(default_factory=Wordings)

    @property
    def history(self) -> tuple[PastCheckIn, ...]:
        """The check-ins taken together, latest last."""
        return self.past_check_ins.check_ins

    def last_variant(self, line: str) -> int | None:
        """Return which variant of a line was used last, or None."""
        return self.wordings.last(line)

    @classmethod
    def new(cls, seed: int, begun: int = 0) -> Household:
        """Return the record of a household never met before."""
        return cls(tips=Bag(seed), prompts=Bag(seed ^ 0x5BD1E995), begun=begun)
