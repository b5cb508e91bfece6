"""Long conversations of chance: whatever comes after whatever, all invariants hold.

``driver.Conversation`` checks each turn; here is what must hold over many.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from skill.dialog.changes import CheckInRecorded
from skill.dialog.check_in import CheckIn, Mode
from skill.dialog.events import (
    CheckInWanted,
    Danger,
    Event,
    Launched,
    No,
    NotUnderstood,
    Previous,
    Skip,
    Sometimes,
    Unsafe,
    Yes,
)
from skill.dialog.pending import UNSAFE, PendingQuestion
from tests.dialog.driver import EVENING, EVENTS, LATE, LOCALES, MORNING, Conversation

ANSWERS: tuple[Event, ...] = (Yes(), No(), Sometimes(), Skip())


class Household(RuleBasedStateMachine):
    """A household that says anything at any time, and whose sessions die at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.conversation = Conversation()
        self.recorded: Counter[str] = Counter()

    @initialize(now=st.sampled_from([MORNING, EVENING, LATE]), locale=st.sampled_from(LOCALES))
    def begin(self, now: datetime, locale: str) -> None:
        """Begin at some time of day, somewhere."""
        self.conversation = Conversation(now=now, locale=locale)

    def hear(self, event: Event) -> None:
        """Hear an event, and check what it may have done to the check-in in hand."""
        before = self.conversation.state.check_in
        asking = self.conversation.pending is PendingQuestion.CHECK_IN_ANSWER
        turn = self.conversation.hear(event)
        for change in turn.changes:
            if isinstance(change, CheckInRecorded):
                self.recorded[change.past.id] += 1
        after = turn.state.check_in
        if asking and before is not None and after is not None and before.id == after.id:
            self.check_answers(event, before, after)

    def check_answers(self, event: Event, before: CheckIn, after: CheckIn) -> None:
        """An event gives at most one answer a voice, and only at the place that was asked."""
        assert before.place is not None
        given = [
            (question, voice)
            for question in range(6)
            for voice in range(before.voices)
            if before.answers[question][voice] is not after.answers[question][voice]
        ]
        assert {question for question, _ in given} <= {before.place.question}
        if event in ANSWERS:
            assert before.at(before.place) == after.at(before.place) or len(given) == 1
            assert after.at(before.place) is not None
            assert (before.at(before.place) is None) == (after.answered == before.answered + 1)
        assert after.answered >= before.answered

    @rule(event=st.sampled_from(EVENTS))
    def say_anything(self, event: Event) -> None:
        """Say anything."""
        self.hear(event)

    @rule(mode=st.sampled_from([None, *Mode]))
    def want_a_check_in(self, mode: Mode | None) -> None:
        """Ask for a check-in."""
        self.hear(CheckInWanted(mode))

    @rule(
        events=st.lists(
            st.sampled_from([*ANSWERS, *ANSWERS, Previous(), NotUnderstood()]), max_size=12
        )
    )
    def answer(self, events: list[Event]) -> None:
        """Answer, go back, be missed."""
        for event in events:
            self.hear(event)

    @rule(event=st.sampled_from([Yes(), No()]), times=st.integers(1, 13))
    def answer_all_the_same(self, event: Event, times: int) -> None:
        """Answer many times the same."""
        for _ in range(times):
            self.hear(event)

    @rule()
    def lose_the_session(self) -> None:
        """A time-out, a power cut."""
        self.conversation.kill()

    @rule(hours=st.sampled_from([0.05, 1, 5, 23.9, 24, 24 * 8]))
    def let_time_pass(self, hours: float) -> None:
        """Minutes, hours or a week go by."""
        self.conversation.later(hours=hours)

    @rule(danger=st.sampled_from(Danger))
    def be_unsafe(self, danger: Danger) -> None:
        """Say that one is not safe."""
        self.hear(Unsafe(danger))
        assert self.conversation.household.check_in is None

    @precondition(lambda self: self.conversation.pending is PendingQuestion.NONE)
    @rule()
    def open_the_skill(self) -> None:
        """A launch always asks something."""
        self.hear(Launched())
        assert self.conversation.pending is not PendingQuestion.NONE

    @invariant()
    def no_mistake_leads_to_a_wrong_place(self) -> None:
        """A check-in question is only pending with a check-in that has a place to be asked."""
        if self.conversation.pending is PendingQuestion.CHECK_IN_ANSWER:
            check_in = self.conversation.state.check_in
            assert check_in is not None
            assert check_in.place is not None
        if self.conversation.pending in UNSAFE:
            assert self.conversation.state.check_in is None

    @invariant()
    def what_is_kept_is_what_may_be_kept(self) -> None:
        """The record holds at most one unfinished check-in, a dozen results, and each result once."""
        household = self.conversation.household
        ids = [past.id for past in household.history]
        assert len(ids) == len(set(ids)) <= 12
        if household.check_in is not None:
            assert household.check_in.place is not None
            assert household.check_in.answered > 0
            assert household.check_in.id not in ids


TestHousehold = Household.TestCase
TestHousehold.settings = settings(max_examples=60, stateful_step_count=25)
