"""A conversation from a file or from standard input, one utterance a line.

Blank lines and lines that start with ``#`` are skipped; a line that starts
with ``/`` is a command of the device. What Alexa says goes out as ``Alexa:``
lines and nothing else, so the output of two runs can be compared.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from skill.errors import CloserError, ConfigurationError
from skill.simulator.talk.commands import is_command, perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skill.simulator.echo.device import VirtualDevice
    from skill.simulator.echo.exchange import Exchange


def read_script(source: str) -> Iterator[str]:
    """The lines of a script; those of standard input each as soon as it is there.

    Args:
        source: the path of a file, or ``-`` for standard input.

    Raises:
        ConfigurationError: at once if there is no such file, and at the line
            that is not UTF-8 text.
    """
    if source == "-":
        return read_lines(sys.stdin.buffer, "standard input")
    try:
        content = Path(source).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        msg = f"The script {source} cannot be read: {reason}."
        raise ConfigurationError(msg) from error
    return read_lines(io.BytesIO(content), f"the script {source}")


def read_lines(stream: BinaryIO, name: str) -> Iterator[str]:
    """The lines of a stream of bytes, without their ends.

    Args:
        stream: where the bytes come from.
        name: what to call it in an error message.

    Raises:
        ConfigurationError: a line is not UTF-8 text, or the stream cannot be read.
    """
    try:
        for number, line in enumerate(stream, start=1):
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        msg = f"Line {number} of {name} is not UTF-8 text; save it as UTF-8 and try again."
        raise ConfigurationError(msg) from error
    except OSError as error:
        msg = f"Reading {name} failed: {error.strerror}."
        raise ConfigurationError(msg) from error


def run_script(device: VirtualDevice, lines: Iterable[str], out: TextIO) -> int:
    """Say every line to the device and print what Alexa says.

    Returns:
        The exit code of the process: 0.

    Raises:
        CloserError: naming the line, for a command that makes no sense and
            for a response that Alexa would refuse.
    """
    print_whatever_the_encoding(out)
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        try:
            exchanges = _hear(device, words)
        except CloserError as error:
            msg = f"Line {number}, {words!r}: {error}"
            raise ConfigurationError(msg) from error
        for exchange in exchanges:
            if exchange.speech:
                out.write(f"Alexa: {exchange.speech}\n")
                # Whoever talks through a pipe wants the answer before the next question.
                out.flush()
    return 0


def print_whatever_the_encoding(out: TextIO) -> None:
    """Let a terminal that lacks a character show a question mark where it would have failed."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="replace")


def _hear(device: VirtualDevice, words: str) -> tuple[Exchange, ...]:
    return perform(words, device).exchanges if is_command(words) else (device.say(words),)
