"""A program that saves without end and says what it has saved, to be killed at any moment.

Run as `python -m tests.support.endless_writer PATH`. For every save that the store
has confirmed it prints the household, its count and its version.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from skill.persistence.sqlite import SQLiteStore

HOUSEHOLDS = tuple(f"amzn1.ask.account.HOUSEHOLD{number}" for number in range(3))

# Long enough for a record to take more than a page, which then can be torn.
FILLING = "x" * 6_000


def main() -> None:
    """Save until killed."""
    store = SQLiteStore(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
    for household in itertools.cycle(range(len(HOUSEHOLDS))):
        user_id = HOUSEHOLDS[household]
        record = store.load(user_id)
        before = record.document["count"] if record else 0
        assert isinstance(before, int)
        version = store.save(
            user_id,
            {"count": before + 1, "filling": FILLING},
            expected_version=record.version if record else None,
        )
        # One write, so that a line is there as a whole or not at all.
        sys.stdout.write(f"{household} {before + 1} {version}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
