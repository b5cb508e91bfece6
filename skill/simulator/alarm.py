"""Hear calls for help, even among other words, and tell them from sayings that only sound so.

A missed call is the worst failure of all, so the intent of ``acceptance.toml``'s
``[alarm]`` is listened for in two ways of its own: for what an utterance says
(``danger``), and for a sample that stands anywhere in it. Being much like a
sample is not enough, for "he took my breath away" is much like "he took my keys
away"; that is what makes harmless words set off an alarm.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from skill.simulator.acceptance import acceptance
from skill.simulator.danger import danger_grammar

if TYPE_CHECKING:
    from skill.simulator.danger import Danger
    from skill.simulator.likelihood import IntentLikelihood
    from skill.simulator.normalise import Words
    from skill.simulator.sample_tree import Match


class AlarmListener:
    """Judges whether an utterance, or a sample that stands in it, is a call for help."""

    def __init__(self, likelihood: IntentLikelihood) -> None:
        self._rule = acceptance().alarm
        self._likelihood = likelihood
        self._grammar = danger_grammar()

    def danger(self, words: Words) -> Danger | None:
        """Give the danger that an utterance tells of, if it does."""
        return self._grammar.find(words)

    def is_call(self, match: Match, words: Words) -> bool:
        """Tell whether a part of an utterance that is a sample is a call for help."""
        rule = self._rule
        return (
            match.sample.intent == rule.intent
            and match.stop - match.start >= rule.least_words
            and self._is_of_alarm(words.tokens[match.start : match.stop])
            and not self._grammar.is_innocent(words)
        )

    def _is_of_alarm(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether one of the words, or of the pairs of neighbours, belongs to calls for help."""
        rule = self._rule
        return any(
            self._likelihood.share(token, rule.intent) >= rule.least_share for token in tokens
        ) or any(
            self._likelihood.pair_share(*pair, rule.intent) >= rule.least_pair_share
            for pair in pairwise(tokens)
        )
