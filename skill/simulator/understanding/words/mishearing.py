"""Guess what was said where a recogniser wrote other words.

Recognisers cut words where they should not ("in to macy", "sum times") and
take one word for another that sounds like it: "dater" for "data". Two guesses are
made: by letters, which are near enough where the rest is a sample, and by sound, for
words that the model has never heard.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from skill.simulator.understanding.words.normalise import english
from skill.simulator.understanding.words.sound import sound_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from skill.simulator.understanding.samples.vocabulary import Vocabulary
    from skill.simulator.understanding.words.normalise import Words

LEAST_LIKENESS: Final = 0.8
"""How alike the letters must be."""
LEAST_LETTERS: Final = 5
"""Shorter words are too easily alike."""
GUESSES: Final = 3
"""How many words are guessed in one place."""
SOUND_LETTERS: Final = 0.6
"""How alike the letters of words that sound alike must be."""
SHORT_SOUND: Final = 2
"""Of so few consonants, for which the letters must be more alike; of fewer, no word is guessed."""
SHORT_SOUND_LETTERS: Final = 0.75
_RUNS: Final = (2, 3, 1)


class MishearingGuesser:
    """Puts words of the model in place of what they may have been misheard as."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary.words if len(word) >= LEAST_LETTERS - 1]
        self._by_sound: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for word in vocabulary.words:
            self._by_sound[sound_key(word)].append((word, (word,)))
        for spelling, plain in english().spellings.items():
            if len(plain) > 1 and spelling.isalpha() and all(map(vocabulary.knows, plain)):
                self._by_sound[sound_key(spelling)].append((spelling, plain))

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

    def guesses_by_sound(self, words: Words, certain: frozenset[str]) -> Iterator[Words]:
        """Give the utterance with a word of the model for one or more that sound like it.

        One word alone is only replaced if the model has never heard it, and none of ``certain``.
        """
        for size in (1, 2, 3):
            for start in range(len(words) - size + 1):
                run = words.tokens[start : start + size]
                if not certain.isdisjoint(run) or (size == 1 and self._vocabulary.knows(run[0])):
                    continue
                joined = "".join(run)
                sound = sound_key(joined)
                least = SOUND_LETTERS if len(sound) > SHORT_SOUND else SHORT_SOUND_LETTERS
                if len(sound) < SHORT_SOUND:
                    continue
                alike = {
                    plain: Indel.normalized_similarity(joined, known)
                    for known, plain in self._by_sound.get(sound, ())
                    if plain != run
                }
                for plain in sorted(alike, key=alike.__getitem__, reverse=True)[:GUESSES]:
                    if alike[plain] >= least:
                        yield words.replace(start, start + size, plain)


def sounding_alike(
    words: Words, sounds_like: Mapping[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Words]:
    """Give the utterance with words that sound like its own: all of them, then one at a time.

    Args:
        words: the utterance.
        sounds_like: by one to three words that a recogniser writes, what may have been said.
    """
    tokens = words.tokens
    found = [
        (start, start + size, said)
        for size in (3, 2, 1)
        for start in range(len(tokens) - size + 1)
        if (said := sounds_like.get(tokens[start : start + size]))
    ]
    if not found:
        return
    everywhere, edge = words, len(words)
    for start, stop, said in sorted(found, reverse=True):
        if stop <= edge:
            everywhere, edge = everywhere.replace(start, stop, said), start
    yield everywhere
    if len(found) > 1:
        yield from (words.replace(*one) for one in found)
