"""Which reminders to make, change and delete, so that those there are become those wanted.

Nothing here calls anybody. What is planned is carried out by
:mod:`skill.reminders.execution`.

There is one reminder a night at most. So a plan never makes one on a night
that has one: it changes that one in place. Its steps come in this order:

1. Delete what should not be there at all: a second reminder for one night, and
   those that no record knows.
2. Make the new ones. Nothing else was touched yet, so where this fails, the
   couple still has exactly what it had.
3. Change those that stay.
4. Delete those no longer wanted. What was asked for is there by now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from skill.content.models import Prompt
from skill.reminders.reminder_text import reminder_text
from skill.reminders.schedule import EVERY_NIGHT, NightlySchedule, Weekday, WeeklyTrigger
from skill.reminders.service import ListedReminder, Reminder


@dataclass(frozen=True, slots=True)
class StandingReminder:
    """A reminder that Alexa has confirmed, as the household's record keeps it.

    Attributes:
        trigger: when it goes off.
        prompt: the id of the prompt that it says.
        token: Alexa's name for it.
    """

    trigger: WeeklyTrigger
    prompt: str
    token: str = field(repr=False)

    @property
    def night(self) -> Weekday:
        """The night of the week that it belongs to."""
        return self.trigger.night


@dataclass(frozen=True, slots=True)
class WantedReminder:
    """A reminder as it should be, with the id of the prompt that it says."""

    reminder: Reminder
    prompt: str

    @property
    def night(self) -> Weekday:
        """The night of the week that it belongs to."""
        return self.reminder.trigger.night

    def standing(self, token: str) -> StandingReminder:
        """Return it as it stands once Alexa has confirmed it under a token."""
        return StandingReminder(self.reminder.trigger, self.prompt, token)


@dataclass(frozen=True, slots=True)
class Create:
    """Make a reminder on a night that has none."""

    wanted: WantedReminder

    @property
    def night(self) -> Weekday:
        """The night that it is about."""
        return self.wanted.night


@dataclass(frozen=True, slots=True)
class Replace:
    """Change a reminder in place."""

    standing: StandingReminder
    wanted: WantedReminder

    @property
    def night(self) -> Weekday:
        """The night that it is about."""
        return self.standing.night


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a reminder; ``night`` is None where it is not known to be of any."""

    token: str = field(repr=False)
    night: Weekday | None = None


