"""Which words a model uses, and how much each of them tells."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.samples.samples import SlotElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from skill.simulator.understanding.samples.samples import Sample
    from skill.simulator.understanding.samples.slot_spans import SlotFinder
    from skill.simulator.understanding.words.lexicon import Lexicon

LEAST_WEIGHT: Final = 0.1
"""What a word tells that every intent uses."""
UNKNOWN_WEIGHT: Final = 1.0
"""What a word tells that no sample has: as much as a word of one intent only."""
REMEMBERED: Final = 4096
"""For how many heard words it is remembered what they are like."""


class Vocabulary:
    """The words of a model's samples and slot values.

    A word weighs the more, the fewer intents use it or a word like it: "divorce"
    1, "question" less, "you" next to nothing.
    """

    def __init__(self, samples: Iterable[Sample], slots: SlotFinder, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        rates = _rates(samples, slots)
        self._topics = {word: lexicon.topic(word) for word in rates}
        self._like_words: dict[str | int, list[str]] = defaultdict(list)
        for word in rates:
            for mark in lexicon.marks(word):
                self._like_words[mark].append(word)
        self._alike: dict[str, Mapping[str, float]] = {}
        rates_of_topic: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for word, by_intent in rates.items():
            for intent, rate in by_intent.items():
                rates_of_topic[self._topics[word]][intent] += rate
        count = len(set().union(*rates.values())) if rates else 0
        scale = math.log(max(2, count))
        self._weights = {
            topic: max(LEAST_WEIGHT, 1 - _entropy(by_intent) / scale)
            for topic, by_intent in rates_of_topic.items()
        }

    @property
    def words(self) -> Iterable[str]:
        """Every word that a sample or a slot value has."""
        return self._topics.keys()

    def knows(self, word: str) -> bool:
        """Tell whether a sample or slot value has this word or one much like it, or it says little."""
        return self.topic(word) in self._weights or word in self.lexicon.light_weights

    def alike(self, word: str) -> Mapping[str, float]:
        """Give the words of the model that are like a word, each with how much."""
        known = self._alike.get(word)
        if known is None:
            if len(self._alike) >= REMEMBERED:
                self._alike.clear()
            likeness = self.lexicon.likeness
            others = {
                other
                for mark in self.lexicon.marks(word)
                for other in self._like_words.get(mark, ())
            }
            alike = {other: likeness(word, other) for other in sorted(others)}
            known = self._alike[word] = {other: value for other, value in alike.items() if value}
        return known

    def topic(self, word: str) -> str:
        """Give one word for all that mean much the same."""
        return self._topics.get(word) or self.lexicon.topic(word)

    def weight(self, word: str) -> float:
        """Tell how much a word tells, from near 0 to 1."""
        weight = self._weights.get(self.topic(word), UNKNOWN_WEIGHT)
        return min(weight, self.lexicon.light_weights.get(word, UNKNOWN_WEIGHT))


def _rates(samples: Iterable[Sample], slots: SlotFinder) -> Mapping[str, Mapping[str, float]]:
    """Tell for each word in how much of each intent's samples it turns up, its slots' values included."""
    samples = list(samples)
    totals = Counter(sample.intent for sample in samples)
    rates: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    slot_rates: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for sample in samples:
        share = 1 / totals[sample.intent]
        for element in dict.fromkeys(sample.elements):
            if isinstance(element, SlotElement):
                slot_rates[element.type][sample.intent] += share
            else:
                rates[element][sample.intent] += share
    for slot_type, by_intent in slot_rates.items():
        phrases = slots.phrases(slot_type)
        for word, count in Counter(
            word for phrase in phrases for word in dict.fromkeys(phrase)
        ).items():
            for intent, rate in by_intent.items():
                rates[word][intent] += rate * count / len(phrases)
    return rates


def _entropy(rates: Mapping[str, float]) -> float:
    """Tell how widely a word is spread over the intents: 0 for a word of one, the logarithm of their number at most."""
    total = sum(rates.values())
    return -sum(rate / total * math.log(rate / total) for rate in rates.values() if rate)
