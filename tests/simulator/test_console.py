"""The console holds a conversation at a terminal and in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from skill.simulator.echo.envelope import DEVICE_ID, USER_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A parrot that is started as a program of its own, as the console reads the
# process's own standard input.
PARROT = """
import sys
from datetime import UTC, datetime
from random import Random

from skill.errors import CloserError
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.talk.console import run_console
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.understanding.invocation import Invocation


class Ears:
    def invocation(self, utterance):
        return Invocation(utterance.startswith("open "), utterance if utterance[:5] != "open " else "")

    def intent(self, utterance):
        return {"name": utterance, "confirmationStatus": "NONE"}


def parrot(envelope):
    request = envelope["request"]
    if request["type"] == "SessionEndedRequest":
        print("(ended:", request["reason"] + ")", file=sys.stderr)
        return {"version": "1.0", "response": {}}
    heard = request.get("intent", {}).get("name", "hello")
    if heard == "crash":
        raise KeyError("feather")
    if heard == "long":
        heard = "word " * 40
    bye = heard == "bye"
    text = f"<speak>You said {heard}.</speak>" if heard != "broken" else "<"
    body = {"outputSpeech": {"type": "SSML", "ssml": text}, "shouldEndSession": bye}
    if not bye:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": "Say more?"}}
    return {"version": "1.0", "sessionAttributes": {}, "response": body}


device = VirtualDevice(
    parrot,
    Ears(),
    api=AlexaApi(DeviceSettings(time_zone="UTC")),
    clock=MovableClock(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)),
    rng=Random(1),
    needs_invocation="--strict" in sys.argv,
    strict=False,
)
try:
    sys.exit(run_console(device, voice="--voice" in sys.argv))
except CloserError as error:
    sys.exit(f"Error: {error}")
"""


def piped(said: bytes, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The parrot, hearing these bytes over a pipe."""
    done = subprocess.run(
        [sys.executable, "-c", PARROT, *options],
        input=said,
        capture_output=True,
        timeout=30,
        check=False,
        env=os.environ | environment,
    )
    return subprocess.CompletedProcess(
        [], done.returncode, done.stdout.decode(), done.stderr.decode()
    )


