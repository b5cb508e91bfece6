"""Judge by its words alone which intent an utterance belongs to.

This is naive Bayes, the textbook method: count in how many samples of each
intent a word, and a pair of neighbouring words, turns up; then the likeliest
intent for an utterance is the one whose samples most often have its words and
pairs. It takes no notice of how the words hang together, and it always has a
favourite; so it ranks intents, and other evidence accepts them.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.samples.samples import SlotElement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skill.simulator.understanding.samples.samples import Sample
    from skill.simulator.understanding.samples.slot_spans import SlotFinder
    from skill.simulator.understanding.samples.vocabulary import Vocabulary

UNSEEN: Final = 0.01
"""In how much of a sample a word turns up that no sample of an intent has."""
WAYS_PER_SAMPLE: Final = 2
"""With how many different slot values a sample with slots is counted."""

_Feature = str | tuple[str, str]


class IntentLikelihood:
    """What the samples of each intent sound like."""

    def __init__(
        self, samples: Sequence[Sample], slots: SlotFinder, vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        counts: dict[_Feature, dict[str, float]] = {}
        for words, intent, share in _spelled_out(samples, slots):
            for feature in _features([vocabulary.topic(word) for word in words]):
                by_intent = counts.get(feature)
                if by_intent is None:
                    by_intent = counts[feature] = {}
                by_intent[intent] = by_intent.get(intent, 0.0) + share
        totals = Counter(sample.intent for sample in samples)
        self._unseen = {intent: math.log(UNSEEN / (total + 1)) for intent, total in totals.items()}
        self._seen = counts
        self._totals = totals

    def rank(self, tokens: tuple[str, ...]) -> dict[str, float]:
        """Give each intent its likelihood compared with the likeliest, which has 1.

        It is the mean over the words and pairs, so that long utterances are
        judged no more sharply than short ones.
        """
        topics = [self._vocabulary.topic(token) for token in tokens]
        known = [self._seen[feature] for feature in _features(topics) if feature in self._seen]
        if not known:
            return {}
        scores = {intent: len(known) * unseen for intent, unseen in self._unseen.items()}
        for by_intent in known:
            for intent, count in by_intent.items():
                scores[intent] += (
                    math.log((count + UNSEEN) / (self._totals[intent] + 1)) - self._unseen[intent]
                )
        most = max(scores.values())
        return {intent: math.exp((score - most) / len(known)) for intent, score in scores.items()}

    def share(self, word: str, intent: str) -> float:
        """Tell how far a word belongs to one intent, from 0 to 1 for a word that no other uses."""
        counts = self._seen.get(self._vocabulary.topic(word), {})
        shares = {name: count / self._totals[name] for name, count in counts.items()}
        total = sum(shares.values())
        return shares.get(intent, 0.0) / total if total else 0.0


def _spelled_out(
    samples: Sequence[Sample], slots: SlotFinder
) -> Iterator[tuple[list[str], str, float]]:
    """Give the words and the intent of each sample, and how much that counts.

    A sample with slots comes more than once, with some of their values in turn.
    """
    types = {
        element.type
        for sample in samples
        for element in sample.core
        if isinstance(element, SlotElement)
    }
    phrases = {slot_type: list(slots.phrases(slot_type)) for slot_type in types}
    for place, sample in enumerate(samples):
        has_slots = any(isinstance(element, SlotElement) for element in sample.core)
        ways = WAYS_PER_SAMPLE if has_slots else 1
        for way in range(ways):
            words: list[str] = []
            for element in sample.core:
                if isinstance(element, SlotElement):
                    values = phrases[element.type]
                    words += values[(place + way * len(values) // ways) % len(values)]
                else:
                    words.append(element)
            yield words, sample.intent, 1 / ways


def _features(topics: list[str]) -> set[_Feature]:
    """Give the words and the pairs of neighbours, with both ends."""
    bounded = ["^", *topics, "$"]
    return {*topics, *pairwise(bounded)}
