"""The unsafe path: short, calm, never a number unasked, and nothing of it kept.

People who are afraid of their partner must not be led into more exercises for
couples; a speaker cannot know who else is in the room; and the account holder
may see the history. Hence no questions about what happened, the emergency
number at once, a support number only after a yes, and no way back into what
was going on before.
"""

from __future__ import annotations

from dataclasses import replace

from skill.content.models import Certainty, ScreenKind, SupportLine
from skill.dialog.draft import TurnDraft
from skill.dialog.events import Danger
from skill.dialog.household import CheckInDropped


def answer_unsafe(draft: TurnDraft, danger: Danger) -> None:
    """Answer somebody who is not safe, whatever was going on."""
    _forget_what_went_before(draft)
    region = draft.scene.region
    match danger:
        case Danger.PARTNER:
            draft.ask("unsafe.first", emergency=region.emergency)
        case Danger.NUMBERS:
            give_support_number(draft)
        case Danger.SELF_HARM:
            draft.say("unsafe.self_harm", crisis=region.crisis, emergency=region.emergency)
        case Danger.CHILD:
            draft.say("unsafe.child", emergency=region.emergency)
        case Danger.HURTING if _hurting_lines(draft):
            draft.ask("unsafe.hurting", emergency=region.emergency)
        case Danger.HURTING:
            draft.say("unsafe.hurting.no_number", emergency=region.emergency)


def give_support_number(draft: TurnDraft) -> None:
    """Speak the support line of each country the locale may stand for, each named."""
    _forget_what_went_before(draft)
    countries = draft.scene.content.countries
    lines = [
        countries[country].support_assumed
        for country in draft.scene.region.countries
        if country in countries
    ]
    _say_number(draft, "unsafe.number", lines)


def give_hurting_number(draft: TurnDraft) -> None:
    """Speak the line for people afraid of hurting their partner."""
    _forget_what_went_before(draft)
    _say_number(draft, "unsafe.hurting.number", _hurting_lines(draft))


def help_in_danger(draft: TurnDraft) -> None:
    """Say what can be said here, and ask for the yes again, since help was asked for."""
    _forget_what_went_before(draft)
    draft.ask("unsafe.help", pending=draft.pending)


def take_leave(draft: TurnDraft) -> None:
    """End neutrally and at once: a no, a stop, or anything that is not a yes."""
    _forget_what_went_before(draft)
    draft.say("unsafe.goodbye")


def _say_number(draft: TurnDraft, line: str, numbers: list[SupportLine]) -> None:
    sure = [number.spoken for number in numbers if number.certainty is Certainty.SURE]
    if sure:
        draft.say(line, numbers=" ".join(sure))
        draft.show(ScreenKind.NUMBER)
    else:
        draft.say("unsafe.no_number")


def _hurting_lines(draft: TurnDraft) -> list[SupportLine]:
    countries = draft.scene.content.countries
    lines = [countries[id_].hurting for id_ in draft.scene.region.countries if id_ in countries]
    return [line for line in lines if line is not None and line.certainty is Certainty.SURE]


def _forget_what_went_before(draft: TurnDraft) -> None:
    draft.keep_private()
    draft.state = replace(draft.state, check_in=None, said=None)
    if draft.household.check_in is not None:
        draft.note(CheckInDropped(draft.household.check_in.id))
