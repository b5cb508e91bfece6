"""Guess what was said where a recogniser wrote other words.

Recognisers cut words where they should not ("in to macy", "sum times") and
take one word for another that sounds like it. Sounds are beyond a keyboard;
letters are near enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.simulator.normalise import Words
    from skill.simulator.vocabulary import Vocabulary

LEAST_LIKENESS: Final = 0.8
"""How alike the letters must be."""
LEAST_LETTERS: Final = 5
"""Shorter words are too easily alike."""
GUESSES: Final = 3
"""How many words are guessed in one place."""
_RUNS: Final = (2, 3, 1)


class MishearingGuesser:
    """Puts words of the model in place of what they may have been misheard as."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary.words if len(word) >= LEAST_LETTERS - 1]

    def guesses(self, words: Words) -> Iterator[Words]:
        """Give the utterance with one run of words replaced, for each run and guess."""
        for size in _RUNS:
            for start in range(len(words) - size + 1):
                run = words.tokens[start : start + size]
                letters = "".join(run)
                if len(letters) < LEAST_LETTERS or (size == 1 and self._vocabulary.knows(run[0])):
                    continue
                found = process.extract(
                    letters,
                    self._words,
                    scorer=Indel.normalized_similarity,
                    score_cutoff=LEAST_LIKENESS,
                    limit=GUESSES,
                )
                for word, _, _ in found:
                    yield words.replace(start, start + size, (word,))
