"""Many households at once keep apart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from skill.persistence.sqlite import SQLiteStore
from skill.simulator.echo.envelope import mapping
from tests.handlers.echo import intent_json
from tests.web.amazon import ADDRESS, NOW
from tests.web.endpoint import Endpoint

HOUSEHOLDS = tuple(f"amzn1.ask.account.HOUSEHOLD-{number}" for number in range(8))
TIPS = 40
"""As many as there are: a household hears each of them once before it hears one again."""


def test_eight_households_hear_their_own_tips(tmp_path: Path) -> None:
    """All forty tips, each once, are what each of eight households hears that ask at once."""
    store = SQLiteStore(tmp_path / "households.sqlite3", clock=lambda: NOW)
    endpoint, together = Endpoint(store=store), Barrier(len(HOUSEHOLDS))

    def listen(household: str) -> set[str]:
        heard = set()
        together.wait()
        for _ in range(TIPS):
            request = {"type": "IntentRequest", "intent": intent_json("TipIntent")}
            envelope = endpoint.amazon.envelope(request, household=household)
            response = endpoint.send(endpoint.amazon.signed(envelope))
            assert response.status_code == 200
            assert response.json is not None
            kind, tip, *_ = response.json["sessionAttributes"]["said"]
            assert kind == "tip"
            heard.add(tip)
        return heard

    with closing(store), ThreadPoolExecutor(len(HOUSEHOLDS)) as threads:
        heard = list(threads.map(listen, HOUSEHOLDS))

        assert [len(tips) for tips in heard] == [TIPS] * len(HOUSEHOLDS)
        assert endpoint.amazon.fetched == [ADDRESS]
        for household in HOUSEHOLDS:
            record = store.load(household)
            assert record is not None
            used = mapping(record.document["tips"])["used"]
            assert str(used).split() == sorted(heard[0])
