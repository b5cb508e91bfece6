"""Hear calls for help, even among other words, and tell them from sayings that only sound so.

A missed call is the worst failure of all, so the intent of ``acceptance.toml``'s
``[alarm]`` is listened for with more patience than the rest. A harmless
sentence must not set it off either: "i'm scared of spiders" has the words and
not the meaning.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from skill.simulator.acceptance import acceptance
from skill.simulator.danger import danger_grammar
from skill.simulator.normalise import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.simulator.likelihood import IntentLikelihood
    from skill.simulator.sample_tree import Match
    from skill.simulator.similarity import Comparison
    from skill.simulator.vocabulary import Vocabulary

LISTENER: Final = frozenset({"you"})
"""Who is asked to help, and so is not who is in danger."""
SPEAKER: Final = frozenset({"i", "me", "my", "we", "us", "our"})
"""Who is in danger, where a sample says so."""
NEAR: Final = 2
"""How many words may stand between a call for help and a saying that makes it harmless."""


class AlarmListener:
    """Judges whether what matches a call for help is one."""

    def __init__(self, vocabulary: Vocabulary, likelihood: IntentLikelihood) -> None:
        self._rule = acceptance().alarm
        self._fold = vocabulary.lexicon.fold
        self._sayings = [tuple(map(self._fold, saying)) for saying in self._rule.harmless]
        self._things = frozenset(map(self._fold, self._rule.things))
        self._vocabulary = vocabulary
        self._likelihood = likelihood

    def is_of_alarm(self, comparison: Comparison) -> bool:
        """Tell whether a comparison is with a call for help, and of the same polarity."""
        return comparison.sample.intent == self._rule.intent and not comparison.turns_inside

    def is_call(self, match: Match, tokens: tuple[str, ...]) -> bool:
        """Tell whether a part of an utterance that is a sample is a call for help."""
        rule = self._rule
        return (
            match.sample.intent == rule.intent
            and match.stop - match.start >= rule.least_words
            and self._alarms(
                tokens[match.start : match.stop], rule.least_share, in_pairs=True, with_things=True
            )
            and not self._is_harmless(tokens, match.start, match.stop)
        )

    def is_call_among_words(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether a call for help stands in an utterance, with other words between its own."""
        rule = self._rule
        return (
            comparison.sample.intent == rule.intent
            and comparison.matched >= rule.heard_matched
            and comparison.said_inside >= rule.heard_said
            and comparison.stop - comparison.start >= rule.least_words
            and not comparison.turns_inside
            and comparison.fills_slots
            and self._says_what(comparison)
            and not self._lacks_somebody(comparison)
            and not self._lacks_the_speaker(comparison, tokens)
            and self._alarms(comparison.shared, rule.least_share)
            and not self._is_harmless(tokens, comparison.start, comparison.stop)
        )

    def is_false(
        self, comparison: Comparison, tokens: tuple[str, ...], likelihood: Mapping[str, float]
    ) -> bool:
        """Tell whether what is like a call for help is none."""
        rule = self._rule
        if comparison.sample.intent != rule.intent:
            return False
        is_doubtful = comparison.matched < rule.heard_matched
        is_nearly = not is_doubtful and comparison.said >= rule.heard_matched
        return (
            comparison.matched < rule.like_matched
            or (is_doubtful and self._lacks_somebody(comparison))
            or likelihood.get(rule.intent, 0.0) < rule.like_likelihood
            or not self._alarms(comparison.shared, rule.like_share, in_pairs=is_nearly)
            or self._lacks_the_speaker(comparison, tokens)
            or self._is_command(comparison, tokens)
            or self._is_harmless(tokens, comparison.start, comparison.stop)
        )

    def _is_command(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether somebody is told to do what the sample says somebody does: "read my messages"."""
        lexicon = self._vocabulary.lexicon
        somebody, first = comparison.sample.core[0], tokens[0]
        return (
            somebody in lexicon.people
            and somebody in comparison.missing
            and comparison.start == 0
            and lexicon.stem(first) == first
            and first not in lexicon.people
        )

    def is_clear(self, tokens: tuple[str, ...], likelihood: Mapping[str, float]) -> bool:
        """Tell whether the words by themselves are a call for help and can be nothing else."""
        rule = self._rule
        lexicon = self._vocabulary.lexicon
        likely = [intent for intent, value in likelihood.items() if value > rule.clear_lead]
        return (
            likely == [rule.intent]
            and len(tokens) >= rule.clear_words
            and tokens[0] in lexicon.people | lexicon.light_weights.keys()
            and all(map(self._vocabulary.knows, tokens))
            and not (lexicon.people - LISTENER).isdisjoint(tokens)
            and self._alarms(tokens, rule.clear_share, in_pairs=True)
            and not self._is_harmless(tokens, 0, len(tokens))
        )

    def _says_what(self, comparison: Comparison) -> bool:
        """Tell whether the sample says what is done, and not only who and what fills its slots."""
        lexicon = self._vocabulary.lexicon
        little = lexicon.people | lexicon.light_weights.keys()
        words = (word for word in comparison.sample.core if isinstance(word, str))
        return any(word not in little for word in words)

    def _lacks_somebody(self, comparison: Comparison) -> bool:
        """Tell whether the utterance leaves out who does it, or to whom."""
        return not self._vocabulary.lexicon.people.isdisjoint(comparison.missing)

    def _lacks_the_speaker(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether the sample is about the speaker and the utterance is not: "his phone"."""
        return not SPEAKER.isdisjoint(comparison.missing) and SPEAKER.isdisjoint(tokens)

    def _alarms(
        self,
        tokens: tuple[str, ...],
        least_share: float,
        *,
        in_pairs: bool = False,
        with_things: bool = False,
    ) -> bool:
        """Tell whether one of the words, or of the pairs of neighbours, belongs to calls for help."""
        intent = self._rule.intent
        things = frozenset() if with_things else self._things
        if any(
            self._likelihood.share(token, intent) >= least_share
            for token in tokens
            if self._fold(token) not in things
        ):
            return True
        least_pair_share = max(least_share, self._rule.least_pair_share)
        return in_pairs and any(
            self._likelihood.pair_share(*pair, intent) >= least_pair_share
            for pair in pairwise(tokens)
            if things.isdisjoint(map(self._fold, pair))
        )

    def _is_harmless(self, tokens: tuple[str, ...], start: int, stop: int) -> bool:
        """Tell whether what sounds like a call for help, from ``start`` to ``stop``, is none.

        It is if it is part of a saying, or goes on to something that the model
        has never heard of.
        """
        if danger_grammar().is_innocent(Words(tokens, tokens)):
            return True
        folded = tuple(map(self._fold, tokens))
        for saying in self._sayings:
            for place in range(max(0, start - len(saying) - NEAR), stop + NEAR + 1):
                if folded[place : place + len(saying)] == saying:
                    return True
        if stop < len(tokens) and tokens[stop] in self._rule.continuations:
            light = self._vocabulary.lexicon.light_weights
            telling = next((token for token in tokens[stop + 1 :] if token not in light), None)
            return telling is not None and not self._vocabulary.knows(telling)
        return False
