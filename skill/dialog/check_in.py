"""A check-in under way: six questions, one or two voices, and the place it has got to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from skill.content.models import QUESTIONS
from skill.dialog.json_values import sequence, whole_number
from skill.dialog.revision import revised

KEPT_FOR = timedelta(hours=24)
"""How long an unfinished check-in is kept after the last answer."""


class Answer(StrEnum):
    """One voice's answer to one question."""

    YES = "y"
    NO = "n"
    SOMETIMES = "s"
    OPEN = "o"
    """Skipped, unsure or unheard: it counts nothing."""


class Mode(StrEnum):
    """Who takes the check-in."""

    TOGETHER = "together"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Place:
    """A question (0 to 5) and whether its first or second answer is due (0 or 1)."""

    question: int
    turn: int


# An enumeration that is asked for a member takes ten times as long as a table.
_MODES: Mapping[str, Mode] = {mode.value: mode for mode in Mode}
_UNANSWERED = "."
_LETTERS: Mapping[str, Answer | None] = {
    _UNANSWERED: None,
    **{answer.value: answer for answer in Answer},
}
OfQuestion = tuple[Answer | None, ...]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answers so far, by question and voice.

    The two voices have no names: they are only told apart so that whoever
    answers a question second is asked first next time.
    """

    id: str
    mode: Mode
    touched: datetime
    """When it was started or last answered, in UTC, to the second."""
    answers: tuple[OfQuestion, ...]
    revisiting: Place | None = None
    """A place gone back to, asked anew before the check-in carries on."""

    @classmethod
    def begin(cls, id_: str, mode: Mode, now: datetime) -> CheckIn:
        """Return a check-in with nothing answered."""
        voices = 2 if mode is Mode.TOGETHER else 1
        return cls(id_, mode, _second(now), ((None,) * voices,) * QUESTIONS)

    @property
    def voices(self) -> int:
        """How many people take part: 1 or 2."""
        return len(self.answers[0])

    @property
    def place(self) -> Place | None:
        """Where it has got to, or None when every answer is in."""
        if self.revisiting is not None:
            return self.revisiting
        for question, answers in enumerate(self.answers):
            if None in answers:
                first = Place(question, 0)
                return first if self.at(first) is None else Place(question, 1)
        return None

    @property
    def answered(self) -> int:
        """How many answers are in, open ones included."""
        return sum(len(answers) - answers.count(None) for answers in self.answers)

    def voice(self, place: Place) -> int:
        """Return which voice (0 or 1) a place belongs to; who goes first alternates."""
        return (place.question + place.turn) % self.voices

    def at(self, place: Place) -> Answer | None:
        """Return the answer at a place, or None when there is none yet."""
        return self.answers[place.question][self.voice(place)]

    def answer(self, place: Place, answer: Answer, now: datetime) -> CheckIn:
        """Return the check-in with one answer set, and moved on from any place gone back to."""
        question = list(self.answers[place.question])
        question[self.voice(place)] = answer
        answers = (
            *self.answers[: place.question],
            tuple(question),
            *self.answers[place.question + 1 :],
        )
        return revised(self, answers=answers, revisiting=None, touched=_second(now))

    def before(self, place: Place | None) -> Place | None:
        """Return the place before one (or before the end), or None at the first."""
        places = _places(self.voices)
        index = len(places) if place is None else places.index(place)
        return places[index - 1] if index else None

    def is_kept(self, now: datetime) -> bool:
        """Tell whether it is young enough to be carried on with."""
        return self.answered > 0 and now - self.touched < KEPT_FOR

    def merged(self, older: CheckIn) -> CheckIn:
        """Return this check-in with the answers that only another copy of it has."""
        answers = tuple(
            [
                ours if ours == theirs or None not in ours else _merged(ours, theirs)
                for ours, theirs in zip(self.answers, older.answers, strict=True)
            ]
        )
        return revised(self, answers=answers, touched=max(self.touched, older.touched))

    def over(self, stored: CheckIn, answered: Iterable[Place]) -> CheckIn:
        """Return this check-in with the stored copy's answers, except at the places just answered."""
        both = stored.merged(self)
        for place in answered:
            if (answer := self.at(place)) is not None:
                both = both.answer(place, answer, both.touched)
        return revised(both, revisiting=self.revisiting)

    def with_only(self, places: Iterable[Place]) -> CheckIn:
        """Return this check-in as if of its answers only those at some places had been heard."""
        heard = {(place.question, self.voice(place)) for place in places}
        answers = tuple(
            tuple(
                answer if answer is None or (number, voice) in heard else Answer.OPEN
                for voice, answer in enumerate(question)
            )
            for number, question in enumerate(self.answers)
        )
        return revised(self, answers=answers)

    def to_json(self) -> dict[str, object]:
        """Return a small JSON object: ``answers`` is six words of one or two letters."""
        document: dict[str, object] = {
            "id": self.id,
            "mode": self.mode.value,
            "at": int(self.touched.timestamp()),
            "answers": " ".join(
                ["".join([a or _UNANSWERED for a in question]) for question in self.answers]
            ),
        }
        if self.revisiting is not None:
            document["back"] = [self.revisiting.question, self.revisiting.turn]
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> CheckIn:
        """Read what :meth:`to_json` wrote.

        Raises:
            KeyError, TypeError, ValueError, ArithmeticError, OSError: when the document is not a check-in.
        """
        mode = _MODES[str(document["mode"])]
        voices = 2 if mode is Mode.TOGETHER else 1
        words = str(document["answers"]).split()
        answers = tuple([tuple([_LETTERS[letter] for letter in word]) for word in words])
        if len(answers) != QUESTIONS or any(len(question) != voices for question in answers):
            message = "a check-in has six questions, each with one answer a voice"
            raise ValueError(message)
        revisiting = None
        if "back" in document:
            revisiting = _place_from_json(document["back"], voices)
        touched = datetime.fromtimestamp(whole_number(document["at"]), UTC)
        return cls(str(document["id"]), mode, touched, answers, revisiting)

    def place_from_json(self, document: object) -> Place:
        """Read ``[question, turn]``, a place of this check-in.

        Raises:
            TypeError, ValueError, ArithmeticError: when it has no such place.
        """
        return _place_from_json(document, self.voices)


def _merged(ours: OfQuestion, theirs: OfQuestion) -> OfQuestion:
    return tuple(
        [mine if mine is not None else other for mine, other in zip(ours, theirs, strict=True)]
    )


@cache
def _places(voices: int) -> tuple[Place, ...]:
    """All places of a check-in of so many voices, in order."""
    return tuple(Place(question, turn) for question in range(QUESTIONS) for turn in range(voices))


def _place_from_json(document: object, voices: int) -> Place:
    question, turn = (whole_number(number) for number in sequence(document))
    if question >= QUESTIONS or turn >= voices:
        message = "that is no place in a check-in"
        raise ValueError(message)
    return Place(question, turn)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
