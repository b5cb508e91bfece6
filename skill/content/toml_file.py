"""Reading one TOML file of the content, or saying why it cannot be read."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from skill.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path


def read_toml(file: Path) -> dict[str, object]:
    """Return what a TOML file holds.

    Raises:
        ContentError: naming the file, when it is missing or is not TOML in UTF-8.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"The content file {file.name} is missing from {file.parent}."
        raise ContentError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"The content file {file} cannot be read: {error}."
        raise ContentError(message) from error
