"""Moods, verdicts, puzzlement and wishes for a counselor are told by phrases."""

import pytest

from skill.simulator.understanding.phrases.intent_phrases import intent_phrases
from skill.simulator.understanding.words.normalise import normalise


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("since the move i've been feeling so low and nobody sees it", "LowMoodIntent"),
        ("most mornings i can barely get out of bed", "LowMoodIntent"),
        ("i haven't felt like myself for ages", "LowMoodIntent"),
        ("i'm really said tonight", "LowMoodIntent"),
        ("be honest with me is she cheating", "VerdictIntent"),
        ("after all that should we get a divorce", "VerdictIntent"),
        ("so which of us is to blame then", "VerdictIntent"),
        ("why doesn't he love me any more", "VerdictIntent"),
        ("is this marriage salvageable", "VerdictIntent"),
        ("nothing i do makes me happy", "LowMoodIntent"),
        ("i've been crying since he moved out", "LowMoodIntent"),
        ("sorry hang on what exactly counts as quality time", "ExplainIntent"),
        ("that went right over my head", "ExplainIntent"),
        ("my wife doesn't get the question", "ExplainIntent"),
        ("what do couples pay for a good couples therapist near us", "GetHelpIntent"),
        ("who can we talk to about our problems", "GetHelpIntent"),
        ("find us a council or for our marriage", "GetHelpIntent"),
        ("i feel so sad where do we find a therapist", "GetHelpIntent"),
    ],
)
def test_a_phrase_tells_the_intent(utterance: str, intent: str) -> None:
    """What is said around the phrase does not matter, nor does a word misheard in it."""
    assert intent_phrases().intent(normalise(utterance)) == intent


@pytest.mark.parametrize(
    "utterance",
    [
        "i'm down for a tip",
        "i'm not lonely",
        "i cried with laughter at the film",
        "the baby is crying",
        "are we doing better than last time",
        "should i leave the light on",
        "she took my side of the bed",
        "is the match over",
        "let's do it all over again",
        "explain the rules of cricket",
        "what do you mean you forgot the milk",
        "he doesn't understand me",
        "therapy dogs are lovely",
        "who can help me move the sofa",
        "the battery's low",
        "i hurt my knee playing football",
    ],
)
def test_other_talk_has_no_such_phrase(utterance: str) -> None:
    """Denials, sayings and everyday questions have the words and not the meaning."""
    assert intent_phrases().intent(normalise(utterance)) is None
