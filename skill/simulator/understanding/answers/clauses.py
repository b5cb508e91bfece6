"""Part an answer into clauses, each with at most one person it is for.

A clause has a person and what it says in either order: "yes for me", "he never does".
Another one begins at a link ("yes but he ..."), where another person begins to
answer ("i do he does not"), and where what was said is complete and something else
begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skill.simulator.understanding.answers.phrases import (
    CONDITION,
    DEPENDS,
    JOINING,
    REASON,
    SPEAKER,
    STORY,
    TALK,
    UNKNOWN,
    Mark,
)
from skill.simulator.understanding.answers.values import BOTH, ME, NEITHER, NO, OTHER, WE, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True)
class Clause:
    """One person's answer, as far as it was read.

    Attributes:
        who: the person.
        parts: what it says, mark by mark.
        is_linked: whether a link comes before it: "but", "and".
        is_added: whether that is an "and".
        is_denied: whether the contrary is meant: "i don't think he does".
        is_unsaid: whether what is denied is only that it can be said: "i can't say".
        is_closed: whether it ends with its person, so that whatever comes next is
            another: "yes for me".
        is_same: whether it says what the one before says: "so do i".
        is_reported: whether somebody only says so of themselves: "he says he does".
        is_weak: whether the person is only the one who speaks: "i'd say".
        is_vague: whether it is a condition that could be about anything.
        asks: whether it begins as a question that wants no reply: "where is the time".
        is_beside: whether it only denies what nobody asks about: "he never hits me".
        joins: whether a verb alone goes on with other words: "i am the", which says
            something else.
        has_unknown: whether it has words that count as nothing.
    """

    who: Mark | None = None
    parts: list[Mark] = field(default_factory=list)
    is_linked: bool = False
    is_added: bool = False
    is_denied: bool = False
    is_unsaid: bool = False
    is_closed: bool = False
    is_same: bool = False
    is_reported: bool = False
    is_weak: bool = False
    is_vague: bool = False
    asks: bool = False
    is_beside: bool = False
    joins: bool = False
    has_unknown: bool = False

    @property
    def person(self) -> str | None:
        """Whom it is for: ``me``, ``other``, ``we``, ``both``, ``neither``, or nobody in particular."""
        return self.who.value if self.who else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read yet."""
        return not (self.parts or self.who or self.has_unknown or self.is_denied)

    def has(self, kind: str, *values: str) -> bool:
        """Tell whether one of its parts is of a kind and, if values are given, has one of them."""
        return any(part.is_one_of(kind, *values) for part in self.parts)


def clauses_in(marks: Iterable[Mark]) -> Iterator[Clause]:
    """Part an utterance into clauses: "yes", "he never does" of "yes but he never does"."""
    clause = Clause()
    is_begun = False
    for mark in marks:
        if mark.kind == "same" and not is_begun:
            mark = Mark("who", mark.value, mark.start, mark.stop)  # noqa: PLW2901
        is_begun |= mark.kind not in (TALK, UNKNOWN)
        begun = _begun_by(mark, clause)
        if begun is not clause:
            yield from _checked(clause)
            clause = begun
        _take(mark, clause)
    yield from _checked(clause)


def _take(mark: Mark, clause: Clause) -> None:
    """Write down in its clause what a mark says; a person and a link are there already."""
    if mark.is_one_of(TALK, JOINING) and clause.parts and clause.parts[-1].kind == "verb":
        clause.joins = True
    if mark.kind in (TALK, REASON) or (mark.kind == "turn" and mark.value != "not"):
        return
    if mark.kind == UNKNOWN:
        clause.asks |= mark.value == STORY
        clause.has_unknown = True
    elif mark.kind not in ("who", "whom", "same"):
        clause.parts.append(mark)


# --- where a clause begins ---


