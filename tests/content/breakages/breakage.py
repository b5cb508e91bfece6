"""One way to break the content, and the finding it must lead to."""

from __future__ import annotations

from dataclasses import dataclass

from skill.content.findings import Rule
from tests.content.changes import Change


@dataclass(frozen=True, slots=True)
class Breakage:
    """A change that breaks one rule and no other."""

    what: str
    """What is wrong, for the name of the test."""
    change: Change
    rule: Rule
    where: str
    """Where the finding has to point."""
    says: str
    """Words of the message: what is wrong, or what to do."""
    also: tuple[tuple[Rule, str], ...] = ()
    """Other findings, rule and place, that such a change cannot help leading to."""
    with_shipped_ids: bool = False
    """Hold the changed content against the published ids as they are shipped.

    Otherwise all its ids count as published, so that a line may be added or
    taken out to break a rule that is not about ids.
    """
