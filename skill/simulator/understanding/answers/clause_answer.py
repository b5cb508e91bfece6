"""Tell what one clause of an answer says: "no i do share" is a yes.

A claim decides against a particle, a negation turns the claim round, an adverb of
frequency makes a yes a sometimes, and so does a condition.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.answers.phrases import CONDITION
from skill.simulator.understanding.answers.values import (
    AGREED,
    ME,
    NO,
    OPPOSITE,
    SKIP,
    SOMETIMES,
    UNCLEAR,
    WE,
    YES,
    Said,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.simulator.understanding.answers.clauses import Clause
    from skill.simulator.understanding.answers.phrases import Mark


_SIDES: Final = {YES: YES, AGREED: YES, "always": YES, NO: NO}
"""Which of yes and no a particle or an adverb takes the side of."""


def said(clause: Clause) -> Said | None:
    """Give what a clause says; ``unclear`` where it says yes and no: "yes i do not"."""
    if not clause.parts:
        if clause.is_denied and clause.who:
            denied = SKIP if clause.is_unsaid else NO
            return Said(denied, clause.who.start, clause.who.stop)
        return None
    answer = _answer(clause)
    if answer is None:
        return None
    if clause.is_denied:
        answer = OPPOSITE.get(answer, answer)
    return Said(answer, clause.parts[0].start, clause.parts[-1].stop)


def _answer(clause: Clause) -> str | None:
    parts = clause.parts
    if clause.is_denied and len(parts) > 1 and parts[-1].is_one_of("answer", NO):
        parts = parts[:-1]
    if clause.has("skip"):
        return _refused(parts)
    if _wavers(parts):
        return UNCLEAR
    claimed = _claimed(clause)
    if claimed is None:
        return _told_by_particles(parts, joins=clause.joins)
    last = max(place for place, part in enumerate(parts) if _is_strong(part, clause))
    against = OPPOSITE.get(claimed)
    is_contradicted = against in _particles(parts[last + 1 :]) | _sworn(parts)
    return UNCLEAR if is_contradicted else claimed


def _wavers(parts: Sequence[Mark]) -> bool:
    """Tell whether mere particles and adverbs turn round twice: "always no never no always"."""
    if any(part.kind not in ("answer", "degree") for part in parts):
        return False
    sides = [_SIDES[part.value] for part in parts if part.value in _SIDES]
    return sum(one != following for one, following in pairwise(sides)) > 1


def _particles(parts: Sequence[Mark]) -> set[str]:
    return {part.value for part in parts if part.kind == "answer"}


def _sworn(parts: Sequence[Mark]) -> set[str]:
    """Give the particles that an adverb confirms: the "yes" of "yes always"."""
    return {
        part.value
        for part, following, third in zip(parts, parts[1:], parts[2:], strict=False)
        if part.kind == "answer"
        and following.is_one_of("degree", YES, AGREED, "always")
        and not third.is_one_of("turn", "not")
    }


def _refused(parts: Sequence[Mark]) -> str:
    """Give what a clause says that leaves the question open, at first: "i don't know, yes"."""
    if _particles(parts) == {YES, NO}:
        return UNCLEAR
    telling = [part for part in parts if part.kind != "verb"]
    is_decided = telling[0].is_one_of("skip", "open") and parts[-1].kind == "answer"
    return parts[-1].value if is_decided else SKIP


def _told_by_particles(parts: Sequence[Mark], *, joins: bool) -> str | None:
    """Give what yes and no say, or a mere adverb or verb: "no we do" is a yes."""
    heard = _particles(parts)
    if heard == {YES, NO}:
        return YES if parts[-1].is_one_of("verb", "do") else UNCLEAR
    is_turned = parts[-1].kind == "verb" and parts[0].kind == "answer" and not joins
    if NO in heard and is_turned:
        return YES
    if heard:
        is_taken_back = NO in heard and any(part.is_one_of("verb", "do") for part in parts)
        return UNCLEAR if is_taken_back else heard.pop()
    return YES if parts[-1].kind in ("degree", "verb") else None


def _is_strong(part: Mark, clause: Clause) -> bool:
    """Tell whether a part decides against a yes or a no beside it."""
    if part.is_one_of("claim", "fine"):
        return clause.person in (ME, WE)
    return (
        part.kind in ("claim", CONDITION)
        or part.is_one_of("turn", "not")
        or part.is_one_of("degree", NO, SOMETIMES)
    )


def _claimed(clause: Clause) -> str | None:
    """Give what the words beside the particles say: claims, degrees, negations, conditions."""
    if not any(_is_strong(part, clause) for part in clause.parts):
        return None
    is_declined = clause.has("claim", "fine") and clause.person in (ME, WE)
    is_bad = is_declined or clause.has("claim", "bad", "bad_of_other")
    is_conditional = clause.has(CONDITION) and not (
        is_bad or clause.is_denied or clause.has("turn", "not") or clause.has("degree", "always")
    )
    if clause.has("degree", SOMETIMES) or is_conditional:
        return SOMETIMES
    return _turned(clause, is_bad=is_bad)


def _turned(clause: Clause, *, is_bad: bool) -> str:
    """Give what a claim says with its negations: "not on his phone" is no complaint.

    A second "never" says the first again, and so does one beside a "not": "no way i don't".
    """
    parts = clause.parts
    turns = 0
    is_never = False
    for place, part in enumerate(parts):
        if part.is_one_of("turn", "not"):
            turns += 1
            if any(after.kind == CONDITION for after in parts[place + 1 : place + 2]):
                return NO
            if any(after.is_one_of("degree", "always") for after in parts[place + 1 : place + 3]):
                return SOMETIMES
        elif part.is_one_of("degree", NO):
            if is_bad and clause.who and part.start < clause.who.start:
                return NO
            is_said_again = is_never or (clause.has("turn", "not") and not is_bad)
            turns += not is_said_again
            is_never = True
    return NO if (turns + is_bad) % 2 else YES
