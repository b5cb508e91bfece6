"""Conversations as readable text: played as tests, and written as documentation.

::

    # A tip, and then nothing more
    You: ask closer together for a tip
    Alexa: Here's one. ... Would you like another?
    [session open]
    You: (silence)
    Alexa: Shall I ...
    [two hours later]
    You: open closer together
    Alexa: Welcome back. ...

``...`` stands for any words. A line that starts with a space continues the
one above. After each thing that happens stands everything that Alexa says to
it; where no ``Alexa:`` line stands, she must be silent. Lines in brackets are
stage directions: see :data:`STAGE_DIRECTIONS`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from skill.errors import CloserError, ConfigurationError
from skill.simulator.echo.clock import read_duration, read_time
from skill.simulator.echo.envelope import zone_of
from skill.simulator.echo.exchange import Exchange
from skill.simulator.echo.touch_targets import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from skill.simulator.echo.device import VirtualDevice

_WIDTH: Final = 100

Action = Callable[["VirtualDevice"], tuple[Exchange, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, and what Alexa is to say to it.

    Args:
        line: where it stands in the text, from 1.
        text: the line as written, without its continuation: ``You: yes`` or ``[power cut]``.
        action: does it to a device.
        expected: what Alexa says to it, one text for each time she speaks.
        session: for a check of the session, whether it is to be open.
    """

    line: int
    text: str
    action: Action
    expected: tuple[str, ...] = ()
    session: bool | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is written down.

    Args:
        name: what to call it, such as its file's name.
        parts: its steps, and between them comments and blank lines as they stand.
    """

    name: str
    parts: tuple[Step | str, ...]

    @property
    def title(self) -> str:
        """The first comment, or the name if there is none."""
        comments = (part for part in self.parts if isinstance(part, str) and part.startswith("#"))
        return next(comments, self.name).lstrip("# ")


def load_conversation(path: Path) -> Conversation:
    """Read a conversation from a file.

    Raises:
        ConfigurationError: there is no such file, or it is no conversation.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"The conversation {path} cannot be read: {error}."
        raise ConfigurationError(msg) from error
    return read_conversation(text, path.name)


def read_conversation(text: str, name: str = "conversation") -> Conversation:
    """Read a conversation from text.

    Raises:
        ConfigurationError: naming the line that is neither speech nor a stage direction.
    """
    parts: list[Step | str] = []
    for number, line in _unfolded(text):
        try:
            parts = _with_line(parts, number, line)
        except ConfigurationError as error:
            msg = f"{name}, line {number}: {error}"
            raise ConfigurationError(msg) from error
    return Conversation(name, tuple(parts))


def play(conversation: Conversation, device: VirtualDevice) -> tuple[str, ...]:
    """Hold the conversation and tell everything that goes otherwise than written.

    Returns:
        One readable text for each difference; none when all is as written.
    """
    return tuple(
        f"{conversation.name}, line {step.line}: {step.text}\n{textwrap.indent(found, '  ')}"
        for step in conversation.parts
        if isinstance(step, Step)
        if (found := _difference(step, device))
    )


def record(conversation: Conversation, device: VirtualDevice) -> str:
    """Hold the conversation and write it anew with what Alexa really says.

    Everything else stays as it stands, so a text that is up to date comes back
    letter for letter.

    Raises:
        CloserError: the device could not do a step.
    """
    lines: list[str] = []
    for part in conversation.parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        exchanges = part.action(device)
        holds = part.session in {None, device.session_open}
        lines.append(part.text if holds else _session_line(open_=device.session_open))
        lines += _alexa_lines(exchanges)
    return "\n".join(lines) + "\n"


def transcript(title: str, exchanges: Iterable[Exchange]) -> str:
    """Write exchanges down as a conversation that can be read and played again."""
    lines = [f"# {title}"]
    was_open = False
    for exchange in exchanges:
        lines.append(_STAGED.get(exchange.heard, f"You: {exchange.heard}"))
        lines += _alexa_lines((exchange,))
        if was_open and not exchange.session_open:
            lines.append(_session_line(open_=False))
        was_open = exchange.session_open
    return "\n".join(lines) + "\n"


def _difference(step: Step, device: VirtualDevice) -> str:
    try:
        exchanges = step.action(device)
    except CloserError as error:
        return str(error)
    if step.session is not None:
        is_open = device.session_open
        return "" if step.session == is_open else f"but {_session_line(open_=is_open)}"
    spoken = [exchange.speech for exchange in exchanges if exchange.speech]
    if len(spoken) == len(step.expected) and all(map(_fits, step.expected, spoken)):
        return ""
    understood = [exchange.intent_name for exchange in exchanges if exchange.intent_name]
    return "\n".join(
        [f"understood as {name}" for name in understood]
        + [f"expected: {line}" for line in step.expected or ("silence",)]
        + [f"heard:    {line}" for line in spoken or ("silence",)]
    )


