"""One item of the checklist, and the ways in which one can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What came of checking an item."""

    OK = "ok"
    """Checked just now, and nothing is wrong."""
    WRONG = "FAIL"
    """Checked just now, and something is."""
    TESTED = "test"
    """Only tests check it, and they are run by themselves."""
    READ = "read"
    """No program can judge it; a person has read and found it right."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that ``closer check`` checks here and now, without a network."""

    what: str
    """What is looked at, in a few words."""
    run: Callable[[], Iterable[str]]
    """Returns a sentence for each thing that is wrong."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that Amazon asks of a skill."""

    id: str
    """A letter for the group (F, V, P, S) and a number."""
    asks: str
    """What is asked, in a sentence."""
    page: str
    """The page of Amazon's that asks it, or who says so."""
    checks: tuple[Check, ...] = ()
    tests: tuple[str, ...] = ()
    """Tests by file and name, such as ``tests/dialog/test_policy.py::test_stop_...``."""
    reading: str = ""
    """What a person read, when nothing else can tell, and what was found."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with what came of it."""

    item: Item
    result: Result
    problems: tuple[str, ...] = ()


def checked(item: Item) -> Checked:
    """Run the checks of an item."""
    problems = tuple(problem for check in item.checks for problem in check.run())
    if problems:
        return Checked(item, Result.WRONG, problems)
    if item.checks:
        return Checked(item, Result.OK)
    return Checked(item, Result.TESTED if item.tests else Result.READ)
