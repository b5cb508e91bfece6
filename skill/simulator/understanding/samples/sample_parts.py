"""Find a sample of which an utterance has all but a slot's value, or that is a part of it.

"A tip about money" is a sample but for "money", which no value lists; "we are stuck, find us a
counselor" ends with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.samples.samples import SlotElement
from skill.simulator.understanding.samples.slot_spans import SlotSpan
from skill.simulator.understanding.understood import PART, UNLISTED, Understood

if TYPE_CHECKING:
    from skill.simulator.understanding.compiled_model import CompiledModel
    from skill.simulator.understanding.samples.sample_tree import Match
    from skill.simulator.understanding.words.normalise import Words


class SampleParts:
    """The samples of a model, as parts of utterances."""

    def __init__(self, model: CompiledModel) -> None:
        self._model = model
        self._rules = acceptance()

    def unlisted(self, words: Words) -> Understood | None:
        """Take the utterance for a sample whose last slot has words that no value lists."""
        rule = self._rules.unlisted
        spans = self._model.spans(words)
        first = max(rule.least_words, len(words) - rule.most_value_words)
        for start in range(first, len(words)):
            value = SlotSpan(start, len(words), None)
            match = self._model.tree.whole(
                words.tokens, {**spans, **self._model.slots.filled_by(value)}
            )
            if match is None or match.sample.intent in self._rules.every_word:
                continue
            intent = match.sample.intent
            share = max(
                self._model.likelihood.share(token, intent) for token in words.tokens[:start]
            )
            if share >= rule.least_share and intent != self._rules.alarm.intent:
                return Understood(match.sample, match.filled, words, UNLISTED)
        return None

    def part(self, words: Words) -> Understood | None:
        """Take the utterance for a sample that it ends with, or else begins with."""
        spans = self._model.spans(words)
        parts = [
            match
            for start in range(len(words))
            for match in self._model.tree.openings(words.tokens, spans, start)
            if self._says_it_all(match, words.tokens)
        ]
        part = max(
            parts,
            key=lambda match: (match.stop == len(words), self._weight_of(match, words.tokens)),
            default=None,
        )
        return Understood(part.sample, part.filled, words, PART) if part else None

    def _weight_of(self, match: Match, tokens: tuple[str, ...]) -> float:
        return sum(map(self._model.vocabulary.weight, tokens[match.start : match.stop]))

    def _says_it_all(self, match: Match, tokens: tuple[str, ...]) -> bool:
        """Tell whether a part may stand for the whole.

        What comes before hardly changes what the end means; what comes after
        may, so there must be no word in it that the model has never heard.
        """
        rule = self._rules.part
        size = match.stop - match.start
        before, after = tokens[: match.start], tokens[match.stop :]
        if (before and after) or size < rule.least_words:
            return False
        if after and after[0] in rule.continuations:
            return False
        if match.sample.intent in self._rules.every_word | {self._rules.alarm.intent}:
            return False
        if size == rule.least_words and self._weight_of(match, tokens) < rule.telling:
            return False
        turns = not self._model.lexicon.negations.isdisjoint(before + after)
        if turns and match.sample.intent in rule.answers:
            return False
        words = (element for element in match.sample.core if not isinstance(element, SlotElement))
        return (
            all(map(self._model.vocabulary.knows, after))
            and sum(map(self._model.vocabulary.weight, words)) >= rule.least_weight
        )
