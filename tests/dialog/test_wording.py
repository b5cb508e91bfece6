"""Wordings: never the same twice running, every one of them heard, every gap filled."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random
from string import Formatter

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import Line, Variant
from skill.dialog.changes import VariantUsed, changed
from skill.dialog.draft import VARIED, TurnDraft
from skill.dialog.events import CheckInWanted, Help, Launched, Leave, NotUnderstood, TipWanted
from skill.dialog.household import Household
from skill.dialog.pending import UNSAFE, PendingQuestion
from skill.dialog.scene import Scene
from skill.dialog.selection import choose_variant
from skill.dialog.state import DialogState
from skill.speech.spoken import plain_text
from tests.dialog.driver import EVENING, LOCALES, MORNING, Conversation, words

CONTENT = Conversation().content
VARIED_LINES = [line for line in CONTENT.lines.values() if len(line.variants) >= VARIED]
PLACEHOLDERS = {
    "area": "feeling close",
    "second": "opening up",
    "number": "four",
    "count": "four",
    "step": "Say thanks.",
}


def values_of(line: Line) -> dict[str, str]:
    """Something for every placeholder of a line that no locale fills."""
    names = {
        name.lower()
        for variant in line.variants
        for _, name, _, _ in Formatter().parse(variant.text)
        if name is not None
    }
    return {name: PLACEHOLDERS.get(name, f"some {name}") for name in names}


def say(line: Line, household: Household, seed: int) -> tuple[str, Household]:
    """Say a line in a session of its own, and return what was said and the record after it."""
    scene = Scene(CONTENT, EVENING, Random(seed))
    draft = TurnDraft(DialogState(), household, scene)
    draft.say(line.id, fits=None, slow=False, **values_of(line))
    turn = draft.finished()
    return plain_text(turn.speech), changed(household, turn.changes)


@pytest.mark.parametrize("line", VARIED_LINES, ids=lambda line: line.id)
def test_no_wording_comes_twice_running_and_all_come_up(line: Line) -> None:
    """Across sessions, a line with three wordings or more never repeats one at once, and uses all."""
    household, heard = Household.new(1), []
    for seed in range(30):
        said, household = say(line, household, seed)
        heard.append(said)
    assert all(before != after for before, after in pairwise(heard))
    assert len(line.variants) == len(set(heard))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_fills_its_gaps_in_every_locale(locale: str) -> None:
    """No line is spoken with a placeholder in it, and each begins with a capital after a full stop."""
    content = load_catalog(locale)
    for line in content.lines.values():
        for seed in range(len(line.variants)):
            scene = Scene(content, EVENING, Random(seed))
            draft = TurnDraft(DialogState(), Household.new(1), scene)
            text = draft.say(line.id, fits=None, slow=False, **values_of(line))
            assert not re.search(r"[{}]", text)
            assert not re.search(r"(?<!\b[ap]\.m)[.?!] [a-z]", text), text


@pytest.mark.parametrize("pending", [p for p in PendingQuestion if p is not PendingQuestion.NONE])
def test_every_question_has_a_reprompt_of_its_own(pending: PendingQuestion) -> None:
    """Each pending question has reprompts, none of them among the wordings of its question."""
    if pending in UNSAFE:
        return
    asked = {
        variant.text
        for line in CONTENT.lines.values()
        for variant in line.variants
        if variant.asks == pending
    }
    reprompts = {variant.text for variant in CONTENT.lines[f"reprompt.{pending}"].variants}
    assert len(reprompts) >= 1
    assert not asked & reprompts
    assert all(words(text) <= 14 and text.endswith("?") for text in reprompts)


def test_tonight_is_not_said_by_day_where_it_matters() -> None:
    """By day, "which is it tonight?" becomes "today"."""
    heard = set()
    for seed in range(20):
        conversation = Conversation(now=MORNING, rng=Random(seed), checks=False)
        conversation.hear(Launched())
        turn = conversation.hear(CheckInWanted())
        assert turn.reprompt is not None
        heard.add(plain_text(turn.reprompt))
    assert any("today" in text for text in heard)
    assert not any("tonight" in text for text in heard)


def test_asked_in_other_words_by_day_nobody_hears_those_again_or_of_tonight() -> None:
    """The question that comes in the words of a reprompt has them by day, and another reprompt behind it."""
    heard = set()
    for seed in range(20):
        conversation = Conversation(now=MORNING, rng=Random(seed))
        conversation.hear(CheckInWanted(), NotUnderstood())
        turn = conversation.hear(NotUnderstood())
        assert turn.reprompt is not None
        assert plain_text(turn.reprompt) != conversation.text
        heard |= {conversation.text, plain_text(turn.reprompt)}
    assert any("today" in text for text in heard)
    assert not any("tonight" in text for text in heard)


def test_goodbyes_keep_to_the_time_of_day() -> None:
    """Nobody is wished a good night but from 18:00 to 04:00."""
    for hour in range(24):
        conversation = Conversation(now=EVENING.replace(hour=hour), checks=False)
        for _ in range(6):
            conversation.hear(Leave())
            assert words(conversation.text) <= 8
            night = hour >= 18 or hour < 4
            said_night = re.search("goodnight|sleep", conversation.text, re.IGNORECASE)
            assert night == bool(said_night)


def test_a_wording_that_does_not_fit_is_left_out_while_another_fits() -> None:
    """Wordings that do not fit now are not chosen; if none fits, any is better than silence."""
    line = Line("x", "statement", (Variant("a"), Variant("b"), Variant("c")))
    rng = Random(1)
    for _ in range(30):
        assert choose_variant(line, None, rng, lambda variant: variant.text == "b") == 1
        assert choose_variant(line, 1, rng, lambda variant: variant.text == "b") == 1
        assert choose_variant(line, 1, rng, lambda variant: variant.text in "ab") == 0
        assert choose_variant(line, 2, rng, lambda _: False) in (0, 1)
    assert {0, 1, 2} == {choose_variant(line, None, rng) for _ in range(40)}


def test_a_variant_that_is_gone_does_no_harm() -> None:
    """A record that remembers a wording no longer there is as good as one that remembers none."""
    household = changed(Household.new(1), [VariantUsed("help", 17)])
    conversation = Conversation(household=household)
    conversation.hear(Help())
    assert conversation.awaits(PendingQuestion.OPEN_CHOICE)


def test_within_a_session_wordings_vary_too() -> None:
    """In one session, no opener and no offer is that of the tip before; the driver sees to it."""
    conversation = Conversation()
    openers = []
    for _ in range(12):
        conversation.hear(TipWanted())
        openers.append(conversation.text.split(".")[0])
    assert len(set(openers)) >= 4
