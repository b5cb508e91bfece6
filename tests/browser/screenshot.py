"""Take the picture of the page that stands in the documentation.

``python -m tests.browser.screenshot`` holds the beginning of a check-in in headless
Chromium and writes ``docs/simulator-page.png``. The letters are those of the first
font that the page names and the machine has; on Debian: apt install fonts-inter.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import chromium, missing
from tests.browser.page import DESKTOP, Page
from tests.browser.served import served

PICTURE = Path(__file__).parents[2] / "docs" / "simulator-page.png"
AN_EVENING = "09:41PM"
ANSWERS = ("yes", "yes", "sometimes", "no")


def take_picture(path: Path) -> None:
    """Write a picture of the page in the middle of a check-in, as a PNG."""
    with (
        tempfile.TemporaryDirectory() as profile,
        chromium(Path(profile)) as driver,
        served() as address,
    ):
        page = Page(driver, address)
        page.resize(DESKTOP)
        page.load()
        page.element("#until").send_keys(AN_EVENING)
        page.press("Wait")
        # The household's clock stays; the conversation begins anew.
        page.load()
        page.press("let's take the quiz together")
        page.say("yes")
        for answer in ANSWERS:
            page.say(answer)
        with page.reduced_motion():
            path.write_bytes(driver.get_screenshot_as_png())


if __name__ == "__main__":
    if reason := missing():
        sys.exit(reason)
    take_picture(PICTURE)