def _fits(expected: str, spoken: str) -> bool:
    """Whether the words are the expected ones, with any words for each ``...``."""
    pattern = r"\s*.*\s*".join(re.escape(" ".join(part.split())) for part in expected.split("..."))
    return re.fullmatch(pattern, spoken) is not None


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, each joined with the indented ones below it."""
    number, line = 0, ""
    for here, raw in enumerate(text.splitlines(), start=1):
        if raw[:1].isspace() and raw.strip() and line.startswith(("You:", "Alexa:")):
            line = f"{line} {raw.strip()}"
            continue
        if number:
            yield number, line
        number, line = here, raw.rstrip()
    if number:
        yield number, line


def _with_line(parts: list[Step | str], number: int, line: str) -> list[Step | str]:
    words = line.strip()
    if not words or words.startswith("#"):
        return [*parts, line]
    if words.startswith("[") and words.endswith("]"):
        return [*parts, _stage(number, words)]
    speaker, _, said = words.partition(":")
    said = said.strip()
    if speaker == "You" and said:
        return [*parts, Step(number, f"You: {said}", _utterance(said))]
    if speaker == "Alexa" and said:
        return _answered(parts, said)
    msg = f"{words!r} is no line of a conversation; it starts with You:, Alexa:, [ or #."
    raise ConfigurationError(msg)


def _answered(parts: list[Step | str], said: str) -> list[Step | str]:
    last = parts[-1] if parts else None
    if not isinstance(last, Step) or last.session is not None:
        msg = "Alexa speaks only right after something has happened."
        raise ConfigurationError(msg)
    return [*parts[:-1], replace(last, expected=(*last.expected, said))]


def _stage(number: int, words: str) -> Step:
    direction = words.strip("[] ")
    checked = re.fullmatch(r"(?:the )?session (?:is )?(open|closed)", direction, re.IGNORECASE)
    if checked:
        return Step(number, words, _nothing, session=checked[1].lower() == "open")
    return Step(number, words, _action(direction, _STAGE, "stage direction"))


def _utterance(said: str) -> Action:
    if said.startswith("("):
        return _action(said.strip("() "), _UNSPOKEN, "thing to do for a person")
    return lambda device: (device.say(said),)


def _action(words: str, table: dict[str, Callable[[str], Action]], kind: str) -> Action:
    for pattern, action in table.items():
        found = re.fullmatch(pattern, words, re.IGNORECASE)
        if found:
            return action(found[1] if found.groups() else "")
    known = "; ".join(STAGE_DIRECTIONS)
    msg = f"{words!r} is no {kind}. There are: {known}."
    raise ConfigurationError(msg)


def _nothing(_device: VirtualDevice) -> tuple[Exchange, ...]:
    return ()


def _wait(text: str) -> Action:
    duration = read_duration(text)
    return lambda device: device.wait(duration)


def _wait_until(text: str) -> Action:
    local = read_time(text)
    return lambda device: device.wait_until(local)


def _set_screen(text: str) -> Action:
    return _quietly(lambda device: device.set_screen(on=text.lower() == "on"))


def _set_zone(text: str) -> Action:
    zone = None if text.lower() == "none" else text
    zone_of(zone)
    return _quietly(lambda device: device.move_to(zone))


def _allow_reminders(text: str) -> Action:
    return _quietly(lambda device: device.allow_reminders(allowed=text.lower() == "allowed"))


def _delete_reminders(device: VirtualDevice) -> tuple[Exchange, ...]:
    if device.api.reminders is not None:
        device.api.reminders.clear()
    return ()


def _unsupport_reminders(device: VirtualDevice) -> tuple[Exchange, ...]:
    device.settings = replace(device.settings, reminders=False)
    return ()


def _touch(text: str) -> Action:
    return lambda device: (device.touch(arguments_of(device.document or {}, text)),)


def _quietly(change: Callable[[VirtualDevice], None]) -> Action:
    """An action that nobody hears anything of."""

    def action(device: VirtualDevice) -> tuple[Exchange, ...]:
        change(device)
        return ()

    return action


def _simply(action: Callable[[VirtualDevice], Exchange]) -> Callable[[str], Action]:
    return lambda _text: lambda device: (action(device),)


STAGE_DIRECTIONS: Final = (
    "[session open]",
    "[session closed]",
    "[later: 2h] or [two hours later]",
    "[at 21:30]",
    "[power cut]",
    "[new session]",
    "[screen on] or [screen off]",
    "[zone Europe/London] or [zone none]",
    "[reminders allowed] or [reminders denied]",
    "[reminders deleted] or [reminders unsupported]",
    "[skill disabled]",
    "[error]",
    "You: (silence)",
    "You: (launch)",
    "You: (exit)",
    "You: (touch: Yes)",
)
"""What one can write besides what is said aloud."""

_STAGE: Final[dict[str, Callable[[str], Action]]] = {
    r"later: (.+)": _wait,
    r"(.+) later": _wait,
    r"at (\S+)": _wait_until,
    r"(?:the )?power (?:is )?cut": _simply(lambda device: device.power_off()),
    r"(?:a )?new session": _simply(lambda device: device.new_session()),
    r"(?:the )?screen (?:is )?(on|off)": _set_screen,
    r"(?:time )?zone:? (\S+)": _set_zone,
    r"reminders (?:are )?(allowed|denied)": _allow_reminders,
    r"reminders (?:are )?deleted": lambda _text: _delete_reminders,
    r"reminders (?:are )?unsupported": lambda _text: _unsupport_reminders,
    r"(?:the )?skill (?:is )?disabled": _simply(lambda device: device.disable_skill()),
    r"(?:an )?error": _simply(lambda device: device.error()),
}
_UNSPOKEN: Final[dict[str, Callable[[str], Action]]] = {
    "silence": _simply(lambda device: device.silence()),
    "launch": _simply(lambda device: device.launch()),
    "exit": _simply(lambda device: device.exit()),
    r"touch: (.+)": _touch,
}
# What happens to the device and is nothing a person says or leaves unsaid.
_STAGED: Final = {
    f"({happening})": f"[{happening}]"
    for happening in ("power cut", "new session", "skill disabled", "error")
}


def _session_line(*, open_: bool) -> str:
    return "[session open]" if open_ else "[session closed]"


def _alexa_lines(exchanges: Iterable[Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        if exchange.speech:
            yield from textwrap.wrap(
                f"Alexa: {exchange.speech}",
                width=_WIDTH,
                subsequent_indent=" " * len("Alexa: "),
                break_long_words=False,
                break_on_hyphens=False,
            )
