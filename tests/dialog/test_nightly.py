"""The nightly prompt in conversation: consent first, no pressure, and no place lost over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from skill.content.models import Prompt
from skill.dialog.changes import ZoneTold, changed
from skill.dialog.check_in import Answer
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    CheckInWanted,
    Event,
    Explain,
    Help,
    Launched,
    Next,
    NightlyStatusWanted,
    NightlyUnwanted,
    NightlyWanted,
    No,
    NotUnderstood,
    Permission,
    PermissionAnswered,
    PlaceTold,
    PrivacyAsked,
    ProgressWanted,
    PromptWanted,
    ReminderMatter,
    RemindersStand,
    ReminderTrouble,
    Repeat,
    Skip,
    Sometimes,
    TipWanted,
    Unknown,
    Unsafe,
    Yes,
)
from skill.dialog.pending import PendingQuestion
from skill.dialog.policy import conclude, refreshed, refreshing, respond
from skill.dialog.turn import AskPermission, SetReminders
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import EVERY_NIGHT, Weekday
from skill.reminders.spoken_schedule import spoken_schedule
from skill.speech.spoken import plain_text
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, LATE, TOGETHER, ZONE, Conversation

HALF_PAST_SIX = NightlyWanted(time="18:30")


def at_home(now: datetime = EVENING, *, seed: int = 1, checks: bool = True) -> Conversation:
    """A household whose device has told its time zone."""
    conversation = Conversation(now=now, rng=Random(seed), checks=checks)
    told = ZoneTold(str(ZONE), conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    return conversation


def with_reminders(now: datetime = EVENING, *, seed: int = 1, checks: bool = True) -> Conversation:
    """A household with a reminder every night at half past six."""
    conversation = at_home(now, seed=seed, checks=checks)
    conversation.hear(HALF_PAST_SIX, Yes())
    assert conversation.household.nightly is not None
    return conversation


def standing(conversation: Conversation) -> dict[Weekday, Prompt]:
    """The prompts that the reminders say, by night."""
    nightly = conversation.household.nightly
    reminders = nightly.reminders if nightly else ()
    return {r.night: conversation.content.prompts[r.prompt] for r in reminders}


# ------------------------------------------------------------------------ consent


def test_consent_names_time_recurrence_and_purpose_and_then_it_is_done() -> None:
    """One sentence says when, how often, aloud and what for; after a yes it is restated."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX)
    assert conversation.text == (
        "I can remind you out loud in this room, every night at six thirty p.m., "
        "with a question for the two of you. Would you like that?"
    )
    assert conversation.household.nightly is None
    conversation.hear(Yes())
    assert "Done. Every night at six thirty p.m." in conversation.text
    assert tuple(standing(conversation)) == EVERY_NIGHT
    assert len({prompt.id for prompt in standing(conversation).values()}) == 7


def test_only_a_plain_yes_to_the_sentence_is_consent() -> None:
    """What answers for two is asked about; after that a yes sets the reminders."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, BothAnswer(Answer.YES))
    assert conversation.household.nightly is None
    conversation.hear(Yes())
    assert conversation.household.nightly is not None


@pytest.mark.parametrize(
    "event",
    [
        No(),
        Skip(),
        Next(),
        Sometimes(),
        NotUnderstood(),
        Repeat(),
        Explain(),
        AnotherWanted(),
        PrivacyAsked(),
        TipWanted(),
        CheckInWanted(),
    ],
    ids=str,
)
def test_nothing_but_a_yes_is_consent(event: Event) -> None:
    """No other answer to the sentence sets anything, nor does it by being followed by "again"."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, event)
    assert conversation.household.nightly is None
    conversation.hear(Repeat())
    assert conversation.household.nightly is None


