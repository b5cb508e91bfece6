"""A household that talks to the dialog, and checks with every turn what must hold for all turns.

The dialog core is pure, so the real thing runs here: only time, chance and the
place where the record is kept are the test's own, and the reminders, which all
come about unless a test says otherwise. A session ends with a closed turn, when
it is killed, and when the store's record is all that is left of it.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import InitVar, dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from string import Formatter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from skill.content.catalog import DEFAULT_LOCALE, load_catalog
from skill.content.models import Catalog, TipTheme
from skill.dialog.change_json import change_from_json, change_to_json
from skill.dialog.changes import PromptHeard, VariantUsed, changed
from skill.dialog.check_in import Answer, Mode
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    CheckInWanted,
    CounselorWanted,
    Danger,
    DefinitionWanted,
    Event,
    Explain,
    ForgetWanted,
    Help,
    Launched,
    Leave,
    LowMood,
    Next,
    NightlyStatusWanted,
    NightlyUnwanted,
    NightlyWanted,
    No,
    NotUnderstood,
    Permission,
    PermissionAnswered,
    PlaceTold,
    Previous,
    PrivacyAsked,
    PrivacyMatter,
    ProgressWanted,
    PromptWanted,
    ReminderMatter,
    RemindersStand,
    ReminderTrouble,
    Repeat,
    SameAnswer,
    Skip,
    Sometimes,
    SplitAnswer,
    StartOver,
    TipWanted,
    TouchedLate,
    TurnAsked,
    UnclearAnswer,
    Unknown,
    Unsafe,
    VerdictAsked,
    Yes,
    YesAnswer,
)
from skill.dialog.household import Household
from skill.dialog.pending import UNSAFE, PendingQuestion
from skill.dialog.policy import agreeing, conclude, refreshed, refreshing, respond
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.scene import Scene
from skill.dialog.state import DialogState
from skill.dialog.turn import (
    AskPermission,
    CancelReminders,
    Effect,
    ForgetHousehold,
    LookUpReminders,
    RefreshReminders,
    SetReminders,
    Turn,
)
from skill.reminders.plan import StandingReminder
from skill.speech.spoken import SILENCE, Pause, plain_text
from skill.speech.ssml import to_ssml

if TYPE_CHECKING:
    from collections.abc import Iterable

ZONE = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
EVENING = datetime(2026, 11, 23, 19, 30, tzinfo=ZONE)
LATE = datetime(2026, 11, 23, 23, 15, tzinfo=ZONE)
LOCALES = ("en-US", "en-GB", "en-AU", "en-CA", "en-IN")

TOGETHER = CheckInWanted(Mode.TOGETHER)
ALONE = CheckInWanted(Mode.ALONE)

REPROMPT_WORDS = 14
TURN_WORDS = 100
"""No turn at all is longer; the kinds of turns have tighter budgets of their own."""
RECORD_BYTES = 4096
TOKEN = "8e1c2f90-4b7d-4c53-a1de-5f6b90c2"  # noqa: S105 - as long as one of Alexa's, and no secret

EVENTS: tuple[Event, ...] = (
    Launched(),
    DefinitionWanted(),
    DefinitionWanted("benefits"),
    DefinitionWanted("signs_lacking"),
    DefinitionWanted(Unknown()),
    DefinitionWanted("no such topic"),
    TipWanted(),
    TipWanted(Unknown()),
    TipWanted(TipTheme.TALKING),
    CheckInWanted(),
    TOGETHER,
    ALONE,
    CheckInWanted(Mode.ALONE, other_is_absent=True),
    Yes(),
    YesAnswer(),
    No(),
    Sometimes(),
    Skip(),
    Explain(),
    BothAnswer(Answer.YES),
    BothAnswer(Answer.NO),
    BothAnswer(Answer.SOMETIMES),
    SplitAnswer(Answer.YES, Answer.NO),
    SplitAnswer(Answer.NO, None),
    SplitAnswer(None, Answer.YES),
    SplitAnswer(None, None),
    SameAnswer(),
    UnclearAnswer(),
    TurnAsked(),
    PromptWanted(),
    AnotherWanted(),
    NightlyWanted(),
    NightlyWanted(time="21:30"),
    NightlyWanted(time="03:00", days=("monday", "nonsense")),
    NightlyWanted(days=("weekends",)),
    NightlyWanted(later=True, amount="PT30M"),
    NightlyWanted(time="?", amount="P1Y"),
    NightlyWanted(without=("sunday",)),
    NightlyWanted(days=("every_day", "sunday"), also=("nonsense",)),
    NightlyWanted(days=Unknown()),
    PlaceTold("Europe/London"),
    PlaceTold("united_states"),
    PlaceTold("no such place"),
    PlaceTold(Unknown()),
    NightlyWanted(time="no_clock"),
    NightlyStatusWanted(),
    NightlyStatusWanted(of_others=True),
    *(NightlyStatusWanted(matter=matter) for matter in ReminderMatter),
    NightlyUnwanted(),
    NightlyUnwanted(of_others=True),
    NightlyUnwanted(one_night=True),
    NightlyWanted(one_night=True),
    *(PermissionAnswered(permission, "=21:30 monday,friday") for permission in Permission),
    PermissionAnswered(Permission.ACCEPTED, "no wish of ours"),
    ProgressWanted(),
    CounselorWanted(),
    *(Unsafe(danger) for danger in Danger),
    Unsafe(Danger.NUMBERS, again=True),
    ForgetWanted(),
    *(PrivacyAsked(matter) for matter in PrivacyMatter),
    VerdictAsked(),
    LowMood(),
    Repeat(),
    Next(),
    Previous(),
    StartOver(),
    Help(),
    Leave(),
    TouchedLate(),
    NotUnderstood(),
)
"""Everything that can be heard, with slots full, empty and wrong."""


def words(text: str) -> int:
    """Count the words of a text as the budgets do."""
    return len(text.split())


@dataclass
class Conversation:
    """One household, its record and its session, at a moment that can be moved."""

    now: datetime = EVENING
    locale: InitVar[str] = DEFAULT_LOCALE
    content: Catalog = field(init=False)
    rng: Random = field(default_factory=lambda: Random(1))
    state: DialogState = field(default_factory=DialogState)
    household: Household = field(default_factory=lambda: Household.new(seed=11))
    turn: Turn | None = None
    """Where the device says that it is, if it may tell."""
    trouble: ReminderTrouble | None = None
    """What keeps reminders from being set, changed and cancelled."""
    checks: bool = True
    """Off for long simulations, where a few hundred checked turns say enough."""
    _used: dict[str, int] = field(default_factory=dict)

    def __post_init__(self, locale: str) -> None:
        self.content = load_catalog(locale)

    def hear(self, *events: Event) -> Turn:
        """Take in some events, one turn each, and return the last turn."""
        for event in events:
            scene = self.scene
            turn = respond(self.state, self.household, event, scene)
            if self.checks:
                check_effect(turn)
            turn = self._carried_out(turn, event, scene)
            household = changed(self.household, turn.changes)
            if self.checks:
                check_turn(turn, scene)
                check_record(self.household, household, turn)
                self._check_wordings(turn)
                turn = _through_json(turn)
                household = _household_through_json(household)
            if isinstance(turn.effect, ForgetHousehold):
                household = Household.new(seed=12)
                self._used.clear()
            self.turn, self.household = turn, household
            self.state = turn.state if turn.is_open else DialogState()
        assert self.turn is not None
        return self.turn

    def hear_all(self, events: Iterable[Event]) -> Conversation:
        """Take in some events and return the conversation, for chaining."""
        for event in events:
            self.hear(event)
        return self

    @property
    def scene(self) -> Scene:
        """The scene of the next turn."""
        nightly = self.household.nightly
        bedtime = nightly.schedule.at if nightly else None
        return Scene(self.content, self.now, self.rng, bedtime)

    @property
    def text(self) -> str:
        """What the last turn said, without its marks of speech."""
        assert self.turn is not None
        return plain_text(self.turn.speech)

    @property
    def pending(self) -> PendingQuestion:
        """The question that is pending; NONE once the session is over."""
        return self.state.pending

    def awaits(self, pending: PendingQuestion) -> bool:
        """Tell whether a question, and no other, is pending."""
        return self.pending is pending

    @property
    def asked(self) -> int | None:
        """The number (1 to 6) of the check-in question that the last turn asked, if it did."""
        numbers = [
            number
            for number, question in enumerate(self.content.questions, start=1)
            if self.text.lower().endswith(question.text.lower())
        ]
        return numbers[0] if numbers else None

    def kill(self) -> Conversation:
        """End the session without a word: time-out, power cut, a new process."""
        self.state = DialogState()
        return self

    def later(self, **by: float) -> Conversation:
        """Let time go by, by the clock on the wall; the session does not outlive an hour."""
        passed = timedelta(**by)
        self.now += passed
        if passed >= timedelta(hours=1):
            self.kill()
        return self

    def at(self, moment: datetime) -> Conversation:
        """Move to a moment, in a new session."""
        self.now = moment
        return self.kill()

    def copy(self) -> Conversation:
        """Return a conversation that goes on from here by itself."""
        twin = copy.copy(self)
        twin.rng = copy.copy(self.rng)
        twin._used = dict(self._used)
        return twin

    def after(self, other: Conversation) -> Conversation:
        """Take the record as another device of the household has left it; the session stays."""
        self.household = other.household
        self._used = dict(other._used)
        return self

    def says(self, line: str) -> bool:
        """Tell whether the last turn said a line of the content, in any wording."""
        return any(
            re.search(_pattern(variant.text), self.text)
            for variant in self.content.lines[line].variants
        )

    def _carried_out(self, turn: Turn, event: Event, scene: Scene) -> Turn:
        """Do with reminders what the turn wants done, and what the handlers do along with any turn."""
        household = changed(self.household, turn.changes)
        effect = turn.effect
        if isinstance(effect, SetReminders | CancelReminders | LookUpReminders):
            outcome = self._outcome(effect, household)
            concluded = conclude(turn.state, household, effect, outcome, scene)
            return replace(concluded, changes=(*turn.changes, *concluded.changes))
        begins = self.state == DialogState() and not (turn.private or effect)
        due = refreshing(self.state, self.household, scene) if begins else None
        if due is None:
            return self._agreed(turn, scene)
        refresh, chosen = due
        household = changed(self.household, chosen)
        outcome = self._outcome(refresh, household)
        fresh = (*chosen, *refreshed(self.state, household, refresh, outcome, scene))
        again = respond(self.state, changed(self.household, fresh), event, scene)
        return replace(again, changes=(*fresh, *again.changes))

    def _agreed(self, turn: Turn, scene: Scene) -> Turn:
        """Have tonight's reminder say the prompt that the turn has given in its place."""
        household = changed(self.household, turn.changes)
        if not any(isinstance(change, PromptHeard) and change.instead for change in turn.changes):
            return turn
        effect = agreeing(turn.state, household, scene)
        if effect is None:
            return turn
        outcome = self._outcome(effect, household)
        agreed = refreshed(turn.state, household, effect, outcome, scene)
        return replace(turn, household=changed(household, agreed), changes=(*turn.changes, *agreed))

    def _outcome(self, effect: Effect, household: Household) -> RemindersStand:
        standing = household.nightly.reminders if household.nightly else ()
        if self.trouble is not None:
            return RemindersStand(standing, trouble=self.trouble)
        match effect:
            case SetReminders(schedule, prompts):
                said = dict(prompts)
                return RemindersStand(
                    tuple(
                        StandingReminder(trigger, said[trigger.night], f"{TOKEN}-{trigger.night}")
                        for trigger in schedule.triggers
                    )
                )
            case RefreshReminders(prompts):
                said = dict(prompts)
                return RemindersStand(
                    tuple(replace(r, prompt=said.get(r.night, r.prompt)) for r in standing)
                )
            case CancelReminders():
                return RemindersStand(())
            case _:
                return RemindersStand(standing)

    def _check_wordings(self, turn: Turn) -> None:
        for change in turn.changes:
            if isinstance(change, VariantUsed):
                assert self._used.get(change.line) != change.variant, (
                    f"{change.line} came twice running"
                )
                self._used[change.line] = change.variant


