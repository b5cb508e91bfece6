"""Saving from two devices, saving twice and saving late: nothing either of them did is lost.

What holds, precisely. Let *changes* be all that one or more turns noted, in order:

* applied twice they leave what they leave when applied once;
* applied, and then once more with those of later turns behind them, they leave
  what all of them leave when applied once (a save that was taken for failed);
* applied to a record that another device has changed meanwhile, they lose
  nothing: tips, prompts, once-only lines and check-ins of both stand in it, as
  do the answers of both to one check-in, and a night is counted once.

The first two hold exactly while no bag is filled again in between. Where one
is, what came from the filling before is marked as heard in the new one as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.dialog.bag import Bag
from skill.dialog.changes import (
    DROPPED,
    Change,
    CheckInDropped,
    CheckInKept,
    CheckInRecorded,
    PromptChosen,
    PromptHeard,
    PromptHeardAgain,
    PromptsReserved,
    TipHeard,
    Told,
    changed,
    fit_for_new_record,
)
from skill.dialog.check_in import Answer, CheckIn, Mode, Place
from skill.dialog.events import (
    DefinitionWanted,
    Event,
    ForgetWanted,
    Launched,
    Leave,
    No,
    Previous,
    PromptWanted,
    Skip,
    Sometimes,
    StartOver,
    TipWanted,
    Yes,
)
from skill.dialog.history import AreaCount, PastCheckIn
from skill.dialog.household import Household, Tonight
from skill.dialog.policy import respond
from skill.dialog.state import DialogState
from tests.dialog.check_ins import take
from tests.dialog.driver import ALONE, EVENING, EVENTS, TOGETHER, Conversation

USUAL: tuple[Event, ...] = (
    Yes(), No(), Sometimes(), Skip(), Previous(), StartOver(), TipWanted(), PromptWanted(), Launched(),
    TOGETHER, ALONE, Leave(), DefinitionWanted(),
)  # fmt: skip
SAID = st.lists(
    st.one_of(
        st.sampled_from(USUAL),
        st.sampled_from([event for event in EVENTS if not isinstance(event, ForgetWanted)]),
    ),
    min_size=1,
    max_size=25,
)
CHECK_IN = st.sampled_from([[], [TOGETHER, Yes()], [TOGETHER, Yes(), No(), Yes()], [ALONE, No()]])

few = settings(max_examples=60)


def talk(conversation: Conversation, events: Iterable[Event]) -> list[list[Change]]:
    """Hold a conversation and return the changes of each turn."""
    noted = []
    for event in events:
        turn = respond(conversation.state, conversation.household, event, conversation.scene)
        noted.append(list(turn.changes))
        conversation.household = changed(conversation.household, turn.changes)
        conversation.state = turn.state if turn.is_open else DialogState()
    return noted


def lived(seed: int) -> Conversation:
    """A household that has a few days behind it, differently for every seed."""
    rng = Random(seed)
    conversation = Conversation(rng=rng, household=Household.new(seed), checks=False)
    for _ in range(seed % 4):
        talk(conversation, rng.choices(USUAL, k=12))
        conversation.later(days=1)
    return conversation


def flat(noted: Iterable[list[Change]]) -> list[Change]:
    """The changes of some turns in one list."""
    return [change for changes in noted for change in changes]


@few
@given(seed=st.integers(0, 40), opening=CHECK_IN, events=SAID)
def test_changes_applied_twice_are_changes_applied_once(
    seed: int, opening: list[Event], events: list[Event]
) -> None:
    """Saving all of a conversation a second time alters nothing."""
    conversation = lived(seed)
    before = conversation.household
    changes = flat(talk(conversation, [*opening, *events]))
    assert conversation.household == changed(before, (*changes, *changes))


@few
@given(seed=st.integers(0, 40), opening=CHECK_IN, events=SAID, saved=st.integers(0, 25))
def test_a_save_that_was_taken_for_failed_does_no_harm(
    seed: int, opening: list[Event], events: list[Event], saved: int
) -> None:
    """Changes that were saved after all, and go along with a later save, count once."""
    conversation = lived(seed)
    before = conversation.household
    noted = talk(conversation, [*opening, *events])
    saved_already = changed(before, flat(noted[:saved]))
    assert conversation.household == changed(saved_already, flat(noted))


@few
@given(seed=st.integers(0, 40), opening=CHECK_IN, ours=SAID, theirs=SAID)
def test_two_devices_lose_nothing_of_each_other(
    seed: int, opening: list[Event], ours: list[Event], theirs: list[Event]
) -> None:
    """What both devices did from one record stands in it after both have saved."""
    start = lived(seed)
    talk(start, opening)
    one, two = start.copy(), start.copy()
    two.rng = Random(seed + 1)
    first, second = flat(talk(one, ours)), flat(talk(two, theirs))
    merged = changed(changed(start.household, first), second)
    assert one.household.told | two.household.told == merged.told
    for change in (*first, *second):
        match change:
            case TipHeard(tip, round_):
                assert round_ != merged.tips.round or tip in merged.tips.used
            case PromptHeard(prompt, _, round_):
                assert round_ != merged.prompts.round or prompt in merged.prompts.used
            case CheckInRecorded(past):
                assert past.id in {kept.id for kept in merged.history}
    opened = {past.night for past in [*filter(None, [merged.tonight])]}
    assert opened <= {start.scene.night} | {
        *filter(None, [start.household.tonight and start.household.tonight.night])
    }
    counted = sum(merged.nights.values()) - sum(start.household.nights.values())
    assert counted == max(
        sum(household.nights.values()) - sum(start.household.nights.values())
        for household in (one.household, two.household)
    )
    # What one of them let go of, the other does not bring back.
    kept = merged.check_in
    assert kept is None or kept.id not in merged.dropped
    # Of an unfinished check-in, the device that saved last has the say where it was answered.
    going_on = two.household.check_in
    is_dropped = going_on is not None and going_on.id in merged.dropped
    if going_on is not None and not is_dropped and any(isinstance(c, CheckInKept) for c in second):
        assert kept is not None
        assert going_on.id == kept.id
        for mine, all_ in zip(going_on.answers, kept.answers, strict=True):
            for answer, stored in zip(mine, all_, strict=True):
                assert answer is None or stored is not None
        for change in second:
            if isinstance(change, CheckInKept) and change.check_in.id == kept.id:
                for place in change.answered:
                    assert going_on.at(place) is kept.at(place)


ANSWERS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 1), st.sampled_from(Answer)), max_size=14
)


@given(ours=ANSWERS, theirs=ANSWERS)
def test_answers_of_both_devices_to_one_check_in_are_kept(
    ours: list[tuple[int, int, Answer]], theirs: list[tuple[int, int, Answer]]
) -> None:
    """Every place answered on either device is answered in the record; the later save wins a place."""
    check_in = CheckIn.begin("one", Mode.TOGETHER, EVENING)
    begun = Household.new(1)

    def answered(places: list[tuple[int, int, Answer]]) -> CheckIn:
        copy = check_in
        for question, turn, answer in places:
            copy = copy.answer(Place(question, turn), answer, EVENING)
        return copy

    mine, yours = answered(ours), answered(theirs)
    places = tuple(Place(question, turn) for question, turn, _ in ours)
    merged = changed(begun, [CheckInKept(yours), CheckInKept(mine, places)]).check_in
    assert merged is not None
    for question in range(6):
        for voice in range(2):
            expected = mine.answers[question][voice] or yours.answers[question][voice]
            assert expected == merged.answers[question][voice]


def test_an_older_copy_of_a_check_in_does_not_undo_an_answer() -> None:
    """An answer that was changed stays so when a device that knows the old one answers something else."""
    first, second = Place(0, 0), Place(0, 1)
    older = CheckIn.begin("one", Mode.TOGETHER, EVENING).answer(first, Answer.YES, EVENING)
    household = changed(
        Household.new(1),
        [
            CheckInKept(older, (first,)),
            CheckInKept(older.answer(first, Answer.NO, EVENING), (first,)),
            CheckInKept(older.answer(second, Answer.SOMETIMES, EVENING), (second,)),
        ],
    )
    assert household.check_in is not None
    assert household.check_in.answers[0] == (Answer.NO, Answer.SOMETIMES)


def test_a_check_in_that_came_to_its_result_does_not_come_back() -> None:
    """A device that saves an answer late does not bring back what was finished on another."""
    conversation = take("nn yy yy yy yy yy")
    id_ = conversation.household.history[0].id
    late = CheckIn.begin(id_, Mode.TOGETHER, EVENING).answer(Place(0, 0), Answer.YES, EVENING)
    assert conversation.household == changed(conversation.household, [CheckInKept(late)])


def test_dropping_a_check_in_spares_another_one() -> None:
    """A drop names its check-in; one begun meanwhile stays."""
    check_in = CheckIn.begin("new", Mode.ALONE, EVENING).answer(Place(0, 0), Answer.NO, EVENING)
    household = changed(Household.new(1), [CheckInKept(check_in)])
    assert changed(household, [CheckInDropped("old")]).check_in == check_in
    assert changed(household, [CheckInDropped("new")]).check_in is None


def test_the_last_check_ins_that_ended_stay_ended() -> None:
    """An answer saved late brings none of them back; how many are remembered is bounded."""
    ids = [f"{number:08x}" for number in range(10)]
    household = changed(Household.new(1), [CheckInDropped(id_) for id_ in (*ids, ids[8])])
    for id_ in ids[-DROPPED:]:
        late = CheckIn.begin(id_, Mode.TOGETHER, EVENING).answer(Place(0, 0), Answer.YES, EVENING)
        assert changed(household, [CheckInKept(late, (Place(0, 0),))]) == household
    assert household.dropped == (ids[7], ids[9], ids[8])


def test_a_bag_filled_on_two_devices_is_filled_once() -> None:
    """Both draws from a new filling stand, whichever device filled it; the round is the same."""
    base = replace(Household.new(1), tips=Bag(1, 1, "a b"))
    merged = changed(base, [TipHeard("a", 2, 77), TipHeard("b", 2, 99)])
    assert merged.tips.round == 2
    assert merged.tips.seed == 77
    assert {"a", "b"} == merged.tips.used


def test_a_draw_from_an_older_filling_is_marked_in_the_new_one() -> None:
    """What another device heard just before the bag was filled again waits like the rest."""
    base = changed(Household.new(1), [TipHeard("a", 2, 77)])
    assert {"a", "z"} == changed(base, [TipHeard("z", 1, 1)]).tips.used


NIGHT = date(2026, 11, 23)


def test_the_device_that_saved_first_has_chosen_tonights() -> None:
    """A second choice for the same night counts as heard and does not take the first one's place."""
    household = changed(
        Household.new(1), [PromptHeard("p1", NIGHT, 1, 1), PromptHeard("p2", NIGHT, 1, 1)]
    )
    assert Tonight("p1", NIGHT, heard=True) == household.tonight
    assert household.prompts_heard == 2
    assert household.nights == {"2026-11": 1}


