"""A request is found in the talk around it."""

import pytest

from skill.interaction_model.model import load_model
from skill.simulator.understanding.asides import beginning, calling, end
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.words.mishearing import sounding_alike
from skill.simulator.understanding.words.normalise import english, normalise


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_model("en-US"))


def parted(said: str) -> tuple[tuple[str, ...], int]:
    before, _, after = said.partition(" | ")
    tokens = normalise(before).tokens
    return tokens + normalise(after).tokens, len(tokens)


@pytest.mark.parametrize(
    "said",
    [
        "the phone rang so | start over",
        "he was talking over you | repeat that",
        "we are done chatting you can | go on",
        "oh geez | never mind",
        "we have talked | next question",
    ],
)
def test_a_request_may_begin_after_talk(said: str) -> None:
    """A joining word, an opening such as "you can", a whole clause or an exclamation comes before it."""
    assert beginning(*parted(said)) is not None


@pytest.mark.parametrize(
    "said",
    [
        "he told me to | stop",
        "will the rain | start again",
        "the bus does not | stop",
        "put it on the | next one",
        "cancel | the nightly question",
        "what is | next",
    ],
)
def test_no_request_begins_inside_a_clause(said: str) -> None:
    """A word that ties it to the talk, or a question that goes on, leaves no place to begin."""
    assert beginning(*parted(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "stop | i am tired",
        "say that again | the fan is too loud",
        "one more | before we sleep",
        "cancel that | please i pressed the wrong thing",
        "next | please",
    ],
)
def test_a_request_may_stop_before_its_reason(said: str) -> None:
    """A clause of its own, or a courtesy, comes behind it."""
    assert end(*parted(said)) is not None


@pytest.mark.parametrize(
    "said",
    ["stop | the music", "next | time", "remind me | it is bin night", "start | a movie quiz"],
)
def test_a_request_goes_on_to_its_object(said: str) -> None:
    """Words that are no clause belong to the request, and so does what somebody is reminded of."""
    assert end(*parted(said)) is None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("the doorbell went so start over", "AMAZON.StartOverIntent"),
        ("repeat that please the dishwasher is roaring", "AMAZON.RepeatIntent"),
        ("i wasn't listening start again", "AMAZON.StartOverIntent"),
        ("we have chatted plenty next question please", "AMAZON.NextIntent"),
        ("next question please i feel so sad", "LowMoodIntent"),
        ("the neighbor asked the builders to stop", "AMAZON.FallbackIntent"),
        ("did the sprinklers stop", "AMAZON.FallbackIntent"),
        ("stop the lawnmower", "AMAZON.FallbackIntent"),
    ],
)
def test_the_request_decides_in_talk(matcher: Matcher, said: str, intent: str) -> None:
    """A request counts with talk beside it, unless the talk weighs more or it is no clause of its own."""
    assert matcher.resolve(said).intent == intent


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("babe shush | alexa stop the quiz", "stop the quiz"),
        ("shall we go on love alexa wait no alexa next one", "next one"),
        ("tell alexa to stop", None),
        ("stop it alexa", None),
        ("alexa stop", None),
    ],
)
def test_what_follows_her_name_is_said_to_her(said: str, called: str | None) -> None:
    """Talk before her name is theirs, but only a name that is called and has words behind it counts."""
    tokens = normalise(said.replace(" |", "")).tokens
    start = calling(tokens)
    assert (None if start is None else " ".join(tokens[start:])) == called


def test_a_call_is_understood_behind_talk(matcher: Matcher) -> None:
    """What two say to each other before they call her does not matter."""
    said = "is she even on darling i wonder if she heard a word alexa stop"
    assert matcher.resolve(said).intent == "AMAZON.StopIntent"


@pytest.mark.parametrize(
    ("written", "said"),
    [("next won", "next one"), ("can sell that", "cancel that"), ("go bach won", "go back one")],
)
def test_words_that_sound_alike(written: str, said: str) -> None:
    """All of them are taken for what they sound like."""
    heard = sounding_alike(normalise(written), english().sounds_like)
    assert next(heard).tokens == tuple(said.split())


def test_words_that_sound_like_nothing_else() -> None:
    """Other words are left as they are."""
    assert not list(sounding_alike(normalise("next question"), english().sounds_like))
