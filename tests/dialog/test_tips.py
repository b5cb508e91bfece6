"""Tips: none twice before all were heard, by theme when asked, and less of them late at night."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from skill.content.models import TipTheme
from skill.dialog.events import (
    AnotherWanted,
    Event,
    Explain,
    Next,
    No,
    NotUnderstood,
    PrivacyAsked,
    Repeat,
    TipWanted,
    Unknown,
    Yes,
)
from skill.dialog.household import Household
from skill.dialog.pending import PendingQuestion
from skill.speech.spoken import Words
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, LATE, MORNING, Conversation, words


def tip_in(conversation: Conversation) -> str:
    """The id of the tip that the last turn spoke."""
    found = [tip.id for tip in conversation.content.tips.values() if tip.text in conversation.text]
    assert len(found) == 1, conversation.text
    return found[0]


def theme_in(conversation: Conversation) -> TipTheme:
    """The theme of the tip that the last turn spoke."""
    return conversation.content.tips[tip_in(conversation)].theme


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("again", [Yes(), AnotherWanted(), TipWanted(), Next()], ids=str)
def test_forty_tips_are_heard_before_one_is_heard_twice(seed: int, again: Event) -> None:
    """Across sessions and days, every tip comes once; then it is said, and the last five wait."""
    conversation = Conversation(rng=Random(seed), checks=seed == 0)
    heard = []
    for number in range(80):
        conversation.hear(
            again if conversation.pending is PendingQuestion.ANOTHER_TIP else TipWanted()
        )
        heard.append(tip_in(conversation))
        assert (number == 40) == conversation.says("tip.bag_empty")
        if number % 3 == 2:
            conversation.later(hours=7)
    assert 40 == len(set(heard[:40])) == len(set(heard[40:]))
    assert not set(heard[35:40]) & set(heard[40:45])


@pytest.mark.parametrize("theme", TipTheme)
def test_a_theme_is_kept_to_until_it_is_used_up(theme: TipTheme) -> None:
    """A tip on a theme, and "another", come from that theme; used up, another kind is announced."""
    conversation = Conversation()
    conversation.hear(TipWanted(theme))
    heard = [tip_in(conversation)]
    for _ in range(9):
        assert theme is theme_in(conversation)
        conversation.hear(Yes())
        heard.append(tip_in(conversation))
    assert len(set(heard)) == 10
    conversation.hear(AnotherWanted())
    assert conversation.says("tip.theme_empty")
    assert theme is not theme_in(conversation)


def test_a_tip_on_something_unknown_is_a_tip_on_something_else() -> None:
    """A theme there is none of is said so, and a tip is given all the same."""
    conversation = Conversation()
    conversation.hear(TipWanted(Unknown()))
    assert conversation.says("tip.unknown_theme")
    assert tip_in(conversation)


def test_a_tip_asked_for_without_a_theme_forgets_the_last_theme() -> None:
    """After a themed tip, a plain request draws from all tips again."""
    themes = set()
    for seed in range(20):
        conversation = Conversation(rng=Random(seed), checks=False)
        conversation.household = Household.new(seed)
        conversation.hear(TipWanted(TipTheme.TIME), TipWanted())
        themes.add(theme_in(conversation))
    assert set(TipTheme) == themes


def test_by_day_another_is_always_offered_and_late_only_once() -> None:
    """By day every tip offers another; from 21:00 on the second one ends the session."""
    for now in (MORNING, EVENING):
        conversation = Conversation(now=now)
        for _ in range(4):
            conversation.hear(TipWanted())
            assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation = Conversation(now=LATE)
    conversation.hear(TipWanted())
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation.hear(Yes())
    assert conversation.awaits(PendingQuestion.NONE)


def test_a_tip_comes_with_its_preamble_now_and_then_and_once_a_session() -> None:
    """About one session in three begins its first tip with the preamble; no later tip does."""
    with_preamble = 0
    for seed in range(120):
        conversation = Conversation(rng=Random(seed), checks=False)
        conversation.hear(TipWanted())
        with_preamble += conversation.says("tip.preamble")
        assert words(conversation.text) <= 25 + 6 + 45 + 14
        conversation.hear(Yes())
        assert not conversation.says("tip.preamble")
    assert 20 < with_preamble < 60


def test_tonight_is_not_said_in_the_morning() -> None:
    """The opener that speaks of tonight is left for the evening."""
    for seed in range(30):
        conversation = Conversation(now=MORNING, rng=Random(seed), checks=False)
        conversation.hear(TipWanted())
        assert "idea for tonight" not in conversation.text


def test_a_tip_repeated_is_slower_and_then_shorter() -> None:
    """Again: the tip alone, slowly; and again: its short step; each time the offer stays."""
    conversation = Conversation()
    conversation.hear(TipWanted())
    tip = conversation.content.tips[tip_in(conversation)]
    turn = conversation.hear(Repeat())
    assert Words(tip.text, slow=True) == turn.speech[0]
    turn = conversation.hear(Repeat())
    assert Words(tip.step, slow=True) == turn.speech[0]
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    assert {tip.id} == conversation.household.tips.used


def test_what_do_you_mean_by_that_tip_says_it_again() -> None:
    """Asked what a tip means, the skill says it again slowly and hears none as used twice."""
    conversation = Conversation()
    conversation.hear(TipWanted())
    tip = tip_in(conversation)
    conversation.hear(Explain())
    assert tip == tip_in(conversation)


@pytest.mark.parametrize("aside", [NotUnderstood(), PrivacyAsked()])
def test_a_theme_survives_an_aside(aside: Event) -> None:
    """After something else in between, "another" still means the theme."""
    conversation = Conversation()
    conversation.hear(TipWanted(TipTheme.AFFECTION), aside, Yes())
    assert TipTheme.AFFECTION is theme_in(conversation)


def test_a_no_ends_it_and_offers_nothing() -> None:
    """A no to another tip is a goodbye of a few words."""
    conversation = Conversation()
    conversation.hear(TipWanted(), No())
    assert conversation.awaits(PendingQuestion.NONE)
    assert words(conversation.text) <= 8


def test_a_tip_for_one_is_not_the_same_every_time() -> None:
    """Alone with nothing noticed, tips for one go round even after all of them were heard."""
    conversation = Conversation()
    heard = []
    for _ in range(30):
        take("y y y y y y", conversation).hear(Yes())
        heard.append(tip_in(conversation))
        conversation.later(hours=20)
    for_one = sum(tip.audience == "one" for tip in conversation.content.tips.values())
    assert for_one == len(set(heard[:for_one]))
    assert all(before != after for before, after in pairwise(heard))
    assert len(set(heard[for_one:])) > 3
