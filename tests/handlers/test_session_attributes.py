"""Session attributes are taken for what they are: something that came back from outside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.simulator.echo.envelope import Envelope, Session, mapping
from skill.simulator.echo.protocol import violations
from tests.handlers.echo import Home, attributes_of, intent_json

GARBAGE: dict[str, object] = {
    "another skill's": {"STATE": "_QUIZ", "score": 3, "questions": [{"q": "?"}]},
    "an unknown question": {"pending": "brand_new"},
    "a question of the wrong kind": {"pending": {"any": "thing"}},
    "a check-in that is none": {"pending": "check_in_answer", "check_in": "q3"},
    "a check-in with too few answers": {
        "pending": "check_in_answer",
        "check_in": {"id": "1", "mode": "together", "at": 0, "answers": "y. .."},
    },
    "a check-in from beyond the calendar": {
        "pending": "check_in_answer",
        "check_in": {"id": "1", "mode": "alone", "at": 10**20, "answers": "y . . . . ."},
    },
    "a check-in question without a check-in": {"pending": "check_in_answer"},
    "a finished check-in asked on": {
        "pending": "check_in_answer",
        "check_in": {"id": "1", "mode": "alone", "at": 0, "answers": "y y y y y y"},
    },
    "a check-in to resume that is not there": {"pending": "resume_together", "wanted": "any"},
    "a line that left the content": {
        "pending": "offer_tip",
        "asked": ["gone.line", 0, {}],
        "said": ["lines", "", 0, [["gone.line", 7, {}]]],
    },
    "a wording that left the content": {
        "pending": "offer_tip",
        "asked": ["unexpected", 99, {}],
        "said": ["lines", "", 0, [["unexpected", 99, {}]]],
    },
    "a tip that left the content": {"pending": "another_tip", "said": ["tip", "t999", 0, []]},
    "a topic that left the content": {"pending": "more", "said": ["topic", "gone", 2, []]},
    "part of a topic that left the content": {
        "pending": "more",
        "said": ["topic", "benefits", 10**6, []],
    },
    "a step that left the content": {"pending": "result_step", "tip": "t999"},
    "a theme that left the content": {"pending": "another_tip", "theme": "gone"},
    "counts that count nothing": {"pending": "more", "misses": -1, "repeats": 1.5},
    "counts without end": {"pending": "more", "misses": float("inf"), "tips_given": 10**400},
    "no numbers": {"pending": "more", "tips_given": float("nan")},
    "changes that are none": {"pending": "more", "unsaved": [{"do": "brand_new"}, 5]},
    "a hundred kilobytes of one text": {"pending": "more", "wanted": "x" * 100_000},
    "a hundred kilobytes that are not ours": {"blob": ["x" * 100] * 1000},
    "lists in place of tables": {"pending": ["more"], "wordings": [], "unsaved": {}},
    "nulls": {"pending": None, "asked": None, "said": None, "wordings": None, "unsaved": None},
}

INTENTS = (
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.RepeatIntent",
    "AMAZON.NextIntent",
    "AMAZON.PreviousIntent",
    "AMAZON.StartOverIntent",
    "AMAZON.FallbackIntent",
    "AnotherIntent",
    "ExplainIntent",
    "QuizIntent",
    "TipIntent",
)


def ask(home: Home, intent: str, attributes: object, *, new: bool = False) -> Envelope:
    """Send an intent in a session that has these attributes."""
    request = {"type": "IntentRequest", "intent": intent_json(intent)}
    envelope: Any = home.writer.in_session(request, home.device, Session("s", {}, new=new))
    envelope["session"]["attributes"] = attributes
    return home.skill.handle(envelope)


def assert_spoken(response: Envelope) -> None:
    """Somebody hears something, in a session whose state is plain."""
    assert {violation.rule for violation in violations(response, "IntentRequest", {})} <= {
        # Alexa took these attributes before; at a hundred kilobytes they are hers to refuse.
        "response-too-long"
    }
    assert "outputSpeech" in mapping(response["response"])
    assert isinstance(mapping(response["response"])["shouldEndSession"], bool)


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_answered(garbage: str, intent: str, caplog: pytest.LogCaptureFixture) -> None:
    """Speech is what an intent gives whose session attributes are not what the skill wrote."""
    assert_spoken(ask(Home(), intent, GARBAGE[garbage]))
    if garbage != "a line that left the content":
        assert caplog.messages == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
FIELDS = ("pending", "asked", "said", "check_in", "wanted", "tip", "theme", "wordings", "unsaved")


@settings(max_examples=150)
@given(
    attributes=JSON | st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1),
    intent=st.sampled_from(INTENTS),
)
def test_anything_at_all_is_answered(attributes: object, intent: str) -> None:
    """Speech is what an intent gives, whatever JSON the session attributes are."""
    assert_spoken(ask(Home(), intent, attributes))


@settings(max_examples=150)
@given(data=st.data(), replacement=JSON, intent=st.sampled_from(INTENTS))
def test_a_state_with_one_wrong_part_is_answered(
    data: st.DataObject, replacement: object, intent: str
) -> None:
    """Speech is what an intent gives in a real session one part of whose state was replaced."""
    home = Home()
    echo = home.echo()
    for utterance in data.draw(
        st.sampled_from(
            [("together", "yes", "yes"), ("tip",), ("DefineIntent",), ("open", "another")]
        )
    ):
        echo.say(utterance)
    attributes: Any = json.loads(json.dumps(attributes_of(echo)))
    table = attributes
    while True:
        keys = list(table) if isinstance(table, dict) else list(range(len(table)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(table[key], dict | list) and table[key] and data.draw(st.booleans()):
            table = table[key]
        else:
            table[key] = replacement
            break

    assert_spoken(ask(home, intent, attributes))


def test_a_new_session_begins_without_the_attributes_it_comes_with() -> None:
    """The same answer as with none is what a new session gives that has attributes all the same."""
    left_over = {"pending": "forget", "misses": 2}

    fresh = ask(Home(), "AMAZON.YesIntent", {}, new=True)

    assert ask(Home(), "AMAZON.YesIntent", left_over, new=True) == fresh
    assert ask(Home(), "AMAZON.YesIntent", left_over, new=False) != fresh


def test_a_yes_left_over_from_another_session_deletes_nothing() -> None:
    """The record stays when a new session brings along that it was asked whether to erase it."""
    home = Home()
    home.echo().say("tip")

    ask(home, "AMAZON.YesIntent", {"pending": "forget"}, new=True)

    assert home.record() is not None


def test_whole_numbers_come_back_as_a_device_may_write_them() -> None:
    """The next question is what a yes gives whose state had 2.0 written for 2."""
    home = Home()
    echo = home.echo()
    echo.say("together")
    echo.say("yes")
    attributes: Any = json.loads(json.dumps(attributes_of(echo)))
    attributes["check_in"]["at"] = float(attributes["check_in"]["at"])

    ask(home, "AMAZON.YesIntent", attributes)

    record = home.record()
    assert record is not None
    assert record.check_in is not None
    assert record.check_in.answered == 1
