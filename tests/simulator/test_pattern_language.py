"""All patterns of words share fillers, stops and the forms of irregular words."""

import pytest

from skill.simulator.understanding.phrases.pattern_language import pattern_language
from skill.simulator.understanding.phrases.phrase_patterns import PatternTable, Reading


def is_found(pattern: str, utterance: str, **more: list[str]) -> bool:
    """Tell whether an utterance has a pattern of the shared language, with more words of a kind."""
    language = pattern_language({}, **more)
    reading = Reading(language, tuple(utterance.split()))
    return any(reading.find(PatternTable([language.pattern(pattern)])))


@pytest.mark.parametrize("form", ["hold", "holds", "held", "holding"])
def test_irregular_forms_are_one_word(form: str) -> None:
    """A pattern names a verb once for all its tenses."""
    assert is_found("he hold me", f"he {form} me")


@pytest.mark.parametrize(("word", "other"), [("her", "here"), ("not", "note"), ("car", "care")])
def test_words_that_only_look_like_forms_are_told_apart(word: str, other: str) -> None:
    """Cutting off an ending would make one of them."""
    assert not is_found(f"hit {word}", f"hit {other}")
    assert not is_found(f"hit {other}", f"hit {word}")


def test_a_gap_passes_no_people_and_no_denial() -> None:
    """Who does something, and whether, must be what the pattern says; whose it is may be any."""
    assert is_found("he .. hit", "he badly hit")
    assert is_found("he .. hit", "he with his hand hit")
    assert not is_found("he .. hit", "he saw him hit")
    assert not is_found("he .. hit", "he never hit")


def test_a_use_of_the_language_may_add_words() -> None:
    """Fillers and stops of its own come to those that all share."""
    assert not is_found("he hit", "he boldly hit")
    assert is_found("he hit", "he boldly hit", fillers=["boldly"])
    assert not is_found("he .. hit", "he boldly hit", stops=["boldly"])