def test_a_prompt_saved_late_does_not_turn_the_night_back() -> None:
    """When the next night has begun meanwhile, the earlier one's prompt is only marked as heard."""
    tomorrow = date(2026, 11, 24)
    household = changed(
        Household.new(1), [PromptHeard("p2", tomorrow, 1, 1), PromptHeard("p1", NIGHT, 1, 1)]
    )
    assert Tonight("p2", tomorrow, heard=True) == household.tonight
    assert {"p1", "p2"} == household.prompts.used
    assert household.nights == {"2026-11": 1}
    again = changed(household, [PromptHeard("p3", NIGHT, 1, 1, instead=True)])
    assert household.tonight == again.tonight


def test_hearing_it_again_counts_no_night() -> None:
    """Only the first hearing of a night's prompt counts the night."""
    household = replace(Household.new(1), tonight=Tonight("p1", NIGHT, heard=False))
    again = changed(household, [PromptHeardAgain(NIGHT), PromptHeardAgain(NIGHT)])
    assert again.nights == {"2026-11": 1}
    assert household == changed(household, [PromptHeardAgain(date(2026, 11, 22))])


def test_a_check_in_recorded_again_replaces_the_first() -> None:
    """A result changed by going back stands once, with its later counts."""
    first = PastCheckIn("one", NIGHT, {"closeness": AreaCount(noticed=1)})
    second = replace(first, areas={"closeness": AreaCount(clear=1)})
    household = changed(Household.new(1), [CheckInRecorded(first), CheckInRecorded(second)])
    assert (second,) == household.history


