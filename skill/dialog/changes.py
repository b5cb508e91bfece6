"""Changes to a household's record.

A change can be applied to any state of the record, more than once without harm: when two
devices save at the same time, the later one loads the fresh record and
applies its changes to that, and nothing either of them did is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from skill.dialog.bag import Bag
from skill.dialog.check_in import CheckIn, Place
from skill.dialog.history import PastCheckIn
from skill.dialog.household import Household, Nightly, Tonight
from skill.dialog.revision import revised

MONTHS = 12
"""For how many months the nights are counted."""

DROPPED = 3
"""How many check-ins that were dropped are remembered: another device may be in the middle of one for
as long as its session lasts, a few minutes."""


@dataclass(frozen=True, slots=True)
class Told:
    """A once-only line was spoken."""

    what: str


@dataclass(frozen=True, slots=True)
class TipHeard:
    """A tip was drawn and spoken; ``round`` and ``seed`` say from which filling of the bag."""

    tip: str
    round: int
    seed: int


@dataclass(frozen=True, slots=True)
class PromptHeard:
    """A prompt was drawn for a night and spoken."""

    prompt: str
    night: date
    round: int
    seed: int
    instead: bool = False
    """True where it takes the place of the one chosen before, because somebody asked."""


@dataclass(frozen=True, slots=True)
class PromptChosen:
    """A night's reminder says a prompt, so it is that night's, whoever asks for it later."""

    prompt: str
    night: date


@dataclass(frozen=True, slots=True)
class PromptHeardAgain:
    """Tonight's prompt was spoken, having been chosen before; the first time it counts."""

    night: date


@dataclass(frozen=True, slots=True)
class CheckInKept:
    """A check-in has got one answer further, or back to a place."""

    check_in: CheckIn
    answered: tuple[Place, ...] = ()
    """What was answered just now. All other answers are those that were known when it
    was; where another device has given one anew since, that one stays."""


@dataclass(frozen=True, slots=True)
class CheckInDropped:
    """An unfinished check-in is no longer wanted, or too old, or finished."""

    id: str
    finished: bool = False
    """True where it came to its result, from which one may still go back into it."""


@dataclass(frozen=True, slots=True)
class CheckInRecorded:
    """A check-in taken together came to its result."""

    past: PastCheckIn


@dataclass(frozen=True, slots=True)
class ZoneTold:
    """The device told its time zone, or the couple where they are."""

    zone: str
    night: date


@dataclass(frozen=True, slots=True)
class PromptsReserved:
    """Prompts were drawn for reminders, so nobody hears them from the skill as well.

    ``round`` and ``seed`` are those of the reminders' own bag.
    """

    prompts: tuple[str, ...]
    round: int
    seed: int


@dataclass(frozen=True, slots=True)
class NightlySet:
    """The reminders that stand now, all of them; None where none does."""

    nightly: Nightly | None


@dataclass(frozen=True, slots=True)
class RemindersGone:
    """Reminders were deleted elsewhere, such as in the Alexa app."""

    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class NightlyRefused:
    """Somebody said no to a reminder."""

    night: date


@dataclass(frozen=True, slots=True)
class VariantUsed:
    """A line was spoken in one of its wordings."""

    line: str
    variant: int


_RarerChange = (
    Told
    | TipHeard
    | PromptHeard
    | PromptChosen
    | PromptHeardAgain
    | CheckInKept
    | CheckInDropped
    | CheckInRecorded
    | ZoneTold
    | PromptsReserved
    | NightlySet
    | RemindersGone
    | NightlyRefused
)
Change = _RarerChange | VariantUsed


