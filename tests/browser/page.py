"""The simulator page as a person uses it: what one does, and what one sees and hears."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

PATIENCE: Final = 10.0
"""Seconds to wait for what should happen at once, on a machine that is busy."""

DESKTOP: Final = (1280, 900)
PHONE: Final = (390, 844)


class Page:
    """One tab with the page in it."""

    def __init__(self, driver: WebDriver, address: str) -> None:
        self.driver = driver
        self.address = address

    def load(self) -> Page:
        """Load the page, as new, and wait until it has woken up."""
        self.driver.get(self.address)
        self.until(lambda: self.status != "Waking up")
        self.at_rest()
        return self

    def resize(self, size: tuple[int, int], *, scale: float = 1) -> None:
        """Give the page so many CSS pixels of width and height."""
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    # ------------------------------------------------------------ what one does

    def say(self, words: str) -> str:
        """Type something, send it with Enter, and return what Alexa says to it."""
        self.element("#words").send_keys(words, Keys.ENTER)
        return self.answer()

    def press(self, label: str) -> str:
        """Click the visible button with this label, and return what Alexa says to that."""
        self.button(label).click()
        return self.answer()

    def set_checked(self, selector: str) -> None:
        """Click a check box, and wait until that is done."""
        self.element(selector).click()
        self.at_rest()

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list, and wait until that is done."""
        Select(self.element(selector)).select_by_value(value)
        self.at_rest()

    def write(self, selector: str, text: str) -> None:
        """Write something into a field in place of what it holds, and press Enter."""
        self.element(selector).click()
        self.element(selector).send_keys(text, Keys.ENTER)
        self.at_rest()

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def tab_back(self) -> None:
        """Press Tab with Shift held."""
        chain = ActionChains(self.driver)
        chain.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    # --------------------------------------------------- what one sees and hears

    @property
    def status(self) -> str:
        """Whether Alexa listens."""
        return self.element("#status").text

    @property
    def trouble(self) -> str:
        """The one sentence about what went wrong; empty when nothing did."""
        return self.element("#trouble").text

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The transcript: who or what (``you``, ``alexa``, ``event``), and the words."""
        script = """return [...document.querySelectorAll('#transcript p:not(.hint)')].map(
            (line) => [line.className, line.lastChild.textContent])"""
        return [(kind, words) for kind, words in self.run(script)]

    def said_by_alexa(self) -> list[str]:
        """All that Alexa has said."""
        return [words for kind, words in self.lines if kind == "alexa"]

    def answer(self) -> str:
        """Wait until all is done, and return what Alexa has said since somebody else last spoke."""
        self.at_rest()
        since: list[str] = []
        for kind, words in reversed(self.lines):
            if kind == "you":
                break
            since = [words, *since] if kind == "alexa" else since
        return " ".join(since)

    @property
    def reminders(self) -> list[str]:
        """The reminders in the Alexa app, as listed when unfolded."""
        return [str(text) for text in self.texts("#reminders-list li")]

    def sent(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The request and the response that are to be looked at."""
        request, response = (
            json.loads(self.run(f"return document.querySelector('#{name}').textContent"))
            for name in ("request", "response")
        )
        return request, response

    @property
    def pending(self) -> str:
        """What a yes would now answer, as the skill wrote it into the session."""
        attributes = self.sent()[1].get("sessionAttributes", {})
        return str(attributes.get("pending", "none"))

    @property
    def now(self) -> datetime:
        """What the device's clock shows."""
        return datetime.fromisoformat(
            str(self.run("return document.querySelector('.show .time').dateTime"))
        )

    # -------------------------------------------------------------- the browser

    @contextmanager
    def reduced_motion(self) -> Iterator[None]:
        """Let the browser tell the page that its person wants no motion."""
        wish = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [wish]})
        yield
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def unfold(self) -> None:
        """Open everything that can be unfolded."""
        self.run("for (const fold of document.querySelectorAll('details')) fold.open = true")

    def element(self, selector: str) -> WebElement:
        """The first element that a CSS selector finds."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def button(self, label: str) -> WebElement:
        """The visible button with this label."""
        return next(
            button
            for button in self.driver.find_elements(By.TAG_NAME, "button")
            if button.text == label and button.is_displayed()
        )

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that a CSS selector finds, also of those folded away."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
        return [str(text) for text in self.run(script, selector)]

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and return its value."""
        return self.driver.execute_script(script, *arguments)

    def at_rest(self) -> None:
        """Wait until everything that was done has had its answer."""
        self.until(lambda: self.run("return document.body.dataset.light") != "thinking")

    def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait until something holds.

        Raises:
            TimeoutException: it does not, after :data:`PATIENCE`; with what it is about.
        """
        wait = WebDriverWait(self.driver, PATIENCE, poll_frequency=0.02)
        wait.until(lambda _driver: holds(), what)
