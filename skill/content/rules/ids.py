"""Ids: alike in shape, and stable once they were published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import Catalog
from skill.content.published import PUBLISHED_FILE, Published
from skill.content.rules.review import Review
from skill.content.rules.spoken import line_file

_WORDS = "[a-z]+(_[a-z]+)*"
SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "tips": (re.compile(r"t\d{3}"), "t and three digits, such as t041"),
    "prompts": (re.compile(r"p\d{3}"), "p and three digits, such as p121"),
    "topics": (re.compile(_WORDS), "small words joined by underscores, such as how_to_foster"),
    "questions": (re.compile(r"q[1-6]"), "q and a digit from 1 to 6"),
    "areas": (re.compile(_WORDS), "small words joined by underscores, such as opening_up"),
    "lines": (
        re.compile(rf"{_WORDS}(\.{_WORDS})*"),
        "small words joined by dots, such as goodbye.day",
    ),
    "countries": (re.compile(r"[A-Z]{2}(-[A-Z]{3})?"), "an ISO code, such as NZ or GB-SCT"),
}

NOTHING = Published(in_use=frozenset(), retired=frozenset())
STABLE = ("tips", "prompts", "topics", "questions", "areas", "lines")
"""The kinds whose ids may stand in a household's record."""


def ids_by_kind(catalog: Catalog) -> Mapping[str, Mapping[str, str]]:
    """Return the ids of each kind, each with the file it stands in."""

    def within(file: str, ids: Iterable[str]) -> Mapping[str, str]:
        return dict.fromkeys(ids, file)

    return {
        "tips": within("tips.toml", catalog.tips),
        "prompts": within("prompts.toml", catalog.prompts),
        "topics": within("topics.toml", catalog.topics),
        "questions": within("check_in.toml", (question.id for question in catalog.questions)),
        "areas": within("check_in.toml", catalog.areas),
        "lines": {name: line_file(line) for name, line in catalog.lines.items()},
        "countries": within("safety.toml", catalog.countries),
    }


def check_id_shapes(review: Review) -> Iterator[Finding]:
    """Ids look alike within a kind."""
    for kind, ids in ids_by_kind(review.catalog).items():
        shape, described = SHAPES[kind]
        for name, file in ids.items():
            if not shape.fullmatch(name):
                problem = f"is no id for {kind}; make it {described}"
                yield entry_finding(file, name, Rule.ID_SHAPE, problem)


def check_published_ids(review: Review) -> Iterator[Finding]:
    """What was published once is still in use, or retired for good."""
    ids = ids_by_kind(review.catalog)
    for kind in STABLE:
        yield from _published(kind, ids[kind], review.published.get(kind, NOTHING))


def _published(kind: str, ids: Mapping[str, str], published: Published) -> Iterator[Finding]:
    for name, file in ids.items():
        if name in published.retired:
            problem = f"is an id that was retired; give the new entry an id that none of the {kind} ever had"
            yield entry_finding(file, name, Rule.REUSED_ID, problem)
        elif name not in published.in_use:
            problem = f"""is new; add "{name}" to 'in_use' under [{kind}] in {PUBLISHED_FILE}"""
            yield entry_finding(file, name, Rule.NEW_ID, problem)
    for name in sorted(published.in_use - ids.keys()):
        problem = (
            f"is published under [{kind}] and gone from the content; "
            "put the entry back, or move its id to 'retired' so that it is never used again"
        )
        yield entry_finding(PUBLISHED_FILE, name, Rule.VANISHED_ID, problem)
