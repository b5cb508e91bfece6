"""Every text of a catalog that is read aloud, one value for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skill.content.findings import Finding, Rule
from skill.content.models import Catalog, Country, Line, Region, Tip, Topic
from skill.content.pending import PendingQuestion

PLACEHOLDER = re.compile(r"\{(\w*)\}")
_ABBREVIATION = re.compile(r"\b([ap])\.m\.")
_SENTENCE_BREAK = re.compile(r"(?<=[.?:]) ")

NUMBER_KINDS = frozenset({"support_line", "emergency_words", "crisis_words"})
"""Numbers to call and the names of services: spoken as the services give them."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text that is read aloud, with where it stands."""

    file: str
    entry: str
    part: str
    """Which text of the entry: ``text``, ``step``, ``variant 2`` and so on."""
    kind: str
    """A name in :mod:`skill.content.rules.kinds`."""
    text: str
    seed: tuple[str, ...] = ()
    asks: PendingQuestion | None = None

    @property
    def where(self) -> str:
        """The file, the entry and the part."""
        return f"{self.file}: {self.entry}, {self.part}"

    @property
    def bare(self) -> str:
        """The text with a neutral word for each placeholder."""
        return PLACEHOLDER.sub("this", self.text) if "{" in self.text else self.text

    @property
    def last_sentence(self) -> str:
        """What is said after the last full stop, colon or question mark."""
        return _SENTENCE_BREAK.split(self.text)[-1]

    @property
    def is_question(self) -> bool:
        """Whether the text leaves a question hanging."""
        return self.text.endswith("?")

    def finding(self, rule: Rule, problem: str) -> Finding:
        """Return a finding about this text; ``problem`` goes on from the text's name."""
        return Finding(
            self.where, rule, f"The {self.part} of '{self.entry}' in {self.file} {problem}."
        )


def without_abbreviations(text: str) -> str:
    """Return a text without the full stops in "a.m." and "p.m.", which end no sentence."""
    return _ABBREVIATION.sub(r"\1m", text)


def count_words(text: str) -> int:
    """Return how many words stand between spaces."""
    return len(text.split())


def line_file(line: Line) -> str:
    """Return the file a line stands in: safety lines have one of their own."""
    return "safety.toml" if line.id.startswith("unsafe.") else "lines.toml"


def place_file(region: Region) -> str:
    """Return the file that tells of a place: the locale's own, or the language's."""
    return f"{region.locale}.toml" if "-" in region.locale else "place.toml"


def spoken_texts(catalog: Catalog) -> Iterator[Spoken]:
    """Every text the catalog can speak, in the order of the files."""
    for tip in catalog.tips.values():
        yield from _of_tip(tip)
    for prompt in catalog.prompts.values():
        kind = "public_prompt" if prompt.public else "prompt"
        yield Spoken("prompts.toml", prompt.id, "text", kind, prompt.text, prompt.seed)
    for topic in catalog.topics.values():
        yield from _of_topic(topic)
    for area in catalog.areas.values():
        yield Spoken("check_in.toml", area.id, "spoken", "area", area.spoken)
    for question in catalog.questions:
        name, seed = question.id, question.seed
        yield Spoken("check_in.toml", name, "text", "check_in_question", question.text, seed)
        yield Spoken(
            "check_in.toml", name, "explanation", "explanation", question.explanation, seed
        )
    for line in catalog.lines.values():
        yield from spoken_variants(line)
    for country in catalog.countries.values():
        yield from _of_country(country)
    yield from _of_region(catalog.region)


def spoken_variants(line: Line) -> Iterator[Spoken]:
    """Every wording of a line."""
    for number, variant in enumerate(line.variants, start=1):
        yield Spoken(
            file=line_file(line),
            entry=line.id,
            part=f"variant {number}",
            kind=line.kind,
            text=variant.text,
            seed=line.seed,
            asks=variant.asks,
        )


def _of_tip(tip: Tip) -> Iterator[Spoken]:
    yield Spoken("tips.toml", tip.id, "text", "tip", tip.text, tip.seed)
    yield Spoken("tips.toml", tip.id, "step", "step", tip.step, tip.seed)


def _of_topic(topic: Topic) -> Iterator[Spoken]:
    yield Spoken("topics.toml", topic.id, "name", "topic_name", topic.name)
    for number, part in enumerate(topic.parts, start=1):
        file, entry = "topics.toml", topic.id
        yield Spoken(file, entry, f"part {number} text", "topic_part", part.text, part.seed)
        yield Spoken(file, entry, f"part {number} short", "topic_short", part.short, part.seed)


def _of_country(country: Country) -> Iterator[Spoken]:
    file, entry = "safety.toml", country.id
    yield Spoken(file, entry, "named", "country_name", country.named)
    yield Spoken(file, entry, "support", "support_line", country.support.spoken)
    yield Spoken(file, entry, "support_assumed", "support_line", country.support_assumed.spoken)
    yield Spoken(file, entry, "crisis", "crisis_words", country.crisis.spoken)
    if country.hurting is not None:
        yield Spoken(file, entry, "hurting", "support_line", country.hurting.spoken)


def _of_region(region: Region) -> Iterator[Spoken]:
    file, entry = place_file(region), "place"
    yield Spoken(file, entry, "emergency", "emergency_words", region.emergency)
    yield Spoken(file, entry, "crisis", "crisis_words", region.crisis)
    for name, word in region.words.items():
        yield Spoken(file, entry, f"word '{name}'", "local_word", word)
