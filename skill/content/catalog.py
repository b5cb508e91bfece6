"""Reading the content files of a locale into one catalog.

A language has a folder of files, and each locale of it one small file more, which
says anew what differs there, under the names that it has in the folder::

    skill/content/data/
      en/*.toml      what the skill says, in English that is at home everywhere
      en-GB.toml     the place, and what is said another way there

The files are TOML, because Python reads it without a further library: a cold
Lambda pays for every import.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final

from skill.content import compiled
from skill.content.from_table import from_table
from skill.content.models import (
    Area,
    Catalog,
    CheckInQuestion,
    Country,
    Heard,
    Line,
    Prompt,
    Region,
    ScreenWords,
    Tip,
    Topic,
    Zone,
)
from skill.content.source import DATA, Source, Table, languages, locales
from skill.content.toml_file import read_toml
from skill.speech.manner import Manner

DEFAULT_LOCALE: Final = "en-US"
DEFAULT_LANGUAGE: Final = "en"
"""What is spoken to a device that is set to a language there is no content in."""


def load_catalog(locale: str = DEFAULT_LOCALE) -> Catalog:
    """Return the catalog of a locale, read once per process and only when it is asked for.

    A locale that nothing is known of gets its language as it is spoken everywhere,
    and where there is none, English.

    Raises:
        ContentError: naming the file and entry that is broken.
    """
    return _shipped(known_locale(locale))


@cache
def _shipped(locale: str) -> Catalog:
    return compiled.catalog(locale) or read_catalog(locale, read=_read_once)


_read_once = cache(read_toml)
"""The files of a language are read once, whichever locales of it are spoken."""


def known_locale(locale: str) -> str:
    """Return the locale or the language whose content a request's locale is answered in."""
    if locale in locales():
        return locale
    language = locale.partition("-")[0]
    return language if language in languages() else DEFAULT_LANGUAGE


def read_catalog(
    locale: str, data: Path = DATA, *, read: Callable[[Path], Table] = read_toml
) -> Catalog:
    """Read the catalog of a locale from content files.

    Args:
        locale: such as ``"en-GB"``, or a language alone for what its locales share.
        data: the folder with a folder for each language and a file for each locale.
        read: returns what a file holds.

    Raises:
        ContentError: naming the file, and the entry, that is missing or broken.
    """
    source = Source(locale, data, read)
    catalog = Catalog(
        language=source.language,
        region=source.whole("place", partial(from_table, Region, locale=locale)),
        tips=source.entries("tips", "tip", partial(from_table, Tip)),
        prompts=source.entries("prompts", "prompt", partial(from_table, Prompt)),
        topics=source.entries("topics", "topic", partial(from_table, Topic)),
        questions=tuple(
            source.entries("check_in", "question", partial(from_table, CheckInQuestion)).values()
        ),
        areas=source.entries("check_in", "area", partial(from_table, Area)),
        lines={**source.named("lines", "line", _line), **source.named("safety", "line", _line)},
        countries=source.entries("safety", "country", partial(from_table, Country)),
        screens=source.whole("screens", partial(from_table, ScreenWords)),
        manner=source.whole("said", partial(from_table, Manner)),
        heard=source.whole("heard", partial(from_table, Heard)),
        zones=source.entries("zones", "zone", _zone),
    )
    source.refuse_unused(but="listing")
    return catalog


def _line(table: Table) -> Line:
    """Read a line; what it asks, all of its wordings ask that say nothing else."""
    line = dict(table)
    asks = {"asks": line.pop("asks")} if "asks" in line else {}
    if isinstance(wordings := line["variants"], list):
        line["variants"] = [
            {**asks, **(wording if isinstance(wording, dict) else {"text": wording})}
            for wording in wordings
        ]
    return from_table(Line, line)


def _zone(table: Table) -> Zone:
    """Read a time zone; what people call it is for the interaction model alone."""
    zone = {key: value for key, value in table.items() if key not in {"name", "synonyms"}}
    if table.get("asks"):
        # A locale may ask where its language need not.
        return from_table(Zone, {**zone, "zone": "", "time": ""})
    return from_table(Zone, {"zone": table["id"], "asks": "", **zone})
