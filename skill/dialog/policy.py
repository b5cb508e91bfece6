"""The policy: which event does what, while which question is pending.

Three tables hold it. ``REPLIES`` says what a yes and a no do to each pending
question, and a yes that is no plain one; ``ON_EVENT`` says what every other event
does, and ``DURING_CHECK_IN`` what it does instead while one of the six questions is
pending. A yes or no with nothing pending does nothing but offer something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from skill.content.models import ScreenKind, Variant
from skill.dialog import (
    check_in_course,
    check_in_question,
    check_in_result,
    definitions,
    goodbye,
    nightly,
    progress,
    prompts,
    reminder_prompts,
    safety,
    tips,
)
from skill.dialog.changes import Change, Told
from skill.dialog.check_in import Answer, Mode
from skill.dialog.draft import TurnDraft
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    CheckInWanted,
    CounselorWanted,
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
    PermissionAnswered,
    PlaceTold,
    Previous,
    PrivacyAsked,
    ProgressWanted,
    PromptWanted,
    ReminderMatter,
    RemindersStand,
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
from skill.dialog.pending import AFTER_RESULT, NIGHTLY, UNSAFE, ZONE, PendingQuestion
from skill.dialog.scene import Scene
from skill.dialog.state import DialogState, Subject
from skill.dialog.turn import (
    CancelReminders,
    ForgetHousehold,
    LookUpReminders,
    RefreshReminders,
    SetReminders,
    Turn,
)
from skill.reminders.heard_time import ANY_TIME, NO_CLOCK

Step = Callable[[TurnDraft], None]

Pending = PendingQuestion

_WELCOME = "welcome"

_ALONE = frozenset({Pending.RESUME_ALONE, Pending.SAME_PERSON})
_WORTH_ASKING_AGAIN = frozenset(
    {
        Pending.CHECK_IN_MODE,
        Pending.CHECK_IN_READY,
        Pending.START_OVER,
        Pending.RESUME_TOGETHER,
        Pending.RESUME_ALONE,
        Pending.SAME_PERSON,
        Pending.NIGHTLY_TIME,
        Pending.NIGHTLY_DAYS,
    }
)
_CARRY_ON = _ALONE | {Pending.RESUME_TOGETHER}
_FOR_TWO = frozenset({Pending.CHECK_IN_READY, Pending.RESUME_TOGETHER, Pending.START_OVER})
_FOR_ONE = _ALONE | {Pending.OFFER_CHECK_IN, Pending.CHECK_IN_MODE}
_SETTING = NIGHTLY - {Pending.OFFER_NIGHTLY}
_WHEN = frozenset({Pending.NIGHTLY_TIME, Pending.NIGHTLY_DAYS})

_NO_COUNTRY = (No, Leave, SameAnswer, UnclearAnswer)
"""What tells no country, and may tell that somebody listens."""

_VAGUE = (NightlyWanted(ANY_TIME), NightlyWanted(NO_CLOCK))
"""What may be said to any question, such as "whenever", and is about reminders only to theirs."""

_ONE_NIGHT = NightlyWanted(one_night=True)
""" "Only this week", which may be how they have felt."""


def respond(state: DialogState, household: Household, event: Event, scene: Scene) -> Turn:
    """Return what the skill does with one event.

    Args:
        state: what the session remembers; a fresh one when it has just begun.
        household: the household's record, or a new one.
        event: what happened.
        scene: the content, the moment, the locale and the source of chance.
    """
    draft = TurnDraft(state, household, scene)
    if not isinstance(event, NotUnderstood):
        draft.remember(misses=0)
    if not isinstance(event, Repeat):
        draft.remember(repeats=0)
    if isinstance(event, Unsafe) and event.again and check_in_question.is_pending(draft):
        # Whoever has heard a support number is in no check-in any more.
        progress.tell(draft)
    elif isinstance(event, Unsafe) and event.again and state.pending in UNSAFE:
        REPLIES[draft.pending].yes(draft)
    elif isinstance(event, Unsafe):
        safety.answer_unsafe(draft, event.danger)
    elif state.pending in UNSAFE:
        _while_unsafe(draft, event)
    else:
        check_in_course.forget_old(draft)
        _hear(draft, event)
    return draft.finished()


def _hear(draft: TurnDraft, event: Event) -> None:
    """Do what an event does; while a question of the check-in is pending, its table goes first."""
    table = DURING_CHECK_IN if check_in_question.is_pending(draft) else ON_EVENT
    table.get(type(event), ON_EVENT[type(event)])(draft, event)


def conclude(
    state: DialogState,
    household: Household,
    effect: SetReminders | CancelReminders | LookUpReminders,
    outcome: RemindersStand,
    scene: Scene,
) -> Turn:
    """Return what the skill says to what came of an effect of the turn before.

    Args:
        state: of the turn that had the effect.
        household: with the changes of that turn.
        effect: what was to be done.
        outcome: what came of it.
        scene: the same as that turn's.
    """
    draft = TurnDraft(state, household, scene)
    draft.show(ScreenKind.NIGHTLY)
    match effect:
        case CancelReminders():
            nightly.tell_cancelled(draft, outcome)
            _back_if_closed(draft)
        case LookUpReminders():
            nightly.tell_status(draft, outcome)
            _back_if_closed(draft)
        case SetReminders():
            nightly.tell_outcome(draft, effect, outcome)
    return draft.finished()


def refreshing(
    state: DialogState, household: Household, scene: Scene
) -> tuple[RefreshReminders, tuple[Change, ...]] | None:
    """Return fresh prompts for reminders that have all been heard, or None where none is due.

    Returns:
        what to have set, and the changes that go with it.
    """
    draft = TurnDraft(state, household, scene)
    effect = reminder_prompts.refreshing(draft)
    return None if effect is None else (effect, draft.finished().changes)


def agreeing(state: DialogState, household: Household, scene: Scene) -> RefreshReminders | None:
    """Return what has tonight's reminder say tonight's prompt, or None where it does."""
    return reminder_prompts.agreeing(TurnDraft(state, household, scene))


def refreshed(
    state: DialogState,
    household: Household,
    effect: RefreshReminders,
    outcome: RemindersStand,
    scene: Scene,
) -> tuple[Change, ...]:
    """Return the changes that remember what came of refreshing; nothing is said about it."""
    draft = TurnDraft(state, household, scene)
    reminder_prompts.note(draft, outcome, effect)
    return draft.finished().changes


@dataclass(frozen=True, slots=True)
class Reply:
    """What a yes and a no do to one pending question.

    Attributes:
        yes: what a plain yes does.
        no: what a no does.
        told: what a yes does that is told in a sentence or for two, where only a plain one will
            do: nothing is erased, set or said out loud because "he listens" is like a yes.
            Elsewhere it is a yes.
    """

    yes: Step
    no: Step
    told: Step | None = None


# ------------------------------------------------------------------- yes and no


def _offer_something(draft: TurnDraft) -> None:
    draft.ask("unexpected", fits=_not_heard_tonight(draft))


def _list_choices(draft: TurnDraft) -> None:
    draft.ask("missed.second")


def _any_tip(draft: TurnDraft) -> None:
    tips.give_tip(draft, None)


def _first_topic(draft: TurnDraft) -> None:
    definitions.define(draft, None)


def _check_in(draft: TurnDraft) -> None:
    check_in_course.start(draft, None)


def _let_go(draft: TurnDraft) -> None:
    if not check_in_course.let_go(draft):
        _welcome(draft)


def _ask_plainly(draft: TurnDraft) -> None:
    """Ask once more for a yes or a no; what comes after that is not understood."""
    if draft.before.misses:
        _not_understood(draft, NotUnderstood())
        return
    draft.remember(misses=1, check_in=draft.before.check_in)
    draft.say("missed.yes_or_no")
    draft.ask_again()
    draft.keep_subject()


def _forget(draft: TurnDraft) -> None:
    draft.keep_private()
    draft.start_over()
    draft.say("forget.done" if draft.household.nightly is None else "forget.done.reminders")
    draft.carry_out(ForgetHousehold(), or_say="forget.failed")
    draft.show(ScreenKind.MESSAGE)


def _keep_all(draft: TurnDraft) -> None:
    draft.say("forget.kept")


def _how_to_find_help(draft: TurnDraft) -> None:
    draft.say("get_help.how")


def _answer(answer: Answer) -> Step:
    def step(draft: TurnDraft) -> None:
        check_in_course.take_answer(draft, answer)

    return step


REPLIES: dict[PendingQuestion, Reply] = {
    Pending.NONE: Reply(_offer_something, _offer_something),
    Pending.OPEN_CHOICE: Reply(_list_choices, check_in_course.not_now),
    Pending.MORE: Reply(definitions.more, goodbye.say_goodbye),
    Pending.OFFER_TIP: Reply(_any_tip, goodbye.say_goodbye),
    Pending.OFFER_PROMPT: Reply(prompts.give_prompt, goodbye.say_goodbye),
    Pending.OFFER_CHECK_IN: Reply(_check_in, goodbye.say_goodbye),
    Pending.OFFER_DEFINITION: Reply(_first_topic, goodbye.say_goodbye),
    Pending.ANOTHER_TIP: Reply(tips.another_tip, goodbye.say_goodbye),
    Pending.CHECK_IN_MODE: Reply(check_in_course.ask_mode_again, check_in_course.not_now),
    Pending.CHECK_IN_READY: Reply(check_in_course.ready, check_in_course.not_now),
    Pending.CHECK_IN_ANSWER: Reply(_answer(Answer.YES), _answer(Answer.NO)),
    Pending.START_OVER: Reply(
        check_in_course.start_over_now, check_in_course.carry_on, told=_ask_plainly
    ),
    Pending.RESUME_TOGETHER: Reply(check_in_course.resume, _let_go),
    Pending.RESUME_ALONE: Reply(check_in_course.ask_same_person, _let_go),
    Pending.SAME_PERSON: Reply(
        check_in_course.resume, check_in_course.start_afresh, told=_ask_plainly
    ),
    Pending.RESULT_STEP: Reply(check_in_result.try_step, goodbye.say_goodbye),
    Pending.RESULT_PROMPT: Reply(check_in_result.take_result_prompt, goodbye.say_goodbye),
    Pending.RESULT_LIGHTER: Reply(check_in_result.take_lighter_prompt, goodbye.say_goodbye),
    Pending.RESULT_TIP: Reply(check_in_result.take_tip_for_one, goodbye.say_goodbye),
    Pending.FORGET: Reply(_forget, _keep_all, told=_ask_plainly),
    Pending.OFFER_NIGHTLY: Reply(nightly.ask_time, nightly.refuse),
    Pending.NIGHTLY_TIME: Reply(nightly.ask_time, nightly.refuse),
    Pending.NIGHTLY_DAYS: Reply(nightly.ask_days, nightly.refuse),
    Pending.NIGHTLY_ZONE: Reply(nightly.help_with_zone, nightly.refuse),
    Pending.NIGHTLY_ZONE_AGAIN: Reply(nightly.help_with_zone, nightly.refuse),
    Pending.NIGHTLY_CONSENT: Reply(nightly.consent, nightly.refuse, told=_ask_plainly),
    Pending.FIND_COUNSELOR: Reply(_how_to_find_help, goodbye.say_goodbye),
    Pending.UNSAFE_NUMBER: Reply(
        safety.give_support_number, safety.take_leave, told=safety.take_leave
    ),
    Pending.UNSAFE_COUNTRY: Reply(safety.assume_country, safety.take_leave, told=safety.take_leave),
    Pending.HURTING_NUMBER: Reply(
        safety.give_hurting_number, safety.take_leave, told=safety.take_leave
    ),
}


def _yes(draft: TurnDraft, _event: Event) -> None:
    REPLIES[_settled(draft)].yes(draft)


def _yes_answer(draft: TurnDraft, _event: Event) -> None:
    reply = REPLIES[_settled(draft)]
    (reply.told or reply.yes)(draft)


def _no(draft: TurnDraft, _event: Event) -> None:
    REPLIES[_settled(draft)].no(draft)


def _settled(draft: TurnDraft) -> PendingQuestion:
    """Return the pending question, or NONE where the state that goes with it is missing."""
    if draft.pending is Pending.CHECK_IN_ANSWER and not check_in_question.is_pending(draft):
        return Pending.NONE
    return draft.pending


# --------------------------------------------------------------- the unsafe path


def _while_unsafe(draft: TurnDraft, event: Event) -> None:
    if isinstance(event, Yes) or _is_alone(event):
        REPLIES[draft.pending].yes(draft)
    elif isinstance(event, YesAnswer | BothAnswer):
        _yes_answer(draft, event)
    elif isinstance(event, Help):
        safety.help_in_danger(draft)
    elif draft.pending is Pending.UNSAFE_COUNTRY and not isinstance(event, _NO_COUNTRY):
        safety.take_place(draft, event.place if isinstance(event, PlaceTold) else None)
    elif isinstance(event, Repeat):
        # Who asks to hear it again was not silent, and has said no to nothing.
        safety.help_in_danger(draft)
    else:
        safety.take_leave(draft)


def _is_alone(event: Event) -> bool:
    """Tell whether somebody says that nobody else hears it: "it's just me"."""
    return isinstance(event, CheckInWanted) and event.nobody_else


# ------------------------------------------------------------------ other events


def _launched(draft: TurnDraft, _event: Event) -> None:
    unfinished = check_in_course.kept_check_in(draft)
    if unfinished is not None:
        draft.remember(wanted="launch")
        check_in_course.offer_to_resume(draft, unfinished)
    elif draft.scene.is_bedtime:
        # They came for the question that the room was just asked, or is about to be.
        prompts.give_prompt(draft)
    else:
        _welcome(draft)


def _welcome(draft: TurnDraft) -> None:
    draft.show(ScreenKind.WELCOME)
    if _WELCOME not in draft.household.told:
        draft.note(Told(_WELCOME))
        draft.ask("launch.first")
    else:
        draft.ask("launch.again", fits=_not_heard_tonight(draft))


def _not_heard_tonight(draft: TurnDraft) -> Callable[[Variant], bool]:
    """Leave out wordings that offer tonight's question to people who have just had it."""
    heard = prompts.was_heard_tonight(draft)
    return lambda variant: not (heard and variant.asks == Pending.OFFER_PROMPT)


