"""Reading the content files of a language into one catalog.

The files are TOML, because Python reads it without a further library: a cold
Lambda pays for every import.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from skill.content.models import (
    UNTITLED,
    Area,
    Audience,
    Catalog,
    Certainty,
    CheckInQuestion,
    Country,
    Line,
    Offer,
    Prompt,
    PromptCategory,
    Region,
    ScreenKind,
    ScreenWords,
    SupportLine,
    Tip,
    TipTheme,
    Topic,
    TopicPart,
    Touch,
    Variant,
)
from skill.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).parent / "data"

Table = dict[str, object]
Entry = TypeVar("Entry")


def load_catalog(language: str = "en") -> Catalog:
    """Return the catalog of a language (``"en"``), read once per process.

    Raises:
        ContentError: naming the language, or the file and entry that is broken.
    """
    return _shipped(language)


@cache
def _shipped(language: str) -> Catalog:
    return read_catalog(DATA / language)


def languages() -> tuple[str, ...]:
    """Return the languages there is content in."""
    return tuple(
        sorted(folder.name for folder in DATA.iterdir() if (folder / "lines.toml").is_file())
    )


def read_catalog(folder: Path) -> Catalog:
    """Read the catalog from a folder of content files.

    Raises:
        ContentError: naming the file, and the entry, that is missing or broken.
    """
    if not folder.is_dir():
        known = ", ".join(languages())
        message = f"There is no content in the language '{folder.name}'; there is: {known}."
        raise ContentError(message)
    check_in = _read(folder / "check_in.toml")
    safety = _read(folder / "safety.toml")
    return Catalog(
        language=folder.name,
        tips=_by_id(folder / "tips.toml", _entries(folder / "tips.toml", "tip"), _tip),
        prompts=_by_id(
            folder / "prompts.toml", _entries(folder / "prompts.toml", "prompt"), _prompt
        ),
        topics=_by_id(folder / "topics.toml", _entries(folder / "topics.toml", "topic"), _topic),
        questions=tuple(
            _by_id(
                folder / "check_in.toml",
                _tables(folder / "check_in.toml", check_in, "question"),
                _question,
            ).values()
        ),
        areas=_by_id(
            folder / "check_in.toml", _tables(folder / "check_in.toml", check_in, "area"), _area
        ),
        lines=_by_id(folder / "lines.toml", _lines(folder), _line),
        countries=_by_id(
            folder / "safety.toml", _tables(folder / "safety.toml", safety, "country"), _country
        ),
        regions=_by_id(
            folder / "regions.toml", _entries(folder / "regions.toml", "region"), _region
        ),
        screens=_whole_file(folder / "screens.toml", _screen_words),
    )


def _lines(folder: Path) -> list[Table]:
    """Return the lines of every file that holds some, safety lines included."""
    return [
        {"id": name, **cast("Table", table)}
        for file in (folder / "lines.toml", folder / "safety.toml")
        for name, table in cast("Table", _read(file).get("line", {})).items()
    ]


def _read(file: Path) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"The content file {file.name} is missing from {file.parent}."
        raise ContentError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"The content file {file} cannot be read: {error}."
        raise ContentError(message) from error


def _entries(file: Path, kind: str) -> list[Table]:
    return _tables(file, _read(file), kind)


def _tables(file: Path, content: Table, kind: str) -> list[Table]:
    tables = content.get(kind)
    if not isinstance(tables, list) or not tables:
        message = f"The content file {file} holds no [[{kind}]]."
        raise ContentError(message)
    return cast("list[Table]", tables)


def _by_id(
    file: Path, tables: Iterable[Table], make: Callable[[Table], Entry]
) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for number, table in enumerate(tables, start=1):
        name = str(table.get("id", table.get("locale", f"number {number}")))
        if name in entries:
            message = f"The id '{name}' stands twice in {file}; every entry needs an id of its own."
            raise ContentError(message)
        try:
            entries[name] = make(table)
            _refuse_unknown(table, entries[name])
        except KeyError as error:
            message = f"The entry '{name}' in {file} has no {error.args[0]!r}."
            raise ContentError(message) from None
        except (TypeError, ValueError) as error:
            message = f"The entry '{name}' in {file} is wrong: {error}."
            raise ContentError(message) from None
    return entries


def _whole_file(file: Path, make: Callable[[Table], Entry]) -> Entry:
    """Read a file that is one entry."""
    return _by_id(file, [{"id": file.stem, **_read(file)}], make)[file.stem]


_KEYS = {
    Tip: {"id", "theme", "for", "seed", "text", "step"},
    Prompt: {"id", "category", "depth", "public", "text", "seed"},
    Topic: {"id", "name", "then", "synonyms", "part"},
    Area: {"id", "spoken", "precedence", "first_theme", "second_theme", "theme_if_only"},
    CheckInQuestion: {"id", "area", "text", "explanation", "seed"},
    Line: {"id", "kind", "variants", "seed", "asks", "fixed"},
    Country: {"id", "named", "emergency", "support", "support_assumed", "crisis", "hurting"},
    ScreenWords: {"id", "place", "titles", "touches"},
    Region: {"locale", "emergency", "crisis", "countries", "time_zone", "words"},
}


def _refuse_unknown(table: Table, entry: object) -> None:
    """Raise for a key that nothing reads: most often it is a misspelt one."""
    unknown = sorted(table.keys() - _KEYS[type(entry)])
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


def _tip(table: Table) -> Tip:
    return Tip(
        id=_text(table, "id"),
        theme=TipTheme(_text(table, "theme")),
        audience=Audience(_text(table, "for")),
        text=_text(table, "text"),
        step=_text(table, "step"),
        seed=_texts(table, "seed"),
    )


def _prompt(table: Table) -> Prompt:
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
    return CheckInQuestion(
        id=_text(table, "id"),
        area=_text(table, "area"),
        text=_text(table, "text"),
        explanation=_text(table, "explanation"),
        seed=_texts(table, "seed"),
    )


def _line(table: Table) -> Line:
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
    line = cast("Table", table[key])
    return SupportLine(
        spoken=_text(line, "spoken"),
        certainty=Certainty(_text(line, "certainty")),
        checked=_day(line, "checked"),
    )


def _day(table: Table, key: str) -> date:
    value = table[key]
    if not isinstance(value, date):
        message = f"'{key}' must be a day, such as 2026-11-01 without quotation marks"
        raise TypeError(message)
    return value


def _country(table: Table) -> Country:
    return Country(
        id=_text(table, "id"),
        named=_text(table, "named"),
        emergency=_support_line(table, "emergency"),
        support=_support_line(table, "support"),
        support_assumed=_support_line(table, "support_assumed"),
        crisis=_support_line(table, "crisis"),
        hurting=_support_line(table, "hurting") if "hurting" in table else None,
    )


def _region(table: Table) -> Region:
    return Region(
        locale=_text(table, "locale"),
        emergency=_text(table, "emergency"),
        crisis=_text(table, "crisis"),
        countries=_texts(table, "countries"),
        time_zone=_text(table, "time_zone"),
        words=cast("dict[str, str]", table["words"]),
    )


_Name = TypeVar("_Name", ScreenKind, Touch)


def _screen_words(table: Table) -> ScreenWords:
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
