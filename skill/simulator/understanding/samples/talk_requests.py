"""Find the request that stands in talk: "the phone rang so start over" is "start over".

Where a request may begin and stop is told by ``asides``; here it is told which samples may be
asked so, and which of several is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding import asides
from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.understood import LONGEST_LIKENESS, REQUEST, Understood

if TYPE_CHECKING:
    from skill.simulator.understanding.compiled_model import CompiledModel
    from skill.simulator.understanding.samples.likeness import LikenessFinder
    from skill.simulator.understanding.samples.sample_tree import Match
    from skill.simulator.understanding.samples.slot_spans import Spans
    from skill.simulator.understanding.samples.whole_samples import WholeSamples
    from skill.simulator.understanding.words.normalise import Words


class TalkRequests:
    """The samples of a model that may be asked for in talk."""

    def __init__(self, model: CompiledModel, whole: WholeSamples, likeness: LikenessFinder) -> None:
        self._model = model
        self._whole = whole
        self._likeness = likeness
        self._rules = acceptance()

    def find(self, words: Words, spans: Spans) -> Understood | None:
        """Take the utterance for the request that stands in it, with talk before or behind."""
        if len(words) > LONGEST_LIKENESS or asides.says_both(words.tokens):
            return None
        twice = self._twice(words)
        if twice:
            return twice
        request = self._likeliest(words.tokens, spans)
        if request is None or self._talk_is_the_point(words, request):
            return None
        part = words.tokens[request.start : request.stop]
        if request.sample.intent in self._rules.request.undoing and asides.points_back(part):
            whole, _ = self._likeness.nearest(words, spans)
            if whole:
                return whole
        return Understood(request.sample, request.filled, words, REQUEST)

    def _likeliest(self, tokens: tuple[str, ...], spans: Spans) -> Match | None:
        """Give the sample that is asked for: rather a command than its reason, rather the last."""
        requests = [
            match
            for start in range(len(tokens))
            if (before := asides.beginning(tokens, start))
            for match in self._model.tree.openings(tokens, spans, start)
            if (after := asides.end(tokens, match.stop))
            and self._asks(match, tokens, before, after)
        ]
        return max(
            requests,
            key=lambda match: (
                asides.asks(match.sample.core),
                match.stop,
                -match.start,
                match.sample.text is not None,
            ),
            default=None,
        )

    def _twice(self, words: Words) -> Understood | None:
        """Take the utterance for a request that it makes in two ways: "forget it never mind"."""
        for cut in range(1, len(words)):
            ways = [words.part(0, cut), words.part(cut, len(words))]
            first, second = (self._model.whole(way) for way in ways)
            intents = {match.sample.intent if match else None for match in (first, second)}
            if second and len(intents) == 1 and intents <= self._rules.request.intents:
                return Understood(second.sample, second.filled, ways[1], REQUEST)
        return None

    def _asks(
        self, match: Match, tokens: tuple[str, ...], before: asides.Cut, after: asides.Cut
    ) -> bool:
        """Tell whether a part that is a sample may be what the whole utterance asks for."""
        rule = self._rules.request
        if match.sample.intent not in rule.intents or not match.is_exact:
            return False
        if match.sample.intent in rule.commands_only and not asides.asks(match.sample.core):
            return False
        if not before.is_plain and not asides.stands_alone(match.sample.core):
            return False
        are_plain = before.is_plain and after.is_plain
        if before.talk and after.talk and not are_plain:
            return False
        part = tokens[match.start : match.stop]
        if len(part) < rule.least_words:
            return part[0] in rule.commands and (are_plain or asides.begins_clause(after.talk))
        told = [word for word in match.sample.core if isinstance(word, str)]
        return sum(map(self._model.vocabulary.weight, told)) >= rule.least_weight and any(
            word not in self._model.lexicon.light_weights for word in told
        )

    def _talk_is_the_point(self, words: Words, request: Match) -> bool:
        """Tell whether the talk beside a request weighs more: "i want to die, stop"."""
        for talk in (words.part(0, request.start), words.part(request.stop, len(words))):
            if not talk.tokens:
                continue
            spans = self._model.spans(talk)
            understood = self._whole.find(talk) or self._likeness.nearest(talk, spans)[0]
            intent = understood.sample.intent if understood else None
            if intent != request.sample.intent and intent in self._rules.request.points:
                return True
        return False
