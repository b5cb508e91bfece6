"""What the skill is built on may be built on."""

from __future__ import annotations

import re
import sys

import pytest

from tests.docs.licences import FILE, document, rows

FREE = re.compile(r"Apache|BSD|MIT|ISC|MPL|Mozilla|PSF|Python Software Foundation|Zope|Unlicense")
SHIPPED = {"AWS Lambda", "the endpoint", "the simulator", "packaging for Amazon"}


def test_what_runs_is_under_a_permissive_licence() -> None:
    """Or under Mozilla's, which asks nothing of those who only use a package."""
    others = [row for row in rows() if row[0] in SHIPPED and not FREE.search(row[3])]
    assert others == []


def test_every_package_names_its_licence() -> None:
    """Those of development too."""
    assert [row[1] for row in rows() if row[3] == "unknown"] == []


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11) or sys.platform != "linux",
    reason="another Python or platform installs a few other packages",
)
def test_the_list_is_up_to_date() -> None:
    """Where this fails, 'make docs' writes it anew."""
    assert FILE.read_text(encoding="utf-8") == document()
