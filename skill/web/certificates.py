"""Amazon's signing certificates: where they may come from, fetching, validating, keeping.

The rules are those of Amazon's "Host a Custom Skill as a Web Service", and two
more that its SDK misses: no user info in the address, and nothing encoded in
its path.
"""

from __future__ import annotations

import posixpath
import ssl
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import certifi
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import (
    Certificate,
    DNSName,
    ExtendedKeyUsage,
    ExtensionNotFound,
    KeyUsage,
    load_pem_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.web.refusal import Check, CheckFailedError

HOST = "s3.amazonaws.com"
PATH = "/echo.api/"
SUBJECT = DNSName("echo-api.amazon.com")
"""The name that the signing certificate must be issued for."""

LONGEST_ADDRESS = 512
FETCH_SECONDS = 2.5
"""How long a request waits for a chain, all told; Alexa itself gives up after eight."""
LARGEST_CHAIN = 64 * 1024
"""Bytes of PEM; Amazon's own chain is about 6,000."""
FETCHES_AT_ONCE = 2
ADDRESSES_AT_ONCE = 7
"""How many addresses are being fetched or wait for it. Made-up ones must not shut Amazon's own out,
so they queue; and they are fewer than a worker has threads, so they cannot keep them all waiting."""
CHAINS_KEPT = 16
"""Amazon uses one at a time, for about a year."""

Fetch = Callable[[str], bytes]
"""Returns the PEM found at an address, or raises `CheckFailedError`."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The public key of a validated chain, and until when the whole chain is valid."""

    key: RSAPublicKey
    expires: datetime


def checked_address(address: str) -> str:
    """Return the one normal form of a signing certificate's address.

    Dot segments are resolved; the query and the fragment, which say nothing about
    where on Amazon's host the file is, are left out.

    Raises:
        CheckFailedError: Amazon would not have sent such an address.
    """
    if len(address) > LONGEST_ADDRESS or not address.isascii():
        raise CheckFailedError(Check.ADDRESS_FORM)
    # urlsplit drops white space and control characters without a word.
    if not address.isprintable() or " " in address or "\\" in address:
        raise CheckFailedError(Check.ADDRESS_FORM)
    try:
        parts = urlsplit(address)
    except ValueError:
        raise CheckFailedError(Check.ADDRESS_FORM) from None
    if parts.scheme != "https":
        raise CheckFailedError(Check.ADDRESS_SCHEME)
    host, colon, port = parts.netloc.lower().partition(":")
    if host != HOST or "@" in port:
        raise CheckFailedError(Check.ADDRESS_HOST)
    if colon and port != "443":
        raise CheckFailedError(Check.ADDRESS_PORT)
    path = posixpath.normpath(parts.path)
    if "%" in parts.path or not path.startswith(PATH) or parts.path.endswith("/"):
        raise CheckFailedError(Check.ADDRESS_PATH)
    return f"https://{HOST}{path}"


class SigningCertificates:
    """Signing keys by address; only those of validated chains are kept, and few of them.

    Safe to use from many threads. However many of them ask for one address, it is
    fetched once, and all wait for that; nobody waits for another address.

    Args:
        roots: the roots to trust; by default those of the certifi package.
        fetch: gets a chain; by default over HTTPS.
    """

    def __init__(self, *, roots: Store | None = None, fetch: Fetch | None = None) -> None:
        self._roots = roots or public_roots()
        self._fetch = fetch or fetch_chain
        self._lock = threading.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._fetches: dict[str, Future[SigningKey]] = {}
        # Fetching in threads of its own bounds the wait by the clock, whatever it hangs
        # on: a socket's time-out leaves out name resolution and starts anew with each byte.
        self._fetchers = ThreadPoolExecutor(FETCHES_AT_ONCE, thread_name_prefix="certificates")

    @property
    def kept(self) -> int:
        """How many keys are kept."""
        return len(self._keys)

    def key_at(self, address: str, now: datetime) -> SigningKey:
        """Return the signing key of the certificate at an address.

        Args:
            address: as the request names it.
            now: the moment at which the chain must be valid.

        Raises:
            CheckFailedError: the address or the chain cannot be trusted.
        """
        # What a key is kept under has been checked, and is its own normal form.
        if key := self._kept(address, now):
            return key
        address = checked_address(address)
        with self._lock:
            if key := self._kept(address, now):
                return key
            fetched = self._fetches.get(address) or self._begin_fetch(address, now)
        try:
            return fetched.result(FETCH_SECONDS)
        except TimeoutError:
            raise CheckFailedError(Check.CHAIN_DOWNLOAD) from None

    def _kept(self, address: str, now: datetime) -> SigningKey | None:
        key = self._keys.get(address)
        return key if key is not None and now < key.expires else None

    def _begin_fetch(self, address: str, now: datetime) -> Future[SigningKey]:
        if len(self._fetches) >= ADDRESSES_AT_ONCE:
            raise CheckFailedError(Check.CHAIN_DOWNLOAD)
        self._fetches[address] = self._fetchers.submit(self._fetch_key, address, now)
        return self._fetches[address]

    def _fetch_key(self, address: str, now: datetime) -> SigningKey:
        key = None
        try:
            key = validated_key(self._fetch(address), self._roots, now)
        finally:
            with self._lock:
                del self._fetches[address]
                self._keys.pop(address, None)
                if key is not None:
                    self._keys[address] = key
                if len(self._keys) > CHAINS_KEPT:
                    del self._keys[next(iter(self._keys))]
        return key


def validated_key(pem: bytes, roots: Store, now: datetime) -> SigningKey:
    """Return the key of a chain's leaf once the chain leads to a trusted root.

    Raises:
        CheckFailedError: naming the check that failed.
    """
    try:
        leaf, *intermediates = load_pem_x509_certificates(pem)
    except ValueError:
        raise CheckFailedError(Check.CHAIN_FORM) from None
    verifier = PolicyBuilder().store(roots).time(now).build_server_verifier(SUBJECT)
    try:
        chain = verifier.verify(leaf, intermediates)
        may_sign, key = _may_sign(leaf), leaf.public_key()
    except (VerificationError, UnsupportedAlgorithm, ValueError):
        raise CheckFailedError(Check.CHAIN_TRUST) from None
    if not may_sign or not isinstance(key, RSAPublicKey):
        raise CheckFailedError(Check.CHAIN_KEY)
    return SigningKey(key, min(certificate.not_valid_after_utc for certificate in chain))


def _may_sign(leaf: Certificate) -> bool:
    """Tell whether a server's certificate is for signing too.

    Whoever issues to servers for the public must say that it is for servers; the verifier
    lets it pass when nothing is said. A key usage may be left out (RFC 5280, 4.2.1.3).
    """
    try:
        leaf.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        return False
    try:
        return leaf.extensions.get_extension_for_class(KeyUsage).value.digital_signature
    except ExtensionNotFound:
        return True


def fetch_chain(address: str, *, tls: ssl.SSLContext | None = None) -> bytes:
    """Fetch a chain over HTTPS, following no redirect.

    Args:
        address: one that has been checked.
        tls: whom to trust; by default the roots of the certifi package.

    Raises:
        CheckFailedError: it could not be had, or is far too large.
    """
    parts = urlsplit(address)
    connection = HTTPSConnection(
        parts.netloc, timeout=FETCH_SECONDS, context=tls or _public_servers()
    )
    try:
        connection.request("GET", parts.path)
        with connection.getresponse() as response:
            pem = response.read(LARGEST_CHAIN + 1)
    except (OSError, ValueError, HTTPException):
        raise CheckFailedError(Check.CHAIN_DOWNLOAD) from None
    finally:
        connection.close()
    if response.status != 200 or len(pem) > LARGEST_CHAIN:
        raise CheckFailedError(Check.CHAIN_DOWNLOAD)
    return pem


@cache
def _public_servers() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


@cache
def public_roots() -> Store:
    """Return the trusted roots of the certifi package, read once per process."""
    return Store(public_root_certificates())


def public_root_certificates() -> list[Certificate]:
    """Read the root certificates of the certifi package, but for those that cannot be read.

    They are read one by one: a few have serial numbers that a coming release of
    cryptography will refuse, and one bad root must not take all others along.
    """
    begin = "-----BEGIN CERTIFICATE-----"
    _, *blocks = Path(certifi.where()).read_text("ascii", "replace").split(begin)
    return [root for block in blocks if (root := _root(begin + block)) is not None]


def _root(pem: str) -> Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return load_pem_x509_certificate(pem.encode("ascii", "replace"))
        except (ValueError, Warning):
            return None
