"""docs/serve.md says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import closing
from pathlib import Path
from shutil import which
from sqlite3 import connect
from subprocess import run

import pytest

from skill.config import Settings
from skill.web.application import create_app
from skill.web.body import LARGEST_BODY
from skill.web.refusal import Check
from skill.web.server import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_WORKERS, GUNICORN
from skill.web.worker import ARRIVAL_SECONDS
from tests.web.amazon import Message
from tests.web.endpoint import Endpoint
from tests.web.served import ROOT

PAGE = (ROOT / "docs/serve.md").read_text()


@pytest.mark.parametrize("check", Check)
def test_every_check_is_explained(check: Check) -> None:
    """The table of the log's words has each check that a request may fail."""
    assert f"`{check}`" in PAGE


def test_the_health_on_the_page_is_the_health_that_is_told() -> None:
    """The parts and the words on the page are those of a sound endpoint with a file as its store."""
    shown = re.search(r"^\{.*\}$", PAGE, re.MULTILINE)
    assert shown is not None
    endpoint = Endpoint()
    endpoint.send(endpoint.amazon.signed())

    told = endpoint.send(Message(method="GET", path="/healthz")).json

    assert told is not None
    told["store"]["kind"] = "sqlite"
    assert json.loads(shown[0]) == told


def test_the_limits_on_the_page_are_the_limits() -> None:
    """The sizes, times and defaults on the page are those of the code."""
    assert LARGEST_BODY == 128 * 1024
    assert ARRIVAL_SECONDS == 5
    assert (GUNICORN["limit_request_field_size"], GUNICORN["limit_request_fields"]) == (4096, 64)
    assert (
        "five seconds to arrive and 128 KB at most; its head has lines of 4 KB, 64 of them" in PAGE
    )
    for option, default in (
        ("host", DEFAULT_HOST),
        ("port", DEFAULT_PORT),
        ("workers", DEFAULT_WORKERS),
    ):
        row = re.search(rf"^\| `--{option}` \|.*\| ([^|]*) \|$", PAGE, re.MULTILINE)
        assert row is not None
        assert row[1].split(";")[0] == str(default)


def shell_lines() -> list[str]:
    """What the page has its reader type, as root and as themselves."""
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return re.findall(r"^[#$] (.*(?:\n  .*)*)", "".join(blocks), re.MULTILINE)


def test_every_command_is_of_a_program_looked_at_here() -> None:
    """Nothing slips in that nobody tries."""
    steps = [step for line in shell_lines() for step in line.split(" && ")]
    programs = {re.sub(r"^(?:[A-Z_]+=\S+ )+", "", step).split()[0] for step in steps}
    of_the_server = {"cd", "git", "python3", "systemctl"}
    assert programs == of_the_server | {".venv/bin/pip", "sqlite3", "curl", "closer"}


def test_what_is_installed_is_what_the_project_offers() -> None:
    """The extras in brackets exist."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [line for line in shell_lines() if ".venv/bin/pip" in line]
    assert len(named) == 2
    for line in named:
        (extras,) = re.findall(r'"\.\[(.*)\]"', line)
        assert set(extras.split(",")) <= project["optional-dependencies"].keys()


@pytest.mark.skipif(which("sqlite3") is None, reason="there is no sqlite3 program here")
def test_the_backup_holds_the_store(tmp_path: Path) -> None:
    """The line that copies the store, with other paths, copies it while it is open."""
    (line,) = (line for line in shell_lines() if line.startswith("sqlite3 "))
    store, copy = tmp_path / "households.sqlite3", tmp_path / "households.backup"
    with closing(connect(store)) as open_store:
        open_store.execute("create table kept (what text)")
        open_store.execute("insert into kept values ('all of it')")
        open_store.commit()
        line = line.replace("/var/lib/closer-together", str(tmp_path))
        run(line.replace("/root", str(tmp_path)), shell=True, check=True)  # noqa: S602 - our own page
    with closing(connect(copy)) as opened:
        assert opened.execute("select what from kept").fetchall() == [("all of it",)]


def test_the_request_of_ones_own_making_is_answered() -> None:
    """With the settings that stand before the command, the body on the page gets a welcome."""
    (serving,) = (line for line in shell_lines() if line.endswith(" closer serve"))
    settings = Settings.from_environment(dict(re.findall(r"([A-Z_]+)=(\S+)", serving)))
    (sending,) = (line for line in shell_lines() if "LaunchRequest" in line)
    (body,) = re.findall(r"--data '(.*)'", sending, re.DOTALL)
    client = create_app(settings).test_client()
    answer = client.post("/alexa", data=body, content_type="application/json")
    assert answer.status_code == 200
    assert "Closer Together" in answer.get_json()["response"]["outputSpeech"]["ssml"]
