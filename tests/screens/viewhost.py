"""Amazon's own engine for APL, in headless Chromium: screens as a device draws them."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import chromium
from tests.browser.chromium import missing as browser_missing
from tests.browser.page import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from selenium.webdriver.chrome.webdriver import WebDriver

    from skill.screens.screen import Screen

HERE: Final = Path(__file__).parent
ENGINE: Final = Path(sys.prefix, "node", "node_modules", "apl-viewhost-web", "index.js")


@dataclass(frozen=True, slots=True)
class Viewport:
    """A kind of screen.

    Args:
        name: of the kind.
        width: in pixels, as the height.
        dpi: pixels in 160 of APL's units.
        floor: the smallest letters that are legible on it, in APL's units.
    """

    name: str
    width: int
    height: int
    dpi: int
    floor: int
    mode: str = "HUB"
    round: bool = False

    @property
    def scale(self) -> float:
        """How many pixels one of APL's units takes."""
        return self.dpi / 160


HUB = Viewport("hub-landscape", 1024, 600, 160, floor=32)
LARGE_HUB = Viewport("hub-landscape-large", 1280, 800, 160, floor=40)
LOW_HUB = Viewport("hub-landscape-low", 960, 480, 160, floor=30)
ROUND_HUB = Viewport("hub-round", 480, 480, 160, floor=28, round=True)
TV = Viewport("tv", 1920, 1080, 320, floor=26, mode="TV")
VIEWPORTS = (HUB, LARGE_HUB, LOW_HUB, ROUND_HUB, TV)


def missing() -> str:
    """Return why the engine cannot be run here; empty when it can."""
    if not ENGINE.is_file():
        return "Amazon's engine for APL is not here; make test installs it where npm is"
    return browser_missing()


@dataclass(frozen=True, slots=True)
class ViewHost:
    """The engine, started."""

    driver: WebDriver

    def show(self, screen: Screen, viewport: Viewport) -> None:
        """Draw a screen."""
        width, height = viewport.width, viewport.height
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        kind = {
            "width": width,
            "height": height,
            "dpi": viewport.dpi,
            "round": viewport.round,
            "mode": viewport.mode,
        }
        trouble = self.driver.execute_async_script(
            "const done = arguments[3];"
            "show(arguments[0], arguments[1], arguments[2]).then(() => done(''), (e) => done(String(e)));",
            screen.document,
            screen.datasources,
            kind,
        )
        assert trouble == ""

    def show_changed(
        self, screen: Screen, viewport: Viewport, change: Callable[[str], str]
    ) -> None:
        """Draw a screen whose document was changed as JSON text."""
        document = json.loads(change(json.dumps(screen.document)))
        self.show(replace(screen, document=document), viewport)

    def measured(self) -> dict[str, Any]:
        """Return what is drawn: see ``measure.js``."""
        found: dict[str, Any] = self.driver.execute_script(_script("measure.js"))
        return found

    def contrasts(self) -> list[tuple[str, float]]:
        """Return every text that is seen, with its contrast to what is behind it."""
        script = (HERE.parent / "browser" / "contrast.js").read_text(encoding="utf-8")
        found: list[tuple[str, float]] = self.driver.execute_script(script)
        return found

    def click(self, x: float, y: float) -> None:
        """Press the mouse at a point, in pixels."""
        for kind in ("mousePressed", "mouseReleased"):
            press = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", press)

    def sent(self) -> list[Mapping[str, Any]]:
        """Return the events that the document has sent, once there are some."""
        self.until(lambda: bool(self.driver.execute_script("return sent.length")))
        events: list[Mapping[str, Any]] = json.loads(
            self.driver.execute_script("return JSON.stringify(sent)")
        )
        return events

    def wheel(self, x: float, y: float, distance: float) -> None:
        """Turn the mouse wheel at a point, and wait until what scrolls has come to rest."""
        places = [self.measured()["texts"]]
        turned = {"x": x, "y": y, "deltaX": 0, "deltaY": distance}
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", **turned})
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseWheel", **turned})

        def is_at_rest() -> bool:
            places.append(self.measured()["texts"])
            return bool(places[-1] == places[-2] != places[0])

        self.until(is_at_rest)

    def picture(self, html: str) -> bytes:
        """Return a picture of a page, as a PNG; the engine is gone after it."""
        self.driver.execute_script("document.documentElement.innerHTML = arguments[0]", html)
        self.driver.execute_async_script(
            "Promise.all([...document.images].map((i) => i.decode())).then(arguments[0])"
        )
        size = "const { width, height } = document.body.getBoundingClientRect();"
        width, height = self.driver.execute_script(f"{size} return [width + 32, height + 32]")
        metrics = {"width": int(width), "height": int(height), "deviceScaleFactor": 1}
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {**metrics, "mobile": False}
        )
        return self.driver.get_screenshot_as_png()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1).until(lambda _: holds())


@contextmanager
def viewhost() -> Iterator[ViewHost]:
    """Start the engine in a browser of its own, and stop it at the end."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "viewhost.html")
        source = (HERE / "viewhost.html").read_text(encoding="utf-8")
        page.write_text(source.replace("ENGINE", "engine.js"), encoding="utf-8")
        shutil.copyfile(ENGINE, page.with_name("engine.js"))
        with chromium(Path(folder, "profile")) as driver:
            driver.get(page.as_uri())
            yield ViewHost(driver)


@cache
def _script(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
