"""How many words each kind of text may have, to the word."""

from __future__ import annotations

from itertools import product

import pytest

from skill.content.findings import Rule
from skill.content.models import Audience, Catalog
from skill.content.pending import PendingQuestion
from skill.content.rules.kinds import ENTRY_KINDS, LINE_KINDS
from skill.content.rules.spoken import count_words
from tests.content.changes import (
    Change,
    area,
    country,
    new_line,
    number,
    part,
    prompt,
    question,
    region,
    tip,
    topic,
    wording,
)
from tests.content.conftest import Check

OF_LINES = {
    "launch_first": 50,
    "launch": 25,
    "help": 45,
    "error_1": 10,
    "error_2": 22,
    "question": 14,
    "reprompt": 14,
    "statement": 14,
    "statement_question": 22,
    "lead_in": 6,
    "preamble": 25,
    "closing": 12,
    "goodbye": 8,
    "check_in_opening": 36,
    "acknowledgement": 3,
    "cue": 5,
    "result": 60,
    "result_opening": 60,
    "clause": 14,
    "nightly": 40,
    "privacy": 40,
    "help_to_find_help": 50,
    "care": 30,
    "unsafe_first": 40,
    "unsafe_number": 70,
}

OF_ENTRIES = {
    "tip": 45,
    "step": 15,
    "topic_part": 60,
    "topic_short": 25,
    "topic_name": 6,
    "prompt": 20,
    "public_prompt": 12,
    "check_in_question": 12,
    "explanation": 12,
    "area": 4,
    "support_line": 54,
    "country_name": 3,
    "emergency_words": 10,
    "crisis_words": 18,
    "local_word": 3,
}


def of_length(words: int) -> str:
    """Return a text of so many words, in sentences of four."""
    return " ".join("word." if count % 4 == 0 else "word" for count in range(1, words + 1))


def entry_of_kind(kind: str, text: str) -> tuple[Change, str]:
    """Return a change that puts a text where that kind of text stands, and the place."""
    return {
        "tip": (tip("t007", text=text), "tips.toml: t007, text"),
        "step": (tip("t007", step=text), "tips.toml: t007, step"),
        "topic_part": (part("rebuilding", 1, text=text), "topics.toml: rebuilding, part 1 text"),
        "topic_short": (part("rebuilding", 1, short=text), "topics.toml: rebuilding, part 1 short"),
        "topic_name": (topic("rebuilding", name=text), "topics.toml: rebuilding, name"),
        "prompt": (prompt("p016", text=text), "prompts.toml: p016, text"),
        "public_prompt": (prompt("p001", text=text), "prompts.toml: p001, text"),
        "check_in_question": (question(2, text=text), "check_in.toml: q2, text"),
        "explanation": (question(2, explanation=text), "check_in.toml: q2, explanation"),
        "area": (area("closeness", spoken=text), "check_in.toml: closeness, spoken"),
        "support_line": (number("CA", "support", spoken=text), "safety.toml: CA, support"),
        "country_name": (country("CA", named=text), "safety.toml: CA, named"),
        "emergency_words": (region(emergency=text), "en-US.toml: place, emergency"),
        "crisis_words": (number("CA", "crisis", spoken=text), "safety.toml: CA, crisis"),
        "local_word": (
            region(words={"doctor": text}),
            "en-US.toml: place, word 'doctor'",
        ),
    }[kind]


def test_every_kind_has_a_budget_here() -> None:
    """No kind is added without its budget being written down and tested."""
    assert set(OF_LINES) == set(LINE_KINDS)
    assert set(OF_ENTRIES) == set(ENTRY_KINDS)


@pytest.mark.parametrize(("kind", "most"), OF_LINES.items())
def test_a_line_may_be_as_long_as_its_kind_allows(kind: str, most: int, check: Check) -> None:
    """A line of exactly its budget is right, and one word more is found."""
    for words, found in ((most, False), (most + 1, True)):
        findings = check(new_line("goodbye.new", kind, of_length(words)))
        message = f"The variant 1 of 'goodbye.new' in lines.toml has {words} words; the most is {most}, so cut 1."
        assert found == (message in {finding.message for finding in findings})


@pytest.mark.parametrize(("kind", "most"), OF_ENTRIES.items())
def test_an_entry_may_be_as_long_as_its_kind_allows(kind: str, most: int, check: Check) -> None:
    """A text of exactly its budget is right, and one word more is found."""
    for words, found in ((most, False), (most + 1, True)):
        change, where = entry_of_kind(kind, of_length(words))
        too_long = [f for f in check(change) if f.where == where and f.rule is Rule.WORD_BUDGET]
        assert found == any(f"has {words} words; the most is {most}" in f.message for f in too_long)


def test_a_question_at_the_end_of_a_line_has_its_own_budget(check: Check) -> None:
    """Fourteen words are a question, fifteen are too many, whatever else the line may say."""
    for words, found in ((14, False), (15, True)):
        text = f"Said before. Would{' word' * (words - 2)} word?"
        findings = check(new_line("goodbye.new", "help", text, asks=PendingQuestion.OFFER_TIP))
        assert found == any(f"asks a question of {words} words" in f.message for f in findings)


def test_words_are_what_stands_between_spaces() -> None:
    """A hyphen makes one word, a spoken digit is a word, a mark is none."""
    assert count_words("Twenty-one, check-in: nine one one, or that.") == 7


def longest_result(catalog: Catalog, *, alone: bool) -> int:
    """Return the most words that may follow an opening, by trying every combination."""

    def wordings(*lines: str) -> list[str]:
        return [variant.text for name in lines for variant in catalog.lines[name].variants]

    splits = [""] if alone else wordings("result.split.one", "result.split.few")
    steps = [tip.step for tip in catalog.tips.values() if not alone or tip.audience is Audience.ONE]
    combinations = product(splits, wordings("result.idea"), steps, wordings("ask.step"))
    return max(count_words(" ".join(combination)) for combination in combinations)


@pytest.mark.parametrize("name", ["result.some.two.together", "result.some.two.alone"])
def test_a_result_has_sixty_words_in_its_longest_combination(
    name: str, catalog: Catalog, check: Check
) -> None:
    """An opening may take what the longest of all that can follow leaves it, and no word more."""
    room = 60 - longest_result(catalog, alone=name.endswith("alone"))

    for words, found in ((room, False), (room + 1, True)):
        # The two areas take six words: "opening up" and "feeling understood and supported".
        change = wording(name, f"{of_length(words - 7)} Word {{area}} {{second}}.", 2)
        too_long = [f for f in check(change) if f.rule is Rule.WORD_BUDGET]
        assert found == any(f.where == f"lines.toml: {name}, variant 2" for f in too_long)
