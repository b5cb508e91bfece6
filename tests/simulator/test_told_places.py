"""Where the couple are is heard in free sentences, and places that are only talked about are not."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.resolution import FALLBACK_INTENT

MATCHER = Matcher(load_model("en-GB"))


@pytest.mark.parametrize(
    ("utterance", "place"),
    [
        ("we've a little terrace in bramley in leeds", "Europe/London"),
        ("we were in leeds but now we're in dubai", "Asia/Dubai"),
        ("we left glasgow for toronto in the spring", "America/Toronto"),
        ("halifax nova scotia since the wedding", "America/Halifax"),
        ("seattle baby", "America/Los_Angeles"),
        ("she's posted in doha so doha for both of us", "Asia/Qatar"),
        ("it's a hamlet not far from cork", "Europe/Dublin"),
    ],
)
def test_where_they_are(utterance: str, place: str) -> None:
    """Of several places it is the one where they are now."""
    understood = MATCHER.resolve(utterance)
    (slot,) = understood.slots
    assert (understood.intent, slot.name, slot.id) == ("PlaceIntent", "place", place)


@pytest.mark.parametrize(
    "utterance",
    [
        "my sister lives in perth",
        "we got married in rome",
        "i love london",
        "we should move to canada",
        "remember when we were in paris",
        "we beat pakistan",
        "is the train to manchester on time",
        "bananas",
    ],
)
def test_places_that_are_only_talked_about(utterance: str) -> None:
    """Plans, memories, relatives and matches do not tell where they are."""
    assert MATCHER.resolve(utterance).intent == FALLBACK_INTENT
