"""A household's record: all that is kept between sessions, and the changes made to it.

The record is small, holds no name, no spoken word and no single person's
answer after a result, and is only ever altered by a :class:`Change`. A change
can be applied to any state of the record, more than once without harm: when two
devices save at the same time, the later one loads the fresh record and
applies its changes to that, and nothing either of them did is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from hashlib import blake2b
from typing import assert_never

from skill.dialog.bag import Bag
from skill.dialog.check_in import CheckIn, Place
from skill.dialog.history import History, PastCheckIn
from skill.dialog.json_values import BROKEN, sequence, table, whole_number
from skill.dialog.record_upgrades import SCHEMA, upgraded
from skill.dialog.revision import revised
from skill.errors import StoreCorruptError
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import NightlySchedule, Weekday, WeeklyTrigger

MONTHS = 12
"""For how many months the nights are counted."""


@dataclass(frozen=True, slots=True)
class Tonight:
    """The prompt chosen for a night; nights run from 04:00 to 04:00, local time."""

    prompt: str
    night: date
    heard: bool


@dataclass(frozen=True, slots=True)
class Nightly:
    """The nightly prompt as it is set: one weekly reminder for each night chosen."""

    reminders: tuple[StandingReminder, ...]
    fresh: date
    """The night on which the reminders' prompts were last put in."""

    @property
    def schedule(self) -> NightlySchedule:
        """When the prompt is due; of two times, after a change half done, that of most nights."""
        times = [(r.trigger.at, r.trigger.zone) for r in self.reminders]
        at, zone = max(dict.fromkeys(times), key=times.count)
        days = (r.night for r in self.reminders if (r.trigger.at, r.trigger.zone) == (at, zone))
        return NightlySchedule(at, tuple(days), zone)

    def of(self, night: date) -> StandingReminder | None:
        """Return the reminder of a night, if there is one that night."""
        return next((r for r in self.reminders if r.night is Weekday.of(night)), None)

    def seen_in(self, zone: str | None, now: datetime) -> Nightly:
        """Return it by the clocks of the zone that the household lives in now.

        Who has moved is told when it comes here, not when it came there.
        """
        if zone is None:
            return self
        there = (replace(r, trigger=r.trigger.seen_in(zone, now)) for r in self.reminders)
        return replace(self, reminders=tuple(there))


@dataclass(frozen=True, slots=True)
class Household:
    """Everything remembered about one household."""

    tips: Bag
    prompts: Bag
    prompts_heard: int = 0
    """How many prompts were heard in all; the depth of the next one follows from it."""
    tonight: Tonight | None = None
    last_night: str | None = None
    """The prompt of the night before ``tonight``."""
    nights: Mapping[str, int] = field(default_factory=dict)
    """Month ("2026-11") -> on how many nights a question was opened."""
    check_in: CheckIn | None = None
    past: History = field(default_factory=History)
    """The check-ins taken together, as they are written; ``history`` reads them."""
    told: frozenset[str] = frozenset()
    """Which once-only lines have been spoken: "welcome", "disclaimer"."""
    time_zone: str | None = None
    """The IANA zone the device last told, or the couple where it does not."""
    zone_told: date | None = None
    """The night on which it was told."""
    nightly: Nightly | None = None
    reminder_prompts: Bag = field(default_factory=lambda: Bag(seed=0, round=0))
    """The public prompts that reminders have said; a bag of their own, as they go faster.

    Of round 0 until it is first filled, so that each household has an order of its own.
    """
    refused: date | None = None
    """The night of the last no to a reminder, from the skill's question or Alexa's."""
    variants: Mapping[str, int] = field(default_factory=dict)
    """A line's mark -> the variant used last, so that none comes twice running."""

    @property
    def history(self) -> tuple[PastCheckIn, ...]:
        """The check-ins taken together, latest last."""
        return self.past.pasts

    def last_variant(self, line: str) -> int | None:
        """Return which variant of a line was used last, or None."""
        return self.variants.get(mark_of(line))

    @classmethod
    def new(cls, seed: int) -> Household:
        """Return the record of a household never met before."""
        return cls(tips=Bag(seed), prompts=Bag(seed ^ 0x5BD1E995))


_MARK = 5


@lru_cache(maxsize=1024)
def mark_of(line: str) -> str:
    """Return five letters that stand for a line's id, for the size of the record."""
    return blake2b(line.encode(), digest_size=4).hexdigest()[:_MARK]


# --------------------------------------------------------------------- changes


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


