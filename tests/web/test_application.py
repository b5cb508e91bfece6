"""The application: Amazon's adapter with its verifiers off, and ours always in front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from skill.config import Settings
from skill.errors import ConfigurationError, StoreError
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import certvalidator_stub, create_app
from skill.web.adapter import GuardedSkillAdapter
from tests.support.faulty_store import FaultyStore
from tests.web.amazon import ADDRESS, NOW, Amazon, make_amazon, pem
from tests.web.endpoint import Endpoint

VERIFIERS = ("ASK_SDK_VERIFY_SIGNATURE", "ASK_SDK_VERIFY_TIMESTAMP")


def adapters(app: Flask) -> dict[str | None, GuardedSkillAdapter]:
    """The adapters of an application, by skill id, where the SDK keeps them."""
    # The SDK's module can be imported only once the stand-in is there.
    from flask_ask_sdk.skill_adapter import EXTENSION_NAME

    found: dict[str | None, GuardedSkillAdapter] = app.extensions[EXTENSION_NAME]
    return found


@pytest.fixture
def amazon() -> Amazon:
    return make_amazon()


def test_the_adapter_is_the_sdks_without_its_verifiers() -> None:
    """A SkillAdapter without a single verifier is what answers."""
    from flask_ask_sdk.skill_adapter import SkillAdapter

    app = Endpoint().app

    adapter = adapters(app)[APPLICATION_ID]

    assert isinstance(adapter, SkillAdapter)
    assert isinstance(adapter, GuardedSkillAdapter)
    assert adapter._webservice_handler._verifiers == []
    assert [app.config[name] for name in VERIFIERS] == [False, False]


@pytest.mark.parametrize("verify", [True, False])
def test_a_guard_stands_in_front_whatever_the_settings(*, verify: bool) -> None:
    """400 is what a stranger gets from any application that can be made."""
    app = create_app(Settings(verify_requests=verify))

    response = app.test_client().post(
        "/alexa",
        json=make_amazon().envelope(),
        environ_base={"REMOTE_ADDR": "203.0.113.5"},
    )

    assert response.status_code == 400


def test_switching_the_sdks_verifiers_back_on_changes_nothing() -> None:
    """400 is what an unsigned request still gives when the SDK's own switches are touched."""
    endpoint = Endpoint()
    endpoint.app.config.update(dict.fromkeys(VERIFIERS, True))

    response = endpoint.app.test_client().post("/alexa", json=endpoint.amazon.envelope())

    assert response.status_code == 400


def test_the_stand_in_for_certvalidator_cannot_be_used(amazon: Amazon) -> None:
    """RuntimeError is what the SDK's own verifier comes to, rather than to a skipped check."""
    from ask_sdk_webservice_support.verifier import RequestVerifier

    verifier = RequestVerifier()

    with pytest.raises(RuntimeError, match=r"skill\.web\.verification"):
        verifier._validate_cert_chain(pem(amazon.root.certificate))


def test_a_certvalidator_that_works_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module that is there stays, when somebody has imported one that can be."""
    real = object()
    monkeypatch.setitem(sys.modules, "certvalidator", real)

    certvalidator_stub.install()

    assert sys.modules["certvalidator"] is real


def test_nothing_is_read_from_amazon_before_a_request_comes(amazon: Amazon) -> None:
    """No fetch is what making an application costs."""
    Endpoint(amazon=amazon)

    assert amazon.fetched == []


def test_without_a_skill_id_even_amazons_requests_are_refused(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """400 is what a genuine request gives while no id is set; the log says which setting."""
    endpoint = Endpoint(settings=Settings())

    response = endpoint.send(endpoint.amazon.signed())

    assert response.status_code == 400
    assert "CLOSER_SKILL_ID is not set" in caplog.text
    assert "check=skill-id-setting" in caplog.text
    assert endpoint.amazon.fetched == [ADDRESS]


def test_settings_may_be_given_by_name() -> None:
    """The settings given by name are what counts."""
    app = create_app(Settings(skill_id="amzn1.ask.skill.a"), skill_id="amzn1.ask.skill.b")

    assert list(adapters(app)) == ["amzn1.ask.skill.b"]


def test_settings_come_from_the_environment_by_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file that CLOSER_STORE names is there once an application was made."""
    file = tmp_path / "households.sqlite3"
    monkeypatch.setenv("CLOSER_STORE", f"sqlite:///{file}")
    monkeypatch.setenv("CLOSER_SKILL_ID", APPLICATION_ID)

    app = create_app()

    assert file.is_file()
    assert list(adapters(app)) == [APPLICATION_ID]


@pytest.mark.parametrize(
    ("store", "error"),
    [("nonsense://", ConfigurationError), ("sqlite:////proc/none/a.sqlite3", StoreError)],
)
def test_a_wrong_setting_stops_the_start(store: str, error: type[Exception]) -> None:
    """An error that names what is wrong is what an impossible store gives."""
    with pytest.raises(error, match=r"CLOSER_STORE"):
        create_app(Settings(store=store))


def test_an_event_that_could_not_be_carried_out_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """503 is what "disabled" gives while the record cannot be deleted, so that Alexa sends it again."""
    store = FaultyStore(MemoryStore(clock=lambda: NOW))
    endpoint = Endpoint(store=store)
    event = endpoint.amazon.signed(endpoint.amazon.event("AlexaSkillEvent.SkillDisabled"))
    store.break_down()

    response = endpoint.send(event)

    assert (response.status_code, response.data) == (503, b"")
    assert "request failed error=" in caplog.text
    assert "amzn1" not in caplog.text
    store.recover()
    assert endpoint.send(event).status_code == 200


def test_a_failing_store_never_fails_a_conversation() -> None:
    """200 is what a launch gives while the store is down."""
    store = FaultyStore(MemoryStore(clock=lambda: NOW))
    endpoint = Endpoint(store=store)
    store.break_down()

    assert endpoint.send(endpoint.amazon.signed()).status_code == 200


def run(program: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, with every warning an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=root,
        env={
            "CLOSER_STORE": "memory://",
            "CLOSER_SKILL_ID": APPLICATION_ID,
            "PYTHONPATH": str(root),
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=20,
    )


def test_importing_the_endpoint_warns_of_nothing(pytestconfig: pytest.Config) -> None:
    """Silence is what importing the WSGI module gives, with every warning an error."""
    done = run("import skill.web.wsgi", pytestconfig.rootpath)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_endpoint_needs_no_simulator(pytestconfig: pytest.Config) -> None:
    """An endpoint is what can be made without the simulator's extra, and a sentence for the page."""
    without = "import sys; sys.modules['rapidfuzz'] = None; from skill.web import create_app; "

    done = run(f"{without} create_app(); create_app(local=True)", pytestconfig.rootpath)

    *_, last = done.stderr.splitlines()
    assert last.startswith("skill.errors.ConfigurationError: The page to try the skill on needs")
    assert 'pip install "closer-together[simulator]"' in last
