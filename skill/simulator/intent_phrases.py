"""Tell an intent by phrases, where people talk too long and too freely to be like any sample.

"Lately i can hardly get out of bed in the morning i'm so low" is low mood,
whatever stands around "i'm so low". The phrases are data:
``intent_phrases.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from skill.simulator.danger import pattern_language
from skill.simulator.normalise import heard_right
from skill.simulator.phrase_patterns import Reading

if TYPE_CHECKING:
    from skill.simulator.normalise import Words
    from skill.simulator.phrase_patterns import Pattern


class IntentPhrases:
    """The phrases of ``intent_phrases.toml``."""

    def __init__(self) -> None:
        data = tomllib.loads(
            resources.files(__package__).joinpath("intent_phrases.toml").read_text(encoding="utf-8")
        )
        self._language = pattern_language(data["words"])
        self._misheard = {
            tuple(said.split()): tuple(meant.split()) for said, meant in data["misheard"].items()
        }
        self._innocent = tuple(map(self._language.pattern, data["innocent"]["says"]))
        self._phrases: list[tuple[str, Pattern]] = [
            (rule["name"], self._language.pattern(text))
            for rule in data["intent"]
            for text in rule["says"]
        ]

    def intent(self, words: Words) -> str | None:
        """Give the intent whose phrase stands in the utterance, unless it is part of a saying."""
        reading = Reading(self._language, heard_right(words, self._misheard).tokens)
        sayings = None
        for intent, pattern in self._phrases:
            for found in reading.find(pattern):
                if sayings is None:
                    sayings = [each for saying in self._innocent for each in reading.find(saying)]
                if not any(found.touches(saying) for saying in sayings):
                    return intent
        return None


@cache
def intent_phrases() -> IntentPhrases:
    """Read ``intent_phrases.toml``."""
    return IntentPhrases()
