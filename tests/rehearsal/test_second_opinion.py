"""A second opinion on the SSML: ssml-check-core, written by an Alexa Champion, finds nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.content.catalog import load_catalog
from skill.rehearsal.gaps import schedules
from skill.rehearsal.sentences import sentences
from skill.speech.spoken import Speech, Words
from skill.speech.ssml import to_ssml
from tests.dialog.driver import LOCALES
from tests.rehearsal.explored import each_locale, turns

NODE_MODULES = Path(sys.prefix, "node", "node_modules")
SCRIPT = Path(__file__).with_name("ssml_check.cjs")

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE_MODULES / "ssml-check-core").is_dir(),
    reason="ssml-check-core is not installed: make test installs it where npm is",
)


def second_opinion(cases: list[tuple[str, str]]) -> list[list[dict[str, Any]]]:
    """Return what is found in each SSML document, all of them asked about in one process."""
    asked = {
        "folder": str(NODE_MODULES),
        "cases": [{"locale": locale, "ssml": ssml} for locale, ssml in cases],
    }
    answered = subprocess.run(
        ["node", SCRIPT], input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=True
    )  # fmt: skip
    found: list[list[dict[str, Any]]] = json.loads(answered.stdout)
    return found


def document(speech: Speech, *, soft: bool) -> str:
    """What Alexa is sent."""
    return f"<speak>{to_ssml(speech, soft=soft)}</speak>"


@each_locale
def test_everything_that_is_said_is_ssml_that_amazon_speaks(locale: str) -> None:
    """Each sentence, each schedule and each turn of a locale passes, usual and soft, in its own voice."""
    speeches: list[Speech] = [sentence.speech for sentence in sentences(load_catalog(locale))]
    speeches += [
        (Words(schedule, slow=True),) for schedule in schedules(load_catalog(locale).manner)
    ]
    speeches += [said for turn in turns(locale) for said in (turn.speech, turn.reprompt) if said]
    cases = [(locale, document(speech, soft=soft)) for speech in speeches for soft in (False, True)]
    assert len(cases) > 5000
    found = second_opinion(cases)
    assert [(ssml, faults) for (_, ssml), faults in zip(cases, found, strict=True) if faults] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_second_opinion_is_one(locale: str) -> None:
    """What Alexa would refuse is found: a bare ampersand, an endless pause, a tag of nobody's."""
    broken = ("you & me", '<break time="11s"/>', "<hush>quiet</hush>", "<prosody>open")
    found = second_opinion([(locale, f"<speak>{ssml}</speak>") for ssml in broken])
    assert all(found), found
