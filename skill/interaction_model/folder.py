"""Where the interaction models lie, with their source, the skill's manifest and its icon."""

from __future__ import annotations

from pathlib import Path

_CHECKOUT = Path(__file__).parents[2] / "interaction_models"
_INSTALLED = Path(__file__).parents[1] / "_interaction_models"


def models_folder() -> Path:
    """Return the folder of a checkout, which is the one that people edit, or else the installed one."""
    return _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED
