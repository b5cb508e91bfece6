"""Every sort of screen, as Amazon's own engine draws it, can be read and touched on every kind of device.

What is looked for stands in ``drawing.py``; here the turns with the most and the
least to read of each sort are drawn, and screens that are wrong on purpose.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import ScreenKind
from skill.dialog.pending import PendingQuestion
from skill.screens.screen import Screen, screen_of
from skill.screens.touches import touches_for
from skill.speech.spoken import Words
from tests.screens.drawing import faults
from tests.screens.every_screen import CATALOG, Sort, abroad, extremes, is_aside
from tests.screens.viewhost import HUB, ROUND_HUB, TV, VIEWPORTS, ViewHost, Viewport

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.dialog.turn import Turn

by_viewport = pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: v.name)
by_sort = pytest.mark.parametrize("sort", extremes(), ids=str)


def test_every_kind_of_screen_and_question_is_drawn() -> None:
    """The turns drawn here show all the kinds there are, and offer all the answers there are."""
    assert {sort.kind for sort in extremes()} == set(ScreenKind)
    offered = {touches_for(pending) for pending in PendingQuestion}
    assert {sort.touches for sort in extremes()} == offered


@by_viewport
@by_sort
def test_a_screen_is_whole_legible_and_in_bounds(
    host: ViewHost, viewport: Viewport, sort: Sort
) -> None:
    """No text is cut, covered, off the screen, small or pale; on flat screens none has to be scrolled to.

    A round screen scrolls longer texts, and so does what is said besides in a check-in.
    """
    for turn in extremes()[sort]:
        host.show(screen_of(turn, CATALOG), viewport)
        may_scroll = viewport.round or is_aside(turn)
        assert faults(host, viewport, turn, may_scroll=may_scroll) == []


@by_viewport
def test_the_words_of_other_locales_fit_as_well(host: ViewHost, viewport: Viewport) -> None:
    """Two countries' support numbers, times in words and British spellings are as whole and legible."""
    assert {turn.shows for _, turn in abroad()} >= {ScreenKind.NUMBER, ScreenKind.NIGHTLY}
    for locale, turn in abroad():
        content = load_catalog(locale)
        host.show(screen_of(turn, content), viewport)
        may_scroll = viewport.round or is_aside(turn)
        found = faults(host, viewport, turn, may_scroll=may_scroll, content=content)
        assert found == [], locale


@by_viewport
def test_what_scrolls_can_be_scrolled_to_its_end(host: ViewHost, viewport: Viewport) -> None:
    """The last line of a text that is far too long comes into sight when it is scrolled to."""
    turn = with_words(" ".join(["word"] * 199) + " end.")
    host.show(screen_of(turn, CATALOG), viewport)
    last_line, scroller = scrolled_to_the_end(host)
    assert last_line[1] >= scroller[1] - 1
    assert last_line[3] <= scroller[3] + 1


def scrolled_to_the_end(host: ViewHost) -> tuple[list[float], list[float]]:
    """Turn the wheel as far as it goes; return the last line of the longest text and its frame."""
    before = max(host.measured()["texts"], key=lambda text: len(text["text"]))
    left, top, right, bottom = before["scroller"]
    assert before["lines"][-1][3] > bottom, "the text is short enough to be seen at once"
    host.wheel((left + right) / 2, (top + bottom) / 2, 10_000)
    after = max(host.measured()["texts"], key=lambda text: len(text["text"]))
    return after["lines"][-1], after["scroller"]


def with_words(text: str) -> Turn:
    """A turn that says one text and offers another tip."""
    turn = next(t for sort, turns in extremes().items() if sort.kind == "tip" for t in turns)
    return replace(turn, speech=(Words(text, main=True), Words("Another?")))


