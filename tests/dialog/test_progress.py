"""Progress: the last two check-ins together beside each other, by area, and the nights of the month."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from skill.dialog.changes import CheckInRecorded, changed
from skill.dialog.events import ProgressWanted, PromptWanted, Repeat
from skill.dialog.history import AreaCount, PastCheckIn
from skill.dialog.pending import PendingQuestion
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, Conversation, words

CLEAR = AreaCount(clear=1)
NOTHING = "There's nothing to compare yet. Check-ins you do together add up here."
ONE = "Results aren't read out again. Your next check-in together can be compared with it."


def compared(old: AreaCount, new: AreaCount) -> str:
    """What is said of "feeling close" between two check-ins, the other areas being clear."""
    conversation = Conversation()
    for number, count in enumerate((old, new)):
        areas = {"closeness": count, "opening_up": CLEAR, "being_met": CLEAR}
        past = PastCheckIn(str(number), conversation.scene.night + timedelta(days=number), areas)
        conversation.household = changed(conversation.household, [CheckInRecorded(past)])
    conversation.hear(ProgressWanted())
    found = re.search(r"([a-z ]+) in [a-z ,]*feeling close\b", conversation.text, re.IGNORECASE)
    return found.group(1).strip().lower() if found else ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (AreaCount(clear=1), AreaCount(noticed=1), "more to look after"),
        (AreaCount(noticed=1), AreaCount(clear=1), "less to look after"),
        (AreaCount(noticed=1), AreaCount(noticed=1), "about the same"),
        (AreaCount(clear=3), AreaCount(clear=3), "about the same"),
        (AreaCount(clear=1), AreaCount(now_and_then=1), "more to look after"),
        (AreaCount(now_and_then=2), AreaCount(now_and_then=1, clear=1), "less to look after"),
        (AreaCount(noticed=1), AreaCount(now_and_then=2), "less to look after"),
        (AreaCount(now_and_then=2), AreaCount(noticed=1), "more to look after"),
        (AreaCount(open=1), AreaCount(noticed=1), ""),
        (AreaCount(noticed=1), AreaCount(open=1), ""),
    ],
)
def test_an_area_is_compared_by_what_was_noticed(old: AreaCount, new: AreaCount, said: str) -> None:
    """More, fewer or about the same; an area left open on either side is not spoken of."""
    assert said == compared(old, new)


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ([], NOTHING),
        (["nn yy yy yy yy yy"], ONE),
        (["n y y y y y", "y y y y y y"], NOTHING),
        (["nn yy yy yy yy yy", "oo oo oo oo yy yy"], ONE),
    ],
    ids=["none", "one", "two alone", "one, and one mostly skipped"],
)
def test_with_fewer_than_two_together_there_is_nothing_to_compare(
    taken: list[str], said: str
) -> None:
    """Check-ins alone, and those mostly skipped, do not add up here."""
    conversation = Conversation()
    for answers in taken:
        take(answers, conversation).later(days=1)
    conversation.hear(ProgressWanted())
    assert conversation.text.startswith(said)


def test_all_areas_open_on_one_side_is_nothing_to_compare() -> None:
    """Where no area can be compared, no comparison is announced."""
    conversation = Conversation()
    for number, count in enumerate((AreaCount(open=1), CLEAR)):
        areas = dict.fromkeys(conversation.content.areas, count)
        past = PastCheckIn(str(number), conversation.scene.night, areas)
        conversation.household = changed(conversation.household, [CheckInRecorded(past)])
    conversation.hear(ProgressWanted())
    assert conversation.text.startswith(NOTHING)


def test_only_the_last_two_are_compared_in_one_whole_sentence() -> None:
    """Every area has its clause, in one sentence, with no number, score or judgement in it."""
    conversation = Conversation()
    for answers in ("nn nn nn nn nn nn", "nn yy yy yy yy yy", "yy nn yy yy yy yy"):
        take(answers, conversation).later(days=7)
    conversation.hear(ProgressWanted())
    expected = (
        "Less to look after in feeling close; about the same in feeling understood and supported; "
        "more to look after in opening up."
    )
    assert expected in conversation.text
    assert not re.search(r"worse|better|score|percent|streak|\d", conversation.text)
    assert words(conversation.text) <= 50


def test_areas_that_went_the_same_way_are_named_together() -> None:
    """Nobody hears the same thing said three times in one breath."""
    conversation = Conversation()
    for answers in ("nn nn nn nn nn nn", "yy yy yy yy yy yy"):
        take(answers, conversation).later(days=7)
    conversation.hear(ProgressWanted())
    expected = (
        "Less to look after in opening up, feeling close, and feeling understood and supported."
    )
    assert expected in conversation.text


def test_a_comparison_can_be_heard_again() -> None:
    """Asked to say that again, the skill says the very comparison again."""
    conversation = Conversation()
    for answers in ("nn nn nn nn nn nn", "nn yy yy yy yy yy"):
        take(answers, conversation).later(days=7)
    conversation.hear(ProgressWanted())
    said = conversation.text
    conversation.hear(Repeat())
    assert said == conversation.text


@pytest.mark.parametrize(
    ("nights", "said"), [(0, None), (1, "one"), (2, "two"), (21, "twenty-one"), (30, "thirty")]
)
def test_the_nights_of_the_month_are_counted(nights: int, said: str | None) -> None:
    """Nights on which a question was opened this month are said; no night is not mentioned."""
    conversation = Conversation(now=EVENING.replace(day=1), checks=False)
    for _ in range(nights):
        conversation.kill().hear(PromptWanted(), PromptWanted())
        conversation.later(days=1)
    conversation.at(EVENING.replace(day=30)).hear(ProgressWanted())
    if said is None:
        assert "month" not in conversation.text
    else:
        assert f"{said} question" in conversation.text.lower()


def test_last_months_nights_are_not_this_months() -> None:
    """A new month begins at nothing; the small hours of the first belong to the month before."""
    conversation = Conversation(now=EVENING.replace(day=30))
    conversation.hear(PromptWanted())
    conversation.at((EVENING + timedelta(days=8)).replace(hour=1)).hear(ProgressWanted())
    assert "one question" in conversation.text.lower()
    conversation.later(hours=12)
    conversation.hear(ProgressWanted())
    assert "month" not in conversation.text


def test_after_tonights_prompt_a_tip_is_offered_instead() -> None:
    """What is offered after progress is something not heard yet tonight."""
    conversation = Conversation()
    conversation.hear(ProgressWanted())
    assert conversation.awaits(PendingQuestion.OFFER_PROMPT)
    conversation.kill().hear(PromptWanted(), ProgressWanted())
    assert conversation.awaits(PendingQuestion.OFFER_TIP)
