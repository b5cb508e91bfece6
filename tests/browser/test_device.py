"""What one can do to the device on the page besides talking: its clock, language, screen and rights."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from selenium.webdriver.common.keys import Keys

from skill.interaction_model.model import available_locales

if TYPE_CHECKING:
    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")


def test_the_nightly_reminder_is_allowed_set_and_heard(page: Page) -> None:
    """With the permission given by voice the reminders are set; the clock brings one of them."""
    assert "Would you like that?" in page.press("remind us every night at nine thirty pm")
    assert "permission" in page.say("yes")
    assert not page.element("#may-remind").is_selected()
    page.say("I approve")
    assert page.element("#may-remind").is_selected()
    assert page.element("#reminders-count").text == "7 reminders"
    assert {text.partition(",")[0] for text in page.reminders} == {
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    }
    page.element("#until").send_keys("09:30PM", Keys.ENTER)
    page.at_rest()
    kind, heard = page.lines[-2]
    assert kind == "alexa"
    assert heard.startswith("Here's your reminder from Closer Together: ")
    words = heard.partition(": ")[2]
    assert [text for text in page.reminders if text.endswith(f", 9:30 PM: {words}")] != []
    assert page.lines[-1][1].startswith("It is 9:30 PM, ")
    assert page.element(".show .time").text == "9:30 PM"


def test_without_the_permission_a_card_asks_for_it(page: Page) -> None:
    """Whoever refuses by voice finds the request in the Alexa app."""
    page.press("remind us every night at nine thirty pm")
    page.say("yes")
    page.say("no")
    page.until(lambda: page.element("#app").is_displayed())
    assert "reminders" in page.element("#card").text
    assert page.reminders == []


def test_the_permission_can_be_given_in_advance_and_taken_back(page: Page) -> None:
    """With the box ticked Alexa need not ask; unticked, the skill no longer has the permission."""
    page.set_checked("#may-remind")
    page.press("remind us every night at nine thirty pm")
    assert "permission" not in page.say("yes")
    assert len(page.reminders) == 7
    page.set_checked("#may-remind")
    page.say("open closer together")
    assert "permissions" not in page.sent()[0]["session"]["user"]


def test_time_can_be_let_pass(page: Page) -> None:
    """Two hours and a day later it is as late as that, and an open session is over."""
    page.say("open closer together")
    before = page.now
    page.press("Two hours later")
    assert page.status == "No session is open"
    assert page.now - before == pytest.approx(timedelta(hours=2), abs=A_MOMENT)
    page.press("A day later")
    assert page.now - before == pytest.approx(timedelta(hours=26), abs=A_MOMENT)


A_MOMENT = timedelta(seconds=30)


def test_the_device_starts_in_the_time_zone_of_the_browser(page: Page) -> None:
    """The device is where the person is, until it is moved."""
    assert page.element("#zone").get_property("value") == "America/New_York"
    page.write("#zone", "Asia/Kolkata")
    assert page.element("#zone").get_property("value") == "Asia/Kolkata"
    there = page.now.astimezone(ZoneInfo("Asia/Kolkata"))
    assert page.element(".show .time").text in {
        f"{moment:%I:%M %p}".removeprefix("0") for moment in (there, there + timedelta(minutes=1))
    }


def test_every_locale_with_a_model_can_be_chosen_and_no_other(page: Page) -> None:
    """The list of languages is the list of models; a device in another language is a new one."""
    offered = page.run("return [...document.querySelectorAll('#locale option')].map(o => o.value)")
    assert tuple(offered) == available_locales()
    page.choose("#locale", offered[0])
    page.say("open closer together")
    assert page.sent()[0]["request"]["locale"] == offered[0]


def test_a_device_without_a_screen_says_so_to_the_skill(page: Page) -> None:
    """Without a screen the round Echo stands there, and the skill is told of no screen."""
    page.set_checked("#has-screen")
    assert page.element("#dot").is_displayed()
    assert not page.element("#show").is_displayed()
    page.say("open closer together")
    assert page.sent()[0]["context"]["System"]["device"]["supportedInterfaces"] == {}
    page.set_checked("#has-screen")
    page.say("open closer together")
    assert page.element("#show").is_displayed()
    assert "Viewport" in page.sent()[0]["context"]


def test_disabling_the_skill_takes_the_record_and_the_reminders(page: Page) -> None:
    """After it the household is a stranger to the skill."""
    page.set_checked("#may-remind")
    page.press("remind us every night at nine thirty pm")
    page.say("yes")
    assert page.reminders != []
    page.say("let's take the quiz together")
    page.say("yes")
    page.press("Disable the skill")
    assert page.reminders == []
    page.say("open closer together")
    assert page.pending == "open_choice"


def test_what_is_on_the_screen_is_shown_and_can_be_touched(page: Page) -> None:
    """The words of the screen stand there in reading order, and touching an answer gives it."""
    page.say("let's take the quiz together")
    page.say("yes")
    lines = page.element("#document").text.splitlines()
    assert lines[:3] == ["Check-in", "1 of 6", "Do you feel close to your partner?"]
    assert lines[-4:] == ["Yes", "No", "Sometimes", "Skip"]
    assert page.press("Sometimes")
    assert "Sometimes" not in page.sent()[0]["request"].get("intent", {})
    assert page.sent()[0]["request"]["arguments"] == ["sometimes"]


def test_a_screen_without_a_word_is_shown_as_one(page: Page) -> None:
    """Somebody who is not safe sees neither words nor the clock, until the session is over."""
    page.say("open closer together")
    page.say("i don't feel safe with my partner")
    assert page.element("#document").text == ""
    assert not page.element("#clock-face").is_displayed()
    page.say("no")
    assert page.element("#clock-face").is_displayed()


def test_a_refusal_is_one_sentence_and_goes_away(page: Page) -> None:
    """What cannot be is said in a sentence; the control shows again what is the case."""
    page.write("#zone", "Atlantis/Capital")
    page.until(lambda: page.trouble != "")
    assert page.trouble == (
        "There is no time zone 'Atlantis/Capital'; write one like Europe/London or America/New_York."
    )
    assert page.element("#zone").get_property("value") == "America/New_York"
    page.keys(Keys.ESCAPE)
    assert page.trouble == ""
