"""Find in an answer who it is for, what it says, and the talk around it.

"Well i'd have to say yes, but he never does" has three marks that count, a yes,
somebody else and a never, and a link between them; the rest is talk. The phrases
are data (``phrases``); what their neighbours make of them is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.answers.phrases import (
    CONDITION,
    DEPENDS,
    KNOWN_CONDITION,
    LAST,
    REASON,
    TALK,
    UNKNOWN,
    Mark,
    answer_phrases,
)
from skill.simulator.understanding.answers.values import NO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TURNING: Final = ("then", "but", "otherwise")
"""Words that end a condition or a reason."""
_OBJECT: Final = "_object"
_OWN: Final = "_own"
"""The endings of values of ``who`` that may be a mere object ("him") or owner ("his")."""


def marks_in(tokens: tuple[str, ...]) -> tuple[Mark, ...]:
    """Give the marks of an utterance from its first word to its last.

    A condition and a reason go on to the next answer, whatever their words are, and what was
    done last too long ago goes on to the end.
    """
    phrases = answer_phrases()
    padding = phrases.plainer.padding
    places = [place for place, token in enumerate(tokens) if token not in padding]
    words = [phrases.plainer.of(tokens[place]) for place in places]
    marks: list[Mark] = []
    place = 0
    while place < len(words):
        mark = phrases.at(words, place)
        if mark.kind in (CONDITION, REASON):
            mark = _with_tail(mark, words)
        elif mark.is_one_of("degree", LAST):
            mark = Mark("degree", NO, mark.start, len(words))
        marks.append(mark)
        place = mark.stop
    return tuple(
        Mark(mark.kind, mark.value, places[mark.start], places[mark.stop - 1] + 1)
        for mark in _told_apart(marks, words)
    )


def _with_tail(opening: Mark, words: Sequence[str]) -> Mark:
    """Give a condition or a reason with all it says; a question that begins so is unknown."""
    phrases = answer_phrases()
    if opening.kind == CONDITION and phrases.strong_conditions.isdisjoint(
        words[opening.start : opening.stop]
    ):
        following = phrases.at(words, opening.stop) if opening.stop < len(words) else None
        if following is None or following.kind == "verb":
            return Mark(UNKNOWN, "", opening.start, opening.stop)
    stop = _end_of_tail(words, opening.stop)
    is_known = not phrases.strong_conditions.isdisjoint(words[opening.start : opening.stop])
    is_known |= not phrases.condition_words.isdisjoint(words[opening.stop : stop]) and not any(
        _is_subject(phrases.at(words, place)) for place in range(opening.stop + 1, stop)
    )
    if "depend" in words[opening.start : opening.stop]:
        return Mark(opening.kind, DEPENDS, opening.start, stop)
    return Mark(opening.kind, KNOWN_CONDITION if is_known else "", opening.start, stop)


def _is_subject(mark: Mark) -> bool:
    return mark.kind == "who" and not mark.value.endswith((_OBJECT, _OWN))


def _end_of_tail(words: Sequence[str], start: int) -> int:
    """Tell where a condition or a reason ends: before an answer, or with the utterance."""
    ends = (place for place in range(start, len(words)) if _ends_tail(words, start, place))
    return next(ends, len(words))


def _ends_tail(words: Sequence[str], start: int, place: int) -> bool:
    """Tell whether an answer, or what leads to one, follows the tail that begins at ``start``."""
    phrases = answer_phrases()
    mark, word = phrases.at(words, place), words[place]
    is_determiner = place > start and words[place - 1] in ("be", "have") and word == "no"
    if (mark.kind == "answer" and not is_determiner) or word in _TURNING:
        return True
    is_before = word in ("for", "from") and place + 1 < len(words)
    if is_before and phrases.at(words, place + 1).kind == "who":
        return True
    if place > start + 1 and mark.kind == "who" and mark.stop < len(words):
        verb = phrases.at(words, mark.stop)
        after = phrases.at(words, verb.stop) if verb.stop < len(words) else None
        return verb.kind == "verb" and (after is None or after.kind in ("degree", "turn"))
    return False


def _told_apart(marks: Sequence[Mark], words: Sequence[str]) -> Iterator[Mark]:
    """Give the marks as what their neighbours make of them."""
    for place, mark in enumerate(marks):
        before = marks[place - 1] if place else None
        after = marks[place + 1] if place + 1 < len(marks) else None
        kind, value = _kind_and_value(mark, before, after, words)
        yield Mark(kind, value, mark.start, mark.stop)


def _kind_and_value(
    mark: Mark, before: Mark | None, after: Mark | None, words: Sequence[str]
) -> tuple[str, str]:
    """Tell what a mark is between its neighbours.

    People who answer ("yes for me", "him never") are told from those something is done to.
    """
    if mark.is_one_of("answer", "ya"):
        is_tag = before is not None and before.kind != "answer" and after is None
        return (TALK if is_tag else "answer"), "yes"
    if mark.kind == "who" and mark.value.endswith(_OBJECT):
        answers = _answers_as_object(mark, before, after, words)
        return ("whom", mark.value.removesuffix(_OBJECT)) if answers else (TALK, "")
    if mark.kind == "who" and mark.value.endswith(_OWN):
        who = mark.value.removesuffix(_OWN)
        return (UNKNOWN, "") if _owns(after) else (_who_or_whom(mark, words), who)
    if mark.kind == "who":
        return _who_or_whom(mark, words), mark.value
    if mark.is_one_of("claim", "fine") and after is not None and _goes_on(after, words):
        return "claim", "good"
    return mark.kind, mark.value


def _answers_as_object(
    mark: Mark, before: Mark | None, after: Mark | None, words: Sequence[str]
) -> bool:
    """Tell whether "him" is somebody who answers: "yes for him", but not "i tell him"."""
    phrases = answer_phrases()
    is_done = before is not None and before.is_one_of("verb", "do")
    if is_done and after is not None and after.kind in ("answer", "degree", "turn"):
        return True
    word_before = words[mark.start - 1] if mark.start else ""
    return word_before in phrases.before_people or not (
        word_before in phrases.before_objects
        or (before is not None and before.kind in ("claim", "verb"))
    )


def _owns(after: Mark | None) -> bool:
    """Tell whether "his" says whose something is: "his mother", but not "his is a no"."""
    return after is not None and not (
        after.kind in ("verb", "answer", "degree", "turn") or after.value == ""
    )


def _goes_on(after: Mark, words: Sequence[str]) -> bool:
    """Tell whether "i am good" goes on: "at saying sorry"."""
    return words[after.start] in ("at", "about", "with", "together")


def _who_or_whom(mark: Mark, words: Sequence[str]) -> str:
    """Tell whether a person says something, or something is said for the person."""
    before = words[mark.start - 1] if mark.start else ""
    return "whom" if before in answer_phrases().before_people else "who"
