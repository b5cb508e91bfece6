"""The page keeps to this machine: it loads nothing from elsewhere, and could not if it tried."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import logged

if TYPE_CHECKING:
    from tests.browser.page import Page

pytestmark = pytest.mark.xdist_group("browser")


def requested(page: Page) -> list[str]:
    """Return the addresses that the browser has asked for since this was last called."""
    messages = [
        json.loads(entry["message"])["message"] for entry in logged(page.driver, "performance")
    ]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def test_no_request_leaves_this_machine(page: Page) -> None:
    """A whole conversation asks for nothing but the page, its files and its route."""
    requested(page)
    page.load()
    page.say("open closer together")
    page.say("give us a tip")
    page.press("Two hours later")
    here = urlsplit(page.address)
    # The browser's own icons, such as the clock in the field for a time, come from nowhere.
    addresses = [urlsplit(url) for url in requested(page) if not url.startswith("data:")]
    assert {address.netloc for address in addresses} == {here.netloc}
    assert {address.path for address in addresses} == {
        "/",
        "/static/simulator.css",
        "/static/simulator.js",
        "/static/icon.svg",
        "/simulator",
    }
    entries = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert {urlsplit(name).netloc for name in page.run(entries)} == {here.netloc}


ATTEMPTS = {
    "a script in the page": (
        "const script = document.createElement('script'); script.append('1');"
        "document.body.append(script)"
    ),
    "a picture from elsewhere": "document.body.append(Object.assign(new Image(), { src: other }))",
    "a post to elsewhere": "fetch(other, { method: 'POST' }).catch(() => {})",
    "words as markup": "try { document.body.insertAdjacentHTML('beforeend', '<i>') } catch {}",
    "a style in the page": "document.body.setAttribute('style', 'color: red')",
    "a frame": "document.body.append(Object.assign(document.createElement('iframe'), { src: other }))",
}


def test_the_policy_stops_what_it_forbids(page: Page) -> None:
    """Scripts, styles, markup, pictures, posts and frames from elsewhere: none of it happens."""
    page.run(
        "window.stopped = []; document.addEventListener('securitypolicyviolation',"
        " (event) => stopped.push(event.effectiveDirective))"
    )
    for name, attempt in ATTEMPTS.items():
        page.run(f"stopped.length = 0; const other = 'http://127.0.0.2:9/x'; {attempt}")
        page.until(lambda: page.run("return stopped.length") > 0, name)
    # These complaints were asked for.
    assert len(logged(page.driver, "browser")) >= len(ATTEMPTS)
