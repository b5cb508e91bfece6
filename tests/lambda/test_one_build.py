"""The artifact is built once in a run of all tests, however many processes share them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_GROUPED = """
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test(number, worker_id, pytestconfig):
    (pytestconfig.rootpath / worker_id).touch()
"""


def test_what_is_grouped_runs_in_one_process(tmp_path: Path) -> None:
    """Eight tests of a group and two processes: one of the two runs all, as `make test` asks."""
    (tmp_path / "test_grouped.py").write_text(_GROUPED)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "--rootdir", tmp_path],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if "PYTEST" not in name},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("gw*"))) == 1
