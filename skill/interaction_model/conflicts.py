"""Samples that mean two things: the same words in two intents, or twice in one.

Amazon's console refuses a sample that stands twice in an intent, and reports
an utterance conflict where one utterance fits two intents; Alexa then picks
one of them as she likes. Slots count as the words they may be filled with.
What a built-in type hears (AMAZON.TIME) is no list, and cannot be compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product, takewhile

from skill.interaction_model.model import InteractionModel, Slot

_SLOT = re.compile(r"\{([^{}]*)\}")
_MOST_SLOTS = 2


class _Phrases:
    """What the slots of one type may be filled with."""

    def __init__(self, listed: frozenset[str]) -> None:
        self.listed = listed
        self._in_order = sorted(listed)
        self._along: dict[str, tuple[str, ...]] = {}
        self._also: dict[tuple[int, str], str | None] = {}

    def along(self, text: str) -> tuple[str, ...]:
        """Return the phrases that begin a text, and those that the text begins.

        Asked millions of times for a few thousand texts, so what was found is remembered.
        """
        if text not in self._along:
            beginning = (text[:end] for end in range(1, len(text)))
            first = bisect_left(self._in_order, text)
            begun = takewhile(lambda phrase: phrase.startswith(text), self._in_order[first:])
            self._along[text] = (*(one for one in beginning if one in self.listed), *begun)
        return self._along[text]

    def also(self, other: _Phrases, ending: str) -> str | None:
        """Return the first phrase that is one of the other's too once the ending is put to it.

        Most pairs of samples begin alike and differ in few endings, so this is remembered as well.
        """
        asked = (id(other), ending)
        if asked not in self._also:
            endings = (one for one in self._in_order if f"{one}{ending}" in other.listed)
            self._also[asked] = next(endings, None)
        return self._also[asked]


@dataclass(frozen=True, slots=True)
class _OneSlot:
    """A sample with one slot of a custom type: ``a {theme} tip``."""

    intent: str
    sample: str
    before: str
    after: str
    phrases: _Phrases

    def meeting(self, other: _OneSlot) -> str | None:
        """Return words that are both samples with their slots filled, if there are any.

        The other's words before its slot begin with this one's.
        """
        if (self.before, self.after, self.phrases) == (other.before, other.after, other.phrases):
            return None  # the same sample twice, which is reported as that
        if not (self.after.endswith(other.after) or other.after.endswith(self.after)):
            return None
        if self.before == other.before and self.after.endswith(other.after):
            phrase = self.phrases.also(other.phrases, self.after.removesuffix(other.after))
            return None if phrase is None else f"{self.before}{phrase}{self.after}"
        if self.before == other.before:
            return other.meeting(self)
        rest = other.before.removeprefix(self.before)
        filled = (f"{self.before}{phrase}{self.after}" for phrase in self.phrases.along(rest))
        return next(filter(other.fits, filled), None)

    def fits(self, text: str) -> bool:
        """Whether the text is this sample with its slot filled."""
        if not (text.startswith(self.before) and text.endswith(self.after)):
            return False
        return text[len(self.before) : len(text) - len(self.after)] in self.phrases.listed


def check_conflicts(model: InteractionModel) -> Iterator[str]:
    """Yield a sentence for each sample that stands twice, or is another intent's as well."""
    phrases = {
        slot_type.name: frozenset(
            phrase.lower() for value in slot_type.values for phrase in value.phrases
        )
        for slot_type in model.types
    }
    yield from _twice(model)
    yield from _plain_and_slotted(model, phrases)
    yield from _slotted_and_slotted(model, phrases)


def _twice(model: InteractionModel) -> Iterator[str]:
    """Find samples that are the same but for upper case and the names of slots of one type."""
    first: dict[str, tuple[str, str]] = {}
    for intent in model.intents:
        for sample in intent.samples:
            typed = _typed(sample, intent.slots)
            if typed not in first:
                first[typed] = (intent.name, sample)
                continue
            name, earlier = first[typed]
            where = f"in {name} and in {intent.name}" if name != intent.name else f"twice in {name}"
            there = "" if earlier == sample else f", there as '{sample}'"
            yield f"The sample '{earlier}' stands {where}{there}."


def _plain_and_slotted(
    model: InteractionModel, phrases: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Find samples without slots that are another intent's sample with its slots filled."""
    types_of: dict[str, list[str]] = defaultdict(list)
    for slot_type, listed in phrases.items():
        for phrase in listed:
            types_of[phrase].append(slot_type)
    slotted = {
        _typed(sample, intent.slots): (intent.name, sample)
        for intent in model.intents
        for sample in intent.samples
        if "{" in sample
    }
    for intent in model.intents:
        for sample in intent.samples:
            if "{" in sample:
                continue
            for abstract in _abstractions(sample.lower().split(" "), types_of, _MOST_SLOTS):
                other, template = slotted.get(abstract, (intent.name, ""))
                if other != intent.name:
                    yield (
                        f"The sample '{sample}' of {intent.name} is also"
                        f" '{template}' of {other} with its slots filled."
                    )


def _slotted_and_slotted(
    model: InteractionModel, phrases: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Find samples with one slot each that can be filled to be the same words."""
    of_type = {slot_type: _Phrases(listed) for slot_type, listed in phrases.items()}
    by_start: dict[str, dict[_Phrases, list[_OneSlot]]] = defaultdict(lambda: defaultdict(list))
    for intent in model.intents:
        for sample in intent.samples:
            before, *slot_and_after = _SLOT.split(_typed(sample, intent.slots))
            if len(slot_and_after) == 2 and slot_and_after[0] in phrases:
                slot, after = of_type[slot_and_after[0]], slot_and_after[1]
                by_start[before][slot].append(_OneSlot(intent.name, sample, before, after, slot))
    # Two filled samples can only be the same if one's start begins the other's.
    for start, longer in by_start.items():
        others = [other for alike in longer.values() for other in alike]
        for end in range(len(start) + 1):
            for slot, ones in by_start.get(start[:end], {}).items():
                if not slot.along(start[end:]):
                    continue  # as for most pairs: nothing in its slot leads on to the others
                for one, other in product(ones, others):
                    if one.intent == other.intent or (
                        end == len(start) and one.intent > other.intent
                    ):
                        continue
                    same = one.meeting(other)
                    if same is not None:
                        yield (
                            f"'{same}' is both '{one.sample}' of {one.intent} and"
                            f" '{other.sample}' of {other.intent} with their slots filled."
                        )


def _typed(sample: str, slots: Iterable[Slot]) -> str:
    """Return the sample in lower case with each slot's type in place of its name."""
    type_of = {slot.name: slot.type for slot in slots}
    parts = _SLOT.split(sample)
    return "".join(
        f"{{{type_of.get(part, part)}}}" if place % 2 else part.lower()
        for place, part in enumerate(parts)
    )


def _abstractions(
    words: list[str], types_of: Mapping[str, list[str]], slots: int, start: int = 0
) -> Iterator[str]:
    """Yield the text with up to so many of its phrases replaced by their slot types."""
    for first in range(start, len(words)):
        for end in range(first + 1, len(words) + 1):
            for slot_type in types_of.get(" ".join(words[first:end]), ()):
                replaced = [*words[:first], f"{{{slot_type}}}", *words[end:]]
                yield " ".join(replaced)
                if slots > 1:
                    yield from _abstractions(replaced, types_of, slots - 1, first + 1)