def _define(draft: TurnDraft, event: DefinitionWanted) -> None:
    definitions.define(draft, event.topic)


def _tip(draft: TurnDraft, event: TipWanted) -> None:
    tips.give_tip(draft, event.theme)


def _quiz(draft: TurnDraft, event: CheckInWanted) -> None:
    if event.other_is_absent and draft.pending in _FOR_TWO:
        check_in_course.not_now(draft)
    elif event.other_is_absent and draft.pending not in _FOR_ONE:
        # "He's asleep": nobody has asked for a check-in.
        draft.ask("ask.tip_for_one")
    else:
        check_in_course.start(draft, event.mode)


def _skip(draft: TurnDraft, event: Event) -> None:
    if draft.pending is Pending.NONE and prompts.was_heard_tonight(draft):
        prompts.skip_prompt(draft)
    elif draft.pending is Pending.OPEN_CHOICE:
        # Nobody who cannot decide is sent away; one thing is easier to say yes to.
        tonight = draft.scene.is_evening and not prompts.was_heard_tonight(draft)
        draft.ask("ask.prompt" if tonight else "ask.tip")
    elif draft.pending in ZONE:
        # "I don't know" is no "no".
        nightly.give_up_zone(draft)
    elif draft.pending in _WHEN:
        nightly.suggest(draft)
    elif draft.pending in _CARRY_ON:
        # Only a plain no lets an unfinished check-in go.
        check_in_course.not_now(draft)
    else:
        _no(draft, event)


