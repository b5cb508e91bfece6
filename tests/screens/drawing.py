"""What is wrong with a screen as it is drawn; nothing, if it is right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from skill.content.models import ScreenKind
from skill.screens.text import ScreenText, text_of
from tests.screens.every_screen import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skill.content.models import Catalog
    from skill.dialog.turn import Turn
    from tests.screens.viewhost import ViewHost, Viewport

CONTRAST: Final = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size."""
SMALLEST_TOUCH: Final = 48
"""The least height and width of what can be touched, in APL's units."""
GRACE: Final = 1.5
"""So many pixels are lost in rounding."""

Box = list[float]


def faults(
    host: ViewHost,
    viewport: Viewport,
    turn: Turn,
    *,
    may_scroll: bool,
    content: Catalog = CATALOG,
) -> list[str]:
    """Return what is wrong with what is drawn of a turn, one sentence for each fault."""
    drawn = host.measured()
    text = text_of(turn, content)
    return [
        *_missing(drawn, text, viewport),
        *_unasked(drawn, turn, text),
        *_cut(drawn),
        *_outside(drawn, viewport),
        *_overlaps(drawn),
        *_small(drawn, viewport),
        *(
            f"{name} has a contrast of {ratio:.1f}"
            for name, ratio in host.contrasts()
            if ratio < CONTRAST
        ),
        *([] if may_scroll else _scrolled(drawn)),
    ]


def _missing(drawn: dict[str, Any], text: ScreenText, viewport: Viewport) -> Iterator[str]:
    """Every word of the turn is drawn, once, and every touch has its label."""
    if viewport.round:
        text = ScreenText("", text.place, text.note, text.body, text.ask)
    shown = (text.title, text.place, text.note, text.body, text.ask)
    wanted = [" ".join(words.split()) for words in shown]
    found = [one["text"] for one in drawn["texts"] if one["touch"] is None]
    if sorted(filter(None, wanted)) != sorted(found):
        yield f"{found} is drawn in place of {wanted}"


def _unasked(drawn: dict[str, Any], turn: Turn, text: ScreenText) -> Iterator[str]:
    """The question that what can be touched would answer is in sight, whatever has to scroll."""
    is_check_in = turn.shows is ScreenKind.CHECK_IN
    question = text.body if is_check_in or not text.ask else text.ask
    for one in drawn["texts"] if drawn["touches"] else ():
        if one["text"] == question and one["scroller"]:
            hidden = [line for line in one["lines"] if not _contains(one["scroller"], line)]
            if hidden:
                yield f"{question!r} has to be scrolled to"


def _cut(drawn: dict[str, Any]) -> Iterator[str]:
    """No line of a text is drawn outside the room that the text has."""
    for text in drawn["texts"]:
        for line in text["lines"]:
            if not _contains(text["room"], line):
                yield f"{text['text']!r} is cut off: {line} is not within {text['room']}"


def _scrolled(drawn: dict[str, Any]) -> Iterator[str]:
    for scroller in drawn["scrollers"]:
        if scroller["content"] > scroller["height"] + GRACE:
            yield f"{scroller['content'] - scroller['height']} pixels have to be scrolled to"


def _seen(text: dict[str, Any]) -> Iterator[Box]:
    """The lines of a text as far as they are in sight."""
    for line in text["lines"]:
        within = text["scroller"] or line
        seen = [
            max(line[0], within[0]),
            max(line[1], within[1]),
            min(line[2], within[2]),
            min(line[3], within[3]),
        ]
        if seen[2] - seen[0] > GRACE and seen[3] - seen[1] > GRACE:
            yield seen


def _outside(drawn: dict[str, Any], viewport: Viewport) -> Iterator[str]:
    for text in drawn["texts"]:
        if any(not _is_on_screen(seen, viewport) for seen in _seen(text)):
            yield f"{text['text']!r} is partly off the screen"
    for touch in drawn["touches"]:
        # The corners are rounded: the box may stick out where nothing is drawn.
        inset = touch["radius"] * (1 - math.sqrt(0.5))
        left, top, right, bottom = touch["box"]
        if not _is_on_screen([left + inset, top + inset, right - inset, bottom - inset], viewport):
            yield f"the touch {touch['label']!r} is partly off the screen"


def _is_on_screen(box: Box, viewport: Viewport) -> bool:
    if not viewport.round:
        return _contains([0, 0, viewport.width, viewport.height], box)
    radius = viewport.width / 2
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return all(math.hypot(x - radius, y - radius) <= radius for x, y in corners)


def _overlaps(drawn: dict[str, Any]) -> Iterator[str]:
    """Texts and touches lie beside each other, but for the words on a touch."""
    boxes = [
        *(
            (text["text"], seen)
            for text in drawn["texts"]
            if not text["touch"]
            for seen in _seen(text)
        ),
        *((touch["label"], touch["box"]) for touch in drawn["touches"]),
    ]
    for number, (name, box) in enumerate(boxes):
        for other_name, other in boxes[number + 1 :]:
            if name != other_name and _meet(box, other):
                yield f"{name!r} and {other_name!r} overlap"
    for text in drawn["texts"]:
        if text["touch"] and any(not _contains(text["touch"], line) for line in text["lines"]):
            yield f"{text['text']!r} does not fit on its touch"


def _small(drawn: dict[str, Any], viewport: Viewport) -> Iterator[str]:
    for text in drawn["texts"]:
        size = text["size"] / viewport.scale
        if size < viewport.floor - 0.01:
            yield f"{text['text']!r} is set in {size:.0f}, which is less than {viewport.floor}"
    for touch in drawn["touches"]:
        left, top, right, bottom = (side / viewport.scale for side in touch["box"])
        if min(right - left, bottom - top) < SMALLEST_TOUCH:
            yield f"the touch {touch['label']!r} is too small for a thumb"


def _contains(outer: Sequence[float], inner: Sequence[float]) -> bool:
    return (
        inner[0] >= outer[0] - GRACE
        and inner[1] >= outer[1] - GRACE
        and inner[2] <= outer[2] + GRACE
        and inner[3] <= outer[3] + GRACE
    )


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > GRACE
        and min(one[3], other[3]) - max(one[1], other[1]) > GRACE
    )
