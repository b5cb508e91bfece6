"""A sample that an utterance was taken for, and how sure each way to find one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from skill.simulator.understanding.samples.sample_tree import Filled
    from skill.simulator.understanding.samples.samples import Sample
    from skill.simulator.understanding.words.normalise import Words

WORD_FOR_WORD: Final = 1.0
PLAINER: Final = 0.98
INTERCHANGEABLE: Final = 0.95
ALARM: Final = 0.9
ANSWER: Final = 0.9
PHRASE: Final = 0.85
REQUEST: Final = 0.85
LIKENESS: Final = 0.95
"""The most; it is multiplied by how like the utterance is."""
MISHEARING: Final = 0.75
UNLISTED: Final = 0.7
ANSWER_IN_STORY: Final = 0.65
PART: Final = 0.6

LONGEST_LIKENESS: Final = 40
"""Words; no sample is nearly as long, so a longer utterance is like none."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A sample that an utterance was taken for.

    Attributes:
        sample: the sample.
        filled: its slots and the words that fill them.
        words: the wording of the utterance in which it was found.
        confidence: how sure that is, from 0 to 1.
    """

    sample: Sample
    filled: Filled
    words: Words
    confidence: float
