"""What a process of this machine has used so far, by Linux's own books."""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [
        int(child)
        for task in (_PROC / str(pid) / "task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def cpu_milliseconds(pid: int) -> float:
    """Processor time of all threads of a process that still run, in milliseconds."""
    return (
        sum(
            int((task / "schedstat").read_text().split()[0])
            for task in (_PROC / str(pid) / "task").iterdir()
        )
        / 1e6
    )


def peak_megabytes(pid: int) -> float:
    """The most memory that a process has held at once, in megabytes (10^6 bytes)."""
    for line in (_PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    message = f"process {pid} holds no memory"
    raise ValueError(message)
