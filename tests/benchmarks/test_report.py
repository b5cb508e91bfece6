"""What `make bench` makes of its samples: ratios round by round, a table, a page."""

from __future__ import annotations

import pytest

from benchmarks.interleaved import Race, Sample, race
from benchmarks.report import BEGIN, END, race_row, rewritten, table


def samples(*walls: float) -> list[Sample]:
    """Samples whose processor time is half their time."""
    return [Sample(wall, wall / 2) for wall in walls]


def test_contestants_take_turns_in_the_other_order_every_round() -> None:
    """Whoever comes second finds the machine as the first has left it, so both come second."""
    order: list[str] = []

    def trial(name: str) -> Sample:
        order.append(name)
        return Sample(1, 1)

    made = race({"a": lambda: trial("a"), "b": lambda: trial("b")}, rounds=3, warm_up=1)
    assert order == ["b", "a", "a", "b", "b", "a", "a", "b"]
    assert {name: len(found) for name, found in made.samples.items()} == {"a": 3, "b": 3}


def test_a_ratio_is_that_of_the_rounds_not_of_the_medians() -> None:
    """A round in which the machine was slow for both says as much as any other."""
    made = Race({"ours": samples(1, 20, 3, 4), "theirs": samples(2, 40, 6, 8)})
    assert made.ratio("ours", "theirs").median == pytest.approx(0.5)
    assert made.cpu_ratio("ours", "theirs").low == pytest.approx(0.5)


@pytest.mark.parametrize(("ours", "met"), [(1.4, "yes"), (1.5, "yes"), (1.6, "no")])
def test_a_bar_is_met_or_it_is_not(ours: float, met: str) -> None:
    """The ratio decides, and what misses the bar is printed as what it is."""
    made = Race({"ours": samples(*[ours] * 3), "theirs": samples(1, 1, 1)})
    row = race_row("A turn", made, "ours", "theirs", bar=1.5)
    assert row.met == met
    assert f"| {met} |" in table([row])


def test_a_rate_is_written_as_so_many_a_second() -> None:
    """Two milliseconds each are five hundred a second."""
    made = Race({"ours": samples(2, 2, 2), "theirs": samples(4, 4, 4)})
    row = race_row("Requests", made, "ours", "theirs", rate=True)
    assert (row.this, row.against) == ("500 a second", "250 a second: theirs")


def test_a_long_time_is_written_without_an_exponent() -> None:
    """Three digits are as many as the machine can be believed."""
    made = Race({"ours": samples(1268, 1268, 1268), "theirs": samples(0.0357, 0.0357, 0.0357)})
    row = race_row("Start", made, "ours", "theirs")
    assert (row.this, row.against) == ("1270 ms", "0.0357 ms: theirs")


def test_only_what_is_between_the_marks_of_the_page_is_written_anew() -> None:
    """The words around the table are a person's."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert rewritten(page, "new") == f"before\n{BEGIN}\n\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="marks"):
        rewritten("no marks", "new")
