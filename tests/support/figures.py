"""Figures that tests measure, told where a person sees them.

A test records a figure with `record_property("figure", "...")`. A conftest at the
root of the tests imports `pytest_terminal_summary` from here, and every run ends
with the figures, also one that is spread over several processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of all tests that recorded one."""
    figures = sorted(
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
        if name == "figure"
    )
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.write_line(figure)
