"""Whole turns, in every wording they could have had: one breath, one question, one apology."""

from __future__ import annotations

import re
from functools import cache

import pytest

from skill.content.catalog import load_catalog
from skill.content.rules.kinds import OPENING_WORDS, RESULT_WORDS
from skill.content.rules.spoken import count_words
from skill.dialog.draft import TurnDraft
from skill.dialog.household import Household
from skill.dialog.state import DialogState
from skill.dialog.turn import Turn
from skill.interaction_model.model import load_model
from skill.rehearsal.ear import refused_markup, unreadable
from skill.rehearsal.pace import TURN_SECONDS, seconds
from skill.rehearsal.turns import shape, wordings
from skill.simulator.understanding.matcher import Matcher
from skill.speech.spoken import Speech, Words, plain_text
from tests.dialog.driver import Conversation
from tests.rehearsal.explored import each_locale, turns

CATALOG = load_catalog()

BUDGETS = (
    ("result.", RESULT_WORDS),
    ("check_in.start", OPENING_WORDS),
    ("check_in.together", OPENING_WORDS),
    ("check_in.alone", OPENING_WORDS),
    ("launch.first", 50),
    ("launch.again", 25),
    ("check_in.resume.", 25),
)
"""How the first line of a turn begins, and the most words of the whole turn."""

TURN_WORDS = 76
"""The most words in any turn: a preamble, an opener, a tip and the offer of another."""


def parts(turn: Turn) -> tuple[str, ...]:
    """The names of what is said, without the pauses."""
    return tuple(name for name in shape(turn, CATALOG) if not name.startswith("("))


def budget(turn: Turn) -> int:
    """The most words that a turn may have, by what it begins with."""
    first = parts(turn)[0]
    return next((most for beginning, most in BUDGETS if first.startswith(beginning)), TURN_WORDS)


def check(turn: Turn, speech: Speech) -> list[str]:
    """What is wrong with a turn in one of its wordings."""
    text = plain_text(speech)
    found = [*unreadable(text), *refused_markup(speech)]
    if (words := count_words(text)) > budget(turn):
        found.append(f"has {words} words, of {budget(turn)}")
    if (long := seconds(speech)) > TURN_SECONDS:
        found.append(f"takes {long:.0f} seconds")
    prompt = any(prompt.text in text for prompt in CATALOG.prompts.values())
    if text.count("?") != (1 if turn.is_open or prompt else 0):
        found.append("asks more or less than one question")
    if turn.is_open != text.endswith("?"):
        found.append("is open without a question, or closed on one")
    if text.lower().count("sorry") > 1:
        found.append("is sorry twice")
    return found


@each_locale
def test_every_turn_in_every_wording_is_one_breath_and_one_question(locale: str) -> None:
    """No combination of wordings makes a turn that is too long, asks twice, or cannot be read."""
    explored = turns(locale)
    found = {
        f"{shape(turn, CATALOG)}: {fault}"
        for turn in explored
        for speech in wordings(turn, load_catalog(locale))
        for fault in check(turn, speech)
    }
    assert len(explored) > 300
    assert found == set()


def named(text: str, matcher: Matcher) -> set[str]:
    """The phrases that a text tells people to say, as far as the skill would understand them."""
    told = [match[1].split() for match in re.finditer(r"\b[Ss]ay(?:ing)?:? ([^.?!:;]+)", text)]
    openings = {" ".join(words[:size]) for words in told for size in range(2, len(words) + 1)}
    return {phrase for phrase in openings if matcher.sampled_intent(phrase)}


@cache
def matcher() -> Matcher:
    return Matcher(load_model("en-US"))


@each_locale
def test_a_turn_that_closes_names_no_bare_phrase(locale: str) -> None:
    """With the session closed Alexa herself hears what is said next, so a phrase comes with the skill's name."""
    closed = [turn for turn in turns(locale) if not turn.is_open]
    told = {
        phrase
        for turn in closed
        for speech in wordings(turn, load_catalog(locale))
        for phrase in named(plain_text(speech), matcher())
    }
    assert len(closed) > 50
    assert told == set()


@pytest.mark.parametrize(
    "text", ["Okay. Say delete my data any time.", "Done. To hear it, say: another tip, please."]
)
def test_a_bare_phrase_is_found(text: str) -> None:
    """A phrase that the skill understands is one, with and without a colon before it."""
    assert named(text, matcher())


@each_locale
def test_the_only_question_of_a_turn_that_closes_is_tonights(locale: str) -> None:
    """It is for the two of them, who talk while the skill is gone; whatever else is asked keeps it open."""
    closing = [turn for turn in turns(locale) if not turn.is_open]
    asked = [
        name
        for turn in closing
        for name, part in zip(shape(turn, CATALOG), turn.speech, strict=True)
        if isinstance(part, Words) and "?" in part.text
    ]
    assert len(closing) > 50
    assert set(asked) == {"prompt"}


@each_locale
def test_a_reprompt_differs_from_what_was_asked(locale: str) -> None:
    """What is said once more is in other words, whichever wordings were chosen."""
    for turn in turns(locale):
        again = plain_text(turn.reprompt or ())
        # Asked a second time in the words of a reprompt, the dialog itself takes another wording.
        reprompted = any(name.startswith("reprompt.") for name in parts(turn))
        for speech in [turn.speech] if reprompted else wordings(turn, load_catalog(locale)):
            assert not again or again not in plain_text(speech)


def test_every_line_is_heard_in_some_turn() -> None:
    """No line is written for nothing: some conversation in some locale says it."""
    heard = {
        name for locale in ("en-US", "en-GB") for turn in turns(locale) for name in parts(turn)
    }
    composed = {"progress.more", "progress.same", "progress.fewer", "check_in.check"}
    # Said by what is around the dialog, when a store or the skill itself fails.
    outside = {
        "trouble",
        "not_saved",
        "forget.failed",
        "forget.done.out_of_reach",
        "unsafe.no_number",
    }
    reprompts = {line for line in CATALOG.lines if line.startswith("reprompt.")}
    assert CATALOG.lines.keys() - heard - composed - outside - reprompts == set()


def test_every_wording_is_tried() -> None:
    """A turn of two lines is tried in each wording of one with each wording of the other."""
    scene = Conversation().scene
    draft = TurnDraft(DialogState(), Household.new(seed=1), scene)
    draft.say("missed.first")
    draft.ask("ask.tip")
    turn = draft.finished()
    texts = {plain_text(speech) for speech in wordings(turn, CATALOG)}
    assert texts == {
        f"{first.text} {second.text}"
        for first in CATALOG.lines["missed.first"].variants
        for second in CATALOG.lines["ask.tip"].variants
    }
