"""Compiled content is the content, and never any other than what the files say now."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from skill.content import compiled
from skill.content.catalog import read_catalog
from skill.content.source import DATA, locales


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


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the code and of the content, with catalogs compiled."""
    skill = tmp_path / "code/skill"
    shutil.copytree(DATA.parent, skill / "content", ignore=shutil.ignore_patterns("_compiled"))
    shutil.copytree(DATA.parents[1] / "speech", skill / "speech")
    for name in ("__init__.py", "errors.py"):
        shutil.copy(DATA.parents[1] / name, skill)
    _python(skill, "-m", "skill.content.compiled")
    return skill


def _python(package: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=package.parent,
        env={"PYTHONPATH": str(package.parent)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout


@pytest.mark.parametrize("module", ["content/catalog.py", "content/models.py", "speech/manner.py"])
def test_edited_code_counts_at_once(package: Path, module: str) -> None:
    """A catalog compiled before the code changed that reads or holds it is not used any more."""
    asked = "from skill.content import compiled; print(compiled.catalog('en-GB') is not None)"
    assert _python(package, "-c", asked) == "True\n"
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert _python(package, "-c", asked) == "False\n"


def test_every_class_in_a_compiled_catalog_is_of_code_that_counts() -> None:
    """Wherever a class of the content is defined, its module is among those that are compared."""
    found = set()

    class Finder(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            found.add(module)
            return super().find_class(module, name)

    Finder(BytesIO(pickle.dumps(read_catalog("en-GB")))).load()
    assert {module for module in found if module.startswith("skill.")} <= set(compiled.modules())
    assert "skill.speech.manner" in found
