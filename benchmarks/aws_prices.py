"""What AWS charges for what the skill uses, and what that comes to.

``python -m benchmarks.aws_prices`` prints the table of docs/deploy.md. List prices of
us-east-1 in US dollars, without free tiers, as they were on the pages on `SEEN`; look them up
again before relying on them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

SEEN: Final = date(2026, 11, 27)
"""When the prices were looked up."""

# aws.amazon.com/lambda/pricing: arm64, the first 7.5 billion GB-seconds; SnapStart for Python.
A_REQUEST: Final = 0.20 / 1e6
A_GB_SECOND: Final = 0.0000133334
A_CACHED_GB_SECOND: Final = 0.0000015046
A_RESTORED_GB: Final = 0.0001397998
# aws.amazon.com/dynamodb/pricing/on-demand: standard table class.
A_READ: Final = 0.125 / 1e6
A_WRITE: Final = 0.625 / 1e6
A_STORED_GB: Final = 0.25
A_BACKED_UP_GB: Final = 0.20
# aws.amazon.com/cloudwatch/pricing: logs of Lambda, the first 10 TB; an alarm of standard resolution.
A_LOGGED_GB: Final = 0.50
A_KEPT_LOG_GB: Final = 0.03
AN_ALARM: Final = 0.10

MEMORY_MB: Final = 512
"""What the template gives the function."""
BILLED_SECONDS: Final = 0.05
"""What a turn is billed for; a warm one takes less in the emulator (docs/deploy.md, "Memory")."""
EVENINGS: Final = 12
"""On how many evenings of a month a household with a nightly prompt opens the skill."""
TURNS: Final = 5
"""How many turns it takes on each."""
READS: Final = 1
"""Read units a turn: consistent, of an item of up to 4 KB."""
RECORD_KB: Final = 3
"""What a household's item takes, so also the write units a turn. It is 4 KB at most."""
LOGGED_KB: Final = 0.5
"""What a turn logs: the three lines of the platform's own, and rarely one of the skill's."""
ALARMS: Final = 3
MONTH_SECONDS: Final = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Load:
    """So many households, and what share of turns meets no copy of the function that is warm."""

    households: int
    restores: float

    @property
    def turns(self) -> int:
        """How many turns a month has."""
        return self.households * EVENINGS * TURNS


LOADS: Final = (Load(100, 1 / TURNS), Load(10_000, 0.01), Load(1_000_000, 0.001))

_GB: Final = MEMORY_MB / 1024

LINES: Final[tuple[tuple[str, str, Callable[[Load], float]], ...]] = (
    ("Lambda requests", "$0.20 a million", lambda load: load.turns * A_REQUEST),
    (
        "Lambda time, arm64",
        f"${A_GB_SECOND:.10f} a GB-second",
        lambda load: load.turns * BILLED_SECONDS * _GB * A_GB_SECOND,
    ),
    (
        "snapshot kept, one version",
        f"${A_CACHED_GB_SECOND:.10f} a GB-second",
        lambda _: MONTH_SECONDS * _GB * A_CACHED_GB_SECOND,
    ),
    (
        "snapshot restored",
        f"${A_RESTORED_GB:.10f} a GB",
        lambda load: load.turns * load.restores * _GB * A_RESTORED_GB,
    ),
    ("DynamoDB reads", "$0.125 a million", lambda load: load.turns * READS * A_READ),
    ("DynamoDB writes", "$0.625 a million", lambda load: load.turns * RECORD_KB * A_WRITE),
    (
        "table and its backup",
        "$0.25 and $0.20 a GB",
        lambda load: load.households * RECORD_KB / 1024**2 * (A_STORED_GB + A_BACKED_UP_GB),
    ),
    (
        "logs, kept for a month",
        "$0.50 and $0.03 a GB",
        lambda load: load.turns * LOGGED_KB / 1024**2 * (A_LOGGED_GB + A_KEPT_LOG_GB),
    ),
    ("three alarms", "$0.10 each", lambda _: ALARMS * AN_ALARM),
)
"""What is paid for, its price in words, and dollars a month."""


def a_month(load: Load) -> float:
    """Return what a month costs, in dollars."""
    return sum(dollars(load) for _, _, dollars in LINES)


def a_million_turns(memory_mb: int, milliseconds: float) -> float:
    """Return what a million warm turns cost on Lambda, in dollars.

    Args:
        memory_mb: what the function has.
        milliseconds: what a turn takes; each one begun is billed.
    """
    seconds = ceil(milliseconds) / 1000
    return 1e6 * (A_REQUEST + seconds * memory_mb / 1024 * A_GB_SECOND)


def costs_table() -> str:
    """Return the table of what a month costs, as Markdown."""
    rows = [
        ["a month", "price", *(f"{load.households:,} households" for load in LOADS)],
        ["---"] * (2 + len(LOADS)),
        ["turns", "", *(f"{load.turns:,}" for load in LOADS)],
        *(
            [name, price, *(f"${dollars(load):,.2f}" for load in LOADS)]
            for name, price, dollars in LINES
        ),
        ["**together**", "", *(f"**${a_month(load):,.2f}**" for load in LOADS)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(costs_table())