def _explain(draft: TurnDraft, event: Event) -> None:
    said = draft.before.said
    if said is not None and said.subject is Subject.TOPIC and said.id in draft.scene.content.topics:
        definitions.speak_part(draft, said.id, said.part, short=True)
    elif draft.pending is Pending.CHECK_IN_READY:
        draft.say("help.check_in")
        draft.ask_again()
    elif draft.pending in NIGHTLY:
        nightly.say_why(draft)
    elif draft.pending is Pending.NONE:
        definitions.define(draft, None)
    else:
        _repeat(draft, event)


def _both(draft: TurnDraft, event: BothAnswer) -> None:
    if draft.pending is Pending.CHECK_IN_MODE and event.answer is Answer.YES:
        check_in_course.begin(draft, Mode.TOGETHER)
    elif event.answer is Answer.YES and draft.pending in _ALONE:
        # Two voices never go on with what one of them began alone.
        check_in_course.start(draft, Mode.TOGETHER)
    elif event.answer is Answer.YES:
        _yes_answer(draft, event)
    elif event.answer is Answer.NO:
        _no(draft, event)
    else:
        _not_understood(draft, event)


def _same(draft: TurnDraft, event: Event) -> None:
    if REPLIES[draft.pending].told is _ask_plainly:
        _ask_plainly(draft)
    else:
        _not_understood(draft, event)


