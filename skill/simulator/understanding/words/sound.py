"""What a word sounds like, roughly, so that "dater" can pass for "data" and "lift" for "left".

The key is made as Metaphone's is (Lawrence Philips, 1990): the consonants by their sound, and of
vowels only that a word begins with one. An "r" before a consonant or at the end is left out,
as half of those who speak English do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"wh", "w"),
        (r"tch|ch|sh|(?<=.)[ts]io(?=n)", "X"),
        (r"ph", "f"),
        (r"gh", ""),
        (r"gn(?=e?s?$)", "n"),
        (r"mb$", "m"),
        (r"dg(?=[eiy])|g(?=[eiy])", "j"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"ck|q|c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"th", "0"),
        (r"r(?![aeiouy])", ""),
        (r"^[aeiou]+", "A"),
        (r"(?<=.)[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@cache
def sound_key(word: str) -> str:
    """Give what words that sound alike have in common: "lft" for "lift" and "left"."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word
