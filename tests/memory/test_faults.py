"""Whatever becomes of the store, the couple hears an answer, and what they said is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from skill.dialog.check_in import CheckIn
from skill.dialog.household import Household
from skill.errors import RecordTooNewError, StoreCorruptError
from skill.handlers.memory import CALL_SECONDS
from skill.persistence.memory import MemoryStore
from skill.persistence.store import household_key
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import USER_ID, Session, mapping
from skill.simulator.echo.exchange import Exchange
from tests.handlers.echo import CATALOG, START, Home, attributes_of
from tests.support.faulty_store import Fault, FaultyStore

AFTERNOON = timedelta(hours=18)
"""From a late evening to the next afternoon, when tips are given without end."""

NOT_SAVED = tuple(variant.text for variant in CATALOG.lines["not_saved"].variants)

ANSWERS = ("yes", "no", "sometimes", "yes", "skip", "no", "yes", "yes", "no", "no", "yes", "yes")
EVENING = ("tip", "another", "together", "yes", *ANSWERS, "yes")
"""Two tips, a check-in together to its result, and the tip that closes it."""
RESULT = EVENING.index("together") + 1 + len(ANSWERS)
"""The turn with the result: the last answer."""


class Stopwatch:
    """A clock for turns that only moves when the store takes its time."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """The seconds gone by."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let time go by."""
        self.seconds += seconds


@dataclass(frozen=True, slots=True)
class Evening:
    """A household whose store can be broken."""

    home: Home
    store: FaultyStore
    stopwatch: Stopwatch

    def record(self) -> Household:
        """What is kept of the household, whatever is wrong with the store now."""
        before = self.store.on_load
        self.store.on_load = None
        record = self.home.record()
        self.store.on_load = before
        assert record is not None
        return record


@pytest.fixture
def evening() -> Evening:
    """A household that has been here before: its record exists, and all is well."""
    stopwatch = Stopwatch()
    store = FaultyStore(MemoryStore(clock=lambda: START), sleep=stopwatch.sleep)
    home = Home(store=store, stopwatch=stopwatch)
    home.echo().say("open")
    home.clock.advance(AFTERNOON)
    return Evening(home, store, stopwatch)


def hold(
    evening: Evening,
    echo: VirtualDevice,
    faults: Callable[[int], Fault | None],
    said: Sequence[str] = EVENING,
    *,
    on: str = "both",
) -> list[Exchange]:
    """Hold a conversation while the store is as ``faults`` says, turn by turn; then it works again."""
    exchanges = []
    for turn, words in enumerate(said):
        fault = faults(turn)
        evening.store.on_load = fault if on in {"load", "both"} else None
        evening.store.on_save = fault if on in {"save", "both"} else None
        exchanges.append(echo.say(words))
    evening.store.recover()
    return exchanges


def tips_in(exchanges: Sequence[Exchange]) -> set[str]:
    """The ids of the tips that were spoken."""
    return {
        id_
        for id_, tip in CATALOG.tips.items()
        if any(tip.text in exchange.speech for exchange in exchanges)
    }


def notices(exchanges: Sequence[Exchange]) -> int:
    """How often the couple heard that something was not saved."""
    return sum(any(text in exchange.speech for text in NOT_SAVED) for exchange in exchanges)


def undisturbed() -> Household:
    """What the record holds after the same evening without a fault."""
    store = MemoryStore(clock=lambda: START)
    home = Home(store=store)
    home.echo().say("open")
    home.clock.advance(AFTERNOON)
    echo = home.echo()
    for words in EVENING:
        echo.say(words)
    record = home.record()
    assert record is not None
    return record


EXPECTED = undisturbed()

WINDOWS = {
    "the first turn": range(1),
    "the tips": range(2),
    "the beginning of the check-in": range(2, 4),
    "one answer": range(7, 8),
    "the middle of the check-in": range(6, 12),
    "all answers but the last": range(4, RESULT),
    "the result": range(RESULT, RESULT + 1),
    "all but the last turn": range(len(EVENING) - 1),
    "every other turn": range(0, len(EVENING) - 1, 2),
}