def test_a_yes_to_something_else_is_no_consent() -> None:
    """A time that was talked of before does not make a yes to another question a consent."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, TipWanted(), Yes())
    assert conversation.household.nightly is None


@pytest.mark.parametrize("event", [NotUnderstood(), Sometimes()])
def test_consent_has_no_ladder(event: Event) -> None:
    """An answer that is neither yes nor no sets nothing and closes; nobody is asked twice."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, event)
    assert conversation.says("nightly.not_set")
    assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize(
    ("trouble", "line"),
    [
        (ReminderTrouble.FAILED, "nightly.failed"),
        (ReminderTrouble.LIMIT, "nightly.limit"),
        (ReminderTrouble.NOT_SUPPORTED, "nightly.unavailable"),
    ],
)
def test_success_is_not_claimed_before_it_is_there(trouble: ReminderTrouble, line: str) -> None:
    """What keeps the reminders from being set is said, and nothing is remembered as set."""
    conversation = at_home()
    conversation.trouble = trouble
    conversation.hear(HALF_PAST_SIX, Yes())
    assert conversation.says(line)
    assert conversation.household.nightly is None


def test_a_missing_permission_is_asked_for_by_alexa_and_only_once() -> None:
    """The turn is handed over without a word; refused there, a card is sent and a week is quiet."""
    conversation = at_home()
    conversation.trouble = ReminderTrouble.PERMISSION
    turn = conversation.hear(HALF_PAST_SIX, Yes())
    assert isinstance(turn.effect, AskPermission)
    token = turn.effect.token
    granted = conversation.copy()
    turn = conversation.hear(PermissionAnswered(Permission.DENIED, token))
    assert turn.card
    assert conversation.says("nightly.permission_refused")
    assert conversation.household.refused == conversation.scene.night
    granted.trouble = None
    granted.hear(PermissionAnswered(Permission.ACCEPTED, token))
    assert granted.household.nightly is not None
    assert "Every night at six thirty p.m." in granted.text


@pytest.mark.parametrize("event", [Repeat(), Explain(), Help(), Next()])
def test_while_alexa_asks_for_the_permission_consent_is_still_what_was_asked_for(
    event: Event,
) -> None:
    """Whoever says something else to her is asked once more, and the session stays open for it."""
    conversation = at_home()
    conversation.trouble = ReminderTrouble.PERMISSION
    conversation.hear(HALF_PAST_SIX, Yes())
    turn = conversation.hear(event)
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)
    assert turn.is_open
    assert conversation.text.endswith("Would you like that?")
    conversation.hear(Yes())
    assert conversation.says("nightly.permission_refused")


# -------------------------------------------------------------------------- offers


def heard_two(now: datetime = EVENING) -> Conversation:
    """A household that has heard two prompts, in a new session."""
    conversation = at_home(now)
    conversation.hear(PromptWanted(), AnotherWanted())
    return conversation


def test_a_reminder_is_offered_after_a_tip_by_day_and_once_a_session() -> None:
    """With two prompts heard, a tip's turn offers it; the next tip does not, nor one late at night."""
    conversation = heard_two()
    conversation.hear(TipWanted())
    assert conversation.awaits(PendingQuestion.OFFER_NIGHTLY)
    conversation.hear(TipWanted())
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation = heard_two(LATE)
    conversation.hear(TipWanted())
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)


def test_after_a_no_none_is_offered_for_a_week() -> None:
    """Seven nights after a no there is no offer, eight after there is; asking is always honoured."""
    conversation = heard_two()
    conversation.hear(TipWanted(), No())
    for days, expected in (
        (7, PendingQuestion.ANOTHER_TIP),
        (8, PendingQuestion.OFFER_NIGHTLY),
    ):
        conversation.at(EVENING + timedelta(days=days)).hear(TipWanted())
        assert expected is conversation.pending
    conversation.at(EVENING + timedelta(days=1)).hear(HALF_PAST_SIX)
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)


def test_none_is_offered_after_a_check_in_in_the_same_session() -> None:
    """After a result, a tip asked for is followed by the offer of another tip, and of nothing else."""
    conversation = heard_two()
    take("nn yy yy yy yy yy", conversation).hear(TipWanted())
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)


def test_an_offer_said_again_is_the_same_offer() -> None:
    """Asked to say that again, the skill repeats the tip and asks what it had asked."""
    conversation = heard_two()
    conversation.hear(TipWanted(), Repeat())
    assert conversation.awaits(PendingQuestion.OFFER_NIGHTLY)
    conversation.hear(Yes())
    assert conversation.awaits(PendingQuestion.NIGHTLY_TIME)


