"""A language made up of the English content: every word of every data file in letters of another width.

It needs exactly the files that a new language needs, and no line of Python. Where an
ordinary Latin letter is heard or seen, somebody wrote English into the code.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, time
from typing import TYPE_CHECKING

from skill.content.source import DATA

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGE = "xx"
LOCALE = "xx-XX"
ENGLISH = re.compile(r"[A-Za-z]+")

_WIDE = {
    letter: letter - ord(first) + ord(wide)
    for first, last, wide in (("A", "Z", "Ａ"), ("a", "z", "ａ"))  # noqa: RUF001 - wide on purpose
    for letter in range(ord(first), ord(last) + 1)
}
_PLACEHOLDER = re.compile(r"(\{\w*\})")

NAMES = frozenset(
    [
        "id",
        "theme",
        "for",
        "seed",
        "category",
        "then",
        "area",
        "first_theme",
        "second_theme",
        "kind",
        "asks",
        "certainty",
        "zone",
        "country",
        "countries",
        "time_zone",
    ]
)
"""Keys whose values are no words of the language, but names that are the same in all of them."""


def marked(text: str) -> str:
    """Return a text in wide letters; what stands in braces stays."""
    return "".join(
        part if _PLACEHOLDER.fullmatch(part) else part.translate(_WIDE)
        for part in _PLACEHOLDER.split(text)
    )


def write_pseudo_language(folder: Path) -> None:
    """Write the content of the language, and of one locale of it, into a folder."""
    (folder / LANGUAGE).mkdir(parents=True)
    for file in (DATA / "en").glob("*.toml"):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        lines = [
            f"{_key(name)} = {_inline(_marked(name, value))}\n" for name, value in content.items()
        ]
        (folder / LANGUAGE / file.name).write_text("".join(lines), encoding="utf-8")
    (folder / f"{LOCALE}.toml").write_text(
        f'[place]\ncountries = ["GB-ENG", "IE"]\nasks_country = true\ntime_zone = "America/New_York"\n'
        f'crisis = "{marked("call that one")}"\nwords.doctor = "{marked("the medic")}"\n'
        f'[said.times.minutes]\n30 = "{marked("half after ")}{{hour}}"\n',
        encoding="utf-8",
    )


def _marked(key: str, value: object) -> object:
    if isinstance(value, str):
        return value if key in NAMES else marked(value)
    if isinstance(value, list):
        return [_marked(key, one) for one in value]
    if isinstance(value, dict) and key != "theme_if_only":
        return {name: _marked(name, one) for name, one in value.items()}
    return value


def _inline(value: object) -> str:
    """Write a value as TOML; JSON's strings, numbers and truths are TOML's as well."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_key(name)} = {_inline(one)}" for name, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return json.dumps(name)
