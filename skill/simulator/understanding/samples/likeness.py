"""Find the sample that an utterance is much like.

"What's a good way of telling my wife how i feel" is none word for word. How like it is to a sample
(``similarity``) counts, and how likely its words are for the intent (``likelihood``).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.phrases.out_of_scope import out_of_scope
from skill.simulator.understanding.samples.samples import SlotElement
from skill.simulator.understanding.samples.similarity import SampleComparer, SlotValueComparer
from skill.simulator.understanding.understood import LIKENESS, LONGEST_LIKENESS, Understood
from skill.simulator.understanding.words.clauses import without_politeness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.simulator.understanding.compiled_model import CompiledModel
    from skill.simulator.understanding.samples.similarity import Comparison
    from skill.simulator.understanding.samples.slot_spans import Spans
    from skill.simulator.understanding.words.normalise import Words


class LikenessFinder:
    """Compares utterances with the samples of a model."""

    def __init__(self, model: CompiledModel) -> None:
        self._model = model
        self._rules = acceptance()
        self._samples = SampleComparer(model.samples, model.vocabulary)
        self._slot_values = SlotValueComparer(model.slots, model.vocabulary)

    def nearest(self, words: Words, exact: Spans) -> tuple[Understood | None, float]:
        """Take the utterance for the sample it is most like; also tell how like that is."""
        if len(words) > LONGEST_LIKENESS:
            return None, 0.0
        likelihood = self._model.likelihood.rank(words.tokens)
        scored = self._scored(words.tokens, exact, likelihood)
        scores = {
            intent: max(score for score, _ in of_intent) for intent, of_intent in scored.items()
        }
        accepted = self._accepted(scores, words.tokens, likelihood)
        if accepted is None:
            return None, max(scores.values(), default=0.0)
        # As among samples that the words are: the one with the most of them in slots says most.
        least = scores[accepted] - self._rules.likeness.as_good
        score, comparison = max(
            (near for near in scored[accepted] if near[0] >= least),
            key=lambda near: (near[1].words_in_slots, near[0]),
        )
        return Understood(comparison.sample, comparison.filled, words, score * LIKENESS), score

    def _scored(
        self, tokens: tuple[str, ...], exact: Spans, likelihood: Mapping[str, float]
    ) -> dict[str, list[tuple[float, Comparison]]]:
        """Give every sample that may count, by intent, with how like it the utterance is."""
        rule = self._rules.likeness
        unknown = self._unknown_share(tokens)
        spans = self._slot_values.extend(tokens, exact, rule.slot_value)
        scored: dict[str, list[tuple[float, Comparison]]] = {}
        for comparison in self._samples.compare(tokens, spans):
            if self._is_ruled_out(comparison, tokens):
                continue
            intent = comparison.sample.intent
            likely = rule.likelihood_weight * math.sqrt(likelihood.get(intent, 0.0))
            score = (comparison.likeness + likely) / (1 + rule.likelihood_weight)
            score -= rule.unknown_penalty * unknown
            scored.setdefault(intent, []).append((min(1.0, max(0.0, score)), comparison))
        return scored

    def without_frame(self, words: Words) -> Understood | None:
        """Take the utterance for what it is like without its polite opening."""
        request = without_politeness(words)
        if request.tokens == words.tokens:
            return None
        understood, _ = self.nearest(request, self._model.spans(request))
        return understood

    def _accepted(
        self, scores: Mapping[str, float], tokens: tuple[str, ...], likelihood: Mapping[str, float]
    ) -> str | None:
        """Give the intent that the utterance is like enough, if there is one."""
        rule = self._rules.likeness
        is_known = all(map(self._model.vocabulary.knows, tokens))
        nearest = max(scores, key=scores.__getitem__, default=None)
        if nearest is None:
            return None
        if scores[nearest] >= rule.threshold:
            return nearest
        clearest = self._clear_favourite(tokens, likelihood) if is_known else None
        return clearest if scores.get(clearest or "", 0.0) >= rule.clear_threshold else None

    def _unknown_share(self, tokens: tuple[str, ...]) -> float:
        """Tell how much of an utterance, by weight, are words that the model has never heard."""
        weights = {token: self._model.vocabulary.weight(token) for token in tokens}
        unknown = sum(
            weight for token, weight in weights.items() if not self._model.vocabulary.knows(token)
        )
        return unknown / sum(weights.values())

    def _clear_favourite(
        self, tokens: tuple[str, ...], likelihood: Mapping[str, float]
    ) -> str | None:
        """Give the intent that is far likelier than any other, if there is one."""
        rule = self._rules.likeness
        likely = [intent for intent, value in likelihood.items() if value > rule.clear_lead]
        if len(tokens) < rule.clear_words or len(likely) != 1:
            return None
        return likely[0]

    def _is_ruled_out(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether a likeness must not count, however close it is."""
        sample = comparison.sample
        if sample.intent == self._rules.alarm.intent or comparison.turns:
            return True
        if comparison.missing and sample.intent in self._rules.every_word:
            return True
        if len(comparison.filled) < sum(isinstance(part, SlotElement) for part in sample.core):
            # Alexa fills every slot of a sample that she takes an utterance for.
            return True
        is_filled = bool(comparison.filled)
        if (
            comparison.missing
            and is_filled
            and sample.intent in self._rules.every_word_where_filled
        ):
            return True
        if out_of_scope().rules_out(comparison, tokens):
            return True
        rule = self._rules.likeness
        if len(sample.core) == 1 and comparison.said < rule.one_word:
            return True
        is_slots = all(isinstance(element, SlotElement) for element in sample.core)
        return is_slots and comparison.said < rule.slots_only