def _begun_by(mark: Mark, clause: Clause) -> Clause:
    """Give the clause that a mark belongs to: the one in hand, or one that begins here."""
    if mark.kind == "who":
        return _of_doer(mark, clause)
    if mark.kind == "whom":
        return _of_receiver(mark, clause)
    if mark.kind == "same":
        return Clause(who=mark, is_linked=True, is_same=True, is_closed=True)
    if mark.is_one_of("turn", "and", "link"):
        return Clause(is_linked=True, is_added=mark.value == "and")
    if mark.kind == UNKNOWN and clause.parts and _is_said(clause, mark):
        return Clause()
    if clause.has_unknown and (mark.kind == "skip" or _confirms(mark, clause)):
        return Clause()
    if mark.is_one_of("turn", "fix"):
        return Clause() if clause.parts or clause.has_unknown else clause
    if mark.is_one_of("turn", "not_thought", "not_said"):
        return _denied(mark, clause)
    if mark.is_one_of(TALK, SPEAKER):
        return _of_speaker(mark, clause)
    goes_on = mark.kind in (TALK, REASON, CONDITION) and mark.value != DEPENDS
    if clause.is_closed and not goes_on:
        return Clause()
    if mark.is_one_of("degree", "side") and clause.has("answer"):
        is_after = clause.parts[-1].kind == "answer" and not clause.has("degree", "side")
        return clause if is_after else Clause(who=clause.who)
    return clause


def _is_said(clause: Clause, unknown: Mark) -> bool:
    """Tell whether a clause is complete where something else begins: "yes | when we met"."""
    last = clause.parts[-1]
    if unknown.value == STORY:
        is_degree = last.kind == "degree" and clause.who is None
        return not clause.has_unknown and (last.kind == "answer" or is_degree)
    return last.is_one_of("skip", "private")


def _confirms(mark: Mark, clause: Clause) -> bool:
    """Tell whether a no says again what an unknown clause says: "not in this house no"."""
    return mark.is_one_of("answer", NO) and (
        clause.has("turn", "not") or clause.has("degree", NO) or clause.asks
    )


def _denied(mark: Mark, clause: Clause) -> Clause:
    """Begin a clause of which the contrary is meant: "i don't think he does"."""
    is_begun = clause.who is not None and not clause.parts and not clause.has_unknown
    denied = clause if is_begun else Clause(is_linked=clause.is_linked and clause.is_empty)
    denied.is_denied, denied.is_unsaid = True, mark.value == "not_said"
    if denied.who is None:
        denied.who, denied.is_weak = Mark("who", ME, mark.start, mark.stop), True
    return denied


def _of_speaker(mark: Mark, clause: Clause) -> Clause:
    """Take who only says something ("i'd say") for somebody who answers, unless another one does."""
    me = Mark("who", ME, mark.start, mark.stop)
    if clause.who is None and not clause.is_closed:
        clause.who, clause.is_weak = me, True
        return clause
    if clause.parts and clause.person != ME:
        return Clause(who=me, is_weak=True)
    return clause


def _of_doer(who: Mark, clause: Clause) -> Clause:
    """Give the clause of somebody who does or says something: "he" of "yes he does"."""
    if clause.is_closed:
        return Clause(who=who)
    if clause.person == WE and who.value == BOTH and not clause.has("claim"):
        clause.who = who
        return clause
    if not clause.parts and not clause.has_unknown:
        return _of_first_named(who, clause)
    if _waits_for_person(clause):
        clause.who, clause.is_weak = who, False
        return clause
    if clause.person == who.value and who.value in (BOTH, NEITHER):
        return clause
    return _with_answer_before(who, clause)


def _of_first_named(who: Mark, clause: Clause) -> Clause:
    """Give the clause of a person before whom nothing was said, but somebody may be named."""
    if clause.who is None or clause.is_weak or clause.person == who.value:
        clause.is_reported = clause.person == who.value and not clause.is_weak
        clause.who, clause.is_weak = who, False
        return clause
    return clause if clause.person in (BOTH, NEITHER) else Clause(who=who)


