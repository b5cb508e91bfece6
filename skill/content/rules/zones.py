"""What people may say of where they are."""

from __future__ import annotations

from collections.abc import Iterator

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.rules.review import Review
from skill.content.rules.safety import is_time_zone


def check_zones(review: Review) -> Iterator[Finding]:
    """Each has a time zone that exists, or a line that asks for more."""
    lines = review.catalog.lines
    for zone in review.catalog.zones.values():
        line = lines.get(zone.asks)
        if zone.asks and (line is None or any(not variant.asks for variant in line.variants)):
            problem = f"asks '{zone.asks}', which asks for nothing; name a line that does"
            yield entry_finding("zones.toml", zone.id, Rule.ZONE, problem)
        if zone.country and zone.country not in review.catalog.countries:
            problem = f"is in the country '{zone.country}', which safety.toml does not have; name one of its ids"
            yield entry_finding("zones.toml", zone.id, Rule.ZONE, problem)
        if not zone.asks and not is_time_zone(zone.zone):
            problem = f"has the time zone '{zone.zone}', which is none; use an IANA name such as Europe/London"
            yield entry_finding("zones.toml", zone.id, Rule.ZONE, problem)
