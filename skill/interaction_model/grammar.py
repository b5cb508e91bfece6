"""Grammar of samples: what no speaker says, so that it teaches Alexa nothing and a reviewer takes it for a slip.

A template stands for many samples, and not every alternative goes with every
other. The rules here find the slips that such mixtures make: articles, doubled
words, agreement and missing words. They are about form alone; whether a sample
makes sense only people can tell. Dialects stay: "we was", "small small".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Rule:
    """A slip, and what to say of it."""

    slip: re.Pattern[str]
    told: str


def _rule(slip: str, told: str) -> _Rule:
    return _Rule(re.compile(slip), told)


# "one", "use", "unit" and "European" begin with a consonant, and "hour" with a vowel.
_VOWEL: Final = r"(?!one\b|once\b|us(?:e|es|ed|eful|ual|er)\b|unan|uni(?!mp)|eu)[aeiou]"
_SILENT_H: Final = r"(?:hour|honest|honou?r|heir)"
# Words that never stand twice in a row, whoever speaks; "no no", "so so" and "small small" are said.
_NEVER_TWICE: Final = (
    "a|an|and|about|as|at|am|are|away|be|been|by|did|does|for|from|had|has|have|he|her|here|his|i|if|me|more|"
    "my|of|or|our|over|she|the|their|there|they|to|us|was|we|were|with|you|your"
)
_PLURALS: Final = (
    "answers|check ins|days|evenings|exercises|ideas|minutes|nights|numbers|prompts|questions|reminders|"
    "results|steps|suggestions|things|tips|topics|ways|weeks|words"
)
_SINGULARS: Final = (
    "answer|day|evening|exercise|idea|minute|night|prompt|question|reminder|result|step|suggestion|tip|"
    "topic|way|week"
)
# After these a verb has its plain form: "does it have", "make it do", "if it were".
_BEFORE_PLAIN: Final = "".join(
    rf"(?<!\b{word} )"
    for word in [
        "can",
        "could",
        "did",
        "do",
        "does",
        "had",
        "has",
        "have",
        "hear",
        "help",
        "if",
        "is",
        "let",
        "like",
        "made",
        "make",
        "may",
        "might",
        "must",
        "see",
        "should",
        "that",
        "than",
        "was",
        "watch",
        "what",
        "will",
        "wish",
        "would",
    ]
)

_PAST: Final = (
    "asked|answered|been|chose|chosen|done|felt|gave|given|gone|got|had|heard|kept|knew|made|picked|said|"
    "saw|seen|sent|spoke|talked|told|took|went|asking|giving|having|telling"
)
_PLAIN: Final = "choose|do|forget|give|go|hear|know|make|say|see|show|switch|take|tell|understand"
_WHO: Final = r"(?:i|we|you|he|she|it|they|my \w+|our \w+|the \w+|\{about\})"

_RULES: Final = (
    _rule(rf"\ba (?={_VOWEL})", "has 'a' before a vowel"),
    _rule(rf"\ban (?!{_VOWEL}|{_SILENT_H}|\{{)", "has 'an' before a consonant"),
    _rule(rf"(?<!nine )\b({_NEVER_TWICE}) \1\b", "has a word twice"),
    _rule(r"(?:^| )'", "has a space before an apostrophe"),
    # Articles and numbers.
    _rule(r"\b(?:a|an|the|my|our|your|every) (?:a|an|the|my|our|your|of|and|is|are|me|us|to|for)\b|\bany (?:a|an|the|my|our|your)\b", "has nothing after its article"),
    _rule(r"\b(?:a|an|the|my|our|your|every)$", "ends with an article"),
    _rule(rf"\b(?:a|an|another|each|every|this) (?:{_PLURALS})\b", "has a plural where one is meant"),
    _rule(rf"\b(?:answer|do|for|take|try) that (?:{_PLURALS})\b", "has a plural where one is meant"),
    _rule(rf"\b(?:few|many|several|these|those) (?:{_SINGULARS})$", "has a singular where several are meant"),
    _rule(r"\b(?:a|an|another|every|many) (?:advice|information)\b", "counts what cannot be counted"),
    _rule(r"\b(?:it's|that's|it is|that is) (?:difficult|hard|tough|tricky|good) (?:one|question)\b", "lacks an article"),
    _rule(r"\b(?:as|be|with|that's|it's) (?:big|clear|firm|hard|solid) (?:no|yes)\b", "lacks an article"),
    # Verbs and their subjects.
    _rule(rf"{_BEFORE_PLAIN}\b(?:he|she|it) (?:do|don't|have|haven't|are|aren't|were|am)\b", "has a verb that does not go with its subject"),
    _rule(r"\b(?:i|we|you|they) (?:does|doesn't|has|hasn't|is|isn't)\b", "has a verb that does not go with its subject"),
    _rule(r"\bi (?:are|aren't)\b", "has a verb that does not go with its subject"),
    _rule(r"\b(?:he|she) (?:never|always|hardly|rarely) (?:care|confide|listen|share|support|talk|understand)\b", "has a verb that does not go with its subject"),
    _rule(rf"\b(?:is|was|does) (?:we|you|they|these|those|(?:the|our|my|your) (?:{_PLURALS}))\b", "has a verb that does not go with its subject"),
    _rule(rf"\b(?:are|were) (?:i|he|she|it|this|that|(?:the|our|my|your) (?:{_SINGULARS}))\b(?! and| or| \w+s\b)", "has a verb that does not go with its subject"),
    _rule(rf"(?<!of )(?<!in )\bthe (?:{_PLURALS}) (?:is|was|has|wakes)\b", "has a verb that does not go with its subject"),
    _rule(rf"\bthe (?:{_SINGULARS}) (?:are|were|have)\b", "has a verb that does not go with its subject"),
    _rule(rf"(?<!who )\bhas (?:things|(?:the|our|my) (?:{_PLURALS}))\b|\bare your mic(?:rophone)?\b", "has a verb that does not go with its subject"),
    _rule(r"\b(?:are there|there are) much\b|\bthere are only one\b", "has a verb that does not go with its subject"),
    _rule(rf"\b(?:did|didn't|does|doesn't|do|don't) {_WHO}? ?(?:{_PAST})\b", "has a wrong form of a verb"),
    _rule(rf"\b(?:have|has|haven't|hasn't) (?:{_WHO} )?(?:{_PLAIN})\b", "has a wrong form of a verb"),
    _rule(r"\b(?:do|does|did) (?:my|our|the) \w+ (?:asking|getting|keeping|listening|recording|saying|telling)\b", "has a wrong form of a verb"),
    _rule(r"\bfor (?:make|get|feel|be|talk|do)\b", "has a wrong form of a verb"),
    _rule(rf"\b(?:can|could) {_WHO} be able to\b", "says twice that somebody can"),
    _rule(r"\bwhat (?:do|does|did) (?:it|this|that|(?:this|the|your) (?:skill|thing)) (?:about|for|of|with)\b", "has no verb"),
    _rule(r"\b(?:is|are|am) (?:this|that|it|(?:this|the|your) (?:skill|thing)) (?:do|does|did)\b", "has one verb too many"),
    _rule(r"\b(?:isn't|aren't|not|don't|doesn't) not\b|\bnot really sure really\b|\breally not really\b", "has one 'not' too many"),
    # Words that do not go together.
    _rule(r"\b(?:of of|for for|more one|more a|is do|are do|do is|can is|whether if|if whether|any enough|done of)\b", "has words that do not go together"),
    _rule(r"\bi(?:'ve| have)?(?: just)? changed our\b|\bwe(?:'ve| have)?(?: just)? changed my\b", "says of one person what belongs to another"),
    _rule(r"^(?:\w+ )?(?:i|he|she) (?:do|does|don't|doesn't|never|always|feel|feels|love|trust)\b(?!.*\b(?:we|they|us)\b).* each other\b", "has one person do what takes two"),
)  # fmt: skip

_OWN: Final = {"he": "his", "she": "her", "i": "my", "we": "our", "they": "their", "it": "its"}
_THEIR_OWN: Final = re.compile(
    r"\b(he|she|i|we|they|it) (?:do|does|did|try|tries|tried|waved|shook|nodded|raised|wiggled|is wiggling|is waving|is shaking|'s shaking) "
    r"(my|our|his|her|their|its) (?:best|hand|head)\b"
)


def slips(sample: str) -> Iterator[str]:
    """Yield what is wrong with the grammar of a sample, each as the end of a sentence."""
    for rule in _RULES:
        if rule.slip.search(sample):
            yield rule.told
    if (found := _THEIR_OWN.search(sample)) and _OWN[found[1]] != found[2]:
        yield "says of one person what belongs to another"
