"""What is said to Alexa is told from what is said to the skill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.simulator.understanding.invocation import Invocation, split_invocation

NAME = "closer together"


@pytest.mark.parametrize(
    "utterance",
    [
        "open closer together",
        "Alexa, open Closer Together.",
        "could you please open closer together",
        "launch the closer together skill please",
        "start closer together",
        "alexa talk to closer together",
        "ask closer together",
        "closer together",
        "closer together please",
    ],
)
def test_a_bare_call_opens_the_skill(utterance: str) -> None:
    """A call by name with no request is a launch with nothing left."""
    assert split_invocation(utterance, NAME) == Invocation(launch=True, rest="")


@pytest.mark.parametrize(
    ("utterance", "rest"),
    [
        ("Alexa, ask closer together for a tip", "a tip"),
        ("ask closer together what emotional intimacy is", "what emotional intimacy is"),
        ("ask closer together if we should see a counselor", "if we should see a counselor"),
        ("tell closer together to remind us at nine", "remind us at nine"),
        ("tell closer together that we're done", "we're done"),
        ("alexa open closer together and give us a tip", "give us a tip"),
        ("open closer together and then start the quiz please", "start the quiz please"),
        ("give us a tip from closer together", "give us a tip"),
        ("start the check-in with closer together please", "start the check in"),
    ],
)
def test_a_one_shot_leaves_the_request(utterance: str, rest: str) -> None:
    """Of a one-shot the request is left, without Alexa's connecting word."""
    assert split_invocation(utterance, NAME) == Invocation(launch=True, rest=rest)


@pytest.mark.parametrize(
    ("utterance", "rest"),
    [
        ("how do we grow closer together", "how do we grow closer together"),
        ("closer together is where we want to be", "closer together is where we want to be"),
        ("Alexa, yes!", "yes"),
        ("ask my husband", "ask my husband"),
        ("", ""),
        ("\U0001f600", ""),
    ],
)
def test_who_calls_nobody_is_left_alone(utterance: str, rest: str) -> None:
    """Words that do not call the skill come back without the wake word."""
    assert split_invocation(utterance, NAME) == Invocation(launch=False, rest=rest)


@given(st.text(max_size=100))
def test_any_text_can_be_split(text: str) -> None:
    """Whatever is said, what is left is lower-case words parted by single spaces."""
    rest = split_invocation(text, NAME).rest
    assert rest == " ".join(rest.split()).casefold()
