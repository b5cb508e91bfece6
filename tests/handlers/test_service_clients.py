"""The SDK's clients are imported when they are asked for, and are the SDK's own then."""

from __future__ import annotations

import subprocess
import sys

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration
from ask_sdk_model.services import service_client_factory as original

from skill.alexa_api import TimeLimitedApiClient
from skill.service_clients import ServiceClientFactory, install

CONFIGURATION = ApiConfiguration(DefaultSerializer(), TimeLimitedApiClient(), "token", "https://x")
SERVICES = [name for name in dir(original.ServiceClientFactory) if name.startswith("get_")]

LIGHT = """
import sys
from skill import service_clients

service_clients.install()
from skill.app import build_skill
from skill.config import Settings

build_skill(Settings(store="memory://"))
loaded = {name for name in sys.modules if name.startswith("ask_sdk_model.services.")}
assert not {name for name in loaded if "timer_management" in name or name.endswith(".ups")}, loaded
assert not {"requests", "boto3", "s3transfer", "multiprocessing"} & set(sys.modules)
"""


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_of_the_sdk_gets_the_sdks_own_client(name: str) -> None:
    """It is of the very class that the SDK's factory makes."""
    ours = getattr(ServiceClientFactory(CONFIGURATION), name)()
    theirs = getattr(original.ServiceClientFactory(CONFIGURATION), name)()
    assert type(ours) is type(theirs)


@pytest.mark.parametrize("name", ["get_nonsense_service", "ups", "get_ups"])
def test_what_is_no_service_is_no_attribute(name: str) -> None:
    """A misspelt service fails as it does on the SDK's factory."""
    with pytest.raises(AttributeError, match=name):
        getattr(ServiceClientFactory(CONFIGURATION), name)


def test_an_sdk_that_is_imported_already_is_left_alone() -> None:
    """Its factory stays the one that others hold."""
    install()
    assert sys.modules["ask_sdk_model.services.service_client_factory"] is original


def test_a_start_imports_none_of_them() -> None:
    """Nor any other library that a first answer does without."""
    subprocess.run([sys.executable, "-W", "ignore", "-c", LIGHT], check=True)