def _whose_turn(draft: TurnDraft, event: Event) -> None:
    if draft.pending is Pending.CHECK_IN_READY:
        draft.say("check_in.turn.first")
        draft.ask_again()
    else:
        _not_understood(draft, event)


def _unclear(draft: TurnDraft, event: Event) -> None:
    if REPLIES[draft.pending].told is _ask_plainly:
        _ask_plainly(draft)
    else:
        _not_understood(draft, event)


def _prompt(draft: TurnDraft, _event: Event) -> None:
    prompts.give_prompt(draft)


def _another(draft: TurnDraft, event: Event) -> None:
    if draft.pending is Pending.MORE:
        definitions.more(draft)
    elif draft.pending in (Pending.OFFER_PROMPT, Pending.RESULT_PROMPT, Pending.RESULT_LIGHTER):
        _yes(draft, event)
    elif draft.pending in _WHEN:
        # "You choose."
        nightly.suggest(draft)
    elif draft.pending in _SETTING:
        nightly.ask_time(draft)
    elif draft.pending is Pending.NONE and prompts.was_heard_tonight(draft):
        prompts.another_prompt(draft)
    else:
        tips.another_tip(draft)


def _nightly_wanted(draft: TurnDraft, event: NightlyWanted) -> None:
    is_about_it = draft.pending in NIGHTLY or draft.pending is Pending.NONE
    if is_about_it or event not in _VAGUE:
        nightly.set_nightly(draft, event)
        _back_if_closed(draft)
    elif draft.pending is Pending.OPEN_CHOICE:
        _skip(draft, event)
    else:
        _not_understood(draft, event)


