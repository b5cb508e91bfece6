"""Putting the real skill and a virtual device together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from random import Random

from skill.app import build_skill
from skill.config import Settings
from skill.interaction_model.model import load_model
from skill.persistence.store import HouseholdStore, open_store
from skill.simulator.ears import ModelUnderstanding
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings, RequestWriter
from skill.simulator.echo.reminder_service import ReminderCloud


def simulated_device(
    settings: Settings,
    device: DeviceSettings,
    *,
    store: HouseholdStore | None = None,
    seed: int | None = None,
    start: datetime | None = None,
    needs_invocation: bool = False,
    strict: bool = False,
) -> VirtualDevice:
    """Return a device that talks to the whole skill through the shipped interaction model.

    Args:
        settings: of the skill; its store is opened and checked before anything is said.
        device: what the device is set to; its locale must have an interaction model.
        store: where households are kept, in place of the one that the settings name.
        seed: of everything left to chance, so that a conversation can be had again.
        start: what the device's clock shows at first; the real time by default.
        needs_invocation: whether a session begins only with the skill's name.
        strict: whether what Alexa would refuse raises, rather than being apologised for.

    Raises:
        InteractionModelError: there is no model for the locale.
        ConfigurationError, StoreError: the store cannot be opened, and why.
    """
    if settings.skill_id is not None:
        # The skill answers no requests but those for its own id.
        device = replace(device, application_id=settings.skill_id)
    understanding = _understanding(device.locale, device.application_id)
    clock = MovableClock(start)
    names = RequestWriter(clock, Random(seed))  # noqa: S311 - names of simulated reminders
    api = AlexaApi(device, ReminderCloud(clock, lambda: names.identifier("reminder")))
    if store is None:
        store = open_store(
            settings.store, clock=clock, dynamodb_endpoint=settings.dynamodb_endpoint
        )
        store.check()
    rng = Random(seed)  # noqa: S311 - which tip comes next is no secret
    skill = build_skill(settings, clock=clock, rng=rng, store=store, api_client=api)
    return VirtualDevice(
        skill.handle,
        understanding,
        api=api,
        clock=clock,
        rng=Random(seed),  # noqa: S311 - names of simulated sessions
        needs_invocation=needs_invocation,
        strict=strict,
    )


@cache
def _understanding(locale: str, skill_id: str) -> ModelUnderstanding:
    """Return what understands a locale: slow to make, and it keeps nothing of what it hears."""
    return ModelUnderstanding(load_model(locale), skill_id=skill_id)