@pytest.mark.parametrize("on", ["load", "save", "both"])
@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name.lower())
@pytest.mark.parametrize("window", WINDOWS)
def test_an_evening_with_a_faulty_store_leaves_the_record_of_a_good_one(
    evening: Evening, window: str, fault: Fault, on: str
) -> None:
    """The same record as without a fault is what is left once the store is back, and every turn was answered."""
    echo = evening.home.echo()

    exchanges = hold(evening, echo, lambda turn: fault if turn in WINDOWS[window] else None, on=on)

    assert all(exchange.speech for exchange in exchanges)
    assert [exchange.session_open for exchange in exchanges[:-1]] == [True] * (len(EVENING) - 1)
    record = evening.record()
    assert record.check_in is None
    assert [past.areas for past in record.history] == [past.areas for past in EXPECTED.history]
    assert [past.night for past in record.history] == [past.night for past in EXPECTED.history]
    assert record.told == EXPECTED.told
    assert record.time_zone == EXPECTED.time_zone
    assert record.tips.round == 1
    assert record.tips.used == tips_in(exchanges)
    assert len(record.tips.used) == 3


def test_strangers_lose_nothing_of_their_first_evening(evening: Evening) -> None:
    """All tips and answers are kept that a session heard whose first loads failed, and whose first save was not confirmed."""
    evening.store.delete(USER_ID)
    echo = evening.home.echo()
    exchanges = []
    for turn, words in enumerate(EVENING):
        evening.home.clock.advance(timedelta(seconds=20))
        evening.store.on_load = Fault.DOWN if turn < 6 else None
        evening.store.on_save = Fault.ACKNOWLEDGEMENT_LOST if turn == 6 else None
        exchanges.append(echo.say(words))

    record = evening.record()
    assert record.tips.used == tips_in(exchanges)
    assert len(record.tips.used) == 3
    assert [past.areas for past in record.history] == [past.areas for past in EXPECTED.history]


def answers_of(check_in: object) -> object:
    """The answers of a check-in as session attributes hold it."""
    return mapping(check_in)["answers"]


@pytest.mark.parametrize("point", range(len(ANSWERS)))
def test_every_answer_that_was_saved_is_there_when_the_power_fails(
    evening: Evening, point: int
) -> None:
    """The answers up to the last one saved are in the record when store and Echo die at any point."""
    echo = evening.home.echo()
    for words in ("together", "yes", *ANSWERS[:point]):
        echo.say(words)
    evening.store.break_down()
    echo.say(ANSWERS[point])
    echo.power_off()
    evening.store.recover()

    kept = evening.record().check_in

    if point:
        assert kept is not None
        assert kept.answered == point
    else:
        assert kept is None


def test_a_check_in_goes_on_in_the_session_while_the_store_is_down(evening: Evening) -> None:
    """Every answer is in the session, and all of them are in the record with the first turn that saves."""
    echo = evening.home.echo()
    hold(evening, echo, lambda _: Fault.DOWN, ("together", "yes", *ANSWERS[:5]))
    assert answers_of(attributes_of(echo)["check_in"]) == "yn ys o. .. .. .."
    assert evening.record().check_in is None

    echo.say(ANSWERS[5])

    kept = evening.record().check_in
    assert kept is not None
    assert kept.answered == 6
    assert "unsaved" not in attributes_of(echo)


def test_what_a_session_could_not_save_is_saved_when_it_ends(evening: Evening) -> None:
    """The result is in the record when silence ends the session after the store came back."""
    echo = evening.home.echo()
    hold(evening, echo, lambda _: Fault.DOWN, EVENING[:-1])
    assert evening.record().history == ()

    echo.silence()
    echo.silence()

    assert not echo.session_open
    (past,), (expected,) = evening.record().history, EXPECTED.history
    assert past.areas == expected.areas


def test_what_was_saved_is_no_longer_carried_along(evening: Evening) -> None:
    """Nothing unsaved is left in the session after the first turn that saves."""
    echo = evening.home.echo()
    hold(evening, echo, lambda _: Fault.DOWN, ("tip", "another"))
    assert attributes_of(echo)["unsaved"]

    echo.say("another")

    assert "unsaved" not in attributes_of(echo)


