"""Find the samples that an utterance is, word for word or nearly.

All samples stand in one tree: each step down is a word, or a slot that takes
one or more words of the utterance. Words that are all but the same ("he" and
"she", "hits" and "hit") share a step. Walking the tree along an utterance
finds every sample that it is, whatever fills the slots.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from skill.simulator.understanding.samples.samples import SlotElement
from skill.simulator.understanding.samples.slot_spans import SlotSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skill.simulator.understanding.samples.samples import Sample
    from skill.simulator.understanding.samples.slot_spans import Spans
    from skill.simulator.understanding.words.lexicon import Lexicon

Filled = tuple[tuple[SlotElement, SlotSpan], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A sample that the utterance is, or that a part of it is.

    Attributes:
        sample: the sample.
        place: where the sample stands in the model; the first is 0.
        filled: the slots and what filled them.
        start: the place of the first word of the utterance in it.
        stop: the place after the last.
        is_exact: whether the words are the very same.
    """

    sample: Sample
    place: int
    filled: Filled
    start: int
    stop: int
    is_exact: bool

    @property
    def words_in_slots(self) -> int:
        """How many words of the utterance went into slots."""
        return sum(span.stop - span.start for _, span in self.filled)


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    slots: dict[SlotElement, _Node] = field(default_factory=dict)
    samples: list[tuple[int, Sample]] = field(default_factory=list)


class SampleTree:
    """The samples of a model as a tree of words and slots."""

    def __init__(self, samples: Iterable[Sample], lexicon: Lexicon) -> None:
        self._fold = lexicon.fold
        self._root = _Node()
        folded: dict[str, str] = {}
        for place, sample in enumerate(samples):
            ways = {sample.elements, sample.core}
            for elements in ways:
                node = self._root
                for element in elements:
                    if isinstance(element, SlotElement):
                        node = node.slots.setdefault(element, _Node())
                        continue
                    word = folded.get(element)
                    if word is None:
                        word = folded[element] = self._fold(element)
                    branch = node.words.get(word)
                    if branch is None:
                        branch = node.words[word] = _Node()
                    node = branch
                node.samples.append((place, sample))

    def openings(self, tokens: tuple[str, ...], spans: Spans, start: int = 0) -> Iterator[Match]:
        """Give every sample that the words from ``start`` on begin with, wherever it ends."""
        spans_from: dict[tuple[str, int], list[SlotSpan]] = defaultdict(list)
        for slot_type, found in spans.items():
            for span in found:
                spans_from[slot_type, span.start].append(span)
        folded = [self._fold(token) for token in tokens]
        ways: list[tuple[_Node, int, Filled]] = [(self._root, start, ())]
        while ways:
            node, position, filled = ways.pop()
            for place, sample in node.samples:
                is_exact = _is_exact(sample, tokens, start, position, filled)
                yield Match(sample, place, filled, start, position, is_exact)
            if position < len(folded) and folded[position] in node.words:
                ways.append((node.words[folded[position]], position + 1, filled))
            for slot, branch in node.slots.items():
                ways.extend(
                    (branch, span.stop, (*filled, (slot, span)))
                    for span in spans_from.get((slot.takes, position), ())
                )

    def whole(self, tokens: tuple[str, ...], spans: Spans) -> Match | None:
        """Give the sample that all the words are, or ``None``.

        The very words come before words that are all but the same, the model's
        own samples before what Alexa knows by herself. Then the intent with the
        fewest words in slots wins, because a sentence of its own says more than
        a slot that happens to take it; but within the intent the sample with
        the most words in slots, because it says most about what was meant.
        """
        found = [match for match in self.openings(tokens, spans) if match.stop == len(tokens)]
        if not found:
            return None
        closest = min(
            found,
            key=lambda match: (
                not match.is_exact,
                match.sample.text is None,
                match.words_in_slots,
                match.place,
            ),
        )
        of_intent = [match for match in found if match.sample.intent == closest.sample.intent]
        fullest = max(
            of_intent,
            key=lambda match: (
                match.words_in_slots,
                -len(match.filled),
                match.is_exact,
                -match.place,
            ),
        )
        return replace(fullest, is_exact=closest.is_exact)


def _is_exact(
    sample: Sample, tokens: tuple[str, ...], start: int, stop: int, filled: Filled
) -> bool:
    """Tell whether the words outside slots are those of the whole sample."""
    position = start
    spans = iter(filled)
    for element in sample.elements:
        if isinstance(element, SlotElement):
            slot_and_span = next(spans, None)
            if slot_and_span is None or slot_and_span[1].start != position:
                return False
            position = slot_and_span[1].stop
        elif position < stop and tokens[position] == element:
            position += 1
        else:
            return False
    return position == stop
