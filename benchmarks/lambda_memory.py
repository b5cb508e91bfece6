"""How much memory the function needs, and how long it takes with the processor that it gets for it.

``python -m benchmarks.lambda_memory`` builds the artifact, runs it in AWS's Runtime Interface
Emulator against a DynamoDB API and an Alexa API on loopback, and prints the tables of
docs/deploy.md. It needs Linux and root: a control group gives the function's process the share of
one processor that Lambda gives at each memory size (AWS, "Configure Lambda function memory": one
at 1,769 MB, less in proportion). What it cannot show: arm64, Lambda's own machines and network,
and how long a snapshot takes to restore.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.aws_prices import a_million_turns
from benchmarks.processes import cpu_milliseconds, peak_megabytes
from skill.simulator.echo.device import VirtualDevice
from tests.support import lambda_emulator
from tests.support.dynamodb_server import AWS_SETTINGS, MotoServer
from tests.support.lambda_deployment import Deployment, deployed
from tests.support.lambda_emulator import Artifact, LambdaProcess

SIZES: Final = (128, 256, 512, 1024, 1769)
WHOLE_PROCESSOR: Final = 1769
"""The memory, in MB, that comes with one processor."""
TURNS: Final = 500
"""How many turns the function's memory is watched for."""
TIMED_TURNS: Final = 100
"""How many turns are timed at each size; these are the warm ones, and the first is not among them."""

# What a couple may say in an evening; together it reaches every feature.
_CHECK_IN: Final = ("together", "yes", *("yes", "sometimes") * 5, "no", "skip")
_EVENING: Final = (
    *("open", "tip", "another", "DefineIntent topic=benefits", "yes", "why", "repeat"),
    *_CHECK_IN,
    *("ProgressIntent", "SetNightlyIntent time=21:30", "yes", "status", "prompt", "open"),
    *("mumble", "help", "GetHelpIntent", "afraid", "no", "stop", "prompt"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A control group that a process may join, with a limit of processor time."""

    folder: Path

    def limit(self, share: float) -> None:
        """Let its processes run for this share of one processor, in Lambda-like short slices."""
        period = 20_000
        quota = round(period * share)
        values: dict[str, object]
        # The most of what there is to have, besides: whatever else the machine does comes second.
        values = {"cpu.cfs_period_us": period, "cpu.cfs_quota_us": quota, "cpu.shares": 262_144}
        if (self.folder / "cpu.max").exists():
            values = {"cpu.max": f"{quota} {period}", "cpu.weight": 10_000}
        for name, value in values.items():
            (self.folder / name).write_text(str(value))


@contextmanager
def control_group() -> Iterator[Group]:
    """A new control group with a processor controller, of either version.

    Raises:
        OSError: this machine does not let us have one.
    """
    root = Path("/sys/fs/cgroup")
    parent = root / "cpu" if (root / "cpu").is_dir() else root
    folder = parent / f"closer-{os.getpid()}"
    folder.mkdir()
    try:
        yield Group(folder)
    finally:
        folder.rmdir()


def confined(artifact: Artifact, group: Group, folder: Path) -> tuple[Artifact, Callable[[], int]]:
    """Return the artifact with a Python that joins the group first, and what tells its process id."""
    noted, python = folder / "pid", folder / "python"
    python.write_text(
        f"#!/bin/sh\necho $$ > {noted}\necho $$ > {group.folder}/cgroup.procs\n"
        f'exec {artifact.python} "$@"\n'
    )
    python.chmod(0o755)
    return replace(artifact, python=python), lambda: int(noted.read_text())


def evenings(echoes: list[VirtualDevice], turns: int) -> Iterator[None]:
    """Talk for so many turns, evening after evening, on one device after the other."""
    said = 0
    while True:
        for echo in echoes:
            for utterance in _EVENING:
                if said == turns:
                    return
                echo.say(utterance)
                said += 1
                yield
            echo.clock.advance(timedelta(days=1))


def started(function: LambdaProcess) -> float:
    """Return how long the start took before the first turn, in milliseconds."""
    return function.cold_milliseconds - function.milliseconds[0]


@contextmanager
def cold(deployment: Deployment) -> Iterator[LambdaProcess]:
    """A process that finds nothing compiled but what the artifact holds, as on Lambda."""
    with deployment.cold() as function:
        yield function


def watched(deployment: Deployment, process: Callable[[], int]) -> Iterator[str]:
    """Hold 500 turns with a whole processor, and tell memory and processor time."""
    with cold(deployment) as function:
        echoes = [deployment.echo(function), deployment.echo(function, screen=True)]
        talk = evenings(echoes, TURNS)
        next(talk)
        first = peak_megabytes(process()), cpu_milliseconds(process())
        for _ in talk:
            pass
        last = peak_megabytes(process()), cpu_milliseconds(process())
    yield "| | peak memory | processor time |"
    yield "|---|---|---|"
    yield f"| start and first turn | {first[0]:.0f} MB | {first[1]:.0f} ms |"
    each = (last[1] - first[1]) / (TURNS - 1)
    yield f"| {TURNS} turns over every feature | {last[0]:.0f} MB | {each:.1f} ms a turn |"


def timed(deployment: Deployment, memory: int) -> str:
    """Hold turns with the processor of a memory size, and return a row of the table."""
    with cold(deployment) as function:
        for _ in evenings([deployment.echo(function)], 1 + TIMED_TURNS):
            pass
        first, *warm = function.milliseconds
        start = started(function)
    # The median: a mean would count in what else the machine had to do.
    usual, slowest = statistics.median(warm), statistics.quantiles(warm, n=20)[-1]
    return (
        f"| {memory} MB | {memory / WHOLE_PROCESSOR:.2f} | {start:.0f} ms | {first:.0f} ms | "
        f"{usual:.1f} ms | {slowest:.0f} ms | ${a_million_turns(memory, usual):.2f} |"
    )


def main() -> None:
    """Measure, and print two tables."""
    if reason := lambda_emulator.missing():
        sys.exit(reason)
    os.environ.update(AWS_SETTINGS)
    # The two APIs, which are threads of this process, come before whatever else there is too.
    os.setpriority(os.PRIO_PROCESS, 0, -20)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("-20")
    say = sys.stdout.write
    server = MotoServer()
    with tempfile.TemporaryDirectory() as name, control_group() as group:
        folder = Path(name)
        built = lambda_emulator.build(folder)
        artifact, process = confined(built, group, folder)
        say(f"Python 3.13 on {platform.machine()}, in AWS's Runtime Interface Emulator.\n\n")
        group.limit(1)
        with deployed(artifact, server.endpoint, folder) as deployment:
            say("\n".join(watched(deployment, process)) + "\n\n")
        say(
            "| memory | processors | start | first turn | a warm turn, median | 95 of 100 within | "
            "a million warm turns |\n|---|---|---|---|---|---|---|\n"
        )
        for memory in SIZES:
            group.limit(memory / WHOLE_PROCESSOR)
            with deployed(artifact, server.endpoint, folder) as deployment:
                say(timed(deployment, memory) + "\n")
            sys.stdout.flush()
    server.close()


if __name__ == "__main__":
    main()
