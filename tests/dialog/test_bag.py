"""The bag: everything is heard before anything is heard twice, on any number of devices."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.dialog.bag import RECENT, Bag
from skill.dialog.changes import TipHeard, changed
from skill.dialog.household import Household
from skill.dialog.selection import SEEDS, refilled_if_empty

SEED = st.integers(0, SEEDS - 1)
IDS = st.integers(2 * RECENT, 40).map(lambda size: [f"t{number:03}" for number in range(size)])


def draw(bag: Bag, ids: list[str], rng: Random) -> tuple[str, Bag]:
    """Draw as tips are drawn: from the bag, filled again when it is empty."""
    bag = refilled_if_empty(bag, ids, rng)
    drawn = bag.left(ids)[0]
    return drawn, bag.with_used(drawn)


@given(seed=SEED, ids=IDS, rounds=st.integers(1, 4))
def test_a_round_holds_everything_once(seed: int, ids: list[str], rounds: int) -> None:
    """Each filling of the bag is drawn to the last id before the next one begins."""
    bag, rng = Bag(seed), Random(seed)
    for _ in range(rounds):
        drawn = []
        for _ in ids:
            id_, bag = draw(bag, ids, rng)
            drawn.append(id_)
        assert sorted(ids) == sorted(drawn)


@given(seed=SEED, ids=IDS)
def test_after_a_refill_the_last_five_wait(seed: int, ids: list[str]) -> None:
    """The five ids drawn last from one filling are not among the first five of the next."""
    bag, rng = Bag(seed), Random(seed)
    drawn = []
    for _ in range(3 * len(ids)):
        id_, bag = draw(bag, ids, rng)
        drawn.append(id_)
    for start in (len(ids), 2 * len(ids)):
        assert not set(drawn[start - RECENT : start]) & set(drawn[start : start + RECENT])


def test_a_bag_filled_again_too_soon_still_holds_back_the_last_five() -> None:
    """Where only one id was drawn since the last filling, those drawn before it wait as well."""
    bag = Bag(1)
    for id_ in ("a", "b", "c", "d", "e"):
        bag = bag.with_used(id_)
    soon = bag.refilled(2).with_used("f").refilled(3)
    assert soon.held == ("b", "c", "d", "e", "f")


@given(
    seed=SEED,
    ids=IDS,
    steps=st.lists(st.tuples(st.sampled_from(["draw", "add", "remove"]), st.integers(0, 10**6))),
)
def test_content_may_come_and_go_while_a_bag_is_half_used(
    seed: int, ids: list[str], steps: list[tuple[str, int]]
) -> None:
    """New ids join the bag and removed ones leave it; neither empties it nor repeats an id."""
    bag, rng = Bag(seed), Random(seed)
    present, heard = list(ids), set[str]()
    for step, number in steps:
        if step == "add":
            present.append(f"n{number}")
        elif step == "remove" and len(present) > 2 * RECENT:
            present.remove(sorted(present)[number % len(present)])
        else:
            empty = not set(present) - heard
            id_, after = draw(bag, present, rng)
            assert id_ in present
            assert empty == (after.round != bag.round)
            assert empty or id_ not in heard
            heard = {id_} if empty else heard | {id_}
            bag = after


@given(seed=SEED, ids=IDS, new=st.text("abc", min_size=1, max_size=3))
def test_new_content_leaves_the_order_of_the_rest_alone(
    seed: int, ids: list[str], new: str
) -> None:
    """An id that joins takes a place of its own; the others come in the order they had."""
    bag = Bag(seed)
    assert bag.left(ids) == [id_ for id_ in bag.left([*ids, new]) if id_ != new]


def test_the_order_is_not_that_of_the_content_and_differs_between_households() -> None:
    """Bags are shuffled: no two of many households hear the tips in one order."""
    ids = [f"t{number:03}" for number in range(40)]
    orders = {tuple(Bag(seed).left(ids)) for seed in range(50)}
    assert len(orders) == 50
    assert tuple(ids) not in orders


@given(
    seed=SEED,
    ids=IDS,
    before=st.integers(0, 80),
    ours=st.integers(0, 12),
    theirs=st.integers(0, 12),
)
def test_two_devices_that_draw_from_one_record_lose_no_draw(
    seed: int, ids: list[str], before: int, ours: int, theirs: int
) -> None:
    """Whatever each of two devices drew from the same record is marked as heard after both saved."""
    rng = Random(seed)
    household = Household.new(seed)
    household = changed(household, heard(household, ids, before, rng))
    mine, yours = (heard(household, ids, count, rng) for count in (ours, theirs))
    merged = changed(changed(household, yours), mine)
    latest = max([merged.tips.round, household.tips.round])
    for tip in (*mine, *yours):
        if tip.round == latest:
            assert tip.tip in merged.tips.used
    if mine:
        assert mine[-1].tip == merged.tips.recent[-1]


def heard(household: Household, ids: list[str], count: int, rng: Random) -> list[TipHeard]:
    """The changes of a device that draws so many tips."""
    bag, changes = household.tips, []
    for _ in range(count):
        bag = refilled_if_empty(bag, ids, rng)
        changes.append(TipHeard(bag.left(ids)[0], bag.round, bag.seed))
        bag = bag.with_used(changes[-1].tip)
    return changes


@given(seed=SEED, ids=IDS, count=st.integers(0, 100))
def test_a_bag_survives_json(seed: int, ids: list[str], count: int) -> None:
    """A bag is the same after it was written and read."""
    bag, rng = Bag(seed), Random(seed)
    for _ in range(count):
        _, bag = draw(bag, ids, rng)
    assert bag == Bag.from_json(json.loads(json.dumps(bag.to_json())))


@pytest.mark.parametrize("size", range(1, 2 * RECENT))
def test_a_small_bag_still_gives_something(size: int) -> None:
    """With fewer ids than would be needed to keep the last five apart, drawing goes on."""
    ids = [f"t{number}" for number in range(size)]
    bag, rng = Bag(1), Random(1)
    for _ in range(3):
        drawn = []
        for _ in ids:
            id_, bag = draw(bag, ids, rng)
            drawn.append(id_)
        assert sorted(ids) == sorted(drawn)
