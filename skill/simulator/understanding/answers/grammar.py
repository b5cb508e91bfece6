"""Read the answer in an utterance from its clauses: who says yes, no or sometimes.

"Well i'd have to say yes, but he never does" goes through four modules:

1. ``marks`` finds the words that count: a yes, a link, "he", a never, a verb.
2. ``clauses`` parts the marks into clauses: "yes", said by the speaker, and "he never does".
3. ``clause_answer`` tells what each clause says: yes and no.
4. ``pair`` and ``one_answer`` put the clauses together: two people, who differ.

A reading is whole where every word is one that this grammar knows, and loose where
the answer stands at the beginning or the end of a longer story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.answers.clauses import clauses_in
from skill.simulator.understanding.answers.marks import marks_in
from skill.simulator.understanding.answers.pair import combined
from skill.simulator.understanding.answers.phrases import JOINING, REASON, TALK, answer_phrases
from skill.simulator.understanding.answers.values import (
    AGREED,
    BESIDE,
    NEITHER,
    NO,
    OTHER,
    SKIP,
    SOMETIMES,
    WE,
    YES,
    AnswerReading,
)
from skill.simulator.understanding.words.mishearing import sounding_alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skill.simulator.understanding.answers.clauses import Clause
    from skill.simulator.understanding.answers.phrases import Mark
    from skill.simulator.understanding.words.normalise import Words


def read_answer(words: Words) -> AnswerReading | None:
    """Read the answer in an utterance, whole if possible; there may be none.

    "Due both of us" is read as what it was before it was misheard, if that is whole.
    """
    readings = (_read(wording.tokens) for wording in _wordings(words))
    loose = next(readings)
    if loose and loose.is_whole:
        return loose
    return next((reading for reading in readings if reading and reading.is_whole), loose)


def _wordings(words: Words) -> Iterator[Words]:
    """Give the utterance, and then what it may have been before it was misheard."""
    yield words
    yield from sounding_alike(words, answer_phrases().misheard)


def _read(tokens: tuple[str, ...]) -> AnswerReading | None:
    marks = marks_in(tokens)
    if tokens[-1] in answer_phrases().unfinished:
        return None
    clauses = list(clauses_in(marks))
    if _is_question(marks):
        is_refused = len(clauses) > 1 and clauses[-1].has("skip", "refusal")
        return AnswerReading(SKIP, is_whole=False) if is_refused else None
    vague = [clause for clause in clauses if clause.is_vague]
    if vague and not any(clause.parts for clause in clauses if not clause.is_vague):
        return None
    if not any(clause.has_unknown for clause in clauses):
        has_reason = any(mark.kind == REASON and mark.stop - mark.start > 1 for mark in marks)
        reading = combined(clauses, is_whole=not has_reason)
        is_beside = any(clause.is_beside for clause in clauses)
        return reading or (AnswerReading(BESIDE, is_whole=True) if is_beside else None)
    return _in_story(clauses)


def _is_question(marks: Sequence[Mark]) -> bool:
    """Tell whether it begins with a verb, as questions and requests do: "do you", "have we"."""
    telling = [mark for mark in marks if mark.kind != TALK or mark.value == JOINING]
    return (
        len(telling) > 1
        and telling[0].kind == "verb"
        and not (telling[1].is_one_of("turn", "not") or telling[1].is_one_of("skip", "open"))
    )


def _in_story(clauses: Sequence[Clause]) -> AnswerReading | None:
    """Read the answer that a longer story ends or begins with: "no the dog was sick"."""
    places = [place for place, clause in enumerate(clauses) if clause.has_unknown]
    head, tail = clauses[: places[0]], clauses[places[-1] + 1 :]
    if any(clause.has("answer") or clause.has("skip") for clause in tail):
        return combined(tail, is_whole=False)
    follows = clauses[places[0]]
    if any(map(_is_clear, head)) or (
        (follows.is_linked or follows.asks)
        and any(clause.has("degree", SOMETIMES) for clause in head)
    ):
        return combined(head, is_whole=False)
    is_complaint = any(map(_is_complaint, clauses)) or _ends_badly(clauses)
    return AnswerReading(NO, is_whole=False) if is_complaint else None


def _is_complaint(clause: Clause) -> bool:
    """Tell whether somebody never does something, whatever it is: "he never does the dishes"."""
    return clause.person in (OTHER, WE) and clause.has("degree", NO) and not clause.asks


def _ends_badly(clauses: Sequence[Clause]) -> bool:
    """Tell whether what somebody does comes to no good: "he comes home and sits on his phone"."""
    first, last = clauses[0], clauses[-1]
    return (
        first.person == OTHER
        and not first.asks
        and last.is_added
        and last.person in (OTHER, None)
        and last.has("claim", "bad")
        and not (last.has("turn", "not") or last.has("degree", NO))
    )


def _is_clear(clause: Clause) -> bool:
    """Tell whether a clause answers by itself, whatever story follows it."""
    return (
        clause.has("answer")
        or clause.has("skip", "refusal", "private")
        or clause.person == NEITHER
        or (clause.who is not None and not clause.is_weak and clause.has("verb", "do"))
        or (clause.who is not None and clause.has("claim"))
        or clause.has("degree", YES, AGREED, NO)
        or (clause.who is not None and clause.has("degree", SOMETIMES))
    )
