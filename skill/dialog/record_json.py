"""A household's record as a JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from skill.dialog.bag import Bag
from skill.dialog.check_in import CheckIn
from skill.dialog.history import History
from skill.dialog.household import Household, Nightly, Tonight
from skill.dialog.json_values import BROKEN, sequence, table, whole_number
from skill.dialog.record_upgrades import SCHEMA, upgraded
from skill.dialog.wordings import Wordings
from skill.errors import StoreCorruptError
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import Weekday, WeeklyTrigger
from skill.time_zones import find_zone


def household_to_json(household: Household) -> dict[str, object]:
    """Return the record as a JSON object of texts and whole numbers."""
    document: dict[str, object] = {
        "schema": SCHEMA,
        "tips": household.tips.to_json(),
        "prompts": household.prompts.to_json(),
        "prompts_heard": household.prompts_heard,
        "nights": dict(household.nights),
        "history": household.past_check_ins.to_json(),
        "told": sorted(household.told),
        "variants": household.wordings.to_json(),
    }
    if household.begun:
        document["begun"] = household.begun
    if household.tonight:
        tonight = household.tonight
        document["tonight"] = [tonight.prompt, tonight.night.isoformat(), int(tonight.heard)]
    if household.last_night:
        document["last_night"] = household.last_night
    if household.check_in:
        document["check_in"] = household.check_in.to_json()
    if household.dropped:
        document["dropped"] = " ".join(household.dropped)
    if household.time_zone and household.zone_told:
        document["time_zone"] = [household.time_zone, household.zone_told.isoformat()]
    if household.nightly:
        document["nightly"] = nightly_to_json(household.nightly)
    if household.reminder_prompts.written:
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
        if find_zone(zone) is None:
            zone, told = None, None
    return Household(
        tips=Bag.from_json(table(document["tips"])),
        prompts=Bag.from_json(table(document["prompts"])),
        begun=whole_number(document.get("begun", 0)),
        prompts_heard=whole_number(document["prompts_heard"]),
        tonight=tonight,
        last_night=_text_or_none(document.get("last_night")),
        nights={month: whole_number(count) for month, count in table(document["nights"]).items()},
        check_in=None if check_in is None else CheckIn.from_json(table(check_in)),
        dropped=tuple(str(document.get("dropped", "")).split()),
        past_check_ins=History.from_json(document["history"]),
        told=frozenset(str(what) for what in sequence(document["told"])),
        time_zone=zone,
        zone_told=None if told is None else date.fromisoformat(told),
        nightly=_nightly_or_none(document.get("nightly")),
        reminder_prompts=(
            Bag.from_json(table(document["reminder_prompts"]))
            if "reminder_prompts" in document
            else Bag(seed=0, round=0)
        ),
        refused=date.fromisoformat(str(document["refused"])) if "refused" in document else None,
        wordings=Wordings.from_json(document["variants"]),
    )


def _nightly_or_none(document: object) -> Nightly | None:
    """Read the nightly prompt; one that cannot be read is none.

    Another machine may have written a time zone that this one's data lacks. Alexa still
    has the reminders and is asked for them, and all else that the record says is good.
    """
    try:
        nightly = None if document is None else nightly_from_json(document)
    except BROKEN:
        return None
    return nightly if nightly is not None and nightly.reminders else None


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
