"""The way in from AWS Lambda.

The skill is put together while Lambda starts the process, before the first
request: with SnapStart that is before the snapshot, so a cold start is already
past it. Chance comes from the operating system with each draw and the time is
read with each request, so copies of one snapshot do not behave alike.
"""

from __future__ import annotations

import gc

# What is imported stays, so looking for what could go is time lost: an eighth of a cold start.
gc.disable()

import logging  # noqa: E402
import os  # noqa: E402
from typing import Any  # noqa: E402

from skill import service_clients  # noqa: E402

service_clients.install()
from skill.app import build_skill  # noqa: E402 - what it imports must find the clients in place
from skill.config import Settings  # noqa: E402
from skill.errors import ConfigurationError  # noqa: E402

if not os.environ.get("CLOSER_STORE"):
    message = "CLOSER_STORE is not set; the template sets it to dynamodb:// and the table's name."
    raise ConfigurationError(message)

_settings = Settings.from_environment(os.environ)
logging.getLogger().setLevel(_settings.log_level)
if _settings.skill_id is None:
    logging.getLogger(__name__).warning(
        "CLOSER_SKILL_ID is not set: requests for any skill are answered."
    )

_skill = build_skill(_settings)
gc.freeze()
gc.enable()


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - Lambda passes it
    """Answer a request envelope with a response envelope.

    Raises:
        RequestRefusedError: for what is no request envelope, or meant for another
            skill; Lambda then reports a failed invocation to Alexa.
    """
    return _skill.handle(event)