def _pattern(text: str) -> str:
    """A regular expression for a wording, whatever fills it."""
    return "".join(
        re.escape(literal) + (".+?" if name else "")
        for literal, name, _, _ in Formatter().parse(text)
    )


def check_turn(turn: Turn, scene: Scene) -> None:
    """Check what holds for every turn, whatever was heard and asked."""
    text = plain_text(turn.speech)
    if isinstance(turn.effect, AskPermission):
        assert not text, "Alexa asks, and nothing is added"
        assert turn.state.pending is PendingQuestion.NIGHTLY_CONSENT
        return
    assert text.strip(), "a turn says something"
    assert "{" not in text
    assert "}" not in text
    assert words(text) <= TURN_WORDS, text
    assert turn.soft == is_late(scene)
    assert all(0 < part.milliseconds <= 10_000 for part in turn.speech if isinstance(part, Pause))
    ET.fromstring(f"<speak>{to_ssml(turn.speech, soft=turn.soft)}</speak>")  # noqa: S314 - our own
    if turn.is_open:
        assert text.endswith("?"), f"open, but no question: {text}"
        assert text.count("?") == 1, text
    else:
        assert not text.endswith("?"), f"closed on a question: {text}"
        spoken = {prompt.text for prompt in scene.content.prompts.values() if prompt.text in text}
        assert text.count("?") == len(spoken) <= 1, text
    _check_reprompt(turn, text)


