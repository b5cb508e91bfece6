"""Definitions: a topic in breaths, one part at a time."""

from __future__ import annotations

from skill.content.models import Offer, ScreenKind, TopicPart
from skill.dialog import check_in_question, prompts
from skill.dialog.draft import TurnDraft
from skill.dialog.events import Unknown
from skill.dialog.state import Subject

FIRST_TOPIC = "emotional_intimacy"
"""What "what does it mean?" is about when no topic is named."""


def define(draft: TurnDraft, topic: str | Unknown | None) -> None:
    """Speak a topic's first part; in the middle of a check-in, only that, and back."""
    if isinstance(topic, Unknown) or (
        topic is not None and topic not in draft.scene.content.topics
    ):
        draft.say("define.unknown")
        if not check_in_question.return_to(draft):
            draft.ask("ask.definition")
        return
    id_ = topic or FIRST_TOPIC
    if check_in_question.is_pending(draft):
        draft.say_text(draft.scene.content.topics[id_].parts[0].text)
        check_in_question.return_to(draft)
        return
    speak_part(draft, id_, 0)


def more(draft: TurnDraft) -> None:
    """Speak the next part of the topic in hand."""
    said = draft.before.said
    if (
        said is None
        or said.subject is not Subject.TOPIC
        or said.id not in draft.scene.content.topics
    ):
        draft.ask("unexpected")
        return
    speak_part(draft, said.id, said.part + 1)


def previous(draft: TurnDraft) -> None:
    """Speak the part before the one in hand, or the first one again."""
    said = draft.before.said
    if said is not None:
        speak_part(draft, said.id, max(0, said.part - 1))


def speak_part(
    draft: TurnDraft, id_: str, part: int, *, slow: bool = False, short: bool = False
) -> None:
    """Speak one part of a topic, then ask whether to go on, or offer what comes after."""
    parts = spoken_parts(draft, id_)
    part = min(part, len(parts) - 1)
    draft.say_text(parts[part].short if short else parts[part].text, slow=slow)
    draft.show(ScreenKind.DEFINITION)
    draft.about(Subject.TOPIC, id_, part)
    draft.pause(400)
    if part + 1 < len(parts):
        draft.ask("ask.more")
        return
    match draft.scene.content.topics[id_].then:
        case Offer.TIP:
            draft.ask("ask.tip")
        case Offer.CHECK_IN:
            draft.ask("ask.check_in")
        case Offer.PROMPT:
            draft.ask("ask.tip" if prompts.was_heard_tonight(draft) else "ask.prompt")
        case Offer.NONE:
            pass


def spoken_parts(draft: TurnDraft, id_: str) -> list[TopicPart]:
    """Return a topic's parts; late at night the optional "did you know" is left out."""
    return [
        part
        for part in draft.scene.content.topics[id_].parts
        if not (part.did_you_know and draft.scene.is_late)
    ]
