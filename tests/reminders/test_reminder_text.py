"""What a reminder says into the room, in plain text and in SSML."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import Prompt, PromptCategory
from skill.errors import ContentError
from skill.reminders.reminder_text import is_fit_for_a_reminder, reminder_text

PROMPT = Prompt("p900", PromptCategory.PLAY, 1, public=True, text="What made you smile today?")


def test_a_reminder_says_the_question_and_nothing_else() -> None:
    """The text is the prompt itself, and the SSML holds the same words."""
    text = reminder_text(PROMPT)
    assert (
        text.plain,
        text.ssml,
    ) == ("What made you smile today?", "<speak>What made you smile today?</speak>")


def test_the_ssml_is_well_formed_whatever_the_words() -> None:
    """Characters that mean something in XML come back as they were."""
    text = reminder_text(replace(PROMPT, text='What is "R&B" to you, <3 or not?'))
    assert 'What is "R&B" to you, <3 or not?' == text.plain == ET.fromstring(text.ssml).text  # noqa: S314


@pytest.mark.parametrize(
    "unfit",
    [
        replace(PROMPT, public=False),
        replace(PROMPT, depth=3),
        replace(PROMPT, text="What " + "very " * 11 + "long question?"),
    ],
    ids=["not public", "too deep", "too long"],
)
def test_what_is_not_for_every_ear_is_not_said_into_the_room(unfit: Prompt) -> None:
    """A ContentError names the prompt."""
    assert not is_fit_for_a_reminder(unfit)
    with pytest.raises(ContentError, match="p900"):
        reminder_text(unfit)


def test_every_public_prompt_of_the_catalog_keeps_the_rules_for_reminders() -> None:
    """Short, a question, no topic words, no "me" or "my", no names of the skill, no exclamation."""
    public = [prompt for prompt in load_catalog().prompts.values() if prompt.public]
    told = re.compile(
        r"\b(intimacy|emotional|relationship|feelings|love|couple|partner|check-in|quiz|sign"
        r"|me|my|closer|together|alexa)\b(?<!together)|!",
        re.IGNORECASE,
    )
    assert len(public) >= 60
    for prompt in public:
        plain = reminder_text(prompt).plain
        assert plain.endswith("?")
        assert len(plain.split()) <= 12
        assert not told.search(plain), plain