def _place(draft: TurnDraft, event: PlaceTold) -> None:
    if draft.pending in ZONE:
        nightly.take_place(draft, event.place)
    else:
        _not_understood(draft, event)


def _nightly_status(draft: TurnDraft, event: NightlyStatusWanted) -> None:
    if event.of_others:
        _not_ours(draft)
    elif event.matter is None:
        nightly.look_up(draft)
    elif draft.pending in NIGHTLY:
        nightly.say_how(draft, event.matter)
    elif draft.pending is Pending.NONE:
        draft.say(f"nightly.matter.{event.matter.value}")
    else:
        # "For how long?" was asked of something else.
        _explain(draft, event)


def _not_ours(draft: TurnDraft) -> None:
    """Say that other reminders are out of reach, and leave ours as it is."""
    draft.say("nightly.others")
    _back_if_closed(draft)


def _nightly_unwanted(draft: TurnDraft, event: NightlyUnwanted) -> None:
    if event.of_others:
        _not_ours(draft)
    elif draft.pending in NIGHTLY and draft.household.nightly is None:
        # "No reminders, please": there is none to cancel yet.
        _no(draft, event)
    elif event.one_night and draft.household.nightly is not None:
        draft.say("nightly.one_night")
        _back_if_closed(draft)
    elif event.one_night:
        nightly.look_up(draft)
    else:
        nightly.cancel(draft)


