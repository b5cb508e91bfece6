"""What counts as consent, and what does not, by the shipped models and the whole skill.

Four questions lead to what cannot be undone, or is heard by whoever is in the room. An answer to the
check-in ("he listens to me"), or talk between the two ("he'll hear"), must not be taken for a yes to one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from skill.config import Settings
from skill.content.catalog import load_catalog
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.echo.exchange import Exchange
from skill.simulator.echo.reminder_service import PERMISSION
from skill.simulator.household import simulated_device

HERE = Path(__file__).parent
START = datetime(2026, 11, 23, 2, 45, tzinfo=UTC)


def sentences(name: str) -> list[str]:
    """Read a list of sentences, without its comments."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


NO_CONSENT = sentences("no_consent")
CONSENT = sentences("consent")
TO_A_NUMBER = sentences("consent_to_a_number")


@dataclass
class Home:
    """A household, and the device that the question is put on."""

    device: VirtualDevice
    store: MemoryStore

    @classmethod
    def of(cls, locale: str) -> Home:
        """Return a household of a locale that the skill has not met."""
        store = MemoryStore(clock=MovableClock(START))
        settings = DeviceSettings(locale=locale, permissions=frozenset({PERMISSION}))
        device = simulated_device(
            Settings(), settings, store=store, seed=3, start=START, strict=True
        )
        return cls(device, store)

    @property
    def is_known(self) -> bool:
        """Whether there is a record of it."""
        return self.store.load(self.device.settings.user_id) is not None


@dataclass(frozen=True)
class Question:
    """How a question is come to, what it is, and whether what it asks about has been done."""

    opening: str
    asked: str
    is_done: Callable[[Home, Exchange], bool]


def says_a_number(home: Home, reply: Exchange) -> bool:
    """Tell whether a number is said, or the country asked for that it depends on."""
    if reply.speech == "Which country are you in?":
        return True
    countries = load_catalog(home.device.settings.locale).countries.values()
    lines = [
        line.spoken
        for there in countries
        for line in (there.support, there.support_assumed, there.hurting)
        if line is not None
    ]
    return any(line in reply.speech for line in lines)


QUESTIONS = {
    "forget": Question(
        "delete our data",
        "Erase everything I've kept for you two?",
        lambda home, _: not home.is_known,
    ),
    "nightly consent": Question(
        "remind us every night at nine",
        "Would you like that?",
        lambda home, _: bool(home.device.api.reminders and home.device.api.reminders.reminders),
    ),
    "a number": Question(
        "i don't feel safe", "Is it okay to say a support number out loud?", says_a_number
    ),
    "a number for who may hurt": Question(
        "i'm afraid i'll hurt my wife", "Shall I say a number?", says_a_number
    ),
}
NUMBERS = [name for name in QUESTIONS if "number" in name]
LOCALES = ("en-US", "en-GB", "en-IN")
ASKED = [
    (locale, name)
    for locale in LOCALES
    for name in QUESTIONS
    # There is such a number in the United States alone.
    if name != "a number for who may hurt" or locale == "en-US"
]


def replies(locale: str, name: str, said: list[str]) -> dict[str, bool]:
    """Tell of each sentence whether, said to a question, it does what the question asks about."""
    question = QUESTIONS[name]
    done: dict[str, bool] = {}
    home = Home.of(locale)
    for sentence in said:
        if not home.is_known or done.get(next(reversed(done), ""), False):
            home = Home.of(locale)
            home.device.say("open closer together")
        home.device.new_session()
        home.device.launch()
        assert question.asked in home.device.say(question.opening).speech
        done[sentence] = question.is_done(home, home.device.say(sentence))
    return done


@pytest.mark.parametrize(("locale", "name"), ASKED)
def test_what_is_no_consent_does_nothing(locale: str, name: str) -> None:
    """Nothing is erased, set or said out loud for anything but a plain yes."""
    done = replies(locale, name, NO_CONSENT)
    assert [sentence for sentence in NO_CONSENT if done[sentence]] == []


@pytest.mark.parametrize(("locale", "name"), ASKED)
def test_consent_is_taken(locale: str, name: str) -> None:
    """A plain yes, in whatever words, does what was asked about."""
    said = [*CONSENT, *(TO_A_NUMBER if name in NUMBERS else ())]
    done = replies(locale, name, said)
    assert [sentence for sentence in said if not done[sentence]] == []


def test_the_lists_are_long_enough() -> None:
    """Sixty sentences of each kind and more, none of them twice or in both."""
    assert len(NO_CONSENT) > 60
    assert len(CONSENT) > 60
    everything = [*NO_CONSENT, *CONSENT, *TO_A_NUMBER]
    assert len(set(everything)) == len(everything)
