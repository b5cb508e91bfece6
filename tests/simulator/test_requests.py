"""Requests are understood however they are led up to, misheard or said beside other things."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.resolution import FALLBACK_INTENT, as_json

MATCHER = Matcher(load_model("en-US"))


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("is there any way you could swap that question for us", "AnotherIntent"),
        ("my husband wants to know how many questions remain", "ProgressIntent"),
        ("i just wanted to ask if you could delete our old answers", "ForgetUsIntent"),
    ],
)
def test_what_leads_up_to_a_request_is_left_out(utterance: str, intent: str) -> None:
    """A polite opening, and what leads up to a question, change nothing."""
    assert MATCHER.resolve(utterance).intent == intent


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("how many questions are still lift", "ProgressIntent"),
        ("please compare our chickens", "ProgressIntent"),
        ("a race everything you know about me", "ForgetUsIntent"),
        ("let us try the necks question now", "AMAZON.NextIntent"),
    ],
)
def test_what_sounds_like_it_is_taken_for_it(utterance: str, intent: str) -> None:
    """A word, or two, that the model does not have stand for one that sounds alike."""
    assert MATCHER.resolve(utterance).intent == intent


@pytest.mark.parametrize("utterance", ["bananas", "what's the whether tomorrow", "call my sister"])
def test_what_sounds_like_little_is_not_guessed(utterance: str) -> None:
    """A sound that the rest does not bear out is no request."""
    assert MATCHER.resolve(utterance).intent == FALLBACK_INTENT


def test_what_it_is_about_may_be_said_before_it() -> None:
    """A theme named anywhere fills the slot that the request itself lacks."""
    resolution = MATCHER.resolve("we never have quality time together what do you suggest for us")
    assert as_json(resolution)["slots"] == {"theme": "time"}


@pytest.mark.parametrize(
    ("utterance", "slots"),
    [
        ("are you listening all the time", {"about": "listening"}),
        ("are you able to hear us when we talk in our bedroom", {"about": "listening"}),
    ],
)
def test_what_is_said_fills_the_slots(utterance: str, slots: dict[str, str]) -> None:
    """Several words that one stands for fill a slot, and so does a value that the sample lacks."""
    assert as_json(MATCHER.resolve(utterance))["slots"] == slots
