"""Write docs/certification.md anew: ``python -m skill.certification``."""

from __future__ import annotations

from pathlib import Path

from skill.certification.checklist import document

DOCUMENT = Path(__file__).parents[2] / "docs" / "certification.md"

if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
