"""A stand-in for Amazon: certificates of its own, the place they are kept, signed requests.

The certificates are built like Amazon's: a root, an intermediate, and a leaf for
``echo-api.amazon.com``. Each may be built wrong on purpose.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate, CertificateBuilder, KeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import Store

from skill.simulator.echo.envelope import DeviceSettings, RequestWriter, Session
from skill.web.refusal import Check, CheckFailedError

NOW = datetime(2026, 11, 23, 2, 45, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "echo-api.amazon.com"
TOKEN = "an-access-token-that-nobody-may-read"  # noqa: S105 - it opens nothing
ADDRESS = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
DEVICE = DeviceSettings(user_id="amzn1.ask.account.FIRST-HOUSEHOLD", api_access_token=TOKEN)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Headers = dict[str, str]
Fetched = bytes | Callable[[], bytes]
"""What lies at an address: bytes, or what gets or refuses them."""


def key_usage(*, signatures: bool = True, certificates: bool = False) -> KeyUsage:
    """What a certificate says that its key is for."""
    return KeyUsage(
        digital_signature=signatures,
        key_cert_sign=certificates,
        crl_sign=certificates,
        content_commitment=False,
        key_encipherment=not certificates,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


SIGNING = key_usage()


@cache
def rsa_key(owner: str) -> rsa.RSAPrivateKey:
    """The key pair of somebody; the same one every time, because making one is slow."""
    del owner
    return rsa.generate_private_key(public_exponent=65_537, key_size=2048)


@cache
def curve_key() -> ec.EllipticCurvePrivateKey:
    """A key pair of another kind than Amazon's."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody who signs certificates."""

    certificate: Certificate
    key: rsa.RSAPrivateKey


def authority(
    name: str, by: Authority | None = None, *, until: datetime = NOW + 900 * DAY
) -> Authority:
    """A new authority, signed by itself or another one."""
    key = rsa_key(name)
    builder = (
        _unsigned(name, key, by, NOW - 900 * DAY, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(key_usage(certificates=True), critical=True)
    )
    certificate = builder.sign(by.key if by else key, hashes.SHA256())
    return Authority(certificate, key)


def leaf(
    by: Authority | None,
    *,
    names: tuple[str, ...] = (NAME,),
    common_name: str = NAME,
    key: Key | None = None,
    since: datetime = NOW - 30 * DAY,
    until: datetime = NOW + 30 * DAY,
    usage: KeyUsage | None = SIGNING,
    extended_usage: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.SERVER_AUTH,
) -> Certificate:
    """A certificate for a signing key: as Amazon's, except as told; by itself without an authority."""
    key = key or rsa_key("amazon")
    builder = _unsigned(common_name, key, by, since, until).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
    if usage:
        builder = builder.add_extension(usage, critical=True)
    if extended_usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([extended_usage]), critical=False)
    return builder.sign(by.key if by else key, hashes.SHA256())


def pem(*certificates: Certificate) -> bytes:
    """The file that holds these certificates."""
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def signature(body: bytes, key: rsa.RSAPrivateKey | None = None) -> str:
    """What Amazon writes in ``Signature-256``."""
    key = key or rsa_key("amazon")
    return base64.b64encode(key.sign(body, padding.PKCS1v15(), hashes.SHA256())).decode()


@dataclass(frozen=True, slots=True)
class Message:
    """One HTTP request to the endpoint."""

    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    method: str = "POST"
    path: str = "/alexa"


@dataclass
class Amazon:
    """Everything of Amazon's that the endpoint has to do with.

    Attributes:
        now: what its clock and the endpoint's show.
        kept: what lies at the addresses below ``https://s3.amazonaws.com``.
        fetched: the addresses that were fetched, in order.
    """

    root: Authority
    intermediate: Authority
    now: datetime = NOW
    kept: dict[str, Fetched] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kept[ADDRESS] = self.chain()
        self.writer = RequestWriter(lambda: self.now, Random(5))

    @property
    def roots(self) -> Store:
        """The roots that the endpoint trusts."""
        return Store([self.root.certificate])

    def chain(self, **wrong: Any) -> bytes:
        """The chain of a signing certificate; `leaf` takes what to do wrong."""
        return pem(leaf(self.intermediate, **wrong), self.intermediate.certificate)

    def fetch(self, address: str) -> bytes:
        """Get what lies at an address."""
        self.fetched.append(address)
        found = self.kept.get(address)
        if found is None:
            raise CheckFailedError(Check.CHAIN_DOWNLOAD)
        return found if isinstance(found, bytes) else found()

    def envelope(
        self,
        request: Mapping[str, object] | None = None,
        *,
        household: str = DEVICE.user_id,
        attributes: Mapping[str, object] | None = None,
    ) -> dict[str, Any]:
        """A request of a session; a launch unless told otherwise."""
        return self.writer.in_session(
            request or {"type": "LaunchRequest"},
            replace(DEVICE, user_id=household),
            Session("amzn1.echo-api.session.A", attributes or {}),
        )

    def event(self, kind: str) -> dict[str, Any]:
        """A skill event, which belongs to no session."""
        return self.writer.skill_event(kind, DEVICE)

    def signed(
        self,
        body: bytes | Mapping[str, Any] | None = None,
        *,
        key: rsa.RSAPrivateKey | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Message:
        """A request that Amazon sends, signed.

        Args:
            body: an envelope, or the very bytes; a launch by default.
            key: what it is signed with; Amazon's own by default.
            headers: what to send in place of its own; None leaves one out.
        """
        if not isinstance(body, bytes):
            body = json.dumps(self.envelope() if body is None else body).encode()
        sent: dict[str, str | None] = {
            "Content-Type": "application/json; charset=utf-8",
            "SignatureCertChainUrl": ADDRESS,
            # The older one, over SHA-1, which comes along and must count for nothing.
            "Signature": base64.b64encode(b"of no account").decode(),
            "Signature-256": signature(body, key),
            **(headers or {}),
        }
        return Message(body, {name: value for name, value in sent.items() if value is not None})


def make_amazon() -> Amazon:
    """Amazon, with its chain in order."""
    root = authority("root")
    return Amazon(root, authority("intermediate", root))


def _unsigned(
    name: str, key: Key, by: Authority | None, since: datetime, until: datetime
) -> CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    issuing_key = (by.key if by else key).public_key()
    return (
        CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key), critical=False
        )
    )
