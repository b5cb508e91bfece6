"""The facts of the article behind the skill, each with the places that speak it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from skill.content.toml_file import read_toml
from skill.errors import ContentError

FACTS_FILE = Path(__file__).parent / "data" / "facts.toml"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; the content's entries name it by its id."""

    id: str
    says: str
    """The fact in one short sentence, for a reviewer; it is never spoken."""
    spoken_in: tuple[str, ...]
    """Every place that has to speak it: a topic, a tip theme, the check-in, a group of lines."""


@cache
def load_facts() -> Mapping[str, Fact]:
    """Return the facts by id, read once per process.

    Raises:
        ContentError: naming the file, and the fact that is broken.
    """
    return read_facts(FACTS_FILE)


def read_facts(file: Path) -> Mapping[str, Fact]:
    """Read the facts from a file.

    Raises:
        ContentError: naming the file, and the fact that is broken.
    """
    tables = read_toml(file).get("fact")
    if not isinstance(tables, dict) or not tables:
        message = f"The content file {file} holds no facts; they stand under [fact]."
        raise ContentError(message)
    return {name: _fact(file, name, table) for name, table in tables.items()}


def _fact(file: Path, name: str, table: object) -> Fact:
    says = table.get("says") if isinstance(table, dict) else None
    spoken_in = table.get("spoken_in") if isinstance(table, dict) else None
    if not isinstance(says, str) or not says:
        message = f"The fact '{name}' in {file} has no 'says'; give it one sentence."
        raise ContentError(message)
    if not isinstance(spoken_in, list) or not spoken_in:
        message = f"The fact '{name}' in {file} has no 'spoken_in'; list the places that speak it."
        raise ContentError(message)
    return Fact(id=name, says=says, spoken_in=tuple(cast("list[str]", spoken_in)))
