"""Fresh prompts week after week, and tonight's the same in the room and in the skill."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from skill import alexa_api
from skill.dialog.household import Household
from skill.dialog.record_json import household_to_json
from skill.handlers import reminder_effects
from skill.persistence.memory import MemoryStore
from skill.reminders.schedule import Weekday
from skill.simulator.echo.clock import MovableClock
from tests.nightly.couple import CATALOG, PUBLIC, AlexaAtHome, Couple
from tests.reminders.alexa_api_server import Fault
from tests.support.faulty_store import FaultyStore

RECORD_BYTES = 4096
LONG_NAME = "America/Argentina/ComodRivadavia"


def later(couple: Couple, days: int, at: str = "19:30") -> None:
    """Move some days on, to a time of the day, in a new session; reminders ring meanwhile."""
    couple.echo.new_session()
    zone = ZoneInfo(couple.settings.time_zone or "UTC")
    local = couple.clock().astimezone(zone)
    there = datetime.combine(local.date() + timedelta(days=days), time.fromisoformat(at), zone)
    couple.clock.advance(there.astimezone(ZoneInfo("UTC")) - couple.clock())


def rung(couple: Couple, until: str) -> list[str]:
    """What the room hears of reminders until a time of the day."""
    exchanges = couple.echo.wait_until(time.fromisoformat(until))
    return [spoken.speech.partition(": ")[2] for spoken in exchanges if spoken.speech]


def texts(couple: Couple) -> dict[Weekday, str]:
    """What Alexa's reminders say, by night."""
    return {trigger.night: text for trigger, text in couple.in_the_cloud.values()}


def asked(couple: Couple) -> str:
    """The prompt that the skill gives when it is asked for tonight's."""
    speech = couple.say("prompt")
    couple.echo.new_session()
    return next(prompt.text for prompt in CATALOG.prompts.values() if prompt.text in speech)


# --------------------------------------------------------------------- swapping them


def test_a_week_later_every_reminder_says_something_new(reminded: Couple) -> None:
    """Seven unheard public prompts, put in along with a turn about something else."""
    before = texts(reminded)
    later(reminded, days=7)

    speech = reminded.say("tip")

    assert any(tip.text in speech for tip in CATALOG.tips.values())
    assert len(reminded.alexa.calls("PUT")) == 7
    assert not set(before.values()) & set(texts(reminded).values())
    assert set(texts(reminded).values()) <= set(PUBLIC)
    assert reminded.recorded == reminded.in_the_cloud


def test_before_a_week_is_over_nothing_is_swapped(reminded: Couple) -> None:
    """Six days later no call is made but the one for the time zone."""
    later(reminded, days=6)
    reminded.say("tip")

    assert [request.method for request in reminded.alexa.requests] == ["GET"]


def test_they_are_swapped_once_a_week(reminded: Couple) -> None:
    """The next turn, the next session and the next day leave the fresh ones alone."""
    later(reminded, days=7)
    reminded.say("tip", "tip")
    reminded.echo.new_session()
    reminded.say("tip")
    later(reminded, days=1)
    reminded.say("tip")

    assert len(reminded.alexa.calls("PUT")) == 7


def test_no_two_weeks_are_the_same_for_long(reminded: Couple) -> None:
    """Over half a year no week has a prompt of the week before, and all public ones are said."""
    weeks = [set(texts(reminded).values())]
    for _ in range(26):
        later(reminded, days=7)
        reminded.say("tip")
        weeks.append(set(texts(reminded).values()))

    assert all(len(week) == 7 and not week & following for week, following in pairwise(weeks))
    assert set().union(*weeks) == {
        text for text, id_ in PUBLIC.items() if CATALOG.prompts[id_].depth <= 2
    }


def test_two_households_hear_their_prompts_in_orders_of_their_own(
    alexa: AlexaAtHome, clock: MovableClock
) -> None:
    """The bag of the reminders is shuffled for each."""
    weeks = []
    for seed in (1, 2):
        couple = Couple(alexa, clock, seed=seed)
        couple.say("SetNightlyIntent time=21:30", "yes")
        weeks.append(texts(couple))
        couple.say("cancel")

    assert weeks[0] != weeks[1]


