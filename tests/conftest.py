"""What all tests share: the figures they measured, printed at the end of the run."""

from tests.support.figures import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
