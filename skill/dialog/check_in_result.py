"""The result of a check-in: areas and never persons, one step to try, and what follows it."""

from __future__ import annotations

from skill.content.models import ScreenKind
from skill.dialog import prompts, tips
from skill.dialog.changes import CheckInDropped, CheckInRecorded
from skill.dialog.check_in import CheckIn, Mode
from skill.dialog.draft import TurnDraft
from skill.dialog.history import PastCheckIn
from skill.dialog.results import AreaState, Case, Result, result_of
from skill.dialog.selection import step_tip


def finish(draft: TurnDraft, check_in: CheckIn) -> None:
    """Tell the result of a check-in, record its counts where two took it, and drop its answers."""
    content = draft.scene.content
    result = result_of(check_in, content)
    who = check_in.mode.value
    if check_in.mode is Mode.TOGETHER and result.case is not Case.MOSTLY_SKIPPED:
        draft.note(CheckInRecorded(PastCheckIn(check_in.id, draft.scene.night, result.counts)))
    draft.note(CheckInDropped(check_in.id, finished=True))
    draft.show(ScreenKind.RESULT)
    draft.pause(400)
    match result.case:
        case Case.MOSTLY_SKIPPED:
            draft.ask(f"result.skipped.{who}")
        case Case.NONE:
            draft.ask(f"result.none.{who}")
        case Case.SOME:
            _say_areas(draft, result, who)
            if result.splits:
                draft.say("result.split.one" if result.splits == 1 else "result.split.few")
            tip = step_tip(
                draft.household.tips,
                content.tips.values(),
                result.themes,
                draft.scene.rng,
                alone=check_in.mode is Mode.ALONE,
            )
            draft.remember(tip=tip.id)
            draft.pause(400)
            draft.say("result.idea")
            draft.say_text(tip.step)
            draft.pause(300)
            draft.ask("ask.step")


def _say_areas(draft: TurnDraft, result: Result, who: str) -> None:
    noticed = [area.area.spoken for area in result.named if area.state is AreaState.NOTICED]
    now_and_then = [
        area.area.spoken for area in result.named if area.state is AreaState.NOW_AND_THEN
    ]
    match noticed, now_and_then:
        case [first, second], _:
            draft.say(f"result.some.two.{who}", area=first, second=second)
        case [first], [second]:
            draft.say(f"result.some.mixed.{who}", area=first, second=second)
        case [first], _:
            draft.say(f"result.some.one.{who}", area=first)
        case _:
            draft.say(f"result.now_and_then.{who}", area=now_and_then[0])


def try_step(draft: TurnDraft) -> None:
    """Speak the whole tip behind the step that the result closed with."""
    draft.remember(check_in=None)
    tips.full_tip_of_step(draft)


def take_result_prompt(draft: TurnDraft) -> None:
    """Speak tonight's prompt after a result."""
    draft.remember(check_in=None)
    prompts.give_prompt(draft)


def take_lighter_prompt(draft: TurnDraft) -> None:
    """Speak a light prompt after a check-in that was mostly skipped."""
    draft.remember(check_in=None)
    prompts.lighter_prompt(draft)


def take_tip_for_one(draft: TurnDraft) -> None:
    """Speak a tip that one person can act on after a check-in taken alone."""
    draft.remember(check_in=None)
    tips.tip_for_one(draft)
