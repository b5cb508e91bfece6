"""Every command in docs/deploy.md exists, with its options; those that need no account are run."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import cache
from importlib.util import find_spec
from typing import Final

import botocore.session
import pytest
from botocore import xform_name
from click.testing import CliRunner

from skill.cli import main
from skill.interaction_model.model import available_locales
from tests.support.lambda_emulator import ROOT, sam, sam_environment

PAGE: Final = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
# Of every command of the AWS CLI. AWS, "Command line options".
_GLOBAL: Final = {"--region", "--query", "--output"}


def commands(page: str) -> list[list[str]]:
    """The commands in a page's console blocks, as a shell takes them apart."""
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    text = "".join(blocks).replace("\\\n", " ")
    return [shlex.split(line.removeprefix("$ ")) for line in text.splitlines()]


COMMANDS: Final = commands(PAGE)


def of(program: str) -> list[list[str]]:
    """What the page runs a program with."""
    return [rest for name, *rest in COMMANDS if name == program]


def options(arguments: list[str]) -> set[str]:
    """The options among arguments."""
    return {argument for argument in arguments if argument.startswith("--")}


def test_every_command_is_of_a_program_that_the_page_names() -> None:
    """Nothing slips in that no test here looks at; the ASK CLI has no part that works offline."""
    programs = {name for name, *_ in COMMANDS}
    assert programs == {".venv/bin/closer", "sam", "aws", "ask", "cd"}


def test_the_skills_own_commands_work_as_they_stand(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after another in an empty folder, each exits with 0, and `cd` finds what was written."""
    folder = tmp_path_factory.mktemp("deploy")
    monkeypatch.chdir(folder)
    for name, *arguments in COMMANDS:
        if name == ".venv/bin/closer":
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code == 0, done.output
        if name == "cd":
            assert (folder / arguments[0]).is_dir()


@cache
def sam_help(command: str) -> str:
    """What `sam COMMAND --help` prints."""
    return subprocess.run(
        [sam(), command, "--help"],
        env=sam_environment(COLUMNS="200"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.xdist_group("lambda")
@pytest.mark.parametrize("arguments", of("sam"), ids=" ".join)
def test_sam_takes_what_the_page_gives_it(arguments: list[str]) -> None:
    """The command exists and has each of the options."""
    if not sam().is_file():
        pytest.skip("aws-sam-cli is not installed: make test installs it in .venv/sam")
    command, *rest = arguments
    for option in options(rest):
        assert re.search(rf"{option}\b", sam_help(command)), option


@pytest.mark.parametrize("arguments", of("aws"), ids=lambda arguments: " ".join(arguments[:2]))
def test_aws_takes_what_the_page_gives_it(arguments: list[str]) -> None:
    """The service has the operation, and the operation each option; what it demands is given."""
    service, command, *rest = arguments
    model = botocore.session.Session().get_service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    operation = model.operation_model(operations[command])
    shape = operation.input_shape
    assert shape is not None
    given = options(rest) - _GLOBAL
    assert given <= {f"--{xform_name(name, '-')}" for name in shape.members}
    assert {f"--{xform_name(name, '-')}" for name in shape.required_members} <= given


def test_every_locale_is_submitted() -> None:
    """The page names each locale that there is a model for where Amazon validates them."""
    (validated,) = [arguments for arguments in of("ask") if "submit-skill-validation" in arguments]
    assert set(validated[validated.index("-l") + 1].split(",")) == set(available_locales())


def test_the_commands_that_measure_are_there() -> None:
    """Each module that the page has people run can be found."""
    modules = re.findall(r"python -m ([\w.]+)", PAGE)
    assert modules
    for module in modules:
        assert find_spec(module) is not None, module
