"""Facts that are only true, fair or safe with a few words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skill.content.findings import Finding, Rule
from skill.content.rules.review import Review
from skill.content.rules.spoken import NUMBER_KINDS, Spoken
from skill.content.rules.word_list import WordList, Words


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words that have to stand in every text of an entry that cites one of the facts."""

    facts: frozenset[str]
    needs: re.Pattern[str]
    advice: str
    when: re.Pattern[str] = re.compile("")
    """Only a text with these words in it needs the others."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


QUALIFIERS = (
    Qualifier(
        facts=frozenset({"takes.9"}),
        needs=_words("as long as you both feel safe"),
        advice="say 'as long as you both feel safe' with it",
    ),
    Qualifier(
        facts=frozenset({"takes.8"}),
        needs=_words(r"free to keep|up to you|only if you (?:want|like)|never have to"),
        advice="end it on permission, such as 'you're free to keep something to yourself'",
    ),
    Qualifier(
        facts=frozenset({"tip.rebuild.1", "foster.5"}),
        needs=_words("safe to share"),
        advice="say that only what feels safe to share is meant",
    ),
    Qualifier(
        facts=frozenset({"tip.rebuild.3c"}),
        when=_words("oxytocin|hormone|stress"),
        needs=_words(r"\bcan\b.*\blinked with\b"),
        advice="say that touch 'can' release it, and that it is 'linked with' the rest",
    ),
    Qualifier(
        facts=frozenset({"intro.1"}),
        needs=_words("some would say"),
        advice="it is a claim, so say 'some would say more'",
    ),
    Qualifier(
        facts=frozenset({"importance.3", "benefit.3", "benefit.4", "benefit.5"}),
        needs=_words(r"\b(?:can|may|often|more likely)\b"),
        advice="it is no promise, so say 'can', 'often' or 'more likely'",
    ),
    Qualifier(
        facts=frozenset({"rebuild.2"}),
        when=_words(r"\bhard\b|difficult|rebuild"),
        needs=_words(r"\bhard\b.*\b(?:can be done|can rebuild)\b"),
        advice="say both that it can be hard and that it can be done",
    ),
    Qualifier(
        facts=frozenset({"help.1", "help.2", "help.3"}),
        needs=re.compile(r"\{counselor\}"),
        advice="name the {counselor} in the same answer",
    ),
)

TOUCH_FACTS = frozenset({"tip.rebuild.3", "tip.rebuild.3a", "tip.rebuild.3b", "foster.7"})
_TOUCH = _words(
    r"\b(?:hugs?|hugging|hold(?:ing)? hands|massages?|cuddl\w+|lean(?:ing)?|touch\w*|kiss\w*|strok\w+"
    r"|caress\w*|embrac\w+|snuggl\w+|arms? around|being intimate)\b"
)
_INVITED = _words(
    r"you'd both like|you both (?:like|welcome|want)|(?:they'd|they) like|ask each other"
)
_WITHOUT_TOUCH = _words(
    r"sit(?:ting)? (?:close|near)|side by side|without(?: touch)?|in words|warm (?:word|drink)|say something|instead"
)

_GOTTMAN = "Gottman"
_GOTTMAN_SAYS = "The Gottman Institute says"
_GOTTMAN_FACTS = frozenset({"intro.2", "intro.3", "intro.4"})

_OXYTOCIN = _words("oxytocin|hormone")

SEX_CLAUSES = {
    "tip.rebuild.3": _words(r"\baffection is about more than sex\b"),
    "benefit.5": _words(r"\bfor many couples, (?:there's )?a happier love life\b"),
    "foster.7": _words(r"\bbeing intimate, whatever you both welcome\b"),
}
"""The mild clause for each of the three facts that are about sex."""
_SEX = _words(r"\bsex\w*|\blove life\b|\bbeing intimate\b")
_EXPLICIT = WordList(
    (
        Words(
            r"mak(?:e|ing) love|love-?making|erotic\w*|orgasm\w*|naked|arous\w+|foreplay|kinky|libido|turned on",
            "is too much said aloud; leave it out",
        ),
    )
)


def check_qualifiers(review: Review) -> Iterator[Finding]:
    """What has to be said beside a fact is said in every text that speaks it."""
    for spoken in review.texts:
        for qualifier in QUALIFIERS:
            cited = qualifier.facts & set(spoken.seed)
            if (
                cited
                and qualifier.when.search(spoken.text)
                and not qualifier.needs.search(spoken.text)
            ):
                problem = (
                    f"speaks {', '.join(sorted(cited))} without its qualifier; {qualifier.advice}"
                )
                yield spoken.finding(Rule.QUALIFIER, problem)


def check_touch(review: Review) -> Iterator[Finding]:
    """Touch is an offer both can decline, with a way to do it without."""
    for spoken in review.texts:
        if spoken.kind not in {"tip", "step"} and not TOUCH_FACTS & set(spoken.seed):
            continue
        if match := _TOUCH.search(spoken.text):
            if not _INVITED.search(spoken.text):
                problem = f"takes '{match.group()}' for granted; add 'if you'd both like that'"
                yield spoken.finding(Rule.TOUCH, problem)
            if not _WITHOUT_TOUCH.search(spoken.text):
                problem = f"offers only '{match.group()}'; add a way without touch, such as 'or just sit close'"
                yield spoken.finding(Rule.TOUCH, problem)


def check_attribution(review: Review) -> Iterator[Finding]:
    """The Gottman Institute's findings are told in its name, as an extra, and nowhere else."""
    for spoken in review.texts:
        named = spoken.text.count(_GOTTMAN)
        if named != spoken.text.count(_GOTTMAN_SAYS) or (
            not named and _GOTTMAN_FACTS & set(spoken.seed)
        ):
            problem = f"tells what the institute found as if it were known; begin it with '{_GOTTMAN_SAYS}'"
            yield spoken.finding(Rule.ATTRIBUTION, problem)
        elif named and not _GOTTMAN_FACTS & set(spoken.seed):
            problem = "names the Gottman Institute without citing what it said; leave the name out"
            yield spoken.finding(Rule.ATTRIBUTION, problem)
    for topic in review.catalog.topics.values():
        for number, part in enumerate(topic.parts, start=1):
            if _GOTTMAN_FACTS & set(part.seed) and not part.did_you_know:
                where = f"topics.toml: {topic.id}, part {number}"
                message = (
                    f"Part {number} of '{topic.id}' in topics.toml cites the Gottman Institute and is not marked "
                    "as an extra; set did_you_know = true."
                )
                yield Finding(where, Rule.ATTRIBUTION, message)


