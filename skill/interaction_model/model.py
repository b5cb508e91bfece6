"""Reading an interaction model file into frozen values.

The file is Amazon's own JSON ("Interaction model schema"), so that the
simulator and the checks work on the very words that Alexa is given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from skill.errors import InteractionModelError
from skill.interaction_model.folder import models_folder

_LOCALE_FILE = re.compile(r"[a-z]{2}-[A-Z]{2}\.json")

_Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Slot:
    """A named gap in the samples of an intent."""

    name: str
    type: str
    """A custom slot type of the same model, or a built-in one (``AMAZON.TIME``)."""
    multiple: bool = False
    """Whether it takes several values at once: "Mondays and Thursdays"."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something a person may want, and the ways of saying it."""

    name: str
    slots: tuple[Slot, ...] = ()
    samples: tuple[str, ...] = ()
    """Sample utterances in lower case, with slots in braces: ``a tip about {theme}``."""


@dataclass(frozen=True, slots=True)
class SlotValue:
    """One thing a slot can resolve to."""

    id: str
    value: str
    synonyms: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """The value and its synonyms: every listed way of saying it."""
        return (self.value, *self.synonyms)


@dataclass(frozen=True, slots=True)
class SlotType:
    """A custom slot type: the list of values that entity resolution knows."""

    name: str
    values: tuple[SlotValue, ...]


@dataclass(frozen=True, slots=True)
class InteractionModel:
    """All that Alexa knows about the words of the skill in one locale."""

    locale: str
    invocation_name: str
    intents: tuple[Intent, ...]
    types: tuple[SlotType, ...] = ()
    fallback_sensitivity: str = "LOW"
    """How readily speech that fits nothing goes to AMAZON.FallbackIntent: LOW, MEDIUM or HIGH."""


def available_locales() -> tuple[str, ...]:
    """Return the locales that there is a model for, in alphabetical order."""
    return tuple(
        sorted(
            file.stem
            for file in models_folder().glob("*.json")
            if _LOCALE_FILE.fullmatch(file.name)
        )
    )


@cache
def load_model(locale: str) -> InteractionModel:
    """Return the shipped model of a locale (``"en-US"``), read once per process.

    Raises:
        InteractionModelError: if there is none for the locale, or its file is broken.
    """
    known = available_locales()
    if locale not in known:
        there_are = ", ".join(known) or "none"
        message = (
            f"There is no interaction model for the locale '{locale}'. There are: {there_are}."
        )
        raise InteractionModelError(message)
    return read_model(models_folder() / f"{locale}.json")


def read_model(path: Path) -> InteractionModel:
    """Read a model from a file that is named after its locale.

    Raises:
        InteractionModelError: naming the file and, where it can be told, the line or the key.
    """
    try:
        document: object = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        message = f"{path} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        raise InteractionModelError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"The interaction model {path} cannot be read: {error}."
        raise InteractionModelError(message) from error
    try:
        return _model(path.stem, cast("_Table", document))
    except KeyError as error:
        message = f"{path} is not an interaction model: {error.args[0]!r} is missing somewhere."
        raise InteractionModelError(message) from error
    except (AttributeError, TypeError) as error:
        message = f"{path} is not an interaction model: {error}."
        raise InteractionModelError(message) from error


def to_json(model: InteractionModel) -> str:
    """Return the model as the JSON text that Amazon takes, the same on every run."""
    document = {
        "interactionModel": {
            "languageModel": {
                "invocationName": model.invocation_name,
                "modelConfiguration": {
                    "fallbackIntentSensitivity": {"level": model.fallback_sensitivity}
                },
                "intents": [_intent_json(intent) for intent in model.intents],
                "types": [_type_json(type_) for type_ in model.types],
            }
        }
    }
    # A line for each sample, for readable changes, and no indentation: it would be a seventh of it all.
    return json.dumps(document, indent=0, ensure_ascii=False) + "\n"


def _model(locale: str, document: _Table) -> InteractionModel:
    language = cast("_Table", cast("_Table", document["interactionModel"])["languageModel"])
    settings = cast("_Table", language.get("modelConfiguration", {}))
    fallback = cast("_Table", settings.get("fallbackIntentSensitivity", {}))
    return InteractionModel(
        locale=locale,
        invocation_name=_text(language["invocationName"]),
        intents=tuple(_intent(table) for table in _tables(language["intents"])),
        types=tuple(_type(table) for table in _tables(language.get("types", []))),
        fallback_sensitivity=_text(fallback.get("level", "LOW")),
    )


def _intent(table: _Table) -> Intent:
    return Intent(
        name=_text(table["name"]),
        slots=tuple(
            Slot(
                name=_text(slot["name"]),
                type=_text(slot["type"]),
                multiple=cast("_Table", slot.get("multipleValues", {})).get("enabled") is True,
            )
            for slot in _tables(table.get("slots", []))
        ),
        samples=_texts(table.get("samples", [])),
    )


def _type(table: _Table) -> SlotType:
    return SlotType(
        name=_text(table["name"]),
        values=tuple(_value(value) for value in _tables(table["values"])),
    )


def _value(table: _Table) -> SlotValue:
    name = cast("_Table", table["name"])
    return SlotValue(
        id=_text(table["id"]),
        value=_text(name["value"]),
        synonyms=_texts(name.get("synonyms", [])),
    )


def _tables(value: object) -> list[_Table]:
    if not isinstance(value, list):
        message = f"expected a list, not {value!r}"
        raise TypeError(message)
    return cast("list[_Table]", value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        message = f"expected a list of texts, not {value!r}"
        raise TypeError(message)
    return tuple(_text(item) for item in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"expected a text, not {value!r}"
        raise TypeError(message)
    return value


def _intent_json(intent: Intent) -> dict[str, object]:
    if intent.name.startswith("AMAZON."):
        return {"name": intent.name, "samples": list(intent.samples)}
    return {
        "name": intent.name,
        "slots": [_slot_json(slot) for slot in intent.slots],
        "samples": list(intent.samples),
    }


def _slot_json(slot: Slot) -> dict[str, object]:
    table: dict[str, object] = {"name": slot.name, "type": slot.type}
    if slot.multiple:
        table["multipleValues"] = {"enabled": True}
    return table


def _type_json(slot_type: SlotType) -> dict[str, object]:
    return {
        "name": slot_type.name,
        "values": [
            {"id": value.id, "name": {"value": value.value, "synonyms": list(value.synonyms)}}
            for value in slot_type.values
        ],
    }