def changed(household: Household, changes: Iterable[Change]) -> Household:
    """Return the record after some changes, in their order.

    The wordings used, of which every turn has some, go in all at once: no other change looks at them.
    """
    variants: dict[str, int] = {}
    for change in changes:
        if isinstance(change, VariantUsed):
            variants[mark_of(change.line)] = change.variant
        else:
            household = _changed(household, change)
    return (
        revised(household, variants={**household.variants, **variants}) if variants else household
    )


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
            elif any(past.id == check_in.id for past in household.history):
                return household
            return revised(household, check_in=check_in)
        case CheckInDropped(id_):
            if household.check_in is None or household.check_in.id != id_:
                return household
            return revised(household, check_in=None)
        case CheckInRecorded(past):
            return revised(household, past=household.past.with_past(past))
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


# ---------------------------------------------------------------------- as JSON


def household_to_json(household: Household) -> dict[str, object]:
    """Return the record as a JSON object of texts and whole numbers."""
    document: dict[str, object] = {
        "schema": SCHEMA,
        "tips": household.tips.to_json(),
        "prompts": household.prompts.to_json(),
        "prompts_heard": household.prompts_heard,
        "nights": dict(household.nights),
        "history": household.past.to_json(),
        "told": sorted(household.told),
        "variants": " ".join(
            f"{mark}{variant}" for mark, variant in sorted(household.variants.items())
        ),
    }
    if household.tonight:
        tonight = household.tonight
        document["tonight"] = [tonight.prompt, tonight.night.isoformat(), int(tonight.heard)]
    if household.last_night:
        document["last_night"] = household.last_night
    if household.check_in:
        document["check_in"] = household.check_in.to_json()
    if household.time_zone and household.zone_told:
        document["time_zone"] = [household.time_zone, household.zone_told.isoformat()]
    if household.nightly:
        document["nightly"] = nightly_to_json(household.nightly)
    if household.reminder_prompts.used:
        document["reminder_prompts"] = household.reminder_prompts.to_json()
    if household.refused:
        document["refused"] = household.refused.isoformat()
    return document


def household_from_json(document: Mapping[str, object]) -> Household:
    """Read a record, whichever version of the skill wrote it.

    Raises:
        RecordTooNewError: when a newer version of the skill wrote it.
        StoreCorruptError: when it is not a record at all.
    """
    try:
        return _household_from_json(upgraded(document))
    except BROKEN as error:
        message = "A record cannot be read; it is left as it is."
        raise StoreCorruptError(message) from error


def _household_from_json(document: Mapping[str, object]) -> Household:
    tonight = None
    if "tonight" in document:
        prompt, night, heard = sequence(document["tonight"])
        tonight = Tonight(str(prompt), date.fromisoformat(str(night)), heard=bool(heard))
    check_in = document.get("check_in")
    zone, told = None, None
    if "time_zone" in document:
        zone, told = (str(item) for item in sequence(document["time_zone"]))
    return Household(
        tips=Bag.from_json(table(document["tips"])),
        prompts=Bag.from_json(table(document["prompts"])),
        prompts_heard=whole_number(document["prompts_heard"]),
        tonight=tonight,
        last_night=_text_or_none(document.get("last_night")),
        nights={month: whole_number(count) for month, count in table(document["nights"]).items()},
        check_in=None if check_in is None else CheckIn.from_json(table(check_in)),
        past=History.from_json(document["history"]),
        told=frozenset(str(what) for what in sequence(document["told"])),
        time_zone=zone,
        zone_told=None if told is None else date.fromisoformat(told),
        nightly=nightly_from_json(document["nightly"]) if "nightly" in document else None,
        reminder_prompts=(
            Bag.from_json(table(document["reminder_prompts"]))
            if "reminder_prompts" in document
            else Bag(seed=0, round=0)
        ),
        refused=date.fromisoformat(str(document["refused"])) if "refused" in document else None,
        variants={word[:_MARK]: int(word[_MARK:]) for word in str(document["variants"]).split()},
    )


def nightly_to_json(nightly: Nightly) -> list[object]:
    """Return ``[night of the last refreshing, "time zone", "night prompt token", ...]``.

    A time and zone hold for all reminders behind them, up to the next time and zone.
    """
    document: list[object] = [nightly.fresh.isoformat()]
    due = ""
    for reminder in nightly.reminders:
        now_due = f"{reminder.trigger.at:%H:%M} {reminder.trigger.zone}"
        if now_due != due:
            document.append(now_due)
            due = now_due
        document.append(f"{reminder.night.code} {reminder.prompt} {reminder.token}")
    return document


