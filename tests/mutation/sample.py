"""The mutation check: break the dialog in small ways, one at a time, and see its tests notice.

Every function of ``skill/dialog`` has its operators, constants and arguments
changed by mutmut, some thousands of changes in all. Trying each takes hours, so
a run tries a sample, drawn by a seed, within a time. It prints what survived,
each with its difference; docs/mutation.md tells what became of those.

Run by ``make mutation``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click

MUTMUT = Path(sys.executable).with_name("mutmut")
WARM_UP = "skill.dialog.bag.xǁBagǁleft__mutmut_1"
"""A mutant to try first, because mutmut lists none before it has tried one."""


def statuses() -> Iterator[tuple[str, str]]:
    """Yield every mutant's name with what became of it, in words of mutmut's own."""
    listed = subprocess.run(
        [MUTMUT, "results", "--all", "true"], capture_output=True, text=True, check=True
    )
    for line in listed.stdout.splitlines():
        name, _, status = line.strip().partition(": ")
        if status:
            yield name, status


def run(names: list[str], seconds: float | None = None) -> None:
    """Try mutants, and stop in good order when the time is up."""
    trying = subprocess.Popen([MUTMUT, "run", *names], stdout=subprocess.DEVNULL)
    try:
        code = trying.wait(seconds)
    except subprocess.TimeoutExpired:
        click.echo(f"The time is up after {seconds:.0f} s; what was tried by then counts.")
        trying.send_signal(signal.SIGINT)
        code = trying.wait()
    if code not in (0, -signal.SIGINT):
        sys.exit("mutmut could not run; call '.venv/bin/mutmut run' to see why.")


@click.command()
@click.option("--count", default=150, envvar="MUTANTS", show_default=True, show_envvar=True)
@click.option("--seed", default=1, envvar="SEED", show_default=True, show_envvar=True)
@click.option("--minutes", default=20.0, envvar="MINUTES", show_default=True, show_envvar=True)
def main(count: int, seed: int, minutes: float) -> None:
    """Draw a sample of COUNT mutants by SEED, try it for MINUTES, and print what survived."""
    run([WARM_UP])
    names = sorted(name for name, _ in statuses())
    sample = Random(seed).sample(names, min(count, len(names)))
    run(sample, minutes * 60)
    tried = [(name, status) for name, status in statuses() if name in set(sample)]
    outcomes = Counter(status for _, status in tried)
    click.echo(f"{len(names)} mutants in all; a sample of {len(sample)} by seed {seed}:")
    for status, number in outcomes.most_common():
        click.echo(f"  {number:4} {status}")
    for name, status in tried:
        if status in ("survived", "no tests", "suspicious"):
            subprocess.run([MUTMUT, "show", name], check=False)


if __name__ == "__main__":
    main()
