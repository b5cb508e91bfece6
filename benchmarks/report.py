"""The table of figures, and the page that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from benchmarks.interleaved import Race

BEGIN: Final = "<!-- make bench writes from here -->"
END: Final = "<!-- to here -->"
_HEAD: Final = ("what", "this", "against", "ratio", "processor time", "bar", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; a ratio of less than 1 is to this skill's advantage.

    Attributes:
        what: what was measured.
        this: the figure.
        against: the other's figure, and who that is.
        ratio: the median of the rounds' ratios, and the range of their middle half.
        cpu: the same of processor time, which others on the machine disturb least.
        bar: what the ratio must not exceed.
        met: yes or no.
    """

    what: str
    this: str
    against: str
    ratio: str = ""
    cpu: str = ""
    bar: str = ""
    met: str = ""


def race_row(
    what: str, race: Race, name: str, other: str, *, bar: float | None = None, rate: bool = False
) -> Row:
    """A race's line.

    Args:
        what: what was measured.
        race: the samples.
        name: whose figure it is.
        other: whom it is measured against.
        bar: what the ratio must not exceed, if there is one.
        rate: write how many a second instead of how long each.
    """
    ratio, cpu = race.ratio(name, other), race.cpu_ratio(name, other)

    def figure(milliseconds: float) -> str:
        return f"{1000 / milliseconds:.0f} a second" if rate else f"{_rounded(milliseconds)} ms"

    return Row(
        what,
        figure(race.wall(name)),
        f"{figure(race.wall(other))}: {other}",
        f"{ratio.median:.2f} ({ratio.low:.2f}-{ratio.high:.2f})",
        f"{_rounded(race.cpu(name))} to {_rounded(race.cpu(other))} ms, {cpu.median:.2f}",
        "" if bar is None else f"at most {bar}",
        "" if bar is None else "yes" if ratio.median <= bar else "no",
    )


def _rounded(figure: float) -> str:
    """A figure with three digits that count, and no exponent."""
    return f"{float(f'{figure:.3g}'):g}"


def megabytes_row(what: str, this: float, against: float, other: str) -> Row:
    """A line about sizes, in megabytes of 10^6 bytes."""
    return Row(what, f"{this:.1f} MB", f"{against:.1f} MB: {other}", f"{this / against:.2f}")


def bytes_row(what: str, sizes: Sequence[int], against: int, *, limit: int) -> Row:
    """A line about responses."""
    return Row(
        what,
        f"{median(sizes):.0f} and {max(sizes)} bytes",
        f"{against} bytes: hello",
        "",
        "",
        f"at most {limit} bytes",
        "yes" if max(sizes) <= limit else "no",
    )


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        _HEAD,
        ("---",) * len(_HEAD),
        *((row.what, row.this, row.against, row.ratio, row.cpu, row.bar, row.met) for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rewritten(page: str, text: str) -> str:
    """The page with another text between its two marks.

    Raises:
        ValueError: the page has no such marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"The page has lost its marks {BEGIN} and {END}."
        raise ValueError(message)
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"
