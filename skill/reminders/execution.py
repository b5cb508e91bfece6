"""Carrying out a plan within the time of a turn, and telling exactly what came of it.

A reminder counts as standing when Alexa has said so, and as gone when Alexa has
said so. Where no clear answer came, Alexa's list is asked once; where that
does not help either, the night is unsure, and nothing may be claimed about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from skill.errors import (
    ReminderBusyError,
    ReminderError,
    ReminderFailedError,
    ReminderLimitError,
    ReminderNotFoundError,
    ReminderNotSupportedError,
    ReminderPermissionError,
    ReminderUnsettledError,
)
from skill.reminders.plan import (
    Create,
    Delete,
    Plan,
    Replace,
    StandingReminder,
    Step,
    WantedReminder,
)
from skill.reminders.schedule import EVERY_NIGHT, Weekday
from skill.reminders.service import ListedReminder, ReminderService

WORKERS: Final = 3
"""How many calls are under way at once. Seven one after another would keep the couple waiting."""

_WORTH_STARTING: Final = 0.3
"""With fewer seconds left than this, no step is begun: it would only end unsure."""

_TIME_TO_TAKE_BACK: Final = 1.0
"""Seconds kept for undoing, where a plan is all or nothing."""

_HOPELESS: Final = (
    ReminderPermissionError,
    ReminderNotSupportedError,
    ReminderLimitError,
    ReminderBusyError,
)
"""After one of these, the next call would end the same way. The first is what to tell about first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan.

    Attributes:
        standing: the reminders for the household's record, in the order of the
            week. Those of unsure nights are among them, because their tokens are
            needed to put things right.
        failures: why a night did not come out as planned.
        unsure: the nights for which no clear answer came.
    """

    standing: tuple[StandingReminder, ...]
    failures: Mapping[Weekday, ReminderError]
    unsure: tuple[Weekday, ...] = ()

    @property
    def error(self) -> ReminderError | None:
        """The failure that says most about what to do next; None where all went as planned."""
        return min(self.failures.values(), key=_rank, default=None)


def carry_out(plan: Plan, service: ReminderService, *, workers: int = WORKERS) -> Outcome:
    """Take the steps of a plan, as far as they can be taken.

    Where the plan is all or nothing, a failure takes back what was done, as far
    as that can be done. Otherwise what was done stays, and the steps that were
    not in vain from the start are all tried.

    Args:
        plan: what to do.
        service: where to do it; it knows how much time is left.
        workers: how many calls may be under way at once. The first always goes
            alone: most often it already says that there is no permission. With one,
            calls come in the order of the plan, so that a failure half way can be tried.
    """
    return _Execution(plan, service, workers).run()


@dataclass(frozen=True, slots=True)
class _Done:
    step: Step
    standing: StandingReminder | None
    """What stands in place of what the step was about; None where nothing does."""


@dataclass(frozen=True, slots=True)
class _Failed:
    step: Step
    error: ReminderError
    is_gone: bool = False
    """Whether the reminder that the step was about turned out not to be there."""


_Result = _Done | _Failed


class _Execution:
    def __init__(self, plan: Plan, service: ReminderService, workers: int) -> None:
        self._plan = plan
        self._service = service
        self._workers = workers
        self._standing = {one.token: one for one in plan.standing}
        self._failures: dict[Weekday, ReminderError] = {}
        self._unsure: set[Weekday] = set()
        self._doubles: list[Delete] = []
        self._may_create = plan.may_create
        self._stops_at_once = False
        self._stopped_by: ReminderError | None = None
        self._went_through = False
        """Whether any call has succeeded, so that others are worth making at the same time."""

    def run(self) -> Outcome:
        plan = self._plan
        self._take(plan.clean)
        self._stops_at_once = plan.all_or_nothing
        results = self._take(plan.create)
        if not (plan.all_or_nothing and _failed(results)):
            results += self._take(plan.replace)
        self._stops_at_once = False
        if plan.all_or_nothing and _failed(results):
            self._take_back(results)
        else:
            self._take(plan.delete)
        self._take(self._doubles)
        return Outcome(
            standing=tuple(
                sorted(self._standing.values(), key=lambda one: EVERY_NIGHT.index(one.night))
            ),
            failures=dict(self._failures),
            unsure=_in_order(self._unsure),
        )

    # ------------------------------------------------------------ taking steps

    def _take(self, steps: Sequence[Step]) -> list[_Result]:
        """Take some steps, in any order, and keep what came of them."""
        results = self._settled(self._attempt_all(steps))
        for result in results:
            self._note(result)
        return results

    def _attempt_all(self, steps: Sequence[Step]) -> list[_Result]:
        results: list[_Result] = []
        rest = list(steps)
        while rest and not (self._went_through and self._workers > 1 and len(rest) > 1):
            results.append(self._attempt(rest.pop(0)))
        if rest:
            with ThreadPoolExecutor(self._workers) as pool:
                results += pool.map(self._attempt, rest)
        return results

    def _attempt(self, step: Step) -> _Result:
        if self._stopped_by is not None:
            return _Failed(step, self._stopped_by)
        kept_back = _TIME_TO_TAKE_BACK if self._stops_at_once else 0
        if self._service.time_left() < _WORTH_STARTING + kept_back:
            return _Failed(step, ReminderFailedError("The turn had no time left for it."))
        try:
            result = self._do(step)
        except ReminderError as error:
            is_gone = isinstance(step, Replace) and isinstance(error, ReminderNotFoundError)
            result = _Failed(step, error, is_gone)
        if isinstance(result, _Done):
            self._went_through = True
        elif self._stops_at_once or isinstance(result.error, _HOPELESS):
            self._stopped_by = result.error
        return result

    def _do(self, step: Step) -> _Result:
        match step:
            case Create(wanted):
                return _Done(step, wanted.standing(self._service.create(wanted.reminder)))
            case Replace(standing, wanted):
                return self._replace(step, standing, wanted)
            case Delete(token):
                # Where somebody deleted it already, that is what was wanted.
                with suppress(ReminderNotFoundError):
                    self._service.delete(token)
                return _Done(step, None)

    def _replace(self, step: Step, standing: StandingReminder, wanted: WantedReminder) -> _Result:
        try:
            token = self._service.replace(standing.token, wanted.reminder)
        except ReminderNotFoundError:
            if not self._may_create:
                raise
            try:
                token = self._service.create(wanted.reminder)
            except ReminderError as error:
                return _Failed(step, error, is_gone=True)
        return _Done(step, wanted.standing(token))

    def _note(self, result: _Result) -> None:
        step = result.step
        if isinstance(result, _Done) or result.is_gone:
            self._standing.pop(_token(step), None)
        if isinstance(result, _Done):
            if result.standing is not None:
                self._standing[result.standing.token] = result.standing
            if step.night is not None:
                self._unsure.discard(step.night)
        elif step.night is not None:
            self._failures.setdefault(step.night, result.error)
            if isinstance(result.error, ReminderUnsettledError):
                self._unsure.add(step.night)

    # ------------------------------------------------ where no clear answer came

    def _settled(self, results: list[_Result]) -> list[_Result]:
        """Return results with those that are unsettled looked up in Alexa's list, if it can be had."""
        if not any(_is_unsettled(result) for result in results):
            return results
        if self._service.time_left() < _WORTH_STARTING:
            return results
        try:
            listed = self._service.list()
        except ReminderError:
            return results
        going_off = {reminder.token: reminder for reminder in listed if reminder.is_on}
        return [
            self._looked_up(result.step, going_off) if _is_unsettled(result) else result
            for result in results
        ]

    def _looked_up(self, step: Step, going_off: Mapping[str, ListedReminder]) -> _Result:
        own = going_off.get(_token(step))
        came_to_nothing = ReminderFailedError("Alexa gave no answer, and did not do it.")
        match step:
            case Delete():
                return _Failed(step, came_to_nothing) if own else _Done(step, None)
            case Replace(_, wanted) if own is not None:
                if (own.trigger, own.text) == (wanted.reminder.trigger, wanted.reminder.text.plain):
                    return _Done(step, wanted.standing(own.token))
                return _Failed(step, came_to_nothing)
            case Create(wanted) | Replace(_, wanted):
                # The night had none, so one that nobody knows at this very time is the one asked for.
                found = [
                    token
                    for token, reminder in going_off.items()
                    if reminder.trigger == wanted.reminder.trigger and token not in self._standing
                ]
                if not found:
                    return _Failed(step, came_to_nothing, is_gone=isinstance(step, Replace))
                self._doubles += [Delete(token) for token in found[1:]]
                return _Done(step, wanted.standing(found[0]))

    # -------------------------------------------------------------- taking back

    def _take_back(self, results: Sequence[_Result]) -> None:
        """Undo what was done, so that the couple has what it had before."""
        cause = next(result.error for result in results if isinstance(result, _Failed))
        self._stopped_by, self._may_create = None, False
        self._take([step for result in results for step in _undoing(result)])
        for result in results:
            if result.step.night is not None:
                self._failures.setdefault(result.step.night, cause)
        for step in self._plan.delete:
            if step.night is not None:
                self._failures.setdefault(step.night, cause)


