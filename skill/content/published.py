"""The ids that households' records may hold, because they were published once.

A record names tips, prompts and lines by id for as long as a household uses the
skill. An id may therefore neither vanish unnoticed nor come to mean something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from skill.content.source import DATA
from skill.content.toml_file import read_toml
from skill.errors import ContentError

PUBLISHED_FILE = "published_ids.toml"


@dataclass(frozen=True, slots=True)
class Published:
    """The published ids of one kind of entry."""

    in_use: frozenset[str]
    retired: frozenset[str]
    """Ids whose entries are gone; they are never given to another entry."""


@cache
def load_published() -> Mapping[str, Published]:
    """Return the published ids by kind (``"tips"``), read once per process.

    They are the same in every language, so that a household may change its own.

    Raises:
        ContentError: naming the file, and the kind that is broken.
    """
    return read_published(DATA / PUBLISHED_FILE)


def read_published(file: Path) -> Mapping[str, Published]:
    """Read the published ids from a file.

    Raises:
        ContentError: naming the file, and the kind that is broken.
    """
    return {kind: _published(file, kind, table) for kind, table in read_toml(file).items()}


def _published(file: Path, kind: str, table: object) -> Published:
    in_use = _ids(file, kind, table, "in_use")
    retired = _ids(file, kind, table, "retired")
    twice = [name for name, times in Counter([*in_use, *retired]).items() if times > 1]
    if twice:
        message = (
            f"The id '{twice[0]}' stands twice under [{kind}] in {file}; "
            "an id is either in use or retired, so keep it in one list."
        )
        raise ContentError(message)
    return Published(in_use=frozenset(in_use), retired=frozenset(retired))


def _ids(file: Path, kind: str, table: object, key: str) -> list[str]:
    ids = table.get(key) if isinstance(table, dict) else None
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        message = f"[{kind}] in {file} needs '{key}', a list of ids."
        raise ContentError(message)
    return cast("list[str]", ids)
