"""Every fact of the article is spoken, in every place that has to speak it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import Catalog
from skill.content.rules.review import Review
from skill.content.rules.spoken import line_file


@dataclass(frozen=True, slots=True)
class Citation:
    """An entry with the facts it says it speaks, and the place it speaks them in."""

    file: str
    entry: str
    place: str
    seed: tuple[str, ...]
    needs_fact: bool
    """Whether the entry has to stand on the article."""


def citations(catalog: Catalog) -> Iterator[Citation]:
    """Every entry that may cite facts.

    The place is a tip's theme, a topic's id, ``check_in`` for the questions,
    ``prompt`` for the prompts, and the first word of a line's id.
    """
    for tip in catalog.tips.values():
        yield Citation("tips.toml", tip.id, tip.theme.value, tip.seed, needs_fact=True)
    for prompt in catalog.prompts.values():
        yield Citation("prompts.toml", prompt.id, "prompt", prompt.seed, needs_fact=False)
    for topic in catalog.topics.values():
        for number, part in enumerate(topic.parts, start=1):
            yield Citation(
                "topics.toml", f"{topic.id}, part {number}", topic.id, part.seed, needs_fact=True
            )
    for question in catalog.questions:
        yield Citation("check_in.toml", question.id, "check_in", question.seed, needs_fact=True)
    for line in catalog.lines.values():
        place = line.id.partition(".")[0]
        yield Citation(line_file(line), line.id, place, line.seed, needs_fact=False)


def check_coverage(review: Review) -> Iterator[Finding]:
    """The facts that the content cites are exactly the facts there are, each in its places."""
    spoken: dict[str, set[str]] = {}
    for citation in citations(review.catalog):
        yield from _citation(citation, review)
        for name in citation.seed:
            spoken.setdefault(name, set()).add(citation.place)
    for fact in review.facts.values():
        for place in fact.spoken_in:
            if place not in spoken.get(fact.id, set()):
                problem = (
                    f"is spoken nowhere in '{place}' ({fact.says.rstrip('.')}); "
                    "say it in an entry there and add its id to that entry's seed"
                )
                yield entry_finding("facts.toml", fact.id, Rule.COVERAGE, problem)


def _citation(citation: Citation, review: Review) -> Iterator[Finding]:
    file, entry = citation.file, citation.entry
    if citation.needs_fact and not citation.seed:
        problem = "cites no fact; name in its seed the facts that it speaks"
        yield entry_finding(file, entry, Rule.NO_FACT, problem)
    for name in citation.seed:
        fact = review.facts.get(name)
        if fact is None:
            problem = f"cites '{name}', which facts.toml does not have; correct the id"
            yield entry_finding(file, entry, Rule.UNKNOWN_FACT, problem)
        elif citation.place not in fact.spoken_in:
            places = ", ".join(fact.spoken_in)
            problem = (
                f"cites '{name}', which belongs to {places} and not to '{citation.place}'; "
                "cite another fact, or add the place in facts.toml"
            )
            yield entry_finding(file, entry, Rule.MISPLACED_FACT, problem)
        if citation.seed.count(name) > 1:
            problem = f"cites '{name}' twice; once is enough"
            yield entry_finding(file, entry, Rule.UNKNOWN_FACT, problem)
