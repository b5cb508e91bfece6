"""What one can touch on a screen: the parts of an APL document that answer to a press.

Amazon, "APL Touchable Component Properties" and "SendEvent Command".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from skill.simulator.echo.envelope import mapping
from skill.simulator.echo.screen import read


@dataclass(frozen=True, slots=True)
class TouchTarget:
    """A part of the screen that tells the skill when it is pressed.

    Args:
        label: the words on it, or else what it sends.
        arguments: what it sends.
    """

    label: str
    arguments: tuple[object, ...]


def touch_targets(directive: Mapping[str, object]) -> tuple[TouchTarget, ...]:
    """Return what one can touch of what an APL RenderDocument directive shows, in reading order.

    Data binding is not evaluated: a target whose arguments are bound is left out, and
    one that stands in the document for several shapes of screen is returned once.
    """
    targets: list[TouchTarget] = []
    for target in _targets(mapping(directive.get("document")).get("mainTemplate")):
        if target not in targets:
            targets.append(target)
    return tuple(targets)


def arguments_of(directive: Mapping[str, object], words: str) -> Sequence[object]:
    """Return what the target with these words on it sends; without one, the words themselves."""
    labelled = {target.label.lower(): target.arguments for target in touch_targets(directive)}
    return labelled.get(words.strip().lower(), words.split())


def _targets(component: object) -> Iterator[TouchTarget]:
    if isinstance(component, list):
        for inner in component:
            yield from _targets(inner)
    elif isinstance(component, Mapping):
        for arguments in _sent(component.get("onPress")):
            label = read(next(_texts(component), "")) or " ".join(map(str, arguments))
            yield TouchTarget(label, arguments)
        for name, inner in component.items():
            if name != "onPress":
                yield from _targets(inner)


def _sent(command: object) -> Iterator[tuple[object, ...]]:
    """Give the arguments of the first SendEvent in a command or a list of commands."""
    commands = command if isinstance(command, list) else [command]
    events = (mapping(one) for one in commands if mapping(one).get("type") == "SendEvent")
    arguments = mapping(next(events, None)).get("arguments")
    if isinstance(arguments, list) and not any("${" in str(one) for one in arguments):
        yield tuple(arguments)


def _texts(component: object) -> Iterator[str]:
    """Give the written words inside a component."""
    if isinstance(component, list):
        for inner in component:
            yield from _texts(inner)
    elif isinstance(component, Mapping):
        text = component.get("text")
        if isinstance(text, str) and "${" not in text:
            yield text
        for inner in component.values():
            yield from _texts(inner)
