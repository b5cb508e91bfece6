"""Every sentence the skill can say in a locale, each with an id that a person can point to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from skill.content.models import QUESTIONS, Catalog
from skill.content.rules.placeholders import Fillings
from skill.content.rules.spoken import Spoken, spoken_texts
from skill.dialog.progress import WAYS, compared
from skill.rehearsal.gaps import gaps
from skill.speech.spoken import Speech, Words, led_into

INSIDE_ONLY = frozenset(
    {
        "area",
        "clause",
        "country_name",
        "crisis_words",
        "emergency_words",
        "local_word",
        "topic_name",
    }
)
"""Kinds of texts that are only ever heard inside a sentence: they are listed with it, filled in."""

_HURTING = "unsafe.hurting.number"
_LEAD_IN = "check_in.check"
_QUESTIONS_LEFT = "check_in.left"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text as it is heard, with nothing left to fill in."""

    id: str
    """The entry and which text of it, such as ``tip.opener/2`` or ``t001/step``."""
    kind: str
    """A name in :mod:`skill.content.rules.kinds`."""
    text: str

    @property
    def speech(self) -> Speech:
        """The text at the usual pace."""
        return (Words(self.text),)


def sentences(catalog: Catalog) -> Iterator[Sentence]:
    """Every sentence of a locale; one with gaps comes once for each way of filling them."""
    filling = gaps(catalog)
    for spoken in spoken_texts(catalog):
        if (
            spoken.kind in INSIDE_ONLY
            or spoken.entry == _LEAD_IN
            or spoken.entry in catalog.countries
        ):
            continue
        if spoken.entry == _HURTING:
            yield from _filled(spoken, gaps(catalog, hurting=True))
            continue
        in_check_in = spoken.entry == _QUESTIONS_LEFT
        yield from _filled(spoken, gaps(catalog, most=QUESTIONS) if in_check_in else filling)
    yield from _asked_again(catalog)
    yield from _compared(catalog)


def _filled(spoken: Spoken, filling: Fillings) -> Iterator[Sentence]:
    for text in filling.each(spoken.text):
        yield Sentence(sentence_id(spoken), spoken.kind, text)


def sentence_id(spoken: Spoken) -> str:
    """Return the id of a text: ``launch.again/1``, ``t001``, ``t001/step``, ``benefits/2 short``."""
    part = spoken.part.removeprefix("variant ").removeprefix("part ")
    part = part.removesuffix("text").strip()
    return f"{spoken.entry}/{part}" if part else spoken.entry


def _asked_again(catalog: Catalog) -> Iterator[Sentence]:
    """The six questions after "just to be sure", which leads into the question's own sentence."""
    lead_ins = catalog.lines[_LEAD_IN].variants
    for (number, lead_in), question in product(enumerate(lead_ins, start=1), catalog.questions):
        text = led_into(lead_in.text, question.text)
        yield Sentence(f"{_LEAD_IN}/{number}", "check_in_question_again", text)


def _compared(catalog: Catalog) -> Iterator[Sentence]:
    """The sentence that compares two check-ins: each area fewer, the same, more, or left out."""
    areas = [area.spoken for area in catalog.areas.values()]

    def wording(line: str, areas: str) -> str:
        return catalog.lines[line].variants[0].text.format(areas=areas)

    for chosen in product((*WAYS, ""), repeat=len(areas)):
        went = {
            way: [area for area, its in zip(areas, chosen, strict=True) if its == way]
            for way in WAYS
        }
        if any(went.values()):
            text = compared(went, catalog.manner.lists, wording)
            yield Sentence("progress.compared", "comparison", text)