def _undoing(result: _Result) -> list[Step]:
    """Return the steps that undo what came of one."""
    match result:
        case _Done(Create(wanted), StandingReminder() as made):
            return [Delete(made.token, wanted.night)]
        case _Done(Replace(before, wanted), StandingReminder() as now):
            if now.token != before.token:  # It had been deleted, and was made anew.
                return [Delete(now.token, wanted.night)]
            return [Replace(now, _moved_back(before, wanted))]
        case _Failed(Replace(before, wanted), ReminderUnsettledError(), is_gone=False):
            return [Replace(before, _moved_back(before, wanted))]
        case _:
            return []


def _moved_back(before: StandingReminder, wanted: WantedReminder) -> WantedReminder:
    """Return the reminder at its old time. The fresh prompt stays: it is as good as the old one."""
    return replace(wanted, reminder=replace(wanted.reminder, trigger=before.trigger))


def _token(step: Step) -> str:
    """Return the token of the reminder that a step is about; "" where it is about none yet."""
    match step:
        case Replace(standing, _):
            return standing.token
        case Delete(token):
            return token
        case Create():
            return ""


def _is_unsettled(result: _Result) -> bool:
    return isinstance(result, _Failed) and isinstance(result.error, ReminderUnsettledError)


def _failed(results: Sequence[_Result]) -> bool:
    return any(isinstance(result, _Failed) for result in results)


def _in_order(nights: set[Weekday]) -> tuple[Weekday, ...]:
    return tuple(night for night in EVERY_NIGHT if night in nights)


def _rank(error: ReminderError) -> int:
    ranks = (rank for rank, kind in enumerate(_HOPELESS) if isinstance(error, kind))
    return next(ranks, len(_HOPELESS))
