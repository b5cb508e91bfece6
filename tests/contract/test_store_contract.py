"""What every household store does, whichever it is: the same tests for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from skill.errors import VersionConflictError
from skill.persistence.dynamodb import DynamoDBStore
from skill.persistence.memory import MemoryStore
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.store import HouseholdStore, StoredRecord
from tests.support.dynamodb_server import dynamodb_client, empty_table, items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

USER = "amzn1.ask.account.AHOUSEHOLDTHATTALKS"
NEIGHBOUR = "amzn1.ask.account.AHOUSEHOLDNEXTDOOR"

# SHA-256 of the first, as `printf %s ... | sha256sum` gives it.
HASHED = b"94237bb7131ba92b5b0dd3cd1c4ab3d885ebf678b1571e6e0fd2ce0b29b7b4e4"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that records are kept.

    Attributes:
        open: opens a store there; a second one sees what the first one saved.
        everything: all that is kept there, as bytes, however it is written.
    """

    open: Callable[[], HouseholdStore]
    everything: Callable[[], bytes]


def now() -> datetime:
    return datetime.now(UTC)


def memory_place() -> Place:
    # The memory of a program is one place and cannot be opened twice.
    store = MemoryStore(clock=now)
    return Place(lambda: store, lambda: repr(store._records).encode())


def sqlite_place(folder: Path) -> Place:
    path = folder / "households.sqlite3"
    return Place(
        lambda: SQLiteStore(path, clock=now),
        lambda: b"".join(file.read_bytes() for file in sorted(folder.iterdir())),
    )


def dynamodb_place(endpoint: str) -> Place:
    table = empty_table(endpoint)
    return Place(
        lambda: DynamoDBStore(table, client=dynamodb_client(endpoint), clock=now),
        lambda: repr(items(endpoint, table)).encode(),
    )


@pytest.fixture(params=["memory", "sqlite", "dynamodb by moto", "dynamodb by dynalite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    match request.param:
        case "memory":
            return memory_place()
        case "sqlite":
            return sqlite_place(tmp_path)
        case "dynamodb by moto":
            return dynamodb_place(request.getfixturevalue("moto_server").endpoint)
        case _:
            return dynamodb_place(request.getfixturevalue("dynalite_endpoint"))


@pytest.fixture
def store(place: Place) -> Iterator[HouseholdStore]:
    opened = place.open()
    yield opened
    opened.close()


@pytest.fixture
def second_store(place: Place) -> Iterator[HouseholdStore]:
    opened = place.open()
    yield opened
    opened.close()


def test_nothing_is_known_of_a_stranger(store: HouseholdStore) -> None:
    """None is what loading gives for a household that never saved anything."""
    assert store.load(USER) is None


def test_what_was_saved_is_loaded(store: HouseholdStore) -> None:
    """The document and the version of the last save are what loading gives."""
    document = {
        "schema": 1,
        "tips": ["t1", "t2"],
        "check_in": {"answers": {"q1": True, "q2": None}},
    }

    version = store.save(USER, document, expected_version=None)

    assert store.load(USER) == StoredRecord(document, version)


def test_other_processes_see_what_was_saved(
    store: HouseholdStore, second_store: HouseholdStore
) -> None:
    """A save is seen at once by a store that was opened elsewhere on the same place."""
    version = store.save(USER, {"nights": 1}, expected_version=None)

    assert second_store.load(USER) == StoredRecord({"nights": 1}, version)

    newer = second_store.save(USER, {"nights": 2}, expected_version=version)

    assert store.load(USER) == StoredRecord({"nights": 2}, newer)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


# The place is shared by the examples: each one saves over the one before it.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(user_id=st.text(min_size=1), document=st.dictionaries(st.text(), JSON_VALUES))
@example(user_id=USER, document={})
@example(user_id="\ud800", document={"half a pair": "\ud800", "nothing": "\x00", "💞": [[], {}]})
@example(user_id=USER, document={"beyond every float": 2**70 + 1, "": -1})
def test_every_document_survives_as_it_was(
    store: HouseholdStore, user_id: str, document: dict[str, object]
) -> None:
    """Equal in every type, order and character is a document that was saved and loaded."""
    before = store.load(user_id)
    store.save(user_id, document, expected_version=before.version if before else None)

    after = store.load(user_id)

    assert after is not None
    assert json.dumps(after.document) == json.dumps(document)


def test_a_record_of_four_kilobytes_survives(store: HouseholdStore) -> None:
    """The largest record that the skill ever keeps comes back whole."""
    document = {"tips": [f"tip-{number:04}" for number in range(360)]}
    assert 4_000 < len(json.dumps(document)) < 5_000

    store.save(USER, document, expected_version=None)

    loaded = store.load(USER)
    assert loaded is not None
    assert loaded.document == document


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param({"share": 0.5}, id="a float"),
        pytest.param({"share": float("nan")}, id="not a number"),
        pytest.param({"pair": (1, 2)}, id="a tuple"),
        pytest.param({"list": [{"deep": {1: "one"}}]}, id="a key that is a number"),
        pytest.param({"set": {1}}, id="a set"),
        pytest.param({"bytes": b""}, id="bytes"),
        pytest.param({"when": datetime(2026, 1, 1, tzinfo=UTC)}, id="a moment"),
    ],
)
def test_what_json_would_change_is_refused(
    store: HouseholdStore, refused: Mapping[str, object]
) -> None:
    """TypeError, and nothing stored, is what a document gives that would not come back equal."""
    with pytest.raises(TypeError, match="may hold only strings, whole numbers"):
        store.save(USER, refused, expected_version=None)

    assert store.load(USER) is None


