"""Amazon's engine for APL, started once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.viewhost import ViewHost, missing, viewhost

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def host() -> Iterator[ViewHost]:
    """The engine; without it, or without a browser, its tests skip and say why."""
    if reason := missing():
        pytest.skip(reason)
    with viewhost() as host:
        yield host