# ------------------------------------------------------------------ living with it


@pytest.mark.parametrize("event", [NightlyStatusWanted(), NightlyUnwanted()])
@pytest.mark.parametrize("trouble", [None, ReminderTrouble.FAILED])
def test_asked_about_in_a_check_in_it_comes_back_to_the_question(
    event: Event, trouble: ReminderTrouble | None
) -> None:
    """Status and cancelling are answered in the middle of a check-in, and the question is asked again."""
    conversation = with_reminders()
    conversation.hear(TOGETHER, Yes(), Yes())
    check_in = conversation.state.check_in
    conversation.trouble = trouble
    conversation.hear(event)
    assert conversation.asked == 1
    assert check_in == conversation.state.check_in


def test_cancelling_takes_one_sentence_and_no_question() -> None:
    """All reminders go at once; a second time there is nothing to cancel."""
    conversation = with_reminders()
    conversation.hear(NightlyUnwanted())
    assert conversation.text == "Done. No more reminders."
    assert conversation.household.nightly is None
    conversation.hear(NightlyUnwanted())
    assert conversation.says("nightly.none")


def test_what_could_not_be_cancelled_is_not_called_cancelled() -> None:
    """A failure is said, and the reminders stay in the record."""
    conversation = with_reminders()
    conversation.trouble = ReminderTrouble.FAILED
    conversation.hear(NightlyUnwanted())
    assert conversation.says("nightly.cancel_failed")
    assert conversation.household.nightly is not None


def test_tonights_prompt_is_the_reminders() -> None:
    """On a reminder's night, room and skill ask the same, at bedtime without a welcome."""
    conversation = with_reminders()
    conversation.at(EVENING.replace(hour=18, minute=40) + timedelta(days=1)).hear(Launched())
    tonight = standing(conversation)[Weekday.TUESDAY]
    assert tonight.text in conversation.text
    conversation.kill().hear(PromptWanted())
    assert tonight.text in conversation.text


def test_nights_with_a_reminder_count_as_prompts_heard() -> None:
    """A prompt that waited in a reminder counts when its night comes, once."""
    conversation = with_reminders()
    for heard in range(1, 8):
        conversation.later(days=1).hear(PromptWanted(), PromptWanted())
        assert heard == conversation.household.prompts_heard


def test_reminders_get_fresh_prompts_every_week_and_repeat_none_for_long() -> None:
    """Week after week every reminder says something not said for weeks, fit for any room."""
    conversation = with_reminders(checks=False)
    weeks = []
    for _ in range(16):
        prompts = standing(conversation)
        assert len(prompts) == 7
        assert all(prompt.public and prompt.depth <= 2 for prompt in prompts.values())
        weeks.append({prompt.id for prompt in prompts.values()})
        conversation.later(days=7).hear(TipWanted())
    for week, following in pairwise(weeks):
        assert not week & following
    fit = len(set().union(*weeks))
    assert fit >= 50


def test_trying_again_and_again_never_runs_out_of_prompts() -> None:
    """However often setting fails and is asked for again, there is something to say."""
    conversation = with_reminders(checks=False)
    conversation.trouble = ReminderTrouble.FAILED
    for _ in range(40):
        conversation.hear(NightlyWanted(time="20:00"), Yes())
        assert conversation.says("nightly.failed.kept")


def test_asked_about_it_says_when() -> None:
    """The time and the nights are told, and where Alexa could not be asked, as far as is known."""
    conversation = with_reminders()
    conversation.hear(NightlyStatusWanted())
    assert "Every night at six thirty p.m." in conversation.text
    conversation.trouble = ReminderTrouble.FAILED
    conversation.hear(NightlyStatusWanted())
    assert conversation.says("nightly.status.unsure")
    assert "every night at six thirty p.m." in conversation.text