def test_a_document_that_holds_itself_is_refused(store: HouseholdStore) -> None:
    """TypeError is what a document gives that never ends."""
    document: dict[str, object] = {}
    document["again"] = document

    with pytest.raises(TypeError, match="may hold only strings, whole numbers"):
        store.save(USER, document, expected_version=None)


def test_no_caller_shares_what_another_one_holds(store: HouseholdStore) -> None:
    """The stored document stays as saved, whatever is done to what went in or came out."""
    tips = ["t1"]
    document: dict[str, object] = {"tips": tips}
    store.save(USER, document, expected_version=None)
    tips.append("changed after saving")
    first = store.load(USER)
    assert first is not None
    assert first.document == {"tips": ["t1"]}
    loaded_tips = first.document["tips"]
    assert isinstance(loaded_tips, list)
    loaded_tips.append("changed after loading")

    second = store.load(USER)

    assert second is not None
    assert second.document == {"tips": ["t1"]}


def test_households_are_kept_apart(store: HouseholdStore) -> None:
    """Each user id has its own record, however alike two ids are."""
    ids = [USER, NEIGHBOUR, USER.lower(), f"{USER} ", f" {USER}", "é", "e\u0301", "x" * 5_000]
    for number, user_id in enumerate(ids):
        store.save(user_id, {"number": number}, expected_version=None)

    loaded = [store.load(user_id) for user_id in ids]

    assert [record and record.document["number"] for record in loaded] == list(range(len(ids)))


def test_the_second_of_two_devices_is_told(
    store: HouseholdStore, second_store: HouseholdStore
) -> None:
    """A conflict, with the first device's answers kept, is what the slower device gets."""
    version = store.save(USER, {"answers": []}, expected_version=None)
    kept = store.save(USER, {"answers": ["kitchen"]}, expected_version=version)

    with pytest.raises(VersionConflictError):
        second_store.save(USER, {"answers": ["bedroom"]}, expected_version=version)

    assert store.load(USER) == StoredRecord({"answers": ["kitchen"]}, kept)


def test_the_second_of_two_beginnings_is_told(store: HouseholdStore) -> None:
    """A conflict is what a save gives that expects no record where there is one."""
    store.save(USER, {"who": "first"}, expected_version=None)

    with pytest.raises(VersionConflictError):
        store.save(USER, {"who": "second"}, expected_version=None)


def test_a_save_never_brings_back_a_forgotten_household(store: HouseholdStore) -> None:
    """A conflict is what a save gives that expects a record which was deleted since."""
    version = store.save(USER, {"nights": 1}, expected_version=None)
    store.delete(USER)

    with pytest.raises(VersionConflictError):
        store.save(USER, {"nights": 2}, expected_version=version)

    assert store.load(USER) is None


