"""Write the interaction models from their source, or check that they are up to date.

Run ``python -m skill.interaction_model`` to write them and with ``--check`` to
compare only, which fails and names the files that differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from skill.errors import InteractionModelError
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import to_json
from skill.interaction_model.rules import check_model
from skill.interaction_model.source import build_model, source_locales


def main(arguments: Sequence[str] | None = None, models: Path | None = None) -> int:
    """Build every locale's model and return the exit code: 0, or 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m skill.interaction_model", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a file differs"
    )
    options = parser.parse_args(arguments)
    problems: list[str] = []
    models = models or models_folder()
    for locale in source_locales(models / "source"):
        file = models / f"{locale}.json"
        try:
            model = build_model(locale, models / "source")
        except InteractionModelError as error:
            problems.append(str(error))
            continue
        problems += [f"{locale}: {sentence}" for sentence in check_model(model)]
        text = to_json(model)
        if not options.check:
            file.write_text(text, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            problems.append(
                f"{file} is not what its source builds; run 'python -m skill.interaction_model'."
            )
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
