"""Measuring contestants in turns, so that whatever else the machine does meets them all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

Trial = Callable[[], "Sample"]
"""Does a contestant's work once, and says what it took."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one trial took.

    Attributes:
        wall: by the clock on the wall, in milliseconds for each piece of work.
        cpu: of processors, in the same unit: what other programs disturb least.
    """

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times what the other took a contestant took: median and quartiles of the rounds."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Race:
    """The samples of all contestants by name, in the order of the rounds."""

    samples: Mapping[str, list[Sample]]

    def wall(self, name: str) -> float:
        """The median by the clock on the wall, in milliseconds."""
        return median(sample.wall for sample in self.samples[name])

    def cpu(self, name: str) -> float:
        """The median of processor time, in milliseconds."""
        return median(sample.cpu for sample in self.samples[name])

    def ratio(self, name: str, other: str) -> Ratio:
        """Compare two contestants round by round, by the clock on the wall."""
        return _ratio(
            [a.wall / b.wall for a, b in zip(self.samples[name], self.samples[other], strict=True)]
        )

    def cpu_ratio(self, name: str, other: str) -> Ratio:
        """Compare two contestants round by round, by processor time."""
        return _ratio(
            [a.cpu / b.cpu for a, b in zip(self.samples[name], self.samples[other], strict=True)]
        )


def race(trials: Mapping[str, Trial], *, rounds: int, warm_up: int = 1) -> Race:
    """Let all contestants take their turns, in the other order every second round.

    Args:
        trials: what each contestant does in a round, by name.
        rounds: how many count.
        warm_up: how many come before those and do not.
    """
    names = list(trials)
    samples: dict[str, list[Sample]] = {name: [] for name in names}
    for number in range(warm_up + rounds):
        for name in names if number % 2 else reversed(names):
            sample = trials[name]()
            if number >= warm_up:
                samples[name].append(sample)
    return Race(samples)


def timed(work: Callable[[], object], pieces: int) -> Sample:
    """Do work in this process, and return what each of its pieces took."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Sample(wall * 1000 / pieces, cpu * 1000 / pieces)


def _ratio(ratios: list[float]) -> Ratio:
    low, middle, high = quantiles(ratios, n=4)
    return Ratio(middle, low, high)
