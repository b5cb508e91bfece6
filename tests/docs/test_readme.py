"""A newcomer who types what the README and the guide to the content show gets what they show.

The runbooks have tests of their own: tests/package/test_runbook.py and tests/web/test_serve_docs.py.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from skill.content.catalog import load_catalog

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if page.name not in {"deploy.md", "serve.md"}
]
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
BLOCKS = re.findall(r"^```console\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
CLOSER = ".venv/bin/closer"


def shown() -> list[tuple[str, str]]:
    """Return every command with what is shown below it."""
    parts = re.split(r"^\$ ", "".join(BLOCKS), flags=re.MULTILINE)[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def words(line: str) -> list[str]:
    """Return the words of a command, without a comment and without what it is piped into."""
    return shlex.split(line.partition(" | ")[0], comments=True)


# Each once, on whatever pages it stands.
COMMANDS = [list(command) for command in dict.fromkeys(tuple(words(line)) for line, _ in shown())]
TARGETS = sorted({f"make {name}" for name in re.findall(r"`make ([a-z]+)", TEXT)})


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with the files that the README's commands name, and the skill within reach."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / "evening.txt").write_text("open closer together\ngive me a tip\n")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    """Run a command as a newcomer would, with a home of its own, and return what it printed."""
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_every_command_is_of_a_program_looked_at_here() -> None:
    """Nothing slips in that nobody tries."""
    assert {command[0] for command in COMMANDS} == {"make", CLOSER}


@pytest.mark.parametrize(
    "command", [*(c for c in COMMANDS if c[0] == "make"), *map(str.split, TARGETS)], ids=" ".join
)
def test_make_knows_the_target(command: list[str]) -> None:
    """And what it would do can be worked out."""
    subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True, check=True)


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c[0] == CLOSER and "--voice" not in c], ids=" ".join
)
def test_a_command_does_what_is_shown(command: list[str], beside: Path) -> None:
    """It ends well; where the README shows what it prints, that is what it prints."""
    printed = run(command, beside)
    assert printed
    told = next(below for line, below in shown() if words(line) == command)
    if told.startswith("{"):
        assert json.loads(printed) == json.loads(told)


def test_the_talk_begins_as_shown() -> None:
    """The welcome in the README is one of the skill's own."""
    quoted = next(below for line, below in shown() if line.startswith("make talk"))
    (answer,) = re.findall(r"^Alexa: (.*?)(?=^\S|\Z)", quoted, re.MULTILINE | re.DOTALL)
    welcome = " ".join(answer.partition(" ...")[0].split())
    wordings = load_catalog().lines["launch.first"].variants
    assert any(wording.text.startswith(welcome) for wording in wordings)
