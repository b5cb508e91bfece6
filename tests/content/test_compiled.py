"""Compiled content is the content, and never any other than what the files say now."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from skill.content import compiled
from skill.content.catalog import read_catalog
from skill.content.source import DATA, locales

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the content files, which a test may change."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path, data: Path) -> Path:
    """The catalogs compiled of it."""
    compiled.compile_catalogs(tmp_path / "compiled", data)
    return tmp_path / "compiled"


def test_every_locale_says_the_same_compiled_or_read(folder: Path, data: Path) -> None:
    """The compiled catalog equals the one that is read from the files."""
    for locale in (*locales(), "en"):
        assert compiled.catalog(locale, folder, data) == read_catalog(locale, data)


@pytest.mark.parametrize("name", ["en/tips.toml", "en-GB.toml"])
def test_an_edited_file_counts_at_once(folder: Path, data: Path, name: str) -> None:
    """A catalog compiled before a file changed is not used any more."""
    with (data / name).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert compiled.catalog("en-GB", folder, data) is None


def test_a_file_that_is_new_counts_at_once(folder: Path, data: Path) -> None:
    """So does one that was not there when it was compiled."""
    (data / "en-ZZ.toml").write_text("", "utf-8")
    assert compiled.catalog("en-GB", folder, data) is None


def test_without_a_compiled_catalog_the_files_are_read(tmp_path: Path, data: Path) -> None:
    """A checkout has none, and needs none."""
    assert compiled.catalog("en-GB", tmp_path / "nowhere", data) is None
