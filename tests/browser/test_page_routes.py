"""The page's routes without a browser: who is let in, and what is answered to whatever is posted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.config import Settings
from skill.interaction_model.model import available_locales
from skill.simulator.echo.envelope import DEVICE_ID, USER_ID
from skill.web import create_app
from skill.web.simulated_home import DEVICES
from skill.web.simulator_page import ACTS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ROUTES = [
    ("GET", "/"),
    ("GET", "/static/simulator.js"),
    ("GET", "/static/nothing.js"),
    ("POST", "/simulator"),
]
STRANGERS: dict[str, dict[str, Any]] = {
    "another host name": {"headers": {"Host": "closer.example"}},
    "a name that ends like this machine's": {"headers": {"Host": "localhost.closer.example"}},
    "a proxy's X-Forwarded-For": {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    "a proxy's Forwarded": {"headers": {"Forwarded": "for=127.0.0.1"}},
    "a proxy's Via": {"headers": {"Via": "1.1 proxy"}},
    "another machine": {"environ_base": {"REMOTE_ADDR": "203.0.113.5"}},
    "another site's page": {"headers": {"Origin": "https://closer.example"}},
    "another site's frame or picture": {"headers": {"Sec-Fetch-Site": "cross-site"}},
    "another port's page": {"headers": {"Origin": "http://localhost:1", "Host": "localhost:2"}},
}


def new_client() -> FlaskClient:
    """Return a client of the application in local mode, with a household that is new."""
    app = create_app(Settings(store="memory://", verify_requests=False), local=True)
    return app.test_client()


@pytest.fixture
def client() -> FlaskClient:
    """A client on this machine."""
    return new_client()


def post(client: FlaskClient, do: str, value: object = "", **more: object) -> dict[str, Any]:
    """Do something as a page does, and return what the page is told."""
    response = client.post("/simulator", json={"page": "one", "do": do, "value": value, **more})
    assert response.status_code == 200
    told: dict[str, Any] = response.get_json()
    return told


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
def test_strangers_get_403_and_the_reason(
    client: FlaskClient, method: str, path: str, stranger: dict[str, Any]
) -> None:
    """Whoever is not this machine's own browser gets one sentence on every route."""
    response = client.open(path, method=method, json={"page": "one", "do": "begin"}, **stranger)
    assert response.status_code == 403
    assert response.mimetype == "text/plain"
    assert response.text.startswith("This page answers only the computer that it runs on")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_this_machine_gets_the_page_under_each_of_its_names(client: FlaskClient, host: str) -> None:
    """The page is served under every local name."""
    response = client.get("/", headers={"Host": host, "Sec-Fetch-Site": "none"})
    assert response.status_code == 200
    assert response.mimetype == "text/html"


