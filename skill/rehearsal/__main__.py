"""Write the script of the skill to docs/script.md anew: ``python -m skill.rehearsal``."""

from __future__ import annotations

from pathlib import Path

from skill.rehearsal.script import document

DOCUMENT = Path(__file__).parents[2] / "docs" / "script.md"

if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