def check_hormone(review: Review) -> Iterator[Finding]:
    """One tip at most speaks of oxytocin, and it cites the fact."""
    told = [spoken for spoken in review.texts if _OXYTOCIN.search(spoken.text)]
    for spoken in told:
        if "tip.rebuild.3c" not in spoken.seed or spoken.kind != "tip":
            problem = "speaks of the hormone, which only the tip that cites 'tip.rebuild.3c' may; leave it out"
            yield spoken.finding(Rule.HORMONE, problem)
    for spoken in [spoken for spoken in told if spoken.kind == "tip"][1:]:
        yield spoken.finding(
            Rule.HORMONE,
            f"is a second tip about the hormone, after '{told[0].entry}'; leave it out",
        )


def check_sex(review: Review) -> Iterator[Finding]:
    """Sex is spoken of in three mild clauses, once each, and not at all elsewhere."""
    told: dict[str, str] = {}
    for spoken in review.texts:
        if spoken.kind in NUMBER_KINDS:
            continue
        yield from _EXPLICIT.findings(spoken, Rule.SEX)
        allowed = [fact for fact in spoken.seed if fact in SEX_CLAUSES]
        rest = spoken.text
        for fact in allowed:
            if SEX_CLAUSES[fact].search(rest):
                rest = SEX_CLAUSES[fact].sub("", rest, count=1)
                yield from _second_telling(spoken, fact, told)
        if match := _SEX.search(rest):
            problem = (
                f"says '{match.group()}' outside the three mild clauses that may; leave it out"
            )
            yield spoken.finding(Rule.SEX, problem)


def _second_telling(spoken: Spoken, fact: str, told: dict[str, str]) -> Iterator[Finding]:
    """A part and its short form are one telling: the second stands for the first."""
    if told.setdefault(fact, spoken.entry) != spoken.entry:
        problem = f"speaks of sex for '{fact}' a second time, after '{told[fact]}'; leave it out"
        yield spoken.finding(Rule.SEX, problem)
