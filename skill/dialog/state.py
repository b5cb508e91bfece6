"""What one session remembers from turn to turn; it travels in the session attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypedDict

from skill.dialog.change_json import change_from_json, change_to_json
from skill.dialog.changes import Change
from skill.dialog.check_in import CheckIn
from skill.dialog.json_values import BROKEN, sequence, table, whole_number
from skill.dialog.pending import PendingQuestion
from skill.dialog.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Spoken:
    """One wording of a line that was said, with what filled it."""

    line: str
    variant: int
    values: Mapping[str, str] = field(default_factory=dict)


class Subject(StrEnum):
    """What the last answer was about, for "repeat", "another" and "go back"."""

    TIP = "tip"
    TOPIC = "topic"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said last: a tip or topic by id and part, or some lines."""

    subject: Subject
    id: str = ""
    part: int = 0
    lines: tuple[Spoken | str, ...] = ()
    """Everything that was said, lines by their id and texts of the content as they stand."""


@dataclass(frozen=True, slots=True)
class DialogState:
    """The state of the dialog between two turns of one session."""

    pending: PendingQuestion = PendingQuestion.NONE
    asked: Spoken | None = None
    """The line whose question is pending, so that it can be asked again as it was."""
    said: Said | None = None
    check_in: CheckIn | None = None
    """The check-in in hand; after its result it stays, for "go back"."""
    wanted: str = ""
    """What to do once an unfinished check-in is let go: "launch", "any", or a mode."""
    nightly: str = ""
    """The nightly prompt being talked about: see :mod:`skill.dialog.nightly_wish`."""
    permission_asked: bool = False
    """True once Alexa has asked in her own words whether reminders are allowed."""
    offered_nightly: bool = False
    """True once the session has offered a reminder by itself."""
    tip: str = ""
    """The tip whose short step was offered in a result."""
    theme: str = ""
    """The theme that tips were asked for, for "another"."""
    tips_given: int = 0
    misses: int = 0
    """How many times running nothing was understood."""
    repeats: int = 0
    """How many times running the same thing was asked to be repeated."""
    checked: bool = False
    """True once an answer of yes and no in one breath was asked for again."""
    told_unsaved: bool = False
    """True once the session has said that something could not be saved."""
    wordings: Wordings = field(default_factory=Wordings)
    """Those of the lines said in this session."""
    known: bool = False
    """True once the session has seen that the household has a record."""
    begun: int = 0
    """When that record was begun, or since when the session has seen none."""
    unsaved: tuple[Change, ...] = ()
    """Changes that a store has not taken yet; they go along with the next save."""

    def to_json(self) -> dict[str, object]:
        """Return a JSON object that leaves out what is at its default."""
        document: dict[str, object] = {"pending": self.pending.value}
        if self.asked:
            document["asked"] = _spoken_to_json(self.asked)
        if self.said:
            document["said"] = [
                self.said.subject.value,
                self.said.id,
                self.said.part,
                [
                    line if isinstance(line, str) else _spoken_to_json(line)
                    for line in self.said.lines
                ],
            ]
        if self.check_in:
            document["check_in"] = self.check_in.to_json()
        for name in (
            "wanted",
            "nightly",
            "permission_asked",
            "offered_nightly",
            "tip",
            "theme",
            "tips_given",
            "misses",
            "repeats",
            "checked",
            "told_unsaved",
            "known",
            "begun",
        ):
            if value := getattr(self, name):
                document[name] = value
        if self.wordings.written:
            document["wordings"] = self.wordings.to_json()
        if self.unsaved:
            document["unsaved"] = [change_to_json(change) for change in self.unsaved]
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> DialogState:
        """Read session attributes; whatever is not ours or is broken gives a fresh state.

        Session attributes come back from the device's side, and a new version
        of the skill may meet the attributes of an old one, so this never raises.
        The question that is pending stays where it can be read, whatever else is
        broken: a yes to hearing a support number must not be answered with a tip.
        """
        try:
            return cls._from_json(document)
        except BROKEN:
            pass
        try:
            return cls._from_json({"pending": document["pending"]})
        except BROKEN:
            return cls()

    @classmethod
    def _from_json(cls, document: Mapping[str, object]) -> DialogState:
        return cls(
            **{
                name: _FIELDS[name](value)
                for name, value in document.items()
                if name in _FIELDS and value is not None
            }
        )


class StateFields(TypedDict, total=False):
    """Some fields of a state with their values, so that a change of them is checked by its types."""

    pending: PendingQuestion
    asked: Spoken | None
    said: Said | None
    check_in: CheckIn | None
    wanted: str
    nightly: str
    permission_asked: bool
    offered_nightly: bool
    tip: str
    theme: str
    tips_given: int
    misses: int
    repeats: int
    checked: bool
    told_unsaved: bool
    wordings: Wordings
    known: bool
    begun: int
    unsaved: tuple[Change, ...]


_SUBJECTS: Mapping[str, Subject] = {subject.value: subject for subject in Subject}


def _spoken_to_json(spoken: Spoken) -> list[object]:
    return [spoken.line, spoken.variant, dict(spoken.values)]


def _spoken_from_json(value: object) -> Spoken:
    line, variant, values = sequence(value)
    return Spoken(
        str(line), whole_number(variant), {key: str(text) for key, text in table(values).items()}
    )


def _said_from_json(value: object) -> Said:
    subject, id_, part, lines = sequence(value)
    return Said(
        _SUBJECTS[str(subject)],
        str(id_),
        whole_number(part),
        tuple(
            line if isinstance(line, str) else _spoken_from_json(line) for line in sequence(lines)
        ),
    )


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "pending": {question.value: question for question in PendingQuestion}.__getitem__,
    "asked": _spoken_from_json,
    "said": _said_from_json,
    "check_in": lambda value: CheckIn.from_json(table(value)),
    **dict.fromkeys(("wanted", "nightly", "tip", "theme"), str),
    **dict.fromkeys(
        ("permission_asked", "offered_nightly", "checked", "told_unsaved", "known"), bool
    ),
    **dict.fromkeys(("tips_given", "misses", "repeats", "begun"), whole_number),
    "wordings": Wordings.from_json,
    "unsaved": lambda value: tuple(change_from_json(table(change)) for change in sequence(value)),
}
"""How each field is read; what is absent or null stays at its default."""
