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
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Final, TypeVar, cast

from skill.content import compiled
from skill.content.models import (
    UNTITLED,
    Area,
    Audience,
    Catalog,
    Certainty,
    CheckInQuestion,
    Country,
    Heard,
    Line,
    Offer,
    Prompt,
    PromptCategory,
    Region,
    ScreenKind,
    ScreenWords,
    SupportLine,
    TimesHeard,
    Tip,
    TipTheme,
    Topic,
    TopicPart,
    Touch,
    Variant,
    Zone,
)
from skill.content.source import DATA, Source, Table, languages, locales
from skill.content.toml_file import read_toml
from skill.speech.manner import ListPatterns, Manner, NightPatterns, TimePatterns

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
        region=source.whole("place", lambda table: _region(locale, table)),
        tips=source.entries("tips", "tip", _tip),
        prompts=source.entries("prompts", "prompt", _prompt),
        topics=source.entries("topics", "topic", _topic),
        questions=tuple(source.entries("check_in", "question", _question).values()),
        areas=source.entries("check_in", "area", _area),
        lines={**source.named("lines", "line", _line), **source.named("safety", "line", _line)},
        countries=source.entries("safety", "country", _country),
        screens=source.whole("screens", _screen_words),
        said=source.whole("said", _manner),
        heard=source.whole("heard", _heard),
        zones=source.entries("zones", "zone", _zone),
    )
    source.refuse_unused(but="listing")
    return catalog


def _knows(table: Table, *keys: str) -> None:
    """Raise for a key that nothing reads: most often it is a misspelt one."""
    unknown = sorted(table.keys() - set(keys))
    if unknown:
        message = f"it has a key '{unknown[0]}' that nothing reads"
        raise ValueError(message)


def _flag(table: Table, key: str, *, default: bool | None = None) -> bool:
    value = table[key] if default is None else table.get(key, default)
    if not isinstance(value, bool):
        message = f"'{key}' must be true or false"
        raise TypeError(message)
    return value


def _whole(table: Table, key: str) -> int:
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool):
        message = f"'{key}' must be a whole number"
        raise TypeError(message)
    return value


def _asks(table: Table, default: str | None = None) -> str | None:
    return _text(table, "asks") if "asks" in table else default


