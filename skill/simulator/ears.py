"""The shipped interaction model, as the ears of the virtual device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.echo.envelope import APPLICATION_ID
from skill.simulator.understanding.invocation import split_invocation
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.resolution import to_intent_json

if TYPE_CHECKING:
    from skill.interaction_model.model import InteractionModel
    from skill.simulator.echo.envelope import Envelope
    from skill.simulator.understanding.invocation import Invocation


class ModelUnderstanding:
    """Understands what an interaction model understands.

    Args:
        model: the interaction model of the device's locale.
        skill_id: names the skill in the entity-resolution blocks.
    """

    def __init__(self, model: InteractionModel, *, skill_id: str = APPLICATION_ID) -> None:
        self._model = model
        self._skill_id = skill_id
        self._matcher = Matcher(model)

    def invocation(self, utterance: str) -> Invocation:
        """Whether the utterance calls the skill by name, and what of it is for the skill."""
        return split_invocation(utterance, self._model.invocation_name)

    def intent(self, utterance: str) -> Envelope:
        """The ``intent`` of the IntentRequest for this utterance; a fallback when in doubt."""
        return to_intent_json(
            self._matcher.resolve(utterance), self._model, skill_id=self._skill_id
        )
