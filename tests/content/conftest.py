"""The shipped content, and the check of a changed copy of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from skill.content.catalog import load_catalog
from skill.content.facts import load_facts
from skill.content.findings import Finding
from skill.content.models import Catalog
from skill.content.published import Published, load_published
from skill.content.rules.ids import STABLE, ids_by_kind
from skill.content.validation import check_catalog
from tests.content.changes import Change

Check = Callable[..., frozenset[Finding]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped content."""
    return load_catalog()


@pytest.fixture(scope="session")
def last_checked(catalog: Catalog) -> date:
    """The latest day on which a support number was checked: no number is due then."""
    return max(country.support.checked for country in catalog.countries.values())


@pytest.fixture(scope="session")
def shipped_findings(catalog: Catalog, last_checked: date) -> frozenset[Finding]:
    """What the shipped content is found to have, which is nothing when it is right."""
    return frozenset(check_catalog(catalog, load_facts(), load_published(), last_checked))


@pytest.fixture(scope="session")
def check(catalog: Catalog, last_checked: date, shipped_findings: frozenset[Finding]) -> Check:
    """Return a function that makes a change and returns what is found because of it.

    The ids of the changed content count as published, unless the shipped ones are asked for.
    """

    @cache
    def checked(change: Change, *, with_shipped_ids: bool = False) -> frozenset[Finding]:
        changed = change(catalog)
        ids = ids_by_kind(changed)
        published = (
            load_published()
            if with_shipped_ids
            else {kind: Published(frozenset(ids[kind]), frozenset()) for kind in STABLE}
        )
        found = check_catalog(changed, load_facts(), published, last_checked)
        return frozenset(found) - shipped_findings

    return checked
