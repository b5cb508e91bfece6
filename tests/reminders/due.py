"""When the prompts of a schedule are due, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from skill.reminders.schedule import NightlySchedule


def due(schedule: NightlySchedule, now: datetime) -> Iterator[datetime]:
    """Every moment after ``now``, in order, without end."""
    while True:
        fires = (trigger.next_fire(now) for trigger in schedule.triggers)
        now = min(fires, key=lambda moment: moment.astimezone(UTC))
        yield now
