"""The content as it is shipped."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from skill.content.catalog import load_catalog
from skill.content.facts import load_facts
from skill.content.findings import Rule, Severity
from skill.content.models import Catalog
from skill.content.published import load_published
from skill.content.rules.coverage import check_coverage, citations
from skill.content.rules.review import Review
from skill.content.source import languages, locales
from skill.content.validation import check_catalog
from tests.content.changes import without_fact

SEED_IDS = {
    "intro": "1 2 3 4 5",
    "definition": "1 2 3 4 5 6 7 8",
    "importance": "1 2 3",
    "benefit": "1 2 3 4 5 6 7 8",
    "takes": "1 2 3 4 5 6 7 8 9",
    "foster": "1 2 3 4 5 6 7 8 9",
    "sign.having": "1 2 3 4 5 6 7 8",
    "sign.lacking": "0 1 2 3 4 5 6",
    "rebuild": "1 2",
    "tip.rebuild": "1 1a 1b 2 2a 2b 3 3a 3b 3c 4 4a 4b",
    "help": "1 2 3 GAP",
}
"""The article's facts, by section, written down a second time: none can be dropped unnoticed."""
FACTS = [
    f"{section}.{number}" for section, numbers in SEED_IDS.items() for number in numbers.split()
]


@pytest.mark.parametrize("locale", [*languages(), *locales()])
def test_the_shipped_content_breaks_no_rule(locale: str, last_checked: date) -> None:
    """There is nothing to find in the content of any locale, nor in what they share."""
    found = check_catalog(load_catalog(locale), load_facts(), load_published(), last_checked)
    assert [finding.message for finding in found] == []


def test_there_is_content_for_all_five_locales() -> None:
    """English, as spoken in five places."""
    assert languages() == ("en",)
    assert locales() == ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


def test_there_are_seventy_six_facts(catalog: Catalog) -> None:
    """The facts in the table, and the facts the content cites, are the article's seventy-six."""
    cited = {fact for citation in citations(catalog) for fact in citation.seed}

    assert len(FACTS) == 76
    assert set(FACTS) == set(load_facts())
    assert set(FACTS) == cited


@pytest.mark.parametrize("fact", FACTS)
def test_no_fact_can_go_missing(fact: str, catalog: Catalog, last_checked: date) -> None:
    """Taking any one fact out of the content is found, and the finding names the fact."""
    without = without_fact(fact)(catalog)

    found = list(check_coverage(Review.of(without, load_facts(), load_published(), last_checked)))

    missing = [finding for finding in found if finding.rule is Rule.COVERAGE]
    assert {f"facts.toml: {fact}"} == {finding.where for finding in missing}


@pytest.mark.parametrize(("days", "due"), [(0, False), (90, False), (91, True)])
def test_numbers_are_due_after_ninety_days(days: int, due: bool, catalog: Catalog) -> None:  # noqa: FBT001
    """Ninety days after its check a number may still be spoken; a day later it is due."""
    checked = catalog.countries["CA"].crisis.checked

    found = check_catalog(catalog, load_facts(), load_published(), checked + timedelta(days=days))

    overdue = [finding for finding in found if finding.severity is Severity.DUE]
    assert due == any(
        finding.where == "safety.toml: CA" and "'crisis'" in finding.message for finding in overdue
    )
    assert {Rule.SUPPORT_CHECKED} >= {finding.rule for finding in overdue}
