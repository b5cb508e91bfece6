"""Speaking and hearing, where the browser can.

A headless browser has neither a voice nor a microphone, so a stand-in takes the
place of the browser's own two interfaces; everything of the page is real.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")

# Web Speech API, the parts that a page meets.
STAND_INS = """
window.voice = { spoken: [], hushed: 0 };
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [
    { lang: 'en-US', localService: false, name: 'far' },
    { lang: 'en_US', localService: true, name: 'near' },
    { lang: 'de-DE', localService: true, name: 'other' },
  ],
  speak: (utterance) => voice.spoken.push(utterance),
  cancel: () => {
    voice.hushed += 1;
    for (const one of voice.spoken) one.onerror({ error: 'canceled' });
  },
} });
window.SpeechRecognition = function () {
  window.ear = this;
  this.start = () => {};
  this.stop = () => this.onend();
};
"""
NEITHER = """
delete window.speechSynthesis;
delete window.webkitSpeechRecognition;
delete window.SpeechRecognition;
"""


@contextmanager
def loaded_with(page: Page, script: str) -> Iterator[None]:
    """Load the page with a script that runs before its own."""
    added = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    page.load()
    yield
    page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_alexa_is_heard_once_somebody_asks_for_it(page: Page) -> None:
    """Her words are spoken sentence by sentence, in the device's language, by a voice of this computer."""
    with loaded_with(page, STAND_INS):
        page.say("open closer together")
        assert page.run("return voice.spoken.length") == 0
        page.press("Hear Alexa")
        assert page.button("Hear Alexa").get_attribute("aria-pressed") == "true"
        answer = page.say("help")
        assert page.run("return voice.spoken.map((one) => one.text).join(' ')") == answer
        assert page.run("return [voice.spoken[0].lang, voice.spoken[0].voice.name]") == [
            "en-US",
            "near",
        ]
        assert page.run("return document.body.dataset.light") == "speaking"
        page.run("for (const one of voice.spoken) one.onend()")
        assert page.run("return document.body.dataset.light") == "listening"


def test_whoever_speaks_hushes_alexa(page: Page) -> None:
    """As with an Echo, she stops when somebody says or does the next thing, and when switched off."""
    with loaded_with(page, STAND_INS):
        page.press("Hear Alexa")
        page.say("open closer together")
        hushed = page.run("return voice.hushed")
        page.say("help")
        assert page.run("return voice.hushed") == hushed + 1
        page.press("Hear Alexa")
        assert page.run("return voice.hushed") == hushed + 2
        spoken = page.run("return voice.spoken.length")
        page.say("help")
        assert page.run("return voice.spoken.length") == spoken
        assert page.trouble == ""


def test_a_browser_without_a_working_voice_says_so(page: Page) -> None:
    """The button goes back, and one sentence tells why nothing is heard."""
    with loaded_with(page, STAND_INS):
        page.press("Hear Alexa")
        page.say("open closer together")
        page.run("voice.spoken[0].onerror({ error: 'synthesis-failed' })")
        assert page.trouble == "The browser cannot speak: it has no voice that works."
        assert page.button("Hear Alexa").get_attribute("aria-pressed") == "false"


def test_what_is_spoken_is_said_to_alexa(page: Page) -> None:
    """What the browser recognises goes the way of what is typed, and silence is silence."""
    with loaded_with(page, STAND_INS):
        page.button("Speak").click()
        assert page.button("Speak").get_attribute("aria-pressed") == "true"
        assert page.run("return ear.lang") == "en-US"
        page.run(
            "ear.onresult({ results: [[{ transcript: 'open closer together' }]] });ear.onend()"
        )
        assert page.answer() != ""
        assert page.button("Speak").get_attribute("aria-pressed") == "false"
        page.button("Speak").click()
        page.run("ear.onerror({ error: 'no-speech' }); ear.onend()")
        page.at_rest()
        assert ("event", "Nobody says anything.") in page.lines


def test_a_microphone_that_is_refused_is_named(page: Page) -> None:
    """The sentence says what to do instead."""
    with loaded_with(page, STAND_INS):
        page.button("Speak").click()
        page.run("ear.onerror({ error: 'not-allowed' }); ear.onend()")
        assert page.trouble == "The browser may not use the microphone; allow it, or type."


def test_without_speech_the_page_offers_none(page: Page) -> None:
    """A browser that can neither speak nor listen shows no buttons for it, and works."""
    with loaded_with(page, NEITHER):
        assert not page.element("#voice").is_displayed()
        assert not page.element("#listen").is_displayed()
        assert not page.element("#listen-note").is_displayed()
        assert page.say("give us a tip") != ""


def test_where_speech_is_recognised_its_price_is_told(page: Page) -> None:
    """The button is described by what some browsers do with what is spoken."""
    with loaded_with(page, STAND_INS):
        note = page.element("#listen-note")
        assert note.is_displayed()
        assert "send it to their maker" in note.text
        assert page.element("#listen").get_attribute("aria-describedby") == "listen-note"
