"""Every rule of the content, broken on purpose."""

from __future__ import annotations

import pytest

from skill.content.findings import Rule, Severity
from tests.content.breakages.breakage import Breakage
from tests.content.breakages.of_entries import OF_ENTRIES
from tests.content.breakages.of_lines import OF_LINES
from tests.content.breakages.of_words import OF_WORDS
from tests.content.conftest import Check

BREAKAGES = (*OF_LINES, *OF_ENTRIES, *OF_WORDS)


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.what)
def test_finds_what_was_broken_and_nothing_else(breakage: Breakage, check: Check) -> None:
    """A change that breaks one rule leads to that rule's finding, there, and to no other."""
    found = check(breakage.change, with_shipped_ids=breakage.with_shipped_ids)

    expected = {(breakage.rule, breakage.where), *breakage.also}
    assert expected == {(finding.rule, finding.where) for finding in found}
    assert {Severity.ERROR} == {finding.severity for finding in found}
    assert any(breakage.says in finding.message for finding in found), found


def test_every_rule_is_broken_once() -> None:
    """There is no rule without a change that breaks it, so none can rest unnoticed."""
    beside = {Rule.VANISHED_ID, Rule.REUSED_ID}  # broken in test_published_ids.py

    assert set(Rule) == {breakage.rule for breakage in BREAKAGES} | beside


def test_breakages_have_names_of_their_own() -> None:
    """Each broken thing can be run by its name alone."""
    names = [breakage.what for breakage in BREAKAGES]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.what)
def test_a_message_is_one_sentence_that_says_where_and_what_to_do(
    breakage: Breakage, check: Check
) -> None:
    """A person who only reads the message knows the file, the entry, the fault and the remedy."""
    for finding in check(breakage.change, with_shipped_ids=breakage.with_shipped_ids):
        file, _, rest = finding.where.partition(": ")
        assert file in finding.message
        assert f"'{rest.partition(', ')[0]}'" in finding.message
        assert "\n" not in finding.message
        assert finding.message.endswith(".")
        assert any(mark in finding.message for mark in (";", ", so ")), finding.message
