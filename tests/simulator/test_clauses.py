"""Particles, padding and politeness come off an utterance."""

import pytest

from skill.simulator.understanding.words.clauses import (
    is_unfinished_request,
    without_padding,
    without_particle,
    without_politeness,
    wordings,
)
from skill.simulator.understanding.words.normalise import normalise


def text(tokens: tuple[str, ...]) -> str:
    return " ".join(tokens)


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("no i do share", "i do share"),
        ("yeah i don't confide in him", "i do not confide in him"),
        ("no not really", "not really"),
        ("yes sometimes", "sometimes"),
        ("no reminders", "no reminders"),
        ("no wait yes", "no wait yes"),
        ("yes no i do", "yes no i do"),
        ("yeah nah", "yeah nah"),
        ("no", "no"),
        ("i do", "i do"),
    ],
)
def test_a_particle_gives_way_to_a_clause(said: str, clause: str) -> None:
    """A particle goes when a clause follows that has none of the other kind."""
    assert text(without_particle(normalise(said)).tokens) == clause


def test_padding_is_dropped_inside() -> None:
    """Words that say nothing go wherever they stand."""
    assert text(without_padding(normalise("i just really feel sad")).tokens) == "i feel sad"


def test_an_and_between_the_same_words_is_no_padding() -> None:
    """The answers of two people stay two, while "and" goes elsewhere."""
    assert text(without_padding(normalise("yes and yes")).tokens) == "yes and yes"
    assert text(without_padding(normalise("yes and please")).tokens) == "yes please"


@pytest.mark.parametrize(
    ("said", "is_unfinished"),
    [("could you", True), ("i want to", True), ("i was thinking that", True), ("you can", False)],
)
def test_a_request_that_stops_where_it_begins_is_told(said: str, *, is_unfinished: bool) -> None:
    """What leads up to a request asks for nothing by itself."""
    assert is_unfinished_request(normalise(said)) is is_unfinished


@pytest.mark.parametrize(
    ("said", "asked"), [("could you stop", "stop"), ("can we go on", "go on"), ("stop", "stop")]
)
def test_politeness_is_dropped(said: str, asked: str) -> None:
    """A polite opening goes and the request stays."""
    assert text(without_politeness(normalise(said)).tokens) == asked


def test_the_whole_is_the_first_wording() -> None:
    """Plainer wordings come after the utterance itself, and none comes twice."""
    plainer = [words.tokens for words in wordings(normalise("um okay i just do"))]
    assert text(plainer[0]) == "um okay i just do"
    assert ("i", "do") in plainer
    assert len(plainer) == len(set(plainer))
