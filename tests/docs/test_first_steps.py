"""What meets somebody whose first step goes wrong: one sentence that says what to do."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill import check
from skill.check import Checked, check_all
from skill.cli import main

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 27)


def test_a_python_that_is_not_there_is_not_called_old(tmp_path: Path) -> None:
    """Make names the interpreter that it did not find."""
    python = f"{tmp_path}/venv/bin/python"
    command = ["make", f"VENV={tmp_path}/venv", "PYTHON=no-such-python", python]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "There is no 'no-such-python' here." in done.stdout
    assert "is none" not in done.stdout


def test_serving_without_flask_says_what_to_install() -> None:
    """After `make talk` alone there is no Flask yet."""
    program = "import sys; sys.modules['flask'] = None; from skill.cli import main; main(['serve'])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        'Error: The endpoint needs flask. In the checkout: make run, or pip install ".[web]".\n'
    )


def test_a_check_that_cannot_be_made_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the tool that expands the source, `closer check` says that it did not look at it."""
    monkeypatch.setattr(check, "find_spec", lambda _: None)
    monkeypatch.setattr(check, "_model", Checked)
    parts = check_all(TODAY)
    skipped = next(part for part in parts if part.name.startswith("interaction model"))
    assert skipped.state == "skip"
    assert "make lint" in skipped.name


def test_a_fault_of_a_language_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its locales share its folder; what is wrong in one of them alone is told there."""

    def content(locale: str, _today: date) -> Checked:
        own = ("A tip of Australia is too long.",) if locale == "en-AU" else ()
        return Checked(locale, errors=("A tip is too long.", *own))

    monkeypatch.setattr(check, "_content", content)
    told = {
        part.name: part.errors
        for part in (next(parts) for parts in [check_all(TODAY)] for _ in range(6))
    }
    assert told["content en"] == ("A tip is too long.",)
    assert told["content en-AU"] == ("A tip of Australia is too long.",)
    assert [name for name, errors in told.items() if errors] == ["content en", "content en-AU"]


def test_a_report_without_a_folder_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    """Measuring takes minutes."""
    file = tmp_path / "nowhere" / "page.md"
    done = CliRunner().invoke(main, ["nlu", "--report", str(file)])
    assert done.exit_code == 2
    assert f"There is no folder for {file}." in done.output
    assert "Measuring" not in done.output
