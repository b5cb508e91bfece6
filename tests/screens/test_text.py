"""The words on a screen are those of the turn, ordered by how much they matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.content.models import ScreenKind
from skill.dialog.events import (
    DefinitionWanted,
    Event,
    Explain,
    Launched,
    NightlyWanted,
    No,
    PromptWanted,
    Skip,
    TipWanted,
    Unsafe,
    Yes,
)
from skill.screens.text import BODY_LIMIT, ScreenText, Size, shown, text_of
from skill.speech.spoken import Words, plain_text
from tests.dialog.driver import ALONE, TOGETHER, Conversation
from tests.screens.every_screen import CATALOG, Sort, extremes

QUESTIONS = [question.text for question in CATALOG.questions]


def after(*events: Event) -> tuple[ScreenText, Conversation]:
    """What is shown after some events, and the conversation."""
    conversation = Conversation()
    return text_of(conversation.hear(*events), CATALOG), conversation


@pytest.mark.parametrize("sort", extremes(), ids=str)
def test_everything_that_is_said_can_be_read_and_nothing_else(sort: Sort) -> None:
    """The words of a turn, each once, are what its screen shows; only the unsafe path shows less."""
    for turn in extremes()[sort]:
        text = text_of(turn, CATALOG)
        if turn.shows is ScreenKind.NOTHING:
            assert text == ScreenText()
        elif turn.shows is ScreenKind.CHECK_IN:
            assert text.body in QUESTIONS
            assert (
                sorted(f"{text.ask} {text.body}".lower().split())
                == sorted(plain_text(turn.speech).lower().split())
                or text.ask.lower() == plain_text(turn.speech).lower()
            )
        elif turn.shows is not ScreenKind.NUMBER:
            read = " ".join(filter(None, (text.note, text.body, text.ask)))
            assert read.lower() == plain_text(turn.speech).lower()


def test_a_tip_stands_between_what_leads_to_it_and_what_is_asked() -> None:
    """The tip itself is the largest; its opener is a note, and the offer of another comes last."""
    text, conversation = after(TipWanted())
    assert text.title == "A tip"
    assert text.body in {tip.text for tip in CATALOG.tips.values()}
    assert text.note
    assert text.ask.endswith("?")
    assert conversation.text == f"{text.note} {text.body} {text.ask}"


def test_the_question_stands_there_for_the_second_voice_too() -> None:
    """Where only "how about you?" is said, the question is shown, with its number."""
    text, conversation = after(TOGETHER, Yes(), Yes())
    assert QUESTIONS[0] not in conversation.text
    assert (text.place, text.body) == ("1 of 6", QUESTIONS[0])
    assert text.ask == conversation.text


@pytest.mark.parametrize(("events", "number"), [((), 1), ((No(),), 2), ((Skip(), Explain()), 2)])
def test_a_check_in_shows_where_it_is(events: tuple[Event, ...], number: int) -> None:
    """The number and the question that is due are shown, and no answer that was given."""
    text, _ = after(ALONE, *events)
    assert (text.place, text.body) == (f"{number} of 6", QUESTIONS[number - 1])


def test_a_word_that_leads_into_a_question_is_not_lost() -> None:
    """What stands before the question in its own sentence is shown beside it."""
    conversation = Conversation()
    turn = conversation.hear(ALONE)
    asked = turn.speech[-1]
    assert asked == Words(QUESTIONS[0])
    leading = Words(f"To be sure, {QUESTIONS[0].lower()}", main=True)
    text = text_of(replace(turn, speech=(leading,)), CATALOG)
    assert (text.ask, text.body) == ("To be sure,", QUESTIONS[0])


def test_tonights_question_is_the_main_thing() -> None:
    """The question is large, with its lead-in above and the closing line below."""
    text, _ = after(PromptWanted())
    assert text.title == "Tonight"
    assert text.body in {prompt.text for prompt in CATALOG.prompts.values()}
    assert text.note
    assert text.ask


def test_what_is_asked_in_one_line_is_set_apart() -> None:
    """A line that ends in a question is shown as what is said and what is asked."""
    text, _ = after(Launched())
    assert text.body
    assert text.ask.endswith("?")
    assert "?" not in text.body


def test_a_bare_question_is_the_main_thing() -> None:
    """Where nothing is said but a question, it is no small print."""
    text, conversation = after(NightlyWanted())
    assert conversation.text.endswith("?")
    assert (text.body, text.ask) == (conversation.text, "")


def test_a_number_is_shown_in_digits() -> None:
    """After a yes the number that was said can be written down."""
    text, conversation = after(Unsafe(), Yes())
    assert "1\u00a0800\u00a0799\u00a07233" in text.body
    assert "88788" in text.body
    assert "seven two three three" in conversation.text
    assert text.title == ""


@pytest.mark.parametrize(
    ("characters", "size"),
    [(1, Size.HUGE), (65, Size.HUGE), (66, Size.LARGE), (190, Size.MEDIUM), (251, Size.LEAST)],
)
def test_the_more_there_is_to_read_the_smaller_it_is_set(characters: int, size: Size) -> None:
    """The type follows the length of the words."""
    assert ScreenText(body="a" * characters).size is size


def test_what_is_said_around_the_main_words_counts_less() -> None:
    """Two thirds of it count, since it is set smaller."""
    assert ScreenText(body="a" * 60, note="a" * 4, ask="a" * 3).size is Size.HUGE
    assert ScreenText(body="a" * 60, note="a" * 4, ask="a" * 5).size is Size.LARGE


def test_far_too_long_a_text_is_cut_between_words() -> None:
    """A text that no screen could show ends in an ellipsis after a whole word."""
    cut = shown("word " * 1000)
    assert len(cut) <= BODY_LIMIT + 2
    assert cut.endswith("word …")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tom & Jerry <3", "Tom &amp; Jerry &lt;3"),
        ("${payload}", "$\u2060{payload}"),
        ("five $ and {braces}", "five $ and {braces}"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_what_has_a_meaning_in_a_document_loses_it(text: str, written: str) -> None:
    """Tags, entities, expressions and what is no character at all are only words."""
    assert shown(text) == written


def test_definitions_say_what_they_are() -> None:
    """A title stands above a definition, without its topic, which not everybody should read."""
    text, _ = after(DefinitionWanted("signs_lacking"))
    assert text.title == "About closeness"
