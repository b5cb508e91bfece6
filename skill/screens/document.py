"""The APL documents: one layout, in core components alone, for every shape of screen.

A document imports nothing, so it shows at once and can be rendered anywhere. Its
words come from the datasource of the turn; only what can be touched stands in
it, which is why there are so few documents that each is written once per process.

Sizes are in density-independent pixels; ``docs/screens.md`` tells how they were chosen.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from skill.content.models import ScreenKind, Touch
from skill.screens.text import Size, shown

VERSION: Final = "1.4"
DATA: Final = "screen"
"""The name of the datasource."""

BACKGROUND: Final = "#12161C"
CLEARED_AFTER: Final = 60_000
"""Milliseconds that a support number stays; saying it takes about half of that."""

Component = dict[str, Any]
Touches = tuple[tuple[Touch, str], ...]
"""What can be touched, each with its words."""

_COLORS: Final = {
    "text": "#F3EEE6",
    "quiet": "#B9C0C9",
    "accent": "#E7BE8A",
    "button": "#27303B",
    "edge": "#55606E",
}

_ROUND: Final = "viewport.shape == 'round'"
_AT_THE_RIM: Final = 78
_SHORT_LABEL: Final = 6
"""Letters that a button on a round screen has room for at least, so that none is too narrow to touch."""
_FLAT: Final = "viewport.shape != 'round' && viewport.mode != 'tv'"
_VIEWPORTS: Final = (
    "",
    f"${{{_FLAT} && viewport.height < 560}}",
    f"${{{_FLAT} && viewport.width >= 1200 && viewport.height >= 700}}",
    "${viewport.mode == 'tv'}",
    f"${{{_ROUND}}}",
)
"""Landscape hubs of about 1024x600, low ones of 960x480, large ones from 1280x800 on,
televisions of 960x540, and round hubs of 480x480."""

_DIMENSIONS: Final = {
    "side": (64, 44, 80, 64, 66),
    "top": (28, 14, 40, 32, 24),
    "foot": (32, 16, 44, 36, 66),
    "gap": (16, 8, 20, 16, 8),
    "title": (32, 30, 40, 26, 28),
    "note": (34, 30, 42, 28, 28),
    "huge": (66, 54, 84, 56, 34),
    "large": (54, 44, 68, 46, 32),
    "medium": (44, 36, 54, 38, 28),
    "small": (38, 32, 46, 32, 28),
    "least": (34, 30, 42, 28, 28),
    "touch": (34, 32, 44, 30, 28),
    "touchHeight": (88, 68, 104, 72, 60),
}
"""For each of ``_VIEWPORTS``, in dp."""

_STYLES: Final = {
    "touch": {
        "values": [
            {"borderColor": "@edge", "borderWidth": "2dp"},
            # On a television one moves from one to the next, and has to see where one is.
            {
                "when": "${state.focused || state.pressed}",
                "borderColor": "@accent",
                "borderWidth": "4dp",
            },
        ]
    }
}

_CENTRED: Final = frozenset({ScreenKind.CHECK_IN, ScreenKind.PROMPT, ScreenKind.MESSAGE})
"""Mostly short and read at a glance; what is longer is easier to read from a straight edge."""


def document(kind: ScreenKind, touches: Touches = ()) -> dict[str, Any]:
    """Return the document for a kind of screen, the caller's own."""
    # Read anew, which is the quickest way to copy one.
    document: dict[str, Any] = json.loads(_written(kind, touches))
    return document


@cache
def _written(kind: ScreenKind, touches: Touches) -> str:
    return json.dumps(_made(kind, touches))


def _made(kind: ScreenKind, touches: Touches) -> dict[str, Any]:
    if kind is ScreenKind.NOTHING:
        return _whole({"type": "Frame", **_FILLING, "backgroundColor": BACKGROUND})
    is_short = f"{_value('size')} != '{Size.SMALL}' && {_value('size')} != '{Size.LEAST}'"
    is_centred = f"{_ROUND} || ({is_short})" if kind in _CENTRED else _ROUND
    align = f"${{{is_centred} ? 'center' : 'left'}}"
    # Where nothing stands at the top or the foot of a circle, the words keep to where it is wide.
    foot = "@foot" if touches else f"${{{_ROUND} ? {_AT_THE_RIM} : @foot}}"
    layout = {
        "type": "Container",
        "id": "words",
        **_FILLING,
        "paddingLeft": "@side",
        "paddingRight": "@side",
        "paddingTop": f"${{{_ROUND} && {_value('place')} == '' ? {_AT_THE_RIM} : @top}}",
        "paddingBottom": foot,
        "items": [_heading(), _words(kind, align, asks=bool(touches)), *_buttons(touches)],
    }
    made = _whole(
        {"type": "Frame", **_FILLING, "backgroundColor": BACKGROUND, "item": layout},
        resources=_resources(),
        styles=_STYLES,
    )
    if kind is ScreenKind.NUMBER:
        # A device may leave the last screen on when the session is over; the number goes by itself.
        gone = {"componentId": "words", "property": "opacity", "value": 0}
        made["onMount"] = [{"type": "SetValue", "delay": CLEARED_AFTER, **gone}]
    return made


_FILLING: Final = {"width": "100vw", "height": "100vh"}


