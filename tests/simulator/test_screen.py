"""The words on a screen are found wherever a document keeps them."""

from __future__ import annotations

from skill.simulator.echo.screen import card_text, document_text


def test_bound_and_written_words_of_a_document_are_read_once() -> None:
    """Literal texts come first, then datasources; bindings, settings and repetitions do not."""
    texts = [{"type": "Text", "text": "2 of  6"}, {"type": "Text", "text": "${payload.d.title}"}]
    nested = {"type": "Container", "items": [*texts, {"type": "Frame", "item": {"text": "2 of 6"}}]}
    directive = {
        "document": {"type": "APL", "version": "1.4", "mainTemplate": {"items": [nested]}},
        "datasources": {
            "d": {
                "type": "object",
                "properties": {
                    "title": "Do you feel close?",
                    "answers": ["Yes", "No"],
                    "count": 2,
                    "id": "close",
                },
            }
        },
    }
    assert document_text(directive) == ("2 of 6", "Do you feel close?", "Yes", "No")


def test_an_empty_document_has_no_words() -> None:
    """Nothing is read where nothing is."""
    assert document_text({}) == ()


def test_a_card_is_its_title_and_text_or_what_it_asks_for() -> None:
    """Simple and standard cards give their words, a permission card its scopes."""
    assert card_text({"type": "Simple", "title": "A tip", "content": "Talk."}) == ("A tip", "Talk.")
    assert card_text({"type": "Standard", "title": "A tip", "text": "Talk."}) == ("A tip", "Talk.")
    assert card_text({"type": "AskForPermissionsConsent", "permissions": ["a::b"]}) == (
        "Permission wanted: a::b",
    )
    assert card_text({"type": "LinkAccount"}) == ()
