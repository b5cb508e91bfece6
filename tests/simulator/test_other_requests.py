"""Talk about something else is told from requests, though it has their words."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.matcher import Matcher
from skill.simulator.normalise import normalise
from skill.simulator.other_requests import other_requests
from skill.simulator.resolution import FALLBACK_INTENT


@pytest.mark.parametrize(
    "said",
    [
        "set an alarm for quarter past seven",
        "what time is it in toronto",
        "remind me to water the plants at six",
        "turn off the landing light",
        "hand me the blanket",
        "did you see my keys",
        "did you tell the",
        "how tall is the tower",
    ],
)
def test_something_else_is_asked_for(said: str) -> None:
    """What Alexa does herself, errands, the house and a sentence that breaks off."""
    assert other_requests().is_meant(normalise(said).tokens)


@pytest.mark.parametrize(
    "said",
    [
        "set a reminder for quarter past seven",
        "remind us to talk at nine",
        "remind me",
        "turn off the nightly question",
        "what time is our reminder",
        "i am always at the shop",
        "no the",
    ],
)
def test_the_skill_may_be_meant(said: str) -> None:
    """What the skill does, even about other things, and what somebody tells."""
    assert not other_requests().is_meant(normalise(said).tokens)


def test_a_request_about_something_else_is_none_of_the_skill() -> None:
    """No sample is taken for it, however like it is."""
    matcher = Matcher(load_model("en-GB"))
    assert matcher.resolve("set it for six thirty").intent == "SetNightlyIntent"
    assert matcher.resolve("set an alarm for six thirty").intent == FALLBACK_INTENT
