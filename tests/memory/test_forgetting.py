"""Forgetting: afterwards nothing of the household is anywhere in the store, and nothing older comes back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from skill.app import utc_now
from skill.dialog.check_in import Answer
from skill.dialog.household import Household
from skill.errors import StoreUnavailableError
from skill.persistence.store import HouseholdStore, household_key, open_store
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings, Session
from tests.handlers.echo import CATALOG, Home, attributes_of, intent_json
from tests.support.dynamodb_server import MotoServer, dynamodb_client, empty_table
from tests.support.faulty_store import Fault, FaultyStore

DONE = CATALOG.lines["forget.done"].variants[0].text
FAILED = CATALOG.lines["forget.failed"].variants[0].text
KEPT = {variant.text for variant in CATALOG.lines["forget.kept"].variants}

NEIGHBOUR = DeviceSettings(user_id="amzn1.ask.account.NEIGHBOUR")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that records are kept.

    Attributes:
        open: opens a store there.
        everything: all that is kept there, as bytes.
    """

    open: Callable[[], HouseholdStore]
    everything: Callable[[], bytes]


@pytest.fixture(params=["sqlite", "dynamodb"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each place that keeps records beyond the life of a program."""
    if request.param == "sqlite":
        return Place(
            lambda: open_store(f"sqlite:///{tmp_path}/households.sqlite3", clock=utc_now),
            lambda: b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir())),
        )
    server: MotoServer = request.getfixturevalue("moto_server")
    table = empty_table(server.endpoint)

    def everything() -> bytes:
        with closing(dynamodb_client(server.endpoint)) as client:
            items = client.scan(TableName=table, ConsistentRead=True)["Items"]
        return repr(items).encode()

    return Place(
        lambda: open_store(f"dynamodb://{table}", clock=utc_now, dynamodb_endpoint=server.endpoint),
        everything,
    )


@pytest.fixture
def store(place: Place) -> Iterator[FaultyStore]:
    with closing(place.open()) as opened:
        yield FaultyStore(opened)


@pytest.fixture
def home(store: FaultyStore) -> Home:
    """A household that has had tips, a prompt and a check-in, and is in the middle of another."""
    home = Home(store=store)
    for said in ("tip", "prompt"):
        home.echo().say(said)
    echo = home.echo()
    for said in ("together", *["yes"] * 13):
        echo.say(said)
    echo = home.echo()
    for said in ("together", "yes", "no", "sometimes"):
        echo.say(said)
    return home


def traces(home: Home) -> set[bytes]:
    """Whatever would give the household away: its key, and the ids of what it has heard and answered."""
    record = home.record()
    assert record is not None
    assert record.check_in is not None
    assert record.tonight is not None
    found = {household_key(home.device.user_id), record.check_in.id, record.history[0].id}
    found |= {*record.tips.used, record.tonight.prompt, "America/New_York"}
    return {trace.encode() for trace in found}


def assert_nothing_left(place: Place, wanted: set[bytes]) -> None:
    left = place.everything()
    assert [trace for trace in wanted if trace in left] == []


def disabled(home: Home, settings: DeviceSettings | None = None) -> dict[str, Any]:
    """Send the event that the skill was disabled."""
    event = home.writer.skill_event("AlexaSkillEvent.SkillDisabled", settings or home.device)
    assert "session" not in event
    return home.skill.handle(event)


def test_everything_is_there_before(place: Place, home: Home) -> None:
    """Key, ids and zone are in the files and items before anybody asks to forget them."""
    wanted = traces(home)

    kept = place.everything()

    assert [trace for trace in wanted if trace not in kept] == []


def test_forget_us_leaves_nothing_behind(place: Place, home: Home) -> None:
    """No trace in any file or item, and a word that it is done, is what one confirmation gives."""
    wanted = traces(home)
    echo = home.echo()
    assert echo.say("forget us").speech == "Erase everything I've kept for you two?"

    answer = echo.say("yes")

    assert answer.speech == DONE
    assert not answer.session_open
    assert_nothing_left(place, wanted)


def test_nothing_is_left_after_the_program_has_ended_either(place: Place, home: Home) -> None:
    """No trace is in any file or item once the store is closed after a deletion."""
    wanted = traces(home)
    echo = home.echo()
    echo.say("forget us")
    echo.say("yes")

    home.kept.close()

    assert_nothing_left(place, wanted)


@pytest.mark.parametrize("said", ["no", "tip", "stop", "open", "AMAZON.FallbackIntent"])
def test_without_a_yes_nothing_is_forgotten(home: Home, said: str) -> None:
    """The record stays as it is when "erase everything?" gets anything but a yes."""
    before = home.record()
    echo = home.echo()
    echo.say("forget us")

    answer = echo.say(said)

    record = home.record()
    assert before is not None
    assert record is not None
    assert record.history == before.history
    assert record.tips.used >= before.tips.used
    if said == "no":
        assert answer.speech in KEPT


def test_a_disabled_skill_forgets_at_once(place: Place, home: Home) -> None:
    """No trace in any file or item, and no word, is what SkillDisabled gives."""
    wanted = traces(home)

    assert disabled(home)["response"] == {}

    assert_nothing_left(place, wanted)


def test_a_disabled_skill_forgets_twice_without_a_word(place: Place, home: Home) -> None:
    """The same silent answer is what the event gives when Alexa sends it again."""
    wanted = traces(home)

    assert disabled(home) == disabled(home)

    assert_nothing_left(place, wanted)


def test_a_stranger_may_disable_the_skill(home: Home) -> None:
    """A silent answer, and nobody else's record gone, is what a household gives that never spoke."""
    assert disabled(home, NEIGHBOUR)["response"] == {}

    assert home.record() is not None


def test_events_may_come_in_any_order(place: Place, home: Home) -> None:
    """No trace is what is left when the other events come after the one that ends it all."""
    wanted = traces(home)
    attributes = {"pending": "more", "misses": 1}

    disabled(home)
    for name in ("SkillPermissionChanged", "SkillEnabled", "SkillDisabled"):
        event = home.writer.skill_event(f"AlexaSkillEvent.{name}", home.device)
        assert home.skill.handle(event)["response"] == {}
    ended = {"type": "SessionEndedRequest", "reason": "USER_INITIATED"}
    session = Session("s", attributes, new=False)
    home.skill.handle(home.writer.in_session(ended, home.device, session))

    assert_nothing_left(place, wanted)


def test_whoever_comes_back_is_a_stranger(home: Home) -> None:
    """The welcome for strangers is what a household hears that had itself forgotten."""
    echo = home.echo()
    echo.say("forget us")
    echo.say("yes")

    first = {variant.text for variant in CATALOG.lines["launch.first"].variants}
    assert home.echo().say("open").speech in first


def test_the_neighbours_are_left_alone(place: Place, home: Home) -> None:
    """Another household's tips are where they were after this one was forgotten."""
    with closing(place.open()) as theirs:
        neighbour = Home(store=theirs, device=NEIGHBOUR)
        neighbour.echo().say("tip")
        before = neighbour.record()

        disabled(home)

        assert neighbour.record() == before


# ------------------------------------------------------------------ a store that fails


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.ACKNOWLEDGEMENT_LOST])
def test_a_deletion_that_is_not_certain_is_not_claimed(
    home: Home, store: FaultyStore, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """The words that it could not be finished, and a line in the log, are what a failed deletion gives."""
    caplog.set_level(logging.DEBUG)
    echo = home.echo()
    echo.say("forget us")
    store.on_delete = fault

    answer = echo.say("yes")

    assert answer.speech == FAILED
    assert not answer.session_open
    (line,) = caplog.messages
    assert line.startswith("A household's record could not be deleted: The store was made to fail")


def test_asking_again_finishes_it(place: Place, home: Home, store: FaultyStore) -> None:
    """No trace is left once the household has asked again and the store is back."""
    wanted = traces(home)
    for fault in (Fault.DOWN, None):
        store.on_delete = fault
        echo = home.echo()
        echo.say("forget us")
        answer = echo.say("yes")

    assert answer.speech == DONE
    assert_nothing_left(place, wanted)


def test_a_store_that_is_down_does_not_keep_anybody_from_asking(
    home: Home, store: FaultyStore
) -> None:
    """The question, and then the words that it failed, are heard with a store that does nothing at all."""
    store.break_down()
    echo = home.echo()

    assert echo.say("forget us").session_open
    assert echo.say("yes").speech == FAILED


def test_an_event_that_fails_comes_again(place: Place, home: Home, store: FaultyStore) -> None:
    """StoreUnavailableError, and no trace after Alexa's second try, is what a failed event gives."""
    wanted = traces(home)
    store.on_delete = Fault.DOWN
    with pytest.raises(StoreUnavailableError):
        disabled(home)
    store.recover()

    disabled(home)

    assert_nothing_left(place, wanted)


# ------------------------------------------------------- another Echo in mid-sentence


def heard(record: Household) -> list[Answer]:
    """The answers of the unfinished check-in that say something."""
    assert record.check_in is not None
    answers = [answer for question in record.check_in.answers for answer in question]
    return [answer for answer in answers if answer not in (None, Answer.OPEN)]


def forget_from(device: VirtualDevice) -> None:
    """Say "forget us" and confirm it."""
    device.say("forget us")
    device.say("yes")


def test_a_check_in_under_way_elsewhere_begins_a_record_of_its_own(
    place: Place, home: Home
) -> None:
    """The check-in in hand with its next answer alone, and nothing that was there before, is in the record that it begins."""
    wanted = traces(home)
    bedroom = home.echo()
    for said in ("together", "yes", "yes"):
        bedroom.say(said)
    check_in: Any = attributes_of(bedroom)["check_in"]
    forget_from(home.echo())

    bedroom.say("no")

    record = home.record()
    assert record is not None
    assert record.check_in is not None
    assert record.check_in.id == check_in["id"]
    assert heard(record) == [Answer.NO]
    assert record.history == ()
    assert record.tips.used == frozenset()
    assert record.tonight is None
    assert record.nights == {}
    in_hand = {check_in["id"].encode(), household_key(home.device.user_id).encode()}
    assert_nothing_left(place, wanted - in_hand)


def test_an_answer_that_crosses_with_the_deletion_brings_nothing_older_back(
    home: Home, store: FaultyStore
) -> None:
    """The answer alone is kept, and the next one with it, when the record goes between its loading and its saving."""
    bedroom = home.echo()
    for said in ("together", "yes", "yes"):
        bedroom.say(said)
    kitchen = home.echo()
    kitchen.say("forget us")
    store.meanwhile = lambda: kitchen.say("yes")

    answer = bedroom.say("no")

    assert answer.session_open
    record = home.record()
    assert record is not None
    assert heard(record) == [Answer.NO]
    assert record.history == ()
    assert record.tips.used == frozenset()
    assert record.tonight is None
    assert record.told <= {"disclaimer"}

    bedroom.say("sometimes")

    record = home.record()
    assert record is not None
    assert sorted(heard(record)) == [Answer.NO, Answer.SOMETIMES]


def test_a_tip_that_crosses_with_the_deletion_is_all_that_is_kept(
    home: Home, store: FaultyStore
) -> None:
    """One tip is in the record that a tip begins which was told while everything was deleted."""
    kitchen, bedroom = home.echo(), home.echo()
    kitchen.say("forget us")
    store.meanwhile = lambda: kitchen.say("yes")

    told = bedroom.say("tip").speech

    record = home.record()
    assert record is not None
    (tip,) = record.tips.used
    assert CATALOG.tips[tip].text in told
    assert record.check_in is None
    assert record.history == ()


def test_a_session_that_ends_quietly_brings_nothing_back(home: Home) -> None:
    """No record is there after a deletion when the other Echo just falls silent."""
    bedroom = home.echo()
    for said in ("together", "yes", "yes"):
        bedroom.say(said)
    forget_from(home.echo())

    bedroom.silence()
    bedroom.silence()

    assert home.record() is None


@pytest.mark.parametrize("by", ["the event", "the kitchen"])
def test_what_a_session_could_not_save_does_not_outlive_the_household(
    place: Place, home: Home, store: FaultyStore, by: str
) -> None:
    """No trace is left when a session that still carried a tip along ends after everything was deleted."""
    wanted = traces(home)
    bedroom = home.echo()
    store.break_down()
    bedroom.say("tip")
    store.recover()
    assert attributes_of(bedroom)["unsaved"]
    if by == "the event":
        disabled(home)
    else:
        forget_from(home.echo())

    bedroom.silence()
    bedroom.silence()

    assert not bedroom.session_open
    assert home.record() is None
    assert_nothing_left(place, wanted)


def test_what_a_session_could_not_save_stays_forgotten_when_it_goes_on(
    home: Home, store: FaultyStore
) -> None:
    """One tip, the one told afterwards, is in the record that a session begins which had another to save."""
    bedroom = home.echo()
    bedroom.say("open")
    store.break_down()
    before = bedroom.say("tip").speech
    store.recover()
    forget_from(home.echo())

    after = bedroom.say("another").speech

    record = home.record()
    assert record is not None
    (tip,) = record.tips.used
    assert CATALOG.tips[tip].text in after
    assert CATALOG.tips[tip].text not in before
    assert "unsaved" not in attributes_of(bedroom)


def test_a_session_that_ends_as_the_record_goes_brings_nothing_back(
    home: Home, store: FaultyStore
) -> None:
    """No record is begun by a session that met one, and whose last save met that it was deleted."""
    bedroom = home.echo()
    store.break_down()
    bedroom.say("tip")
    store.recover()
    kitchen = home.echo()
    kitchen.say("forget us")
    heard = []
    store.meanwhile = lambda: heard.append(kitchen.say("yes").speech)

    bedroom.silence()
    bedroom.silence()

    assert heard == [DONE]
    assert home.record() is None


def test_what_a_session_could_not_save_stays_forgotten_as_the_record_goes(
    home: Home, store: FaultyStore
) -> None:
    """The tip that is told as the record goes is kept, and not the one that was carried along."""
    bedroom = home.echo()
    bedroom.say("open")
    store.break_down()
    before = bedroom.say("tip").speech
    store.recover()
    kitchen = home.echo()
    kitchen.say("forget us")
    store.meanwhile = lambda: kitchen.say("yes")

    after = bedroom.say("another").speech

    record = home.record()
    assert record is not None
    (tip,) = record.tips.used
    assert CATALOG.tips[tip].text in after
    assert CATALOG.tips[tip].text not in before
    assert "unsaved" not in attributes_of(bedroom)


def test_an_event_that_comes_as_the_record_goes_begins_none(home: Home, store: FaultyStore) -> None:
    """A reminder removed in the app as the record goes leaves no record."""
    kitchen = home.echo()
    kitchen.say("forget us")
    heard = []
    store.meanwhile = lambda: heard.append(kitchen.say("yes").speech)

    home.skill.handle(home.writer.skill_event("Reminders.ReminderDeleted", home.device))

    assert heard == [DONE]
    assert home.record() is None


# ------------------------------------------------ another Echo that begins anew as well


def said_or_silent(device: VirtualDevice, said: str | None) -> set[str]:
    """Say something, or fall silent until the session ends, and return the tips that are told."""
    if said is None:
        device.silence()
        device.silence()
        return set()
    speech = device.say(said).speech
    return {id_ for id_, tip in CATALOG.tips.items() if tip.text in speech}


def begin_anew(home: Home, kitchen: VirtualDevice | None = None) -> None:
    """Have everything forgotten, if it is not asked for already, and a prompt begin the next record."""
    if kitchen is None:
        forget_from(home.echo())
    else:
        kitchen.say("yes")
    home.clock.advance(timedelta(minutes=1))
    home.echo().say("prompt")


@pytest.mark.parametrize("met", ["met the record", "never met it", "is cut off again"])
@pytest.mark.parametrize("said", ["another", None], ids=["another", "silence"])
def test_what_a_session_could_not_save_stays_out_of_a_record_begun_anew(
    home: Home, store: FaultyStore, met: str, said: str | None
) -> None:
    """The tip that was carried along is not in the record, and the one that is told afterwards is."""
    bedroom = home.echo()
    if met == "met the record":
        bedroom.say("open")
    store.break_down()
    bedroom.say("tip")
    store.recover()
    assert attributes_of(bedroom)["unsaved"]
    begin_anew(home)
    if met == "is cut off again":
        store.break_down()
        home.clock.advance(timedelta(minutes=1))
        bedroom.say("again")
        store.recover()

    told = said_or_silent(bedroom, said)

    record = home.record()
    assert record is not None
    assert record.tips.used == told
    assert len(told) == (said == "another")
    assert record.prompts_heard == 1


def test_what_a_session_of_an_older_version_could_not_save_is_kept(
    home: Home, store: FaultyStore
) -> None:
    """The tip is in the record: such a session tells nothing of when its record was begun."""
    echo = home.echo()
    store.break_down()
    told = said_or_silent(echo, "tip")
    store.recover()
    attributes = {**attributes_of(echo)}
    for name in ("begun", "known"):
        attributes.pop(name, None)
    request = {"type": "IntentRequest", "intent": intent_json("AMAZON.NoIntent")}

    session = Session("s", attributes, new=False)
    home.skill.handle(home.writer.in_session(request, home.device, session))

    record = home.record()
    assert record is not None
    assert told
    assert told < record.tips.used


@pytest.mark.parametrize("said", ["another", None], ids=["another", "silence"])
def test_what_a_session_could_not_save_stays_out_of_a_record_begun_anew_as_it_saves(
    home: Home, store: FaultyStore, said: str | None
) -> None:
    """The tip that was carried along is not in a record that is begun anew between loading and saving."""
    bedroom = home.echo()
    store.break_down()
    bedroom.say("tip")
    store.recover()
    kitchen = home.echo()
    kitchen.say("forget us")
    store.meanwhile = lambda: begin_anew(home, kitchen)

    told = said_or_silent(bedroom, said)

    record = home.record()
    assert record is not None
    assert record.tips.used == told
    assert len(told) == (said == "another")
    assert record.prompts_heard == 1


@pytest.mark.parametrize("crosses", [False, True], ids=["before the turn", "within it"])
def test_answers_from_before_stay_out_of_a_record_begun_anew(
    home: Home, store: FaultyStore, *, crosses: bool
) -> None:
    """Of a check-in that was under way, only what is answered afterwards is kept and counts in its result."""
    bedroom = home.echo()
    for said in ("together", *["yes"] * 4):
        bedroom.say(said)
    if crosses:
        kitchen = home.echo()
        kitchen.say("forget us")
        store.meanwhile = lambda: begin_anew(home, kitchen)
    else:
        begin_anew(home)

    bedroom.say("no")

    record = home.record()
    assert record is not None
    assert heard(record) == [Answer.NO]
    assert record.history == ()
    assert record.prompts_heard == 1

    for _ in range(6):
        bedroom.say("sometimes")

    record = home.record()
    assert record is not None
    (past,) = record.history
    counts = [astuple(count) for count in past.areas.values()]
    # Two questions had both their answers before, and one had its first.
    assert [sum(count) for count in zip(*counts, strict=True)] == [1, 3, 0, 2]


def test_a_result_that_crosses_with_a_new_beginning_is_not_kept(
    home: Home, store: FaultyStore
) -> None:
    """No check-in is in a record that was begun anew just before the last answer was saved."""
    bedroom = home.echo()
    for said in ("together", *["yes"] * 10):
        bedroom.say(said)
    kitchen = home.echo()
    kitchen.say("forget us")
    store.meanwhile = lambda: begin_anew(home, kitchen)

    bedroom.say("no")

    record = home.record()
    assert record is not None
    assert (record.history, record.check_in) == ((), None)


def test_an_event_that_comes_as_a_record_is_begun_anew_leaves_it_alone(
    home: Home, store: FaultyStore
) -> None:
    """The record is as the kitchen began it when a reminder is removed in the app meanwhile."""
    kitchen = home.echo()
    kitchen.say("forget us")
    begun = []

    def meanwhile() -> None:
        begin_anew(home, kitchen)
        begun.append(store.load(home.device.user_id))

    store.meanwhile = meanwhile

    home.skill.handle(home.writer.skill_event("Reminders.ReminderDeleted", home.device))

    assert begun == [store.load(home.device.user_id)]
