"""Ids that households' records may hold: listed once, kept or retired, never used again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from skill.content.facts import load_facts
from skill.content.findings import Finding, Rule
from skill.content.models import Catalog
from skill.content.published import Published, load_published, read_published
from skill.content.rules.ids import STABLE, ids_by_kind
from skill.content.validation import check_catalog
from skill.errors import ContentError
from tests.content.changes import renamed_tip, without_tip

ID_RULES = {Rule.NEW_ID, Rule.VANISHED_ID, Rule.REUSED_ID}


def about_ids(catalog: Catalog, published: Mapping[str, Published], today: date) -> list[Finding]:
    """Return what is found about published ids."""
    return [f for f in check_catalog(catalog, load_facts(), published, today) if f.rule in ID_RULES]


@pytest.fixture(scope="module")
def published(catalog: Catalog) -> Mapping[str, Published]:
    """Every id of the content in use, and none retired."""
    ids = ids_by_kind(catalog)
    return {kind: Published(frozenset(ids[kind]), frozenset()) for kind in STABLE}


@pytest.fixture(scope="module")
def retired(published: Mapping[str, Published]) -> Mapping[str, Published]:
    """The same with the id of one tip, t007, moved to the retired ones."""
    tips = Published(published["tips"].in_use - {"t007"}, frozenset({"t007"}))
    return {**published, "tips": tips}


@pytest.mark.parametrize("kind", STABLE)
def test_every_kind_in_a_record_has_a_list(kind: str) -> None:
    """Tips, prompts, topics, questions, areas and lines each have published ids."""
    assert load_published()[kind].in_use


def test_a_vanished_id_is_found(
    catalog: Catalog, published: Mapping[str, Published], last_checked: date
) -> None:
    """An id whose entry is gone has to be put back or retired."""
    (found,) = about_ids(without_tip("t007")(catalog), published, last_checked)

    assert (found.rule, found.where) == (Rule.VANISHED_ID, "published_ids.toml: t007")
    assert "move its id to 'retired'" in found.message


def test_a_retired_id_may_be_gone(
    catalog: Catalog, retired: Mapping[str, Published], last_checked: date
) -> None:
    """An entry can be taken out for good once its id is retired."""
    assert about_ids(without_tip("t007")(catalog), retired, last_checked) == []


def test_a_retired_id_is_never_used_again(
    catalog: Catalog, retired: Mapping[str, Published], last_checked: date
) -> None:
    """A retired id in the content is found, whatever entry has it."""
    (found,) = about_ids(catalog, retired, last_checked)

    assert (found.rule, found.where) == (Rule.REUSED_ID, "tips.toml: t007")
    assert "give the new entry an id that none of the tips ever had" in found.message


def test_a_renamed_entry_is_a_new_one_and_a_lost_one(
    catalog: Catalog, published: Mapping[str, Published], last_checked: date
) -> None:
    """Giving an entry another id loses the old one in every household's record."""
    found = about_ids(renamed_tip("t007", "t041")(catalog), published, last_checked)

    assert {(finding.rule, finding.where) for finding in found} == {
        (Rule.NEW_ID, "tips.toml: t041"),
        (Rule.VANISHED_ID, "published_ids.toml: t007"),
    }


def test_a_kind_without_a_list_has_only_new_ids(
    catalog: Catalog, published: Mapping[str, Published], last_checked: date
) -> None:
    """A list that is missing altogether cannot hide an id."""
    without = {kind: ids for kind, ids in published.items() if kind != "questions"}

    found = about_ids(catalog, without, last_checked)

    assert {finding.where for finding in found} == {
        f"check_in.toml: q{number}" for number in range(1, 7)
    }


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[tips", "cannot be read"),
        ("[tips]\nin_use = []", "[tips] in .* needs 'retired', a list of ids"),
        ("[tips]\nin_use = [7]\nretired = []", "[tips] in .* needs 'in_use', a list of ids"),
        ("tips = 7", "[tips] in .* needs 'in_use', a list of ids"),
        ('[tips]\nin_use = ["t1"]\nretired = ["t1"]', "'t1' stands twice under [tips]"),
        ('[tips]\nin_use = ["t1", "t1"]\nretired = []', "'t1' stands twice under [tips]"),
        ('[tips]\nin_use = []\nretired = ["t1", "t1"]', "'t1' stands twice under [tips]"),
    ],
)
def test_a_broken_list_says_what_is_wrong(toml: str, says: str, tmp_path: Path) -> None:
    """A list that cannot be read, or holds an id twice, is a ContentError that names the place."""
    file = tmp_path / "published_ids.toml"
    file.write_text(toml, encoding="utf-8")

    with pytest.raises(ContentError, match=says.replace("[", r"\[").replace("]", r"\]")):
        read_published(file)


def test_a_missing_list_says_which(tmp_path: Path) -> None:
    """A file that is not there is named, with the folder it is missing from."""
    with pytest.raises(ContentError, match=r"published_ids\.toml is missing from"):
        read_published(tmp_path / "published_ids.toml")
