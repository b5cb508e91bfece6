"""The household behind the simulator page: one account and one clock, and an Echo for every page.

As in a home with an Echo in two rooms, a conversation belongs to its device,
and what the household has belongs to all of them: its record, its reminders,
what it allows the skill, and the time of day.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from random import Random

from skill.app import build_skill
from skill.config import Settings
from skill.interaction_model.model import load_model
from skill.persistence.store import HouseholdStore
from skill.simulator.ears import ModelUnderstanding
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, RequestWriter
from skill.simulator.echo.reminder_service import KeptReminder, ReminderCloud

DEVICES = 16
"""So many devices are kept; the one that nobody used for longest gives way to a new one."""


class SimulatedHome:
    """A household and its devices, each known by the id of the page that it belongs to.

    Args:
        settings: of the skill.
        store: where the household's record is kept.
    """

    def __init__(self, settings: Settings, store: HouseholdStore) -> None:
        self._settings = settings
        self._store = store
        self._clock = MovableClock()
        names = RequestWriter(self._clock, Random())  # noqa: S311 - names of simulated reminders
        self._cloud = ReminderCloud(self._clock, lambda: names.identifier("reminder"))
        self._account = DeviceSettings(
            screen=True, application_id=settings.skill_id or APPLICATION_ID
        )
        self._devices: OrderedDict[str, VirtualDevice] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def reminders(self) -> tuple[KeptReminder, ...]:
        """The reminders that are set, oldest first."""
        return self._cloud.reminders

    @contextmanager
    def device(self, page: str) -> Iterator[VirtualDevice]:
        """Give the device of a page, switched on if the page is new, for one thing at a time."""
        with self._lock:
            device = self._devices.pop(page, None) or self._switched_on(self._account)
            self._devices[page] = device
            while len(self._devices) > DEVICES:
                self._devices.popitem(last=False)
            self._sign_in(device)
            try:
                yield device
            finally:
                # A page may have put another device in its place.
                self._account = self._of_account(self._account, self._devices[page].settings)

    def replace_device(self, page: str, *, locale: str) -> VirtualDevice:
        """Put a device that speaks another language in the place of a page's own, and return it.

        To be called while the page's device is in use.

        Raises:
            InteractionModelError: there is no model for the locale.
        """
        settings = replace(self._devices[page].settings, locale=locale)
        self._devices[page] = self._switched_on(settings)
        return self._devices[page]

    def _switched_on(self, settings: DeviceSettings) -> VirtualDevice:
        understanding = _understanding(settings.locale, settings.application_id)
        api = AlexaApi(settings, self._cloud)
        skill = build_skill(self._settings, clock=self._clock, store=self._store, api_client=api)
        return VirtualDevice(
            skill.handle,
            understanding,
            api=api,
            clock=self._clock,
            rng=Random(),  # noqa: S311 - names of simulated sessions
            needs_invocation=False,
            strict=False,
        )

    def _sign_in(self, device: VirtualDevice) -> None:
        """Let a device know what became of the account on another one."""
        if device.settings.user_id != self._account.user_id:
            # The conversation was with somebody whom the skill has forgotten since.
            device.power_off()
        device.settings = self._of_account(device.settings, self._account)

    @staticmethod
    def _of_account(settings: DeviceSettings, account: DeviceSettings) -> DeviceSettings:
        """Return a device's settings with what belongs to the account taken from another's."""
        return replace(settings, user_id=account.user_id, permissions=account.permissions)


@cache
def _understanding(locale: str, skill_id: str) -> ModelUnderstanding:
    """Return what understands a locale; making it takes a second, and nothing changes it."""
    return ModelUnderstanding(load_model(locale), skill_id=skill_id)
