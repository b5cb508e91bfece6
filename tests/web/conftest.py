"""The table of attacks, for a run of these tests alone."""

from tests.support.attack_table import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
