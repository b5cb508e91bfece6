"""What every response keeps to, however long or odd the words are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.content.models import Catalog
from skill.handlers.render import SPEECH_LIMIT, fitting_ssml
from skill.simulator.echo.envelope import mapping
from skill.simulator.echo.protocol import MAX_SPEECH_CHARACTERS
from skill.simulator.echo.speech_text import plain_text
from skill.speech.spoken import Pause, Words
from tests.handlers.echo import CATALOG, Home


def with_topic_text(text: str) -> Catalog:
    """The content with other words for the first thing that a definition says."""
    topic = CATALOG.topics["emotional_intimacy"]
    parts = (replace(topic.parts[0], text=text), *topic.parts[1:])
    return replace(CATALOG, topics={**CATALOG.topics, topic.id: replace(topic, parts=parts)})


@pytest.mark.parametrize("length", [7_000, 7_985, 8_000, 20_000])
def test_speech_keeps_to_the_limit_and_ends_with_its_question(length: int) -> None:
    """At most 8,000 characters with the question at their end are what words of any length give."""
    echo = Home(content=with_topic_text("word " * (length // 5))).echo()

    answer = echo.say("DefineIntent")

    assert len(answer.ssml) <= MAX_SPEECH_CHARACTERS
    assert answer.speech.rstrip().endswith("?")
    assert answer.session_open


def test_what_fits_is_left_as_it_is() -> None:
    """All of the words are what speech gives that is just as long as it may be."""
    assert fitting_ssml((Words("a" * SPEECH_LIMIT),), soft=False) == "a" * SPEECH_LIMIT


def test_the_middle_gives_way_first() -> None:
    """The first and the last words are what is left of speech that is too long."""
    long = "9" * (SPEECH_LIMIT // 2)
    speech = (Words("First."), Words(long), Pause(300), Words(long), Words("Last?"))

    assert fitting_ssml(speech, soft=True).count("9") == SPEECH_LIMIT // 2
    assert plain_text(f"<speak>{fitting_ssml(speech, soft=True)}</speak>").startswith("First.")
    assert plain_text(f"<speak>{fitting_ssml(speech, soft=True)}</speak>").endswith("Last?")


def test_words_that_cannot_be_cut_between_are_cut_short() -> None:
    """A valid answer is what one endless stretch of words gives, also when all of it is escaped."""
    endless = fitting_ssml((Words("&" * 100_000, slow=True),), soft=True)

    assert 0 < len(endless) <= SPEECH_LIMIT
    assert "&amp;" in endless


def test_any_character_in_the_content_is_sent_as_it_is_meant() -> None:
    """The very words are what a household hears, whatever XML makes of their characters."""
    text = "Tom & Jerry <3 \"you\" 'n' me \x00\x08]]> \ud800 ❤"
    echo = Home(content=with_topic_text(text)).echo()

    assert "Tom & Jerry <3 \"you\" 'n' me ]]> ❤" in echo.say("DefineIntent").speech


@pytest.mark.parametrize("said", ["open", "tip", "together", "DefineIntent", "forget us"])
def test_a_question_leaves_the_session_open(said: str) -> None:
    """An open session, a reprompt of its own and the state of the dialog come with a question."""
    answer = Home().echo().say(said)

    assert answer.session_open
    assert answer.reprompt
    assert answer.reprompt != answer.speech
    assert answer.response is not None
    assert answer.response["sessionAttributes"]


@pytest.mark.parametrize("said", ["prompt", "stop"])
def test_an_end_closes_the_session_and_leaves_nothing_in_it(said: str) -> None:
    """A closed session without reprompt or attributes comes with an answer that asks nothing."""
    answer = Home().echo().say(said)

    assert not answer.session_open
    assert not answer.reprompt
    assert answer.response is not None
    assert answer.response["sessionAttributes"] == {}
    assert mapping(answer.response["response"])["shouldEndSession"] is True
