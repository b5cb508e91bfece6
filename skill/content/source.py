"""The content files: a folder for each language, and what a locale says anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final, TypeVar, cast

from skill.content.toml_file import read_toml
from skill.errors import ContentError

DATA: Final = Path(__file__).parent / "data"

Table = dict[str, object]
Entry = TypeVar("Entry")


@cache
def languages(data: Path = DATA) -> tuple[str, ...]:
    """Return the languages there is content in."""
    return tuple(sorted(folder.name for folder in data.iterdir() if folder.is_dir()))


@cache
def locales(data: Path = DATA) -> tuple[str, ...]:
    """Return the locales there is content for, those of one language side by side."""
    files = (f"{language}-*.toml" for language in languages(data))
    return tuple(sorted(file.stem for pattern in files for file in data.glob(pattern)))


class Source:
    """The files of a language, with what the file of a locale says anew.

    Args:
        locale: such as ``"en-GB"``, or a language alone for what its locales share.
        data: the folder with a folder for each language and a file for each locale.
        read: returns what a file holds.

    Raises:
        ContentError: naming the language there is no content in, or the file of the locale.
    """

    def __init__(
        self, locale: str, data: Path = DATA, read: Callable[[Path], Table] = read_toml
    ) -> None:
        self.language, _, place = locale.partition("-")
        self._folder = data / self.language
        if not self._folder.is_dir():
            known = ", ".join(languages(data))
            message = f"There is no content in the language '{self.language}'; there is: {known}."
            raise ContentError(message)
        self._overlay = data / f"{locale}.toml"
        self._files = cache(lambda name: read(self._path(name)))
        self._anew = read(self._overlay) if place else {}
        self._used: set[tuple[str, str]] = set()

    def entries(self, file: str, kind: str, make: Callable[[Table], Entry]) -> dict[str, Entry]:
        """Read the ``[[kind]]`` of a file, by id."""
        tables = self._files(file).get(kind)
        if not isinstance(tables, list) or not tables:
            message = f"The content file {self._path(file)} holds no [[{kind}]]."
            raise ContentError(message)
        named = ((str(table.get("id", f"number {n}")), table) for n, table in enumerate(tables, 1))
        return self._by_id(file, kind, named, make)

    def named(self, file: str, kind: str, make: Callable[[Table], Entry]) -> dict[str, Entry]:
        """Read the ``[kind.id]`` of a file, by id."""
        tables = cast("dict[str, Table]", self._files(file).get(kind, {}))
        named = ((name, {"id": name, **table}) for name, table in tables.items())
        return self._by_id(file, kind, named, make)

    def whole(self, file: str, make: Callable[[Table], Entry]) -> Entry:
        """Read a file that is one entry."""
        anew = cast("Table", self._anew.get(file, {}))
        self._used |= {(file, name) for name in anew}
        return self._made(file, file, self._files(file), anew, make)

    def refuse_unused(self, *, but: str) -> None:
        """Raise for what the locale's file says anew and nothing is called, but for one kind."""
        for kind, names in self._anew.items():
            if kind == but:
                continue
            for name in names if isinstance(names, dict) else [kind]:
                if (kind, name) not in self._used:
                    message = (
                        f"The content file {self._overlay} says the {kind} '{name}' anew, "
                        f"which {self._folder} does not have."
                    )
                    raise ContentError(message)

    def _by_id(
        self,
        file: str,
        kind: str,
        named: Iterable[tuple[str, Table]],
        make: Callable[[Table], Entry],
    ) -> dict[str, Entry]:
        anew = cast("dict[str, Table]", self._anew.get(kind, {}))
        entries: dict[str, Entry] = {}
        for name, table in named:
            if name in entries:
                message = (
                    f"The id '{name}' stands twice in {self._path(file)}; "
                    "every entry needs an id of its own."
                )
                raise ContentError(message)
            here = anew.get(name, {})
            self._used.add((kind, name))
            entries[name] = self._made(file, name, table, here, make)
        return entries

    def _made(
        self, file: str, name: str, table: Table, anew: Table, make: Callable[[Table], Entry]
    ) -> Entry:
        """Make an entry of its table, with what the locale's file says anew."""
        where = f"{self._path(file)}{f' with what {self._overlay} says' if anew else ''}"
        try:
            entry = make(_merged(table, anew) if anew else table)
        except KeyError as error:
            message = f"The entry '{name}' in {where} has no {error.args[0]!r}."
            raise ContentError(message) from None
        except (AttributeError, TypeError, ValueError) as error:
            message = f"The entry '{name}' in {where} is wrong: {error}."
            raise ContentError(message) from None
        return entry

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.toml"


def _merged(table: Table, anew: Table) -> Table:
    """Return a table with what another one says anew, table by table."""
    merged = {**table, **anew}
    for key in table.keys() & anew.keys():
        old, new = table[key], anew[key]
        if isinstance(old, dict) and isinstance(new, dict):
            merged[key] = _merged(old, new)
    return merged
