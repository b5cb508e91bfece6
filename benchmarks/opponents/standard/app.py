"""A skill on Amazon's StandardSkillBuilder that counts visits: one read, one write."""

from __future__ import annotations

import os

from ask_sdk.standard import StandardSkillBuilder
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

builder = StandardSkillBuilder(table_name=os.environ["TABLE"])


class LaunchRequestHandler(AbstractRequestHandler):
    """The skill is opened."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether it is."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Count the visit."""
        manager = handler_input.attributes_manager
        attributes = manager.persistent_attributes
        attributes["visits"] = attributes.get("visits", 0) + 1
        manager.save_persistent_attributes()
        speech = f"Welcome. This is visit number {attributes['visits']}. What now?"
        return handler_input.response_builder.speak(speech).ask("What now?").response


builder.add_request_handler(LaunchRequestHandler())
lambda_handler = builder.lambda_handler()
