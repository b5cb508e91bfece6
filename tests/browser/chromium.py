"""Headless Chromium, driven by Selenium, which cannot reach anything but this machine."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

TIME_ZONE = "America/New_York"

MOUSE = {
    "primaryHoverType": 2,
    "availableHoverTypes": 2,
    "primaryPointerType": 4,
    "availablePointerTypes": 4,
}
"""It can hover, and points to the pixel; Chromium has no names for these."""

ARGUMENTS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    f"--blink-settings={','.join(f'{name}={value}' for name, value in MOUSE.items())}",
    # Whatever the browser itself might want from the internet, it does not get.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def missing() -> str:
    """Return why Chromium cannot be driven here; empty when it can."""
    if not (_browser() and shutil.which("chromedriver")):
        return (
            "Chromium and its driver are not here; on Debian: apt install chromium chromium-driver"
        )
    return ""


@contextmanager
def chromium(profile: Path) -> Iterator[WebDriver]:
    """Start Chromium with a new profile in a folder of its own, and stop it at the end."""
    options = webdriver.ChromeOptions()
    # Selenium would download a browser and a driver that it is not given.
    options.binary_location = _browser()
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": TIME_ZONE})
    try:
        yield driver
    finally:
        driver.quit()


def logged(driver: WebDriver, kind: str) -> list[dict[str, Any]]:
    """Return what the browser has logged of a kind since this was last asked.

    Args:
        driver: the browser.
        kind: ``browser`` for the console, ``performance`` for the network.
    """
    entries: list[dict[str, Any]] = driver.execute("getLog", {"type": kind})["value"]
    return entries


def _browser() -> str:
    return next(filter(None, map(shutil.which, BROWSERS)), "")
