"""The busiest moment of an evening, simulated: the page says what comes out, and it can be trusted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from benchmarks.nightly_peak import (
    DEFAULT_ACCOUNT,
    HEAD,
    NEW_ACCOUNT,
    OPENING_SECONDS,
    SIZES,
    START_SECONDS,
    busiest_share,
    row,
    simulate,
)
from skill.persistence.store import household_key
from tests.support.lambda_emulator import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE: Final = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
# The largest ones take the command some seconds each.
QUICK: Final = [size for size in SIZES if size <= 100_000]


@pytest.mark.parametrize("households", QUICK)
def test_a_row_on_the_page_is_what_the_simulation_says(households: int) -> None:
    """The page was made by the command, and since then neither has changed."""
    assert f"{HEAD}\n" in PAGE
    assert f"{row(households)}\n" in PAGE


def test_every_size_is_on_the_page() -> None:
    """From the one that nothing stops to the one that stops at the default quotas."""
    assert [f"\n| {size:,} |" in PAGE for size in SIZES] == [True] * len(SIZES)


def test_a_fifth_of_all_households_hear_it_at_once() -> None:
    """Ten on the east coast is nine in the middle, and more than nine on the east coast alone."""
    nine_on_the_east_coast = 0.33 * 0.47
    assert nine_on_the_east_coast < busiest_share() == pytest.approx(0.2026)


def test_a_few_households_never_meet_a_limit() -> None:
    """One conversation is one copy, whichever account it is in."""
    alone = simulate(25, NEW_ACCOUNT)
    assert (alone.conversations, alone.at_once, alone.throttled) == (1, 1, 0)


@pytest.mark.parametrize("copies", [NEW_ACCOUNT, DEFAULT_ACCOUNT])
def test_never_do_more_copies_run_than_are_allowed(copies: int) -> None:
    """With a crowd at the door as many run as may, or as there is work for."""
    crowd = simulate(50_000, copies, slow=True)
    assert crowd.at_once <= copies
    assert (crowd.throttled > 0) == (copies == NEW_ACCOUNT)


def test_copies_are_as_many_as_turns_come_while_one_lasts() -> None:
    """Little's law holds within chance: arrivals a second times seconds a turn."""
    peak = simulate(100_000, DEFAULT_ACCOUNT)
    least = peak.conversations / 60 * OPENING_SECONDS
    most = peak.turns_a_second * (OPENING_SECONDS + START_SECONDS)
    assert least < peak.at_once < most


def test_another_throw_of_the_dice_changes_little() -> None:
    """What the page says does not hang on the seed."""
    one, other = (simulate(100_000, DEFAULT_ACCOUNT, seed=seed) for seed in (1, 2))
    assert other.turns_a_second == pytest.approx(one.turns_a_second, rel=0.1)
    assert other.at_once == pytest.approx(one.at_once, rel=0.2)


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
    fullest = f"{max(parts.values()) / mean:.2f}"
    assert f"the fullest holds {fullest} times the mean" in " ".join(PAGE.split())
    record_property("figure", f"Load: of 64 parts of the key space the fullest holds {fullest}")
