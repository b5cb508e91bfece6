"""The conversation at a keyboard: coloured, with a history, a voice and a movable clock.

Without a terminal on both ends it reads plain lines and writes plain lines, so
that it works in a pipe as well.
"""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.styles import Style
from rich.console import Console
from rich.text import Text

from skill.errors import CloserError, ConfigurationError
from skill.simulator.echo.envelope import zone_of
from skill.simulator.echo.masking import masked
from skill.simulator.echo.voice import Voice, VoiceUnavailableError, find_voice
from skill.simulator.talk.commands import COMMANDS, is_command, perform
from skill.simulator.talk.script import print_whatever_the_encoding, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skill.simulator.echo.device import VirtualDevice
    from skill.simulator.echo.exchange import Exchange

THINGS_TO_SAY: Final = (
    "open closer together",
    "what is emotional intimacy",
    "give me a tip",
    "let's take the quiz together",
    "what's tonight's question",
    "help",
    "stop",
)
"""What the console suggests; every one is understood."""

_OPENING: Final = (
    "Closer Together, without the Echo. Type what you would say aloud, such as:",
    " · ".join(THINGS_TO_SAY[1:4]),
)
_GOODBYE: Final = "Goodbye."
# Text is read in columns that the eye can follow, however wide the terminal.
_WIDEST: Final = 96

_OWN_COMMANDS: Final = {
    "/voice on|off": "hear Alexa aloud, through espeak-ng",
    "/sent": "show the last request and response, with tokens and ids masked",
    "/help": "show this",
    "/quit": "leave; so do Ctrl-D and Ctrl-C",
}


def run_console(device: VirtualDevice, *, voice: bool) -> int:
    """Hold a conversation in this terminal, or over standard input and output.

    Args:
        device: the device to talk to; one that is not strict keeps talking
            after a response that Alexa would refuse.
        voice: whether Alexa is heard as well.

    Returns:
        The exit code of the process: 0.

    Raises:
        ConfigurationError: what comes in is not UTF-8 text.
    """
    print_whatever_the_encoding(sys.stdout)
    talk = _Talk(device, Console(highlight=False, soft_wrap=not _at_a_terminal()))
    if voice:
        talk.hear("/voice on")
    if _at_a_terminal():
        _converse(talk, _typed(talk, device))
        talk.hear("/exit")
        talk.note(_GOODBYE)
    else:
        _converse(talk, _piped(talk))
        talk.hear("/exit")
    return 0


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _converse(talk: _Talk, lines: Iterator[str]) -> None:
    """Hear line after line, until the last one, /quit or Ctrl-C."""
    try:
        for line in lines:
            if line.strip().lower() in {"/quit", "/q"}:
                return
            talk.hear(line)
    except (EOFError, KeyboardInterrupt):
        return


def _piped(talk: _Talk) -> Iterator[str]:
    """Plain lines from standard input, shown as what they are: what was said."""
    if sys.stdin is None:
        return  # closed by whoever started this
    for line in read_lines(sys.stdin.buffer, "standard input"):
        if line.strip():
            talk.show_heard(line.strip())
            yield line


def _typed(talk: _Talk, device: VirtualDevice) -> Iterator[str]:
    """Lines from a prompt with a history, which is forgotten at the end like the talk itself."""
    talk.open()
    commands = [f"/{name}" for name in COMMANDS] + [usage.split()[0] for usage in _OWN_COMMANDS]
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(),
        completer=WordCompleter(commands, sentence=True),
        complete_while_typing=False,
        style=Style.from_dict({"you": "bold ansigreen", "bottom-toolbar": "noreverse ansigray"}),
        bottom_toolbar=lambda: _toolbar(device),
    )
    while True:
        yield session.prompt(FormattedText([("class:you", "You: ")]))
        print()  # noqa: T201 - air between one exchange and the next


def _toolbar(device: VirtualDevice) -> str:
    listening = "Alexa is listening" if device.session_open else "no session is open"
    zone = device.settings.time_zone
    local = device.clock().astimezone(zone_of(zone))
    screen = "screen" if device.settings.screen else "no screen"
    return f" {listening} · {local:%A %H:%M} · {screen} · /help · Ctrl-D leaves"