def nightly_from_json(document: object) -> Nightly:
    """Read what :func:`nightly_to_json` wrote.

    Raises:
        ValueError, TypeError: when it is something else.
    """
    fresh, *rest = (str(item) for item in sequence(document))
    nights = {night.code: night for night in Weekday}
    reminders, at, zone = [], time(), ""
    for text in rest:
        first, _, others = text.partition(" ")
        if first in nights:
            prompt, token = others.split(" ", 1)
            trigger = WeeklyTrigger(nights[first], at, zone)
            reminders.append(StandingReminder(trigger, prompt, token))
        else:
            at, zone = time.fromisoformat(first), others
    return Nightly(tuple(reminders), date.fromisoformat(fresh))


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


# ------------------------------------------------------------- changes as JSON


def change_to_json(change: Change) -> dict[str, object]:  # noqa: PLR0912 - one arm a kind
    """Return a change as a JSON object, for the session attributes while a store is away."""
    match change:
        case Told(what):
            return {"do": "told", "what": what}
        case TipHeard(tip, round_, seed):
            return {"do": "tip", "tip": tip, "round": round_, "seed": seed}
        case PromptHeard(prompt, night, round_, seed, instead):
            return {
                "do": "prompt",
                "prompt": prompt,
                "night": night.isoformat(),
                "round": round_,
                "seed": seed,
                "instead": instead,
            }
        case PromptChosen(prompt, night):
            return {"do": "chosen", "prompt": prompt, "night": night.isoformat()}
        case PromptHeardAgain(night):
            return {"do": "again", "night": night.isoformat()}
        case CheckInKept(check_in, answered):
            places = [[place.question, place.turn] for place in answered]
            return {"do": "kept", "check_in": check_in.to_json(), "answered": places}
        case CheckInDropped(id_):
            return {"do": "dropped", "id": id_}
        case CheckInRecorded(past):
            return {"do": "recorded", "past": History.of((past,)).to_json()}
        case ZoneTold(zone, night):
            return {"do": "zone", "zone": zone, "night": night.isoformat()}
        case PromptsReserved(prompts, round_, seed):
            return {"do": "reserved", "prompts": list(prompts), "round": round_, "seed": seed}
        case NightlySet(nightly):
            return {
                "do": "nightly",
                "nightly": None if nightly is None else nightly_to_json(nightly),
            }
        case RemindersGone(tokens):
            return {"do": "gone", "tokens": sorted(tokens)}
        case NightlyRefused(night):
            return {"do": "refused", "night": night.isoformat()}
        case VariantUsed(line, variant):
            return {"do": "variant", "line": line, "variant": variant}
        case _:
            assert_never(change)


def change_from_json(document: Mapping[str, object]) -> Change:  # noqa: PLR0912 - one arm a kind
    """Read what :func:`change_to_json` wrote.

    Raises:
        ValueError, TypeError, KeyError: when the document is not a change.
    """
    match document["do"]:
        case "told":
            return Told(str(document["what"]))
        case "tip":
            return TipHeard(
                str(document["tip"]),
                whole_number(document["round"]),
                whole_number(document["seed"]),
            )
        case "prompt":
            return PromptHeard(
                prompt=str(document["prompt"]),
                night=date.fromisoformat(str(document["night"])),
                round=whole_number(document["round"]),
                seed=whole_number(document["seed"]),
                instead=bool(document["instead"]),
            )
        case "chosen":
            return PromptChosen(str(document["prompt"]), date.fromisoformat(str(document["night"])))
        case "again":
            return PromptHeardAgain(date.fromisoformat(str(document["night"])))
        case "kept":
            check_in = CheckIn.from_json(table(document["check_in"]))
            places = sequence(document.get("answered", []))
            return CheckInKept(check_in, tuple(check_in.place_from_json(p) for p in places))
        case "dropped":
            return CheckInDropped(str(document["id"]))
        case "recorded":
            (past,) = History.from_json(document["past"]).pasts
            return CheckInRecorded(past)
        case "zone":
            return ZoneTold(str(document["zone"]), date.fromisoformat(str(document["night"])))
        case "reserved":
            return PromptsReserved(
                tuple(str(prompt) for prompt in sequence(document["prompts"])),
                whole_number(document["round"]),
                whole_number(document["seed"]),
            )
        case "nightly":
            nightly = document["nightly"]
            return NightlySet(None if nightly is None else nightly_from_json(nightly))
        case "gone":
            return RemindersGone(frozenset(str(token) for token in sequence(document["tokens"])))
        case "refused":
            return NightlyRefused(date.fromisoformat(str(document["night"])))
        case "variant":
            return VariantUsed(str(document["line"]), whole_number(document["variant"]))
        case other:
            message = f"there is no change called {other!r}"
            raise ValueError(message)