def test_without_local_mode_there_is_no_page() -> None:
    """A server that is not in local mode has none of the page's routes."""
    client = create_app(Settings(store="memory://", verify_requests=False)).test_client()
    statuses = {client.open(path, method=method).status_code for method, path in ROUTES}
    assert statuses == {404}


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [
        ("/", "text/html"),
        ("/static/simulator.css", "text/css"),
        ("/static/simulator.js", "text/javascript"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_the_files_have_the_types_and_the_headers_that_browsers_insist_on(
    client: FlaskClient, path: str, mimetype: str
) -> None:
    """Each has its type on every system, the strict policy, and the other security headers."""
    response = client.get(path)
    assert response.mimetype == mimetype
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/static/", "/static/../simulator_page.py", "/static/%2e%2e/local.py"]
)
def test_nothing_else_is_served(client: FlaskClient, path: str) -> None:
    """Only the page's own files can be had."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/simulator"), ("POST", "/"), ("OPTIONS", "/")]
)
def test_other_methods_are_405(client: FlaskClient, method: str, path: str) -> None:
    """A route answers the one method that it is for."""
    assert client.open(path, method=method).status_code == 405


def test_the_page_mentions_no_other_host(client: FlaskClient) -> None:
    """Neither the page nor its files hold an address but the name of SVG's own format."""
    files = ("/", "/static/simulator.css", "/static/simulator.js", "/static/icon.svg")
    addresses = [
        found for path in files for found in re.findall(r"\w+://[^\s\"']+", client.get(path).text)
    ]
    assert addresses == ["http://www.w3.org/2000/svg"]


def test_every_button_of_the_page_does_something_that_exists(client: FlaskClient) -> None:
    """What the buttons do is known to the route."""
    done = set(re.findall(r'data-do="(\w+)"', client.get("/").text))
    assert done
    assert done <= ACTS.keys()


def test_everything_that_the_page_offers_to_say_is_understood(client: FlaskClient) -> None:
    """No offered words end up with the fallback."""
    offered = re.findall(r'data-say="([^"]+)"', client.get("/").text)
    assert len(offered) > 10
    intents = {words: post(client, "say", words)["exchanges"][0]["intent"] for words in offered}
    assert [words for words, intent in intents.items() if intent == "AMAZON.FallbackIntent"] == []


BAD: dict[str, Any] = {
    "no JSON": {"data": b"{", "content_type": "application/json"},
    "a form": {"data": {"page": "one", "do": "begin"}},
    "a list": {"json": []},
    "no page": {"json": {"do": "say"}},
    "an empty page": {"json": {"page": "", "do": "say"}},
    "too long a page": {"json": {"page": "p" * 65, "do": "say"}},
    "a number said": {"json": {"page": "one", "do": "say", "value": 1}},
    "touched with no list": {"json": {"page": "one", "do": "touch", "arguments": "1"}},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_page_would_post_is_400(client: FlaskClient, bad: dict[str, Any]) -> None:
    """The answer says in a sentence what to do."""
    response = client.post("/simulator", **bad)
    assert response.status_code == 400
    assert response.get_json()["error"].endswith("reload the page.")


REFUSED = {
    ("fly", ""): "The page asked for something that does not exist; reload the page.",
    ("locale", "xx-XX"): "There is no interaction model for the locale 'xx-XX'.",
    ("locale", "../../en-US"): "There is no interaction model for the locale",
    ("zone", "Atlantis"): "There is no time zone 'Atlantis'",
    ("time", "25:00"): "'25:00' is no time of day",
    ("advance", "soon"): "'soon' is no length of time",
    ("advance", "8d"): "Nobody waits for more than a week at a time.",
    ("screen", "maybe"): "/screen is on or off, not 'maybe'",
    ("touch", ""): "There is nothing to touch",
}


@pytest.mark.parametrize(("act", "sentence"), REFUSED.items(), ids=map(" ".join, REFUSED))
def test_what_cannot_be_done_is_said_in_a_sentence(
    client: FlaskClient, act: tuple[str, str], sentence: str
) -> None:
    """The page is told why, and everything stays as it was."""
    before = post(client, "begin", "Europe/London")["state"]
    assert post(client, *act)["error"].startswith(sentence)
    after = post(client, "begin", before["zone"])["state"]
    assert {**after, "now": ""} == {**before, "now": ""}


def test_a_time_zone_of_the_browser_that_is_not_known_here_is_no_trouble(
    client: FlaskClient,
) -> None:
    """The device keeps the time zone that it was made with."""
    told = post(client, "begin", "Moon/Tranquility")
    assert "error" not in told
    assert told["state"]["zone"] == "America/New_York"


def test_the_state_offers_the_locales_that_have_a_model(client: FlaskClient) -> None:
    """No other locale is offered."""
    assert tuple(post(client, "begin")["state"]["locales"]) == available_locales()


def test_nothing_that_identifies_or_opens_anything_reaches_the_page(client: FlaskClient) -> None:
    """Over an evening with everything in it no user, device, session or token is told."""
    said = ["remind us every night at nine thirty pm", "yes", "i approve", "open closer together"]
    told = [post(client, "say", words) for words in said]
    told += [post(client, "advance", "24h"), post(client, "disable"), post(client, "say", "help")]
    text = str(told)
    for secret in (USER_ID, DEVICE_ID, "simulated-api-access-token"):
        assert secret not in text
    assert re.findall(r"amzn1\.[\w.-]*[0-9a-f]{8}-[\w-]+", text) == []


def test_words_that_are_too_long_are_cut_off(client: FlaskClient) -> None:
    """Alexa stops listening; she still answers."""
    told = post(client, "say", "yes " * 4000)
    assert len(told["exchanges"][0]["heard"]) <= 500
    assert told["exchanges"][0]["speech"] != ""


def test_pages_beyond_the_limit_take_the_place_of_the_one_unused_for_longest(
    client: FlaskClient,
) -> None:
    """A page keeps its session as long as it is used, whatever others do."""

    def open_on(page: str, do: str) -> bool:
        told = client.post(
            "/simulator", json={"page": page, "do": do, "value": "open closer together"}
        )
        return bool(told.get_json()["state"]["open"])

    assert open_on("first", "say")
    assert open_on("second", "say")
    for number in range(DEVICES - 1):
        open_on(f"page {number}", "begin")
        assert open_on("second", "begin")
    assert not open_on("first", "begin")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
ACT = st.fixed_dictionaries(
    {
        "page": st.sampled_from(["one", "two"]) | JSON,
        "do": st.sampled_from([*ACTS, "locale"]) | JSON,
        "value": st.sampled_from(["on", "off", "allow", "21:30", "1h", "yes", "en-US", ""]) | JSON,
    },
    optional={"arguments": st.lists(JSON, max_size=3) | JSON},
)


@pytest.fixture(scope="module")
def fuzzed() -> FlaskClient:
    """One household that goes through everything that is posted to it."""
    return new_client()


@given(act=ACT | JSON)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_is_answered(fuzzed: FlaskClient, act: object) -> None:
    """With 200 or 400, and with JSON that is a state or one sentence."""
    response = fuzzed.post("/simulator", json=act)
    assert response.status_code in {200, 400}
    assert ("error" in response.get_json()) != ("state" in response.get_json())
