"""Reading the facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.content.facts import Fact, load_facts, read_facts
from skill.content.rules.spoken import count_words
from skill.errors import ContentError


def test_a_fact_is_read_with_its_places(tmp_path: Path) -> None:
    """A fact has its id, one sentence, and the places that speak it in their order."""
    file = tmp_path / "facts.toml"
    file.write_text(
        '[fact]\n"a.1" = { says = "So it is.", spoken_in = ["time", "help"] }\n', encoding="utf-8"
    )

    assert {"a.1": Fact("a.1", "So it is.", ("time", "help"))} == read_facts(file)


@pytest.mark.parametrize("fact", load_facts().values(), ids=lambda fact: fact.id)
def test_a_fact_is_one_short_sentence(fact: Fact) -> None:
    """A reviewer takes in each fact at a glance."""
    assert fact.says[0].isupper()
    assert fact.says.count(".") == 1
    assert fact.says.endswith(".")
    assert count_words(fact.says) <= 30


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[fact", "cannot be read"),
        ("", "holds no facts"),
        ('fact = "none"', "holds no facts"),
        ('[fact]\n"a.1" = "So it is."', "'a.1' in .* has no 'says'"),
        ('[fact]\n"a.1" = { spoken_in = ["time"] }', "'a.1' in .* has no 'says'"),
        ('[fact]\n"a.1" = { says = "So it is." }', "'a.1' in .* has no 'spoken_in'"),
        (
            '[fact]\n"a.1" = { says = "So it is.", spoken_in = [] }',
            "'a.1' in .* has no 'spoken_in'",
        ),
    ],
)
def test_a_broken_fact_says_what_is_wrong(toml: str, says: str, tmp_path: Path) -> None:
    """A fact that is not complete is a ContentError that names the fact and the file."""
    file = tmp_path / "facts.toml"
    file.write_text(toml, encoding="utf-8")

    with pytest.raises(ContentError, match=says):
        read_facts(file)
