"""Bringing a record that an older version of the skill wrote into today's shape.

Each step turns the JSON of one schema into that of the next, and knows nothing of
the types that the dialog works with: they go on changing, and a step never does.
Records of every schema there has been are kept in `tests/memory/records`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skill.dialog.json_values import sequence, table, whole_number
from skill.errors import RecordTooNewError

SCHEMA = 2
"""The number of the shape that records are written in; one with a larger number is not touched."""


def upgraded(document: Mapping[str, object]) -> Mapping[str, object]:
    """Return a record's JSON in today's shape, whichever version of the skill wrote it.

    Raises:
        RecordTooNewError: when a newer version did.
        KeyError, TypeError, ValueError, ArithmeticError: when it is no record.
    """
    schema = whole_number(document["schema"])
    if schema > SCHEMA:
        message = f"A record has schema {schema}; this version knows up to {SCHEMA}. Deploy the newer skill again."
        raise RecordTooNewError(message)
    for number in range(schema, SCHEMA):
        document = _UPGRADES[number](document)
    return document


def _from_1_to_2(document: Mapping[str, object]) -> dict[str, object]:
    """Write history and reminders without saying again what all of their entries share.

    What was written under this number while the skill was being made may have parts
    in the later shape already; those stay.
    """
    upgraded = {**document, "schema": 2, "history": _history_from_1(document["history"])}
    if not isinstance(document["variants"], str):
        # A line's id has become a mark. Which wording came last is not worth more than a draw.
        table(document["variants"])
        upgraded["variants"] = ""
    if "nightly" in document:
        upgraded["nightly"] = _nightly_from_1(document["nightly"])
    return upgraded


def _history_from_1(history: object) -> list[object]:
    """``[id, night, "area:1,0,2,0", ...]`` becomes ``"id night 1020 ..."``, the areas going first."""
    pasts = sequence(history)
    if any(isinstance(past, str) for past in pasts):
        return pasts
    rows: list[tuple[str, dict[str, str]]] = []
    for past in pasts:
        id_, night, *areas = (str(item) for item in sequence(past))
        counts = dict(area.split(":") for area in areas)
        rows.append(
            (f"{id_} {night}", {area: digits.replace(",", "") for area, digits in counts.items()})
        )
    names = tuple(dict.fromkeys(area for _, counts in rows for area in counts))
    return [
        " ".join(names),
        *(" ".join((row, *(counts.get(name, "-") for name in names))) for row, counts in rows),
    ]


def _nightly_from_1(nightly: object) -> list[object]:
    """``"MO 21:30 zone prompt token"`` becomes ``"MO prompt token"`` behind ``"21:30 zone"``."""
    fresh, *reminders = (str(item) for item in sequence(nightly))
    upgraded: list[object] = [fresh]
    due = ""
    for reminder in reminders:
        match reminder.split(" "):
            case [night, at, zone, prompt, token]:
                if due != f"{at} {zone}":
                    due = f"{at} {zone}"
                    upgraded.append(due)
                upgraded.append(f"{night} {prompt} {token}")
            case _:
                upgraded.append(reminder)
    return upgraded


_UPGRADES: Mapping[int, Callable[[Mapping[str, object]], Mapping[str, object]]] = {1: _from_1_to_2}
"""Schema -> the step from it to the next."""
