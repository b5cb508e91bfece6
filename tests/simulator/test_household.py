"""The device that talks to the whole skill."""

from __future__ import annotations

from skill.config import Settings
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.household import simulated_device


def test_a_skill_with_an_id_of_its_own_is_talked_to_under_that_id() -> None:
    """The skill refuses requests for another, so the device asks for the one that is set."""
    settings = Settings(skill_id="amzn1.ask.skill.of-our-own")
    device = simulated_device(settings, DeviceSettings(), seed=1, strict=True)
    assert device.launch().session_open
