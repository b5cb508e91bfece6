"""Draw the pictures of ``docs/screens.md``: ``make screens``.

Each picture shows the main screens on one kind of device, as Amazon's own engine
draws them with the letters that are here in place of Amazon's.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from skill.dialog.changes import ZoneTold, changed
from skill.dialog.events import (
    CounselorWanted,
    Danger,
    DefinitionWanted,
    Event,
    Help,
    Launched,
    Leave,
    NightlyWanted,
    No,
    ProgressWanted,
    PromptWanted,
    Sometimes,
    TipWanted,
    Unsafe,
    Yes,
)
from skill.screens.screen import screen_of
from tests.dialog.driver import EVENING, TOGETHER, ZONE, Conversation
from tests.screens.every_screen import CATALOG
from tests.screens.viewhost import HUB, ROUND_HUB, TV, ViewHost, Viewport, missing, viewhost

if TYPE_CHECKING:
    from skill.dialog.turn import Turn

PICTURES: Final = Path(__file__).parents[2] / "docs" / "screens"
COLUMNS: Final = {HUB: (2, 480), ROUND_HUB: (4, 240), TV: (2, 480)}
"""For each picture, how many screens stand side by side, and how many pixels wide each is."""

SCREENS: Final[dict[str, tuple[Event, ...]]] = {
    "Welcome": (Launched(),),
    "A definition": (DefinitionWanted(),),
    "A tip": (TipWanted(), No(), TipWanted()),
    "A question of the check-in": (TOGETHER, Yes(), Yes(), Yes()),
    "The second voice": (TOGETHER, Yes(), Yes()),
    "A result": (TOGETHER, Yes(), *(Sometimes(), No()) * 6),
    "Tonight's question": (PromptWanted(),),
    "Progress": (
        *(TOGETHER, Yes(), *(No(),) * 12, No()),
        *(TOGETHER, Yes(), *(Yes(),) * 12, No()),
        ProgressWanted(),
    ),
    "Help": (Help(),),
    "Consent to the nightly question": (NightlyWanted(time="21:30"),),
    "Finding a counselor": (CounselorWanted(),),
    "A support number, after a yes": (Unsafe(Danger.PARTNER), Yes()),
    "Goodbye": (Leave(),),
}
"""What is shown, and what is heard before it."""


def turn_after(events: tuple[Event, ...]) -> Turn:
    """Return the last turn of a conversation of an evening."""
    conversation = Conversation(now=EVENING)
    told = ZoneTold(str(ZONE), conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    return conversation.hear(*events)


def draw(host: ViewHost, viewport: Viewport) -> bytes:
    """Return one picture of all the screens on one kind of device, as a PNG."""
    columns, width = COLUMNS[viewport]
    radius = "50%" if viewport.round else "8px"
    figures = []
    for name, events in SCREENS.items():
        host.show(screen_of(turn_after(events), CATALOG), viewport)
        picture = host.driver.get_screenshot_as_base64()
        figures.append(
            f'<figure><img src="data:image/png;base64,{picture}" width="{width}" '
            f'style="border-radius: {radius}"><figcaption>{escape(name)}</figcaption></figure>'
        )
    return host.picture(
        f"<style>html {{ overflow: hidden }} body {{ display: grid; grid-template-columns: repeat({columns}, {width}px); "
        "gap: 16px; margin: 16px; width: max-content; font: 15px DejaVu Sans, sans-serif }"
        f"figure {{ margin: 0 }} figcaption {{ padding: 4px 2px; text-align: center }}</style>"
        + "".join(figures)
    )


if __name__ == "__main__":
    if reason := missing():
        sys.exit(reason)
    PICTURES.mkdir(exist_ok=True)
    for each in COLUMNS:
        # The page of the engine gives way to the picture, so each kind of device has its own.
        with viewhost() as started:
            (PICTURES / f"{each.name}.png").write_bytes(draw(started, each))
