"""The pages that the listing links to tell all that is kept, for as long as it is, and no less."""

from __future__ import annotations

import re
from configparser import ConfigParser
from dataclasses import fields
from typing import Final

import pytest
import yaml

from skill.dialog.changes import DROPPED, MONTHS
from skill.dialog.history import HISTORY
from skill.dialog.household import Household
from skill.persistence.store import RETENTION
from tests.support.lambda_emulator import ROOT

PRIVACY: Final = " ".join((ROOT / "docs/privacy.md").read_text(encoding="utf-8").split())
SERVE: Final = (ROOT / "docs/serve.md").read_text(encoding="utf-8")
TERMS: Final = " ".join((ROOT / "docs/terms.md").read_text(encoding="utf-8").split())

# Each part of the record, and where the policy tells of it. A new part has no line here until
# somebody has read the policy again.
_TOLD_AS: Final = {
    "begun": "when you first spoke to the skill, or did again after deleting everything",
    "tips": "which tips and questions you have had, and the order of those to come",
    "prompts": "which tips and questions you have had, and the order of those to come",
    "prompts_heard": "how many questions you have had",
    "reminder_prompts": "which tips and questions you have had",
    "tonight": "tonight's question and its night",
    "last_night": "tonight's question and its night, and the question of the night before",
    "nights": "on how many nights of a month you opened a question",
    "check_in": "a check-in that is not finished",
    "dropped": "the random numbers of the last three check-ins you let go of",
    "past_check_ins": "the latest twelve check-ins you took together",
    "told": "whether you have heard the welcome and the disclaimer",
    "wordings": "how many questions you have had, and the wording of each sentence that came last",
    "time_zone": "your time zone, as your device or you told it",
    "zone_told": "your time zone, as your device or you told it",
    "nightly": "your reminder: its days, time and time zone",
    "refused": "the day on which you last said no to a reminder",
}


def test_the_policy_tells_of_every_part_of_the_record() -> None:
    """Nothing is kept that is not in the table of what is kept."""
    assert {field.name for field in fields(Household)} == _TOLD_AS.keys()
    for told in set(_TOLD_AS.values()):
        assert f"| {told}" in PRIVACY, told


def test_the_times_in_the_policy_are_the_true_ones() -> None:
    """Two years, twelve check-ins, three dropped ones and twelve months."""
    assert RETENTION.days == 2 * 365
    assert "A record that nobody has used for two years is deleted by itself." in PRIVACY
    assert HISTORY == MONTHS == 12
    assert DROPPED == 3
    assert "the latest twelve months" in PRIVACY


def test_no_log_is_kept_for_longer_than_the_policy_says() -> None:
    """However the skill is run: on Lambda the most that the template allows, elsewhere what the page sets."""
    promised = re.search(r"is deleted after (\d+) days at most", PRIVACY)
    assert promised is not None
    days = yaml.safe_load((ROOT / "template.yaml").read_text(encoding="utf-8").replace("!", ""))[
        "Parameters"
    ]["LogDays"]
    assert max(days["AllowedValues"]) == days["Default"] == int(promised[1])
    unit, journal = (settings_in(SERVE, section) for section in ("Service", "Journal"))
    assert f"`/etc/systemd/journald@{unit['LogNamespace']}.conf`" in SERVE
    assert f"journalctl --namespace {unit['LogNamespace']} " in SERVE
    assert journal["MaxRetentionSec"] == f"{promised[1]}day"
    # A file that is still written to is not deleted, so it must not be written to for long.
    assert journal["MaxFileSec"] == "1day"
    # Nor may the machine's other logs have it, whose end is somebody else's.
    assert journal["ForwardToSyslog"] == "no"


def settings_in(page: str, section: str) -> dict[str, str]:
    """The settings of a section of the one file of a page that has it."""
    blocks = re.findall(r"^```ini\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if f"[{section}]" in block)
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds case
    parser.read_string(block)
    return dict(parser[section])


@pytest.mark.parametrize(
    "sentence",
    [
        "For information and conversation only; not counseling or medical advice.",
        "If you don't feel safe with your partner, ask for support numbers, or contact your local emergency number.",
    ],
)
def test_the_terms_say_what_the_listing_must(sentence: str) -> None:
    """The disclaimer, and where to turn, stand in the terms as they do in the listing."""
    assert sentence in TERMS
