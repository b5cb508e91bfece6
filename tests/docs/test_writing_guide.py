"""Whoever follows the guide to the content gets content that passes its checks."""

from __future__ import annotations

import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from skill.content.catalog import read_catalog
from skill.content.facts import read_facts
from skill.content.findings import Severity
from skill.content.published import load_published
from skill.content.source import DATA, locales
from skill.content.validation import check_catalog

GUIDE = Path(__file__).parents[2] / "docs/writing.md"
TODAY = date(2026, 11, 1)
FACTS = "facts.toml"

EXAMPLES = re.findall(r"```toml\n# (\S+)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content with the guide's examples added as they stand."""
    folder = tmp_path_factory.mktemp("content") / "data"
    shutil.copytree(DATA, folder)
    for name, text in EXAMPLES:
        if name == FACTS:
            _exchange(folder / FACTS, text)
        else:
            with (folder / "en" / name).open("a", encoding="utf-8") as file:
                file.write(text)
    return folder


def test_the_guide_has_an_example_of_each_kind() -> None:
    """A tip, a prompt and a topic."""
    kinds = {kind for name, text in EXAMPLES if name != FACTS for kind in tomllib.loads(text)}
    assert kinds == {"tip", "prompt", "topic"}


@pytest.mark.parametrize("locale", locales())
def test_the_examples_pass_the_checks(data: Path, locale: str) -> None:
    """Only their ids are left to be published."""
    catalog = read_catalog(locale, data)
    assert {"t901", "p901", "trust"} <= {*catalog.tips, *catalog.prompts, *catalog.topics}
    findings = check_catalog(catalog, read_facts(data / FACTS), load_published(), TODAY)
    wrong = [f.message for f in findings if f.severity is Severity.ERROR]
    assert [message for message in wrong if "published_ids.toml" not in message] == []
    assert {"t901", "p901"} <= {word.strip("'") for m in wrong for word in m.split()}


def _exchange(facts: Path, fact: str) -> None:
    """Put a fact in the place of the one of the same id."""
    id_ = fact.partition(" = ")[0]
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [fact if line.startswith(f"{id_} = ") else line for line in lines]
    assert changed != lines
    facts.write_text("".join(changed), encoding="utf-8")
