"""What is said to Alexa herself, or about something else, is not taken for the skill's own."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.phrases.out_of_scope import out_of_scope
from skill.simulator.understanding.resolution import FALLBACK_INTENT
from skill.simulator.understanding.words.normalise import normalise

MATCHER = Matcher(load_model("en-GB"))


@pytest.mark.parametrize(
    "said",
    [
        "set an alarm for quarter past seven",
        "what time is it in toronto",
        "remind me to water the plants at six",
        "tell my wife i miss her",
        "turn off the landing light",
        "hand me the blanket",
        "did you see my keys",
        "did you tell the",
        "how tall is the tower",
    ],
)
def test_something_else_is_asked_for(said: str) -> None:
    """What Alexa does herself, errands, the house and a sentence that breaks off."""
    assert out_of_scope().is_meant(normalise(said).tokens)


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
    assert not out_of_scope().is_meant(normalise(said).tokens)


def test_a_request_about_something_else_is_none_of_the_skill() -> None:
    """No sample is taken for it, however like it is."""
    assert MATCHER.resolve("set it for six thirty").intent == "SetNightlyIntent"
    assert MATCHER.resolve("set an alarm for six thirty").intent == FALLBACK_INTENT


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
