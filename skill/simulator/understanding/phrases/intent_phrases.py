"""Tell an intent by phrases, where people talk too long and too freely to be like any sample.

"Lately i can hardly get out of bed in the morning i'm so low" is low mood,
whatever stands around "i'm so low". The phrases are data:
``intent_phrases.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from skill.simulator.understanding.phrases.pattern_language import pattern_language
from skill.simulator.understanding.phrases.phrase_patterns import PatternTable, Reading
from skill.simulator.understanding.words.normalise import heard_right, misheard_table

if TYPE_CHECKING:
    from skill.simulator.understanding.phrases.phrase_patterns import Found
    from skill.simulator.understanding.words.normalise import Words


@dataclass(frozen=True, slots=True)
class _Rule:
    """The phrases of an intent, and the innocent readings of the same words."""

    intent: str
    says: PatternTable
    unless: PatternTable

    def is_heard(self, reading: Reading) -> bool:
        """Tell whether a phrase stands where no innocent reading touches it."""
        sayings: list[Found] | None = None
        for _, phrase in reading.find(self.says):
            if sayings is None:
                sayings = [found for _, found in reading.find(self.unless)]
            if not any(map(phrase.touches, sayings)):
                return True
        return False


class IntentPhrases:
    """The phrases of ``intent_phrases.toml``."""

    def __init__(self) -> None:
        data = tomllib.loads(
            resources.files(__package__).joinpath("intent_phrases.toml").read_text(encoding="utf-8")
        )
        self._language = pattern_language(
            data["words"],
            fillers=data["fillers"]["words"].split(),
            stops=data["stops"]["words"].split(),
        )
        self._misheard = misheard_table(data["misheard"])
        innocent = data["innocent"]["says"]
        self._rules = [
            _Rule(
                rule["name"],
                self._patterns(rule["says"]),
                self._patterns([*innocent, *rule["unless"]]),
            )
            for rule in data["intent"]
        ]

    def _patterns(self, texts: list[str]) -> PatternTable:
        return PatternTable(map(self._language.pattern, texts))

    def intent(self, words: Words) -> str | None:
        """Give the first intent a phrase of which stands in the utterance."""
        reading = Reading(self._language, heard_right(words, self._misheard).tokens)
        return next((rule.intent for rule in self._rules if rule.is_heard(reading)), None)


@cache
def intent_phrases() -> IntentPhrases:
    """Read ``intent_phrases.toml``."""
    return IntentPhrases()
