"""Tonight's prompt: one a night, light at first, never too deep, and then silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from skill.content.models import Prompt
from skill.dialog.changes import changed
from skill.dialog.events import AnotherWanted, Event, Launched, PromptWanted, Repeat, Skip, Yes
from skill.dialog.pending import PendingQuestion
from skill.dialog.scene import Scene
from skill.dialog.selection import depth_limit
from skill.speech.spoken import Pause, Words
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, LATE, MORNING, ZONE, Conversation, words


def spoken(conversation: Conversation) -> Prompt:
    """The prompt that the last turn spoke."""
    found = [p for p in conversation.content.prompts.values() if p.text in conversation.text]
    assert len(found) == 1, conversation.text
    return found[0]


def tonight(conversation: Conversation) -> Prompt:
    """Tonight's prompt, asked for in a session of its own."""
    conversation.kill().hear(PromptWanted())
    return spoken(conversation)


def nights(conversation: Conversation, count: int, *, every: int = 1) -> list[Prompt]:
    """The prompts of so many nights, one every so many days."""
    heard = []
    for _ in range(count):
        heard.append(tonight(conversation))
        conversation.later(days=every)
    return heard


# ----------------------------------------------------------------------- delivery


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("now", [MORNING, EVENING, LATE], ids=["morning", "evening", "late"])
def test_a_prompt_is_a_lead_in_a_pause_the_prompt_and_a_closing_statement(
    now: datetime, seed: int
) -> None:
    """Six words, a second of quiet, at most twenty words, twelve to close; then the session is over."""
    conversation = Conversation(now=now, rng=Random(seed))
    turn = conversation.hear(PromptWanted())
    lead_in, pause, prompt, second, closing = turn.speech
    assert isinstance(lead_in, Words)
    assert isinstance(prompt, Words)
    assert isinstance(closing, Words)
    assert words(lead_in.text) <= 6
    assert Pause(1000) == pause
    assert isinstance(second, Pause)
    assert words(prompt.text) <= 20
    assert (now is LATE) == prompt.slow
    assert words(closing.text) <= 12
    assert closing.text.endswith(".")
    assert conversation.awaits(PendingQuestion.NONE)
    assert now is not MORNING or "night" not in closing.text.lower().replace("tonight", "")


def test_about_one_night_in_four_the_listener_gets_a_cue() -> None:
    """Over many nights the listener's cue takes the closing line's place about one time in four."""
    conversation = Conversation(checks=False)
    cues = 0
    for _ in range(200):
        tonight(conversation)
        cues += conversation.says("prompt.listener.evening")
        conversation.later(days=1)
    assert 30 < cues < 75


# ------------------------------------------------------------- the same all night


def test_all_night_it_is_the_same() -> None:
    """From the evening to four in the morning, by anyone and any number of times, it is one prompt."""
    conversation = Conversation(now=EVENING)
    prompt = tonight(conversation)
    assert conversation.says("prompt.lead_in")
    for hour in (20, 23, 25.5, 27.9):
        conversation.at(EVENING.replace(hour=0, minute=0) + timedelta(hours=hour))
        assert prompt == tonight(conversation)
        assert conversation.says("prompt.lead_in.again")
    conversation.at(EVENING.replace(hour=4, minute=0) + timedelta(days=1))
    assert prompt != tonight(conversation)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-24T01:30", "2026-11-23"),
        ("2026-11-24T03:59", "2026-11-23"),
        ("2026-11-24T04:00", "2026-11-24"),
        ("2026-11-01T01:30", "2026-10-31"),
        ("2026-11-01T03:30", "2026-10-31"),
        ("2026-11-01T04:30", "2026-11-01"),
        ("2026-03-08T03:30", "2026-03-07"),
        ("2026-03-08T04:00", "2026-03-08"),
        ("2027-01-01T02:00", "2026-12-31"),
    ],
)
def test_a_night_runs_from_four_to_four_by_the_clock_on_the_wall(now: str, night: str) -> None:
    """01:30 belongs to the evening before, also where the clocks change and the year does."""
    conversation = Conversation()
    for fold in (0, 1):
        moment = datetime.fromisoformat(now).replace(tzinfo=ZONE, fold=fold)
        scene = Scene(conversation.content, moment, conversation.rng)
        assert date.fromisoformat(night) == scene.night


@pytest.mark.parametrize("evening", ["2026-10-31T21:30", "2026-03-07T21:30"])
def test_the_night_the_clocks_change_has_one_prompt(evening: str) -> None:
    """Through the hour that comes twice, or not at all, tonight's prompt stays."""
    start = datetime.fromisoformat(evening).replace(tzinfo=ZONE)
    conversation = Conversation(now=start)
    prompt = tonight(conversation)
    moment = start.astimezone(ZoneInfo("UTC"))
    while (moment + timedelta(minutes=30)).astimezone(ZONE).hour != 4:
        moment += timedelta(minutes=30)
        conversation.at(moment.astimezone(ZONE))
        assert prompt == tonight(conversation)
    assert sum(conversation.household.nights.values()) == 1


