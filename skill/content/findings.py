"""What a check of the content finds, and the rules it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding is a mistake, or a matter of time."""

    ERROR = "error"
    """The content breaks a rule and must not be shipped."""
    DUE = "due"
    """The content was right when it was last looked at, and has to be looked at again."""


class Rule(StrEnum):
    """The rules of the content, by the name a finding carries."""

    KIND = "kind"
    """Every line is of a kind that has a word budget."""
    PLACEHOLDER = "placeholder"
    """Only placeholders that the skill fills in that kind of line."""
    WORD_BUDGET = "word-budget"
    """No text, and nothing said in one turn, is longer than a listener can hold."""
    SENTENCE = "sentence"
    """Whole sentences: a capital letter first, the right mark last."""
    CHARACTER = "character"
    """Only what Alexa speaks as it is written."""
    SPACING = "spacing"
    """Single spaces, and none before a mark."""
    SPELLING = "spelling"
    """The shared English is spelt as in the United States."""
    LOCAL_WORD = "local-word"
    """Words that differ from place to place are filled in or avoided."""
    INCLUSIVE = "inclusive"
    """No gender, marriage or family is assumed."""
    NEVER_SAID = "never-said"
    """No promise, medicine, guilt, advice to put up with things, or brand."""
    DAYTIME = "daytime"
    """What is said by day speaks of no night."""
    APOLOGY = "apology"
    """Nobody is told "sorry" a second time for the same thing."""
    NEGATION = "negation"
    """Questions are asked in the positive, so that "no" has one meaning."""
    QUESTION_AT_END = "question-at-end"
    """At most one question in a text, and nothing after it."""
    ASKS = "asks"
    """A line that ends in a question names what "yes" would answer; no other does."""
    CHOICE = "choice"
    """A bare "yes" has one meaning, unless the question is known to offer a choice."""
    REPROMPT = "reprompt"
    """Every question can be asked a second time, in other words."""
    VARIANTS = "variants"
    """Enough interchangeable wordings, all of one shape; one alone where it is fixed."""
    DUPLICATE = "duplicate"
    """No two entries of a kind say nearly the same."""
    ID_SHAPE = "id-shape"
    """Ids look alike within a kind."""
    NEW_ID = "new-id"
    """Every id in use is listed as published."""
    VANISHED_ID = "vanished-id"
    """A published id stays in use until it is retired."""
    REUSED_ID = "reused-id"
    """A retired id is never used again."""
    REFERENCE = "reference"
    """What one entry says of another is there."""
    POOL = "pool"
    """There is enough to choose from, of every sort."""
    COVERAGE = "coverage"
    """Every fact is spoken in every place it belongs to."""
    UNKNOWN_FACT = "unknown-fact"
    """An entry cites only facts that there are."""
    MISPLACED_FACT = "misplaced-fact"
    """An entry cites only facts that belong where it is spoken."""
    NO_FACT = "no-fact"
    """Tips, definitions and check-in questions stand on the article."""
    QUALIFIER = "qualifier"
    """Some facts are only true, or only safe, with a few words beside them."""
    ATTRIBUTION = "attribution"
    """What somebody else found is said in their name."""
    SEX = "sex"
    """Three mild clauses about sex, where the article has them, and nothing else."""
    HORMONE = "hormone"
    """At most one tip speaks of oxytocin, as a possibility."""
    TOUCH = "touch"
    """Touch is offered, with another way beside it."""
    CHECK_IN_QUESTION = "check-in-question"
    """A check-in question is one short yes-or-no question."""
    VERDICT = "verdict"
    """A check-in gives no verdict, score, blame or comparison."""
    NOW_AND_THEN = "now-and-then"
    """"Now and then" is said exactly where a theme is now and then."""
    ALONE = "alone"
    """Somebody answering alone is never spoken to as two."""
    OPEN_PROMPT = "open-prompt"
    """A nightly prompt is one open question."""
    PROMPT_SUBJECT = "prompt-subject"
    """A nightly prompt assumes nothing, asks no work and stirs no quarrel."""
    PUBLIC_PROMPT = "public-prompt"
    """A prompt that a reminder may say is fit for anyone in the room."""
    SAFETY_WORDING = "safety-wording"
    """The words that keep somebody safe stand in every line that needs them."""
    SUPPORT_CERTAINTY = "support-certainty"
    """Only a number known for sure is spoken."""
    SUPPORT_SHOWN = "support-shown"
    """A number on the screen is the number that is said."""
    SUPPORT_CHECKED = "support-checked"
    """A number was called up within the last ninety days."""
    REGION = "region"
    """A region names countries and a time zone that exist."""
    ZONE = "zone"
    """Where people may say they are has a time zone that exists, or a line that asks for more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right in the content."""

    where: str
    """The file, the entry and the part of it, for instance ``tips.toml: t001, step``."""
    rule: Rule
    message: str
    """One sentence: where, what is wrong, and what to do."""
    severity: Severity = Severity.ERROR


def entry_finding(
    file: str, entry: str, rule: Rule, problem: str, *, severity: Severity = Severity.ERROR
) -> Finding:
    """Return a finding about a whole entry; ``problem`` goes on from the entry's name."""
    return Finding(f"{file}: {entry}", rule, f"'{entry}' in {file} {problem}.", severity)
