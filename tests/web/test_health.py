"""/healthz tells how the parts are, to anybody, and so nothing about anybody."""

from __future__ import annotations

import json

import pytest

from skill.config import Settings
from skill.persistence.memory import MemoryStore
from skill.simulator.echo.envelope import APPLICATION_ID
from skill.web import create_app
from skill.web import health as module
from skill.web.health import STORE_CHECK_SECONDS, Health, models_fit
from tests.support.faulty_store import FaultyStore
from tests.web.amazon import DEVICE, NOW, Message
from tests.web.endpoint import Endpoint

HEALTH = Message(method="GET", path="/healthz")
SETTINGS = Settings(skill_id=APPLICATION_ID)


def faulty_store() -> FaultyStore:
    return FaultyStore(MemoryStore(clock=lambda: NOW))


def test_all_is_well() -> None:
    """200 and "ok" are what a sound installation tells, with the state of every part."""
    response = Endpoint().send(HEALTH)

    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert response.json == {
        "status": "ok",
        "store": {"kind": "memory", "state": "ok"},
        "model": {"locales": ["en-AU", "en-CA", "en-GB", "en-IN", "en-US"], "state": "ok"},
        "certificates": {"kept": 0, "most": 16},
        "verification": "on",
        "skill_id": "set",
    }


def test_kept_certificates_are_counted() -> None:
    """One is how many chains are kept once a request has been answered; no id is told."""
    endpoint = Endpoint()
    endpoint.send(endpoint.amazon.signed())

    response = endpoint.send(HEALTH)

    assert response.json is not None
    assert response.json["certificates"]["kept"] == 1
    for secret in ("amzn1", DEVICE.user_id, APPLICATION_ID, ".pem"):
        assert secret not in response.text


def test_a_store_that_is_down_is_told_and_answered_for() -> None:
    """200 and "degraded" are what a store gives that is down: the skill answers without it."""
    store = faulty_store()
    endpoint = Endpoint(store=store)
    store.break_down()

    response = endpoint.send(HEALTH)

    assert response.status_code == 200
    assert response.json is not None
    assert response.json["status"] == "degraded"
    assert response.json["store"]["state"] == "unavailable"
    assert endpoint.send(endpoint.amazon.signed()).status_code == 200


def test_an_interaction_model_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A model that is unfit is what a locale makes whose file is not there."""
    monkeypatch.setattr(module, "available_locales", lambda: ("en-US", "xx-XX"))
    models_fit.cache_clear()
    try:
        report = Health(SETTINGS, faulty_store(), None).report()
    finally:
        models_fit.cache_clear()

    assert report["status"] == "degraded"
    assert report["model"] == {"locales": ["en-US", "xx-XX"], "state": "unfit"}


def test_asking_often_does_not_load_the_store() -> None:
    """One check of the store in five seconds is what any number of questions cause."""
    store, seconds = faulty_store(), [0.0]
    health = Health(SETTINGS, store, None, stopwatch=lambda: seconds[0])
    for _ in range(50):
        health.report()
    assert store.calls["check"] == 1

    seconds[0] = STORE_CHECK_SECONDS
    store.break_down()

    assert health.report()["status"] == "degraded"
    assert store.calls["check"] == 2


@pytest.mark.parametrize(
    ("settings", "status", "verification", "skill_id"),
    [
        (Settings(), "degraded", "on", "missing"),
        (Settings(verify_requests=False), "ok", "off", "missing"),
    ],
)
def test_a_missing_skill_id_matters_where_requests_are_verified(
    settings: Settings, status: str, verification: str, skill_id: str
) -> None:
    """A degraded state is what a verified endpoint without a skill id tells: it refuses everything."""
    report = Endpoint(settings=settings).send(HEALTH).json

    assert report is not None
    assert (report["status"], report["verification"], report["skill_id"]) == (
        status,
        verification,
        skill_id,
    )


def test_trying_it_locally_needs_no_skill_id() -> None:
    """A good state is what is told where the page to try the skill on is served."""
    app = create_app(Settings(), local=True)

    assert json.loads(app.test_client().get("/healthz").data)["status"] == "ok"
