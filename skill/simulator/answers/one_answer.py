"""Put the clauses of one person together into one answer.

A sometimes beside a yes or a no wins; a yes and a no are no clear answer, unless
one is only reported, or a claim explains the other: "no, well, we do share".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.answers.clauses import Clause
from skill.simulator.answers.values import NO, SKIP, SOMETIMES, UNCLEAR, YES, Said

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
        if SOMETIMES in heard:
            return next(answer for _, answer in answered if answer.answer == SOMETIMES)
        if not {YES, NO} <= heard:
            return _agreed(answered)
    meant = [pair for pair in answered if not pair[0].is_reported]
    if meant and len(meant) < len(answered):
        return one_answer(meant)
    explained = None if UNCLEAR in heard else _explained(answered)
    return explained or Said(UNCLEAR, answered[0][1].start, answered[-1][1].stop)


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


def _left_open(answered: Sequence[Answered]) -> Said | None:
    """Give a refusal, or a doubt that no answer follows: "i don't know, skip"."""
    others = [pair for pair in answered if pair[1].answer != SKIP]
    refused = any(clause.has("skip", "refusal", "private") for clause, _ in answered)
    one = one_answer(others)
    if refused or one is None or (answered[-1][1].answer == SKIP and one.answer != UNCLEAR):
        return next(answer for _, answer in reversed(answered) if answer.answer == SKIP)
    return one
