"""The ``{names}`` in lines: which ones the skill fills, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import permutations, product
from typing import TYPE_CHECKING

from skill.content.findings import Finding, Rule
from skill.content.models import Catalog, Country, Region
from skill.content.rules.kinds import LINE_KINDS
from skill.content.rules.spoken import PLACEHOLDER, count_words
from skill.speech.manner import Manner
from skill.speech.spoken import capitalised

if TYPE_CHECKING:
    from skill.content.rules.review import Review

Filling = Mapping[str, str]

_EVERY_MINUTE = tuple(time(hour, minute) for hour in range(24) for minute in range(60))


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
        areas of a result are two different ones, and a comparison may name all; a
        count reaches the days of a month, and a question's number six. Schedules
        and times are those that take the most words.
        """
        every = catalog.areas.values()
        areas = permutations(every, 2)
        manner = catalog.manner
        longest_time = max(map(manner.time, _EVERY_MINUTE), key=count_words)
        schedule = manner.nights.schedule.format(nights=_longest_nights(manner), time=longest_time)
        zone_time = max((zone.time for zone in catalog.zones.values()), key=count_words)
        return cls(
            groups=(
                Group.of(_places(catalog)),
                Group.of(
                    {"area": first.spoken, "second": second.spoken} for first, second in areas
                ),
                Group.of([{"areas": manner.lists.joined([area.spoken for area in every])}]),
                Group.of([{"count": manner.number(31)}]),
                Group.of([{"number": manner.number(6)}]),
                Group.of([{"schedule": f"{schedule}, {zone_time}"}]),
                Group.of([{"first": longest_time, "second": longest_time}]),
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
                # In the order of the fillings, the first of which is the usual one.
                chosen.append(
                    dict.fromkeys(
                        tuple((name, filling[name]) for name in ours)
                        for filling in group.fillings
                        if filling.keys() >= set(ours)
                    )
                )
        for combination in product(*chosen):
            filled = text
            for name, value in (pair for pairs in combination for pair in pairs):
                filled = filled.replace(f"{{{name}}}", value)
            yield filled

    def longest(self, text: str) -> str:
        """Return the way the text sounds that has the most words."""
        return max(self.each(text), key=lambda filled: (count_words(filled), filled))


def _longest_nights(manner: Manner) -> str:
    """The nights that take the most words: four of them, or all but two."""
    said = manner.nights
    four, two = sorted(said.days)[:4], sorted(said.names)[:2]
    days = said.some.format(days=manner.lists.joined(four))
    return max(days, said.all_but_nights.format(days=manner.lists.joined(two)), key=count_words)


def _with_capitals(filling: Filling) -> Filling:
    return {**filling, **{capitalised(name): capitalised(value) for name, value in filling.items()}}


def _places(catalog: Catalog) -> Iterator[Filling]:
    """The words of the locale, with the numbers of each place it may be used in."""
    region = catalog.region
    there = [catalog.countries[name] for name in region.countries if name in catalog.countries]
    support = [country.support_assumed.spoken for country in there]
    for numbers in (support, _hurting(there)):
        yield {"emergency": region.emergency, **_place(region, region.crisis, numbers)}
    # The emergency number is said before anybody tells the country, so it goes with none.
    for country in catalog.countries.values():
        for numbers in ([country.support.spoken], _hurting([country])):
            yield _place(region, country.crisis.spoken, numbers)


def _place(region: Region, crisis: str, numbers: list[str]) -> Filling:
    return {**region.words, "crisis": crisis, "numbers": " ".join(numbers)}


def _hurting(countries: list[Country]) -> list[str]:
    return [country.hurting.spoken for country in countries if country.hurting is not None]


def check_placeholders(review: Review) -> Iterator[Finding]:
    """A placeholder is one the skill fills in that kind of line."""
    local = set(review.catalog.region.words)
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