Step = Create | Replace | Delete
OneStep = TypeVar("OneStep", Create, Replace, Delete)


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps to take, in the order of these fields.

    Attributes:
        standing: the reminders there are, as the record has them.
        clean: delete what should not be there at all.
        create: make the new ones.
        replace: change those that stay.
        delete: delete those no longer wanted.
        all_or_nothing: whether a failure half way takes back what was done. So
            it is where a couple that has reminders moves them to another time
            or to other nights: half of each is what nobody asked for.
        may_create: whether a reminder to be changed that turns out to be
            deleted is made anew. That needs the couple's word.
    """

    standing: tuple[StandingReminder, ...]
    clean: tuple[Delete, ...] = ()
    create: tuple[Create, ...] = ()
    replace: tuple[Replace, ...] = ()
    delete: tuple[Delete, ...] = ()
    all_or_nothing: bool = False
    may_create: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return (*self.clean, *self.create, *self.replace, *self.delete)


def wanted_reminders(
    schedule: NightlySchedule, prompts: Mapping[Weekday, Prompt], locale: str
) -> tuple[WantedReminder, ...]:
    """Return the reminders of a schedule, one for each night.

    Args:
        schedule: when they go off.
        prompts: what each night's says; every night of the schedule has one.
        locale: of the request; the reminders are spoken in it.

    Raises:
        ContentError: a prompt is not fit for a reminder.
        KeyError: a night has no prompt.
    """
    return tuple(
        WantedReminder(
            Reminder(trigger, reminder_text(prompts[trigger.night]), locale),
            prompts[trigger.night].id,
        )
        for trigger in schedule.triggers
    )


def plan_schedule(
    wanted: Sequence[WantedReminder],
    standing: Sequence[StandingReminder],
    strays: Collection[str] = (),
) -> Plan:
    """Plan for a couple that said when they want reminders.

    Args:
        wanted: one for each night; none at all cancels the whole set.
        standing: the ones there are.
        strays: tokens that nobody has a record of, from :func:`reconcile`.
    """
    by_night = {reminder.night: reminder for reminder in wanted}
    present = {one.night: one for one in reversed(standing)}
    doubled = [one for one in standing if present[one.night] is not one]
    create = [Create(reminder) for night, reminder in by_night.items() if night not in present]
    replaces = [
        Replace(there, by_night[night])
        for night, there in present.items()
        if night in by_night and not _is_as_wanted(there, by_night[night])
    ]
    delete = [Delete(one.token, night) for night, one in present.items() if night not in by_night]
    moves = any(step.standing.trigger != step.wanted.reminder.trigger for step in replaces)
    return Plan(
        standing=tuple(standing),
        clean=tuple(Delete(token) for token in (*strays, *(one.token for one in doubled))),
        create=_in_order(create),
        replace=_in_order(replaces),
        delete=_in_order(delete),
        all_or_nothing=moves or bool(create and delete),
        may_create=True,
    )


def plan_refresh(
    standing: Sequence[StandingReminder],
    prompts: Mapping[Weekday, Prompt],
    locale: str,
) -> Plan:
    """Plan to swap prompts that were heard for fresh ones, and nothing else.

    No night gets a reminder that it does not have, and none moves: that needs
    the couple's word.

    Args:
        standing: the reminders there are.
        prompts: the fresh prompts, for any nights; the others keep theirs.
        locale: of the request.

    Raises:
        ContentError: a prompt is not fit for a reminder.
    """
    replaces = [
        Replace(one, WantedReminder(Reminder(one.trigger, reminder_text(fresh), locale), fresh.id))
        for one in standing
        if (fresh := prompts.get(one.night)) is not None and fresh.id != one.prompt
    ]
    return Plan(standing=tuple(standing), replace=_in_order(replaces))


def plan_cancel(standing: Sequence[StandingReminder], strays: Collection[str] = ()) -> Plan:
    """Plan to delete every reminder there is."""
    return plan_schedule((), standing, strays)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The record put right by what Alexa has.

    Attributes:
        standing: the reminders that will go off, at the times Alexa has them.
        strays: tokens to delete: no record knows them, or they no longer go off.
    """

    standing: tuple[StandingReminder, ...]
    strays: tuple[str, ...] = field(repr=False)


def reconcile(
    standing: Sequence[StandingReminder],
    listed: Iterable[ListedReminder],
    prompts: Mapping[str, str] | None = None,
) -> Reconciliation:
    """Compare the record with Alexa's list; the list is right.

    A time that somebody changed in the Alexa app is taken over.

    Args:
        standing: the reminders that the record knows.
        listed: those that Alexa has.
        prompts: ids of prompts by their words. With them, what a reminder says is
            taken over as well, and so is one that no record knows, on a night
            that has none: the couple agreed to it, and then the record was lost.
    """
    there = {reminder.token: reminder for reminder in listed}
    ids = prompts or {}
    stand = []
    for one in standing:
        found = there.get(one.token)
        if found is not None and found.is_on:
            prompt = ids.get(found.text or "", one.prompt)
            stand.append(replace(one, trigger=found.trigger or one.trigger, prompt=prompt))
    known = {one.token for one in stand}
    for token, reminder in there.items():
        prompt, trigger = ids.get(reminder.text or "", ""), reminder.trigger
        is_ours = token not in known and reminder.is_on and prompt
        if is_ours and trigger and trigger.night not in [one.night for one in stand]:
            stand.append(StandingReminder(trigger, prompt, token))
    known = {one.token for one in stand}
    return Reconciliation(
        standing=tuple(sorted(stand, key=lambda one: EVERY_NIGHT.index(one.night))),
        strays=tuple(token for token in there if token not in known),
    )


def _is_as_wanted(there: StandingReminder, wanted: WantedReminder) -> bool:
    return there.trigger == wanted.reminder.trigger and there.prompt == wanted.prompt


def _in_order(steps: Sequence[OneStep]) -> tuple[OneStep, ...]:
    """Return steps in the order of the week."""
    return tuple(sorted(steps, key=lambda step: EVERY_NIGHT.index(step.night or EVERY_NIGHT[0])))