def test_after_a_move_it_is_told_by_the_clocks_there() -> None:
    """A reminder set in New York comes an hour earlier in Chicago; where they are now not told, it stays as set."""
    conversation = with_reminders()
    told = ZoneTold("America/Chicago", conversation.scene.night)
    conversation.household = changed(conversation.household, [told])
    conversation.hear(NightlyStatusWanted())
    assert "Every night at five thirty p.m." in conversation.text
    nightly = conversation.household.nightly
    assert nightly is not None
    assert nightly.seen_in(None, conversation.now) == nightly


@pytest.mark.parametrize(
    ("stands", "line", "spoken"),
    [
        (slice(2), "nightly.done.some", "on Mondays and Tuesdays at seven p.m."),
        (slice(0), "nightly.failed", ""),
    ],
)
def test_what_was_set_in_part_is_told_night_by_night(stands: slice, line: str, spoken: str) -> None:
    """The nights that stand at the time wanted are named, and that the others are not set."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="19:00"))
    said = set_in_part(conversation, stands, ())
    assert conversation.content.lines[line].variants[0].text.format(schedule=spoken) == said


@pytest.mark.parametrize(
    "wanted", [NightlyWanted(time="19:00", days=("friday",)), NightlyWanted(time="19:00")]
)
def test_what_stands_as_before_is_not_told_as_set(wanted: NightlyWanted) -> None:
    """Old nights that stand at the old time, or are none of those wanted, are told as not changed."""
    conversation = with_reminders()
    assert conversation.household.nightly is not None
    before = conversation.household.nightly.reminders[:2]
    conversation.hear(wanted)
    said = set_in_part(conversation, slice(0), before)
    assert "couldn't change all of that" in said
    assert "on Mondays and Tuesdays at six thirty p.m." in said


def set_in_part(
    conversation: Conversation, stands: slice, before: tuple[StandingReminder, ...]
) -> str:
    """Say yes, have a part of it set and some of the old left, and return what is said to that."""
    turn = respond(conversation.state, conversation.household, Yes(), conversation.scene)
    assert isinstance(turn.effect, SetReminders)
    prompts = dict(turn.effect.prompts)
    made = tuple(
        StandingReminder(trigger, prompts[trigger.night], f"token-{trigger.night}")
        for trigger in turn.effect.schedule.triggers[stands]
    )
    outcome = RemindersStand((*before, *made), trouble=ReminderTrouble.FAILED, found=7)
    concluded = conclude(turn.state, turn.household, turn.effect, outcome, conversation.scene)
    return plain_text(concluded.speech)


def test_a_swap_half_done_is_done_again_the_next_time() -> None:
    """Only when the last prompt that was heard is out of the reminders do they count as fresh."""
    conversation = with_reminders().later(days=7)
    before = conversation.household.nightly
    due = refreshing(conversation.state, conversation.household, conversation.scene)
    assert before is not None
    assert due is not None
    effect, _ = due
    fresh = dict(effect.prompts)
    swapped = tuple(replace(r, prompt=fresh[r.night]) for r in before.reminders)

    def fresh_since(reminders: tuple[StandingReminder, ...]) -> date | None:
        outcome = RemindersStand(reminders)
        household = changed(
            conversation.household,
            refreshed(
                conversation.state, conversation.household, effect, outcome, conversation.scene
            ),
        )
        return household.nightly.fresh if household.nightly else None

    assert fresh_since((*swapped[:3], *before.reminders[3:])) == before.fresh
    assert fresh_since(swapped) == conversation.scene.night


@pytest.mark.parametrize("seed", range(5))
def test_set_after_its_time_it_begins_next_week(seed: int) -> None:
    """The question of the night on which it is set is another one than that which the reminder keeps."""
    conversation = with_reminders(seed=seed)
    conversation.hear(PromptWanted())
    assert conversation.household.tonight is not None
    assert conversation.household.tonight.prompt != standing(conversation)[Weekday.MONDAY].id


def test_another_question_is_what_tonights_reminder_says_then() -> None:
    """The reminder that has yet to go off is given the prompt that took the place of its own; others keep theirs."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="21:30"), Yes(), PromptWanted())
    before = standing(conversation)
    assert before[Weekday.MONDAY].text in conversation.text
    conversation.hear(AnotherWanted())
    after = standing(conversation)
    assert after[Weekday.MONDAY].text in conversation.text
    assert after[Weekday.MONDAY] != before[Weekday.MONDAY]
    assert {**after, Weekday.MONDAY: None} == {**before, Weekday.MONDAY: None}
    assert conversation.household.prompts_heard == 2


