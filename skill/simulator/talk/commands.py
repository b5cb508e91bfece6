"""What one can do to the device besides talking: lines that start with a slash.

The console and scripts share these commands, so that an evening tried at the
keyboard can be kept as a file and played again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from skill.errors import ConfigurationError
from skill.simulator.echo.clock import read_duration, read_time
from skill.simulator.echo.envelope import zone_of
from skill.simulator.echo.screen import card_text, document_text
from skill.simulator.echo.touch_targets import arguments_of, touch_targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.simulator.echo.device import VirtualDevice
    from skill.simulator.echo.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: the exchanges it caused, and a note for the person."""

    exchanges: tuple[Exchange, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the device.

    Args:
        usage: the command with its argument, as one types it.
        help: what it does, in half a sentence.
        perform: takes the device and the argument, which may be empty.
    """

    usage: str
    help: str
    perform: Callable[[VirtualDevice, str], Outcome]


def is_command(line: str) -> bool:
    """Whether a line is meant for the device and not for Alexa."""
    return line.lstrip().startswith("/")


def perform(line: str, device: VirtualDevice) -> Outcome:
    """Carry out a line such as ``/advance 2h``.

    Raises:
        ConfigurationError: there is no such command, or its argument makes no sense.
        DeviceError: the device cannot do it now.
    """
    name, _, argument = line.strip().removeprefix("/").partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        msg = f"There is no command /{name}. There are: {', '.join(f'/{known}' for known in COMMANDS)}."
        raise ConfigurationError(msg)
    return command.perform(device, argument.strip())


def _silence(device: VirtualDevice, _argument: str) -> Outcome:
    if not device.session_open:
        return Outcome(note="Nobody is listening: no session is open.")
    return Outcome((device.silence(),))


def _new(device: VirtualDevice, _argument: str) -> Outcome:
    note = "The next thing you say begins a new session."
    return Outcome((device.new_session(),), note)


def _exit(device: VirtualDevice, _argument: str) -> Outcome:
    return Outcome((device.exit(),))


def _power_off(device: VirtualDevice, _argument: str) -> Outcome:
    return Outcome((device.power_off(),), "The power is cut. It is back, and the session is gone.")


def _disable(device: VirtualDevice, _argument: str) -> Outcome:
    note = "The skill is disabled. Whoever speaks next enables it anew, as a stranger to it."
    return Outcome((device.disable_skill(),), note)


def _screen(device: VirtualDevice, argument: str) -> Outcome:
    if argument in {"on", "off"}:
        device.set_screen(on=argument == "on")
        return Outcome(note=f"The device has {'a' if argument == 'on' else 'no'} screen now.")
    if argument:
        msg = f"/screen is on or off, not {argument!r}; alone it tells what is shown."
        raise ConfigurationError(msg)
    return Outcome(note="\n".join(shown(device)))


def shown(device: VirtualDevice) -> tuple[str, ...]:
    """The words on the device's screen and on the last card, or why there are none."""
    if device.document is not None:
        words = document_text(device.document) or ("a plain background.",)
        labels = ", ".join(target.label for target in touch_targets(device.document))
        lines = tuple(f"Screen: {line}" for line in words)
        lines += (f"To touch: {labels}",) if labels else ()
    elif device.settings.screen:
        lines = ("Screen: nothing is shown.",)
    else:
        lines = ("The device has no screen; /screen on gives it one.",)
    card = device.last.card if device.last else None
    return lines + tuple(f"Card: {line}" for line in card_text(card or {}))


def _advance(device: VirtualDevice, argument: str) -> Outcome:
    exchanges = device.wait(read_duration(argument))
    return Outcome(exchanges, _time_note(device))


def _time(device: VirtualDevice, argument: str) -> Outcome:
    exchanges = device.wait_until(read_time(argument)) if argument else ()
    return Outcome(exchanges, _time_note(device))


def _zone(device: VirtualDevice, argument: str) -> Outcome:
    if argument:
        device.move_to(None if argument.lower() == "none" else argument)
    return Outcome(note=_time_note(device))


def _reminders(device: VirtualDevice, argument: str) -> Outcome:
    if argument in {"allow", "deny"}:
        device.allow_reminders(allowed=argument == "allow")
        return Outcome(
            note=f"The Alexa app {'lets' if argument == 'allow' else 'does not let'} the skill set reminders now."
        )
    if argument:
        msg = f"/reminders is allow or deny, not {argument!r}; alone it lists what is set."
        raise ConfigurationError(msg)
    kept = device.api.reminders.reminders if device.api.reminders else ()
    lines = [
        f"{rule.at:%H:%M} on {', '.join(sorted(rule.days)) or 'every day'}: {one.content['text']}"
        for one in kept
        for rule in one.rules
    ]
    return Outcome(note="\n".join(lines) or "No reminder is set.")


def _time_note(device: VirtualDevice) -> str:
    zone = device.settings.time_zone
    local = device.clock().astimezone(zone_of(zone))
    return f"It is {local:%H:%M} on {local:%A}, {zone or 'UTC, as no time zone is set'}."


def _touch(device: VirtualDevice, argument: str) -> Outcome:
    return Outcome((device.touch(arguments_of(device.document or {}, argument)),))


COMMANDS: Final = {
    command.usage.split()[0].removeprefix("/"): command
    for command in (
        Command("/silence", "say nothing: Alexa asks once more, then the session ends", _silence),
        Command("/new", "end the session and begin another", _new),
        Command("/exit", "end the session without a goodbye, as saying exit does", _exit),
        Command("/power-off", "cut the power in the middle of it all", _power_off),
        Command("/screen [on|off]", "show what is on the screen, or change the device", _screen),
        Command("/touch Yes", "touch what is labelled so on the screen", _touch),
        Command("/advance 2h", "let time pass", _advance),
        Command("/time [21:30]", "tell the time, or wait until it is this late", _time),
        Command(
            "/zone [Europe/London|none]", "move the device to another time zone, or unset it", _zone
        ),
        Command(
            "/reminders [allow|deny]", "list the reminders, or let the skill set some", _reminders
        ),
        Command("/disable", "disable the skill, as in the Alexa app", _disable),
    )
}