def _waits_for_person(clause: Clause) -> bool:
    """Tell whether a clause has its answer, and not yet whose it is: "yes | he does"."""
    is_before = clause.is_weak and all(
        clause.who and part.stop <= clause.who.start for part in clause.parts
    )
    return (
        (clause.who is None or is_before)
        and not clause.has_unknown
        and all(part.kind in ("answer", "degree", CONDITION) for part in clause.parts)
    )


def _with_answer_before(who: Mark, clause: Clause) -> Clause:
    """Begin a person's clause with the answer before it: "i do | no he does not"."""
    begun = Clause(who=who)
    while any(part.kind != "verb" or part.value == "do" for part in clause.parts[:-1]) and (
        clause.parts[-1].kind == "answer"
        or (clause.parts[-1].kind == "degree" and clause.person == who.value)
    ):
        begun.parts.insert(0, clause.parts.pop())
    return begun


def _of_receiver(whom: Mark, clause: Clause) -> Clause:
    """Give the clause of somebody whom an answer is for, which ends with it: "yes for me"."""
    if clause.parts and not clause.is_closed and (clause.who is None or clause.is_weak):
        clause.who, clause.is_weak, clause.is_closed = whom, False, True
        return clause
    if not clause.parts and not clause.is_closed and not clause.has_unknown:
        clause.who, clause.is_weak = whom, False
        return clause
    if clause.person == whom.value or (clause.person == WE and whom.value == BOTH):
        clause.who = whom
        return clause
    return Clause(who=whom)


# --- what a clause is, once it is complete ---


def _checked(clause: Clause) -> Iterator[Clause]:
    """Give a clause, or two: a yes or a no before something else is an answer by itself."""
    if clause.is_empty:
        return
    if clause.has("claim", "harm"):
        clause = _without_harm(clause)
    _note_what_is_unknown(clause)
    before = [part for part in clause.parts if clause.who and part.stop <= clause.who.start]
    if clause.has_unknown and before and not clause.is_closed:
        rest = clause.parts[len(before) :]
        answer = Clause(parts=before, is_linked=clause.is_linked)
        is_against = any(
            part.is_one_of("turn", "not") or part.is_one_of("degree", NO) for part in rest
        )
        if not (is_against and answer.has("answer", YES)):
            yield answer
            clause.parts = rest
    yield clause


def _without_harm(clause: Clause) -> Clause:
    """Give a clause of harm as an unknown one, or what is left of it where harm is denied."""
    is_denied = clause.is_denied or clause.has("turn", "not") or clause.has("degree", NO)
    if is_denied and clause.person in (OTHER, WE, BOTH) and not clause.has(CONDITION):
        said = [part for part in clause.parts if part.is_one_of("answer", YES)]
        return Clause(parts=said, is_linked=clause.is_linked, is_beside=True)
    clause.parts = [part for part in clause.parts if not part.is_one_of("claim", "harm")]
    clause.has_unknown = True
    return clause


def _note_what_is_unknown(clause: Clause) -> None:
    """Mark a clause as unknown that claims something of nobody: "stop", "please help"."""
    if clause.joins and all(part.kind == "verb" for part in clause.parts):
        clause.has_unknown = True
    is_own = clause.person not in (OTHER, BOTH) and not clause.has("answer")
    if is_own and clause.has("claim", "good_of_other", "bad_of_other"):
        clause.has_unknown = True
    clause.is_vague = clause.has(CONDITION, "") and len(clause.parts) == 1
    claims = [place for place, part in enumerate(clause.parts) if part.kind == "claim"]
    if claims and clause.who is None:
        before = clause.parts[: claims[0]]
        is_denial = len(before) > 1 and before[1].is_one_of("turn", "not")
        clause.has_unknown |= all(part.kind == "verb" for part in before[:1]) and not is_denial
