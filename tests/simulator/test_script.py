"""A script is said line by line, and what Alexa says comes out as ``Alexa:`` lines."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from skill.errors import ConfigurationError
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.talk.commands import COMMANDS, perform
from skill.simulator.talk.script import read_lines, read_script, run_script
from skill.simulator.understanding.invocation import Invocation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Ears:
    """Hears every utterance as an intent of that name, and "open parrot" as a launch."""

    def invocation(self, utterance: str) -> Invocation:
        """The words themselves, but for the one launch."""
        return Invocation(utterance == "open parrot", utterance.replace("open parrot", ""))

    def intent(self, utterance: str) -> dict[str, object]:
        """An intent that is named by the words."""
        return {"name": utterance, "confirmationStatus": "NONE"}


def parrot(envelope: dict[str, Any]) -> dict[str, object]:
    """Repeats what it heard and where and when; "bye" ends the session and "broken" breaks the rules."""
    request = envelope["request"]
    if request["type"] in {"SessionEndedRequest", "AlexaSkillEvent.SkillDisabled"}:
        return {"version": "1.0", "response": {}}
    heard = request.get("intent", {}).get("name") or " ".join(request.get("arguments", ["hello"]))
    at = request["timestamp"][11:16]
    asks = heard != "bye"
    text = "<" if heard == "broken" else f"You said {heard} at {at}."
    body: dict[str, object] = {
        "outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"},
        "shouldEndSession": not asks,
        "card": {"type": "Simple", "title": "Heard", "content": heard},
    }
    if asks:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": "Say more?"}}
    if "Viewport" in envelope["context"]:
        item = {"type": "Text", "text": f"{heard}!"}
        document = {"type": "APL", "version": "1.4", "mainTemplate": {"items": [item]}}
        body["directives"] = [
            {
                "type": "Alexa.Presentation.APL.RenderDocument",
                "token": "words",
                "document": document,
            }
        ]
    return {"version": "1.0", "response": body}


@pytest.fixture
def device() -> VirtualDevice:
    return VirtualDevice(
        parrot,
        Ears(),
        api=AlexaApi(DeviceSettings(time_zone="Europe/London")),
        clock=MovableClock(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)),
        rng=Random(1),
        needs_invocation=False,
    )


def said(device: VirtualDevice, lines: Iterable[str]) -> list[str]:
    """The lines that come out of a script."""
    out = io.StringIO()
    assert run_script(device, lines, out) == 0
    return out.getvalue().splitlines()


def test_only_what_alexa_says_comes_out(device: VirtualDevice) -> None:
    """One line for each time she speaks, the reprompt included; comments and blank lines say nothing."""
    lines = ["# a test", "", "open parrot", "  polly ", "/silence", "/silence", "/silence", "bye"]
    assert said(device, lines) == [
        "Alexa: You said hello at 20:00.",
        "Alexa: You said polly at 20:00.",
        "Alexa: Say more?",
        "Alexa: You said bye at 20:00.",
    ]


@pytest.mark.parametrize(
    ("command", "heard"),
    [
        ("/advance 2h", ["Say more?", "You said later at 22:00."]),
        ("/advance 5s", ["You said later at 20:00."]),
        ("/time 21:30", ["Say more?", "You said later at 21:30."]),
        ("/time", ["You said later at 20:00."]),
        ("/zone Asia/Kolkata", ["You said later at 20:00."]),
        ("/new", ["You said later at 20:00."]),
        ("/exit", ["You said later at 20:00."]),
        ("/power-off", ["You said later at 20:00."]),
        ("/disable", ["You said later at 20:00."]),
        ("/SCREEN on", ["You said later at 20:00."]),
    ],
)
def test_a_command_moves_the_device(device: VirtualDevice, command: str, heard: list[str]) -> None:
    """Time that passes plays the reprompt and shows in the next request; the rest is silent."""
    assert said(device, ["polly", command, "later"])[1:] == [f"Alexa: {line}" for line in heard]


@pytest.mark.parametrize("command", ["/new", "/exit", "/power-off", "/disable", "/advance 16s"])
def test_a_command_that_ends_the_session_ends_it(device: VirtualDevice, command: str) -> None:
    """After it no session is open."""
    said(device, ["polly", command])
    assert device.session_open is False


def test_the_screen_can_be_switched_and_touched(device: VirtualDevice) -> None:
    """With a screen a touch is answered; the screen and the card can be read out."""
    assert (
        said(device, ["/screen on", "polly", "/touch pretty bird"])[-1]
        == "Alexa: You said pretty bird at 20:00."
    )
    assert perform("/screen", device).note == "Screen: pretty bird!\nCard: Heard\nCard: pretty bird"
    said(device, ["/screen off"])
    assert perform("/screen", device).note.startswith("The device has no screen")
    assert perform("/screen on", device).note == "The device has a screen now."
    assert perform("/screen", device).note.startswith("Screen: nothing is shown.")


def test_the_time_is_told_as_the_devices_wall_clock_shows_it(device: VirtualDevice) -> None:
    """The weekday and the hour are those of the zone, and UTC where none is set."""
    assert perform("/time", device).note == "It is 20:00 on Monday, Europe/London."
    assert perform("/zone Asia/Tokyo", device).note == "It is 05:00 on Tuesday, Asia/Tokyo."
    device.settings = DeviceSettings(time_zone=None)
    assert perform("/zone", device).note == "It is 20:00 on Monday, UTC, as no time zone is set."


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("/dance", "There is no command /dance. There are: /silence, "),
        ("/", "There is no command /. "),
        ("/advance", "'' is no length of time"),
        ("/advance soon", "'soon' is no length of time"),
        ("/time 25:00", "'25:00' is no time of day"),
        ("/zone Atlantis", "no time zone 'Atlantis'"),
        ("/screen maybe", "not 'maybe'"),
        ("/touch me", "nothing to touch"),
        ("broken", "not well-formed"),
    ],
)
def test_what_goes_wrong_names_its_line(device: VirtualDevice, line: str, problem: str) -> None:
    """One error says which line, what it was, and what is wrong with it."""
    with pytest.raises(ConfigurationError) as raised:
        said(device, ["# first", "polly", line])
    assert str(raised.value).startswith(f"Line 3, {line!r}: ")
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)


def test_every_command_says_what_it_does() -> None:
    """A command is found by the first word of its usage, and none lacks its help."""
    for name, command in COMMANDS.items():
        assert command.usage.startswith(f"/{name}")
        assert command.help


def test_a_file_is_read_as_lines(tmp_path: Path) -> None:
    """A byte-order mark, Windows line ends and a missing last one make no difference."""
    path = tmp_path / "evening.txt"
    path.write_bytes("\ufeffopen parrot\r\nété\n\nbye".encode())
    assert list(read_script(str(path))) == ["open parrot", "été", "", "bye"]


def test_standard_input_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is there before the next one was written."""
    written: list[bytes] = []

    class Typist(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = f"line {len(written)}\n".encode()
            written.append(line)
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Typist())))
    lines = read_script("-")
    assert (next(lines), len(written)) == ("line 0", 1)
    assert (next(lines), len(written)) == ("line 1", 2)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("missing.txt", "No such file or directory"), (".", "Is a directory"), ("nul\0.txt", "null")],
)
def test_a_script_that_cannot_be_opened_is_refused_at_once(
    tmp_path: Path, name: str, problem: str
) -> None:
    """The sentence names the file and the reason, before a line is asked for."""
    with pytest.raises(ConfigurationError, match=problem) as raised:
        read_script(str(tmp_path / name))
    assert str(tmp_path) in str(raised.value)


@pytest.mark.parametrize("content", [b"\xe9t\xe9\n", "été".encode("utf-16")])
def test_a_script_that_is_no_utf_8_names_the_line(content: bytes) -> None:
    """Lines before it are read; then one sentence says which line is not UTF-8 text."""
    lines = read_lines(io.BytesIO(b"polly\n" + content), "the script")
    assert next(lines) == "polly"
    with pytest.raises(ConfigurationError, match=r"^Line 2 of the script is not UTF-8 text;.*\.$"):
        next(lines)


def test_a_stream_that_breaks_is_reported() -> None:
    """An error of the system while reading becomes one sentence."""

    class Broken(io.BytesIO):
        def __next__(self) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(
        ConfigurationError, match="Reading standard input failed: Input/output error"
    ):
        next(read_lines(Broken(), "standard input"))


def test_a_poor_terminal_gets_question_marks(device: VirtualDevice) -> None:
    """What the encoding lacks is replaced, and nothing fails."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    run_script(device, ["été"], out)
    out.flush()
    assert raw.getvalue() == b"Alexa: You said ?t? at 20:00.\n"
