"""How long a text, and a turn made of several texts, may be."""

from __future__ import annotations

from collections.abc import Iterator

from skill.content.findings import Finding, Rule
from skill.content.models import Audience, Catalog
from skill.content.rules.kinds import (
    ENTRY_KINDS,
    LINE_KINDS,
    OPENING_WORDS,
    QUESTION_WORDS,
    RESULT_WORDS,
    kind_of,
)
from skill.content.rules.review import Review
from skill.content.rules.spoken import Spoken, count_words


def check_kinds(review: Review) -> Iterator[Finding]:
    """Every line is of a kind that has a budget."""
    for spoken in review.texts:
        if spoken.kind not in LINE_KINDS and spoken.kind not in ENTRY_KINDS:
            known = ", ".join(LINE_KINDS)
            yield spoken.finding(
                Rule.KIND, f"is of the unknown kind '{spoken.kind}'; use one of {known}"
            )


def check_budgets(review: Review) -> Iterator[Finding]:
    """No text has more words than its kind allows, however it is filled in."""
    for spoken in review.texts:
        kind = kind_of(spoken.kind)
        if kind is None:
            continue
        yield from _too_long(spoken, review.fillings.longest(spoken.text), kind.words)
        if spoken.kind in LINE_KINDS and spoken.is_question and spoken.last_sentence != spoken.text:
            question = review.fillings.longest(spoken.last_sentence)
            yield from _too_long(spoken, question, QUESTION_WORDS, "asks a question of")


def _too_long(spoken: Spoken, said: str, most: int, has: str = "has") -> Iterator[Finding]:
    words = count_words(said)
    if words > most:
        sounds = "" if said in spoken.text else f' when it says "{said}"'
        problem = f"{has} {words} words{sounds}; the most is {most}, so cut {words - most}"
        yield spoken.finding(Rule.WORD_BUDGET, problem)


def check_openings(review: Review) -> Iterator[Finding]:
    """An opening that runs on into the first question of the check-in leaves room for it."""
    question = next((asked.text for asked in review.catalog.questions), "")
    for spoken in review.texts:
        if spoken.kind == "check_in_opening" and not spoken.is_question:
            turn = review.fillings.longest(f"{spoken.text} {question}")
            yield from _too_long(spoken, turn, OPENING_WORDS, "opens a turn of")


def check_results(review: Review) -> Iterator[Finding]:
    """A whole check-in result stays in its budget in every combination.

    What follows an opening does not depend on it, but that somebody alone gets
    no split line and a step for one: so the longest of everything else, after
    each opening with each order of areas, makes the longest results there are.
    """
    catalog = review.catalog
    openings = [spoken for spoken in review.texts if spoken.kind == "result_opening"]
    for spoken in openings:
        alone = spoken.entry.endswith(".alone")
        opening = review.fillings.longest(spoken.text)
        split = "" if alone else _longest_wording(catalog, "result.split.one", "result.split.few")
        cue = _longest_wording(catalog, "result.idea")
        step = _longest_step(catalog, alone=alone)
        ask = _longest_wording(catalog, "ask.step")
        result = " ".join(filter(None, (opening, split, cue, step, ask)))
        yield from _too_long(spoken, result, RESULT_WORDS, "opens a result of")


def _longest_wording(catalog: Catalog, *lines: str) -> str:
    wordings = (
        variant.text
        for name in lines
        if name in catalog.lines
        for variant in catalog.lines[name].variants
    )
    return max(wordings, key=count_words, default="")


def _longest_step(catalog: Catalog, *, alone: bool) -> str:
    steps = (tip.step for tip in catalog.tips.values() if not alone or tip.audience is Audience.ONE)
    return max(steps, key=count_words, default="")
