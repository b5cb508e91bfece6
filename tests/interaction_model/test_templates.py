"""A template stands for samples: all of them if they are few, a fair choice if they are many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import InteractionModelError
from skill.interaction_model.templates import (
    COMBINATIONS,
    PLAIN_COMBINATIONS,
    parse_words,
    phrases_of,
    samples_of,
)


def samples(template: str, **words: str) -> list[str]:
    return list(samples_of([template], parse_words(words), "TipIntent"))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a tip", ["a tip"]),
        ("(give|tell) me", ["give me", "tell me"]),
        ("a tip [please]", ["a tip please", "a tip"]),
        ("[a|another] tip", ["a tip", "another tip", "tip"]),
        ("a tip [about {theme}]", ["a tip about {theme}", "a tip"]),
        ("(what's|what is) (that|it (now|then))", 6),
        ("don't  (do|say)   it", ["don't do it", "don't say it"]),
    ],
)
def test_a_small_template_gives_every_combination(template: str, expected: list[str] | int) -> None:
    """Alternatives, options, slots and brackets in brackets are all written out."""
    if isinstance(expected, int):
        assert expected == len(set(samples(template)))
    else:
        assert expected == samples(template)


def test_words_are_put_in_place() -> None:
    """A shared word stands for its own template, which may use other shared words."""
    assert samples("give <me> <it>", me="(me|us)", it="it") == ["give me it", "give us it"]
    assert samples("so <who>", who="<pair> see", pair="(I|we)") == ["so I see", "so we see"]


def many(words: int) -> str:
    return "|".join(f"w{number}" for number in range(words))


def test_a_large_template_gives_a_choice() -> None:
    """A template with very many combinations gives few of them, and each alternative at least twice."""
    chosen = samples(f"({many(30)}) ({many(20)}) [{many(10)}]".replace("w", "x"))
    assert len(chosen) < 100
    firsts = [sample.split()[0] for sample in chosen]
    assert all(firsts.count(f"x{number}") >= 2 for number in range(30))


def test_a_choice_starts_with_what_is_said_without_options() -> None:
    """Where the combinations without options are few, they are all there."""
    chosen = samples(f"(a|b) (c|d) [{many(COMBINATIONS)}]")
    assert {"a c", "a d", "b c", "b d"} <= set(chosen)


def test_an_alternation_of_the_whole_is_a_list_of_templates() -> None:
    """A template in brackets as a whole gives all that its alternatives give."""
    size = COMBINATIONS * 3
    assert size == len(samples(f"({many(size)})"))
    assert size == len(samples("<words>", words=f"({many(size)})"))


@given(
    parts=st.lists(
        st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True),
        min_size=1,
        max_size=5,
    )
)
def test_every_alternative_is_heard(parts: list[list[str]]) -> None:
    """Whatever the size, every alternative stands in a sample, and no sample is made up."""
    chosen = [
        sample.split() for sample in samples(" ".join(f"({'|'.join(part)})" for part in parts))
    ]
    for place, part in enumerate(parts):
        assert set(part) == {sample[place] for sample in chosen}


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_choice_stays_small(first: int, second: int) -> None:
    """The number of samples grows with the words of a template, not with their combinations."""
    chosen = samples(f"({many(first)}) ({many(second)})")
    assert len(chosen) <= max(COMBINATIONS, PLAIN_COMBINATIONS + 2 * max(first, second))


def test_the_choice_is_the_same_every_time() -> None:
    """Building the model anew changes nothing."""
    template = f"({many(30)}) ({many(30)}) [so]"
    assert samples(template) == samples(template)


def test_a_phrase_gives_every_combination() -> None:
    """Slot values are written out in full, because entity resolution guesses little."""
    assert len(set(phrases_of([f"({many(20)}) ({many(20)})"], {}, "THEME"))) == 400


@pytest.mark.parametrize(
    ("template", "words", "complaint"),
    [
        ("a (tip", {}, "In TipIntent, the template 'a \\(tip' cannot be read"),
        ("a <tip>", {}, "In TipIntent, the template 'a <tip>' cannot be expanded"),
        ("<a>", {"a": "<b>", "b": "<a>"}, "it uses words that use themselves"),
        ("<a>", {"a": "(b"}, "In the words <a>, the template '\\(b' cannot be read"),
    ],
)
def test_a_wrong_template_is_named(template: str, words: dict[str, str], complaint: str) -> None:
    """An error names the intent and the template as it was written."""
    with pytest.raises(InteractionModelError, match=complaint):
        samples(template, **words)
