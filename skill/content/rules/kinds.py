"""The kinds of text the skill speaks: how long each may be, how it ends, what fills it.

A kind is about the ear, not about the subject. Two tired people in the dark
cannot read a line again, so every kind has a budget of words. A word is what
stands between spaces, counted after the placeholders were filled with the
filling that has the most words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """Whether a text of a kind ends in a question of its own."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    PENDING = "pending"
    """Its question, if it has one, is the one already asked: "yes" keeps its meaning."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is true of every text of a kind."""

    words: int
    """The most words there may be, placeholders filled."""
    asks: Asks = Asks.NEVER
    ends: str = "."
    """The marks it may end with besides a question's; none for words inside a sentence."""
    fills: frozenset[str] = frozenset()
    """Placeholders the skill fills in this kind, besides a region's own words.

    One with a capital first letter is filled with a capital first letter.
    """
    fixed: bool = False
    """The wording is one and the same every time, on purpose."""
    variants: int = 3
    """The fewest interchangeable wordings of a line that is not fixed."""


_PLACE = frozenset({"emergency", "crisis"})

LINE_KINDS: Mapping[str, Kind] = {
    # What opens a session. The very first time it has to say what there is.
    "launch_first": Kind(50, Asks.ALWAYS),
    "launch": Kind(25, Asks.ALWAYS, fills=frozenset({"number"})),
    # Menus: allowed only here, at the first launch, and once somebody was missed twice.
    "help": Kind(45, Asks.SOMETIMES),
    "error_1": Kind(10),
    "error_2": Kind(22, Asks.ALWAYS),
    # A question, and the question again: different words, more help.
    "question": Kind(14, Asks.ALWAYS, fills=frozenset({"first", "second"})),
    "reprompt": Kind(14, Asks.PENDING, ends=""),
    # Said and gone on from. A statement with a question has room for both.
    "statement": Kind(14, ends=".:", fills=frozenset({"count"})),
    "statement_question": Kind(22, Asks.ALWAYS),
    # Around a tip or a prompt.
    "lead_in": Kind(6),
    "preamble": Kind(25),
    "closing": Kind(12),
    "goodbye": Kind(8),
    # The check-in. An acknowledgement is heard twelve times, so it needs more wordings.
    "check_in_opening": Kind(36, Asks.SOMETIMES),
    "acknowledgement": Kind(3, variants=5),
    "cue": Kind(5, Asks.PENDING, ends=".,:"),
    "result": Kind(60, Asks.ALWAYS),
    # One part of a result; the whole result has a rule of its own.
    "result_opening": Kind(60, fills=frozenset({"area", "second"})),
    # Part of a list that is read out inside a sentence.
    "clause": Kind(14, ends="", fills=frozenset({"areas"})),
    # Said once in a while, to somebody who asked for just that.
    "nightly": Kind(40, Asks.SOMETIMES, fills=frozenset({"schedule"})),
    "privacy": Kind(40, fixed=True),
    "help_to_find_help": Kind(50, Asks.SOMETIMES, fixed=True),
    "care": Kind(30, fixed=True),
    # Safety: short at first, then one number, spoken slowly once.
    "unsafe_first": Kind(40, Asks.SOMETIMES, fills=_PLACE, fixed=True),
    "unsafe_number": Kind(70, fills=_PLACE | {"numbers"}, fixed=True),
}

ENTRY_KINDS: Mapping[str, Kind] = {
    "tip": Kind(45),
    # The action alone, spoken inside a check-in result.
    "step": Kind(15),
    # A definition, one breath at a time; the short form is for the second "repeat".
    "topic_part": Kind(60),
    "topic_short": Kind(25),
    "topic_name": Kind(6, ends=""),
    "prompt": Kind(20, Asks.ALWAYS, ends=""),
    # A reminder may say it; the smallest screen shows it.
    "public_prompt": Kind(12, Asks.ALWAYS, ends=""),
    "check_in_question": Kind(12, Asks.ALWAYS, ends=""),
    "explanation": Kind(12),
    "area": Kind(4, ends=""),
    # A number turn has 70 words, of which its line takes 16.
    "support_line": Kind(54),
    "country_name": Kind(3, ends=""),
    "emergency_words": Kind(10, ends=""),
    "crisis_words": Kind(18, ends=""),
    "local_word": Kind(3, ends=""),
}

QUESTION_WORDS = 14
"""The most words in the question a line ends on, whatever comes before it."""

RESULT_WORDS = 60
"""The most words in a whole check-in result: opening, split line, step and question."""

OPENING_WORDS = 36
"""The most words in one turn that opens a check-in, the first question included."""


def kind_of(name: str) -> Kind | None:
    """Return the kind of that name, or None if there is no such kind."""
    return LINE_KINDS.get(name) or ENTRY_KINDS.get(name)
