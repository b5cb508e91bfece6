"""What docs/deploy.md says the skill takes and costs on AWS is what was measured and is worked out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

import pytest

from benchmarks.aws_prices import (
    ALARMS,
    BILLED_SECONDS,
    LOADS,
    MEMORY_MB,
    RECORD_KB,
    SEEN,
    Load,
    a_million_turns,
    a_month,
    costs_table,
)
from skill.persistence.dynamodb import DynamoDBStore, make_client
from skill.simulator.echo.clock import MovableClock
from tests.nightly.couple import AlexaAtHome, Couple
from tests.support import dynamodb_server
from tests.support.lambda_emulator import ROOT

aws_settings = dynamodb_server.aws_settings
moto_server = dynamodb_server.moto_server

PAGE: Final = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
TEMPLATE: Final = (ROOT / "template.yaml").read_text(encoding="utf-8")
MEASURED: Final = {
    int(memory): (float(turn), float(cost))
    for memory, turn, cost in re.findall(
        r"^\| (\d+) MB \|.* ([\d.]+) ms \| \d+ ms \| \$([\d.]+) \|$", PAGE, re.MULTILINE
    )
}
"""What stands on the page by size: a warm turn in milliseconds, and what a million cost."""


def test_the_table_on_the_page_is_the_one_that_is_worked_out() -> None:
    """Nobody has worked it out by hand, and the day of the prices is that of the module."""
    assert costs_table() in PAGE
    assert f"looked up on {SEEN.day} November 2026" in PAGE


def test_a_month_is_the_sum_of_what_is_used() -> None:
    """For a million turns in hand: each unit times its price, added up another way."""
    load = Load(1_000_000, 0)
    by_hand = (
        60e6 * (0.20 + 0.125 + 3 * 0.625) / 1e6  # requests, reads, writes
        + 60e6 * 0.05 * 0.5 * 0.0000133334
        + 30 * 86400 * 0.5 * 0.0000015046
        + 3e6 / 1024**2 * 0.45
        + 30e6 / 1024**2 * 0.53
        + 0.30
    )
    assert a_month(load) == pytest.approx(by_hand)


def test_ten_thousand_times_the_households_cost_no_more_than_that() -> None:
    """Nothing that is paid for grows faster than the number of households."""
    few, *_, many = LOADS
    assert a_month(many) < a_month(few) * many.households / few.households


@pytest.mark.parametrize("memory", [128, 256, 512, 1024, 1769])
def test_what_a_million_turns_cost_follows_from_what_was_measured(memory: int) -> None:
    """The last column of the table of sizes is worked out from the one of warm turns."""
    turn, cost = MEASURED[memory]
    assert cost == pytest.approx(a_million_turns(memory, turn), abs=0.005)


def test_the_template_takes_the_fastest_size_of_those_that_cost_no_more() -> None:
    """It costs within a tenth of the cheapest, and the next one a fifth more at least."""
    assert f"MemorySize: {MEMORY_MB}\n" in TEMPLATE
    costs = [cost for _, cost in MEASURED.values()]
    _, chosen = MEASURED[MEMORY_MB]
    assert chosen <= 1.1 * min(costs)
    assert all(cost >= 1.2 * chosen for memory, (_, cost) in MEASURED.items() if memory > MEMORY_MB)


def test_a_turn_is_billed_for_more_than_was_measured() -> None:
    """The costs leave room: twice what a warm turn takes at the template's size."""
    turn, _ = MEASURED[MEMORY_MB]
    assert 2 * turn <= 1000 * BILLED_SECONDS


def test_every_alarm_of_the_template_is_paid_for() -> None:
    """As many alarms are reckoned with as there are."""
    assert TEMPLATE.count("Type: AWS::CloudWatch::Alarm") == ALARMS


def test_a_household_takes_no_more_than_what_is_reckoned_with(
    moto_server: dynamodb_server.MotoServer,
) -> None:
    """After two months of evenings with everything in them, its item takes as many write units as are billed."""
    clock = MovableClock()
    table = dynamodb_server.empty_table(moto_server.endpoint)
    store = DynamoDBStore(table, client=make_client(moto_server.endpoint), clock=clock)
    with AlexaAtHome(clock) as alexa:
        couple = Couple(alexa, clock, store=store)
        couple.say("open", "SetNightlyIntent time=21:30", "yes")
        for _ in range(24):
            couple.say("tip", "another", "together", "yes", *["yes", "sometimes"] * 6, "prompt")
            clock.advance(timedelta(days=2, hours=12))
        assert len(couple.record.history) == 12
    store.close()
    (item,) = dynamodb_server.items(moto_server.endpoint, table)
    # Names and values in UTF-8; a number takes less than its digits (AWS, "DynamoDB item sizes").
    size = sum(len(name) + len(str(*value.values())) for name, value in item.items())
    assert (RECORD_KB - 1) * 1024 < size <= RECORD_KB * 1024
