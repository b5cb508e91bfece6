"""The pictures in the docs, drawn from the code: its packages, and its dialog.

Each stands in a document between two comments that name it, as text in the
Mermaid language, which code hosts show as a drawing. ``make docs`` draws them
anew, and a test sees that they are up to date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import click
import grimp

from skill.content.catalog import load_catalog
from skill.dialog.events import Event, No, Yes, YesAnswer
from skill.dialog.pending import PendingQuestion as Pending
from skill.dialog.turn import AskPermission, SetReminders
from skill.handlers.intents import event_of
from skill.interaction_model.model import load_model
from tests.dialog.driver import EVENING, LATE, MORNING, Conversation
from tests.dialog.states import PATHS, in_state

ROOT = Path(__file__).parents[2]

_MARKS = "<!-- drawn: {name} -->\n{text}<!-- end: {name} -->"
_EVERYWHERE = frozenset({"skill.errors", "skill.config"})
"""Packages that nearly all others use, so that an arrow to them tells nothing."""


def packages() -> str:
    """Return which package uses which, without what follows from other arrows."""
    graph = grimp.build_graph("skill")
    uses: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            one, two = _package(module), _package(other)
            if one != two and not {one, two} & (_EVERYWHERE | {"skill"}):
                uses[one].add(two)
    return _flowchart("TD", _reduced(uses))


def _package(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _reduced(uses: dict[str, set[str]]) -> Iterable[tuple[str, str, str]]:
    def reaches(start: str, goal: str, seen: frozenset[str]) -> bool:
        return any(
            step == goal or (step not in seen and reaches(step, goal, seen | {step}))
            for step in uses.get(start, ())
        )

    for one, others in sorted(uses.items()):
        for two in sorted(others):
            detours = others - {two}
            if not any(reaches(other, two, frozenset({one})) for other in detours):
                yield one, two, ""


def yes_and_no() -> str:
    """Return what is pending after a yes and after a no to each question, by asking the policy.

    A yes in a sentence is shown where it does something else.
    """
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for name, (pending, _) in PATHS.items():
        leads = {
            reply: [_after(conversation, reply) for conversation in _in(name)]
            for reply in (Yes(), No(), YesAnswer())
        }
        if leads[YesAnswer()] == leads[Yes()]:
            del leads[YesAnswer()]
        for reply, afterwards in leads.items():
            for after in afterwards:
                found[pending.value, after][_said(reply)] = None
    arrows = ((one, two, " or ".join(replies)) for (one, two), replies in found.items())
    return _flowchart("LR", sorted(arrows))


def intents() -> str:
    """Return what is pending after each intent of the model that begins a conversation."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for intent in load_model("en-US").intents:
        event = event_of(_Said(intent.name), load_catalog().heard)
        for conversation in _in("nothing asked"):
            found[_after(conversation, event)][intent.name.removeprefix("AMAZON.")] = None
    rows = [
        f"| {', '.join(sorted(names))} | {pending.replace('_', ' ')} |"
        for pending, names in sorted(found.items())
    ]
    return "\n".join(("| said with nothing pending | may leave pending |", "|---|---|", *rows, ""))


class _Said:
    """An intent with no slot filled."""

    slots = None

    def __init__(self, name: str) -> None:
        self.name = name


SEEDS = 6
"""So many times each is asked by another chance; after four nothing new came."""


def _in(name: str) -> Iterable[Conversation]:
    for moment in (MORNING, EVENING, LATE):
        for history in (False, True):
            reached = in_state(name, moment, history=history)
            for seed in range(SEEDS):
                conversation = reached.copy()
                conversation.rng = Random(seed)
                yield conversation


def _said(reply: Event) -> str:
    return {Yes: "yes", No: "no", YesAnswer: "yes in a sentence"}[type(reply)]


def _after(conversation: Conversation, event: Event) -> str:
    turn = conversation.hear(event)
    if isinstance(turn.effect, AskPermission):
        return "alexa_asks"
    if isinstance(turn.effect, SetReminders) and turn.state.pending is Pending.NONE:
        return Pending.NONE.value
    return conversation.pending.value


def _flowchart(direction: str, arrows: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"flowchart {direction}"]
    for one, two, label in arrows:
        middle = f"-->|{label}|" if label else "-->"
        lines.append(f"  {_node(one)} {middle} {_node(two)}")
    return "\n".join(("```mermaid", *lines, "```", ""))


def _node(name: str) -> str:
    if name == Pending.NONE.value:
        return "none([session closed])"
    file = name.replace(".", "/") if "." in name else name.replace("_", " ")
    return f"{name.replace('.', '_')}[{file}]"


PICTURES: dict[str, Callable[[], str]] = {
    "packages": packages,
    "yes and no": yes_and_no,
    "intents": intents,
}
"""What a picture is called -> what draws it, in each document that has its marks."""

DOCUMENTS = (ROOT / "README.md", ROOT / "docs/architecture.md")


def redrawn(document: str) -> str:
    """Return a document with each of its pictures drawn anew.

    Raises:
        KeyError: when the document marks the place of a picture that nothing draws.
    """
    marked = re.escape(_MARKS.format(name="NAME", text="PICTURE"))
    pattern = (
        marked.replace("NAME", "([a-z ]+)", 1).replace("NAME", r"\1").replace("PICTURE", "[^\0]*?")
    )
    return re.sub(
        pattern, lambda mark: _MARKS.format(name=mark[1], text=PICTURES[mark[1]]()), document
    )


@click.command()
def main() -> None:
    """Draw every picture anew."""
    for file in DOCUMENTS:
        file.write_text(redrawn(file.read_text(encoding="utf-8")), encoding="utf-8")
        click.echo(f"Drew the pictures in {file.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