def is_late(scene: Scene) -> bool:
    """Tell whether it is 21:00 to 04:00, or within half an hour of the household's nightly time."""
    if scene.now.hour >= 21 or scene.now.hour < 4:
        return True
    if scene.bedtime is None:
        return False
    due = scene.now.replace(hour=scene.bedtime.hour, minute=scene.bedtime.minute)
    return any(
        abs(scene.now - due - timedelta(days=day)) <= timedelta(minutes=30) for day in (-1, 0, 1)
    )


def check_effect(turn: Turn) -> None:
    """Check that a turn either speaks or leaves it to what comes of its effect."""
    waits = (SetReminders, CancelReminders, LookUpReminders, AskPermission)
    assert isinstance(turn.effect, waits) == (not turn.speech)
    if turn.private:
        assert turn.effect is None or isinstance(turn.effect, ForgetHousehold)
        assert not turn.card


def _check_reprompt(turn: Turn, text: str) -> None:
    if not turn.is_open:
        assert turn.reprompt is None
        return
    assert turn.reprompt is not None
    if turn.state.pending in UNSAFE:
        assert turn.reprompt == SILENCE
        return
    again = plain_text(turn.reprompt)
    assert "{" not in again
    assert again.endswith("?"), again
    assert words(again) <= REPROMPT_WORDS, again
    assert again != text
    assert again not in text


def check_record(before: Household, after: Household, turn: Turn) -> None:
    """Check that a record stays small, that the turn leaves it so, and that saving twice does no more."""
    assert turn.household == after
    assert after == changed(after, turn.changes), "changes applied twice do harm"
    assert after == changed(before, (*turn.changes, *turn.changes))
    assert len(json.dumps(household_to_json(after))) <= RECORD_BYTES


def _household_through_json(household: Household) -> Household:
    read = household_from_json(json.loads(json.dumps(household_to_json(household))))
    assert read == household
    return read


def _through_json(turn: Turn) -> Turn:
    state = DialogState.from_json(json.loads(json.dumps(turn.state.to_json())))
    assert state == turn.state
    changes = tuple(
        change_from_json(json.loads(json.dumps(change_to_json(change)))) for change in turn.changes
    )
    assert changes == turn.changes
    return turn