@pytest.mark.parametrize(
    "text",
    ["Costs ${1 + 1} <b>now</b> & &amp; then {x} $ } \\ \"quotes\" 'n' 1 < 2 > 0", "${payload}"],
)
def test_words_are_shown_letter_for_letter(host: ViewHost, text: str) -> None:
    """Neither an expression nor a tag nor an entity is made of what is only text."""
    host.show(screen_of(with_words(text), CATALOG), HUB)
    drawn = [one["text"].replace("\u2060", "") for one in host.measured()["texts"]]
    assert text in drawn


def test_labels_are_shown_letter_for_letter(host: ViewHost) -> None:
    """What stands in the document itself is no expression either."""
    words = dict.fromkeys(CATALOG.screens.touches, "${1 + 1} <3")
    content = replace(CATALOG, screens=replace(CATALOG.screens, touches=words))
    host.show(screen_of(with_words("A tip."), content), HUB)
    labels = [touch["label"].replace("\u2060", "") for touch in host.measured()["touches"]]
    assert labels == ["${1 + 1} <3"] * 2


def test_nothing_at_all_is_drawn_on_the_background(host: ViewHost) -> None:
    """The first screen of somebody who is not safe has no word and nothing to touch on it."""
    (turn,) = extremes()[Sort(ScreenKind.NOTHING, ())]
    host.show(screen_of(turn, CATALOG), HUB)
    drawn = host.measured()
    assert (drawn["texts"], drawn["touches"], drawn["scrollers"]) == ([], [], [])


def test_a_support_number_goes_by_itself(host: ViewHost) -> None:
    """The words of that screen are gone when its time is up; no one has to clear it."""
    turn = extremes()[Sort(ScreenKind.NUMBER, ())][0]
    screen = screen_of(turn, CATALOG)
    (clearing,) = screen.document["onMount"]
    sooner = Screen(
        {**screen.document, "onMount": [{**clearing, "delay": 300}]}, screen.datasources
    )
    host.show(sooner, HUB)
    assert host.contrasts()
    host.until(lambda: host.contrasts() == [])


def _smaller(document: str) -> str:
    return re.sub(r'"(note|least|small|medium|large)": "\d+dp"', r'"\1": "20dp"', document)


def _paler(document: str) -> str:
    return document.replace("#B9C0C9", "#5A626C")


def _wider(document: str) -> str:
    return re.sub(r'"side": "\d+dp"', '"side": "4dp"', document)


def _lower(document: str) -> str:
    return re.sub(r'"touchHeight": "\d+dp"', '"touchHeight": "30dp"', document)


def _asked_below(document: str) -> str:
    made = json.loads(document)
    words = made["mainTemplate"]["items"][0]["item"]["items"][1]
    scrolling, question = words["items"]
    scrolling["item"]["items"].append(question)
    words["items"] = [scrolling]
    return json.dumps(made)


def _unscrolled(document: str) -> str:
    return document.replace('"ScrollView"', '"Frame"')


@pytest.mark.parametrize(
    ("spoilt", "viewport", "fault"),
    [
        (_smaller, TV, "is set in 20"),
        (_paler, HUB, "has a contrast of"),
        (_wider, ROUND_HUB, "off the screen"),
        (_lower, HUB, "too small for a thumb|does not fit|cut off"),
        (_asked_below, ROUND_HUB, "has to be scrolled to"),
        (_unscrolled, ROUND_HUB, "off the screen|overlap|cut off"),
    ],
)
def test_a_screen_that_is_wrong_is_found_out(
    host: ViewHost, spoilt: Callable[[str], str], viewport: Viewport, fault: str
) -> None:
    """Each of the faults that are looked for is found where it was put on purpose."""
    turn = max(extremes()[Sort(ScreenKind.TIP, touches_for(PendingQuestion.MORE))], key=_size)
    host.show_changed(screen_of(turn, CATALOG), viewport, spoilt)
    found = faults(host, viewport, turn, may_scroll=True)
    assert any(re.search(fault, one) for one in found), found


def _size(turn: Turn) -> int:
    return sum(len(part.text) for part in turn.speech if isinstance(part, Words))
