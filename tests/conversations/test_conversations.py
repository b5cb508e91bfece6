"""Whole conversations, in words, through the shipped model and the whole skill.

Run as a program, this writes the transcript in docs/an-evening.md anew.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from skill.config import Settings
from skill.simulator.conversation import load_conversation, play, read_conversation, record
from skill.simulator.device import VirtualDevice
from skill.simulator.envelope import DeviceSettings
from skill.simulator.household import simulated_device

HERE = Path(__file__).parent
EVENING = HERE.parents[1] / "docs" / "an-evening.md"
_FENCE = re.compile(r"(?<=```text\n).*?(?=\n```)", re.DOTALL)

SEED = 3


def _device() -> VirtualDevice:
    """A device in New York at 21:45 on a Sunday, and a household never met before."""
    return simulated_device(
        Settings(),
        DeviceSettings(),
        seed=SEED,
        start=datetime(2026, 11, 23, 2, 45, tzinfo=UTC),
        needs_invocation=True,
        strict=True,
    )


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written(path: Path) -> None:
    """Everything Alexa says in a written conversation is what the skill says."""
    assert play(load_conversation(path), _device()) == ()


def test_the_transcript_of_an_evening_is_true() -> None:
    """The evening in docs/ comes out letter for letter when it is held again."""
    written = _FENCE.findall(EVENING.read_text(encoding="utf-8"))[0]
    assert written == record(read_conversation(written), _device()).rstrip("\n")


if __name__ == "__main__":
    document = EVENING.read_text(encoding="utf-8")
    conversation = read_conversation(_FENCE.findall(document)[0])
    transcript = record(conversation, _device()).rstrip("\n")
    EVENING.write_text(_FENCE.sub(lambda _: transcript, document, count=1), encoding="utf-8")
