"""The endpoint's processes: started, broken down, and started anew."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from tests.web.served import ROOT


@dataclass
class SoakServer:
    """The endpoint in processes of its own; ``with`` it, it runs.

    Attributes:
        folder: what it works on.
        seed: of its planned faults.
        port: where it is since its last start.
        up: set while it listens.
    """

    folder: Path
    seed: int
    port: int = 0
    up: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _start(self) -> None:
        arguments = [str(self.folder), str(self.seed)]
        with self.log.open("a") as log:
            # In a group of its own, so that all of it can be killed and nothing else.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.endpoint", *arguments],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self._process.stdout is not None
        with self._process.stdout as told:
            self.port = int(told.readline())
        self.up.set()

    @property
    def log(self) -> Path:
        """What all processes have logged, over all starts."""
        return self.folder / "log"

    @property
    def store(self) -> Path:
        """The file with the households."""
        return self.folder / "households.sqlite3"

    def kill(self) -> None:
        """Kill all of its processes at once, and start it anew."""
        self.up.clear()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._start()

    def kill_worker(self, process: int) -> bool:
        """Kill a worker if it is one of this server's still; gunicorn starts another."""
        try:
            is_own = os.getpgid(process) == self._process.pid
            if is_own:
                os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return is_own

    def lock(self, seconds: float) -> None:
        """Keep the store locked against writers for a while, as a backup gone wrong might."""
        with closing(sqlite3.connect(self.store, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            connection.execute("ROLLBACK")
