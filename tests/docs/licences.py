"""The licence of every dependency, by what needs it; ``make docs`` lists them in docs/licences.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

FILE = Path(__file__).parents[2] / "docs/licences.md"

NEEDED_FOR = {
    "AWS Lambda": "closer-together[aws]",
    "the endpoint": "closer-together[web]",
    "the simulator": "closer-together[simulator]",
    "packaging for Amazon": "closer-together[package]",
    "development": "closer-together[dev]",
}
"""What is done -> what it installs; a package counts for the first that needs it."""

TOLD_BY_ITS_LICENCE_FILE = {"resvg_py": "MIT"}
"""Packages whose metadata name no licence."""

_HEAD = """# Licences of what it is built on

Closer Together is under Apache-2.0. It installs these packages; none of them is part of this repository.
`make docs` writes this list from what the packages say of themselves.

| needed for | package | version | licence |
|---|---|---|---|
"""


def needed(requirement: str) -> dict[str, Distribution]:
    """Return the packages that a requirement installs here, by name, itself left out."""
    found: dict[str, Distribution] = {}
    _add(Requirement(requirement), found, set())
    del found[Requirement(requirement).name]
    return found


def _add(
    requirement: Requirement, found: dict[str, Distribution], seen: set[tuple[str, str]]
) -> None:
    try:
        package = distribution(requirement.name)
    except PackageNotFoundError:
        # For another platform, or for a Python older than this one.
        return
    found[package.name] = package
    for extra in ("", *sorted(requirement.extras)):
        if (package.name, extra) in seen:
            continue
        seen.add((package.name, extra))
        for text in package.requires or ():
            further = Requirement(text)
            if further.marker is None or further.marker.evaluate({"extra": extra}):
                _add(further, found, seen)


def licence_of(package: Distribution) -> str:
    """Return the licence that a package says it is under, in short."""
    about = package.metadata
    for expression in about.get_all("License-Expression") or ():
        return str(expression)
    classified = [
        name.rpartition(" :: ")[2]
        for name in about.get_all("Classifier") or ()
        if name.startswith("License :: OSI Approved :: ")
    ]
    if classified:
        return " or ".join(re.sub(r"( Software)? License", "", name) for name in classified)
    for named in about.get_all("License") or ():
        if "\n" not in named.strip():
            return str(named).strip()
    return TOLD_BY_ITS_LICENCE_FILE.get(package.name, "unknown")


def rows() -> Iterable[tuple[str, str, str, str]]:
    """Yield what needs a package, its name, its version and its licence."""
    told: set[str] = set()
    for what, requirement in NEEDED_FOR.items():
        for name, package in sorted(needed(requirement).items(), key=lambda item: item[0].lower()):
            if name not in told and name != "closer-together":
                told.add(name)
                yield what, name, package.version, licence_of(package)


def document() -> str:
    """Return the whole of docs/licences.md."""
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows())


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
