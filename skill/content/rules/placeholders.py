"""The ``{names}`` in lines: which ones the skill fills, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import permutations, product
from typing import TYPE_CHECKING

from skill.content.findings import Finding, Rule
from skill.content.models import QUESTIONS, Catalog, Certainty
from skill.content.rules.kinds import LINE_KINDS
from skill.content.rules.spoken import PLACEHOLDER, count_words
from skill.speech.manner import Manner
from skill.speech.spoken import capitalised

if TYPE_CHECKING:
    from skill.content.rules.review import Review

Filling = Mapping[str, str]

LONGEST_MONTH = 31

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
    def of(
        cls,
        catalog: Catalog,
        *,
        places: Iterable[Filling],
        counts: Iterable[int],
        schedules: Iterable[str],
        times: Iterable[tuple[str, str]],
    ) -> Fillings:
        """Gather what a catalog's placeholders may be filled with.

        The areas of a result are two different ones, and a comparison may name all.

        Args:
            catalog: what is said in a locale.
            places: the words and the numbers of one place each, see :func:`places_of`.
            counts: how many of something there may be.
            schedules: times and nights, as they are said.
            times: two times that may both have been meant, as they are said.
        """
        manner = catalog.manner
        areas = [area.spoken for area in catalog.areas.values()]
        return cls(
            groups=(
                Group.of(places),
                Group.of({"area": one, "second": two} for one, two in permutations(areas, 2)),
                Group.of([{"areas": manner.lists.joined(areas)}]),
                Group.of({"count": manner.number(count)} for count in counts),
                Group.of({"number": manner.number(n)} for n in range(1, QUESTIONS + 1)),
                Group.of({"schedule": schedule} for schedule in dict.fromkeys(schedules)),
                Group.of({"first": first, "second": second} for first, second in times),
            )
        )

    @classmethod
    def longest_of(cls, catalog: Catalog) -> Fillings:
        """Gather those that budgets are held against, with the counts and times of the most words."""
        manner = catalog.manner
        longest_time = max(map(manner.time, _EVERY_MINUTE), key=count_words)
        schedule = manner.nights.schedule.format(nights=_longest_nights(manner), time=longest_time)
        zone_time = max((zone.time for zone in catalog.zones.values()), key=count_words)
        return cls.of(
            catalog,
            places=(*places_of(catalog), *places_of(catalog, hurting=True)),
            counts=[LONGEST_MONTH],
            schedules=[f"{schedule}, {zone_time}"],
            times=[(longest_time, longest_time)],
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


def places_of(catalog: Catalog, *, hurting: bool = False) -> Iterator[Filling]:
    """The words of a locale with the numbers of each place it may be used in, "" where it has none.

    Args:
        catalog: what is said in the locale.
        hurting: whether the numbers are those for somebody afraid of hurting their partner.
    """
    words = catalog.region.words
    named = [catalog.countries[id_] for id_ in catalog.region.countries if id_ in catalog.countries]
    lines = [there.hurting if hurting else there.support_assumed for there in named]
    numbers = " ".join(line.spoken for line in lines if line and line.certainty is Certainty.SURE)
    emergency, crisis = catalog.region.emergency, catalog.region.crisis
    yield {**words, "emergency": emergency, "crisis": crisis, "numbers": numbers}
    # The emergency number is said before anybody tells the country, so it goes with none.
    for there in catalog.countries.values():
        line = there.hurting if hurting else there.support
        if line is not None:
            yield {**words, "crisis": there.crisis.spoken, "numbers": line.spoken}


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
