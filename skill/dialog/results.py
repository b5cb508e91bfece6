"""What a finished check-in comes to: areas and one next step, never persons, never a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from skill.content.models import Area, Catalog, TipTheme
from skill.dialog.check_in import Answer, CheckIn, Mode
from skill.dialog.history import AreaCount

MOSTLY_SKIPPED = 4
"""From so many open questions on, a check-in has no result."""

_WEIGHT = {Answer.NO: Fraction(1), Answer.SOMETIMES: Fraction(1, 2), Answer.YES: Fraction(0)}


class AreaState(StrEnum):
    """How an area came out."""

    NOTICED = "noticed"
    NOW_AND_THEN = "now_and_then"
    CLEAR = "clear"
    OPEN = "open"


class Case(StrEnum):
    """Which of the results is spoken."""

    MOSTLY_SKIPPED = "mostly_skipped"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area's outcome; ``value`` only orders areas and is never spoken, shown or stored."""

    area: Area
    state: AreaState
    value: Fraction
    count: AreaCount


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a check-in."""

    case: Case
    named: tuple[AreaResult, ...]
    """The areas to name, at most two, the one the step comes from first."""
    splits: int
    """How many questions got a yes from one and a no from the other."""
    themes: tuple[TipTheme, TipTheme]
    """Which tips answer the first area best, and second best."""
    counts: dict[str, AreaCount]


def result_of(check_in: CheckIn, content: Catalog) -> Result:
    """Work out the result of a check-in from its answers alone."""
    results = [_area_result(area, check_in, content) for area in content.areas.values()]
    spoken_of = sorted(
        (r for r in results if r.state in (AreaState.NOTICED, AreaState.NOW_AND_THEN)),
        key=lambda r: (-r.value, r.area.precedence),
    )
    open_questions = sum(
        _question_state(question) is AreaState.OPEN for question in check_in.answers
    )
    if open_questions >= MOSTLY_SKIPPED:
        case = Case.MOSTLY_SKIPPED
    elif spoken_of:
        case = Case.SOME
    else:
        case = Case.NONE
    # Of the two, one that was noticed is spoken before one that is there now and then.
    named = tuple(sorted(spoken_of[:2], key=lambda r: r.state is not AreaState.NOTICED))
    themes = (TipTheme.TALKING, TipTheme.TIME)
    if named:
        themes = _themes(named[0].area, check_in, content)
    splits = 0
    if check_in.mode is Mode.TOGETHER:
        splits = sum(set(question) == {Answer.YES, Answer.NO} for question in check_in.answers)
    return Result(case, named, splits, themes, {r.area.id: r.count for r in results})


def _questions(
    area: Area, check_in: CheckIn, content: Catalog
) -> dict[str, tuple[Answer | None, ...]]:
    return {
        question.id: answers
        for question, answers in zip(content.questions, check_in.answers, strict=True)
        if question.area == area.id
    }


def _usable(answers: Iterable[Answer | None]) -> list[Answer]:
    return [answer for answer in answers if answer is not None and answer is not Answer.OPEN]


def _question_state(answers: Iterable[Answer | None]) -> AreaState:
    usable = _usable(answers)
    if not usable:
        return AreaState.OPEN
    if Answer.NO in usable:
        return AreaState.NOTICED
    return AreaState.NOW_AND_THEN if Answer.SOMETIMES in usable else AreaState.CLEAR


def _area_result(area: Area, check_in: CheckIn, content: Catalog) -> AreaResult:
    questions = _questions(area, check_in, content)
    states = [_question_state(answers) for answers in questions.values()]
    values = [
        sum((_WEIGHT[answer] for answer in usable), Fraction(0)) / len(usable)
        for usable in map(_usable, questions.values())
        if usable
    ]
    state = next(
        (s for s in (AreaState.NOTICED, AreaState.NOW_AND_THEN, AreaState.CLEAR) if s in states),
        AreaState.OPEN,
    )
    return AreaResult(
        area=area,
        state=state,
        value=sum(values, Fraction(0)) / len(values) if values else Fraction(0),
        count=AreaCount(*(states.count(s) for s in AreaState)),
    )


def _themes(area: Area, check_in: CheckIn, content: Catalog) -> tuple[TipTheme, TipTheme]:
    noticed = [
        question
        for question, answers in _questions(area, check_in, content).items()
        if _question_state(answers) is AreaState.NOTICED
    ]
    only = area.theme_if_only.get(noticed[0]) if len(noticed) == 1 else None
    if only is not None:
        return only, area.first_theme
    return area.first_theme, area.second_theme
