"""What the devices of one household share, and what each has to itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from skill.app import utc_now
from skill.config import Settings
from skill.errors import InteractionModelError
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.device import APOLOGY
from skill.simulator.echo.reminder_service import PERMISSION
from skill.web.simulated_home import SimulatedHome

SKILL_ID = "amzn1.ask.skill.1b2c3d4e-0000-4000-8000-000000000001"


def new_home(skill_id: str | None = None) -> SimulatedHome:
    """Return a household that the skill does not know."""
    return SimulatedHome(Settings(store="memory://", skill_id=skill_id), MemoryStore(clock=utc_now))


def say(home: SimulatedHome, page: str, *utterances: str) -> str:
    """Say something on a page, and return what Alexa says to the last of it."""
    with home.device(page) as device:
        return [device.say(words).speech for words in utterances][-1]


def session_open(home: SimulatedHome, page: str) -> bool:
    """Tell whether Alexa listens on a page."""
    with home.device(page) as device:
        return device.session_open


def allow_reminders(home: SimulatedHome, page: str) -> None:
    """Give the permission in the Alexa app."""
    with home.device(page) as device:
        device.settings = replace(device.settings, permissions=frozenset({PERMISSION}))


def test_what_the_household_allows_holds_for_each_of_its_devices() -> None:
    """A permission given at one device is there at the next, and so is its withdrawal."""
    home = new_home()
    allow_reminders(home, "kitchen")
    with home.device("bedroom") as bedroom:
        assert bedroom.settings.permissions == {PERMISSION}
        bedroom.settings = replace(bedroom.settings, permissions=frozenset())
    with home.device("kitchen") as kitchen:
        assert kitchen.settings.permissions == frozenset()


def test_reminders_and_the_time_of_day_are_the_household_s() -> None:
    """What is set at one device goes off at another that waits for it."""
    home = new_home()
    allow_reminders(home, "kitchen")
    say(home, "kitchen", "remind us every night at nine thirty pm", "yes")
    assert len(home.reminders) == 7
    with home.device("bedroom") as bedroom:
        heard = bedroom.wait(timedelta(days=1))
        late = bedroom.clock()
    assert [exchange.speech.partition(":")[0] for exchange in heard] == [
        "Here's your reminder from Closer Together"
    ]
    assert late - datetime.now(UTC) > timedelta(hours=23)
    with home.device("kitchen") as kitchen:
        assert kitchen.clock() >= late


def test_a_screen_a_language_and_a_session_are_the_device_s_own() -> None:
    """They change at one device alone."""
    home = new_home()
    say(home, "kitchen", "open closer together")
    with home.device("bedroom") as bedroom:
        bedroom.settings = replace(bedroom.settings, screen=False, time_zone="Europe/London")
    with home.device("kitchen") as kitchen:
        assert (kitchen.settings.screen, kitchen.settings.time_zone) == (True, "America/New_York")
        assert kitchen.session_open
    assert not session_open(home, "bedroom")


def test_disabling_the_skill_ends_every_conversation_and_makes_strangers_of_all() -> None:
    """Nobody goes on talking as somebody whom the skill has forgotten."""
    home = new_home()
    say(home, "bedroom", "open closer together")
    with home.device("kitchen") as kitchen:
        before = kitchen.settings.user_id
        kitchen.disable_skill()
        after = kitchen.settings.user_id
    assert before != after
    assert not session_open(home, "bedroom")
    with home.device("bedroom") as bedroom:
        assert bedroom.settings.user_id == after


def test_a_device_in_another_language_stands_in_the_same_home() -> None:
    """It has the old one's screen and time zone, the household's rights, and no session."""
    home = new_home()
    allow_reminders(home, "kitchen")
    with home.device("kitchen") as kitchen:
        kitchen.settings = replace(kitchen.settings, screen=False, time_zone="Europe/London")
        kitchen.say("open closer together")
        changed = home.replace_device("kitchen", locale="en-US")
        expected = kitchen.settings
    with home.device("kitchen") as kitchen:
        assert kitchen is changed
        assert kitchen.settings == expected
        assert not kitchen.session_open


def test_a_language_without_a_model_leaves_the_device_as_it_is() -> None:
    """The refusal names what there is."""
    home = new_home()
    with home.device("kitchen") as kitchen:
        with pytest.raises(InteractionModelError, match="There are: "):
            home.replace_device("kitchen", locale="fr-FR")
        kitchen.say("open closer together")
    assert session_open(home, "kitchen")


def test_a_skill_with_an_id_of_its_own_answers_the_devices() -> None:
    """The devices send the id that the settings name, which the skill insists on."""
    home = new_home(skill_id=SKILL_ID)
    assert say(home, "kitchen", "give us a tip") not in {"", APOLOGY}
    with home.device("kitchen") as kitchen:
        assert kitchen.settings.application_id == SKILL_ID
