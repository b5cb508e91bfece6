"""The script of the skill, as the command prints it and as docs/script.md keeps it."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from skill.cli import main
from skill.content.catalog import load_catalog
from skill.interaction_model.model import available_locales
from skill.rehearsal.__main__ import DOCUMENT
from skill.rehearsal.script import document, script
from skill.rehearsal.sentences import sentences
from tests.dialog.driver import LOCALES


def test_the_script_in_the_documents_is_what_the_skill_says() -> None:
    """docs/script.md is what ``make docs`` would write; run that when this fails."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_has_its_place_in_the_script(locale: str) -> None:
    """Each id stands once, in a section with a title of its own, with all the ways it can sound."""
    entries = [entry for section in script(locale).values() for entry in section]
    said: dict[str, set[str]] = {}
    for sentence in sentences(load_catalog(locale)):
        said.setdefault(sentence.id, set()).add(sentence.text)
    assert len(entries) == len(said)
    assert {entry.id: set(entry.ways) for entry in entries} == said
    assert "Everything else" not in script(locale)


@pytest.mark.parametrize("locale", available_locales())
def test_the_command_lists_every_line_of_a_locale(locale: str) -> None:
    """``closer lines`` prints each id, and under it the words."""
    result = CliRunner().invoke(main, ["lines", "--locale", locale])
    assert result.exit_code == 0
    ids = re.findall(r"^\[(.+)\]$", result.output, re.MULTILINE)
    assert ids == [entry.id for section in script(locale).values() for entry in section]
    assert max(map(len, result.output.splitlines())) <= 100
    words = " ".join(result.output.split())
    for section in script(locale).values():
        assert all(line in words for entry in section for line in entry.lines)


def test_a_locale_without_a_model_is_refused_in_a_sentence() -> None:
    """Asked for a locale that there is none of, the command says which there are."""
    result = CliRunner().invoke(main, ["lines", "--locale", "xx-XX"])
    assert result.exit_code == 1
    assert "xx-XX" in result.output
    assert "en-US" in result.output


def test_a_locale_differs_where_it_speaks_differently() -> None:
    """What the document gives of another locale is what differs, such as the way to tell the time."""
    british = {entry.id: entry.lines for section in script("en-GB").values() for entry in section}
    american = {entry.id: entry.lines for section in script("en-US").values() for entry in section}
    assert british["launch.again/1"] == american["launch.again/1"]
    assert british["get_help/1"] != american["get_help/1"]
    assert british["unsafe.first/1"] != american["unsafe.first/1"]
