"""Conversations written as text are played, checked and written anew."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skill.errors import ConfigurationError
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.talk.conversation import (
    STAGE_DIRECTIONS,
    load_conversation,
    play,
    read_conversation,
    record,
    transcript,
)
from skill.simulator.understanding.invocation import Invocation

if TYPE_CHECKING:
    from pathlib import Path


class Ears:
    """Hears every utterance as an intent of that name, and "open clock" as a launch."""

    def invocation(self, utterance: str) -> Invocation:
        """The words themselves, but for the one launch."""
        return Invocation(utterance == "open clock", utterance.replace("open clock", ""))

    def intent(self, utterance: str) -> dict[str, object]:
        """An intent that is named by the words."""
        return {"name": utterance, "confirmationStatus": "NONE"}


def speaking_clock(envelope: dict[str, Any]) -> dict[str, object]:
    """Tells the time and counts the questions of a session; "bye" ends it, "mute" says nothing."""
    request = envelope["request"]
    if request["type"] in {"SessionEndedRequest", "AlexaSkillEvent.SkillDisabled"}:
        return {"version": "1.0", "response": {}}
    if request["type"] == "Alexa.Presentation.APL.UserEvent":
        name = f"touch of {'-'.join(request['arguments'])}"
    else:
        name = request.get("intent", {}).get("name", "Welcome")
    if name == "bye":
        return {"version": "1.0", "response": {"shouldEndSession": True}}
    count = envelope["session"]["attributes"].get("count", 0) + 1
    text = f"{name}. It is {request['timestamp'][11:16]}. Question {count}."
    body: dict[str, object] = {
        "outputSpeech": {"type": "PlainText", "text": "" if name == "mute" else text},
        "reprompt": {"outputSpeech": {"type": "PlainText", "text": "Well?"}},
        "shouldEndSession": False,
    }
    if "Viewport" in envelope["context"]:
        body["directives"] = [{"type": "Alexa.Presentation.APL.RenderDocument", "token": "face"}]
    return {"version": "1.0", "sessionAttributes": {"count": count}, "response": body}


def clock_device() -> VirtualDevice:
    """A device at eight in the evening, which takes anything as a one-shot."""
    return VirtualDevice(
        speaking_clock,
        Ears(),
        api=AlexaApi(DeviceSettings(time_zone="UTC")),
        clock=MovableClock(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)),
        rng=Random(1),
        needs_invocation=False,
    )


EVENING = """\
# An evening with the clock
# It has everything that can stand in a conversation.

You: open clock
Alexa: Welcome. It is 20:00. Question 1.
[session open]
You: time
Alexa: time. It is 20:00. Question 2.
You: (silence)
Alexa: Well?
You: (silence)
[session closed]
You: (launch)
Alexa: Welcome. It is 20:00. Question 1.
[two hours later]
Alexa: Well?
[the session is closed]
You: time
Alexa: time. It is 22:00. Question 1.
[new session]
[at 21:30]
You: time
Alexa: time. It is 21:30. Question 1.
[power cut]
[session closed]

[screen on]
You: time
Alexa: time. It is 21:30. Question 1.
You: (touch: the face)
Alexa: touch of the-face. It is 21:30. Question 2.
You: mute
[session open]
You: (exit)
[session closed]
[later: 90s]
[zone Asia/Kolkata]
[at 05:30]
You: time
Alexa: time. It is 00:00. Question 1.
[skill disabled]
You: time
Alexa: time. It is 00:00. Question 1.
[error]
You: time
Alexa: time. It is 00:00. Question 1.
You: bye
[session closed]
"""


def differences(text: str) -> tuple[str, ...]:
    """What playing a conversation tells."""
    return play(read_conversation(text), clock_device())


def test_a_true_conversation_has_no_differences() -> None:
    """Every kind of line is played, and all is as written."""
    assert differences(EVENING) == ()


def test_a_true_conversation_is_recorded_letter_for_letter() -> None:
    """What is up to date comes back unchanged, comments and blank lines included."""
    assert record(read_conversation(EVENING), clock_device()) == EVENING


def test_an_outdated_conversation_is_recorded_as_it_is_now() -> None:
    """Alexa's lines are replaced, added and removed, and the checks tell the truth."""
    old = "You: open clock\nAlexa: Hello.\nAlexa: Welcome.\n[session closed]\nYou: time\nYou: mute\nAlexa: Hm?\n"
    new = (
        "You: open clock\nAlexa: Welcome. It is 20:00. Question 1.\n[session open]\n"
        "You: time\nAlexa: time. It is 20:00. Question 2.\nYou: mute\n"
    )
    assert record(read_conversation(old), clock_device()) == new


@pytest.mark.parametrize(
    "expected",
    [
        "...",
        "Welcome. ...",
        "Welcome. ... Question 1.",
        "... It is ... Question ...",
        "Welcome. It is 20:00. Question 1. ...",
        "W...1.",
        "Welcome.\n  It is 20:00.\n\tQuestion 1.",
    ],
)
def test_three_dots_stand_for_any_words_and_lines_can_be_folded(expected: str) -> None:
    """The wildcard also stands for none, and an indented line continues the one above."""
    assert differences(f"You: open clock\nAlexa: {expected}\n") == ()


