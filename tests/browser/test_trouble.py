"""What the page says when the skill's server is gone or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skill.simulator.echo.device import VirtualDevice
from tests.browser.chromium import logged
from tests.browser.page import Page
from tests.browser.served import served

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = pytest.mark.xdist_group("browser")


def test_a_server_that_is_gone_is_named_as_the_trouble(driver: WebDriver) -> None:
    """The sentence tells what to look at, and what was typed before still stands there."""
    with served() as address:
        page = Page(driver, address).load()
        page.say("open closer together")
    page.say("yes")
    assert page.trouble == "The skill cannot be reached; is its server still running?"
    assert page.lines[-1] == ("you", "yes")
    logged(driver, "browser")


def test_a_server_that_fails_is_named_as_the_trouble(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug in the simulator leaves the page in order, and the next words are heard again."""

    def broken(_device: VirtualDevice, _utterance: str) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(VirtualDevice, "say", broken)
        page.say("give us a tip")
        assert page.trouble == "Something went wrong in the skill's server; its log tells more."
    logged(page.driver, "browser")
    assert page.say("give us a tip") != ""
    assert page.trouble == ""
