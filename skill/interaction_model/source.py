"""Building the interaction models from their source, which people edit.

The source is a folder of TOML files for each language, and one small file for
each locale of that language::

    interaction_models/source/
      en/skill.toml   invocation name and settings
      en/words.toml   words that many templates share
      en/*.toml       the intents with their templates, and the slot types
      en-US.toml      what this locale adds to its language

A file has these tables, all of them optional::

    [words]                     # used in templates as <me>; a list is a choice
    me = "(me|us)"

    [intent.TipIntent]
    slots.theme = "THEME"       # a slot and its type
    several = ["theme"]         # slots that take several values: "{theme} and {theme}" in one
    samples = ["(give|tell) <me> a tip [about {theme}]"]

    [type.THEME]                # ids, each with what people say; the first is the name
    time = ["time together", "date (night|nights)"]

    [type_from_content]         # a type whose ids, names and synonyms are those of the
    TOPIC = "topic"             # content's topics; [type.TOPIC] may add phrases to them

A file of a locale may add samples, phrases and whole intents, and say words
anew; so en-GB is en with "counsellor" for "counselor" and some samples more.
Where Amazon has no slots with several values in a locale, its file says
``several_values = false``, and has samples with two slots instead.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from skill.errors import InteractionModelError
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.interaction_model.templates import Words, parse_words, phrases_of, samples_of

SOURCE = models_folder() / "source"
CONTENT = Path(__file__).parents[1] / "content" / "data"

_Table = Mapping[str, object]

_FILE_KEYS = frozenset(
    {
        "fallback_sensitivity",
        "intent",
        "invocation_name",
        "several_values",
        "type",
        "type_from_content",
        "words",
    }
)
_INTENT_KEYS = frozenset({"samples", "several", "slots"})


@dataclass(slots=True)
class _IntentSource:
    slots: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)
    templates: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Source:
    """What the files of a language, and then of a locale, add up to."""

    invocation_name: str = ""
    fallback_sensitivity: str = "LOW"
    has_several_values: bool = True
    words: dict[str, str] = field(default_factory=dict)
    intents: dict[str, _IntentSource] = field(default_factory=dict)
    types: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def source_locales(source: Path = SOURCE) -> tuple[str, ...]:
    """Return the locales that the source has a file for, in alphabetical order."""
    return tuple(sorted(file.stem for file in source.glob("*.toml")))


def build_model(locale: str, source: Path = SOURCE, content: Path = CONTENT) -> InteractionModel:
    """Build the model of a locale from its language's files and its own.

    Args:
        locale: such as ``"en-US"``; its language is the part before the hyphen.
        source: the folder of the source.
        content: the folder of the content, which has a folder for each language.

    Raises:
        InteractionModelError: naming the file, and the intent, type or template that is wrong.
    """
    language = locale.partition("-")[0]
    gathered = _Source()
    for file in sorted((source / language).glob("*.toml")):
        _add(gathered, file, content / language)
    _add(gathered, source / f"{locale}.toml", content / language, is_overlay=True)
    words = parse_words(gathered.words)
    return InteractionModel(
        locale=locale,
        invocation_name=gathered.invocation_name,
        intents=tuple(
            _intent(name, intent, words, has_several=gathered.has_several_values)
            for name, intent in sorted(gathered.intents.items())
        ),
        types=tuple(
            _slot_type(name, values, words) for name, values in sorted(gathered.types.items())
        ),
        fallback_sensitivity=gathered.fallback_sensitivity,
    )


def _intent(name: str, intent: _IntentSource, words: Words, *, has_several: bool) -> Intent:
    unknown = sorted(intent.several - intent.slots.keys())
    if unknown:
        message = f"{name} has several values for '{unknown[0]}', which is none of its slots."
        raise InteractionModelError(message)
    return Intent(
        name=name,
        slots=tuple(
            Slot(slot, kind, multiple=has_several and slot in intent.several)
            for slot, kind in intent.slots.items()
        ),
        samples=tuple(sorted(set(samples_of(intent.templates, words, name)))),
    )


def _slot_type(name: str, values: Mapping[str, list[str]], words: Words) -> SlotType:
    return SlotType(name, tuple(_slot_value(name, *value, words) for value in values.items()))


def _slot_value(slot_type: str, id_: str, templates: list[str], words: Words) -> SlotValue:
    where = f"'{id_}' of the slot type {slot_type}"
    phrases = list(dict.fromkeys(phrases_of(templates, words, where)))
    if not phrases:
        message = f"There is no phrase for {where}."
        raise InteractionModelError(message)
    return SlotValue(id_, phrases[0], tuple(phrases[1:]))


def _add(gathered: _Source, file: Path, content: Path, *, is_overlay: bool = False) -> None:
    """Add what a file says; only the file of a locale may add to what is already there."""
    table = _read(file)
    _refuse_unknown(table, _FILE_KEYS, str(file))
    gathered.invocation_name = str(table.get("invocation_name", gathered.invocation_name))
    gathered.fallback_sensitivity = str(
        table.get("fallback_sensitivity", gathered.fallback_sensitivity)
    )
    gathered.has_several_values = bool(table.get("several_values", gathered.has_several_values))
    for name, text in _tables(table, "words", file).items():
        gathered.words[name] = (
            text if isinstance(text, str) else f"({'|'.join(_texts(text, name, file))})"
        )
    for name, intent in _tables(table, "intent", file).items():
        if name in gathered.intents and not is_overlay:
            message = f"{file} describes {name} again; an intent stands in one file."
            raise InteractionModelError(message)
        entries = _entries(intent, name, file)
        _refuse_unknown(entries, _INTENT_KEYS, f"{name} in {file}")
        known = gathered.intents.setdefault(name, _IntentSource())
        known.slots |= cast("dict[str, str]", entries.get("slots", {}))
        known.several |= set(_texts(entries.get("several", []), name, file))
        known.templates += _texts(entries.get("samples", []), name, file)
    for name, values in _types(table, file, content).items():
        if name in gathered.types and not is_overlay:
            message = f"{file} describes the slot type {name} again; a type stands in one file."
            raise InteractionModelError(message)
        for id_, phrases in values.items():
            gathered.types.setdefault(name, {}).setdefault(id_, []).extend(phrases)


def _types(table: _Table, file: Path, content: Path) -> dict[str, dict[str, list[str]]]:
    """Return the slot types of a file, those that come from the content included."""
    types = {
        name: {
            id_: _texts(phrases, f"{name}.{id_}", file)
            for id_, phrases in _entries(values, name, file).items()
        }
        for name, values in _tables(table, "type", file).items()
    }
    for name, kind in _tables(table, "type_from_content", file).items():
        entries = _from_content(content / f"{kind}s.toml", str(kind))
        for id_, phrases in types.get(name, {}).items():
            if id_ not in entries:
                message = f"{file} has phrases for the {kind} '{id_}', which the content lacks."
                raise InteractionModelError(message)
            entries[id_] += phrases
        types[name] = entries
    return types


def _from_content(file: Path, kind: str) -> dict[str, list[str]]:
    """Return the names and synonyms of a content file's entries, so that the two cannot drift."""
    entries = cast("list[dict[str, object]]", _read(file).get(kind, []))
    return {
        cast("str", entry["id"]): [
            cast("str", entry["name"]),
            *cast("list[str]", entry.get("synonyms", [])),
        ]
        for entry in entries
    }


def _read(file: Path) -> _Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"The interaction model's source {file} cannot be read: {error}."
        raise InteractionModelError(message) from error


def _refuse_unknown(table: _Table, known: frozenset[str], where: str) -> None:
    for key in sorted(set(table) - known):
        message = f"{where} has an unknown key '{key}'; it may have: {', '.join(sorted(known))}."
        raise InteractionModelError(message)


def _tables(table: _Table, key: str, file: Path) -> _Table:
    return _entries(table.get(key, {}), key, file)


def _entries(value: object, name: str, file: Path) -> _Table:
    if not isinstance(value, dict):
        message = f"In {file}, '{name}' must be a table of names and values."
        raise InteractionModelError(message)
    return cast("_Table", value)


def _texts(value: object, name: str, file: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f"In {file}, '{name}' must be a list of texts in quotation marks."
        raise InteractionModelError(message)
    return cast("list[str]", value)
