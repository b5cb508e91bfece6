"""The whole checklist, checked and printed: in the terminal as it stands, and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skill.certification.functional import FUNCTIONAL
from skill.certification.item import Checked, Item, checked
from skill.certification.policy import POLICY
from skill.certification.security import SECURITY
from skill.certification.voice import VOICE

GROUPS: Final = (
    ("Functional, and the store listing", FUNCTIONAL),
    ("Voice interface and user experience", VOICE),
    ("Policy", POLICY),
    ("Security", SECURITY),
)
ITEMS: Final = tuple(item for _, items in GROUPS for item in items)

_INTRODUCTION: Final = """\
# Certification

What Amazon looks at before it publishes a skill, and how each item is checked. Amazon's full tables
are not public; the items come from the pages named, and from what developers report their skills were
turned down for. They are in `skill/certification`; `make docs` writes this page from there, and a
test fails when it is out of date.

`closer check` runs what it can, here and now, for every locale there is an interaction model for, and
prints the table with the results. What it cannot run, tests do: each is named, and one test sees to it
that all of them exist. What no program can judge has been read, and what was read and found is told.
"""


def checklist() -> Iterator[Checked]:
    """Check every item, one after the other."""
    return map(checked, ITEMS)


def how(item: Item) -> Iterator[str]:
    """Return how an item is checked, a line for each way."""
    yield from (f"checked here: {check.what}" for check in item.checks)
    yield from (f"test: {test}" for test in item.tests)
    if item.reading:
        yield "by reading: docs/certification.md"


def plain(results: Iterable[Checked]) -> Iterator[str]:
    """Return the table for a terminal: item, result, what is asked, and how it is checked."""
    for each in results:
        yield f"{each.item.id:<4} {each.result:<5} {each.item.asks}"
        yield from (f"           {line}" for line in how(each.item))
        yield from (f"           {problem}" for problem in each.problems)


def document() -> str:
    """Return the checklist as Markdown."""
    lines = [_INTRODUCTION]
    for title, items in GROUPS:
        lines += [
            f"## {title}",
            "",
            "| item | asked | by | how it is checked |",
            "|---|---|---|---|",
        ]
        lines += [f"| {item.id} | {item.asks} | {item.page} | {_ways(item)} |" for item in items]
        lines += ["", *_readings(items)]
    return "\n".join(lines).rstrip() + "\n"


def _ways(item: Item) -> str:
    ways = (
        [f"`closer check`: {', '.join(check.what for check in item.checks)}"] if item.checks else []
    )
    ways += [f"`{test}`" for test in item.tests]
    return "<br>".join([*ways, *(["read, see below"] if item.reading else [])])


def _readings(items: Iterable[Item]) -> list[str]:
    read = [item for item in items if item.reading]
    listed = [f"- **{item.id}** {item.reading}" for item in read]
    return ["Read and found:", "", *listed, ""] if read else []
