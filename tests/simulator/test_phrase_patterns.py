"""Patterns of words find what an utterance says, whatever its tense and auxiliaries."""

import pytest

from skill.simulator.understanding.phrases.phrase_patterns import (
    PatternLanguage,
    PatternTable,
    Reading,
)
from skill.simulator.understanding.words.lexicon import lexicon

LANGUAGE = PatternLanguage(
    {"they": "(he|she|my (husband|wife))", "hit": "(hit|slap|beat up)"},
    fillers=frozenset({"is", "has", "been", "always"}),
    stops=frozenset({"not", "it", "she"}),
    stem=lexicon().stem,
)


def found(pattern: str, utterance: str) -> set[tuple[str, str]]:
    """Give what the pattern covers in an utterance, and what it marks."""
    tokens = tuple(utterance.split())
    places = Reading(LANGUAGE, tokens).find(PatternTable([LANGUAGE.pattern(pattern)]))
    return {
        (
            " ".join(tokens[place.start : place.stop]),
            " ".join(tokens[slice(*place.marked)]) if place.marked else "",
        )
        for _, place in places
    }


@pytest.mark.parametrize(
    ("pattern", "utterance", "covered"),
    [
        ("<they> <hit> me", "my husband slaps me", "my husband slaps me"),
        (
            "<they> <hit> me",
            "well he has always been slapping me",
            "he has always been slapping me",
        ),
        ("he [often] hit", "he often hits", "he often hits"),
        ("he [often] hit", "he hits", "he hits"),
        ("=hits me", "he hits me", "hits me"),
        ("he .. hit me", "he came home drunk hit me", "he came home drunk hit me"),
        ("he ... me", "he says it is not me", "he says it is not me"),
        ("^ help $", "help", "help"),
        ("hit me !(at|in)", "he hit me hard", "hit me"),
        ("my (husband 's) phone", "my husband 's phone", "my husband 's phone"),
    ],
)
def test_a_pattern_is_found(pattern: str, utterance: str, covered: str) -> None:
    """Forms of words, fillers, gaps, choices and ends are all found where they stand."""
    assert found(pattern, utterance) == {(covered, "")}


@pytest.mark.parametrize(
    ("pattern", "utterance"),
    [
        ("<they> <hit> me", "he does not hit me"),
        ("<they> <hit> me", "he beats me"),
        ("=hits me", "hit me with a tip"),
        ("he .. hit me", "he said it hit me"),
        ("he .. hit me", "he came home one rainy night hit me"),
        ("^ help $", "help me"),
        ("hit me !(at|in)", "he hit me at chess"),
        ("hit me !at", "he hit me always at chess"),
        ("my (husband 's) phone", "my husband is phone"),
    ],
)
def test_a_pattern_is_not_found(pattern: str, utterance: str) -> None:
    """A denial, another form, somebody else, or what must not follow stands in the way."""
    assert not found(pattern, utterance)


def test_patterns_of_a_table_are_found_in_its_order() -> None:
    """The first of several patterns that an utterance has comes first, wherever it stands."""
    texts = ("never", "... hit me", "<they> [often] hit", "he")
    table = PatternTable(map(LANGUAGE.pattern, texts))
    numbers = [number for number, _ in Reading(LANGUAGE, ("he", "hits", "me")).find(table)]
    assert numbers == [1, 1, 2, 3]


def test_marked_words_are_told() -> None:
    """The words in braces are what fills a slot."""
    assert found("<they> <hit> {me|us}", "she beat us up and slapped me") == set()
    assert found("<they> <hit> {me|us}", "she slapped us") == {("she slapped us", "us")}


@pytest.mark.parametrize(
    "pattern", ["(he|she", "he) hit", "<nobody> hits", "he * hits", "he [often"]
)
def test_a_pattern_that_cannot_be_read_is_an_error(pattern: str) -> None:
    """A bracket left open, a name nobody defined or a strange sign is told at once."""
    with pytest.raises(ValueError, match=r"'|<"):
        LANGUAGE.pattern(pattern)
