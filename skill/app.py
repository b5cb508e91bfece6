"""The composition root: the one place where the parts of the skill are put together.

Lambda, the web endpoint and the simulator all call :func:`build_skill` and then
:meth:`Skill.handle`; nothing else in the project reads the time, the
environment or chance on its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from random import Random, SystemRandom
from typing import Any, Final

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder

from skill.alexa_api import TimeLimitedApiClient
from skill.config import Settings
from skill.content.catalog import DEFAULT_LOCALE, load_catalog
from skill.content.models import Catalog
from skill.handlers.conversation import Conversation
from skill.handlers.exceptions import AnyExceptionHandler
from skill.handlers.memory import HouseholdMemory
from skill.handlers.reminder_effects import ApiClients, ReminderEffects
from skill.handlers.requests import (
    AnythingElseHandler,
    ExceptionEncounteredHandler,
    IntentRequestHandler,
    LaunchRequestHandler,
    PermissionAnsweredHandler,
    ReminderDeletedHandler,
    ScreenErrorHandler,
    SessionEndedRequestHandler,
    SkillDisabledHandler,
    TouchHandler,
)
from skill.handlers.tolerance import read_envelope
from skill.persistence.store import HouseholdStore, open_store

_log = logging.getLogger(__name__)


class Skill:
    """The skill as its entry points see it: a request envelope in, a response envelope out."""

    def __init__(self, custom_skill: CustomSkill, store: HouseholdStore) -> None:
        self.custom_skill = custom_skill
        self.store = store
        self._serializer = _ResponseSerializer()

    def handle(self, envelope: object) -> dict[str, Any]:
        """Answer a request envelope as parsed from JSON.

        Raises:
            RequestRefusedError: when it is no request envelope, or for another skill.
            Exception: when an event outside a session could not be carried out, so
                that the entry point reports a failure and Alexa sends it again.
        """
        request_envelope = read_envelope(envelope, self.custom_skill.skill_id)
        if request_envelope is None:
            _log.info("A request of an unknown type was answered with nothing.")
            return {"version": "1.0", "response": {}}
        response_envelope = self.custom_skill.invoke(request_envelope, None)
        response: dict[str, Any] = self._serializer.serialize(response_envelope)
        return response


class _ResponseSerializer(DefaultSerializer):
    """The SDK's serializer, in less than half of its time.

    What is JSON already goes into the response as it is. All dictionaries of a response
    are: session attributes, what is asked of Alexa, and screens, whose copying value by
    value was a fifth of a turn with one. And what a class of the SDK's has for fields is
    looked up once.
    """

    def serialize(self, obj: Any) -> Any:
        """Return an object of the SDK's as JSON."""
        kind: Any = type(obj)
        if kind in _JSON or isinstance(obj, dict):
            return obj
        fields = _fields(kind)
        if fields is None:
            return super().serialize(obj)
        return {
            name: self.serialize(value)
            for attribute, name in fields
            if (value := getattr(obj, attribute)) is not None
        }


_JSON: Final = frozenset({str, bool, int, float, dict})


@cache
def _fields(kind: Any) -> tuple[tuple[str, str], ...] | None:
    """The attributes of one of the SDK's classes and their names in JSON; None for any other class."""
    if not hasattr(kind, "deserialized_types"):
        return None
    return tuple(
        (attribute, kind.attribute_map.get(attribute, attribute))
        for attribute in kind.deserialized_types
    )


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def build_skill(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    stopwatch: Callable[[], float] = time.monotonic,
    rng: Random | None = None,
    store: HouseholdStore | None = None,
    content: Callable[[str], Catalog] = load_catalog,
    api_client: ApiClients | None = None,
) -> Skill:
    """Put the skill together.

    Args:
        settings: how this installation runs.
        clock: returns the present moment, aware.
        stopwatch: returns seconds that only ever go forward; it times a turn.
        rng: the source of chance. The default asks the operating system each
            time, because Lambda may start many copies from one snapshot.
        store: where households are kept; by default the one the settings name.
        content: returns what the skill says in a locale; by default the shipped
            catalogs, each read when somebody first speaks to it.
        api_client: calls Alexa's APIs; by default over HTTP, in bounded time.

    Raises:
        ConfigurationError, ContentError, StoreError: what is wrong, in a sentence.
    """
    rng = rng or SystemRandom()
    if store is None:
        store = open_store(
            settings.store, clock=clock, dynamodb_endpoint=settings.dynamodb_endpoint
        )
    # Whatever is broken stops the start; and what its locales share is read before anybody waits.
    content(DEFAULT_LOCALE)
    api_client = api_client or TimeLimitedApiClient()
    conversation = Conversation(
        content=content,
        memory=HouseholdMemory(store, rng, clock, stopwatch),
        reminders=ReminderEffects(content, api_client, clock),
        clock=clock,
        rng=rng,
    )
    builder = CustomSkillBuilder(api_client=api_client)
    builder.skill_id = settings.skill_id
    for handler in (
        LaunchRequestHandler,
        IntentRequestHandler,
        TouchHandler,
        SessionEndedRequestHandler,
        ExceptionEncounteredHandler,
        SkillDisabledHandler,
        PermissionAnsweredHandler,
        ReminderDeletedHandler,
        ScreenErrorHandler,
        AnythingElseHandler,
    ):
        builder.add_request_handler(handler(conversation))
    builder.add_exception_handler(AnyExceptionHandler(conversation))
    return Skill(builder.create(), store)