def test_a_new_beginning_is_safe_from_the_time_before(store: HouseholdStore) -> None:
    """A conflict is what a save gives that expects a version of the record before "forget us"."""
    version = store.save(USER, {"life": "first"}, expected_version=None)
    old_versions = [version]
    for _ in range(5):
        old_versions.append(store.save(USER, {"life": "first"}, expected_version=old_versions[-1]))
    store.delete(USER)
    new = store.save(USER, {"life": "second"}, expected_version=None)

    for old in old_versions:
        with pytest.raises(VersionConflictError):
            store.save(USER, {"life": "first"}, expected_version=old)

    assert store.load(USER) == StoredRecord({"life": "second"}, new)


def test_every_save_has_a_version_of_its_own(store: HouseholdStore) -> None:
    """As many versions as saves there are, even of one and the same document."""
    versions: list[int | None] = [None]
    for _ in range(10):
        versions.append(store.save(USER, {"same": True}, expected_version=versions[-1]))

    assert len(set(versions)) == 11


def test_only_one_of_many_can_begin_a_record(store: HouseholdStore) -> None:
    """One save and seven conflicts are what eight threads get that begin the same record."""
    together = Barrier(8)

    def begin(number: int) -> int | None:
        together.wait(timeout=10)
        try:
            store.save(USER, {"number": number}, expected_version=None)
        except VersionConflictError:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        winners = [number for number in threads.map(begin, range(8)) if number is not None]

    record = store.load(USER)
    assert record is not None
    assert [record.document["number"]] == winners


def test_forgetting_leaves_nothing_behind(place: Place, store: HouseholdStore) -> None:
    """Neither document nor key nor user id is anywhere in the store after a deletion."""
    version = store.save(USER, {"tips": ["TELLTALE"] * 400}, expected_version=None)
    store.save(USER, {"tips": ["TELLTALE"]}, expected_version=version)
    assert b"TELLTALE" in place.everything()

    store.delete(USER)

    left = place.everything()
    assert b"TELLTALE" not in left
    assert HASHED not in left
    assert store.load(USER) is None


def test_forgetting_is_for_one_household_only(store: HouseholdStore) -> None:
    """The neighbour's record stays as it was when a household is forgotten."""
    store.save(USER, {"ours": True}, expected_version=None)
    version = store.save(NEIGHBOUR, {"ours": False}, expected_version=None)

    store.delete(USER)

    assert store.load(NEIGHBOUR) == StoredRecord({"ours": False}, version)


def test_forgetting_twice_is_no_error(store: HouseholdStore) -> None:
    """None is what loading gives after any number of deletions, also of a stranger."""
    store.delete(USER)
    store.save(USER, {}, expected_version=None)
    store.delete(USER)
    store.delete(USER)

    assert store.load(USER) is None


def test_no_account_is_named_in_the_store(place: Place, store: HouseholdStore) -> None:
    """The SHA-256 of a user id stands in the store, and the user id does not."""
    store.save(USER, {"tips": []}, expected_version=None)

    kept = place.everything()

    assert HASHED in kept
    assert USER.encode() not in kept


def test_errors_name_no_household(store: HouseholdStore) -> None:
    """Neither user id nor key nor answer is in an error or in what led to it."""
    store.save(USER, {"answer": "TELLTALE"}, expected_version=None)

    with pytest.raises(VersionConflictError) as conflict:
        store.save(USER, {"answer": "TELLTALE"}, expected_version=None)
    with pytest.raises(TypeError) as refusal:
        store.save(USER, {"answer": "TELLTALE", "share": 0.5}, expected_version=None)

    for raised in (conflict, refusal):
        error: BaseException | None = raised.value
        while error is not None:
            for private in (USER, HASHED.decode(), "TELLTALE"):
                assert private not in repr(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_store_that_works_passes_its_check(store: HouseholdStore) -> None:
    """No error and no record is what a check leaves, also beside records."""
    store.check()
    version = store.save(USER, {}, expected_version=None)
    store.check()

    assert store.load(USER) == StoredRecord({}, version)


def test_closing_twice_is_no_error(place: Place) -> None:
    """A store may be closed again."""
    store = place.open()
    store.load(USER)

    store.close()
    store.close()
