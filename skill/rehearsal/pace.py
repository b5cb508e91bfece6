"""How long it takes Alexa to say something: an estimate, and what nobody should have to sit through."""

from __future__ import annotations

from skill.speech.spoken import Pause, Speech

WORDS_A_SECOND = 2.6
"""Alexa's usual pace, the breath between sentences included.

Measured recordings of her English voices lie between 2.5 and 2.8; Amazon gives no figure.
"""

SLOWLY = 0.8
"""How much of the usual pace is left at ``prosody rate="slow"``; an estimate as well."""

SENTENCE_SECONDS = 28.0
"""The longest any one text may take: seventy words, the most that any kind of text may have."""

TURN_SECONDS = 31.0
"""The longest one turn may take, pauses included: a tip with all that may come around it."""


def seconds(speech: Speech) -> float:
    """Return about how many seconds it takes Alexa to say something."""
    return sum(
        part.milliseconds / 1000
        if isinstance(part, Pause)
        else len(part.text.split()) / (WORDS_A_SECOND * (SLOWLY if part.slow else 1.0))
        for part in speech
    )
