"""What all tests share: what they measured and what was attacked, printed at the end of the run."""

from __future__ import annotations

import pytest

from tests.support import attack_table, figures


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the attack table, then the figures."""
    attack_table.pytest_terminal_summary(terminalreporter)
    figures.pytest_terminal_summary(terminalreporter)
