"""A million households at the top of an hour, simulated: how many turns run at once, and where."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from skill.persistence.store import household_key

if TYPE_CHECKING:
    from collections.abc import Callable

HOUSEHOLDS = 1_000_000
# Alexa speaks a reminder by herself; the function hears only of those who then open the skill.
# The assumptions are harsh: half the country in one zone, and a third of it at nine sharp.
SHARE_OF_ZONE, SHARE_OF_TIME, WHO_OPEN = 0.5, 0.33, 0.2
TURNS = 5
BETWEEN_TURNS = 8.0
"""Seconds."""
AFTER_THE_REMINDER = 120.0
"""Seconds until somebody opens the skill, on average."""
# A warm turn takes about a hundredth of a second in the emulator; a slow table makes it this.
SECONDS_A_TURN = 0.25
LAMBDA_CONCURRENCY = 1000
"""What an account may run at once in a region unless it asks for more."""


def test_the_peak_of_a_million_households_fits_into_one_accounts_concurrency(
    record_property: Callable[[str, object], None],
) -> None:
    """At nine in the evening fewer turns run at once than Lambda's default quota lets run."""
    rng = Random(1)
    openers = int(HOUSEHOLDS * SHARE_OF_ZONE * SHARE_OF_TIME * WHO_OPEN)
    changes: list[tuple[float, int]] = []
    per_second: Counter[int] = Counter()
    for _ in range(openers):
        moment = rng.expovariate(1 / AFTER_THE_REMINDER)
        for _ in range(TURNS):
            changes += [(moment, 1), (moment + SECONDS_A_TURN, -1)]
            per_second[int(moment)] += 1
            moment += rng.expovariate(1 / BETWEEN_TURNS)
    running = busiest = 0
    for _, change in sorted(changes):
        running += change
        busiest = max(busiest, running)
    assert busiest < LAMBDA_CONCURRENCY
    record_property(
        "figure",
        f"Load: {openers} conversations after one reminder, at most {max(per_second.values())} "
        f"turns a second and {busiest} at once",
    )


def test_no_part_of_the_table_is_hotter_than_another(
    record_property: Callable[[str, object], None],
) -> None:
    """Households spread evenly over the key space, even when their user ids are alike."""
    parts = Counter(
        int(household_key(f"amzn1.ask.account.HOUSEHOLD-{number:07}")[:2], 16) // 4
        for number in range(100_000)
    )
    mean = 100_000 / 64
    assert len(parts) == 64
    # Five standard deviations of a fair throw.
    assert max(abs(count - mean) for count in parts.values()) < 5 * mean**0.5
    record_property(
        "figure",
        f"Load: 64 parts of the key space hold {min(parts.values()) / mean:.2f} to "
        f"{max(parts.values()) / mean:.2f} of the mean",
    )
