"""Put the clauses of an utterance together into an answer of one person, or of two.

"Yes for me but no for him" is a split, "yes and so does she" a yes for both, and "yes,
we do" one voice's yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.answers.clause_answer import said
from skill.simulator.understanding.answers.one_answer import one_answer
from skill.simulator.understanding.answers.phrases import Mark
from skill.simulator.understanding.answers.values import (
    AGREED,
    BOTH,
    ME,
    NEITHER,
    NO,
    OPPOSITE,
    OTHER,
    SAME,
    SKIP,
    SOMETIMES,
    SPLIT,
    TOLD,
    UNCLEAR,
    WE,
    YES,
    AnswerReading,
    Said,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.simulator.understanding.answers.clauses import Clause
    from skill.simulator.understanding.answers.one_answer import Answered


def combined(clauses: Sequence[Clause], *, is_whole: bool) -> AnswerReading | None:
    """Put the clauses of an utterance together; there may be no answer in them."""
    answered = _answered(clauses)
    slots = _of_two(clauses, answered)
    if slots:
        return AnswerReading(SPLIT if "mine" in slots else BOTH, is_whole, slots)
    one = one_answer(answered)
    if one is None:
        return None
    is_told = one.answer == YES and not (is_whole and _is_plain(answered))
    return AnswerReading(TOLD if is_told else one.answer, is_whole)


def _is_plain(answered: Sequence[Answered]) -> bool:
    """Tell whether a yes is a plain one: nobody but the speaker says it, and nothing is told."""
    has_particle = any(clause.has("answer", YES) for clause, _ in answered)
    return all(
        clause.person in (None, ME, WE)
        and not clause.is_denied
        and all(
            part.is_one_of("answer", YES)
            or part.is_one_of("verb", "do")
            or part.is_one_of("degree", AGREED)
            or (has_particle and part.kind == "degree")
            for part in clause.parts
        )
        for clause, _ in answered
    )


def _answered(clauses: Sequence[Clause]) -> list[Answered]:
    """Give the clauses that answer, "so do i" and its like among them, with what they say."""
    answered: list[Answered] = []
    for clause in clauses:
        answer = said(clause)
        if clause.is_added and clause.person in (ME, OTHER) and not clause.parts and answered:
            clause.is_same = True
        if clause.is_same and clause.who:
            answer = answered[-1][1] if answered else Said(SAME, clause.who.start, clause.who.stop)
            if answered and answered[-1][0].who is None:
                other = OTHER if clause.person == ME else ME
                answered[-1][0].who = Mark("who", other, answer.start, answer.stop)
        if answer:
            answered.append((clause, answer))
    return [pair for pair in answered if pair[1].answer != SAME] or answered[:1]


def _of_two(clauses: Sequence[Clause], answered: Sequence[Answered]) -> dict[str, Said] | None:
    """Give what two people answer, by slot; nothing where only one does."""
    for clause in clauses:
        if clause.person == NEITHER and clause.who:
            return {"who": Said(NEITHER, clause.who.start, clause.who.stop)}
    both = next((clause.who for clause in clauses if clause.person == BOTH), None)
    if both is not None and _says_two_things(clauses, both):
        return None
    if both is not None:
        return _of_both(both, answered)
    if _is_doubled(clauses, answered):
        (_, first), (_, second) = answered
        return {"who": Said(BOTH, second.start, second.stop), "answer": first}
    return _of_each(answered)


def _says_two_things(clauses: Sequence[Clause], both: Mark) -> bool:
    """Tell whether a bare "both" is for two answers and not for two people: "both yes and no"."""
    particles = [part for clause in clauses for part in clause.parts if part.kind == "answer"]
    heard = {part.value for part in particles}
    after = {part.value for part in particles if part.start > both.start}
    is_bare = both.stop - both.start == 1
    return is_bare and {YES, NO} <= heard and (not after or {YES, NO} <= after)


def _limits(answered: Sequence[Answered]) -> list[Answered]:
    """Give the clauses that only say how often: "we both do | but only on good days"."""
    return [
        (clause, answer)
        for clause, answer in answered
        if clause.who is None and clause.is_linked and answer.answer == SOMETIMES
    ]


def _of_both(both: Mark, answered: Sequence[Answered]) -> dict[str, Said] | None:
    """Give what one voice answers for two: "we both do"."""
    said_of_both = [pair for pair in answered if pair[0].person == BOTH]
    together = one_answer(said_of_both + _limits(answered) if said_of_both else answered)
    everything = one_answer(answered)
    if everything is None or (everything.answer == UNCLEAR and not _differ(answered)):
        return None
    if together is None or together.answer in (SKIP, UNCLEAR):
        return None
    return {"who": Said(BOTH, both.start, both.stop), "answer": together}


def _of_each(answered: Sequence[Answered]) -> dict[str, Said] | None:
    """Give what each of two people answers: "i do but he does not"."""
    mine = one_answer([pair for pair in answered if pair[0].person == ME])
    theirs = one_answer([pair for pair in answered if pair[0].person == OTHER])
    if theirs and not mine:
        mine = _unaddressed(answered, theirs)
    if not mine or not theirs or {mine.answer, theirs.answer} & {UNCLEAR, SKIP}:
        return None
    if mine.answer != theirs.answer:
        return {"mine": mine, "theirs": theirs}
    if _is_reason(answered):
        return None
    return {"who": Said(BOTH, theirs.start, theirs.stop), "answer": mine}


def _differ(answered: Sequence[Answered]) -> bool:
    """Tell whether one clause was for both and said another thing than the others."""
    return any(clause.person == BOTH and clause.parts for clause, _ in answered) and any(
        clause.has("claim") or clause.is_denied or _speaks(clause) for clause, _ in answered
    )


def _speaks(clause: Clause) -> bool:
    """Tell whether one of the two does something in a clause, rather than have it said for them."""
    return clause.person in (ME, OTHER) and clause.who is not None and clause.who.kind == "who"


def _is_doubled(clauses: Sequence[Clause], answered: Sequence[Answered]) -> bool:
    """Tell whether a bare answer was given twice: "yes and yes"."""
    return (
        len(clauses) == len(answered) == 2
        and clauses[1].is_added
        and answered[0][1].answer == answered[1][1].answer
        and all(
            clause.who is None
            and len(clause.parts) == 1
            and clause.parts[0].kind in ("answer", "degree")
            for clause in clauses
        )
    )


def _unaddressed(answered: Sequence[Answered], theirs: Said) -> Said | None:
    """Give the bare yes or no that stands beside the partner's answer: "yes but he says no"."""
    for clause, answer in answered:
        if (
            clause.who is None
            and (clause.has("answer") or clause.has("degree", YES, AGREED, NO))
            and OPPOSITE.get(answer.answer) == theirs.answer
        ):
            return answer
    return None


def _is_reason(answered: Sequence[Answered]) -> bool:
    """Tell whether what is said of the other person only tells why: "i do he's my best friend"."""
    first, *others = [clause for clause, _ in answered]
    return any(
        other.has("claim") and other.person != first.person and not other.is_linked
        for other in others
    )