def _text(table: Table, key: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        message = f"'{key}' must be a text"
        raise TypeError(message)
    return value


def _texts(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f"'{key}' must be a list of texts"
        raise TypeError(message)
    return tuple(cast("list[str]", value))


def _texts_of(table: Table, key: str, count: int) -> tuple[str, ...]:
    texts = _texts(table, key)
    if len(texts) < count:
        message = f"'{key}' holds {len(texts)} texts; it needs {count}"
        raise ValueError(message)
    return texts


def _table(table: Table, key: str) -> Table:
    value = table[key]
    if not isinstance(value, dict):
        message = f"'{key}' must be a table"
        raise TypeError(message)
    return cast("Table", value)


def _tip(table: Table) -> Tip:
    _knows(table, "id", "theme", "for", "seed", "text", "step")
    return Tip(
        id=_text(table, "id"),
        theme=TipTheme(_text(table, "theme")),
        audience=Audience(_text(table, "for")),
        text=_text(table, "text"),
        step=_text(table, "step"),
        seed=_texts(table, "seed"),
    )


def _prompt(table: Table) -> Prompt:
    _knows(table, "id", "category", "depth", "public", "text", "seed")
    depth = _whole(table, "depth")
    if depth not in (1, 2, 3):
        message = "'depth' must be 1, 2 or 3"
        raise ValueError(message)
    return Prompt(
        id=_text(table, "id"),
        category=PromptCategory(_text(table, "category")),
        depth=depth,
        public=_flag(table, "public"),
        text=_text(table, "text"),
        seed=_texts(table, "seed"),
    )


def _topic(table: Table) -> Topic:
    _knows(table, "id", "name", "then", "synonyms", "part")
    parts = tuple(
        TopicPart(
            text=_text(part, "text"),
            short=_text(part, "short"),
            seed=_texts(part, "seed"),
            did_you_know=_flag(part, "did_you_know", default=False),
        )
        for part in cast("list[Table]", table["part"])
    )
    return Topic(
        id=_text(table, "id"),
        name=_text(table, "name"),
        synonyms=_texts(table, "synonyms"),
        then=Offer(_text(table, "then")),
        parts=parts,
    )


def _area(table: Table) -> Area:
    _knows(table, "id", "spoken", "precedence", "first_theme", "second_theme", "theme_if_only")
    only = cast("dict[str, str]", table.get("theme_if_only", {}))
    return Area(
        id=_text(table, "id"),
        spoken=_text(table, "spoken"),
        first_theme=TipTheme(_text(table, "first_theme")),
        second_theme=TipTheme(_text(table, "second_theme")),
        precedence=_whole(table, "precedence"),
        theme_if_only={question: TipTheme(theme) for question, theme in only.items()},
    )


def _question(table: Table) -> CheckInQuestion:
    _knows(table, "id", "area", "text", "explanation", "seed")
    return CheckInQuestion(
        id=_text(table, "id"),
        area=_text(table, "area"),
        text=_text(table, "text"),
        explanation=_text(table, "explanation"),
        seed=_texts(table, "seed"),
    )


def _line(table: Table) -> Line:
    _knows(table, "id", "kind", "variants", "seed", "asks", "fixed")
    asks = _asks(table)
    variants = tuple(
        Variant(variant, asks)
        if isinstance(variant, str)
        else Variant(_text(variant, "text"), _asks(variant, asks))
        for variant in cast("list[str | Table]", table["variants"])
    )
    if not variants:
        message = "'variants' is empty"
        raise ValueError(message)
    return Line(
        id=_text(table, "id"),
        kind=_text(table, "kind"),
        variants=variants,
        seed=_texts(table, "seed"),
        fixed=_flag(table, "fixed", default=False),
    )


def _support_line(table: Table, key: str) -> SupportLine:
    return _support(_table(table, key))


def _support(line: Table) -> SupportLine:
    return SupportLine(
        spoken=_text(line, "spoken"),
        certainty=Certainty(_text(line, "certainty")),
        checked=_day(line, "checked"),
        shown=_text(line, "shown") if "shown" in line else "",
    )


def _day(table: Table, key: str) -> date:
    value = table[key]
    if not isinstance(value, date):
        message = f"'{key}' must be a day, such as 2026-11-01 without quotation marks"
        raise TypeError(message)
    return value


def _country(table: Table) -> Country:
    _knows(
        table,
        "id",
        "named",
        "emergency",
        "support",
        "support_assumed",
        "crisis",
        "hurting",
        "unspoken",
    )
    return Country(
        id=_text(table, "id"),
        named=_text(table, "named"),
        emergency=_support_line(table, "emergency"),
        support=_support_line(table, "support"),
        support_assumed=_support_line(table, "support_assumed"),
        crisis=_support_line(table, "crisis"),
        hurting=_support_line(table, "hurting") if "hurting" in table else None,
        unspoken=tuple(map(_support, cast("list[Table]", table.get("unspoken", [])))),
    )


def _region(locale: str, table: Table) -> Region:
    _knows(
        table,
        "emergency",
        "emergency_abroad",
        "crisis",
        "crisis_abroad",
        "countries",
        "asks_country",
        "time_zone",
        "words",
    )
    words = _table(table, "words")
    return Region(
        locale=locale,
        emergency=_text(table, "emergency"),
        emergency_abroad=_text(table, "emergency_abroad"),
        crisis=_text(table, "crisis"),
        crisis_abroad=_text(table, "crisis_abroad"),
        countries=_texts(table, "countries"),
        asks_country=_flag(table, "asks_country", default=False),
        time_zone=_text(table, "time_zone"),
        words={name: _text(words, name) for name in words},
    )


def _manner(table: Table) -> Manner:
    _knows(table, "numbers", "lists", "times", "nights")
    times, nights = _table(table, "times"), _table(table, "nights")
    minutes = _table(times, "minutes")
    return Manner(
        numbers=_texts_of(table, "numbers", 60),
        lists=_list_patterns(_table(table, "lists")),
        times=TimePatterns(
            midnight=_text(times, "midnight"),
            noon=_text(times, "noon"),
            hours=_texts_of(times, "hours", 12),
            minutes={int(minute): _text(minutes, minute) for minute in minutes},
            under_ten=_text(times, "under_ten"),
            others=_text(times, "others"),
            parts=_parts_of_the_day(times),
            in_full=_text(times, "in_full"),
        ),
        nights=NightPatterns(
            every=_text(nights, "every"),
            weeknights=_text(nights, "weeknights"),
            weekends=_text(nights, "weekends"),
            weekend_nights=_text(nights, "weekend_nights"),
            some=_text(nights, "some"),
            some_nights=_text(nights, "some_nights"),
            all_but=_text(nights, "all_but"),
            all_but_nights=_text(nights, "all_but_nights"),
            names=_texts_of(nights, "names", 7),
            days=_texts_of(nights, "days", 7),
            schedule=_text(nights, "schedule"),
            schedules=_list_patterns(_table(nights, "schedules")),
        ),
    )


def _list_patterns(table: Table) -> ListPatterns:
    return ListPatterns(
        pair=_text(table, "pair"), middle=_text(table, "middle"), end=_text(table, "end")
    )


def _parts_of_the_day(times: Table) -> tuple[tuple[time, str], ...]:
    parts = []
    for part in cast("list[Table]", times["parts"]):
        begins = part["from"]
        if not isinstance(begins, time):
            message = "'from' must be a time, such as 17:00:00 without quotation marks"
            raise TypeError(message)
        parts.append((begins, _text(part, "said")))
    if parts != sorted(parts) or not parts or parts[0][0] != time(0):
        message = "'parts' must begin at 00:00:00 and be in the order of the day"
        raise ValueError(message)
    return tuple(parts)


def _heard(table: Table) -> Heard:
    _knows(table, "for_two", "times")
    times = _table(table, "times")
    return Heard(
        for_two=_texts(table, "for_two"),
        times=TimesHeard(
            exact=_texts(times, "exact"),
            exact_first=_texts(times, "exact_first"),
            morning=_texts(times, "morning"),
            afternoon=_texts(times, "afternoon"),
            night=_texts(times, "night"),
            bedtime=_texts(times, "bedtime"),
            half_past=_texts(times, "half_past"),
        ),
    )


_Name = TypeVar("_Name", ScreenKind, Touch)


def _screen_words(table: Table) -> ScreenWords:
    _knows(table, "place", "titles", "touches")
    return ScreenWords(
        place=_text(table, "place"),
        titles=_named_texts(table, "titles", [kind for kind in ScreenKind if kind not in UNTITLED]),
        touches=_named_texts(table, "touches", list(Touch)),
    )


def _named_texts(table: Table, key: str, names: list[_Name]) -> dict[_Name, str]:
    """Return a text for each of the names, and for nothing else."""
    texts = cast("Table", table[key])
    for unknown in sorted(texts.keys() - set(names)):
        message = f"'{key}' has a key '{unknown}' that nothing reads"
        raise ValueError(message)
    return {name: _text(texts, name) for name in names}


def _zone(table: Table) -> Zone:
    """Read a time zone; what people call it is for the interaction model alone."""
    _knows(table, "id", "zone", "name", "time", "asks", "synonyms", "country")
    asks = _asks(table, "") or ""
    return Zone(
        id=_text(table, "id"),
        zone="" if asks else _text(table, "zone" if "zone" in table else "id"),
        time="" if asks else _text(table, "time"),
        asks=asks,
        country=_text(table, "country") if "country" in table else "",
    )
