"""Make an artifact start fast: only what the skill uses of AWS's data, and everything compiled.

`sam build` runs it last, with the folder of the artifact. botocore comes with the models of four
hundred services and looks through all of them for the one that it is asked for; the skill makes
three calls of one. And Lambda's disk is read-only, so what is not compiled here is compiled again
with every cold start.
"""

from __future__ import annotations

import compileall
import gzip
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, Final

SERVICE: Final = "dynamodb"
OPERATIONS: Final = ("GetItem", "PutItem", "DeleteItem")
"""What skill/persistence/dynamodb.py calls, and what the role in template.yaml allows."""

_RULES: Final = "endpoint-rule-set-1.json.gz"
_MODEL: Final = "service-2.json.gz"


def main() -> None:
    """Trim the artifact in the folder that is given."""
    folder = Path(sys.argv[1])
    shutil.rmtree(folder / "bin", ignore_errors=True)
    # Amazon has these, and only the simulator and the checks read them.
    shutil.rmtree(folder / "skill/_interaction_models")
    trim_data(folder / "botocore/data")
    # A function is replaced as a whole, so bytecode is never older than its source. By their
    # times it would often seem so: the archive that Lambda unpacks rounds them.
    done = compileall.compile_dir(
        folder,
        quiet=1,
        stripdir=str(folder),
        prependdir="/var/task",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        sys.exit("The artifact could not be compiled.")


def trim_data(data: Path) -> None:
    """Leave of botocore's data what it takes to call one service's few operations anywhere."""
    for path in data.iterdir():
        if path.is_dir() and path.name != SERVICE:
            shutil.rmtree(path)
    endpoints = _read(data / "endpoints.json")
    for partition in endpoints["partitions"]:
        services = partition["services"]
        partition["services"] = {SERVICE: services[SERVICE]} if SERVICE in services else {}
    _write(data / "endpoints.json", endpoints)
    *older, version = sorted((data / SERVICE).iterdir())
    for path in older:
        shutil.rmtree(path)
    for path in version.iterdir():
        if path.name not in {_RULES, _MODEL}:
            path.unlink()
    _write(version / _MODEL, trimmed(_read(version / _MODEL)))


def trimmed(model: dict[str, Any]) -> dict[str, Any]:
    """Return a service's model with the operations that are called, and no documentation."""
    operations = {
        name: operation for name, operation in model["operations"].items() if name in OPERATIONS
    }
    wanted = set(_shapes_in(operations))
    waiting = list(wanted)
    while waiting:
        new = set(_shapes_in(model["shapes"][waiting.pop()])) - wanted
        wanted |= new
        waiting += new
    shapes = {name: shape for name, shape in model["shapes"].items() if name in wanted}
    kept: dict[str, Any] = _undocumented({**model, "operations": operations, "shapes": shapes})
    return kept


def _shapes_in(value: Any) -> Iterator[str]:
    """The names of the shapes that a part of a model refers to."""
    if isinstance(value, dict):
        if isinstance(value.get("shape"), str):
            yield value["shape"]
        for inner in value.values():
            yield from _shapes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _shapes_in(inner)


def _undocumented(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _undocumented(inner)
            for key, inner in value.items()
            if key != "documentation" or not isinstance(inner, str)
        }
    return [_undocumented(inner) for inner in value] if isinstance(value, list) else value


def _read(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def _write(path: Path, value: Any) -> None:
    content = json.dumps(value, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


if __name__ == "__main__":
    main()
