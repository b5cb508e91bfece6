"""Signing keys are kept once their chain has been validated, until it expires, and few of them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier, Event, Semaphore

import pytest

from skill.web import certificates as module
from skill.web.certificates import (
    ADDRESSES_AT_ONCE,
    CHAINS_KEPT,
    FETCHES_AT_ONCE,
    SigningCertificates,
    checked_address,
    public_root_certificates,
)
from skill.web.refusal import Check, CheckFailedError
from skill.web.server import GUNICORN
from tests.web.amazon import ADDRESS, DAY, NOW, Amazon, authority, leaf, make_amazon, pem, rsa_key

SECOND = timedelta(seconds=1)


@pytest.fixture
def amazon() -> Amazon:
    return make_amazon()


@pytest.fixture
def certificates(amazon: Amazon) -> SigningCertificates:
    return SigningCertificates(roots=amazon.roots, fetch=amazon.fetch)


def address(number: int) -> str:
    return f"https://s3.amazonaws.com/echo.api/{number}.pem"


def test_a_validated_chain_is_fetched_once(
    amazon: Amazon, certificates: SigningCertificates
) -> None:
    """One fetch is what a hundred requests cost."""
    keys = [certificates.key_at(ADDRESS, NOW).key for _ in range(100)]

    assert keys == keys[:1] * 100
    assert amazon.fetched == [ADDRESS]


@pytest.mark.parametrize(
    "bad",
    [b"", b"nonsense", pem(leaf(None))],
    ids=["empty", "no certificates", "self-signed"],
)
def test_a_bad_chain_is_not_kept(
    bad: bytes, amazon: Amazon, certificates: SigningCertificates
) -> None:
    """The good chain is taken as soon as it is there, because the bad one was not kept."""
    good = amazon.kept[ADDRESS]
    amazon.kept[ADDRESS] = bad
    with pytest.raises(CheckFailedError):
        certificates.key_at(ADDRESS, NOW)
    assert certificates.kept == 0

    amazon.kept[ADDRESS] = good
    certificates.key_at(ADDRESS, NOW)

    assert certificates.kept == 1


def test_a_chain_is_fetched_anew_when_its_first_certificate_expires(
    amazon: Amazon, certificates: SigningCertificates
) -> None:
    """A second fetch follows once the intermediate, which expires first, is out of date."""
    ending = NOW + DAY
    middle = authority("intermediate", amazon.root, until=ending)
    amazon.kept[ADDRESS] = pem(leaf(middle, until=NOW + 30 * DAY), middle.certificate)
    certificates.key_at(ADDRESS, NOW)
    certificates.key_at(ADDRESS, ending - SECOND)
    assert len(amazon.fetched) == 1

    amazon.kept[ADDRESS] = amazon.chain()
    certificates.key_at(ADDRESS, ending)

    assert len(amazon.fetched) == 2


def test_an_expired_chain_is_forgotten_when_there_is_no_new_one(
    certificates: SigningCertificates,
) -> None:
    """Refusal is what follows the expiry when the same old chain is still there."""
    certificates.key_at(ADDRESS, NOW)

    with pytest.raises(CheckFailedError, match=Check.CHAIN_TRUST):
        certificates.key_at(ADDRESS, NOW + 31 * DAY)

    assert certificates.kept == 0


def test_few_chains_are_kept(amazon: Amazon, certificates: SigningCertificates) -> None:
    """Sixteen chains are kept of forty, the latest among them."""
    for number in range(40):
        amazon.kept[address(number)] = amazon.chain()
        certificates.key_at(address(number), NOW)

    assert certificates.kept == CHAINS_KEPT
    certificates.key_at(address(39), NOW)
    assert len(amazon.fetched) == 40


def test_variants_of_an_address_are_one(amazon: Amazon, certificates: SigningCertificates) -> None:
    """One fetch and one kept chain is what a hundred spellings of an address make."""
    for number in range(20):
        for variant in (
            f"{ADDRESS}?{number}",
            f"{ADDRESS}#{number}",
            ADDRESS.replace("/echo.api/", f"/echo.api/{number}/../"),
            ADDRESS.replace(".com/", ".com:443/"),
            ADDRESS.replace("s3.amazonaws", "S3.AmazonAWS"),
        ):
            certificates.key_at(variant, NOW)

    assert certificates.kept == 1
    assert amazon.fetched == [ADDRESS]


@pytest.mark.parametrize(
    "spelling",
    [
        "https://s3.amazonaws.com/echo.api/a.pem",
        "HTTPS://S3.amazonaws.COM:443/echo.api/./b/../a.pem?x=1&y#z",
        "https://s3.amazonaws.com/echo.api//a.pem",
    ],
)
def test_the_normal_form_of_an_address(spelling: str) -> None:
    """The plain address is what every accepted spelling of it becomes."""
    assert checked_address(spelling) == "https://s3.amazonaws.com/echo.api/a.pem"


def test_eight_threads_fetch_a_chain_once(amazon: Amazon) -> None:
    """One fetch is what eight threads cause that all need the key at once."""
    together, chain = Barrier(8), amazon.chain()

    def slow() -> bytes:
        time.sleep(0.1)
        return chain

    amazon.kept[ADDRESS] = slow
    certificates = SigningCertificates(roots=amazon.roots, fetch=amazon.fetch)

    def ask(_: int) -> object:
        together.wait()
        return certificates.key_at(ADDRESS, NOW).key

    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(ask, range(8)))

    assert keys == [rsa_key("amazon").public_key()] * 8
    assert amazon.fetched == [ADDRESS]


def test_a_fetch_that_hangs_holds_nobody_up_for_long(
    amazon: Amazon, certificates: SigningCertificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While fetches hang, each is refused; a kept key is there all the same, and no more are fetched.

    What hangs is the whole fetch, so this includes a name that is never resolved.
    """
    certificates.key_at(ADDRESS, NOW)
    monkeypatch.setattr(module, "FETCH_SECONDS", 0.2)
    done, ended = Event(), Event()

    def hang() -> bytes:
        done.wait(60)
        ended.set()
        raise CheckFailedError(Check.CHAIN_DOWNLOAD)

    try:
        for number in range(ADDRESSES_AT_ONCE):
            amazon.kept[address(number)] = hang
            with pytest.raises(CheckFailedError, match=Check.CHAIN_DOWNLOAD):
                certificates.key_at(address(number), NOW)

        certificates.key_at(ADDRESS, NOW)
        with pytest.raises(CheckFailedError, match=Check.CHAIN_DOWNLOAD):
            certificates.key_at(address(99), NOW)
        assert address(99) not in amazon.fetched
        assert not ended.is_set()
    finally:
        done.set()