def test_another_question_after_the_reminder_leaves_it_alone() -> None:
    """One that went off tonight keeps its prompt for next week."""
    conversation = with_reminders()
    before = standing(conversation)
    conversation.hear(PromptWanted(), AnotherWanted())
    assert before == standing(conversation)


def test_so_much_later_or_earlier_is_that_much() -> None:
    """Half an hour later than what is set is read back as that time."""
    conversation = with_reminders()
    conversation.hear(NightlyWanted(later=True, amount="PT30M"))
    assert "at seven p.m." in conversation.text
    conversation.hear(NightlyWanted(later=False, amount="PT2H"))
    assert "at five p.m." in conversation.text


def test_a_time_left_to_the_skill_is_for_the_nights_that_were_named() -> None:
    """Who cannot say when is named a time, and the nights stay as they were said."""
    conversation = at_home()
    conversation.hear(NightlyWanted(days=("monday", "thursday")))
    assert conversation.awaits(PendingQuestion.NIGHTLY_TIME)
    conversation.hear(Skip())
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)
    assert "on Mondays and Thursdays at" in conversation.text


@pytest.mark.parametrize("path", [[HALF_PAST_SIX], [NightlyWanted()], [HALF_PAST_SIX, Yes()]])
def test_unsafe_in_the_middle_of_it_leaves_nothing_of_it(path: list[Event]) -> None:
    """Nothing that was being set up is remembered, and a yes gives the number, not a reminder."""
    conversation = at_home()
    conversation.hear(*path)
    nightly = conversation.household.nightly
    conversation.hear(Unsafe())
    assert conversation.state.nightly == ""
    conversation.hear(Yes())
    assert "seven two three three" in conversation.text
    assert nightly == conversation.household.nightly


