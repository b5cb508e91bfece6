"""What surrounds one turn: the content for the place, the moment and the chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from skill.content.models import Catalog, Region
from skill.reminders.schedule import NIGHT_TURNS, night_of

AROUND_BEDTIME = timedelta(minutes=30)

EVENING_FROM = 18
LATE_FROM = 21


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a turn may look at besides the household and the session.

    ``now`` is aware and in the household's own time zone. ``rng`` is the one
    source of chance; a test passes a seeded one.
    """

    content: Catalog
    now: datetime
    rng: Random
    bedtime: time | None = None
    """When this night's prompt is due, by the household's own clocks, if one is."""

    @property
    def region(self) -> Region:
        """The region of the request's locale."""
        return self.content.region

    @property
    def night(self) -> date:
        """The night that this moment belongs to."""
        return night_of(self.now)

    @property
    def is_evening(self) -> bool:
        """Tell whether "goodnight" is the right goodbye: 18:00 to 04:00."""
        return self.now.hour >= EVENING_FROM or self.now.hour < NIGHT_TURNS.hour

    @property
    def is_late(self) -> bool:
        """Tell whether to speak softly and offer less: 21:00 to 04:00, or about bedtime."""
        late = self.now.hour >= LATE_FROM or self.now.hour < NIGHT_TURNS.hour
        return late or self.is_bedtime

    @property
    def is_bedtime(self) -> bool:
        """Tell whether the nightly prompt is due within half an hour, or was."""
        if self.bedtime is None:
            return False
        now = timedelta(hours=self.now.hour, minutes=self.now.minute)
        due = timedelta(hours=self.bedtime.hour, minutes=self.bedtime.minute)
        apart = abs(now - due)
        return min(apart, timedelta(days=1) - apart) <= AROUND_BEDTIME
