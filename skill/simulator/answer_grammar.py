"""Read the answer in an utterance from its clauses: who says yes, no or sometimes.

An answer is a row of clauses. Each has at most one person it is for and what it
says, in either order: "yes for me", "he never does". Within a clause a claim
decides against a particle ("no i do share" is a yes), a negation turns the claim
round, and an adverb of frequency makes a yes a sometimes. Of two people's clauses
comes a pair; of one person's a yes and a no are no clear answer, and a sometimes
beside either wins.

A reading is whole where every word is one that this grammar knows, and loose where
the answer stands at the beginning or the end of a longer story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from skill.simulator.answer_marks import (
    CONDITION,
    DEPENDS,
    JOINING,
    REASON,
    SPEAKER,
    STORY,
    TALK,
    UNKNOWN,
    Mark,
    answer_phrases,
    marks_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

YES: Final = "yes"
NO: Final = "no"
SOMETIMES: Final = "sometimes"
UNCLEAR: Final = "unclear"
SKIP: Final = "skip"
SPLIT: Final = "split"
ME: Final = "me"
OTHER: Final = "other"
BOTH: Final = "both"
NEITHER: Final = "neither"

_OPPOSITE: Final = {YES: NO, NO: YES}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers, and the words that say it."""

    answer: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """An answer that was read.

    Attributes:
        says: what one voice says for one, or "both" or "split" where two people answer.
        slots: by the slot they belong to, the answers of two people: who and answer where one
            voice speaks for two, mine and theirs where they differ.
        is_whole: whether the grammar knows every word of the utterance.
    """

    says: str
    is_whole: bool
    slots: Mapping[str, Said] = field(default_factory=dict)


@dataclass(slots=True)
class _Clause:
    """One person's answer, as far as it was read."""

    who: Mark | None = None
    parts: list[Mark] = field(default_factory=list)
    is_linked: bool = False
    is_denied: bool = False
    is_closed: bool = False
    is_added: bool = False
    """Linked with "and"."""
    is_same: bool = False
    is_unsaid: bool = False
    is_reported: bool = False
    """Whether somebody only says so of themselves: "he says he does"."""
    is_vague: bool = False
    """Whether it is a condition that could be about anything."""
    asks: bool = False
    """Whether it begins as a question that wants no reply: "where is the time"."""
    joins: bool = False
    """Whether a verb alone goes on with other words: "i am the", which says something else."""
    is_weak: bool = False
    """The person is only the one who speaks: "i'd say"."""
    has_unknown: bool = False

    @property
    def person(self) -> str | None:
        return self.who.value if self.who else None

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.who or self.has_unknown or self.is_denied)

    def has(self, kind: str, *values: str) -> bool:
        return any(part.is_one_of(kind, *values) for part in self.parts)


def read_answer(tokens: tuple[str, ...]) -> AnswerReading | None:
    """Read the answer in an utterance, whole if possible; there may be none."""
    readings = map(_read, _wordings(tokens))
    loose = next(readings)
    if loose and loose.is_whole:
        return loose
    return next((reading for reading in readings if reading and reading.is_whole), loose)