Terminal = Any


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Starts the parrot at a terminal of its own, which cannot tell where its cursor is."""
    started: list[Terminal] = []

    def start(*options: str, **environment: str) -> Terminal:
        child = pexpect.spawn(
            sys.executable,
            ["-c", PARROT, *options],
            env=os.environ | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"} | environment,
            encoding="utf-8",
            dimensions=(40, 80),
            timeout=20,
        )
        started.append(child)
        child.expect("Alexa: .*You said hello")
        return child

    yield start
    for child in started:
        child.close(force=True)


def left(child: Terminal) -> int:
    """The exit code of a console that was left."""
    child.expect(pexpect.EOF)
    child.close()
    assert child.signalstatus is None
    return int(child.exitstatus)


def test_a_pipe_shows_both_sides_as_plain_lines() -> None:
    """What was said and what Alexa says, in whole lines without colour, and the end of the session."""
    done = piped("open parrot\n\nété\nlong\n/silence\nbye\n".encode())
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "You: open parrot",
        "Alexa: You said hello.",
        "You: été",
        "Alexa: You said été.",
        "You: long",
        f"Alexa: You said {'word ' * 40}.".replace(" .", "."),
        "You: /silence",
        "Alexa: Say more?",
        "You: bye",
        "Alexa: You said bye.",
        "(The session is closed.)",
    ]
    assert done.stderr == ""


def test_the_end_of_the_input_ends_the_session() -> None:
    """The skill is told that the person left, and /quit leaves before the end."""
    done = piped(b"polly\n/quit\nnever\n")
    assert "never" not in done.stdout
    assert "(ended: USER_INITIATED)" in done.stderr


def test_an_input_that_was_closed_is_at_its_end() -> None:
    """Whoever starts the console may have closed its standard input."""
    start = 'exec "$0" -c "$1" <&-'
    done = subprocess.run(
        ["sh", "-c", start, sys.executable, PARROT],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        (b"/dance\n", "There is no command /dance."),
        (b"/voice loud\n", "/voice is on or off, not 'loud'."),
        (b"/sent\n", "Nothing was sent yet."),
        (b"/silence\n", "Nobody is listening: no session is open."),
        (b"/time 21:30\n", "It is 21:30 on Monday, UTC."),
        (b"/advance 1d\n", "It is 20:00 on Tuesday, UTC."),
        (b"/screen on\n", "The device has a screen now."),
        (b"/new\n", "The next thing you say begins a new session."),
        (b"broken\n", "Alexa refuses this response: The speech is refused."),
        (b"crash\n", "The skill raised KeyError: 'feather'"),
        (b"crash\n", "Alexa: There was a problem with the requested skill's response."),
    ],
)
def test_a_remark_answers_what_alexa_does_not(said: bytes, remark: str) -> None:
    """Wrong commands, states and refused responses are told in a line, and the talk goes on."""
    done = piped(said + b"polly\n")
    assert remark in done.stdout
    assert "Alexa: You said polly." in done.stdout
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_a_device_that_waits_for_its_invocation_says_so() -> None:
    """Words that reach nobody get a remark and not silence."""
    assert "Alexa listens only to what calls the skill" in piped(b"polly\n", "--strict").stdout


def test_bytes_that_are_no_text_are_one_sentence() -> None:
    """The line that is not UTF-8 is named, after the ones before it were answered."""
    done = piped(b"polly\n\xff\xfe\n")
    assert "Alexa: You said polly." in done.stdout
    assert done.stderr.splitlines()[-1] == (
        "Error: Line 2 of standard input is not UTF-8 text; save it as UTF-8 and try again."
    )


def test_a_poor_encoding_gets_question_marks() -> None:
    """Characters that the output lacks are replaced."""
    done = piped("été\n".encode(), PYTHONIOENCODING="ascii")
    assert "Alexa: You said ?t?." in done.stdout


def test_what_was_sent_is_shown_without_tokens_and_ids() -> None:
    """Request and response are there as JSON; the access token, the user and the device are not."""
    done = piped(b"polly\n/sent\n")
    assert '"shouldEndSession": false' in done.stdout
    assert '"apiAccessToken": "********"' in done.stdout
    assert '"userId": "amzn1.ask.account.********"' in done.stdout
    assert '"deviceId": "amzn1.ask.device.********"' in done.stdout
    for hidden in ("simulated-api-access-token", USER_ID, DEVICE_ID):
        assert hidden not in done.stdout


def test_a_computer_without_a_voice_prints_on() -> None:
    """One sentence says that there is no voice here, and the conversation is printed."""
    done = piped(b"polly\n/voice on\npolly\n", "--voice", PATH="/nowhere")
    assert done.stdout.count("espeak-ng is not installed") == 2
    assert done.stdout.count("Alexa: You said polly.") == 2


def test_a_terminal_begins_with_two_lines_and_a_greeting(terminal: Callable[..., Terminal]) -> None:
    """The console tells what to type, opens the skill, and waits."""
    child = terminal()
    assert "Type what you would say aloud" in child.before + child.after
    assert "give me a tip" in child.before + child.after
    child.expect("You: ")


def test_a_terminal_that_knows_its_cursor_shows_the_state_below(
    terminal: Callable[..., Terminal],
) -> None:
    """Once the terminal tells where the cursor is, the last line tells who listens, when and how."""
    child = terminal(PROMPT_TOOLKIT_NO_CPR="")
    child.expect_exact("\x1b[6n")
    child.send("\x1b[9;6R")
    child.expect_exact("Alexa is listening · Monday 20:00 · no screen · /help · Ctrl-D leaves")


@pytest.mark.parametrize("way", ["control d", "control c", "quit"])
def test_a_terminal_is_left_politely(terminal: Callable[..., Terminal], way: str) -> None:
    """Ctrl-D, Ctrl-C and /quit each end the session and say goodbye, with exit code 0."""
    child = terminal()
    child.expect("You: ")
    {
        "control d": child.sendeof,
        "control c": child.sendintr,
        "quit": lambda: child.send("/quit\r"),
    }[way]()
    child.expect("USER_INITIATED")
    child.expect("Goodbye.")
    assert left(child) == 0
    assert "Traceback" not in child.before


def test_a_terminal_remembers_what_was_said(terminal: Callable[..., Terminal]) -> None:
    """The up arrow brings back the last utterance; an empty line is answered with a hint."""
    child = terminal()
    child.send("polly\r")
    child.expect("Alexa: .*You said polly")
    child.send("\r")
    child.expect("Nothing was said")
    child.send("\x1b[A\r")
    child.expect("Alexa: .*You said polly")


def test_a_terminal_shows_help_and_the_end_of_the_session(
    terminal: Callable[..., Terminal],
) -> None:
    """Help lists what to say and every command; a goodbye closes the session."""
    child = terminal()
    child.send("/help\r")
    for text in ("what is emotional intimacy", "/silence", "/advance 2h", "/voice on", "Ctrl-D"):
        child.expect_exact(text)
    child.send("bye\r")
    child.expect("The session is closed")


def test_long_lines_are_folded_under_their_speaker(terminal: Callable[..., Terminal]) -> None:
    """No line is wider than the terminal, and continuation lines are indented."""
    child = terminal()
    child.send("long\r")
    child.expect("You said (word )+")
    child.expect("\n       word")


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_shown_unless_it_is_not_wanted(
    terminal: Callable[..., Terminal], environment: dict[str, str], *, coloured: bool
) -> None:
    """Speakers are coloured; with NO_COLOR no colour is sent at all."""
    child = terminal(**environment)
    everything = child.before + child.after
    child.expect("You: ")
    everything += child.before + child.after
    child.sendeof()
    child.expect("Goodbye.")
    everything += child.before
    shades = {
        shade for codes in re.findall(r"\x1b\[([0-9;]*)m", everything) for shade in codes.split(";")
    }
    assert bool(shades & {"31", "32", "33", "36", "38", "90", "92", "96", "37"}) is coloured
