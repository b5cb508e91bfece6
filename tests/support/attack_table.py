"""The table of attacks on the endpoint, told where a person sees it.

A test records an attack with `record_property("attack", "<status>  <what was sent>")`.
"""

from __future__ import annotations

import pytest

_TOLD = pytest.StashKey[bool]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was sent and what came back, also when several processes sent it; once."""
    attacks = sorted(
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
        if name == "attack"
    )
    if attacks and not terminalreporter.config.stash.get(_TOLD, False):
        terminalreporter.config.stash[_TOLD] = True
        terminalreporter.section(f"attacks on the endpoint: {len(attacks)}")
        for attack in attacks:
            terminalreporter.write_line(attack)