def test_once_only_lines_are_told_once() -> None:
    """Telling twice is telling once."""
    assert {"welcome"} == changed(Household.new(1), [Told("welcome"), Told("welcome")]).told


@pytest.mark.parametrize(
    "before",
    [
        TipHeard("t1", 4, 77),
        PromptHeard("p1", NIGHT, 4, 77),
        PromptsReserved(("p1",), 4, 77),
    ],
)
def test_a_record_begun_anew_learns_nothing_of_the_rounds_before(before: Change) -> None:
    """A draw from a bag that was filled for the fourth time is one from a first filling there."""
    (said,) = fit_for_new_record([before])
    anew = changed(Household.new(1), [said])
    assert max(anew.tips.round, anew.prompts.round, anew.reminder_prompts.round) == 1
    assert anew.tips.used | anew.prompts.used in ({"t1"}, {"p1"})


def test_a_record_begun_anew_gets_the_answers_just_given() -> None:
    """Of a check-in's answers those given in the turn are left; others are open, those to come are due."""
    check_in = CheckIn.begin("c", Mode.TOGETHER, EVENING)
    places = (Place(0, 0), Place(0, 1), Place(1, 0))
    for place, answer in zip(places, (Answer.YES, Answer.NO, Answer.SOMETIMES), strict=True):
        check_in = check_in.answer(place, answer, EVENING)

    (said,) = fit_for_new_record([CheckInKept(check_in, places[2:])])

    assert isinstance(said, CheckInKept)
    assert said.check_in.to_json() == {**check_in.to_json(), "answers": "oo .s .. .. .. .."}


def test_a_record_begun_anew_has_no_result_and_no_prompt_from_before() -> None:
    """What comes of earlier answers, and what a reminder chose, stays with the record that is gone."""
    past = PastCheckIn("one", NIGHT, {"closeness": AreaCount(noticed=1)})
    told = Told("welcome")
    assert fit_for_new_record([CheckInRecorded(past), told, PromptChosen("p1", NIGHT)]) == (told,)
