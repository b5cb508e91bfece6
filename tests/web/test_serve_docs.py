"""docs/serve.md says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import closing
from os import utime
from pathlib import Path
from shutil import which
from sqlite3 import connect
from subprocess import run
from time import time

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
PRIVACY = (ROOT / "docs/privacy.md").read_text()


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
    assert programs == of_the_server | {".venv/bin/pip", "curl", "closer"}


def test_what_is_installed_is_what_the_project_offers() -> None:
    """The extras in brackets exist."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [line for line in shell_lines() if ".venv/bin/pip" in line]
    assert len(named) == 2
    for line in named:
        (extras,) = re.findall(r'"\.\[(.*)\]"', line)
        assert set(extras.split(",")) <= project["optional-dependencies"].keys()


def script() -> str:
    """The page's script that copies the store."""
    (found,) = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.mark.skipif(which("sqlite3") is None, reason="there is no sqlite3 program here")
def test_a_backup_is_made_while_the_store_is_open_and_is_gone_in_time(tmp_path: Path) -> None:
    """Run every night, with other paths, it holds the store; no copy comes to 35 days, and few go before."""
    backups = tmp_path / "var/backups/closer-together"
    backups.mkdir(parents=True)
    for days in (0.5, 33, 34, 35):
        copy = backups / f"{days}.sqlite3"
        copy.touch()
        made = time() - days * 24 * 3600 - 60
        utime(copy, (made, made))
    folder = tmp_path / "var/lib/closer-together"
    folder.mkdir(parents=True)
    with closing(connect(folder / "households.sqlite3")) as open_store:
        open_store.execute("create table kept (what text)")
        open_store.execute("insert into kept values ('all of it')")
        open_store.commit()
        lines = script().replace("/var/", f"{tmp_path}/var/")
        run(["/bin/sh"], input=lines, text=True, check=True)
    # One that is 34 days old today would be 35 when the next night's run comes.
    names = {copy.name for copy in backups.iterdir()}
    assert names > {"0.5.sqlite3", "33.sqlite3"}
    (fresh,) = names - {"0.5.sqlite3", "33.sqlite3"}
    with closing(connect(backups / fresh)) as opened:
        assert opened.execute("select what from kept").fetchall() == [("all of it",)]
    assert (backups / fresh).stat().st_mode & 0o077 == 0
    assert "for up to 35 days more in the backups" in " ".join(PRIVACY.split())


@pytest.mark.skipif(which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    """Every line of it is known; only the program, which is not installed here, is another."""
    (unit,) = re.findall(r"^```ini\n(\[Unit\].*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    program = "/opt/closer-together/.venv/bin/closer serve"
    assert program in unit
    file = tmp_path / "closer-together.service"
    file.write_text(unit.replace(program, "/bin/true"))
    done = run(
        ["systemd-analyze", "verify", "--man=no", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if file.name in line] == []


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
