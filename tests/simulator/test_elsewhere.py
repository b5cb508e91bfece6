"""What is said to Alexa herself is not taken for the skill's own."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.matcher import Matcher
from skill.simulator.resolution import FALLBACK_INTENT

MATCHER = Matcher(load_model("en-GB"))


@pytest.mark.parametrize(
    "utterance",
    [
        "set an alarm for half past six",
        "wake me up at quarter to seven",
        "remind me to ring my sister on sunday",
        "remind us to water the plants at nine",
        "what time is it in vancouver",
        "what time is it",
        "erase my grocery list",
    ],
)
def test_what_alexa_sees_to_by_herself(utterance: str) -> None:
    """Alarms, lists, the time elsewhere and errands are no business of the skill."""
    assert MATCHER.resolve(utterance).intent == FALLBACK_INTENT


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("remind us to talk on sunday", "SetNightlyIntent"),
        ("what time is that reminder of ours", "NightlyStatusIntent"),
        ("we only just moved to vancouver", "PlaceIntent"),
        ("list the warning signs that closeness is fading", "DefineIntent"),
    ],
)
def test_the_same_words_about_the_skill(utterance: str, intent: str) -> None:
    """A reminder to talk, its time, a place and a list of signs are the skill's own."""
    assert MATCHER.resolve(utterance).intent == intent
