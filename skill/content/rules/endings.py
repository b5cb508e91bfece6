"""How texts begin and end, what a question at the end asks, and how often it can be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import Line
from skill.content.pending import CHOICES, UNSAFE, PendingQuestion
from skill.content.rules.kinds import LINE_KINDS, Asks, Kind, kind_of
from skill.content.rules.review import Review
from skill.content.rules.spoken import Spoken, line_file, without_abbreviations

_LOWER_START = re.compile(r"[.?] [a-z]")
_OR = re.compile(r"\bor\b")
_WORD = re.compile(r"[\w{}']+")


def check_sentences(review: Review) -> Iterator[Finding]:
    """A text is whole sentences, or words for the inside of one, as its kind has it."""
    for spoken in review.texts:
        kind = kind_of(spoken.kind)
        if kind is None or not spoken.text:
            continue
        inside = not kind.ends and kind.asks is Asks.NEVER
        if not inside and _begins_small(review.fillings.longest(spoken.text)):
            problem = "has a sentence that begins with a small letter; begin it with a capital one"
            yield spoken.finding(Rule.SENTENCE, problem)
        if inside and not spoken.text.removesuffix("}")[-1:].isalpha():
            problem = (
                f"ends in '{spoken.text[-1]}', but stands inside a sentence; leave the mark out"
            )
            yield spoken.finding(Rule.SENTENCE, problem)
        if not inside and spoken.text[-1] not in kind.ends + "?":
            marks = " or ".join(f"'{mark}'" for mark in _marks(kind))
            yield spoken.finding(Rule.SENTENCE, f"ends in '{spoken.text[-1]}'; end it with {marks}")


def _begins_small(text: str) -> bool:
    return text[0].islower() or _LOWER_START.search(without_abbreviations(text)) is not None


def _marks(kind: Kind) -> str:
    return kind.ends + ("" if kind.asks is Asks.NEVER else "?")


def check_questions(review: Review) -> Iterator[Finding]:
    """One question at most, at the very end, and only where the kind asks one."""
    for spoken in review.texts:
        kind = kind_of(spoken.kind)
        if kind is None:
            continue
        if "?" in spoken.text[:-1]:
            problem = "goes on after a question mark; ask one question, and ask it last"
            yield spoken.finding(Rule.QUESTION_AT_END, problem)
        elif spoken.is_question and kind.asks is Asks.NEVER:
            problem = f"asks a question, which a {spoken.kind} never does; make it a statement"
            yield spoken.finding(Rule.QUESTION_AT_END, problem)
        elif not spoken.is_question and (kind.asks is Asks.ALWAYS or spoken.kind == "reprompt"):
            problem = f"ends without a question, which a {spoken.kind} always has; end it with one"
            yield spoken.finding(Rule.QUESTION_AT_END, problem)


def check_asks(review: Review) -> Iterator[Finding]:
    """A line that ends in a question of its own names it, and no other line does."""
    for spoken in review.texts:
        kind = LINE_KINDS.get(spoken.kind)
        if kind is None:
            continue
        own = spoken.is_question and kind.asks is not Asks.PENDING
        if own and spoken.asks is None:
            problem = "ends in a question but names none; say in 'asks' what a yes would answer"
            yield spoken.finding(Rule.ASKS, problem)
        elif not own and spoken.asks is not None:
            problem = (
                f"names the question '{spoken.asks}' but asks none of its own; leave 'asks' out"
            )
            yield spoken.finding(Rule.ASKS, problem)


def check_choices(review: Review) -> Iterator[Finding]:
    """A bare "yes" answers the question, unless the question is known to offer a choice."""
    for spoken in review.texts:
        if spoken.kind not in LINE_KINDS or not spoken.is_question:
            continue
        asked = spoken.asks or _reprompted(spoken.entry)
        if asked not in CHOICES and _OR.search(spoken.last_sentence):
            problem = "asks a question with 'or' in it, so that a bare yes could mean either; ask about one thing"
            yield spoken.finding(Rule.CHOICE, problem)


def check_reprompts(review: Review) -> Iterator[Finding]:
    """Every question has a reprompt in other words, but for those that must not be repeated."""
    asked: dict[str, list[Spoken]] = defaultdict(list)
    for spoken in review.texts:
        if spoken.asks is not None:
            asked[spoken.asks].append(spoken)
    for name, askers in asked.items():
        wanted = f"reprompt.{name}"
        first = askers[0]
        if name in UNSAFE and wanted in review.catalog.lines:
            problem = (
                "repeats a question that somebody in danger left unanswered; take the line out"
            )
            yield entry_finding("lines.toml", wanted, Rule.REPROMPT, problem)
        elif name not in UNSAFE and wanted not in review.catalog.lines:
            problem = f"asks '{name}', which has no reprompt; add the line '{wanted}'"
            yield first.finding(Rule.REPROMPT, problem)
    for spoken in review.texts:
        if spoken.kind == "reprompt":
            yield from _reprompt(spoken, asked)


def _reprompt(spoken: Spoken, asked: dict[str, list[Spoken]]) -> Iterator[Finding]:
    name = _reprompted(spoken.entry)
    if name is None or (name not in asked and name != PendingQuestion.CHECK_IN_ANSWER):
        problem = (
            "repeats a question that no line asks; name the line 'reprompt.' and what 'asks' says"
        )
        yield spoken.finding(Rule.REPROMPT, problem)
        return
    words = _words(spoken.text)
    if any(words == _words(asker.text) for asker in asked.get(name, ())):
        problem = "says the same as the question it repeats; say it in other words that help"
        yield spoken.finding(Rule.REPROMPT, problem)


def _reprompted(line: str) -> str | None:
    """Return what a reprompt repeats: ``tip`` for ``reprompt.tip`` and ``reprompt.tip.day``."""
    words = line.split(".")
    return words[1] if words[0] == "reprompt" and len(words) > 1 else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def check_variants(review: Review) -> Iterator[Finding]:
    """Enough wordings, no two of them the same, all questions or all statements."""
    for line in review.catalog.lines.values():
        file = line_file(line)
        wordings = [variant.text for variant in line.variants]
        for problem in _variant_problems(line, wordings):
            yield entry_finding(file, line.id, Rule.VARIANTS, problem)


def _variant_problems(line: Line, wordings: list[str]) -> Iterator[str]:
    kind = LINE_KINDS.get(line.kind)
    fewest = 5 if line.id.startswith("tip.opener") else kind.variants if kind else 1
    if line.fixed and len(wordings) > 1:
        yield f"is fixed and has {len(wordings)} wordings; keep one"
    if not line.fixed and len(wordings) < fewest:
        yield f"has {len(wordings)} wordings; write at least {fewest}, or mark it fixed if it must not vary"
    if kind and kind.fixed and not line.fixed:
        yield f"varies, which a line of the kind {line.kind} must not; mark it fixed"
    if len({tuple(_words(wording)) for wording in wordings}) < len(wordings):
        yield "has the same wording twice; write another"
    if len({wording.endswith("?") for wording in wordings}) > 1:
        yield "is a question in some wordings and a statement in others; end them all the same way"