def _permission(draft: TurnDraft, event: PermissionAnswered) -> None:
    nightly.after_permission(draft, event)


def _progress(draft: TurnDraft, event: Event) -> None:
    if draft.pending in NIGHTLY:
        # What is asked there is about the reminder.
        _explain(draft, event)
    elif draft.pending is Pending.FORGET:
        # "Just the check-ins": all of it or nothing is what can be erased.
        _not_understood(draft, event)
    else:
        progress.tell(draft)


def _counselor(draft: TurnDraft, _event: Event) -> None:
    draft.ask("get_help")


def _forget_wanted(draft: TurnDraft, _event: Event) -> None:
    if draft.pending is Pending.FORGET:
        # "Erase everything": it takes a yes, so that nothing is erased by a word misheard.
        _ask_plainly(draft)
    else:
        draft.ask("forget.confirm")


def _privacy(draft: TurnDraft, event: PrivacyAsked) -> None:
    draft.say(f"privacy.{event.matter.value}")
    _back_if_closed(draft)


def _verdict(draft: TurnDraft, _event: Event) -> None:
    draft.say("verdict")
    check_in_question.return_to(draft)


def _low_mood(draft: TurnDraft, _event: Event) -> None:
    draft.say("low_mood")


def _back_if_closed(draft: TurnDraft) -> None:
    """After an aside, ask again what was pending; with nothing pending, leave it there."""
    if draft.state.pending is not Pending.NONE or check_in_question.return_to(draft):
        return
    if draft.pending is not Pending.NONE and draft.before.asked is not None:
        draft.pause(400)
        if draft.pending is Pending.OPEN_CHOICE:
            draft.ask("ask.choice")
        else:
            draft.say("back_to")
            draft.ask_again()


def _repeat(draft: TurnDraft, _event: Event) -> None:
    said = draft.before.said
    content = draft.scene.content
    again = draft.before.repeats >= 1
    draft.remember(repeats=draft.before.repeats + 1)
    if said is None:
        if prompts.was_heard_tonight(draft):
            prompts.give_prompt(draft)
        else:
            _offer_something(draft)
    elif said.subject is Subject.TIP and said.id in content.tips:
        tips.repeat_tip(draft, content.tips[said.id], short=again)
    elif said.subject is Subject.TOPIC and said.id in content.topics:
        definitions.speak_part(draft, said.id, said.part, slow=True, short=again)
    elif all(isinstance(spoken, str) or spoken.line in content.lines for spoken in said.lines):
        for spoken in said.lines:
            draft.say_again(spoken, slow=True)
        draft.remember(said=said, pending=draft.pending, asked=draft.before.asked)
    else:
        # A newer version of the skill no longer has what the older one said.
        _offer_something(draft)


