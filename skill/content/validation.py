"""Checking the whole content before anybody hears it.

Reading a file finds what is broken (``skill.content.catalog``); this finds what
is read well and would be wrong to say. It runs in ``closer check`` and in the
tests, never while somebody is talking to the skill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from skill.content.facts import Fact
from skill.content.findings import Finding, Rule, Severity
from skill.content.models import Catalog
from skill.content.published import Published
from skill.content.rules import (
    budgets,
    check_in,
    coverage,
    endings,
    ids,
    placeholders,
    pools,
    prompts,
    qualifiers,
    safety,
    wording,
    zones,
)
from skill.content.rules.review import Review

__all__ = ["RULES", "Finding", "Rule", "Severity", "check_catalog"]

RULES: tuple[Callable[[Review], Iterator[Finding]], ...] = (
    coverage.check_coverage,
    ids.check_id_shapes,
    ids.check_published_ids,
    pools.check_pools,
    pools.check_duplicates,
    budgets.check_kinds,
    placeholders.check_placeholders,
    budgets.check_budgets,
    budgets.check_openings,
    budgets.check_results,
    endings.check_sentences,
    endings.check_questions,
    endings.check_asks,
    endings.check_choices,
    endings.check_reprompts,
    endings.check_variants,
    wording.check_characters,
    wording.check_spacing,
    wording.check_words,
    wording.check_moments,
    qualifiers.check_qualifiers,
    qualifiers.check_touch,
    qualifiers.check_attribution,
    qualifiers.check_hormone,
    qualifiers.check_sex,
    check_in.check_check_in_questions,
    check_in.check_check_in_references,
    check_in.check_result_wording,
    prompts.check_prompts,
    safety.check_safety_wording,
    safety.check_support_lines,
    safety.check_shown_lines,
    safety.check_region,
    zones.check_zones,
)
"""Every check there is; a new one is written in its subject's module and added here."""

OF_ENGLISH = frozenset(
    {
        wording.check_characters,
        wording.check_spacing,
        wording.check_words,
        wording.check_moments,
        qualifiers.check_qualifiers,
        qualifiers.check_touch,
        qualifiers.check_attribution,
        qualifiers.check_hormone,
        qualifiers.check_sex,
        check_in.check_check_in_questions,
        check_in.check_result_wording,
        prompts.check_prompts,
        safety.check_safety_wording,
        safety.check_shown_lines,
    }
)
"""Checks that know English words. Another language is held to the rest, and read by somebody."""


def check_catalog(
    catalog: Catalog,
    facts: Mapping[str, Fact],
    published: Mapping[str, Published],
    today: date,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with the content, in the order of the rules.

    Args:
        catalog: what the skill can say in one language.
        facts: what it has to teach, from ``load_facts``.
        published: the ids given out so far, from ``load_published``.
        today: the day that the age of the support numbers is reckoned from.
    """
    review = Review.of(catalog, facts, published, today)
    rules = [rule for rule in RULES if catalog.language == "en" or rule not in OF_ENGLISH]
    return tuple(finding for rule in rules for finding in rule(review))
