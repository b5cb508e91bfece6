"""The pictures in the docs show the code as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pictures import DOCUMENTS, PICTURES, redrawn


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_a_document_shows_what_would_be_drawn_now(file: Path) -> None:
    """Where this fails, 'make docs' draws it anew."""
    document = file.read_text(encoding="utf-8")
    assert redrawn(document) == document


def test_every_picture_stands_somewhere() -> None:
    """None is drawn for nobody."""
    documents = "".join(file.read_text(encoding="utf-8") for file in DOCUMENTS)
    missing = [name for name in PICTURES if f"<!-- drawn: {name} -->" not in documents]
    assert missing == []


def test_a_picture_that_is_out_of_date_is_drawn_over() -> None:
    """Only what stands between its marks changes."""
    old = "before\n<!-- drawn: packages -->\nold\n<!-- end: packages -->\nafter\n"
    new = redrawn(old)
    assert new.startswith("before\n<!-- drawn: packages -->\n```mermaid\n")
    assert new.endswith("<!-- end: packages -->\nafter\n")
    assert "old" not in new