def _next(draft: TurnDraft, event: Event) -> None:
    if draft.pending in (Pending.OPEN_CHOICE, Pending.NONE, Pending.FORGET):
        _another(draft, event) if draft.pending is Pending.NONE else _list_choices(draft)
    elif draft.pending is Pending.START_OVER:
        check_in_course.carry_on(draft)
    elif draft.pending is Pending.NIGHTLY_CONSENT:
        # Only a yes is consent.
        _repeat(draft, event)
    elif draft.pending is Pending.OFFER_NIGHTLY:
        # It was offered after a tip, and the next one is what is wanted.
        tips.another_tip(draft)
    else:
        _yes(draft, event)


def _previous(draft: TurnDraft, event: Event) -> None:
    said = draft.before.said
    if check_in_course.can_go_back(draft):
        check_in_course.go_back(draft)
    elif (
        said is not None and said.subject is Subject.TOPIC and said.id in draft.scene.content.topics
    ):
        definitions.previous(draft)
    elif draft.pending is Pending.NIGHTLY_CONSENT:
        nightly.ask_time(draft)
    elif draft.pending is Pending.FORGET:
        # "Scratch that": nothing is erased.
        _keep_all(draft)
    elif said is not None or prompts.was_heard_tonight(draft):
        _repeat(draft, event)
    else:
        _offer_something(draft)


def _start_over(draft: TurnDraft, event: Event) -> None:
    said = draft.before.said
    if draft.pending in AFTER_RESULT and draft.before.check_in is not None:
        draft.remember(check_in=None)
        check_in_course.begin(draft, draft.before.check_in.mode)
    elif draft.pending is Pending.START_OVER:
        check_in_course.start_over_now(draft)
    elif draft.pending in _SETTING:
        nightly.ask_time(draft)
    elif draft.pending in _CARRY_ON:
        draft.remember(wanted="any")
        check_in_course.start_afresh(draft)
    elif draft.pending in (Pending.CHECK_IN_MODE, Pending.CHECK_IN_READY):
        check_in_course.begin(draft, None)
    elif (
        said is not None and said.subject is Subject.TOPIC and said.id in draft.scene.content.topics
    ):
        definitions.speak_part(draft, said.id, 0)
    else:
        _launched(draft, event)


def _help(draft: TurnDraft, _event: Event) -> None:
    if draft.pending in NIGHTLY:
        nightly.say_why(draft)
    else:
        draft.ask("help")
        draft.show(ScreenKind.HELP)


def _leave(draft: TurnDraft, _event: Event) -> None:
    if draft.pending in NIGHTLY:
        nightly.note_no(draft)
    goodbye.say_goodbye(draft)


def _touched_late(draft: TurnDraft, _event: Event) -> None:
    """Ask again what is pending; whatever was meant, it was not meant for this."""
    if draft.pending is Pending.NONE:
        _offer_something(draft)
        return
    draft.say("touched_late")
    if not check_in_question.return_to(draft):
        draft.ask_again()
        draft.keep_subject()


def _not_understood(draft: TurnDraft, _event: Event) -> None:
    misses = draft.before.misses + 1
    draft.remember(misses=misses, check_in=draft.before.check_in)
    if draft.pending is Pending.NIGHTLY_CONSENT:
        nightly.leave_unset(draft)
    elif draft.pending in ZONE:
        nightly.take_place(draft, Unknown())
    elif draft.pending is Pending.NONE:
        draft.ask("cannot", fits=_not_heard_tonight(draft))
    elif misses == 1:
        draft.say("missed.first")
        draft.ask_again()
        draft.keep_subject()
    elif misses == 2 and draft.pending in _WORTH_ASKING_AGAIN:
        # Here a list of other things to do would lose what was begun.
        draft.ask_in_other_words()
    elif misses == 2:
        draft.ask("missed.second")
    else:
        draft.say("missed.third")


# ------------------------------------------- while a question of the check-in is pending