def test_a_check_in_alone_does_not_come_back_after_its_result(evening: Evening) -> None:
    """No check-in is in the record after the result of one whose answers were saved late."""
    echo = evening.home.echo()
    hold(evening, echo, lambda turn: Fault.DOWN if turn in range(1, 4) else None, (
        "alone", "yes", "yes", "yes", "yes", "no", "no",
    ))  # fmt: skip
    assert evening.record().check_in is None

    echo.say("tip")

    assert evening.record().check_in is None


def test_the_couple_is_told_once_a_session(evening: Evening) -> None:
    """One notice is what a session has, however much is not saved, and a new session has one again."""
    first = hold(evening, evening.home.echo(), lambda _: Fault.DOWN)
    second = hold(evening, evening.home.echo(), lambda _: Fault.DOWN)

    assert (notices(first), notices(second)) == (1, 1)


def test_nothing_is_said_about_a_store_that_works(evening: Evening) -> None:
    """No notice is what an evening has without a fault, or with one that nobody needs to know of."""
    good = hold(evening, evening.home.echo(), lambda _: None)
    slow = hold(evening, evening.home.echo(), lambda _: Fault.SLOW)

    assert (notices(good), notices(slow)) == (0, 0)


@pytest.mark.parametrize("on", ["load", "save", "both"])
def test_nothing_is_said_about_saving_to_who_is_not_safe(evening: Evening, on: str) -> None:
    """The very same words are what "I'm not safe" gives in a check-in when the store goes down."""
    good = Home().echo().say("i am afraid")
    echo = evening.home.echo()
    for words in ("together", "yes", "no"):
        echo.say(words)

    (answer,) = hold(evening, echo, lambda _: Fault.DOWN, ("i am afraid",), on=on)

    assert answer.speech == good.speech


def test_who_is_not_safe_takes_nothing_along_from_a_store_that_was_down(evening: Evening) -> None:
    """No check-in is in the session, and none in the record, once somebody was not safe in the middle of one."""
    echo = evening.home.echo()
    hold(evening, echo, lambda _: Fault.DOWN, ("together", "yes", "no", "no", "i am afraid"))
    assert "check_in" not in attributes_of(echo)

    echo.say("no")

    assert evening.record().check_in is None


@pytest.mark.parametrize("on", ["load", "save"])
def test_the_log_has_one_line_for_each_turn_that_was_not_kept(
    evening: Evening, caplog: pytest.LogCaptureFixture, on: str
) -> None:
    """What happened is in the log once a turn: which store call failed and why, and whose it was not."""
    caplog.set_level(logging.DEBUG)
    echo = evening.home.echo()

    hold(evening, echo, lambda turn: Fault.DOWN if turn in range(4, 8) else None, on=on)

    verb = "loaded" if on == "load" else "saved"
    line = f"A household's record could not be {verb}: The store was made to fail."
    assert caplog.messages == [line] * 4
    for private in (USER_ID, household_key(USER_ID), "TipIntent", "yn "):
        assert private not in caplog.text


def test_no_save_is_tried_after_a_load_that_failed(evening: Evening) -> None:
    """No save is what follows a load that failed: it could only overwrite what is there."""
    echo = evening.home.echo()
    evening.store.on_load = Fault.DOWN
    evening.store.calls.clear()

    echo.say("tip")

    assert evening.store.calls == {"load": 1}


@pytest.mark.parametrize("error", [StoreCorruptError, RecordTooNewError])
def test_a_record_that_cannot_be_read_is_left_as_it_is(error: type[Exception]) -> None:
    """The stored document is unchanged after an evening with a record that this version cannot read."""
    document = {"schema": 1} if error is StoreCorruptError else {"schema": 99, "tips": "newer"}
    store = MemoryStore(clock=lambda: START)
    version = store.save(USER_ID, document, expected_version=None)
    home = Home(store=store)
    home.clock.advance(AFTERNOON)
    echo = home.echo()

    exchanges = [echo.say(words) for words in EVENING]

    assert all(exchange.speech for exchange in exchanges)
    assert notices(exchanges) == 1
    stored = store.load(USER_ID)
    assert stored is not None
    assert (stored.document, stored.version) == (document, version)


