"""Whole conversations on the page, in a real browser."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By

if TYPE_CHECKING:
    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")

QUESTIONS = ("feel close", "share your feelings", "confide", "understands", "supported", "cares")


def test_a_whole_check_in_together_by_typing_and_clicking(page: Page) -> None:
    """Six questions, each answered twice, lead to a result by theme and one thing to do."""
    assert "Ready?" in page.press("let's take the quiz together")
    said = [page.say("yes")]
    answers = cycle(["yes", "no", "sometimes", "skip"])
    for _question in QUESTIONS:
        said.append(page.say(next(answers)))
        said.append(page.press(next(answers)))
    asked = said[0:12:2]
    assert [words for words, line in zip(QUESTIONS, asked, strict=True) if words not in line] == []
    result = said[12]
    assert "opening up" in result
    assert "feeling close" in result
    assert result.endswith("?")
    assert page.status == "Alexa is listening"


def test_words_are_shown_as_they_were_said(page: Page) -> None:
    """What somebody says is text to the page, whatever it looks like."""
    page.say("<b>give us a tip</b> & <script>alert(1)</script>")
    assert ("you", "<b>give us a tip</b> & <script>alert(1)</script>") in page.lines
    assert page.driver.find_elements(By.CSS_SELECTOR, ".you script, .you b + b") == []


def test_silence_twice_closes_the_session(page: Page) -> None:
    """At the first silence Alexa asks once more, at the second the session is over."""
    page.say("open closer together")
    assert page.status == "Alexa is listening"
    assert page.press("Stay silent").endswith("?")
    assert page.status == "Alexa is listening"
    page.press("Stay silent")
    assert page.status == "No session is open"
    assert page.lines[-2:] == [
        ("event", "Nobody says anything."),
        ("event", "The session is closed."),
    ]
    page.press("Stay silent")
    assert page.lines[-1] == ("event", "Nobody is listening: no session is open.")


def test_sending_nothing_is_silence(page: Page) -> None:
    """Enter in the empty field lets Alexa wait for an answer."""
    page.say("open closer together")
    page.say("")
    assert ("event", "Nobody says anything.") in page.lines


def test_a_new_session_forgets_the_question_but_not_the_household(page: Page) -> None:
    """After "New session" a check-in that was begun is offered again, as after any break."""
    page.say("let's take the quiz together")
    page.say("yes")
    page.say("yes")
    page.press("New session")
    assert page.status == "No session is open"
    page.say("open closer together")
    assert page.pending == "resume_together"


def test_what_fits_is_offered(page: Page) -> None:
    """Openers are offered while no session is open, and answers while Alexa listens."""
    assert page.element("#openers").is_displayed()
    assert not page.element("#answers").is_displayed()
    page.press("open closer together")
    assert page.element("#answers").is_displayed()
    assert not page.element("#openers").is_displayed()
    page.press("stop")
    assert page.element("#openers").is_displayed()


def test_what_was_sent_shows_request_and_response(page: Page) -> None:
    """The intent, the request and the response can be read, with ids and tokens masked."""
    page.say("what is emotional intimacy")
    page.element(".sent summary").click()
    assert page.element("#understood").text == (
        "Understood as DefineIntent (topic: emotional_intimacy)."
    )
    request, response = page.sent()
    assert list(request) == ["version", "session", "context", "request"]
    assert request["request"]["intent"]["name"] == "DefineIntent"
    assert request["session"]["user"]["userId"] == "amzn1.ask.account.********"
    assert request["context"]["System"]["apiAccessToken"] == "********"
    assert response["response"]["outputSpeech"]["ssml"].startswith("<speak>")
    assert page.element("#request").is_displayed()


def test_two_tabs_hold_two_conversations_in_one_household(page: Page) -> None:
    """A session in one tab goes on untouched by another in a second tab; the record is one."""
    page.say("let's take the quiz together")
    page.say("yes")
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.load()
    assert page.status == "No session is open"
    assert page.lines == []
    page.say("give us a tip")
    page.press("New session")
    page.driver.switch_to.window(first)
    assert "you" in page.say("sometimes").lower()
    assert page.status == "Alexa is listening"
    assert page.sent()[0]["request"]["intent"]["name"] == "SometimesIntent"


def test_a_reload_forgets_the_conversation_and_keeps_the_household(page: Page) -> None:
    """After a reload nothing was said and no session is open, but the household is known."""
    page.say("let's take the quiz together")
    page.say("yes")
    page.say("yes")
    page.load()
    assert (page.lines, page.status) == ([], "No session is open")
    assert page.run("return [localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    page.say("open closer together")
    assert page.pending == "resume_together"
