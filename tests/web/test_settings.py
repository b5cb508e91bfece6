"""The settings as an operator writes them: environment variables."""

from __future__ import annotations

import pytest

from skill.config import Settings
from skill.errors import ConfigurationError

HOME = {"HOME": "/home/couple"}


@pytest.mark.parametrize(
    "name",
    [
        "CLOSER_SKILL_ID",
        "CLOSER_STORE",
        "CLOSER_DYNAMODB_ENDPOINT",
        "CLOSER_VERIFY_REQUESTS",
        "CLOSER_LOG_LEVEL",
    ],
)
def test_an_empty_variable_counts_as_not_set(name: str) -> None:
    """Nobody who leaves a line of an environment file empty is kept from starting, or left unguarded."""
    assert Settings.from_environment({**HOME, name: ""}) == Settings.from_environment(HOME)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOSER_SKILL_ID", "our skill"),
        ("CLOSER_DYNAMODB_ENDPOINT", "localhost:8000"),
        ("CLOSER_VERIFY_REQUESTS", "maybe"),
        ("CLOSER_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_variable_stops_the_start_by_name(name: str, value: str) -> None:
    """The sentence names the variable that is wrong."""
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_environment({**HOME, name: value})
