"""What the store shows in each locale: content that is read, not spoken."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from skill.content.source import DATA, Source, Table

_TEXTS: Final = ("name", "summary", "description", "updatesDescription")
_LISTS: Final = ("examplePhrases", "keywords")


def read_listing(locale: str, data: Path = DATA) -> Table:
    """Return the store's texts of a locale, under the names that Amazon's manifest has for them.

    Args:
        locale: such as ``"en-GB"``.
        data: the folder with a folder for each language and a file for each locale.

    Raises:
        ContentError: naming the file, and what is missing or broken.
    """
    source = Source(locale, data)
    words = source.whole("place", lambda place: place["words"])
    return source.whole("listing", lambda listing: _listing(listing, words))


def _listing(table: Table, words: object) -> Table:
    if not isinstance(words, dict):
        message = "the place has no table of 'words'"
        raise TypeError(message)
    unknown = sorted(table.keys() - {*_TEXTS, *_LISTS})
    if unknown:
        message = f"it has a key '{unknown[0]}' that nothing reads"
        raise ValueError(message)
    listing: Table = {}
    for name in _TEXTS:
        text = table[name]
        if not isinstance(text, str):
            message = f"'{name}' must be a text"
            raise TypeError(message)
        listing[name] = text.format_map(words)
    for name in _LISTS:
        texts = table[name]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            message = f"'{name}' must be a list of texts"
            raise TypeError(message)
        listing[name] = texts
    return listing
