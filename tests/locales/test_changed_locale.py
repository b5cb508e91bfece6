"""A household whose device is set to another English keeps all it had."""

from __future__ import annotations

from itertools import permutations

import pytest

from skill.content.catalog import load_catalog
from skill.dialog.household import Household
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from tests.dialog.driver import LOCALES
from tests.handlers.echo import Home

CHANGES = tuple(permutations(LOCALES, 2))
"""Every change from one locale to another."""

each_change = pytest.mark.parametrize(("before", "after"), CHANGES)


def set_to(home: Home, locale: str) -> tuple[Home, VirtualDevice]:
    """The same household, its store and its clock, with an Echo set to a locale."""
    there = Home(store=home.kept, device=DeviceSettings(locale=locale))
    there.clock.advance(home.clock() - there.clock())
    return there, there.echo()


def heard(device: VirtualDevice, *utterances: str) -> str:
    """Say some things, and return the words of the last answer."""
    for utterance in utterances:
        exchange = device.launch() if utterance == "open" else device.say(utterance)
    return exchange.speech


def record_of(home: Home) -> Household:
    """What the store holds, which is something."""
    record = home.record()
    assert record is not None
    return record


@each_change
def test_a_check_in_goes_on_where_it_was(before: str, after: str) -> None:
    """What was answered in one English is kept, and the next question comes in the other."""
    home, device = set_to(Home(), before)
    heard(device, "together", "yes", "yes", "no", "sometimes")
    kept = record_of(home).check_in
    home, device = set_to(home, after)
    assert "question two" in heard(device, "open")
    assert heard(device, "yes").endswith("Do you share your feelings with your partner?")
    assert kept is not None
    assert record_of(home).check_in == kept
    heard(device, "skip")
    assert record_of(home).check_in != kept


@each_change
def test_tonights_question_stays_the_same(before: str, after: str) -> None:
    """Asked in the other English on the same night, it is the question that was heard."""
    home, device = set_to(Home(), before)
    first = heard(device, "prompt")
    tonight = record_of(home).tonight
    assert tonight is not None
    prompt = load_catalog(before).prompts[tonight.prompt].text
    assert prompt in first
    home, device = set_to(home, after)
    assert prompt in heard(device, "prompt")
    assert record_of(home).tonight == tonight


@each_change
def test_what_was_heard_and_told_is_remembered(before: str, after: str) -> None:
    """No tip comes twice, nothing is introduced anew, and past check-ins still count."""
    home, device = set_to(Home(), before)
    heard(device, "open", "tip", "another", "stop")
    heard(device, "together", "yes", *("yes",) * 12)
    kept = record_of(home)
    assert len(kept.history) == 1
    home, device = set_to(home, after)
    heard(device, "open", "tip")
    found = record_of(home)
    assert found.history == kept.history
    assert found.told >= kept.told
    assert found.nights == kept.nights
    assert len(found.tips.used - kept.tips.used) == 1
    assert found.tips.used > kept.tips.used
