"""Which time zones there are: those of the IANA's data, as the system or the tzdata package has it."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of an IANA name such as ``"Europe/London"``, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # The last two are for names that no file could have, and for folders.
        return None
