"""The artifact that `sam build` makes, run by AWS's own Runtime Interface Emulator.

The emulator comes with aws-sam-cli; what answers it inside is awslambdaric, the
client that Lambda itself runs. `make test` installs the first in `.venv/sam`; the
second goes, with a Python 3.13 as Lambda has it, into a folder of the tests.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parents[2]
SAM_VENV: Final = Path(os.environ.get("CLOSER_TEST_SAM", "") or Path(sys.prefix, "sam"))
_REQUIREMENTS: Final = ROOT / "requirements/emulator.txt"
_EMULATORS: Final = {
    "x86_64": "aws-lambda-rie-x86_64",
    "aarch64": "aws-lambda-rie-arm64",
    "arm64": "aws-lambda-rie-arm64",
}
_INVOKE: Final = "/2015-03-31/functions/function/invocations"
# Long enough for a busy machine; Alexa's own eight seconds are what a test asserts.
_STARTS_WITHIN: Final = 20.0
_ANSWERS_WITHIN: Final = 30.0


@dataclass(frozen=True, slots=True)
class Artifact:
    """What `sam build` made of the function.

    Attributes:
        folder: what Lambda would unpack as `/var/task`.
        python: a Python 3.13 with awslambdaric and nothing else.
        emulator: the Runtime Interface Emulator.
    """

    folder: Path
    python: Path
    emulator: Path

    def files(self) -> Iterator[Path]:
        """Every file that is shipped."""
        return (path for path in self.folder.rglob("*") if path.is_file())


def missing() -> str | None:
    """Say what this machine lacks to build and run the artifact; None when it has all."""
    if sys.platform != "linux" or platform.machine() not in _EMULATORS:
        return "AWS's Runtime Interface Emulator runs on Linux on x86_64 or arm64 only"
    if not sam().is_file():
        return "aws-sam-cli is not installed: make test installs it in .venv/sam"
    if python_3_13() is None:
        return "there is no Python 3.13, which the function runs on"
    return None


def sam() -> Path:
    """The AWS SAM CLI, which lives in an environment of its own."""
    return SAM_VENV / "bin/sam"


@cache
def python_3_13() -> Path | None:
    """A Python 3.13 of this machine that really starts: on the path, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [
        getattr(sys, "_base_executable", sys.executable),
        shutil.which("python3.13"),
        *sorted(map(str, pyenv.glob("versions/3.13*/bin/python3.13")), reverse=True),
    ]
    for candidate in filter(None, found):
        # A shim of pyenv's may be on the path and yet start nothing.
        asked = subprocess.run(
            [candidate, "-c", "import sys, venv; print(sys.version_info[:2] == (3, 13))"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.stdout.strip() == "True":
            return Path(candidate)
    return None


def build(folder: Path, template: Path = ROOT / "template.yaml") -> Artifact:
    """Make the environment, then the artifact, from a template and the source tree.

    Args:
        folder: an empty folder to do it in.
        template: whose `SkillFunction` to build; by default the skill's.

    Raises:
        AssertionError: a step failed; what it printed is in the message.
    """
    base = python_3_13()
    assert base is not None
    runtime = folder / "runtime"
    _run([base, "-m", "venv", runtime])
    python = runtime / "bin/python"
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([python, *install, "--require-hashes", "--only-binary", ":all:", "-r", _REQUIREMENTS])
    # sam looks for "python3.13" on the path, and builds with what it finds there.
    _run(
        [
            sam(),
            "build",
            "--template-file",
            template,
            "--build-dir",
            folder / "build",
        ],
        PATH=f"{python.parent}{os.pathsep}{os.environ['PATH']}",
    )
    name = _EMULATORS[platform.machine()]
    (source,) = SAM_VENV.glob(f"lib/python3*/site-packages/samcli/local/rapid/{name}")
    emulator = folder / "aws-lambda-rie"
    shutil.copy(source, emulator)
    emulator.chmod(0o755)
    return Artifact(folder / "build/SkillFunction", python, emulator)


def sam_environment(**more: str) -> dict[str, str]:
    """The environment to run sam in: it reports nothing to anybody, and asks nobody for news."""
    return {
        **os.environ,
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_CHECK_UPDATES": "0",
        "AWS_DEFAULT_REGION": "us-east-1",
        **more,
    }


def _run(command: list[str | Path], **environment: str) -> None:
    done = subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env=sam_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"


class InvocationError(Exception):
    """The function failed, as Lambda reports it to Alexa."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        super().__init__(error.get("errorMessage", ""))
        self.type = str(error.get("errorType", ""))


class LambdaProcess:
    """One execution environment of the function: cold at first; ``with`` it, it runs.

    Args:
        artifact: what it runs.
        log: where its log goes, a file that is made anew.
        settings: the environment variables of the function, and none of this machine's.
        handler: the function in it to call.
    """

    def __init__(
        self,
        artifact: Artifact,
        log: Path,
        settings: Mapping[str, str],
        *,
        handler: str = "app.lambda_handler",
    ) -> None:
        self._artifact = artifact
        self._log = log
        self._settings = dict(settings)
        self._handler = handler
        self._output: IO[bytes]
        self._process: subprocess.Popen[bytes]
        self._address = ""

    def __enter__(self) -> Self:
        port, runtime_port = _free_ports()
        self._address = f"http://127.0.0.1:{port}{_INVOKE}"
        self._output = self._log.open("wb")
        self._process = subprocess.Popen(
            [
                self._artifact.emulator,
                "--runtime-interface-emulator-address",
                f"127.0.0.1:{port}",
                "--runtime-api-address",
                f"127.0.0.1:{runtime_port}",
                self._artifact.python,
                "-m",
                "awslambdaric",
                self._handler,
            ],
            cwd=self._artifact.folder,
            env={
                "PATH": "/usr/bin:/bin",
                "LAMBDA_TASK_ROOT": str(self._artifact.folder),
                **self._settings,
            },
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait_for(port)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, envelope: Mapping[str, object]) -> dict[str, Any]:
        """Invoke the function as Alexa does.

        Raises:
            InvocationError: the function raised, or did not even start.
        """
        request = Request(self._address, json.dumps(envelope).encode())  # noqa: S310 - it is http://127.0.0.1
        try:
            with urlopen(request, timeout=_ANSWERS_WITHIN) as answer:  # noqa: S310
                body: dict[str, Any] = json.load(answer)
        except HTTPError as error:
            with error:
                raise InvocationError({"errorMessage": f"{error.code} {error.reason}"}) from None
        # The emulator answers 200 for a handler that raised: the body tells.
        if "errorType" in body:
            raise InvocationError(body)
        return body

    @property
    def pid(self) -> int:
        """The emulator's process, whose one child is the function's."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What the function and the emulator have written so far."""
        return self._log.read_text(errors="replace")

    @property
    def cold_milliseconds(self) -> float:
        """How long the start and the first answer took, as the emulator measured them."""
        started = re.search(r"INIT REPORT\(durationMs: ([\d.]+)", self.log)
        assert started is not None
        return float(started[1]) + self.milliseconds[0]

    @property
    def milliseconds(self) -> list[float]:
        """How long each invocation took, as the emulator measured it."""
        return [float(ms) for ms in re.findall(r"INVOKE RTDONE.+?duration: ([\d.]+)ms", self.log)]

    def _wait_for(self, port: int) -> None:
        """Wait until the emulator listens."""
        last = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < last and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self.log)

    def _stop(self) -> None:
        """End the emulator, which ends the function's own process."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()


def _free_ports() -> tuple[int, int]:
    """Two ports of 127.0.0.1 that nobody has."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return one.getsockname()[1], two.getsockname()[1]
