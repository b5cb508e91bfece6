"""What a household store is, and how the one that the settings name is opened.

A store keeps one document per Alexa user id, and a version with it. It knows
nothing of what the document says: the document carries its own schema number,
which only those who wrote it read and upgrade.

Every save is conditional on the version that was read, so two Echos that answer
at once cannot overwrite each other unseen; the later one is told, loads again and
applies its change to what the other has saved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from skill.errors import ConfigurationError

Clock: TypeAlias = Callable[[], datetime]
"""Tells the present moment, aware of its time zone."""

RETENTION: Final = timedelta(days=2 * 365)
"""How long after its last save a household is remembered."""

CONFLICT: Final = (
    "The household's record was saved or deleted by somebody else since it was read; load it "
    "again and apply the change anew."
)
"""What every store says with a `VersionConflictError`."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A household's document as it was read, and the version to save over.

    Attributes:
        document: a JSON object of strings, integers, booleans, None, lists and
            dictionaries; the caller's own, to change at will.
        version: a number that names this state of this record and no other. It
            says nothing but "the same" or "not the same".
    """

    document: Mapping[str, object]
    version: int


class HouseholdStore(Protocol):
    """One document per household, safe to use from many threads and processes.

    Every method may raise a `StoreError`; its message names the store, never the
    household.
    """

    def load(self, user_id: str) -> StoredRecord | None:
        """The household's record as last saved by anybody, or None when there is none.

        Raises:
            StoreUnavailableError: the store did not answer.
            StoreCorruptError: the record is there but cannot be read; it is left as it is.
        """
        ...

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """Keep the document and return its new version, provided nobody was quicker.

        The store is done with the document when this returns: it may be changed.

        Args:
            user_id: whose document it is.
            document: replaces what was stored, as a whole.
            expected_version: the version that was loaded, or None when there was
                no record, which must then still be so.

        Raises:
            VersionConflictError: somebody saved or deleted the record in the meantime.
            StoreUnavailableError: the store did not confirm. The document may
                have been kept all the same; the next load tells.
            TypeError: the document holds something other than JSON without floats.
        """
        ...

    def delete(self, user_id: str) -> None:
        """Forget the household entirely; forgetting twice, or a stranger, is no error.

        Raises:
            StoreUnavailableError: the store did not confirm; ask again.
        """
        ...

    def check(self) -> None:
        """Find out whether loads can work, for start-up and for the health page.

        Raises:
            StoreError: what is wrong and what to do about it.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections; closing twice is no error."""
        ...


def household_key(user_id: str) -> str:
    """The name a household goes by inside a store: the SHA-256 of its user id, in hex.

    A file or table that leaks then names no Amazon account. There is no salt: an
    Alexa user id is long and random, so nobody can guess their way to it, while a
    salt that got lost would take every household's memory with it.
    """
    # What arrives as JSON may hold half a surrogate pair, which UTF-8 alone refuses.
    return hashlib.sha256(user_id.encode("utf-8", "surrogatepass")).hexdigest()


def first_version(now: datetime) -> int:
    """The version of a record that did not exist: the moment, in microseconds.

    Counting from 1 would let a device that read version 1 before "forget us"
    save over version 1 of the record that was begun afterwards. Records are
    saved less often than once in a microsecond, so a later beginning is always
    beyond every version of an earlier record.
    """
    return int(now.timestamp() * 1_000_000)


def open_store(url: str, *, clock: Clock, dynamodb_endpoint: str | None = None) -> HouseholdStore:
    """Open the store that a URL names.

    Args:
        url: `memory://`, `sqlite:///relative/path`, `sqlite:////absolute/path` or
            `dynamodb://table-name`. SQLite takes `?synchronous=full` at the end.
        clock: tells when a household was last seen.
        dynamodb_endpoint: where to find the DynamoDB API instead of at AWS.

    Raises:
        ConfigurationError: the URL names no store, or something it needs is missing.
        StoreError: the store is there and cannot be used.
    """
    # Each kind is imported when it is asked for: a function on AWS starts without
    # SQLite, and a laptop without boto3.
    if url == "memory://":
        from skill.persistence.memory import MemoryStore  # noqa: PLC0415

        return MemoryStore(clock=clock)
    if url.startswith("sqlite:///"):
        from skill.persistence.sqlite import SQLiteStore  # noqa: PLC0415

        name, _, options = url.removeprefix("sqlite:///").partition("?")
        if name not in {"", ":memory:"} and not name.startswith("~"):
            if options.lower() in {"", "synchronous=normal"}:
                return SQLiteStore(Path(name), clock=clock)
            if options.lower() == "synchronous=full":
                return SQLiteStore(Path(name), clock=clock, synchronous="FULL")
    # Letters, digits, "_", "-" and ".", 3 to 255 of them (Amazon, "Supported data
    # types and naming rules in Amazon DynamoDB").
    if re.fullmatch(r"dynamodb://[A-Za-z0-9_.-]{3,255}", url):
        try:
            from skill.persistence.dynamodb import DynamoDBStore, make_client  # noqa: PLC0415
        except ModuleNotFoundError as missing:
            if (missing.name or "").partition(".")[0] not in {"boto3", "botocore"}:
                raise
            msg = (
                "CLOSER_STORE names a DynamoDB table, and boto3, which speaks to DynamoDB, is "
                'not installed: pip install "closer-together[aws]".'
            )
            raise ConfigurationError(msg) from None

        table = url.removeprefix("dynamodb://")
        return DynamoDBStore(table, client=make_client(dynamodb_endpoint), clock=clock)
    # The value is not quoted: another kind of database's address may hold a password.
    msg = (
        "CLOSER_STORE names no store. It may be memory:// (forgets everything when the program "
        "ends), sqlite:///relative/path or sqlite:////absolute/path (a file; ~ is not understood; "
        "?synchronous=full may follow), or dynamodb://table-name (3 to 255 letters, digits, "
        "hyphens, dots or underscores)."
    )
    raise ConfigurationError(msg)
