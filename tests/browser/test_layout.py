"""How the page stands at the widths of a phone, a small tablet and a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.page import DESKTOP, PHONE

if TYPE_CHECKING:
    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")

OVERFLOWING = """
const width = document.documentElement.clientWidth;
const wide = [...document.querySelectorAll('body *')].filter((one) => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && !one.matches('.hidden') && (box.right > width + 1 || box.left < -1);
});
return [document.documentElement.scrollWidth - width, wide.map((one) => one.outerHTML.slice(0, 80))];
"""


def test_nothing_sticks_out_sideways(page: Page) -> None:
    """At no width does the page scroll sideways, not even with long words and all unfolded."""
    page.say("open closer together")
    page.say("a" * 400)
    page.set_checked("#may-remind")
    page.unfold()
    for size in ((320, 640), PHONE, (768, 1024), (961, 700), DESKTOP):
        page.resize(size)
        assert page.run(OVERFLOWING) == [0, []], size


def test_on_a_phone_everything_is_large_enough_to_touch(page: Page) -> None:
    """Every control is at least 24 pixels high and wide (WCAG 2.2, success criterion 2.5.8)."""
    page.resize(PHONE)
    page.say("open closer together")
    small = page.run(
        "return [...document.querySelectorAll('button, input:not([type=checkbox]), select, label.check')]"
        ".filter((one) => one.checkVisibility())"
        ".map((one) => [one.textContent, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24)"
    )
    assert small == []


def test_at_a_desk_one_sees_the_conversation_and_the_device_at_once(page: Page) -> None:
    """The page itself does not scroll; the newest words and the field for the next are in view."""
    for _turn in range(6):
        page.say("what is emotional intimacy")
    assert page.run("return document.documentElement.scrollHeight <= innerHeight")
    in_view = """return [...document.querySelectorAll('#words, .show, #transcript p:last-child')].every((one) => {
      const box = one.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    })"""
    assert page.run(in_view)


def test_the_newest_words_stay_in_view_when_the_window_changes(page: Page) -> None:
    """Turning the phone does not lose the place."""
    page.resize((844, 390))
    for _turn in range(6):
        page.say("what is emotional intimacy")
    page.resize(PHONE)
    left = "const t = document.querySelector('#transcript'); return t.scrollHeight - t.scrollTop - t.clientHeight"
    page.until(lambda: page.run(left) < 2)
