"""The skill answers requests that are for it, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from skill.app import build_skill
from skill.config import Settings
from skill.errors import RequestRefusedError
from skill.persistence.memory import MemoryStore
from tests.handlers.echo import Home
from tests.handlers.sdk_samples import REQUEST_TYPES, full_envelope

ANOTHER_SKILL = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111"


def envelope_for(request_type: str) -> tuple[Any, Any]:
    """An envelope, and the part of it that says which skill it is for."""
    envelope: Any = full_envelope("LaunchRequest" if "Unknown" in request_type else request_type)
    envelope["request"]["type"] = request_type
    return envelope, envelope["context"]["System"]["application"]


@pytest.mark.parametrize("request_type", [*REQUEST_TYPES, "Some.UnknownRequest"])
@pytest.mark.parametrize("wrong", [ANOTHER_SKILL, "", None, 5, "missing"])
def test_a_request_for_another_skill_is_refused(request_type: str, wrong: object) -> None:
    """RequestRefusedError is what every request type gives with any id but the skill's own."""
    envelope, application = envelope_for(request_type)
    application["applicationId"] = wrong
    if wrong == "missing":
        del application["applicationId"]

    with pytest.raises(RequestRefusedError, match="skill"):
        Home().skill.handle(envelope)


def test_a_refused_request_changes_nothing() -> None:
    """The record stays where it is when another skill's event comes in."""
    home = Home()
    home.echo().say("tip")
    envelope: Any = home.writer.skill_event("AlexaSkillEvent.SkillDisabled", home.device)
    envelope["context"]["System"]["application"]["applicationId"] = ANOTHER_SKILL

    with pytest.raises(RequestRefusedError):
        home.skill.handle(envelope)

    assert home.record() is not None


def test_without_a_skill_id_in_the_settings_any_skill_is_answered() -> None:
    """A spoken answer is what a request for any skill gives where no id is set, as at a keyboard."""
    home = Home()
    skill = build_skill(Settings(), store=MemoryStore(clock=home.clock), clock=home.clock)
    envelope, application = envelope_for("LaunchRequest")
    application["applicationId"] = ANOTHER_SKILL
    # No token, so that nothing asks Alexa for a time zone.
    del envelope["context"]["System"]["apiAccessToken"]

    assert "outputSpeech" in skill.handle(envelope)["response"]
