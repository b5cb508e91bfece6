"""What all patterns of words share: the words that may stand between their parts, and stems.

The data is ``pattern_language.toml``, added to what is known about words (``lexicon``).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.phrases.phrase_patterns import PatternLanguage
from skill.simulator.understanding.words.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

POSSESSIVES: Final = frozenset({"his", "her", "their"})
"""They name somebody only to say whose something is."""


def pattern_language(
    named: Mapping[str, str], fillers: Iterable[str] = (), stops: Iterable[str] = ()
) -> PatternLanguage:
    """Make a language of patterns with the fillers and stops that all share, and more of them."""
    known = lexicon()
    shared_fillers, shared_stops, forms = _shared()
    return PatternLanguage(
        named,
        fillers=shared_fillers.union(fillers),
        stops=shared_stops.union(known.people - POSSESSIVES, known.negations, stops),
        stem=lambda word: forms.get(word) or known.stem(word),
    )


@cache
def _shared() -> tuple[frozenset[str], frozenset[str], Mapping[str, str]]:
    """Read ``pattern_language.toml``: the fillers, the stops, and the stem of each irregular form."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("pattern_language.toml").read_text(encoding="utf-8")
    )
    forms: dict[str, str] = {}
    for stem, words in data["forms"].items():
        forms |= dict.fromkeys([stem, *words.split()], stem)
    fillers, stops = (frozenset(data[name]["words"].split()) for name in ("fillers", "stops"))
    return fillers, stops, forms