class _Talk:
    """Shows and speaks what is said, and tells the device."""

    def __init__(self, device: VirtualDevice, console: Console) -> None:
        self._device = device
        self._console = console
        self._voice: Voice | None = None
        self._own: dict[str, Callable[[str], None]] = {
            "/voice": self._set_voice,
            "/sent": self._show_sent,
            "/help": self._show_help,
        }

    def open(self) -> None:
        """Tell in two lines what one can do, and open the skill."""
        self.note(_OPENING[0])
        self.note(_OPENING[1], style="italic")
        self._console.print()
        self.show_heard(THINGS_TO_SAY[0])
        self.hear(THINGS_TO_SAY[0])
        self._console.print()

    def hear(self, line: str) -> None:
        """Pass on what somebody said, or do what the line commands."""
        words = line.strip()
        name, _, argument = words.partition(" ")
        try:
            if not words:
                self.note("Nothing was said. /silence lets Alexa wait; /help shows more.")
            elif name in self._own:
                self._own[name](argument.strip())
            elif is_command(words):
                outcome = perform(words, self._device)
                self._show(outcome.exchanges)
                self.note(outcome.note)
            else:
                exchange = self._device.say(words)
                self._show((exchange,))
                if exchange.request is None and not exchange.speech:
                    self.note('(Alexa listens only to what calls the skill, as "open ..." does.)')
        except CloserError as error:
            self.note(str(error), style="red")

    def show_heard(self, words: str) -> None:
        """Show what somebody said as if it had been typed at the prompt."""
        self._line("You: ", words, "bold green")

    def note(self, text: str, *, style: str = "dim") -> None:
        """Show a remark of the console's own; nothing for an empty one."""
        for line in text.splitlines():
            self._console.print(Text(line, style=style))

    def _show(self, exchanges: tuple[Exchange, ...]) -> None:
        for exchange in exchanges:
            for violation in exchange.violations:
                self.note(f"Alexa refuses this response: {violation.detail}", style="red")
            if exchange.speech:
                self._line("Alexa: ", exchange.speech, "bold cyan")
                self._speak(exchange.ssml)
            if exchange.request is not None and not exchange.session_open:
                self.note("(The session is closed.)")

    def _line(self, speaker: str, words: str, style: str) -> None:
        width = min(self._console.width - 1, _WIDEST)
        text = speaker + words
        if not self._console.soft_wrap:
            text = textwrap.fill(text, width, subsequent_indent=" " * len(speaker))
        line = Text(text)
        line.stylize(style, 0, len(speaker))
        self._console.print(line)

    def _speak(self, ssml: str) -> None:
        if self._voice is None:
            return
        try:
            self._voice.say(ssml)
        except VoiceUnavailableError as error:
            self._voice = None
            self.note(str(error))
        except KeyboardInterrupt:
            self.note("(hushed)")

    def _set_voice(self, argument: str) -> None:
        if argument not in {"on", "off"}:
            msg = f"/voice is on or off, not {argument!r}."
            raise ConfigurationError(msg)
        self._voice = None
        if argument == "on":
            voice = find_voice(self._device.settings.locale)
            # Saying nothing already tells whether there is a loudspeaker.
            voice.say("<speak></speak>")
            self._voice = voice
        self.note(f"Alexa is {'heard' if self._voice else 'only printed'} now.")

    def _show_sent(self, _argument: str) -> None:
        last = self._device.last
        if last is None:
            self.note("Nothing was sent yet.")
            return
        for heading, envelope in (("Request", last.request), ("Response", last.response)):
            self.note(heading, style="bold")
            self._console.print_json(json.dumps(masked(envelope)))

    def _show_help(self, _argument: str) -> None:
        self.note("Say what you would say to Alexa:", style="bold")
        self.note("\n".join(f"  {phrase}" for phrase in THINGS_TO_SAY), style="italic")
        self.note("Or tell the device:", style="bold")
        usages = {command.usage: command.help for command in COMMANDS.values()} | _OWN_COMMANDS
        widest = max(map(len, usages))
        for usage, does in usages.items():
            self._console.print(Text(f"  {usage:<{widest}}  "), Text(does, style="dim"), sep="")
