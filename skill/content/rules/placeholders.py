"""The ``{names}`` in lines: which ones the skill fills, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import Catalog, Country, Region
from skill.content.rules.kinds import LINE_KINDS
from skill.content.rules.spoken import PLACEHOLDER, count_words
from skill.speech.spoken import capitalised

if TYPE_CHECKING:
    from skill.content.rules.review import Review

Filling = Mapping[str, str]

_LONGEST_TIME = "twenty past nine in the evening"
"""A time as en-GB says it; no locale takes more words for one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fillings for the same names, of which a text takes one for all of them."""

    names: frozenset[str]
    fillings: tuple[Filling, ...]

    @classmethod
    def of(cls, fillings: Iterable[Filling]) -> Group:
        """Gather fillings, and those of the same names with a capital first letter."""
        cased = tuple(map(_with_capitals, fillings))
        return cls(frozenset(name for filling in cased for name in filling), cased)


@dataclass(frozen=True, slots=True)
class Fillings:
    """Everything a placeholder may be filled with, kept together where it goes together."""

    groups: tuple[Group, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Fillings:
        """Gather the fillings of a catalog.

        A place gives the words and the numbers of one region or country; the
        areas of a result are two different ones; a count reaches the days of a
        month, and a question's number six. Schedules and times are those that
        take the most words.
        """
        areas = permutations(catalog.areas.values(), 2)
        days = "on Mondays, Tuesdays, Wednesdays, and Thursdays"
        return cls(
            groups=(
                Group.of(_places(catalog)),
                Group.of(
                    {"area": first.spoken, "second": second.spoken} for first, second in areas
                ),
                Group.of([{"count": "thirty-one"}]),
                Group.of([{"number": "six"}]),
                Group.of([{"schedule": f"{days} at {_LONGEST_TIME}"}]),
                Group.of([{"first": _LONGEST_TIME, "second": _LONGEST_TIME}]),
            )
        )

    def each(self, text: str) -> Iterator[str]:
        """Every way the text may sound; a name that nothing fills stays as it is."""
        names = set(PLACEHOLDER.findall(text))
        if not names:
            yield text
            return
        # Two groups may know a name, such as the second of two areas or times:
        # the one that fills most of the text is meant.
        chosen = []
        for group in sorted(self.groups, key=lambda group: -len(names & group.names)):
            ours = sorted(names & group.names)
            if ours:
                names.difference_update(ours)
                chosen.append(
                    {
                        tuple((name, filling.get(name, name)) for name in ours)
                        for filling in group.fillings
                    }
                )
        for combination in product(*chosen):
            filled = text
            for name, value in (pair for pairs in combination for pair in pairs):
                filled = filled.replace(f"{{{name}}}", value)
            yield filled

    def longest(self, text: str) -> str:
        """Return the way the text sounds that has the most words."""
        return max(self.each(text), key=lambda filled: (count_words(filled), filled))


def _with_capitals(filling: Filling) -> Filling:
    return {**filling, **{capitalised(name): capitalised(value) for name, value in filling.items()}}


def _places(catalog: Catalog) -> Iterator[Filling]:
    """The words of each locale, with the numbers of each place it may be used in."""
    for region in catalog.regions.values():
        there = [catalog.countries[name] for name in region.countries if name in catalog.countries]
        support = [country.support_assumed.spoken for country in there]
        for numbers in (support, _hurting(there)):
            yield _place(region, region.emergency, region.crisis, numbers)
        for country in catalog.countries.values():
            emergency, crisis = country.emergency.spoken, country.crisis.spoken
            for numbers in ([country.support.spoken], _hurting([country])):
                yield _place(region, emergency, crisis, numbers)


def _place(region: Region, emergency: str, crisis: str, numbers: list[str]) -> Filling:
    return {**region.words, "emergency": emergency, "crisis": crisis, "numbers": " ".join(numbers)}


def _hurting(countries: list[Country]) -> list[str]:
    return [country.hurting.spoken for country in countries if country.hurting is not None]


def check_placeholders(review: Review) -> Iterator[Finding]:
    """A placeholder is one the skill fills in that kind of line, in every region."""
    local = {name for region in review.catalog.regions.values() for name in region.words}
    for spoken in review.texts:
        kind = LINE_KINDS.get(spoken.kind)
        for name in PLACEHOLDER.findall(spoken.text):
            if kind is None:
                problem = f"holds '{{{name}}}', but only lines are filled in; write the word itself"
                yield spoken.finding(Rule.PLACEHOLDER, problem)
            elif name[:1].lower() + name[1:] not in local | kind.fills:
                known = ", ".join(sorted(local | kind.fills))
                problem = f"holds '{{{name}}}', which the skill does not fill in a line of the kind {spoken.kind}; it fills {known}"
                yield spoken.finding(Rule.PLACEHOLDER, problem)
        if spoken.text.count("{") + spoken.text.count("}") != 2 * len(
            PLACEHOLDER.findall(spoken.text)
        ):
            problem = "has a brace that opens or closes nothing; write a placeholder as '{name}'"
            yield spoken.finding(Rule.PLACEHOLDER, problem)
    for region in review.catalog.regions.values():
        for name in sorted(local - region.words.keys()):
            problem = f"has no word for '{name}', which other regions fill in; add it to its words"
            yield entry_finding("regions.toml", region.locale, Rule.PLACEHOLDER, problem)