# --------------------------------------------------------------------- which nights


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (NightlyWanted(days=("monday", "thursday")), "on Mondays and Thursdays"),
        (
            NightlyWanted(days=("friday", "monday", "wednesday")),
            "on Mondays, Wednesdays, and Fridays",
        ),
        (NightlyWanted(without=("monday",)), "every night except Mondays"),
        (NightlyWanted(without=("weekends",)), "on weeknights"),
        (NightlyWanted(days=("every_day",), without=("sunday",)), "every night except Sundays"),
        (NightlyWanted(days=("every_day",), without=("weekends",)), "on weeknights"),
        (
            NightlyWanted(days=("weekdays",), without=("friday",)),
            "on Mondays, Tuesdays, Wednesdays, and Thursdays",
        ),
        (NightlyWanted(days=("weekdays",), also=("saturday",)), "every night except Sundays"),
        (NightlyWanted(days=("monday",), also=("thursday",)), "on Mondays and Thursdays"),
        (NightlyWanted(also=("saturday",)), "on Saturdays"),
    ],
)
def test_exactly_the_nights_that_were_meant_are_read_back_and_set(
    wanted: NightlyWanted, spoken: str
) -> None:
    """Several days are those days, and days left out are all the others."""
    conversation = at_home()
    conversation.hear(replace(wanted, time="18:30"))
    assert f"this room, {spoken} at six thirty p.m., with" in conversation.text
    assert standing(conversation) == {}
    conversation.hear(Yes())
    nightly = conversation.household.nightly
    assert nightly is not None
    assert (
        spoken_schedule(nightly.schedule, conversation.content.manner)
        == f"{spoken} at six thirty p.m."
    )


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (NightlyWanted(without=("wednesday",)), "on Mondays and Fridays"),
        (NightlyWanted(without=("sunday",)), "on Mondays, Wednesdays, and Fridays"),
        (
            NightlyWanted(also=("saturday",)),
            "on Mondays, Wednesdays, Fridays, and Saturdays",
        ),
        (NightlyWanted(also=("monday",)), "on Mondays, Wednesdays, and Fridays"),
        (
            NightlyWanted(without=("monday",), also=("tuesday",)),
            "on Tuesdays, Wednesdays, and Fridays",
        ),
        (NightlyWanted(days=("every_day",), without=("monday",)), "every night except Mondays"),
    ],
)
@pytest.mark.parametrize("is_set", [True, False], ids=["set", "being set"])
def test_nights_are_left_out_of_and_added_to_what_there_is(
    wanted: NightlyWanted, spoken: str, *, is_set: bool
) -> None:
    """Both "skip Sundays" and "add Saturday" are about the nights there are, at the time there is."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="18:30", days=("monday", "wednesday", "friday")))
    if is_set:
        conversation.hear(Yes())
    conversation.hear(wanted)
    assert f"this room, {spoken} at six thirty p.m., with" in conversation.text


@pytest.mark.parametrize(
    "wanted",
    [
        NightlyWanted(time="18:30", days=Unknown()),
        NightlyWanted(time="18:30", days=("unsaid",)),
        NightlyWanted(time="18:30", days=("every_day", "sunday")),
        NightlyWanted(time="18:30", days=("monday",), without=("monday",)),
    ],
    ids=["not understood", "which is not said", "every night and one", "none left"],
)
def test_nights_that_are_not_clear_are_asked_for(wanted: NightlyWanted) -> None:
    """Nothing is made of them; the time that was said is kept for the answer."""
    conversation = at_home()
    conversation.hear(wanted)
    assert conversation.says("nightly.ask_days")
    conversation.hear(NightlyWanted(days=("tuesday",)))
    assert "on Tuesdays at six thirty p.m." in conversation.text


def test_dropping_the_last_night_cancels_it() -> None:
    """Without the one night they had, there is nothing left to ask about."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="18:30", days=("monday",)), Yes())
    conversation.hear(NightlyWanted(without=("monday",)))
    assert conversation.says("nightly.cancelled")
    assert conversation.household.nightly is None


# ------------------------------------------------------------------ where they are


def nowhere(*, locale: str = "en-US") -> Conversation:
    """A household whose device does not tell its zone, asked where it is."""
    conversation = Conversation(locale=locale)
    conversation.hear(NightlyWanted(time="21:30", days=("weekdays",)))
    assert conversation.says("nightly.ask_zone")
    assert conversation.household.time_zone is None
    return conversation


@pytest.mark.parametrize(
    ("place", "locale", "zone", "called"),
    [
        ("Europe/London", "en-GB", "Europe/London", "London time"),
        ("eastern", "en-US", "America/New_York", "Eastern time"),
        ("eastern", "en-CA", "America/Toronto", "Eastern time"),
        ("America/Chicago", "en-US", "America/Chicago", "Central time"),
        ("Australia/Sydney", "en-AU", "Australia/Sydney", "Sydney time"),
        ("Asia/Kolkata", "en-IN", "Asia/Kolkata", "India time"),
        ("birmingham", "en-US", "America/Chicago", "Central time"),
        ("birmingham", "en-GB", "Europe/London", "London time"),
    ],
)
def test_where_they_say_they_are_is_read_back_and_kept(
    place: str, locale: str, zone: str, called: str
) -> None:
    """The consent sentence says by whose clock, and the reminders go by that."""
    conversation = nowhere(locale=locale)
    conversation.hear(PlaceTold(place))
    assert f", {called}, with a question" in conversation.text
    assert conversation.household.time_zone == zone
    conversation.hear(Yes())
    nightly = conversation.household.nightly
    assert nightly is not None
    assert nightly.schedule.zone == zone