def _wordings(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the utterance, and then what it may have been before it was misheard."""
    yield tokens
    misheard = answer_phrases().misheard
    places = [place for place, token in enumerate(tokens) if token in misheard]
    for chosen in ([places] if len(places) > 1 else []) + [[place] for place in places]:
        heard: list[str] = []
        for place, token in enumerate(tokens):
            heard.extend(misheard[token] if place in chosen else (token,))
        yield tuple(heard)


def _read(tokens: tuple[str, ...]) -> AnswerReading | None:
    marks = marks_in(tokens)
    if _is_question(marks) or tokens[-1] in answer_phrases().unfinished:
        return None
    clauses = list(_clauses(marks))
    vague = [clause for clause in clauses if clause.is_vague]
    if vague and not any(clause.parts for clause in clauses if not clause.is_vague):
        return None
    if not any(clause.has_unknown for clause in clauses):
        has_reason = any(mark.kind == REASON and mark.stop - mark.start > 1 for mark in marks)
        return _combined(clauses, is_whole=not has_reason)
    return _story(clauses)


def _is_question(marks: Sequence[Mark]) -> bool:
    """Tell whether it begins with a verb, as questions and requests do: "do you", "have we"."""
    telling = [mark for mark in marks if mark.kind != TALK or mark.value == JOINING]
    return (
        len(telling) > 1 and telling[0].kind == "verb" and not telling[1].is_one_of("turn", "not")
    )


# --- clauses ---


def _clauses(marks: Iterable[Mark]) -> Iterator[_Clause]:
    """Part an utterance into clauses, at links and where another person begins to answer."""
    clause = _Clause()
    is_begun = False
    for mark in marks:
        if mark.kind == "same" and not is_begun:
            mark = Mark("who", mark.value, mark.start, mark.stop)  # noqa: PLW2901
        is_begun |= mark.kind not in (TALK, UNKNOWN)
        begun = _begun_by(mark, clause)
        if begun is not clause:
            yield from _checked(clause)
            clause = begun
        if mark.is_one_of(TALK, JOINING) and clause.parts and clause.parts[-1].kind == "verb":
            clause.joins = True
        if mark.kind in (TALK, REASON) or (mark.kind == "turn" and mark.value != "not"):
            continue
        if mark.kind == UNKNOWN:
            clause.asks |= mark.value == STORY
            clause.has_unknown = True
        elif mark.kind not in ("who", "whom", "same"):
            clause.parts.append(mark)
    yield from _checked(clause)


def _checked(clause: _Clause) -> Iterator[_Clause]:
    """Give a clause, or two: a yes or a no before something else is an answer by itself."""
    if clause.is_empty:
        return
    _note_what_is_unknown(clause)
    before = [part for part in clause.parts if clause.who and part.stop <= clause.who.start]
    if clause.has_unknown and before and not clause.is_closed:
        rest = clause.parts[len(before) :]
        answer = _Clause(parts=before, is_linked=clause.is_linked)
        is_against = any(
            part.is_one_of("turn", "not") or part.is_one_of("degree", NO) for part in rest
        )
        if not (is_against and answer.has("answer", YES)):
            yield answer
            clause.parts = rest
    yield clause


def _note_what_is_unknown(clause: _Clause) -> None:
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
        clause.has_unknown |= all(part.kind == "verb" for part in before[:1])


def _begun_by(mark: Mark, clause: _Clause) -> _Clause:
    """Give the clause that a mark belongs to: the one in hand, or one that begins here."""
    if mark.kind == "who":
        return _moved_to(mark, clause)
    if mark.kind == "whom":
        return _moved_for(mark, clause)
    if mark.kind == "same":
        return _Clause(who=mark, is_linked=True, is_same=True, is_closed=True)
    if mark.is_one_of("turn", "and", "link"):
        return _Clause(is_linked=True, is_added=mark.value == "and")
    if mark.kind == UNKNOWN and clause.parts and _is_said(clause, mark):
        return _Clause()
    if clause.has_unknown and (mark.kind == "skip" or _confirms(mark, clause)):
        return _Clause()
    if mark.is_one_of("turn", "fix"):
        return _Clause() if clause.parts or clause.has_unknown else clause
    if mark.is_one_of("turn", "not_thought", "not_said"):
        return _denied(mark, clause)
    if mark.is_one_of(TALK, SPEAKER):
        return _moved_to_speaker(mark, clause)
    goes_on = mark.kind in (TALK, REASON, CONDITION) and mark.value != DEPENDS
    if clause.is_closed and not goes_on:
        return _Clause()
    if mark.is_one_of("degree", "side") and clause.has("answer"):
        is_after = clause.parts[-1].kind == "answer" and not clause.has("degree", "side")
        return clause if is_after else _Clause(who=clause.who)
    return clause


def _is_said(clause: _Clause, unknown: Mark) -> bool:
    """Tell whether a clause is complete where something else begins."""
    last = clause.parts[-1]
    if unknown.value == STORY:
        is_degree = last.kind == "degree" and clause.who is None
        return not clause.has_unknown and (last.kind == "answer" or is_degree)
    return last.is_one_of("skip", "private")


def _confirms(mark: Mark, clause: _Clause) -> bool:
    """Tell whether a no says again what an unknown clause says: "not in this house no"."""
    return mark.is_one_of("answer", NO) and (
        clause.has("turn", "not") or clause.has("degree", NO) or clause.asks
    )


def _denied(mark: Mark, clause: _Clause) -> _Clause:
    """Begin a clause of which the contrary is meant: "i don't think he does"."""
    is_begun = clause.who is not None and not clause.parts and not clause.has_unknown
    denied = clause if is_begun else _Clause(is_linked=clause.is_linked and clause.is_empty)
    denied.is_denied, denied.is_unsaid = True, mark.value == "not_said"
    if denied.who is None:
        denied.who, denied.is_weak = Mark("who", ME, mark.start, mark.stop), True
    return denied


def _moved_to_speaker(mark: Mark, clause: _Clause) -> _Clause:
    """Take who only says something for somebody who answers, unless another one does."""
    me = Mark("who", ME, mark.start, mark.stop)
    if clause.who is None and not clause.is_closed:
        clause.who, clause.is_weak = me, True
        return clause
    if clause.parts and clause.person != ME:
        return _Clause(who=me, is_weak=True)
    return clause


def _moved_to(who: Mark, clause: _Clause) -> _Clause:
    """Give the clause of somebody who does or says something."""
    if clause.is_closed:
        return _Clause(who=who)
    if clause.person == "we" and who.value == BOTH and not clause.has("claim"):
        clause.who = who
        return clause
    if not clause.parts and not clause.has_unknown:
        if clause.who is None or clause.is_weak or clause.person == who.value:
            clause.is_reported = clause.person == who.value and not clause.is_weak
            clause.who, clause.is_weak = who, False
            return clause
        return clause if clause.person in (BOTH, NEITHER) else _Clause(who=who)
    is_before = clause.is_weak and all(
        clause.who and part.stop <= clause.who.start for part in clause.parts
    )
    if (
        (clause.who is None or is_before)
        and not clause.has_unknown
        and all(part.kind in ("answer", "degree", CONDITION) for part in clause.parts)
    ):
        clause.who, clause.is_weak = who, False
        return clause
    if clause.person == who.value and who.value in (BOTH, NEITHER):
        return clause
    begun = _Clause(who=who)
    while any(part.kind != "verb" or part.value == "do" for part in clause.parts[:-1]) and (
        clause.parts[-1].kind == "answer"
        or (clause.parts[-1].kind == "degree" and clause.person == who.value)
    ):
        begun.parts.insert(0, clause.parts.pop())
    return begun


def _moved_for(whom: Mark, clause: _Clause) -> _Clause:
    """Give the clause of somebody whom an answer is for, which ends with it: "yes for me"."""
    if clause.parts and not clause.is_closed and (clause.who is None or clause.is_weak):
        clause.who, clause.is_weak, clause.is_closed = whom, False, True
        return clause
    if not clause.parts and not clause.is_closed and not clause.has_unknown:
        clause.who, clause.is_weak = whom, False
        return clause
    if clause.person == whom.value or (clause.person == "we" and whom.value == BOTH):
        clause.who = whom
        return clause
    return _Clause(who=whom)


# --- what a clause says ---


def _said(clause: _Clause) -> Said | None:
    """Give what a clause says; ``unclear`` where it says yes and no."""
    if not clause.parts:
        if clause.is_denied and clause.who:
            denied = SKIP if clause.is_unsaid else NO
            return Said(denied, clause.who.start, clause.who.stop)
        return None
    answer = _answer(clause)
    if answer is None:
        return None
    if clause.is_denied:
        answer = _OPPOSITE.get(answer, answer)
    return Said(answer, clause.parts[0].start, clause.parts[-1].stop)


def _answer(clause: _Clause) -> str | None:
    parts = clause.parts
    if clause.is_denied and len(parts) > 1 and parts[-1].is_one_of("answer", NO):
        parts = parts[:-1]
    heard = {part.value for part in parts if part.kind == "answer"}
    if clause.has("skip"):
        telling = [part for part in parts if part.kind != "verb"]
        is_decided = telling[0].is_one_of("skip", "open") and parts[-1].kind == "answer"
        if heard == {YES, NO}:
            return UNCLEAR
        return parts[-1].value if is_decided else SKIP
    claimed = _claimed(clause)
    if claimed is not None:
        last = max(place for place, part in enumerate(parts) if _is_strong(part, clause))
        against = {_OPPOSITE.get(claimed)}
        after = {part.value for part in parts[last + 1 :] if part.kind == "answer"}
        sworn = {
            part.value
            for part, following, third in zip(parts, parts[1:], parts[2:], strict=False)
            if part.kind == "answer"
            and following.is_one_of("degree", YES, "always")
            and not third.is_one_of("turn", "not")
        }
        return UNCLEAR if against & (after | sworn) else claimed
    if heard == {YES, NO}:
        return YES if parts[-1].is_one_of("verb", "do") else UNCLEAR
    is_turned = parts[-1].kind == "verb" and parts[0].kind == "answer" and not clause.joins
    if NO in heard and is_turned:
        return YES
    if heard:
        is_taken_back = NO in heard and any(part.is_one_of("verb", "do") for part in parts)
        return UNCLEAR if is_taken_back else heard.pop()
    return YES if parts[-1].kind in ("degree", "verb") else None


def _is_strong(part: Mark, clause: _Clause) -> bool:
    if part.is_one_of("claim", "fine"):
        return clause.person in (ME, "we")
    return (
        part.kind in ("claim", CONDITION)
        or part.is_one_of("turn", "not")
        or part.is_one_of("degree", NO, SOMETIMES)
    )


def _claimed(clause: _Clause) -> str | None:
    """Give what the words beside the particles say: claims, degrees, negations, conditions."""
    parts = clause.parts
    if not any(_is_strong(part, clause) for part in parts):
        return None
    is_declined = clause.has("claim", "fine") and clause.person in (ME, "we")
    is_bad = is_declined or clause.has("claim", "bad", "bad_of_other")
    is_conditional = clause.has(CONDITION) and not (
        is_bad or clause.has("turn", "not") or clause.has("degree", "always")
    )
    if clause.has("degree", SOMETIMES) or is_conditional:
        return SOMETIMES
    turns = 0
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
            turns += 1
    return NO if (turns + is_bad) % 2 else YES


def _is_hedged(clause: _Clause) -> bool:
    return clause.has("degree", "hedge", "side")


# --- what the clauses say together ---

_Pairs = list[tuple[_Clause, Said]]


def _combined(clauses: Sequence[_Clause], *, is_whole: bool) -> AnswerReading | None:
    """Put the clauses of an utterance together."""
    pairs = _answered(clauses)
    slots = _of_two(clauses, pairs)
    if slots:
        return AnswerReading(SPLIT if "mine" in slots else BOTH, is_whole, slots)
    one = _one(pairs)
    return AnswerReading(one.answer, is_whole) if one else None


def _of_two(clauses: Sequence[_Clause], pairs: _Pairs) -> dict[str, Said] | None:
    """Give what two people answer, by slot; nothing where only one does."""
    for clause in clauses:
        if clause.person == NEITHER and clause.who:
            return {"who": Said(NEITHER, clause.who.start, clause.who.stop)}
    both = next((clause.who for clause in clauses if clause.person == BOTH), None)
    if both is not None:
        together = _one([pair for pair in pairs if pair[0].person == BOTH] or pairs)
        everything = _one(pairs)
        if everything is None or (everything.answer == UNCLEAR and not _differ(pairs)):
            return None
        if together is None or together.answer in (SKIP, UNCLEAR):
            return None
        return {"who": Said(BOTH, both.start, both.stop), "answer": together}
    if _is_doubled(clauses, pairs):
        (_, first), (_, second) = pairs
        return {"who": Said(BOTH, second.start, second.stop), "answer": first}
    mine = _one([pair for pair in pairs if pair[0].person == ME])
    theirs = _one([pair for pair in pairs if pair[0].person == OTHER])
    if theirs and not mine:
        mine = _unaddressed(pairs, theirs)
    if not mine or not theirs or {mine.answer, theirs.answer} & {UNCLEAR, SKIP}:
        return None
    if mine.answer != theirs.answer:
        return {"mine": mine, "theirs": theirs}
    return (
        None
        if _is_reason(pairs)
        else {"who": Said(BOTH, theirs.start, theirs.stop), "answer": mine}
    )


def _answered(clauses: Sequence[_Clause]) -> _Pairs:
    """Give the clauses that answer, "so do i" and its like among them, with what they say."""
    pairs: _Pairs = []
    for clause in clauses:
        answer = _said(clause)
        if clause.is_added and clause.person in (ME, OTHER) and not clause.parts and pairs:
            clause.is_same = True
        if clause.is_same and clause.who:
            answer = pairs[-1][1] if pairs else Said(YES, clause.who.start, clause.who.stop)
            if pairs and pairs[-1][0].who is None:
                other = OTHER if clause.person == ME else ME
                pairs[-1][0].who = Mark("who", other, pairs[-1][1].start, pairs[-1][1].stop)
        if answer:
            pairs.append((clause, answer))
    return pairs


def _differ(pairs: _Pairs) -> bool:
    """Tell whether one clause was for both and said another thing than the others."""
    return any(clause.person == BOTH and clause.parts for clause, _ in pairs) and any(
        clause.has("claim") or clause.is_denied or _speaks(clause) for clause, _ in pairs
    )


def _speaks(clause: _Clause) -> bool:
    """Tell whether one of the two does something in a clause, rather than have it said for them."""
    return clause.person in (ME, OTHER) and clause.who is not None and clause.who.kind == "who"


def _is_doubled(clauses: Sequence[_Clause], pairs: _Pairs) -> bool:
    """Tell whether a bare answer was given twice: "yes and yes"."""
    return (
        len(clauses) == len(pairs) == 2
        and clauses[1].is_added
        and pairs[0][1].answer == pairs[1][1].answer
        and all(
            clause.who is None
            and len(clause.parts) == 1
            and clause.parts[0].kind in ("answer", "degree")
            for clause in clauses
        )
    )


def _unaddressed(pairs: _Pairs, theirs: Said) -> Said | None:
    """Give the bare yes or no that stands beside the partner's answer: "yes but he says no"."""
    for clause, answer in pairs:
        if (
            clause.who is None
            and (clause.has("answer") or clause.has("degree", YES, NO))
            and _OPPOSITE.get(answer.answer) == theirs.answer
        ):
            return answer
    return None


def _is_reason(pairs: _Pairs) -> bool:
    """Tell whether what is said of the other person only tells why: "i do he's my best friend"."""
    first, *others = [clause for clause, _ in pairs]
    return any(
        other.has("claim") and other.person != first.person and not other.is_linked
        for other in others
    )


def _one(pairs: _Pairs) -> Said | None:
    """Give the one answer of several clauses of one person."""
    if not pairs:
        return None
    heard = {answer.answer for _, answer in pairs}
    if SKIP in heard:
        return _left_open(pairs)
    is_contrary = UNCLEAR in heard or {YES, NO} <= heard
    if SOMETIMES in heard and UNCLEAR not in heard:
        return next(answer for _, answer in pairs if answer.answer == SOMETIMES)
    if not is_contrary:
        hedged = any(_is_hedged(clause) for clause, _ in pairs)
        answer = pairs[-1][1]
        if hedged and answer.answer == YES:
            return Said(SOMETIMES, answer.start, answer.stop)
        return answer
    meant = [pair for pair in pairs if not pair[0].is_reported]
    if meant and len(meant) < len(pairs):
        return _one(meant)
    claims = [pair for pair in pairs if pair[0].has("claim")]
    bare = [pair for pair in pairs if all(part.kind == "answer" for part in pair[0].parts)]
    if (
        UNCLEAR not in heard
        and len(claims) + len(bare) == len(pairs)
        and len({answer.answer for _, answer in claims}) == 1
        and pairs[-1][0].has("claim")
    ):
        return claims[-1][1]
    return Said(UNCLEAR, pairs[0][1].start, pairs[-1][1].stop)


def _left_open(pairs: _Pairs) -> Said | None:
    """Give a refusal, or a doubt that no answer follows."""
    others = [pair for pair in pairs if pair[1].answer != SKIP]
    refused = any(clause.has("skip", "refusal", "private") for clause, _ in pairs)
    one = _one(others)
    if refused or one is None or (pairs[-1][1].answer == SKIP and one.answer != UNCLEAR):
        return next(answer for _, answer in reversed(pairs) if answer.answer == SKIP)
    return one


# --- an answer in a longer story ---


def _story(clauses: Sequence[_Clause]) -> AnswerReading | None:
    """Read the answer that a longer story ends or begins with."""
    places = [place for place, clause in enumerate(clauses) if clause.has_unknown]
    head, tail = clauses[: places[0]], clauses[places[-1] + 1 :]
    if any(clause.has("answer") or clause.has("skip") for clause in tail):
        return _combined(tail, is_whole=False)
    follows = clauses[places[0]]
    if any(map(_is_clear, head)) or (
        follows.is_linked and any(clause.has("degree", SOMETIMES) for clause in head)
    ):
        return _combined(head, is_whole=False)
    return AnswerReading(NO, is_whole=False) if any(map(_is_complaint, clauses)) else None


def _is_complaint(clause: _Clause) -> bool:
    """Tell whether somebody never does something, whatever it is."""
    return clause.person in (OTHER, "we") and clause.has("degree", NO) and not clause.asks


def _is_clear(clause: _Clause) -> bool:
    return (
        clause.has("answer")
        or clause.has("skip", "refusal", "private")
        or clause.person == NEITHER
        or (clause.who is not None and not clause.is_weak and clause.has("verb", "do"))
        or (clause.who is not None and clause.has("claim"))
        or clause.has("degree", YES, NO)
        or (clause.who is not None and clause.has("degree", SOMETIMES))
    )
