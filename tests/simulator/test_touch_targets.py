"""What can be touched on a screen is found wherever an APL document keeps it."""

from __future__ import annotations

from skill.simulator.echo.touch_targets import TouchTarget, touch_targets


def directive(*items: object) -> dict[str, object]:
    """Return a RenderDocument directive with these components in it."""
    container = {"type": "Container", "items": list(items)}
    return {"document": {"type": "APL", "mainTemplate": {"items": [container]}}}


def touchable(*arguments: object, text: str = "") -> dict[str, object]:
    """Return a TouchWrapper that sends these arguments."""
    return {
        "type": "TouchWrapper",
        "onPress": [
            {"type": "SetValue", "property": "opacity", "value": 0.5},
            {"type": "SendEvent", "arguments": list(arguments)},
        ],
        "items": [{"type": "Frame", "item": {"type": "Text", "text": text}}],
    }


def test_touch_targets_are_found_in_reading_order_with_their_words() -> None:
    """Each is labelled with the first words on it, and sends what the document says."""
    yes, no = touchable("answer", "yes", text="Yes"), touchable("answer", 2, text="No")
    assert touch_targets(directive({"type": "Text", "text": "Close?"}, yes, no)) == (
        TouchTarget("Yes", ("answer", "yes")),
        TouchTarget("No", ("answer", 2)),
    )


def test_a_target_without_written_words_is_labelled_with_what_it_sends() -> None:
    """A picture or bound words leave nothing else to call it by."""
    assert touch_targets(directive(touchable("next", text="${payload.label}"))) == (
        TouchTarget("next", ("next",)),
    )


def test_what_sends_nothing_that_is_known_is_no_target() -> None:
    """Bound arguments cannot be sent, and other commands send nothing to the skill."""
    bound = touchable("${payload.answer}", text="Yes")
    silent = {"type": "TouchWrapper", "onPress": {"type": "SpeakItem"}, "item": {"text": "Play"}}
    assert touch_targets(directive(bound, silent)) == ()


def test_an_empty_screen_has_no_targets() -> None:
    """Nothing can be touched where nothing is."""
    assert touch_targets({}) == ()
