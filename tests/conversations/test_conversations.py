"""Whole conversations, in words, through the shipped model and the whole skill.

Run as a program, this writes the transcript in docs/an-evening.md anew.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from skill.config import Settings
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.household import simulated_device
from skill.simulator.talk.conversation import load_conversation, play, read_conversation, record

HERE = Path(__file__).parent
EVENING = HERE.parents[1] / "docs" / "an-evening.md"
_START = re.compile(r"^# start: (\S+) (\S+)$", re.MULTILINE)
_FENCE = re.compile(r"(?<=```text\n).*?(?=\n```)", re.DOTALL)

SEED = 3


def _device(written: str = "") -> VirtualDevice:
    """A device at the place and time that a conversation names, and a household never met before.

    A comment names them, "# start: 2026-10-30T20:00 America/New_York"; without
    one it is 21:45 on a Sunday in New York.
    """
    named = _START.search(written)
    at, zone = named.groups() if named else ("2026-11-22T21:45", "America/New_York")
    return simulated_device(
        Settings(),
        DeviceSettings(time_zone=zone),
        seed=SEED,
        start=datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)),
        needs_invocation=True,
        strict=True,
    )


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written(path: Path) -> None:
    """Everything Alexa says in a written conversation is what the skill says."""
    device = _device(path.read_text(encoding="utf-8"))
    assert play(load_conversation(path), device) == ()


def test_the_transcript_of_an_evening_is_true() -> None:
    """The evening in docs/ comes out letter for letter when it is held again."""
    written = _FENCE.findall(EVENING.read_text(encoding="utf-8"))[0]
    assert written == record(read_conversation(written), _device()).rstrip("\n")


if __name__ == "__main__":
    document = EVENING.read_text(encoding="utf-8")
    conversation = read_conversation(_FENCE.findall(document)[0])
    transcript = record(conversation, _device()).rstrip("\n")
    EVENING.write_text(_FENCE.sub(lambda _: transcript, document, count=1), encoding="utf-8")