def _whole(item: Component, **parts: object) -> dict[str, Any]:
    template = {"parameters": ["payload"], "items": [item]}
    return {"type": "APL", "version": VERSION, "theme": "dark", **parts, "mainTemplate": template}


def _resources() -> list[Component]:
    """Return the colours, and the sizes for each kind of viewport; the last that fits counts."""
    colors: Component = {"colors": _COLORS}
    return [
        colors,
        *(
            {
                **({"when": viewport} if viewport else {}),
                "dimensions": {name: f"{sizes[column]}dp" for name, sizes in _DIMENSIONS.items()},
            }
            for column, viewport in enumerate(_VIEWPORTS)
        ),
    ]


def _heading() -> Component:
    """Where one is: a title, and in a check-in the number of the question.

    A round screen is too narrow at the top for more than the number.
    """
    title = {**_text("title", "@title", "@accent"), "when": f"${{!({_ROUND})}}"}
    return {
        "type": "Container",
        "direction": "row",
        "justifyContent": f"${{{_ROUND} ? 'center' : 'spaceBetween'}}",
        "shrink": 0,
        "paddingBottom": "@gap",
        "items": [title, _text("place", "@title", "@accent")],
    }


def _words(kind: ScreenKind, align: str, *, asks: bool) -> Component:
    """What is said, in the middle; where it is more than fits, what matters less scrolls.

    A question that waits for an answer stays in sight; what ends a turn that asks
    nothing scrolls with the rest on a round screen, which has no room to keep it there.
    """
    size = f"@{Size.LEAST}"
    for larger in (Size.SMALL, Size.MEDIUM, Size.LARGE, Size.HUGE):
        size = f"{_value('size')} == '{larger}' ? @{larger} : ({size})"
    note = _text("note", "@note", "@quiet", align, paddingBottom="@gap")
    body = _text("body", f"${{{size}}}", "@text", align)
    ask = _text("ask", "@note", "@quiet", align, paddingTop="@gap")
    if kind is ScreenKind.CHECK_IN:
        items = [{**body, "shrink": 0}, _scrolling(ask)]
    elif asks:
        items = [_scrolling(note, body), {**ask, "shrink": 0}]
    else:
        is_round = {**ask, "when": f"${{{_ROUND} && {_value('ask')} != ''}}"}
        is_flat = {**ask, "when": f"${{!({_ROUND}) && {_value('ask')} != ''}}", "shrink": 0}
        items = [_scrolling(note, body, is_round), is_flat]
    return {
        "type": "Container",
        "grow": 1,
        "shrink": 1,
        "justifyContent": "center",
        "items": items,
    }


def _scrolling(*items: Component) -> Component:
    return {
        "type": "ScrollView",
        "width": "100%",
        "height": "auto",
        "shrink": 1,
        "item": {"type": "Container", "width": "100%", "items": list(items)},
    }


def _value(name: str) -> str:
    """Return the expression for a value of the datasource."""
    return f"payload.{DATA}.{name}"


def _text(name: str, size: str, color: str, align: str = "center", **padding: str) -> Component:
    """Return the text of that name of the datasource, where there is any."""
    return {
        "type": "Text",
        "when": f"${{{_value(name)} != ''}}",
        "text": f"${{{_value(name)}}}",
        "fontSize": size,
        "color": color,
        "textAlign": align,
        **padding,
    }


def _buttons(touches: Touches) -> list[Component]:
    """Return what can be touched: side by side, or two by two on a round screen.

    Side by side all are as wide as each other; of two on a round screen, which has no width to
    spare, the one with the longer words is the wider.
    """
    if not touches:
        return []
    alike = [_button(touch, words, 1) for touch, words in touches]
    by_length = [_button(touch, words, max(len(words), _SHORT_LABEL)) for touch, words in touches]
    pairs = [by_length[:2], by_length[2:]] if len(touches) > 2 else [by_length]
    return [
        _row(alike, f"${{!({_ROUND})}}"),
        *(_row(pair, f"${{{_ROUND}}}", narrower=bool(n)) for n, pair in enumerate(pairs)),
    ]


def _row(buttons: list[Component], when: str, *, narrower: bool = False) -> Component:
    # At the foot of a round screen there is less room from side to side.
    sides: Component = {"paddingLeft": "6dp", "paddingRight": "6dp"} if narrower else {}
    return {
        "type": "Container",
        "when": when,
        "direction": "row",
        "shrink": 0,
        "width": "100%",
        "paddingTop": "@gap",
        **sides,
        "items": buttons,
    }


def _button(touch: Touch, words: str, share: int) -> Component:
    label = shown(words)
    return {
        "type": "TouchWrapper",
        "id": touch.value,
        "accessibilityLabel": label,
        "role": "button",
        # Its part of the row, whatever stands on it.
        "width": "1dp",
        "grow": share,
        "spacing": "@gap",
        "onPress": {"type": "SendEvent", "arguments": [touch.value]},
        "item": {
            "type": "Frame",
            "style": "touch",
            "inheritParentState": True,
            "backgroundColor": "@button",
            "borderRadius": "20dp",
            "width": "100%",
            "item": {
                "type": "Text",
                "text": label,
                "width": "100%",
                "height": "@touchHeight",
                "fontSize": "@touch",
                "color": "@text",
                "textAlign": "center",
                "textAlignVertical": "center",
            },
        },
    }
