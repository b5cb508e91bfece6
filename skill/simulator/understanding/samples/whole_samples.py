"""Find the sample that an utterance is, all its words taken together.

It is looked for word for word, and then in ever plainer wordings ("okay so stop please"), with
words that are interchangeable ("she" for "he"), and with words that sound alike ("next won").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.understood import (
    INTERCHANGEABLE,
    MISHEARING,
    PLAINER,
    WORD_FOR_WORD,
    Understood,
)
from skill.simulator.understanding.words.clauses import wordings
from skill.simulator.understanding.words.mishearing import sounding_alike
from skill.simulator.understanding.words.normalise import english

if TYPE_CHECKING:
    from skill.simulator.understanding.compiled_model import CompiledModel
    from skill.simulator.understanding.words.normalise import Words


class WholeSamples:
    """The samples of a model, as utterances of their own."""

    def __init__(self, model: CompiledModel) -> None:
        self._model = model

    def find(self, words: Words) -> Understood | None:
        """Take the utterance for a sample that it is, or that it all but is."""
        nearly: Understood | None = None
        for place, wording in enumerate(wordings(words)):
            joined = self._model.joined(wording)
            match = self._model.whole(joined)
            if match and match.is_exact:
                confidence = PLAINER if place else WORD_FOR_WORD
                return Understood(match.sample, match.filled, joined, confidence)
            if match and not nearly:
                nearly = Understood(match.sample, match.filled, joined, INTERCHANGEABLE)
        return nearly or self._sounding(words)

    def _sounding(self, words: Words) -> Understood | None:
        """Take the utterance for a sample that sounds like it."""
        for guess in sounding_alike(words, english().sounds_like):
            for wording in wordings(guess):
                joined = self._model.joined(wording)
                match = self._model.whole(joined)
                if match and match.is_exact:
                    return Understood(match.sample, match.filled, joined, MISHEARING)
        return None