def test_a_household_that_flies_west_keeps_its_prompt_for_the_night() -> None:
    """Where the clock goes back by hours, even to the day before, tonight's prompt stays tonight's."""
    conversation = Conversation(now=datetime(2026, 11, 24, 5, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    prompt = tonight(conversation)
    conversation.at(conversation.now.astimezone(ZoneInfo("America/Los_Angeles")))
    assert prompt == tonight(conversation)
    assert conversation.household.nights == {"2026-11": 1}


def test_a_prompt_that_leaves_the_content_is_replaced_once_for_the_night() -> None:
    """When tonight's prompt was taken out of the content, one other takes its place for all night."""
    conversation = Conversation()
    gone = tonight(conversation)
    prompts = {id_: p for id_, p in conversation.content.prompts.items() if id_ != gone.id}
    conversation.content = replace(conversation.content, prompts=prompts)
    other = tonight(conversation)
    assert gone != other
    for _ in range(4):
        assert other == tonight(conversation)
    assert conversation.household.nights == {"2026-11": 1}


@pytest.mark.parametrize("event", [AnotherWanted(), Skip()])
def test_another_and_skip_become_tonights(event: Event) -> None:
    """Another prompt takes tonight's place, for all night, and the one it replaces counts as used."""
    conversation = Conversation()
    first = tonight(conversation)
    conversation.hear(event)
    second = spoken(conversation)
    assert conversation.says("prompt.lead_in.another")
    assert first != second
    assert second == tonight(conversation)
    assert {first.id, second.id} <= conversation.household.prompts.used
    assert conversation.household.nights == {"2026-11": 1}


def test_skip_is_honoured_with_a_light_one() -> None:
    """However deep prompts may go by now, a skip is answered with one of depth 1."""
    conversation = Conversation(checks=False)
    nights(conversation, 30)
    for _ in range(20):
        tonight(conversation)
        conversation.hear(Skip())
        assert spoken(conversation).depth == 1
        conversation.later(days=1)


def test_the_lighter_prompt_after_skipping_most_of_a_check_in_becomes_tonights() -> None:
    """Where tonight's prompt is deeper than light, it is exchanged for a light one."""
    for seed in range(10):
        conversation = Conversation(rng=Random(seed), checks=False)
        nights(conversation, 25 + seed)
        before = tonight(conversation)
        take("oo oo oo oo oo oo", conversation).hear(Yes())
        lighter = spoken(conversation)
        assert lighter.depth == 1
        assert (before.depth == 1) == (before == lighter)
        assert lighter == tonight(conversation)


def test_a_result_with_nothing_noticed_gives_tonights_prompt() -> None:
    """The question offered after a check-in is tonight's, whether it was heard before or not."""
    conversation = take("yy yy yy yy yy yy")
    conversation.hear(Yes())
    assert spoken(conversation) == tonight(conversation)


def test_again_in_a_new_session_means_tonights_prompt() -> None:
    """With nothing else to repeat, "say that again" says tonight's prompt again."""
    conversation = Conversation()
    prompt = tonight(conversation)
    conversation.hear(Repeat())
    assert prompt == spoken(conversation)


def test_a_prompt_that_was_heard_is_not_offered_again() -> None:
    """After tonight's prompt, neither the welcome nor an out-of-place yes offers it."""
    for seed in range(20):
        conversation = Conversation(rng=Random(seed), checks=False)
        conversation.hear(Launched())
        tonight(conversation)
        for event in (Launched(), Yes()):
            conversation.kill().hear(event)
            assert PendingQuestion.OFFER_PROMPT is not conversation.pending


# ------------------------------------------------------------------ depth and kind


@pytest.mark.parametrize("seed", range(4))
def test_depth_rises_slowly(seed: int) -> None:
    """Depth 1 for seven prompts, up to 2 for fourteen more, then up to 3 and never two nights running."""
    conversation = Conversation(rng=Random(seed), checks=False)
    depths = [prompt.depth for prompt in nights(conversation, 120)]
    assert {1} == set(depths[:7])
    assert {1, 2} == set(depths[7:21])
    assert 3 in depths[21:]
    assert (3, 3) not in set(pairwise(depths))


@pytest.mark.parametrize(("heard", "limit"), [(0, 1), (6, 1), (7, 2), (20, 2), (21, 3), (400, 3)])
def test_the_depth_follows_from_the_prompts_heard(heard: int, limit: int) -> None:
    """The eighth prompt may be of depth 2, the twenty-second of depth 3, and none earlier."""
    conversation = Conversation()
    household = replace(conversation.household, prompts_heard=heard)
    assert limit == depth_limit(household, conversation.scene)


@pytest.mark.parametrize("seed", range(4))
def test_last_nights_kind_is_not_tonights(seed: int) -> None:
    """Two nights running are of different categories, as long as the bag has others to offer."""
    conversation = Conversation(rng=Random(seed), checks=False)
    heard = nights(conversation, 80)
    same = [one for one, two in pairwise(heard) if one.category is two.category]
    assert same == []


@pytest.mark.parametrize("seed", range(4))
def test_no_prompt_comes_twice_before_what_is_light_enough_was_heard(seed: int) -> None:
    """Over many nights, prompts repeat only once nothing within the night's depth is left unheard."""
    conversation = Conversation(rng=Random(seed), checks=False)
    heard: set[str] = set()
    for _ in range(150):
        round_ = conversation.household.prompts.round
        prompt = tonight(conversation)
        if conversation.household.prompts.round != round_:
            left = [p for p in conversation.content.prompts.values() if p.id not in heard]
            assert len(left) <= 4
            heard = set()
        assert prompt.id not in heard
        heard.add(prompt.id)
        conversation.later(days=1)


def test_nights_without_the_skill_change_nothing() -> None:
    """A week away is neither mentioned nor held against the depth or the kind of the next prompt."""
    conversation = Conversation(checks=False)
    heard = nights(conversation, 60, every=3)
    assert {1} == {prompt.depth for prompt in heard[:7]}
    assert len({prompt.id for prompt in heard}) == 60
    assert sum(conversation.household.nights.values()) == 60


@pytest.mark.parametrize("answers", ["nn yy yy yy yy yy", "yy yy yy yy yy yn"])
def test_after_a_check_in_that_noticed_something_the_nights_are_gentle(answers: str) -> None:
    """Depth 1 for three nights, then up to 2 until seven have passed; then as deep as before."""
    deep = set()
    for seed in range(6):
        conversation = Conversation(rng=Random(seed), checks=False)
        nights(conversation, 60)
        take(answers, conversation)
        depths = [prompt.depth for prompt in nights(conversation, 14)]
        assert {1} == set(depths[:3])
        assert max(depths[3:7]) <= 2
        deep |= set(depths[7:])
    assert 3 in deep


@pytest.mark.parametrize("answers", ["n n n n n n", "yy yy yy yy yy yy", "ss ss ss ss ss ss"])
def test_no_other_check_in_changes_the_nights(answers: str) -> None:
    """Alone, or with no sign noticed, the prompts are those that would have come anyway."""
    with_it, without = (Conversation(checks=False) for _ in range(2))
    nights(with_it, 40)
    nights(without, 40)
    take(answers, with_it)
    expected = [prompt.id for prompt in nights(without, 7)]
    assert expected == [prompt.id for prompt in nights(with_it, 7)]


def test_a_prompt_heard_before_the_check_in_stays_tonights() -> None:
    """Something noticed later in the evening does not take back what was heard."""
    for seed in range(8):
        conversation = Conversation(rng=Random(seed), checks=False)
        nights(conversation, 40 + seed)
        prompt = tonight(conversation)
        take("nn nn nn nn nn nn", conversation)
        assert prompt == tonight(conversation)


def test_a_couple_that_notices_something_every_week_hears_all_that_is_light() -> None:
    """Years of gentle nights go round all the light prompts, not round a few of them."""
    conversation = Conversation(checks=False)
    heard: dict[str, int] = {}
    for day in range(2 * 365):
        if day % 7 == 0:
            take("nn yy yy yy yy yy", conversation)
        prompt = tonight(conversation)
        heard[prompt.id] = heard.get(prompt.id, 0) + 1
        assert prompt.depth <= 2
        conversation.later(days=1)
    gentle = [p for p in conversation.content.prompts.values() if p.depth <= 2]
    assert len(gentle) == len(heard)
    assert max(heard.values()) <= 16


def test_two_devices_that_ask_at_once_agree_on_tonights() -> None:
    """Whichever device saves first has chosen; both prompts count as heard, one night is counted."""
    one, two = Conversation(rng=Random(1)), Conversation(rng=Random(2))
    tonight(one)
    skipped = two.hear(PromptWanted())
    chosen = spoken(one)
    merged = changed(one.household, skipped.changes)
    assert merged.tonight is not None
    assert chosen.id == merged.tonight.prompt
    assert merged.nights == {"2026-11": 1}
    assert {chosen.id, spoken(two).id} == merged.prompts.used
