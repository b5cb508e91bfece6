"""Catalogs made beforehand, so that a cold start need not read the content files one by one.

``python -m skill.content.compiled`` writes them beside this module; `sam build` does. A catalog
is used only as long as it was made of the very files that are there now, by the very code, so what
is edited counts at once, and in a checkout nothing need ever be compiled.
"""

from __future__ import annotations

import hashlib
import pickle  # nosec B403
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from skill.content.source import DATA, languages, locales

if TYPE_CHECKING:
    from skill.content.models import Catalog

FOLDER: Final = Path(__file__).parent / "_compiled"


def catalog(locale: str, folder: Path = FOLDER, data: Path = DATA) -> Catalog | None:
    """Return the catalog of a locale as it was compiled, or None where there is none of these files.

    Args:
        locale: one there is content for, or a language alone.
        folder: where compiled catalogs are.
        data: the content files.
    """
    try:
        compiled = (folder / f"{locale}.pickle").read_bytes()
    except FileNotFoundError:
        return None
    digest = _digest(data)
    if compiled[: len(digest)] != digest:
        return None
    # It lies in this package, as the code does; who could change it could change that too.
    found: Catalog = pickle.loads(compiled[len(digest) :])  # nosec B301 # noqa: S301 - our own file
    return found


def compile_catalogs(folder: Path = FOLDER, data: Path = DATA) -> None:
    """Write the catalog of every locale and language.

    Raises:
        ContentError: naming the file and entry that is broken.
    """
    from skill.content.catalog import read_catalog  # noqa: PLC0415 - which asks this module first

    folder.mkdir(exist_ok=True)
    for locale in (*languages(data), *locales(data)):
        made = pickle.dumps(read_catalog(locale, data), protocol=5)
        (folder / f"{locale}.pickle").write_bytes(_digest(data) + made)


def _digest(data: Path) -> bytes:
    """What changes with any content file, and with any module that reads or holds the content."""
    digest = hashlib.sha256(_code())
    for file in sorted(data.rglob("*.toml")):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(data)} {len(content)}\n".encode() + content)
    return digest.digest()


@cache
def _code() -> bytes:
    """The source of every module that a catalog is made with."""
    return b"".join(Path(sys.modules[name].__file__ or "").read_bytes() for name in modules())


def modules() -> tuple[str, ...]:
    """Return the names of all modules that a catalog is made with, beginning with the one that reads it."""
    found, new = set[str](), {import_module("skill.content.catalog").__name__}
    while new:
        found |= new
        new = {used for name in new for used in _used(sys.modules[name])} - found
    return tuple(sorted(found))


def _used(module: ModuleType) -> set[str]:
    """The skill's modules that a module has names of."""
    names = {
        value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        for value in vars(module).values()
    }
    return {name for name in names if isinstance(name, str) and name.startswith("skill.")}


if __name__ == "__main__":
    compile_catalogs()
