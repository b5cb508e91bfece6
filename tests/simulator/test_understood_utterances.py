"""Each locale is understood on the utterances of tests/utterances, and docs/understanding.md says how well.

The tests of one locale share one evaluation, so they run in one process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill.cli import main
from skill.interaction_model.model import available_locales
from skill.simulator.evaluation.measurement import (
    HELD_OUT,
    TUNING,
    UNSAFE_INTENT,
    evaluate_locale,
)
from skill.simulator.evaluation.report import document, overview, section

ROOT = Path(__file__).parents[2]
UTTERANCES = ROOT / "tests" / "utterances"
PAGE = ROOT / "docs" / "understanding.md"
FEWEST_UTTERANCES = 40

LOCALES = [
    pytest.param(locale, marks=pytest.mark.xdist_group(f"understood {locale}"))
    for locale in available_locales()
]
evaluation_of = cache(lambda locale: evaluate_locale(locale, UTTERANCES))


@dataclass(frozen=True, slots=True)
class Floor:
    """What a part must reach.

    Attributes:
        recall: of all utterances.
        of_each: of the utterances of each intent.
        slots: how many of the slots are right.
        false_accepts: how much other talk may be taken for an intent.
        unsafe_misses: how many calls for help are missed.
        false_unsafe: how often harmless words are taken for one.
    """

    recall: float
    of_each: float
    slots: float
    false_accepts: float
    unsafe_misses: int
    false_unsafe: int


# What was looked at must be understood, and everything together too: every call for help, and none
# where there is none. What is held out says how far that carries: a little under what was measured,
# and its words are not to be looked at; raise these when the figures rise.
TUNING_FLOOR = Floor(0.98, 0.90, 0.985, 0.03, 0, 0)
WHOLE_FLOOR = Floor(0.975, 0.90, 0.985, 0.03, 0, 0)
FLOORS = {
    **{(locale, "tuning"): TUNING_FLOOR for locale in available_locales()},
    **{(locale, "all"): WHOLE_FLOOR for locale in available_locales()},
    ("en-US", "held out"): Floor(0.93, 0.50, 0.98, 0.07, 0, 0),
    ("en-GB", "held out"): Floor(0.92, 0.50, 0.98, 0.06, 0, 0),
    ("en-AU", "held out"): Floor(0.90, 0.50, 0.97, 0.06, 0, 0),
    ("en-CA", "held out"): Floor(0.895, 0.45, 0.99, 0.02, 0, 0),
    ("en-IN", "held out"): Floor(0.91, 0.55, 0.97, 0.02, 0, 0),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("part", ["tuning", "held out", "all"])
def test_utterances_are_understood(locale: str, part: str) -> None:
    """Recall, slots, false accepts and calls for help are at least as good as they were."""
    floor = FLOORS[locale, part]
    evaluation = evaluation_of(locale).parts[part]
    assert evaluation.recall >= floor.recall, evaluation.confusions
    low = {
        intent: recall
        for intent, recall in evaluation.recall_by_intent.items()
        if recall < floor.of_each
    }
    assert low == {}
    assert evaluation.slot_accuracy >= floor.slots
    assert evaluation.false_accept_rate <= floor.false_accepts
    # Counts only: a failure must not show what is held out.
    misses, alarms = len(evaluation.unsafe_misses), len(evaluation.false_unsafe)
    assert misses <= floor.unsafe_misses
    assert alarms <= floor.false_unsafe


@pytest.mark.parametrize("locale", LOCALES)
def test_every_intent_has_enough_utterances_that_are_no_samples(locale: str) -> None:
    """Each intent has enough utterances to say something about understanding."""
    counts = evaluation_of(locale).whole.count_by_intent
    few = {intent: count for intent, count in counts.items() if count < FEWEST_UTTERANCES}
    assert few == {}
    assert len(counts) == len(list((UTTERANCES / locale / TUNING).glob("*.toml")))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_is_up_to_date(locale: str) -> None:
    """docs/understanding.md says what is measured now; ``make understanding`` writes it."""
    page = PAGE.read_text(encoding="utf-8")
    evaluation = evaluation_of(locale)
    assert section(evaluation) in page
    for row in overview(evaluation):
        assert row in _rows(page)


def test_the_page_is_about_every_locale() -> None:
    """Nothing stands in the page but the locales there are."""
    headings = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "## "]
    assert headings == [f"## {locale}" for locale in available_locales()]


def _rows(page: str) -> set[tuple[str, ...]]:
    """Read the rows of the tables in a page."""
    return {
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in page.splitlines()
        if line.startswith("|")
    }


@pytest.fixture
def utterances(tmp_path: Path) -> Path:
    for name, words in (
        (f"{TUNING}/{UNSAFE_INTENT}", "honestly he hits me so much"),
        (f"{TUNING}/TipIntent", "have you possibly got some more advice for us"),
        (f"{HELD_OUT}/{UNSAFE_INTENT}", "what a lovely day it is"),
    ):
        path = tmp_path / "en-GB" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'[utterances]\n"{words}" = {{}}\n', encoding="utf-8")
    return tmp_path


def test_the_command_prints_the_page(utterances: Path) -> None:
    """``closer nlu`` tells recall by intent, what was confused and which calls for help were missed."""
    result = CliRunner().invoke(main, ["nlu", "--locale", "en-GB", "--utterances", str(utterances)])
    assert result.exit_code == 0
    rows = _rows(result.stdout)
    assert ("en-GB", "tuning", "2", "100.0 %", "1", "100.0 %", "0 of 0", "0 of 1", "0") in rows
    assert ("en-GB", "held out", "1", "0.0 %", "0", "100.0 %", "0 of 0", "1 of 1", "0") in rows
    assert ("en-GB", "all", "3", "66.6 %", "1", "100.0 %", "0 of 0", "1 of 2", "0") in rows
    assert (UNSAFE_INTENT, "1", "100.0 %", "1", "0.0 %", "2", "50.0 %") in rows
    assert f"- {UNSAFE_INTENT} for AMAZON.FallbackIntent\n" in result.stdout


def test_the_command_writes_files(utterances: Path, tmp_path: Path) -> None:
    """With --report it writes the page, and with --annotations the sets for Amazon's evaluation."""
    report, sets = tmp_path / "page.md", tmp_path / "sets"
    arguments = ["nlu", "--locale", "en-GB", "--utterances", str(utterances)]
    result = CliRunner().invoke(
        main, [*arguments, "--report", str(report), "--annotations", str(sets)]
    )
    assert result.exit_code == 0
    assert report.read_text(encoding="utf-8") == document([evaluate_locale("en-GB", utterances)])
    assert [path.name for path in sets.iterdir()] == ["en-GB.json"]


def test_missing_utterances_are_told_in_a_sentence(tmp_path: Path) -> None:
    """Where there is no checkout, the command says what to do and exits with 1."""
    result = CliRunner().invoke(main, ["nlu", "--utterances", str(tmp_path)])
    assert result.exit_code == 1
    assert "There are no evaluation utterances in" in result.output
    assert "--utterances" in result.output
