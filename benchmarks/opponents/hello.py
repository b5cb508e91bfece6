"""The SDK's two-line hello skill: one handler, no memory."""

from __future__ import annotations

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name
from ask_sdk_model import Response

builder = SkillBuilder()


@builder.request_handler(can_handle_func=is_intent_name("HelloWorldIntent"))
def hello(handler_input: HandlerInput) -> Response:
    """Say hello."""
    return handler_input.response_builder.speak("Hello, world!").ask("Hello?").response


lambda_handler = builder.lambda_handler()