def fit_for_new_record(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what of the changes that a turn makes may go into a record begun anew.

    The household was forgotten while the turn was being answered, so it is what was
    said just now: no earlier answer, no prompt that a reminder chose, and no round of
    a bag that was filled before.
    """
    fit: list[Change] = []
    for change in changes:
        match change:
            case CheckInRecorded() | PromptChosen():
                continue
            case CheckInKept(check_in, answered):
                fit.append(replace(change, check_in=check_in.with_only(answered)))
            case TipHeard() | PromptHeard() | PromptsReserved():
                fit.append(replace(change, round=1))
            case _:
                fit.append(change)
    return tuple(fit)


def changed(household: Household, changes: Iterable[Change]) -> Household:
    """Return the record after some changes, in their order.

    The wordings used, of which every turn has some, go in all at once: no other change looks at them.
    """
    used: dict[str, int] = {}
    for change in changes:
        if isinstance(change, VariantUsed):
            used[change.line] = change.variant
        else:
            household = _changed(household, change)
    return revised(household, wordings=household.wordings.with_used(used)) if used else household


def _changed(household: Household, change: _RarerChange) -> Household:  # noqa: PLR0912 - one arm a kind
    match change:
        case Told(what):
            return revised(household, told=household.told | {what})
        case TipHeard(tip, round_, seed):
            return revised(household, tips=_drawn(household.tips, tip, round_, seed))
        case PromptHeard():
            return _prompt_heard(household, change)
        case PromptChosen(prompt, night):
            tonight = household.tonight
            if tonight is not None and tonight.night >= night:
                return household
            last_night = tonight.prompt if tonight else None
            tonight = Tonight(prompt, night, heard=False)
            return revised(household, tonight=tonight, last_night=last_night)
        case PromptHeardAgain(night):
            tonight = household.tonight
            if tonight is None or tonight.night != night or tonight.heard:
                return household
            count = household.prompts_heard + 1
            tonight = replace(tonight, heard=True)
            return _opened(revised(household, tonight=tonight, prompts_heard=count), night)
        case CheckInKept(check_in, answered):
            kept = household.check_in
            if kept is not None and kept.id == check_in.id:
                check_in = check_in.over(kept, answered)
            elif check_in.id in household.dropped or household.past_check_ins.has(check_in.id):
                return household
            return revised(household, check_in=check_in)
        case CheckInDropped(id_, finished):
            kept, dropped = household.check_in, household.dropped
            if kept is not None and kept.id == id_:
                kept = None
            if not finished:
                dropped = (*(other for other in dropped if other != id_), id_)[-DROPPED:]
            return revised(household, check_in=kept, dropped=dropped)
        case CheckInRecorded(past):
            return revised(household, past_check_ins=household.past_check_ins.with_past(past))
        case ZoneTold(zone, night):
            return revised(household, time_zone=zone, zone_told=night)
        case PromptsReserved(prompts, round_, seed):
            bag, main = household.reminder_prompts, household.prompts
            for prompt in prompts:
                bag, main = _drawn(bag, prompt, round_, seed), main.with_used(prompt)
            return revised(household, reminder_prompts=bag, prompts=main)
        case NightlySet(nightly):
            return revised(household, nightly=nightly)
        case RemindersGone(tokens):
            return revised(household, nightly=_without(household.nightly, tokens))
        case NightlyRefused(night):
            return revised(household, refused=night)
        case _:
            assert_never(change)


def _drawn(bag: Bag, id_: str, round_: int, seed: int) -> Bag:
    """Return a bag with an id drawn, whichever device filled the bag first."""
    if round_ > bag.round:
        bag = bag.refilled(seed, round_)
    return bag.with_used(id_)


def _prompt_heard(household: Household, change: PromptHeard) -> Household:
    bag, tonight = household.prompts, household.tonight
    opens_night = tonight is None or tonight.night < change.night
    # A change may come twice: what was drawn from this filling before is no further prompt,
    # unless it waited in a reminder for a night of its own.
    is_new = (
        opens_night
        or change.round > bag.round
        or (change.round == bag.round and change.prompt not in bag.used)
    )
    drawn = revised(
        household,
        prompts=_drawn(bag, change.prompt, change.round, change.seed),
        prompts_heard=household.prompts_heard + is_new,
    )
    heard = Tonight(change.prompt, change.night, heard=True)
    if tonight is None or tonight.night < change.night:
        last_night = tonight.prompt if tonight else None
        return _opened(revised(drawn, tonight=heard, last_night=last_night), change.night)
    if tonight.night > change.night:
        # Saved late: another night has begun, on another device or with this very change.
        return drawn
    if tonight.prompt != change.prompt and not change.instead:
        # Another device chose first: tonight's prompt stays the same for the household.
        return drawn
    drawn = revised(drawn, tonight=heard)
    return drawn if tonight.heard else _opened(drawn, change.night)


def _without(nightly: Nightly | None, tokens: frozenset[str]) -> Nightly | None:
    if nightly is None:
        return None
    left = tuple(r for r in nightly.reminders if r.token not in tokens)
    return replace(nightly, reminders=left) if left else None


def _opened(household: Household, night: date) -> Household:
    month = f"{night:%Y-%m}"
    nights = {**household.nights, month: household.nights.get(month, 0) + 1}
    return revised(household, nights={key: nights[key] for key in sorted(nights)[-MONTHS:]})
