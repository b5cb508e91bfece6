"""``make bench``: measure everything side by side, print the table, write docs/benchmarks.md anew."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cold_start, requests_per_second, warm_turn
from benchmarks.report import Row, bytes_row, megabytes_row, race_row, rewritten, table
from tests.support import lambda_emulator
from tests.support.dynamodb_server import AWS_SETTINGS

PAGE = lambda_emulator.ROOT / "docs/benchmarks.md"
ALEXA_LIMIT = 120_000
"""Bytes that Alexa takes of a response (Amazon, "Request and Response JSON Reference")."""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="how many rounds each race has")
    parser.add_argument("--dry", action="store_true", help="print only, and leave the page alone")
    arguments = parser.parse_args()
    rows = [
        *_warm_turns(arguments.rounds * 2),
        *_served(arguments.rounds),
        *_cold_starts(arguments.rounds),
    ]
    text = f"{_machine(arguments.rounds)}\n\n{table(rows)}\n"
    sys.stdout.write(text)
    if not arguments.dry:
        PAGE.write_text(rewritten(PAGE.read_text("utf-8"), text), "utf-8")


def _warm_turns(rounds: int) -> list[Row]:
    race = warm_turn.measure(rounds)
    ours, hello = warm_turn.response_bytes()
    return [
        race_row(
            "Warm turn, SQLite load and save", race, warm_turn.SKILL, warm_turn.HELLO, bar=1.5
        ),
        race_row("The same, both called alike", race, warm_turn.SKILL, warm_turn.HELLO_IN_TURN),
        race_row("of which SQLite alone", race, warm_turn.STORE, warm_turn.HELLO),
        bytes_row("Response, median and largest", ours, hello, limit=ALEXA_LIMIT),
    ]


def _served(rounds: int) -> list[Row]:
    race, peaks = requests_per_second.measure(rounds)
    skill, hello = requests_per_second.SKILL, requests_per_second.HELLO
    return [
        race_row("Signed request through gunicorn", race, skill, hello, bar=1.0, rate=True),
        race_row(
            "of which gunicorn and Flask alone",
            race,
            requests_per_second.CONSTANT,
            hello,
            rate=True,
        ),
        megabytes_row("Peak memory of a gunicorn process", peaks[skill], peaks[hello], hello),
    ]


def _cold_starts(rounds: int) -> list[Row]:
    if reason := lambda_emulator.missing():
        return [Row("Cold start", "not measured here", reason)]
    skill, standard = cold_start.SKILL, cold_start.STANDARD
    rows: list[Row] = []
    os.environ.update(AWS_SETTINGS)
    with TemporaryDirectory() as folder:
        functions = cold_start.ColdStarts(Path(folder))
        try:
            built = functions.measure(rounds, compiled=False)
            compiled = functions.measure(rounds, compiled=True)
        finally:
            functions.close()
        for what, race, bar in (
            ("Cold start to first answer, as sam builds it", built, 0.75),
            ("The same, with bytecode at hand for both", compiled, None),
        ):
            rows.append(race_row(what, race, skill, standard, bar=bar))
        rows += [
            race_row(f"of which {floor}", compiled, floor, standard)
            for floor in (cold_start.HELLO, cold_start.NOTHING)
        ]
        peaks = {name: sorted(found)[len(found) // 2] for name, found in functions.peaks.items()}
        rows.append(
            megabytes_row("Peak memory of a function", peaks[skill], peaks[standard], standard)
        )
        sizes = {
            name: cold_start.unpacked_megabytes(artifact)
            for name, artifact in functions.artifacts.items()
        }
        rows.append(megabytes_row("Artifact, unpacked", sizes[skill], sizes[standard], standard))
    return rows


def _machine(rounds: int) -> str:
    """Say in general terms when, on what and how often all was measured."""
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {day}: {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python "
        f"{platform.python_version()}; functions on Python 3.13. {rounds} rounds of each race "
        f"({rounds * 2} of warm turns)."
    )


if __name__ == "__main__":
    main()
