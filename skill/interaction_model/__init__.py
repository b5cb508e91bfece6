"""The interaction model: what may be said to the skill, in the shape Amazon gets it.

``model`` reads the files that are shipped, ``rules`` checks them against
Amazon's rules, and ``source`` builds them from templates that a person can
edit. Only ``source`` needs a development tool (hassil); the skill never
imports it.
"""

from __future__ import annotations

from skill.interaction_model.model import (
    Intent,
    InteractionModel,
    Slot,
    SlotType,
    SlotValue,
    available_locales,
    load_model,
    read_model,
)

__all__ = [
    "Intent",
    "InteractionModel",
    "Slot",
    "SlotType",
    "SlotValue",
    "available_locales",
    "load_model",
    "read_model",
]
