"""Compare an utterance with samples that it is not word for word.

An utterance and a sample are laid side by side, in order, so that as many
words as possible stand beside a word that is the same, a form of it, much the
same in meaning, or spelled so alike that it may have been misheard. A slot of
the sample may stand beside words that fill it. Words that both have in another
order count somewhat less. What is left over on either side counts against the
pair, the more the rarer the word.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.samples.samples import Sample, SlotElement
from skill.simulator.understanding.samples.slot_spans import SlotSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skill.simulator.understanding.samples.sample_tree import Filled
    from skill.simulator.understanding.samples.slot_spans import SlotFinder, Spans
    from skill.simulator.understanding.samples.vocabulary import Vocabulary

SLOT_WEIGHT: Final = 0.6
"""What a slot of a sample weighs."""
OUT_OF_ORDER: Final = 0.7
"""How much a word counts that both have, in another order."""
CANDIDATES: Final = 60
"""With how many samples an utterance is compared in full."""
CANDIDATES_PER_INTENT: Final = 8
ENOUGH: Final = 3000
"""So many samples that share a rarer word with an utterance leave no room for more that share none."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An utterance beside a sample.

    Attributes:
        sample: the sample.
        said: how much of the utterance the sample has, by weight, from 0 to 1.
        matched: how much of the sample the utterance has, by weight, from 0 to 1.
        said_inside: the same as ``said`` between the first and the last word they share.
        start: the place of the first word of the utterance that they share.
        stop: the place after the last.
        filled: the slots of the sample that words of the utterance filled.
        missing: the words of the sample that the utterance lacks.
        shared: the words of the utterance that stand beside something.
        turns: whether one of the two has a negation that the other lacks.
    """

    sample: Sample
    said: float
    matched: float
    said_inside: float
    start: int
    stop: int
    filled: Filled
    missing: tuple[str, ...]
    shared: tuple[str, ...]
    turns: bool

    @property
    def likeness(self) -> float:
        """How alike the two are, from 0 to 1: both must have most of the other."""
        return math.sqrt(self.said * self.matched)

    @property
    def words_in_slots(self) -> int:
        """How many words of the utterance went into slots."""
        return sum(span.stop - span.start for _, span in self.filled)


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a layout: words of the utterance from ``start`` beside an element."""

    start: int
    alike: float
    span: SlotSpan | None = None


_LEFT_OVER: Final = _Step(-1, 0.0)
"""The step past a word of the utterance that stands beside nothing."""


class SampleComparer:
    """Finds the samples that an utterance is most like."""

    def __init__(self, samples: Sequence[Sample], vocabulary: Vocabulary) -> None:
        self._samples = samples
        self._vocabulary = vocabulary
        self._weights: dict[str, float] = {}
        self._sample_weights: list[float] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, sample in enumerate(samples):
            topics: set[str] = set()
            total = 0.0
            for element in sample.core:
                if isinstance(element, SlotElement):
                    topics.add(_slot_topic(element.takes))
                    total += SLOT_WEIGHT
                    continue
                weight = self._weights.get(element)
                if weight is None:
                    weight = self._weights[element] = vocabulary.weight(element)
                topics.add(vocabulary.topic(element))
                total += weight
            self._sample_weights.append(total)
            for topic in topics:
                self._places[topic].add(place)

    def _rarity(self, topic: str) -> tuple[bool, int, str]:
        """Give what sorts the rarest word first, and slots last, which almost any words fill."""
        return topic[0] == "{", len(self._places[topic]), topic

    def compare(self, tokens: tuple[str, ...], spans: Spans) -> list[Comparison]:
        """Compare an utterance with the samples that promise most, the most promising first."""
        weights = [self._vocabulary.weight(token) for token in tokens]
        alike: dict[str, list[float]] = {}
        for place, token in enumerate(tokens):
            for word, likeness in self._vocabulary.alike(token).items():
                alike.setdefault(word, [0.0] * len(tokens))[place] = likeness
        return [
            self._compare(tokens, weights, spans, place, alike)
            for place in self._candidates(tokens, weights, spans)
        ]

    def _candidates(self, tokens: tuple[str, ...], weights: list[float], spans: Spans) -> list[int]:
        """Choose the samples that share the most telling words with the utterance."""
        slots = filter(self._places.__contains__, map(_slot_topic, spans))
        topics = dict.fromkeys(slots, SLOT_WEIGHT)
        for token, weight in zip(tokens, weights, strict=True):
            topic = self._vocabulary.topic(token)
            topics[topic] = max(weight, topics.get(topic, 0.0))
        shared: dict[int, float] = defaultdict(float)
        for topic in sorted(topics.keys() & self._places.keys(), key=self._rarity):
            places: Iterable[int] = self._places[topic]
            if len(shared) >= ENOUGH:
                places = self._places[topic].intersection(shared)
            for place in places:
                shared[place] += topics[topic]
        total = sum(topics.values())
        wanted = self._sample_weights
        promise = {place: weight / (total + wanted[place]) for place, weight in shared.items()}
        ranked = sorted(promise, key=promise.__getitem__, reverse=True)
        taken: list[int] = []
        per_intent: Counter[str] = Counter()
        for place in ranked:
            intent = self._samples[place].intent
            if per_intent[intent] < CANDIDATES_PER_INTENT:
                per_intent[intent] += 1
                taken.append(place)
                if len(taken) == CANDIDATES:
                    break
        return taken

    def _compare(
        self,
        tokens: tuple[str, ...],
        weights: list[float],
        spans: Spans,
        place: int,
        alike: Mapping[str, list[float]],
    ) -> Comparison:
        """Find the layout in which most weight stands beside its like (as edit distances are found)."""
        nothing: list[_Step | None] = [None] * (len(tokens) + 1)
        table = [nothing]
        gains = [0.0] * (len(tokens) + 1)
        for element in self._samples[place].core:
            steps = nothing
            if isinstance(element, SlotElement):
                gains, steps = _slot_row(gains, weights, spans.get(element.takes, ()))
            elif element in alike:
                gains, steps = self._word_row(gains, weights, element, alike[element])
            table.append(steps)
        return self._read_back(tokens, weights, place, table)

    def _word_row(
        self,
        above: list[float],
        weights: list[float],
        element: str,
        alike_by_place: list[float],
    ) -> tuple[list[float], list[_Step | None]]:
        """Give the best gain up to each word of the utterance when one more word of the sample counts."""
        row = above[:]
        steps: list[_Step | None] = [None] * len(above)
        weight = self._weights[element]
        before = row[0]
        for place, alike in enumerate(alike_by_place):
            best = row[place + 1]
            if alike:
                gain = above[place] + alike * (weight + weights[place])
                if gain > best:
                    best, steps[place + 1] = gain, _Step(place, alike)
            if before > best:
                best, steps[place + 1] = before, _LEFT_OVER
            row[place + 1] = before = best
        return row, steps

    def _read_back(
        self,
        tokens: tuple[str, ...],
        weights: list[float],
        place: int,
        table: list[list[_Step | None]],
    ) -> Comparison:
        """Read the best layout off the table of steps, from its end."""
        sample = self._samples[place]
        said = matched = 0.0
        filled: list[tuple[SlotElement, SlotSpan]] = []
        left_over: list[int] = []
        missing: list[str] = []
        position, row = len(tokens), len(sample.core)
        start, stop = position, 0
        while row:
            element = sample.core[row - 1]
            step = table[row][position]
            if step is None:
                row -= 1
                if not isinstance(element, SlotElement):
                    missing.append(element)
                continue
            if step is _LEFT_OVER:
                position -= 1
                left_over.append(position)
                continue
            said += step.alike * sum(weights[step.start : position])
            if isinstance(element, SlotElement):
                matched += step.alike * SLOT_WEIGHT
                if step.span:
                    filled.append((element, step.span))
            else:
                matched += step.alike * self._weights[element]
            start, stop = step.start, max(stop, position)
            position, row = step.start, row - 1
        left_over.extend(range(position))
        said_inside = said
        for left in list(left_over):
            word, alike = self._out_of_order(tokens[left], missing)
            if alike:
                said += alike * weights[left]
                said_inside += alike * weights[left] if start <= left < stop else 0.0
                matched += alike * self._weights[word]
                missing.remove(word)
                left_over.remove(left)
        negations = self._vocabulary.lexicon.negations
        turning = [left for left in left_over if tokens[left] in negations]
        lacks_negation = not negations.isdisjoint(missing)
        return Comparison(
            sample,
            said=_share(said, sum(weights)),
            matched=_share(matched, self._sample_weights[place]),
            said_inside=_share(said_inside, sum(weights[start:stop])),
            start=start,
            stop=stop,
            filled=tuple(reversed(filled)),
            missing=tuple(reversed(missing)),
            shared=tuple(token for place, token in enumerate(tokens) if place not in left_over),
            turns=lacks_negation or bool(turning),
        )

    def _out_of_order(self, token: str, missing: list[str]) -> tuple[str, float]:
        """Find the missing word that is most like a word left over, and how much that counts."""
        alike = self._vocabulary.alike(token)
        word = max(missing, key=lambda word: alike.get(word, 0.0), default="")
        return word, OUT_OF_ORDER * alike.get(word, 0.0)


