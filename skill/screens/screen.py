"""From a turn to the screen that goes with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from skill.content.models import Catalog, ScreenKind
from skill.dialog.turn import Turn
from skill.screens.document import DATA, document
from skill.screens.text import ASK_LIMIT, NOTE_LIMIT, shown, text_of
from skill.screens.touches import touches_for

_LIMITS = {"note": NOTE_LIMIT, "ask": ASK_LIMIT}


@dataclass(frozen=True, slots=True)
class Screen:
    """An APL document and the data of its turn."""

    document: dict[str, Any]
    """The turn's own, which may be changed."""
    datasources: dict[str, Any]


def screen_of(turn: Turn, content: Catalog) -> Screen:
    """Return what a screen shows with a turn; a wordless background where nothing may be shown."""
    if turn.shows is ScreenKind.NOTHING:
        return Screen(document(turn.shows), {DATA: {"type": "object"}})
    words = content.screens.touches
    touches = tuple((touch, words[touch]) for touch in touches_for(turn.state.pending))
    text = text_of(turn, content)
    texts = {
        name: shown(value, _LIMITS[name]) if name in _LIMITS else shown(value)
        for name, value in asdict(text).items()
    }
    return Screen(
        document(turn.shows, touches),
        {DATA: {"type": "object", "size": text.size.value, **texts}},
    )