def test_somebody_who_is_not_safe_waits_for_nothing(reminded: Couple) -> None:
    """On the unsafe path nothing is swapped, and nothing at all is called, first words or not."""
    later(reminded, days=7)
    reminded.say("afraid", "yes")

    assert reminded.alexa.requests == []


# ---------------------------------------------------------------------- in spite of faults


@pytest.mark.parametrize(
    "fault",
    [
        Fault(401, b'{"code":"UNAUTHORIZED"}', "PUT", times=99),
        Fault(403, b"", "PUT", times=99),
        Fault(409, b"", "PUT", times=99),
        Fault(409, b"", "PUT", after=3),
        Fault(429, b"", "PUT", times=99),
        Fault(500, b"", "PUT", times=99),
        Fault(503, b"", "PUT", after=3, times=99),
        Fault(200, b"<html>", "PUT", times=99),
        Fault(200, b"<html>", "PUT", times=99, done=True),
        Fault(0, b"", "PUT", delay=0.6, times=99),
        Fault(0, b"", "PUT", delay=0.6, times=99, done=True),
    ],
    ids=lambda fault: f"{fault.status or 'a hang'} after {fault.after}, done: {fault.done}",
)
def test_the_answer_is_unaffected_by_faults_in_it(
    reminded: Couple, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tip is a tip; at the next visit what is said and the record are true again."""
    later(reminded, days=7)
    reminded.alexa.faults.append(replace(fault))
    with monkeypatch.context() as patched:
        if fault.delay:  # calls and the swap as a whole give up sooner than at home
            patched.setattr(alexa_api, "READ_SECONDS", 0.2)
            patched.setattr(reminder_effects, "REFRESH_SECONDS", 0.8)
        speech = reminded.say("tip")

    assert any(tip.text in speech for tip in CATALOG.tips.values())
    assert reminded.echo.session_open
    reminded.alexa.faults.clear()
    reminded.echo.new_session()
    reminded.say("tip")
    assert reminded.recorded == reminded.in_the_cloud
    assert reminded.true_schedule == "every night at nine thirty p.m."


def test_what_could_not_be_swapped_is_swapped_at_the_next_visit(reminded: Couple) -> None:
    """Prompts that were heard do not stay for another week because of one bad minute."""
    before = texts(reminded)
    later(reminded, days=7)
    reminded.alexa.faults.append(Fault(503, b"", "PUT", times=99))
    reminded.say("tip", "tip")
    assert len(reminded.alexa.calls("PUT")) == 2 * 7  # each is tried again once, and that is all
    assert texts(reminded) == before

    reminded.alexa.faults.clear()
    reminded.echo.new_session()
    reminded.say("tip")

    assert not set(before.values()) & set(texts(reminded).values())


def test_a_reminder_deleted_in_the_app_stays_deleted(reminded: Couple) -> None:
    """Swapping makes none anew, for that takes the couple's word."""
    gone = next(iter(reminded.in_the_cloud))
    reminded.alexa.cloud.remove(gone)
    later(reminded, days=7)
    reminded.say("tip")

    assert len(reminded.in_the_cloud) == 6
    assert reminded.recorded == reminded.in_the_cloud


def test_asking_when_it_is_does_not_put_off_the_fresh_prompts(reminded: Couple) -> None:
    """One found deleted changes the record, and the others are due for a swap all the same."""
    later(reminded, days=5)
    reminded.alexa.cloud.remove(next(iter(reminded.in_the_cloud)))
    reminded.say("status")
    before = set(texts(reminded).values())
    later(reminded, days=2)
    reminded.say("tip")

    assert not before & set(texts(reminded).values())


# --------------------------------------------------------------------- tonight's prompt


def test_tonights_prompt_is_what_the_room_has_heard(reminded: Couple) -> None:
    """Every night of a week, before and after the reminder, opened or asked for."""
    for _ in range(6):
        later(reminded, days=1, at="12:00")
        tonight = asked(reminded)
        assert rung(reminded, "21:30") == [tonight]
        assert asked(reminded) == tonight
        assert tonight in reminded.say("open")


def test_what_is_swapped_before_the_reminder_is_tonights_at_once(reminded: Couple) -> None:
    """A week later at noon: the fresh prompt is given, and the room hears that one."""
    last_week = texts(reminded)[Weekday.SUNDAY]
    later(reminded, days=7, at="12:00")

    tonight = asked(reminded)

    assert tonight != last_week
    assert rung(reminded, "21:30") == [tonight]


def test_what_is_swapped_after_the_reminder_is_for_next_week(reminded: Couple) -> None:
    """A week later at ten: tonight's stays what the room heard half an hour ago."""
    later(reminded, days=7, at="21:00")
    (tonight,) = rung(reminded, "22:00")
    reminded.say("tip")
    reminded.echo.new_session()

    assert asked(reminded) == tonight
    assert texts(reminded)[Weekday.SUNDAY] != tonight


def test_opened_just_after_the_reminder_the_same_question_comes(reminded: Couple) -> None:
    """Also where opening it is what swaps the prompts."""
    later(reminded, days=7, at="21:00")
    (tonight,) = rung(reminded, "21:40")

    assert tonight in reminded.say("open")
    assert texts(reminded)[Weekday.SUNDAY] != tonight


def test_a_prompt_given_while_swapping_failed_is_heard_in_the_room(reminded: Couple) -> None:
    """Tonight's was given already when the swap succeeds, so tonight's reminder keeps it."""
    later(reminded, days=7, at="12:00")
    reminded.alexa.faults.append(Fault(503, b"", "PUT", times=99))
    tonight = asked(reminded)
    reminded.alexa.faults.clear()
    reminded.say("tip")
    reminded.echo.new_session()

    assert len({request.path for request in reminded.alexa.calls("PUT")}) == 7
    assert rung(reminded, "21:30") == [tonight]
    assert asked(reminded) == tonight


def test_set_before_its_time_the_reminder_says_tonights_prompt(couple: Couple) -> None:
    """A public prompt that was given at seven is what the room hears at half past nine."""
    tonight = asked(couple)
    while tonight not in PUBLIC:
        couple.say("another")
        couple.echo.new_session()
        tonight = asked(couple)
    couple.say("SetNightlyIntent time=21:30", "yes")

    assert rung(couple, "21:30") == [tonight]
    assert asked(couple) == tonight


def test_set_before_its_time_and_asked_for_after_it_is_the_same(couple: Couple) -> None:
    """Nothing was given yet: what the reminder says is tonight's, early and late."""
    couple.say("SetNightlyIntent time=21:30", "yes")
    tonight = texts(couple)[Weekday.SUNDAY]

    assert asked(couple) == tonight
    assert rung(couple, "21:30") == [tonight]
    assert asked(couple) == tonight


def test_set_after_its_time_the_reminder_keeps_its_prompt_for_next_week(couple: Couple) -> None:
    """What tonight's reminder will first say in a week is not given away tonight."""
    later(couple, days=0, at="22:00")
    couple.say("SetNightlyIntent time=21:30", "yes")

    assert asked(couple) != texts(couple)[Weekday.SUNDAY]


def test_moved_after_it_went_off_it_says_the_same_once_more(reminded: Couple) -> None:
    """Half past nine, then moved to eleven: one night has one prompt."""
    later(reminded, days=1, at="21:00")
    (tonight,) = rung(reminded, "22:00")
    reminded.say("SetNightlyIntent time=23:00", "yes")

    assert asked(reminded) == tonight
    assert rung(reminded, "23:00") == [tonight]


def test_another_takes_its_place_for_the_night(reminded: Couple) -> None:
    """Asked for another, the couple keeps that one until four in the morning."""
    later(reminded, days=1, at="21:00")
    (tonight,) = rung(reminded, "21:40")
    assert asked(reminded) == tonight
    reminded.say("another")
    reminded.echo.new_session()
    other = asked(reminded)

    assert other != tonight
    later(reminded, days=1, at="03:30")
    assert asked(reminded) == other
    assert rung(reminded, "21:30") == [asked(reminded)]


@pytest.mark.parametrize("asked_for", ["another", "skip"])
def test_another_before_the_reminder_is_what_the_room_hears(
    reminded: Couple, asked_for: str
) -> None:
    """Swapped at seven, the prompt is heard at half past nine, and next week's are as they were."""
    others = {night: text for night, text in texts(reminded).items() if night != Weekday.SUNDAY}
    first = asked(reminded)
    reminded.say(asked_for)
    reminded.echo.new_session()
    other = asked(reminded)

    assert other != first
    assert rung(reminded, "21:30") == [other]
    assert asked(reminded) == other
    assert {night: texts(reminded)[night] for night in others} == others
    assert reminded.recorded == reminded.in_the_cloud
    assert len(reminded.alexa.calls("PUT")) == 1


def test_another_is_given_though_the_reminder_cannot_be_changed(reminded: Couple) -> None:
    """The couple gets the prompt it asked for, whatever Alexa says."""
    first = asked(reminded)
    reminded.alexa.faults.append(Fault(503, b"", "PUT", times=99))

    speech = reminded.say("another")

    assert first not in speech
    assert any(prompt.text in speech for prompt in CATALOG.prompts.values())
    assert reminded.recorded == reminded.in_the_cloud


@pytest.mark.parametrize("said", ["tip", "another"])
def test_no_reminder_from_before_gets_into_a_record_begun_anew(
    alexa: AlexaAtHome, clock: MovableClock, said: str
) -> None:
    """What was swapped along with a turn is not kept where the household was forgotten during it."""
    store = FaultyStore(MemoryStore(clock=clock))
    couple = Couple(alexa, clock, store=store)
    couple.say("SetNightlyIntent time=21:30", "yes")
    if said == "tip":
        later(couple, days=7)
    else:
        couple.say("prompt")
    swaps = len(alexa.requests)
    anew = Household.new(2, begun=1)

    def begin_anew() -> None:
        store.delete(couple.settings.user_id)
        store.save(couple.settings.user_id, household_to_json(anew), expected_version=None)

    store.meanwhile = begin_anew

    couple.say(said)

    assert len(alexa.requests) > swaps
    record = couple.record
    assert record.nightly is None
    assert record.reminder_prompts == anew.reminder_prompts
    assert len(record.tips.used) + len(record.prompts.used) == 1


def test_it_counts_as_a_night_and_a_prompt_once(reminded: Couple) -> None:
    """A prompt that was chosen for the night by its reminder counts when the skill gives it."""
    for _ in range(3):
        asked(reminded)

    assert reminded.record.prompts_heard == 1
    assert reminded.record.nights == {"2026-11": 1}


# ------------------------------------------------------------------------------- growth


def test_ten_years_of_reminders_leave_a_small_record() -> None:
    """With fifty-two swaps, the longest zone's name, and tokens of 36 characters: 4 KB at most."""
    clock = MovableClock(datetime.fromisoformat("2026-11-22T19:15:00-05:00"))
    with AlexaAtHome(clock, time_zone=LONG_NAME) as alexa:
        names = iter(range(10_000))
        alexa.cloud._identifier = lambda: f"5f6b90c2-4b7d-4c53-a1de-{next(names):012}"
        couple = Couple(alexa, clock)
        couple.say("SetNightlyIntent time=21:30", "yes")
        largest = 0
        for _ in range(52):
            later(couple, days=70, at="21:40")
            couple.say("open")
            couple.say("tip", "status")
            largest = max(largest, len(json.dumps(household_to_json(couple.record))))

        assert couple.recorded == couple.in_the_cloud
        assert {len(token) for token in couple.recorded} == {36}
    assert largest <= RECORD_BYTES
