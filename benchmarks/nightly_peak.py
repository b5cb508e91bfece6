"""The busiest moment of an evening, simulated: what breaks first, and at how many households.

``python -m benchmarks.nightly_peak`` prints the table of docs/scale.md. A simulation of Lambda's
and DynamoDB's published limits, not of their machines: what is assumed is a constant here, and
harsh. Alexa speaks a reminder by herself; the function hears only of those who then open the skill.
"""

from __future__ import annotations

import heapq
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.aws_prices import BILLED_SECONDS, READS, RECORD_KB, TURNS
from skill.persistence.store import household_key

# ------------------------------------------------------------------ who comes, and when

ZONES: Final[Mapping[int, float]] = {-5: 0.47, -6: 0.29, -7: 0.07, -8: 0.17}
"""Hours from UTC, and about which share of the United States lives by them."""
CHOSEN: Final[Mapping[float, float]] = {20: 0.05, 20.5: 0.10, 21: 0.33, 21.5: 0.20, 22: 0.22, 22.5: 0.10}  # fmt: skip
"""For when, by the household's own clocks, which share wants its prompt; assumed."""
WHO_OPEN: Final = 0.2
"""Which share opens the skill on hearing it; assumed, about twelve evenings in two months."""
OPENED_AFTER: Final = 60.0
"""Seconds from the reminder until then, on average; assumed."""
BETWEEN_TURNS: Final = 8.0
"""Seconds from one turn to the next, on average: as long as Alexa listens."""

# ------------------------------------------------------------------ how long it takes

OPENING_SECONDS: Final = 0.25
"""The first turn of an evening, which asks Alexa once for the time zone."""
TURN_SECONDS: Final = BILLED_SECONDS
START_SECONDS: Final = 0.5
"""What a new copy takes besides, from its snapshot; not published, nor measured here."""
SLOW_SECONDS: Final = 1.3
"""Any turn while the table hangs: what one of its calls takes at worst."""

# ------------------------------------------------------------------ what is allowed

NEW_ACCOUNT: Final = 10
"""Turns at once in a region, in an account that is new. AWS, "Lambda quotas": reduced, no number
given; ten is what new accounts report."""
DEFAULT_ACCOUNT: Final = 1000
"""The same by default. AWS, "Lambda quotas"."""
NEW_COPIES: Final = 1000
"""How many copies a function may grow by in ten seconds. AWS, "Lambda scaling behavior"."""
REQUESTS_PER_COPY: Final = 10
"""Requests a second for each allowed copy. AWS, "Understanding Lambda function scaling"."""
PARTITIONS: Final = 4
"""Of a new on-demand table: 4,000 write units a second, of which a partition has 1,000.
AWS, "Understanding DynamoDB warm throughput in different scenarios"."""
WRITES_A_PARTITION: Final = 1000
READS_A_PARTITION: Final = 3000

SIZES: Final = (3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000)


@dataclass(frozen=True, slots=True)
class Peak:
    """What the busiest moment came to.

    Attributes:
        conversations: how many began.
        turns_a_second: in the busiest second.
        at_once: the most copies that answered at the same moment.
        throttled: which share of conversations broke off because Lambda refused a turn.
        partition: how full the fullest partition was in its busiest second; 1 is all it may take.
    """

    conversations: int
    turns_a_second: int
    at_once: int
    throttled: float
    partition: float


def busiest_share() -> float:
    """Return which share of all households hears a reminder at the busiest moment of the evening."""
    moments: dict[float, float] = defaultdict(float)
    for offset, living in ZONES.items():
        for hour, wanting in CHOSEN.items():
            moments[hour - offset] += living * wanting
    return max(moments.values())


def simulate(households: int, copies: int, *, slow: bool = False, seed: int = 1) -> Peak:
    """Let everybody who wants it hear the reminder at once, and watch those who open the skill.

    No copy of the function runs beforehand, and none ends meanwhile.

    Args:
        households: how many have a nightly prompt.
        copies: how many the account may run at once.
        slow: whether the table hangs, so that every turn takes as long as it ever does.
        seed: of all chance.
    """
    rng = Random(seed)  # noqa: S311 - no secret
    openers = round(households * busiest_share() * WHO_OPEN)
    # Time, household, number of the turn. Households hear it in no order of their ids.
    turns = [
        (rng.expovariate(1 / OPENED_AFTER), household, 0)
        for household in rng.sample(range(households), openers)
    ]
    heapq.heapify(turns)
    ends: list[float] = []
    running = at_once = broken = 0
    made = 0
    allowance, refilled = float(NEW_COPIES), 0.0
    a_second: Counter[int] = Counter()
    reads: Counter[tuple[int, int]] = Counter()
    while turns:
        now, household, turn = heapq.heappop(turns)
        while ends and ends[0] <= now:
            heapq.heappop(ends)
            running -= 1
        allowance = min(NEW_COPIES, allowance + (now - refilled) * NEW_COPIES / 10)
        refilled = now
        grows = running == made
        second = int(now)
        if a_second[second] >= copies * REQUESTS_PER_COPY or (
            grows and (made == copies or allowance < 1)
        ):
            broken += 1
            continue
        a_second[second] += 1
        takes = OPENING_SECONDS if turn == 0 else TURN_SECONDS
        if slow:
            takes = max(takes, SLOW_SECONDS)
        if grows:
            made += 1
            allowance -= 1
            takes += START_SECONDS
        running += 1
        at_once = max(at_once, running)
        heapq.heappush(ends, now + takes)
        reads[second, partition_of(household)] += 1
        if turn + 1 < TURNS:
            later = now + takes + rng.expovariate(1 / BETWEEN_TURNS)
            heapq.heappush(turns, (later, household, turn + 1))
    fullest = max(reads.values())
    return Peak(
        openers,
        max(a_second.values()),
        at_once,
        broken / openers,
        max(fullest * RECORD_KB / WRITES_A_PARTITION, fullest * READS / READS_A_PARTITION),
    )


def partition_of(household: int) -> int:
    """Return in which part of the table's key space a household's real key lies."""
    key = household_key(f"amzn1.ask.account.HOUSEHOLD-{household:07}")
    return int(key[:8], 16) * PARTITIONS >> 32


def row(households: int) -> str:
    """Return one size's row of the table, as Markdown."""
    new, default, slow = (
        simulate(households, copies, slow=slow)
        for copies, slow in (
            (NEW_ACCOUNT, False),
            (DEFAULT_ACCOUNT, False),
            (DEFAULT_ACCOUNT, True),
        )
    )
    cells = (
        f"{households:,}",
        f"{default.conversations:,}",
        f"{default.turns_a_second:,}",
        f"{default.at_once:,}",
        f"{new.throttled:.1%}",
        f"{default.throttled:.1%}",
        f"{slow.throttled:.1%}",
        f"{default.partition:.0%}",
    )
    return f"| {' | '.join(cells)} |"


HEAD: Final = (
    "| households | conversations | turns in a second | turns at once | broken off, quota of 10 | "
    "broken off, quota of 1,000 | the same, table hangs | fullest partition |\n"
    "|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{HEAD}\n")
    for households in SIZES:
        sys.stdout.write(f"{row(households)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
