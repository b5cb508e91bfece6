"""Tell what is said to Alexa herself, or about something else, and only sounds like the skill's own.

"Set an alarm for six" is much like "set it for six", and "remind me to call mom" like
"remind me to talk". What gives them away is what the sample lacks: a thing that Alexa sees to
by herself, or an errand. And who asks what time it is in Perth does not tell where they are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from skill.simulator.samples import SlotElement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.simulator.acceptance import Elsewhere
    from skill.simulator.similarity import Comparison


def is_elsewhere(comparison: Comparison, tokens: tuple[str, ...], rule: Elsewhere) -> bool:
    """Tell whether an utterance, much like a sample though it may be, is none of the skill's."""
    sample = comparison.sample
    left_over = set(tokens).difference(comparison.shared)
    if not rule.things.isdisjoint(left_over):
        return True
    slots = sum(isinstance(element, SlotElement) for element in sample.core)
    tells_nothing = len(comparison.filled) < slots or not rule.questions.isdisjoint(left_over)
    if sample.intent in rule.statements and tells_nothing:
        return True
    if any(
        _stands_in(saying, tokens) and not _stands_in(saying, sample.core)
        for saying in rule.sayings
    ):
        return True
    return not set(_errands(tokens, rule)) <= set(pairwise(sample.core))


def is_errand(tokens: tuple[str, ...], rule: Elsewhere) -> bool:
    """Tell whether an utterance asks to be reminded of something: "remind me to call mom"."""
    return any(_errands(tokens, rule))


def _errands(tokens: tuple[str, ...], rule: Elsewhere) -> Iterator[tuple[str, str]]:
    """Give the start of each errand: "to call" of "remind me to call mom"."""
    for opening in rule.errands:
        for place in range(len(tokens) - len(opening)):
            if tokens[place : place + len(opening)] == opening:
                yield opening[-1], tokens[place + len(opening)]


def _stands_in(saying: tuple[str, ...], words: tuple[object, ...]) -> bool:
    return saying[0] in words and any(
        words[place : place + len(saying)] == saying for place in range(len(words))
    )
