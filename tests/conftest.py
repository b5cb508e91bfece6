"""What all tests share: what they measured and what was attacked, printed at the end of the run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.support import attack_table, figures

# How long an example takes depends on what else the machine does; a test must not.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the attack table, then the figures."""
    attack_table.pytest_terminal_summary(terminalreporter)
    figures.pytest_terminal_summary(terminalreporter)
