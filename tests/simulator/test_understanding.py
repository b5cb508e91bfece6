"""The device hears through the shipped interaction model."""

from __future__ import annotations

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Intent

from skill.interaction_model.model import load_model
from skill.simulator.ears import ModelUnderstanding
from skill.simulator.talk.console import THINGS_TO_SAY


@pytest.fixture(scope="module")
def understanding() -> ModelUnderstanding:
    return ModelUnderstanding(load_model("en-US"), skill_id="amzn1.ask.skill.x")


def test_the_call_by_name_is_kept_from_the_request(understanding: ModelUnderstanding) -> None:
    """What is left of a one-shot is understood as if it had been said in a session."""
    invocation = understanding.invocation("Alexa, ask Closer Together for a tip")
    assert (invocation.launch, understanding.intent(invocation.rest)["name"]) == (True, "TipIntent")


def test_an_intent_is_written_as_the_sdk_reads_it(understanding: ModelUnderstanding) -> None:
    """The SDK finds the slot's words and the identifier that the model resolves them to."""
    written = understanding.intent("what is emotional intimacy")
    intent = DefaultSerializer().deserialize(json.dumps(written), Intent)
    (authority,) = intent.slots["topic"].resolutions.resolutions_per_authority
    assert (intent.name, intent.slots["topic"].value) == ("DefineIntent", "emotional intimacy")
    assert authority.values[0].value.id == "emotional_intimacy"
    assert authority.authority == "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.TOPIC"


@pytest.mark.parametrize("words", THINGS_TO_SAY)
def test_everything_that_the_console_suggests_is_understood(
    understanding: ModelUnderstanding, words: str
) -> None:
    """Each suggestion opens the skill or resolves to an intent other than the fallback."""
    invocation = understanding.invocation(words)
    if not invocation.launch:
        assert understanding.intent(invocation.rest)["name"] != "AMAZON.FallbackIntent"