@pytest.mark.parametrize(
    "expected",
    [
        "Welcome.",
        "welcome. ...",
        "... Question 2.",
        "Welcome.* ...",
        "It is 20:00.",
        "Welcome. It ... is 20:00. ... 1",
    ],
)
def test_other_words_are_a_difference(expected: str) -> None:
    """A part, another case, other words and a pattern of another kind do not fit."""
    (difference,) = differences(f"You: open clock\nAlexa: {expected}\n")
    assert f"expected: {expected}" in difference
    assert "heard:    Welcome. It is 20:00. Question 1." in difference


def test_a_difference_says_where_it_is_and_what_was_understood() -> None:
    """The name, the line, the words, the intent, and both texts."""
    text = "# Wrong\nYou: time\nAlexa: It is noon.\nYou: bye\n"
    (difference,) = play(read_conversation(text, "wrong.txt"), clock_device())
    assert difference == (
        "wrong.txt, line 2: You: time\n"
        "  understood as time\n"
        "  expected: It is noon.\n"
        "  heard:    time. It is 20:00. Question 1."
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("You: time\n", "expected: silence"),
        ("You: mute\nAlexa: ...\n", "heard:    silence"),
        ("You: time\nAlexa: ...\nAlexa: ...\n", "expected: ..."),
        ("You: time\nAlexa: ...\n[session closed]\n", "but [session open]"),
        ("[session open]\n", "but [session closed]"),
        ("You: time\nAlexa: ...\n[later: 1h]\n", "heard:    Well?"),
        ("You: (touch: nothing)\n", "nothing to touch"),
    ],
)
def test_silence_sessions_and_impossible_steps_are_checked(text: str, problem: str) -> None:
    """What is not written must not be heard, and what cannot be done is told."""
    (difference,) = differences(text)
    assert problem in difference


def test_a_conversation_goes_on_after_a_difference() -> None:
    """Two differences are both told, in their order."""
    found = differences("You: time\nAlexa: a\nYou: time\nAlexa: ...\nYou: time\nAlexa: b\n")
    assert [difference.split(":")[0] for difference in found] == [
        "conversation, line 1",
        "conversation, line 5",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Me: hello", "starts with You:, Alexa:, [ or #"),
        ("[later: 2h", "starts with You:, Alexa:, [ or #"),
        ("You:", "starts with You:, Alexa:, [ or #"),
        ("[the end]", "'the end' is no stage direction. There are: [session open]"),
        ("[see you later]", "'see you' is no length of time"),
        ("[at noon]", "'noon' is no time of day"),
        ("[zone Nowhere]", "no time zone 'Nowhere'"),
        ("You: (dances)", "'dances' is no thing to do"),
        ("[session open]\nAlexa: Hello.", "only right after something has happened"),
        ("# a comment\nAlexa: Hello.", "only right after something has happened"),
    ],
)
def test_what_is_no_conversation_is_refused_by_its_line(line: str, problem: str) -> None:
    """The error names the conversation and the line."""
    with pytest.raises(ConfigurationError) as raised:
        read_conversation(f"You: time\nAlexa: ...\n{line}\n", "odd.txt")
    assert str(raised.value).startswith(f"odd.txt, line {3 + line.count(chr(10))}: ")
    assert problem in str(raised.value)


def test_every_direction_that_is_offered_is_understood() -> None:
    """Each example in the list of stage directions can be read."""
    for line in STAGE_DIRECTIONS:
        for direction in line.split(" or "):
            read_conversation(direction)


def test_an_empty_conversation_has_nothing_to_play() -> None:
    """Nothing is done and nothing differs."""
    assert differences("") == ()


def test_a_conversation_is_loaded_with_its_title(tmp_path: Path) -> None:
    """The first comment is the title; without one it is the file's name."""
    path = tmp_path / "evening.txt"
    path.write_text("\n# An evening\nYou: time\n", encoding="utf-8")
    assert load_conversation(path).title == "An evening"
    path.write_text("You: time\n", encoding="utf-8")
    assert load_conversation(path).title == "evening.txt"


def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path) -> None:
    """A missing file and one that is not UTF-8 text each name the path."""
    path = tmp_path / "evening.txt"
    with pytest.raises(ConfigurationError, match=r"evening\.txt cannot be read"):
        load_conversation(path)
    path.write_bytes(b"You: \xe9t\xe9")
    with pytest.raises(ConfigurationError, match=r"evening\.txt cannot be read"):
        load_conversation(path)


def test_exchanges_are_written_down_so_that_they_can_be_played_again() -> None:
    """A transcript of what happened has no differences with what happens."""
    device = clock_device()
    exchanges = [
        device.launch(),
        device.say("time"),
        device.silence(),
        device.power_off(),
        device.say("time"),
        device.exit(),
        device.say("time"),
        device.new_session(),
        device.say("time"),
        device.error(),
        device.disable_skill(),
        device.say("bye"),
    ]
    text = transcript("All of it", exchanges)
    assert differences(text) == ()
    assert text.startswith("# All of it\nYou: (launch)\nAlexa: Welcome.")
    assert text.count("[session closed]") == 4


@example(["well-" * 40, "w" * 200, "..."])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), min_size=1
    )
)
def test_whatever_alexa_says_can_be_written_and_read_back(words: list[str]) -> None:
    """Any words at all, wrapped in lines, fit themselves and come back the same."""
    speech = " ".join(words)
    device = clock_device()
    device.skill = lambda _: {
        "version": "1.0",
        "response": {
            "outputSpeech": {"type": "PlainText", "text": speech},
            "shouldEndSession": True,
        },
    }
    text = transcript("Words", [device.say("time")])
    conversation = read_conversation(text)
    assert play(conversation, device) == ()
    assert record(conversation, device) == text
