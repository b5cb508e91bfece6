"""The SDK's hello skill as a function: what the SDK takes without a table."""

from __future__ import annotations

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

builder = SkillBuilder()


@builder.request_handler(can_handle_func=is_request_type("LaunchRequest"))
def hello(handler_input: HandlerInput) -> Response:
    """Say hello."""
    return handler_input.response_builder.speak("Hello, world!").ask("Hello?").response


lambda_handler = builder.lambda_handler()