class SlotValueComparer:
    """Finds words that are much like a listed value of several words: "our kid" for "our kids"."""

    def __init__(self, slots: SlotFinder, vocabulary: Vocabulary) -> None:
        # Each value is compared as if it were a sample of an intent named like its type.
        values = [
            Sample(slot_type, value, phrase, phrase)
            for slot_type in slots.custom_types
            for phrase, value in slots.phrases(slot_type).items()
            if len(phrase) > 1
        ]
        self._values = SampleComparer(values, vocabulary)
        self._slots = slots

    def extend(
        self, tokens: tuple[str, ...], exact: Spans, least_likeness: float
    ) -> dict[str, list[SlotSpan]]:
        """Add, by slot type, the spans that are like a value and not within an exact one."""
        found: dict[tuple[str, int, int], SlotSpan] = {}
        for comparison in self._values.compare(tokens, {}):
            slot_type, start, stop = comparison.sample.intent, comparison.start, comparison.stop
            alike = min(1.0, math.sqrt(comparison.said_inside * comparison.matched))
            within = any(
                span.start <= start and stop <= span.stop for span in exact.get(slot_type, ())
            )
            if alike < least_likeness or comparison.turns or stop - start < 2 or within:
                continue
            known = found.get((slot_type, start, stop))
            if known is None or known.likeness < alike:
                found[slot_type, start, stop] = SlotSpan(start, stop, comparison.sample.text, alike)
        extended = {slot_type: list(spans) for slot_type, spans in exact.items()}
        for (slot_type, _, _), span in found.items():
            extended.setdefault(slot_type, []).append(span)
        return self._slots.with_rows(tokens, extended)


def _slot_row(
    above: list[float], weights: list[float], spans: Sequence[SlotSpan]
) -> tuple[list[float], list[_Step | None]]:
    """Give the best gain up to each word of the utterance when one more slot of the sample counts."""
    row = above[:]
    steps: list[_Step | None] = [None] * len(above)
    for span in spans:
        gain = above[span.start] + span.likeness * (
            SLOT_WEIGHT + sum(weights[span.start : span.stop])
        )
        if gain > row[span.stop]:
            row[span.stop], steps[span.stop] = gain, _Step(span.start, span.likeness, span)
    for stop in range(1, len(row)):
        if row[stop - 1] > row[stop]:
            row[stop], steps[stop] = row[stop - 1], _LEFT_OVER
    return row, steps


def _slot_topic(takes: str) -> str:
    """Give the topic that stands for a slot; no word looks like it."""
    return "{" + takes + "}"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
