"""The composition root: the one place where the parts of the skill are put together.

Lambda, the web endpoint and the simulator all call :func:`build_skill` and then
:meth:`Skill.handle`; nothing else in the project reads the time, the
environment or chance on its own.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random, SystemRandom
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model import RequestEnvelope
from ask_sdk_model.services import ApiClient

from skill.config import Settings
from skill.content.catalog import load_catalog
from skill.content.models import Catalog
from skill.errors import RequestRefusedError
from skill.handlers.alexa_api import TimeLimitedApiClient
from skill.handlers.conversation import Conversation
from skill.handlers.exceptions import AnyExceptionHandler
from skill.handlers.memory import HouseholdMemory
from skill.handlers.requests import (
    AnythingElseHandler,
    ExceptionEncounteredHandler,
    IntentRequestHandler,
    LaunchRequestHandler,
    SessionEndedRequestHandler,
    SkillDisabledHandler,
)
from skill.handlers.tolerance import readable
from skill.persistence.store import HouseholdStore, open_store

_log = logging.getLogger(__name__)

NOTHING: dict[str, Any] = {"version": "1.0", "response": {}}
"""The answer to a request type that the SDK does not know."""


class Skill:
    """The skill as its entry points see it: a request envelope in, a response envelope out."""

    def __init__(self, custom_skill: CustomSkill, store: HouseholdStore) -> None:
        self.custom_skill = custom_skill
        self.store = store
        self._serializer = DefaultSerializer()

    def handle(self, envelope: object) -> dict[str, Any]:
        """Answer a request envelope as parsed from JSON.

        Raises:
            RequestRefusedError: when it is no request envelope, or for another skill.
        """
        known = readable(envelope)
        if known is None:
            _log.info("A request of an unknown type was answered with nothing.")
            return dict(NOTHING)
        expected = self.custom_skill.skill_id
        if (
            expected is not None
            and known["context"]["System"]["application"]["applicationId"] != expected
        ):
            message = "The request is meant for another skill."
            raise RequestRefusedError(message)
        try:
            request_envelope = self._serializer.deserialize(json.dumps(known), RequestEnvelope)
        except Exception as error:  # noqa: BLE001 - the SDK raises whatever its parser meets
            message = f"The request cannot be read ({type(error).__name__})."
            raise RequestRefusedError(message) from None
        response_envelope = self.custom_skill.invoke(request_envelope, None)
        response: dict[str, Any] = self._serializer.serialize(response_envelope)
        return response


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def build_skill(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    rng: Random | None = None,
    store: HouseholdStore | None = None,
    content: Catalog | None = None,
    api_client: ApiClient | None = None,
) -> Skill:
    """Put the skill together.

    Args:
        settings: how this installation runs.
        clock: returns the present moment, aware.
        rng: the source of chance. The default asks the operating system each
            time, because Lambda may start many copies from one snapshot.
        store: where households are kept; by default the one the settings name.
        content: what the skill says; by default the English catalog.
        api_client: calls Alexa's APIs; by default over HTTP, in bounded time.

    Raises:
        ConfigurationError, ContentError, StoreError: what is wrong, in a sentence.
    """
    rng = rng or SystemRandom()
    if store is None:
        store = open_store(
            settings.store, clock=clock, dynamodb_endpoint=settings.dynamodb_endpoint
        )
    conversation = Conversation(
        content=content or load_catalog(),
        memory=HouseholdMemory(store, rng),
        clock=clock,
        rng=rng,
    )
    builder = CustomSkillBuilder(api_client=api_client or TimeLimitedApiClient())
    builder.skill_id = settings.skill_id
    for handler in (
        LaunchRequestHandler,
        IntentRequestHandler,
        SessionEndedRequestHandler,
        ExceptionEncounteredHandler,
        SkillDisabledHandler,
        AnythingElseHandler,
    ):
        builder.add_request_handler(handler(conversation))
    builder.add_exception_handler(AnyExceptionHandler(conversation))
    return Skill(builder.create(), store)