def test_made_up_addresses_do_not_shut_amazons_own_out(
    amazon: Amazon, certificates: SigningCertificates
) -> None:
    """A worker that has just started gets Amazon's key, with as many other fetches under way as may be."""
    under_way, go_on = Semaphore(0), Event()

    def slow() -> bytes:
        under_way.release()
        go_on.wait(60)
        raise CheckFailedError(Check.CHAIN_DOWNLOAD)

    def ask(where: str) -> bool:
        try:
            return certificates.key_at(where, NOW) is not None
        except CheckFailedError:
            return False

    made_up = [address(number) for number in range(ADDRESSES_AT_ONCE - 1)]
    amazon.kept |= dict.fromkeys(made_up, slow)
    with ThreadPoolExecutor(ADDRESSES_AT_ONCE) as threads:
        others = [threads.submit(ask, where) for where in made_up]
        for _ in range(FETCHES_AT_ONCE):
            assert under_way.acquire(timeout=60)
        ours = threads.submit(ask, ADDRESS)
        # Whoever is refused is so at once.
        wait([ours], 0.2)
        go_on.set()

        assert ours.result(60)
        assert not any(other.result(60) for other in others)


def test_the_addresses_that_wait_leave_a_thread_of_a_worker_free() -> None:
    """Whoever's key is known is answered, however many made-up addresses are asked for."""
    threads = GUNICORN["threads"]
    assert isinstance(threads, int)
    assert FETCHES_AT_ONCE < ADDRESSES_AT_ONCE < threads


def test_fetching_goes_on_after_failures(amazon: Amazon, certificates: SigningCertificates) -> None:
    """The key is there after a hundred failed fetches, none of which is left behind."""
    for number in range(100):
        with pytest.raises(CheckFailedError):
            certificates.key_at(address(number), NOW)

    assert certificates.key_at(ADDRESS, NOW)
    assert len(amazon.fetched) == 101


def test_amazons_roots_are_trusted() -> None:
    """Amazon's four roots are among those that can be read, whatever becomes of others."""
    names = {root.subject.rfc4514_string() for root in public_root_certificates()}

    assert {f"CN=Amazon Root CA {number},O=Amazon,C=US" for number in range(1, 5)} <= names
    assert len(names) > 80