@pytest.mark.parametrize(
    "unclear", [PlaceTold(Unknown()), PlaceTold("x"), NotUnderstood(), Sometimes()]
)
@pytest.mark.parametrize("again", [PlaceTold(Unknown()), PlaceTold("canada"), NotUnderstood()])
def test_where_they_are_is_asked_twice_at_most(unclear: Event, again: Event) -> None:
    """The second answer that is not clear gets the advice about the Alexa app, and the session ends."""
    conversation = nowhere()
    conversation.hear(unclear)
    assert conversation.says("nightly.ask_zone.again")
    conversation.hear(again)
    assert conversation.says("nightly.no_zone")
    assert conversation.awaits(PendingQuestion.NONE)
    assert conversation.household.nightly is None


@pytest.mark.parametrize(
    ("country", "locale", "line", "answer", "zone"),
    [
        (
            "united_states",
            "en-US",
            "nightly.ask_zone.united_states",
            "pacific",
            "America/Los_Angeles",
        ),
        ("canada", "en-CA", "nightly.ask_zone.canada", "America/Halifax", "America/Halifax"),
        ("australia", "en-AU", "nightly.ask_zone.australia", "Australia/Perth", "Australia/Perth"),
        (
            "eastern",
            "en-AU",
            "nightly.ask_zone.australia",
            "Australia/Brisbane",
            "Australia/Brisbane",
        ),
    ],
)
def test_a_country_of_several_zones_is_narrowed_once(
    country: str, locale: str, line: str, answer: str, zone: str
) -> None:
    """One question names what there is, and its answer is enough."""
    conversation = nowhere(locale=locale)
    conversation.hear(PlaceTold(country))
    assert conversation.says(line)
    conversation.hear(PlaceTold(answer))
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)
    assert conversation.household.time_zone == zone


def test_a_country_twice_is_not_asked_about_for_ever() -> None:
    """Who answers "America" to "which city?" again is told what else works."""
    conversation = nowhere()
    conversation.hear(PlaceTold("united_states"), PlaceTold("united_states"))
    assert conversation.says("nightly.no_zone")


@pytest.mark.parametrize("before", [(), (PlaceTold("united_states"),)])
def test_a_yes_names_no_place_that_could_be_unknown(before: tuple[Event, ...]) -> None:
    """Where they are, or which of some zones, is asked in other words, and the answer is taken."""
    conversation = nowhere()
    conversation.hear(*before)
    pending = conversation.state.pending
    conversation.hear(Yes())
    assert conversation.says(f"reprompt.{pending.value}")
    assert conversation.awaits(pending)
    conversation.hear(PlaceTold("America/Chicago"))
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)


def test_not_knowing_where_they_are_is_no_no() -> None:
    """Who says "I don't know" gets advice, and a reminder may still be offered that week."""
    conversation = nowhere()
    conversation.hear(Skip())
    assert conversation.says("nightly.no_zone")
    assert conversation.household.refused is None


@pytest.mark.parametrize("event", [Explain(), Help()])
def test_why_it_asks_where_they_are_is_told(event: Event) -> None:
    """And then the question comes again."""
    conversation = nowhere()
    conversation.hear(event)
    assert conversation.says("nightly.why_zone")
    assert conversation.awaits(PendingQuestion.NIGHTLY_ZONE)


def test_a_place_that_nobody_asked_for_changes_nothing() -> None:
    """It is met like anything not understood."""
    conversation = at_home()
    conversation.hear(PlaceTold("Europe/London"))
    assert conversation.household.time_zone == str(ZONE)
    assert conversation.says("cannot")


ONE_NIGHT = NightlyWanted(one_night=True)


def test_a_single_night_is_never_set_for_all() -> None:
    """At consent it is said that it goes on, and the whole sentence is asked once more."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, ONE_NIGHT)
    assert conversation.says("nightly.goes_on")
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)
    assert conversation.text.endswith("Would you like that?")
    conversation.hear(No())
    assert conversation.household.nightly is None


@pytest.mark.parametrize("time", [None, "18:30"])
def test_who_wants_one_for_a_single_night_hears_what_there_is(time: str | None) -> None:
    """Without any so far, the setting goes on with what is still to be known."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time, one_night=True))
    assert conversation.says("nightly.goes_on")
    assert conversation.awaits(
        PendingQuestion.NIGHTLY_TIME if time is None else PendingQuestion.NIGHTLY_CONSENT
    )


