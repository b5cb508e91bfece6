"""Touching the screen itself, in Amazon's own engine, holds a whole conversation with the skill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from skill.screens.screen import Screen
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.echo.screen import document_text
from tests.handlers.echo import Home
from tests.screens.viewhost import HUB, ROUND_HUB, TV, ViewHost, Viewport

if TYPE_CHECKING:
    from skill.simulator.echo.device import VirtualDevice


def draw(host: ViewHost, viewport: Viewport, echo: VirtualDevice) -> None:
    """Draw what is on the device's screen."""
    directive: Any = echo.document
    host.show(Screen(directive["document"], directive["datasources"]), viewport)


def press(host: ViewHost, viewport: Viewport, echo: VirtualDevice, label: str) -> None:
    """Draw what is on the device's screen, click what is labelled so, and send what that sends."""
    draw(host, viewport, echo)
    click(host, label)
    (event,) = host.sent()
    echo.touch(event["arguments"])


def click(host: ViewHost, label: str) -> None:
    """Click in the middle of what is labelled so."""
    (box,) = [t["box"] for t in host.measured()["touches"] if t["label"] == label]
    host.click((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


@pytest.mark.parametrize("viewport", [HUB, ROUND_HUB, TV], ids=lambda v: v.name)
def test_a_check_in_is_taken_by_touch_alone(host: ViewHost, viewport: Viewport) -> None:
    """From the welcome to the step of the result, each touch gives the screen that comes next."""
    echo = Home(device=DeviceSettings(screen=True)).echo()
    echo.say("open")
    press(host, viewport, echo, "Check-in")
    press(host, viewport, echo, "Just me")
    for number, answer in enumerate(("Yes", "No", "Sometimes", "Skip", "No", "Yes"), start=1):
        assert f"{number} of 6" in document_text(echo.document or {})
        press(host, viewport, echo, answer)
    assert document_text(echo.document or {})[0] == "Your check-in"
    press(host, viewport, echo, "Yes")
    assert not echo.session_open
    assert echo.last is not None
    assert document_text(echo.last.directives[0])[0] == "A tip"


def test_what_is_no_button_sends_nothing(host: ViewHost) -> None:
    """A touch beside the buttons reaches nobody; the next one on a button is the only one that does."""
    echo = Home(device=DeviceSettings(screen=True)).echo()
    echo.say("alone")
    draw(host, HUB, echo)
    host.click(HUB.width / 2, HUB.height / 4)
    click(host, "Skip")
    assert [event["arguments"] for event in host.sent()] == [["skip"]]
