"""The unsafe path: short, calm, never a number unasked, and nothing of it kept.

People who are afraid of their partner must not be led into more exercises for
couples; a speaker cannot know who else is in the room; and the account holder
may see the history. Hence no questions about what happened, the emergency
number at once, a support number only after a yes, and no way back into what
was going on before.
"""

from __future__ import annotations

from skill.content.models import Certainty, Country, ScreenKind, SupportLine
from skill.dialog.changes import CheckInDropped
from skill.dialog.draft import TurnDraft
from skill.dialog.events import Danger, Unknown


def answer_unsafe(draft: TurnDraft, danger: Danger) -> None:
    """Answer somebody who is not safe, whatever was going on."""
    _forget_what_went_before(draft)
    region = draft.scene.region
    emergency = region.emergency
    match danger:
        case Danger.PARTNER:
            draft.ask("unsafe.first", emergency=emergency)
        case Danger.NUMBERS:
            give_support_number(draft)
        case Danger.SELF_HARM:
            draft.say("unsafe.self_harm", crisis=region.crisis, emergency=emergency)
        case Danger.CHILD:
            draft.say("unsafe.child", emergency=emergency)
        case Danger.HURTING if _hurting_lines(draft):
            draft.ask("unsafe.hurting", emergency=emergency)
        case Danger.HURTING:
            draft.say("unsafe.hurting.no_number", emergency=emergency)


def give_support_number(draft: TurnDraft) -> None:
    """Speak the support line of each country the locale may stand for, or ask which it is."""
    _forget_what_went_before(draft)
    if draft.scene.region.asks_country:
        draft.ask("unsafe.country")
    else:
        assume_country(draft)


def take_place(draft: TurnDraft, place: str | Unknown | None) -> None:
    """Speak the support line of the country a place is in; of those it may be where it is not clear.

    The yes to hearing a number has been given, so one unclear reply does not end it.
    """
    _forget_what_went_before(draft)
    content = draft.scene.content
    told = content.zones.get(place) if isinstance(place, str) else None
    if told is not None and told.country in content.countries:
        there = content.countries[told.country]
        _say_support(draft, [there.support], there.crisis.spoken)
    else:
        assume_country(draft)


def assume_country(draft: TurnDraft) -> None:
    """Speak the support line of each country that it may be, with the country's name in it."""
    _forget_what_went_before(draft)
    _say_support(
        draft, [there.support_assumed for there in _assumed(draft)], draft.scene.region.crisis
    )


def give_hurting_number(draft: TurnDraft) -> None:
    """Speak the line for people afraid of hurting their partner."""
    _forget_what_went_before(draft)
    _say_number(draft, "unsafe.hurting.number", _hurting_lines(draft))


def help_in_danger(draft: TurnDraft) -> None:
    """Say what can be said here, and ask for the yes again, since help or the question was asked for."""
    _forget_what_went_before(draft)
    draft.ask("unsafe.help", pending=draft.pending)


def take_leave(draft: TurnDraft) -> None:
    """End neutrally and at once: a no, a stop, or anything that is not a yes."""
    _forget_what_went_before(draft)
    draft.say("unsafe.goodbye")


def _say_support(draft: TurnDraft, numbers: list[SupportLine], crisis: str) -> None:
    """Speak the support line of a country, and the crisis line after it, or those of several.

    Alexa may leave out what kind of danger it is, so who gets here may be thinking of suicide.
    Where it may be one country or another there is no time for more numbers.
    """
    _say_number(draft, "unsafe.number", numbers)
    if len(numbers) == 1:
        draft.say("unsafe.crisis", crisis=crisis)


def _say_number(draft: TurnDraft, line: str, numbers: list[SupportLine]) -> None:
    sure = [number.spoken for number in numbers if number.certainty is Certainty.SURE]
    if sure:
        draft.say(line, numbers=" ".join(sure))
        draft.show(ScreenKind.NUMBER)
    else:
        draft.say("unsafe.no_number")


def _assumed(draft: TurnDraft) -> list[Country]:
    """Return the countries whose lines are spoken while it is not known which it is."""
    countries = draft.scene.content.countries
    return [countries[id_] for id_ in draft.scene.region.countries if id_ in countries]


def _hurting_lines(draft: TurnDraft) -> list[SupportLine]:
    lines = [there.hurting for there in _assumed(draft)]
    return [line for line in lines if line is not None and line.certainty is Certainty.SURE]


def _forget_what_went_before(draft: TurnDraft) -> None:
    draft.keep_private()
    if draft.household.check_in is not None:
        draft.note(CheckInDropped(draft.household.check_in.id))