def test_a_lost_acknowledgement_counts_nothing_twice(evening: Evening) -> None:
    """One night and two prompts are in the record though each save was acknowledged to nobody."""
    for said in ("prompt", "another", "prompt"):
        hold(evening, evening.home.echo(), lambda _: Fault.ACKNOWLEDGEMENT_LOST, (said,), on="save")

    record = evening.record()
    assert record.prompts_heard == 2
    assert record.nights == {"2026-11": 1}


def test_changes_that_travelled_with_the_session_are_what_they_were(evening: Evening) -> None:
    """The check-in in the unsaved changes is the one in hand, with one entry however many answers."""
    echo = evening.home.echo()
    hold(evening, echo, lambda _: Fault.DOWN, ("together", "yes", *ANSWERS[:7]))

    unsaved = attributes_of(echo)["unsaved"]
    assert isinstance(unsaved, list)
    kept = [change["check_in"] for change in unsaved if change["do"] == "kept"]

    assert kept == [attributes_of(echo)["check_in"]]
    assert CheckIn.from_json(kept[0]).answered == 7


SLOW_SECONDS = (0.2, 1.0, CALL_SECONDS)


@pytest.mark.parametrize("seconds", SLOW_SECONDS)
@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.HANGING])
@pytest.mark.parametrize("on", ["load", "save", "both"])
def test_a_turn_takes_at_most_three_seconds_by_the_stopwatch(
    evening: Evening, seconds: float, fault: Fault, on: str
) -> None:
    """At most three seconds pass in any turn with a store whose every call takes as long as it may."""
    evening.store.delay = seconds
    echo = evening.home.echo()
    for words in EVENING:
        before = evening.stopwatch.seconds
        hold(evening, echo, lambda _: fault, (words,), on=on)
        assert evening.stopwatch.seconds - before <= 3


@pytest.mark.parametrize("seconds", [0.5, CALL_SECONDS])
def test_conflicts_with_a_slow_store_take_no_longer(evening: Evening, seconds: float) -> None:
    """At most three seconds pass in a turn that meets a conflict in every try with a slow store."""
    evening.store.delay = seconds
    echo, other = evening.home.echo(), Home(store=evening.store._store, seed=2).echo()
    echo.say("tip")

    def disturb() -> None:
        other.say("tip")
        evening.store.meanwhile = disturb

    evening.store.meanwhile = disturb
    before = evening.stopwatch.seconds
    hold(evening, echo, lambda _: Fault.SLOW, ("another",))
    evening.store.meanwhile = None

    assert evening.stopwatch.seconds - before <= 3
    assert attributes_of(echo)["unsaved"]
    echo.say("another")
    assert "unsaved" not in attributes_of(echo)


def test_a_store_without_delay_is_tried_a_bounded_number_of_times(evening: Evening) -> None:
    """Ten saves are tried in a turn whose every save comes second, and then it goes on."""
    echo, other = evening.home.echo(), Home(store=evening.store._store, seed=2).echo()
    echo.say("tip")

    def disturb() -> None:
        other.say("tip")
        evening.store.meanwhile = disturb

    evening.store.calls.clear()
    evening.store.meanwhile = disturb
    echo.say("another")

    assert evening.store.calls["save"] == 10


def test_an_event_says_whether_it_was_carried_out(evening: Evening) -> None:
    """A silent end is what a session gives whose last changes could not be saved either."""
    unsaved = [{"do": "tip", "tip": "t001", "round": 1, "seed": 1}]
    session = Session("s", {"pending": "more", "unsaved": unsaved}, new=False)
    evening.store.break_down()
    home = evening.home

    response = home.skill.handle(
        home.writer.in_session({"type": "SessionEndedRequest"}, home.device, session)
    )

    assert response["response"] == {}
