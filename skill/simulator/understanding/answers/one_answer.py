"""Put the clauses of one person together into one answer.

A sometimes beside a yes or a no wins; a yes and a no are no clear answer, unless
one is only reported, or a claim explains the other: "no, well, we do share".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.answers.clauses import Clause
from skill.simulator.understanding.answers.values import ME, NO, SKIP, SOMETIMES, UNCLEAR, YES, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

Answered = tuple[Clause, Said]
"""A clause that answers, with what it says."""


def one_answer(answered: Sequence[Answered]) -> Said | None:
    """Give the one answer of several clauses of one person; there are none of no clauses."""
    if not answered:
        return None
    heard = {answer.answer for _, answer in answered}
    if SKIP in heard:
        return _left_open(answered)
    if UNCLEAR not in heard:
        said_of_good = [pair for pair in answered if not _is_conceded(*pair)]
        if 0 < len(said_of_good) < len(answered):
            return one_answer(said_of_good)
        if SOMETIMES in heard:
            return next(answer for _, answer in answered if answer.answer == SOMETIMES)
        if not {YES, NO} <= heard:
            return _agreed(answered)
    if any(map(_only_hedges, answered)):
        return Said(SOMETIMES, answered[0][1].start, answered[-1][1].stop)
    meant = [pair for pair in answered if not pair[0].is_reported]
    if meant and len(meant) < len(answered):
        return one_answer(meant)
    explained = None if UNCLEAR in heard else _explained(answered)
    return explained or Said(UNCLEAR, answered[0][1].start, answered[-1][1].stop)


def _is_conceded(clause: Clause, answer: Said) -> bool:
    """Tell whether a clause only admits that all is not well: "we argue now and then, but ..."."""
    return answer.answer == SOMETIMES and clause.has("claim", "bad")


def _only_hedges(pair: Answered) -> bool:
    """Tell whether a clause is only half a yes, which a no beside it limits: "kind of | but ..."."""
    parts = pair[0].parts
    return bool(parts) and all(part.is_one_of("degree", "hedge") for part in parts)


def _agreed(answered: Sequence[Answered]) -> Said:
    """Give what all clauses say; a yes with a hedge is a sometimes: "kind of yes"."""
    answer = answered[-1][1]
    is_hedged = any(clause.has("degree", "hedge", "side") for clause, _ in answered)
    if is_hedged and answer.answer == YES:
        return Said(SOMETIMES, answer.start, answer.stop)
    return answer


def _explained(answered: Sequence[Answered]) -> Said | None:
    """Give what the claims say, if they agree and all else are a bare yes or no before them."""
    claims = [pair for pair in answered if pair[0].has("claim")]
    bare = [pair for pair in answered if all(part.kind == "answer" for part in pair[0].parts)]
    if (
        len(claims) + len(bare) == len(answered)
        and len({answer.answer for _, answer in claims}) == 1
        and answered[-1][0].has("claim")
    ):
        return claims[-1][1]
    return None


def _repeats_doubt(pair: Answered) -> bool:
    """Tell whether a clause only says again that somebody does not know: "i really don't"."""
    clause, answer = pair
    return (
        answer.answer == NO
        and clause.person == ME
        and all(part.is_one_of("verb", "do") or part.kind == "turn" for part in clause.parts)
    )


def _left_open(answered: Sequence[Answered]) -> Said | None:
    """Give a refusal, or a doubt that no answer follows: "i don't know, skip".

    A doubt behind a yes takes half of it back: "i think so, but i'm not so sure".
    """
    others = [pair for pair in answered if pair[1].answer != SKIP and not _repeats_doubt(pair)]
    refused = any(clause.has("skip", "refusal", "private") for clause, _ in answered)
    one = one_answer(others)
    last, doubt = answered[-1]
    takes_back = doubt.answer == SKIP and last.is_linked and last.person in (None, ME)
    if one and takes_back and not refused:
        return Said(SOMETIMES if one.answer == YES else one.answer, one.start, one.stop)
    if refused or one is None or (answered[-1][1].answer == SKIP and one.answer != UNCLEAR):
        return next(answer for _, answer in reversed(answered) if answer.answer == SKIP)
    return one
