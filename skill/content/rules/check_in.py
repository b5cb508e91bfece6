"""The check-in: six positive questions, and results that judge nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import QUESTIONS
from skill.content.rules.review import Review
from skill.content.rules.spoken import Spoken
from skill.content.rules.word_list import WordList, Words
from skill.content.rules.wording import NEGATIONS

_OPENS_YES_OR_NO = re.compile(r"(?:Do|Are|Is|Can|Have) ")
_OR = re.compile(r"\bor\b")
_NOW_AND_THEN = re.compile(r"\bnow and then\b")
_IS_ALONE = re.compile(r"(?:[._])alone\b")

_VERDICTS = WordList(
    (
        Words(
            r"strong|great|perfect|excellent|well done|good for you|levels?|pass(?:ed)?|fail(?:ed)?|at risk"
            r"|worse|worst|better|best|improv\w+|good relationship|congratulations|wonderful|amazing",
            "judges the answers; say what was noticed, and nothing about its worth",
        ),
        Words(
            r"(?:the )?first of you|second of you|(?:one|neither) of you said|you said|(?:your )?partner said"
            r"|you answered|your partner|other couples|most couples|than \w+ couples",
            "tells who answered what, or compares; speak of areas only",
        ),
        Words(
            r"blam\w+|fault|wrong|(?<!no )problems?|weak\w*",
            "blames somebody; name the area gently",
        ),
    )
)
_PLURAL = WordList(
    (
        Words(
            r"you two|two of you|both of you|you both|each other|and you(?=\?)|together|either of you|as a couple",
            "speaks to two where one person answers alone; speak to one",
        ),
    )
)


def check_check_in_questions(review: Review) -> Iterator[Finding]:
    """Each question is one short positive yes-or-no question, and so is its explanation positive."""
    for spoken in review.texts:
        if spoken.kind in {"check_in_question", "explanation"}:
            yield from NEGATIONS.findings(spoken, Rule.NEGATION)
        if spoken.kind != "check_in_question":
            continue
        if not _OPENS_YES_OR_NO.match(spoken.text):
            problem = "cannot be answered yes or no; begin it with a word such as 'Do'"
            yield spoken.finding(Rule.CHECK_IN_QUESTION, problem)
        if _OR.search(spoken.text):
            problem = "asks two things with 'or', so that a yes could mean either; ask one"
            yield spoken.finding(Rule.CHECK_IN_QUESTION, problem)


def check_check_in_references(review: Review) -> Iterator[Finding]:
    """There are six questions, one for each sign, in areas that are there."""
    catalog, file = review.catalog, "check_in.toml"
    if len(catalog.questions) != QUESTIONS:
        problem = f"has {len(catalog.questions)} questions; the check-in has {QUESTIONS}, one for each sign"
        yield entry_finding(file, "question", Rule.REFERENCE, problem)
    for number, question in enumerate(catalog.questions, start=1):
        if question.seed != (f"sign.lacking.{number}",):
            problem = f"does not stand on its sign alone; let its seed be 'sign.lacking.{number}'"
            yield entry_finding(file, question.id, Rule.REFERENCE, problem)
        if question.area not in catalog.areas:
            problem = f"is in the area '{question.area}', which is not there; use one of {', '.join(catalog.areas)}"
            yield entry_finding(file, question.id, Rule.REFERENCE, problem)
    areas_of = {question.id: question.area for question in catalog.questions}
    precedences = Counter(area.precedence for area in catalog.areas.values())
    for area in catalog.areas.values():
        if area.id not in areas_of.values():
            problem = "is an area without a question; give it one, or take it out"
            yield entry_finding(file, area.id, Rule.REFERENCE, problem)
        if precedences[area.precedence] > 1:
            problem = (
                f"has the precedence {area.precedence}, as another area has; give each its own"
            )
            yield entry_finding(file, area.id, Rule.REFERENCE, problem)
        if area.first_theme is area.second_theme:
            problem = f"has '{area.first_theme}' as both its themes; give it two"
            yield entry_finding(file, area.id, Rule.REFERENCE, problem)
        for name in area.theme_if_only:
            if areas_of.get(name) != area.id:
                problem = (
                    f"gives a theme for '{name}', which is not one of its questions; correct the id"
                )
                yield entry_finding(file, area.id, Rule.REFERENCE, problem)


def check_result_wording(review: Review) -> Iterator[Finding]:
    """A result names areas: no verdict, no person, and "now and then" where it is meant."""
    for spoken in review.texts:
        group = spoken.entry.partition(".")[0]
        if spoken.file == "lines.toml" and group in {"result", "progress", "check_in"}:
            yield from _VERDICTS.findings(spoken, Rule.VERDICT)
        if spoken.kind == "result_opening":
            yield from _now_and_then(spoken)
        if _IS_ALONE.search(spoken.entry):
            yield from _PLURAL.findings(spoken, Rule.ALONE)


def _now_and_then(spoken: Spoken) -> Iterator[Finding]:
    meant = bool({"now_and_then", "mixed"} & set(spoken.entry.split(".")))
    if meant != bool(_NOW_AND_THEN.search(spoken.text)):
        problem = (
            "is about an area that is there now and then and does not say so; say 'now and then'"
            if meant
            else "says 'now and then' of an area that was noticed; leave it out"
        )
        yield spoken.finding(Rule.NOW_AND_THEN, problem)
