"""The page for those who do not use a mouse, or do not see it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.page import PHONE

if TYPE_CHECKING:
    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

FOCUS_ORDER = [
    "What you say",
    "Speak",
    "Send",
    "open closer together",
    "let's take the quiz together",
    "give us a tip",
    "what is emotional intimacy",
    "what's tonight's question",
    "remind us every night at nine thirty pm",
    "Language",
    "Time zone",
    "Wait until",
    "Wait",
    "Two hours later",
    "A day later",
    "It has a screen",
    "The skill may set reminders",
    "Disable the skill",
    "What was sent",
]
AT_THE_TOP = ["Hear Alexa", "Stay silent", "New session", "What was said"]


def focused(page: Page) -> str:
    """Return the accessible name of what has the focus, as the browser computes it."""
    element = page.driver.switch_to.active_element
    return "" if element.tag_name == "body" else element.accessible_name or element.text


def test_the_whole_page_is_within_reach_of_the_tab_key(page: Page) -> None:
    """Tab goes through every control in reading order and out at the end; Shift and Tab go back."""
    order = [focused(page)]
    while order[-1] != FOCUS_ORDER[-1] and len(order) < 40:
        page.keys(Keys.TAB)
        name = focused(page)
        # The parts of a time are stations on their own.
        order += [name] if name != order[-1] else []
    assert order == FOCUS_ORDER
    page.keys(Keys.TAB)
    assert focused(page) == ""
    page.element("#words").click()
    back = []
    for _station in AT_THE_TOP:
        page.tab_back()
        back.append(focused(page))
    assert back == AT_THE_TOP[::-1]


def test_a_check_in_can_be_had_with_the_keyboard_alone(page: Page) -> None:
    """One types, and reaches the answers with Tab and Enter; the focus is never lost."""
    assert focused(page) == "What you say"
    page.keys("let's take the quiz alone", Keys.ENTER)
    assert page.answer().endswith("?")
    page.keys(Keys.TAB, Keys.TAB, Keys.TAB)
    assert focused(page) == "yes"
    for _question in range(6):
        page.keys(Keys.ENTER)
        assert page.answer() != ""
        assert focused(page) == "yes"
    assert page.pending.startswith("result")
    for _station in range(6):
        page.keys(Keys.TAB)
    assert focused(page) == "help"
    page.keys(Keys.TAB)
    assert focused(page) == "stop"
    page.keys(Keys.ENTER)
    page.answer()
    assert page.status == "No session is open"
    # What had the focus is gone with the session; one goes on typing.
    assert focused(page) == "What you say"


def test_the_transcript_scrolls_by_keyboard(page: Page) -> None:
    """The transcript takes the focus, and the arrow keys move it."""
    for _turn in range(6):
        page.say("what is emotional intimacy")
    scrolled = "return document.querySelector('#transcript').scrollTop"
    at_the_end = page.run(scrolled)
    assert at_the_end > 0
    page.tab_back()
    assert focused(page) == "What was said"
    page.keys(Keys.HOME)
    page.until(lambda: page.run(scrolled) == 0)


def test_every_control_has_a_name(page: Page) -> None:
    """No field and no button is without a label that a screen reader says, folded away or not."""
    page.run("for (const one of document.querySelectorAll('[hidden]')) one.hidden = false")
    page.unfold()
    controls = page.driver.find_elements(By.CSS_SELECTOR, "input, select, button, [tabindex]")
    assert len(controls) > 25
    assert [
        control.get_attribute("outerHTML") for control in controls if not control.accessible_name
    ] == []


def test_the_page_is_built_of_landmarks_and_headings(page: Page) -> None:
    """One title in English, one first-level heading, and none skipped below it."""
    assert page.driver.title == "Closer Together"
    assert page.run("return document.documentElement.lang") == "en"
    levels = page.run("return [...document.querySelectorAll('h1,h2,h3')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    roles = [page.element(name).aria_role for name in ("header", "main", "footer")]
    assert roles == ["banner", "main", "contentinfo"]
    ids = page.run("return [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_what_happens_is_announced(page: Page) -> None:
    """New lines, the state of the session and trouble stand in live regions from the start."""
    roles = {name: page.element(name).get_attribute("role") for name in LIVE}
    assert roles == LIVE


LIVE = {"#transcript": "log", "#status": "status", "#trouble": "alert"}


def test_every_text_stands_out(page: Page) -> None:
    """Each visible text has a contrast of 4.5 to 1 or more, also in trouble and with all unfolded."""
    page.set_checked("#may-remind")
    page.press("remind us every night at nine thirty pm")
    page.say("yes")
    page.say("open closer together")
    page.write("#zone", "Atlantis")
    page.until(lambda: page.trouble != "")
    with page.reduced_motion():
        page.press("Hear Alexa")
        page.unfold()
        at_a_desk = page.run(CONTRAST)
        page.resize(PHONE)
        on_a_phone = page.run(CONTRAST)
    assert min(len(at_a_desk), len(on_a_phone)) > 30
    weak = [(name, ratio) for name, ratio in at_a_desk + on_a_phone if ratio < LEAST_CONTRAST]
    assert weak == []


def test_controls_stand_out_from_what_is_behind_them(page: Page) -> None:
    """The edges of fields are visible: 3 to 1 (WCAG 2.2, success criterion 1.4.11)."""
    script = CONTRAST.replace(
        "return found;",
        "return [...document.querySelectorAll('input:not([type=checkbox]), select')].map((field) =>"
        " ratio(getComputedStyle(field).borderTopColor, behind(field.parentElement)))",
    )
    assert [ratio for ratio in page.run(script) if ratio < 3] == []


def test_whoever_wants_no_motion_gets_none(page: Page) -> None:
    """With reduced motion nothing turns and nothing fades."""
    turn = "document.body.dataset.light = 'idle'; document.body.dataset.light = 'thinking';"
    with page.reduced_motion():
        assert page.run(f"{turn} return document.getAnimations().length") == 0
    assert page.run(f"{turn} return document.getAnimations().length") > 0
