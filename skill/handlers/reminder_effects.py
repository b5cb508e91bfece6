"""Carrying out what the dialog wants done about reminders, within the turn's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.services import ApiClientRequest, ApiClientResponse

from skill.content.models import Catalog, Prompt
from skill.dialog.events import RemindersStand, ReminderTrouble
from skill.dialog.household import Household
from skill.dialog.turn import CancelReminders, LookUpReminders, RefreshReminders, SetReminders
from skill.errors import (
    ReminderError,
    ReminderLimitError,
    ReminderNotSupportedError,
    ReminderPermissionError,
)
from skill.handlers.locale import locale_of
from skill.reminders.client import AlexaReminders, ApiClientOfTurn
from skill.reminders.execution import carry_out
from skill.reminders.plan import (
    Plan,
    Reconciliation,
    StandingReminder,
    plan_cancel,
    plan_refresh,
    plan_schedule,
    reconcile,
    wanted_reminders,
)
from skill.reminders.schedule import Weekday
from skill.reminders.service import ReminderService

REFRESH_SECONDS = 1.5
"""What putting in fresh prompts may take of a turn that was about something else."""

SETTING_SECONDS = 4.0
"""What setting or cancelling may take; Alexa gives up on a skill after about eight."""

ReminderEffect = SetReminders | CancelReminders | LookUpReminders | RefreshReminders


class ApiClients(Protocol):
    """What makes the API client of one turn."""

    def for_turn(self, seconds: float) -> ApiClientOfTurn:
        """Return a client whose calls, all together, are over so many seconds from now."""
        ...

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request that stands by itself."""
        ...


@dataclass(frozen=True)
class ReminderEffects:
    """Carries out the dialog's reminder effects with Alexa's Reminders API."""

    content: Callable[[str], Catalog]
    """What the skill says in a locale."""
    api_clients: ApiClients
    clock: Callable[[], datetime]

    def carry_out(
        self,
        handler_input: HandlerInput,
        household: Household,
        effect: ReminderEffect,
        *,
        seconds: float = SETTING_SECONDS,
    ) -> RemindersStand:
        """Do what an effect says and tell what stands then; no error gets through.

        Args:
            handler_input: of the turn.
            household: as its record is before.
            effect: what to do.
            seconds: what the turn has left for it.
        """
        standing = household.nightly.reminders if household.nightly else ()
        most = REFRESH_SECONDS if isinstance(effect, RefreshReminders) else SETTING_SECONDS
        service = self._service(handler_input, min(most, seconds))
        try:
            return self._carried_out(locale_of(handler_input), standing, effect, service)
        except ReminderError as error:
            return RemindersStand(standing, trouble=_trouble(error))

    def _carried_out(
        self,
        locale: str,
        standing: tuple[StandingReminder, ...],
        effect: ReminderEffect,
        service: ReminderService,
    ) -> RemindersStand:
        if isinstance(effect, RefreshReminders):
            fresh = self._prompts(effect.prompts, locale)
            return self._done(plan_refresh(standing, fresh, locale), service)
        if isinstance(effect, CancelReminders):
            plan = self._cancelling(standing, locale, service)
            return replace(self._done(plan, service), found=len(plan.steps))
        there = self._found(standing, locale, service)
        found = len(there.standing)
        match effect:
            case LookUpReminders():
                return RemindersStand(there.standing, found=found)
            case SetReminders(schedule, prompts):
                wanted = wanted_reminders(schedule, self._prompts(prompts, locale), locale)
                plan = plan_schedule(wanted, there.standing, there.strays)
                return replace(self._done(plan, service), found=found)

    def _cancelling(
        self, standing: tuple[StandingReminder, ...], locale: str, service: ReminderService
    ) -> Plan:
        """Plan to delete all there is; where Alexa will not say what that is, all we know of."""
        try:
            found = self._found(standing, locale, service)
        except ReminderError:
            if not standing:
                raise
            return plan_cancel(standing)
        return plan_cancel(found.standing, found.strays)

    def _found(
        self, standing: tuple[StandingReminder, ...], locale: str, service: ReminderService
    ) -> Reconciliation:
        """Return what Alexa says there is: reminders come and go in her app, and records get lost."""
        prompts = {prompt.text: prompt.id for prompt in self.content(locale).prompts.values()}
        return reconcile(standing, service.list(), prompts)

    def _done(self, plan: Plan, service: ReminderService) -> RemindersStand:
        outcome = carry_out(plan, service)
        return RemindersStand(outcome.standing, outcome.unsure, _trouble(outcome.error))

    def _prompts(
        self, chosen: tuple[tuple[Weekday, str], ...], locale: str
    ) -> dict[Weekday, Prompt]:
        prompts = self.content(locale).prompts
        return {night: prompts[prompt] for night, prompt in chosen}

    def _service(self, handler_input: HandlerInput, seconds: float) -> ReminderService:
        system = handler_input.request_envelope.context.system
        return AlexaReminders(
            self.api_clients.for_turn(seconds),
            api_endpoint=system.api_endpoint,
            access_token=system.api_access_token,
            clock=self.clock,
        )


def _trouble(error: ReminderError | None) -> ReminderTrouble | None:
    match error:
        case None:
            return None
        case ReminderPermissionError():
            return ReminderTrouble.PERMISSION
        case ReminderNotSupportedError():
            return ReminderTrouble.NOT_SUPPORTED
        case ReminderLimitError():
            return ReminderTrouble.LIMIT
        case _:
            return ReminderTrouble.FAILED
