"""Speech as a value: words at a pace, with pauses between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of plain text, said at the usual pace or slowly."""

    text: str
    slow: bool = False
    main: bool = field(default=False, compare=False)
    """True for what a turn is about, such as a tip or a question, and not for what leads there.

    It sounds no different; a screen shows it larger.
    """


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence of so many milliseconds; Alexa allows at most 10,000 in one break."""

    milliseconds: int


Speech = tuple[Words | Pause, ...]

SILENCE: Speech = (Pause(500),)
"""Half a second of nothing, for a reprompt where nothing may be said."""

_LAST_SENTENCE = re.compile(r"[^.!?:;]+\?$")


def plain_text(speech: Speech) -> str:
    """Return the words alone, as they would stand on a card or in a transcript."""
    return " ".join(part.text for part in speech if isinstance(part, Words))


def question_in(text: str) -> str:
    """Return the question a text ends in, or the whole text where it ends in none."""
    found = _LAST_SENTENCE.search(text)
    return found.group().strip() if found else text


def led_into(lead_in: str, sentence: str) -> str:
    """Return a sentence with some words before it that go on into it."""
    return f"{lead_in} {sentence[:1].lower()}{sentence[1:]}"


def capitalised(text: str) -> str:
    """Return a text with its first letter in upper case, for the start of a sentence."""
    return text[:1].upper() + text[1:]
