"""One Chromium for all browser tests, and a new household behind the page for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import chromium, logged, missing
from tests.browser.page import DESKTOP, Page
from tests.browser.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Chromium, started once."""
    if reason := missing():
        pytest.skip(reason)
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture
def page(driver: WebDriver) -> Iterator[Page]:
    """The page of a new household; at the end the browser must have had no complaint."""
    with served() as address:
        page = Page(driver, address)
        page.resize(DESKTOP)
        logged(driver, "browser")
        yield page.load()
        complaints = logged(driver, "browser")
        _close_all_tabs_but_one(driver)
    assert complaints == []


def _close_all_tabs_but_one(driver: WebDriver) -> None:
    one, *others = driver.window_handles
    for handle in others:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(one)
