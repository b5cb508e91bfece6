"""``python -m skill.interaction_model`` writes the models, and with --check compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skill.interaction_model.__main__ import main
from skill.interaction_model.model import read_model

if TYPE_CHECKING:
    from pathlib import Path

INTENTS = "".join(
    f'[intent."AMAZON.{name}Intent"]\n'
    for name in ("Cancel", "Fallback", "Help", "NavigateHome", "Stop")
)
TIPS = """
[intent.TipIntent]
samples = ["(a|one|any|some|another) tip", "(a|one|any|some|another) tip (please|now)"]
"""


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Return a folder of models with a source and nothing built from it."""
    language = tmp_path / "source" / "en"
    language.mkdir(parents=True)
    (language / "skill.toml").write_text('invocation_name = "evening stars"\n', encoding="utf-8")
    (language / "intents.toml").write_text(INTENTS + TIPS, encoding="utf-8")
    (tmp_path / "source" / "en-US.toml").write_text("", encoding="utf-8")
    (tmp_path / "source" / "en-GB.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_every_locale_is_written(models: Path) -> None:
    """Without options, a model is written for each locale of the source."""
    assert main([], models) == 0
    assert {"en-GB.json", "en-US.json"} == {file.name for file in models.glob("*.json")}
    assert read_model(models / "en-GB.json").invocation_name == "evening stars"


def test_models_that_fit_their_source_pass_the_check(models: Path) -> None:
    """What was just written is found to be up to date."""
    main([], models)
    assert main(["--check"], models) == 0


@pytest.mark.parametrize("was_written", [True, False])
def test_a_model_that_drifted_fails_the_check(
    models: Path,
    capsys: pytest.CaptureFixture[str],
    was_written: bool,  # noqa: FBT001 - a case of the test
) -> None:
    """A file that is missing or edited by hand is named, and left as it is."""
    main([], models)
    drifted = models / "en-GB.json"
    if was_written:
        drifted.write_text(drifted.read_text(encoding="utf-8") + " ", encoding="utf-8")
    else:
        drifted.unlink()
    before = drifted.read_bytes() if was_written else None
    assert main(["--check"], models) == 1
    complaint = capsys.readouterr().err
    assert "en-GB.json is not what its source builds" in complaint
    assert "en-US.json" not in complaint
    assert before == (drifted.read_bytes() if drifted.exists() else None)


def test_a_broken_source_fails(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A locale whose source cannot be read fails the command; the others are still written."""
    (models / "source" / "en-GB.toml").write_text("[intent", encoding="utf-8")
    assert main([], models) == 1
    assert "en-GB.toml cannot be read" in capsys.readouterr().err
    assert [file.name for file in models.glob("*.json")] == ["en-US.json"]


def test_a_breach_of_a_rule_fails(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A model that breaks a rule of Amazon's fails the command with the rule's sentence."""
    (models / "source" / "en-GB.toml").write_text('invocation_name = "stars"', encoding="utf-8")
    assert main([], models) == 1
    assert "en-GB: The invocation name 'stars' needs two words" in capsys.readouterr().err