def _answer_again(draft: TurnDraft, event: CheckInWanted) -> None:
    if event.mode is Mode.TOGETHER and event.for_two:
        # "Both of us" answers "both of you, or just you?", and a question about the two as well.
        check_in_course.take_both(draft, BothAnswer(Answer.YES))
    elif event.other_is_absent and check_in_question.is_pending_for_two(draft):
        check_in_question.offer_to_stop(draft)
    elif event.mode is Mode.ALONE:
        # "One of us", "just me": an answer, but whose, and which? The choices help.
        check_in_course.missed(draft)
    else:
        check_in_course.start(draft, event.mode)


def _when(draft: TurnDraft, event: NightlyWanted) -> None:
    if event == _ONE_NIGHT or event in _VAGUE:
        check_in_course.missed(draft)
    else:
        _nightly_wanted(draft, event)


def _about_the_reminder(draft: TurnDraft, event: NightlyStatusWanted) -> None:
    if event.of_others or event.matter is None:
        _nightly_status(draft, event)
    elif event.matter is ReminderMatter.UNTIL:
        check_in_question.say_how_many_left(draft)
    else:
        check_in_question.explain(draft)


def _help_in_check_in(draft: TurnDraft) -> None:
    draft.say("help.check_in")
    check_in_question.return_to(draft)


def _just(step: Step) -> Callable[[TurnDraft, Event], None]:
    """Return a step as what an event does, whatever the event holds."""

    def on_event(draft: TurnDraft, _event: Event) -> None:
        step(draft)

    return on_event


DURING_CHECK_IN: dict[type, Callable[[TurnDraft, Any], None]] = {
    CheckInWanted: _answer_again,
    Sometimes: _just(_answer(Answer.SOMETIMES)),
    Skip: _just(_answer(Answer.OPEN)),
    AnotherWanted: _just(_answer(Answer.OPEN)),
    Next: _just(_answer(Answer.OPEN)),
    BothAnswer: check_in_course.take_both,
    SplitAnswer: check_in_course.take_split,
    SameAnswer: _just(check_in_course.take_same),
    UnclearAnswer: _just(check_in_course.take_unclear),
    TurnAsked: _just(check_in_question.say_whose_turn),
    Explain: _just(check_in_question.explain),
    Repeat: _just(check_in_question.repeat),
    StartOver: _just(check_in_course.start_over),
    NightlyWanted: _when,
    NightlyStatusWanted: _about_the_reminder,
    PlaceTold: _just(check_in_course.missed),
    Help: _just(_help_in_check_in),
    NotUnderstood: _just(check_in_course.missed),
}

ON_EVENT: dict[type, Callable[[TurnDraft, Any], None]] = {
    Launched: _launched,
    DefinitionWanted: _define,
    TipWanted: _tip,
    CheckInWanted: _quiz,
    Yes: _yes,
    YesAnswer: _yes_answer,
    No: _no,
    Sometimes: _not_understood,
    Skip: _skip,
    Explain: _explain,
    BothAnswer: _both,
    SplitAnswer: _not_understood,
    SameAnswer: _same,
    UnclearAnswer: _unclear,
    TurnAsked: _whose_turn,
    PromptWanted: _prompt,
    AnotherWanted: _another,
    NightlyWanted: _nightly_wanted,
    PlaceTold: _place,
    NightlyStatusWanted: _nightly_status,
    NightlyUnwanted: _nightly_unwanted,
    PermissionAnswered: _permission,
    ProgressWanted: _progress,
    CounselorWanted: _counselor,
    ForgetWanted: _forget_wanted,
    PrivacyAsked: _privacy,
    VerdictAsked: _verdict,
    LowMood: _low_mood,
    Repeat: _repeat,
    Next: _next,
    Previous: _previous,
    StartOver: _start_over,
    Help: _help,
    Leave: _leave,
    TouchedLate: _touched_late,
    NotUnderstood: _not_understood,
}
