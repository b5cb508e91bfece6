"""The settings, read from the environment once, by whoever starts the skill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skill.errors import ConfigurationError

_ON, _OFF = ("on", "1", "true", "yes"), ("off", "0", "false", "no")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """How one installation of the skill runs. Every field is an environment variable."""

    skill_id: str | None = None
    """``CLOSER_SKILL_ID``: ``amzn1.ask.skill.`` and so on. Requests for another skill are refused."""
    store: str = "memory://"
    """``CLOSER_STORE``: ``sqlite:///path``, ``dynamodb://table`` or ``memory://``."""
    dynamodb_endpoint: str | None = None
    """``CLOSER_DYNAMODB_ENDPOINT``: an address to use instead of AWS's own, for tests."""
    verify_requests: bool = True
    """``CLOSER_VERIFY_REQUESTS``: on or off; off only ever answers this very machine."""
    log_level: str = "INFO"
    """``CLOSER_LOG_LEVEL``: DEBUG, INFO, WARNING or ERROR."""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, store: str | None = None
    ) -> Settings:
        """Read the settings from environment variables; an empty one counts as not set.

        Args:
            environment: usually ``os.environ``.
            store: what to use where ``CLOSER_STORE`` is not set.

        Raises:
            ConfigurationError: naming the variable that is wrong and what it may be.
        """
        level = (environment.get("CLOSER_LOG_LEVEL") or "INFO").upper()
        if level not in LOG_LEVELS:
            message = f"CLOSER_LOG_LEVEL is '{level}'; it may be {', '.join(LOG_LEVELS[:-1])} or {LOG_LEVELS[-1]}."
            raise ConfigurationError(message)
        skill_id = environment.get("CLOSER_SKILL_ID") or None
        if skill_id is not None and not skill_id.startswith("amzn1."):
            message = (
                "CLOSER_SKILL_ID does not look like a skill id; it begins with 'amzn1.ask.skill.'."
            )
            raise ConfigurationError(message)
        endpoint = environment.get("CLOSER_DYNAMODB_ENDPOINT") or None
        if endpoint is not None and not endpoint.startswith(("http://", "https://")):
            message = (
                "CLOSER_DYNAMODB_ENDPOINT must be an address that begins with http:// or https://."
            )
            raise ConfigurationError(message)
        verify = (environment.get("CLOSER_VERIFY_REQUESTS") or "on").lower()
        if verify not in (*_ON, *_OFF):
            message = f"CLOSER_VERIFY_REQUESTS is '{verify}'; it may be on or off."
            raise ConfigurationError(message)
        return cls(
            skill_id=skill_id,
            store=environment.get("CLOSER_STORE") or store or default_store(environment),
            dynamodb_endpoint=endpoint,
            verify_requests=verify in _ON,
            log_level=level,
        )


def default_store(environment: Mapping[str, str]) -> str:
    """Return a SQLite file in the person's own data folder, so that runs remember each other."""
    home = environment.get("XDG_DATA_HOME") or str(
        Path(environment.get("HOME") or "~").expanduser() / ".local/share"
    )
    return f"sqlite:///{home}/closer-together/households.sqlite3"