@pytest.mark.parametrize("time", [None, "NI", "21:00"])
def test_a_single_night_leaves_the_standing_reminder_alone(time: str | None) -> None:
    """It is said that it stays as it was."""
    conversation = with_reminders()
    before = conversation.household.nightly
    conversation.hear(NightlyWanted(time, one_night=True))
    assert conversation.says("nightly.goes_on.kept")
    assert conversation.awaits(PendingQuestion.NONE)
    assert conversation.household.nightly == before


def test_only_this_week_is_no_wish_for_a_reminder_in_a_check_in() -> None:
    """It may be how they have felt, so the choices are told."""
    conversation = at_home()
    conversation.hear(TOGETHER, Yes(), ONE_NIGHT)
    assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)
    assert conversation.household.nightly is None


@pytest.mark.parametrize("matter", ReminderMatter)
def test_a_worry_at_consent_is_answered_and_consent_asked_again(matter: ReminderMatter) -> None:
    """One short sentence, and the whole question once more."""
    conversation = at_home()
    conversation.hear(HALF_PAST_SIX, NightlyStatusWanted(matter=matter))
    assert conversation.says(f"nightly.matter.{matter.value}")
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)
    assert conversation.text.endswith("Would you like that?")


def test_later_how_reminders_are_is_told_without_a_question() -> None:
    """Nothing is set or cancelled by it."""
    conversation = with_reminders()
    before = conversation.household.nightly
    conversation.hear(NightlyStatusWanted(matter=ReminderMatter.UNTIL))
    assert conversation.text == "It goes on until you ask me to cancel it."
    assert conversation.household.nightly == before


def test_for_how_long_in_a_check_in_tells_how_many_questions_are_left() -> None:
    """It is not about reminders there."""
    conversation = at_home()
    conversation.hear(TOGETHER, Yes(), NightlyStatusWanted(matter=ReminderMatter.UNTIL))
    assert conversation.says("check_in.left")
    assert conversation.awaits(PendingQuestion.CHECK_IN_ANSWER)


@pytest.mark.parametrize("asked", [(HALF_PAST_SIX,), (NightlyWanted(),)])
def test_what_is_asked_about_a_reminder_compares_no_check_ins(asked: tuple[Event, ...]) -> None:
    """It is explained, and asked again."""
    conversation = at_home()
    conversation.hear(*asked)
    pending = conversation.pending
    conversation.hear(ProgressWanted())
    assert conversation.says("nightly.matter.why")
    assert conversation.awaits(pending)


@pytest.mark.parametrize("before", [(NightlyWanted(time="22:00"),), ()])
def test_earlier_alone_asks_and_half_an_hour_earlier_answers(before: tuple[Event, ...]) -> None:
    """It is earlier than the time that was read back, or than the one that stands."""
    conversation = at_home() if before else with_reminders()
    conversation.hear(*before, NightlyWanted(later=False))
    assert conversation.awaits(PendingQuestion.NIGHTLY_TIME)
    conversation.hear(NightlyWanted(later=False, amount="PT30M"))
    assert ("nine thirty p.m." if before else "six p.m.") in conversation.text
    assert conversation.awaits(PendingQuestion.NIGHTLY_CONSENT)


def test_after_earlier_a_time_of_its_own_is_that_time() -> None:
    """What it was before is forgotten then."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="22:00"), NightlyWanted(later=False))
    conversation.hear(NightlyWanted(time="20:15"))
    assert "eight fifteen p.m." in conversation.text


def test_tuesday_except_friday_is_no_tuesday() -> None:
    """A word was not caught, such as the one between them in "Tuesday to Friday"."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="22:00", days=("tuesday",), without=("friday",)))
    assert conversation.awaits(PendingQuestion.NIGHTLY_DAYS)


def test_and_wednesdays_adds_to_the_nights_that_were_read_back() -> None:
    """Mondays stay."""
    conversation = at_home()
    conversation.hear(NightlyWanted(time="22:00", days=("monday",)))
    conversation.hear(NightlyWanted(also=("wednesday",)))
    assert "on Mondays and Wednesdays" in conversation.text
