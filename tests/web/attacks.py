"""What is sent to the endpoint, and what must come back: the one table of it.

`REQUESTS` holds what any HTTP client can send; what only a socket can is in
`test_http_attacks.py`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509.oid import ExtendedKeyUsageOID

from skill.web.body import LARGEST_BODY
from skill.web.certificates import LARGEST_CHAIN, LONGEST_ADDRESS
from skill.web.refusal import Check, CheckFailedError
from skill.web.verification import CERTIFICATE_HEADER as ADDRESS_HEADER
from skill.web.verification import EVENTS, SIGNATURE_HEADER
from tests.web.amazon import (
    ADDRESS,
    DAY,
    Amazon,
    Message,
    authority,
    curve_key,
    key_usage,
    leaf,
    pem,
    rsa_key,
    signature,
)

Send = Callable[[Amazon], Message]
S3 = "https://s3.amazonaws.com"
SECOND = timedelta(seconds=1)
APPLICATION_ID = ("context", "System", "application", "applicationId")


@dataclass(frozen=True, slots=True)
class Case:
    """One request.

    Attributes:
        name: what is done, and how.
        send: makes the request, after preparing what lies at Amazon's.
        status: what it must be answered with.
        check: the one word that the operator must find in the log; None for no word at all.
    """

    name: str
    send: Send
    status: int = 400
    check: Check | None = None


def _address(address: str, check: Check) -> Case:
    return Case(
        f"certificate address {address[:70]!r}",
        lambda amazon: amazon.signed(headers={ADDRESS_HEADER: address}),
        400,
        check,
    )


def _chain(name: str, make: Callable[[Amazon], bytes], check: Check, status: int = 400) -> Case:
    def send(amazon: Amazon) -> Message:
        amazon.kept[ADDRESS] = make(amazon)
        return amazon.signed()

    return Case(f"chain {name}", send, status, check)


def _body(name: str, body: bytes | str, check: Check = Check.BODY_JSON) -> Case:
    raw = body if isinstance(body, bytes) else body.encode()
    return Case(f"signed body {name}", lambda amazon: amazon.signed(raw), 400, check)


def _changed(
    name: str, change: Callable[[dict[str, Any]], object], check: Check | None, status: int = 400
) -> Case:
    """A signed launch with a change to its envelope."""

    def send(amazon: Amazon) -> Message:
        envelope = amazon.envelope()
        change(envelope)
        return amazon.signed(envelope)

    return Case(name, send, status, check)


def _set(name: str, *path: str, value: object, check: Check | None) -> Case:
    """A signed launch with another value at a path in its envelope."""

    def change(envelope: dict[str, Any]) -> None:
        _at_path(envelope, path[:-1])[path[-1]] = value

    return _changed(f"{name} {value!r:.40}", change, check, 200 if check is None else 400)


def _missing(*path: str, check: Check | None) -> Case:
    """A signed launch with something left out."""

    def change(envelope: dict[str, Any]) -> None:
        del _at_path(envelope, path[:-1])[path[-1]]

    return _changed(f"{'.'.join(path)} missing", change, check, 200 if check is None else 400)


def _sent_at(name: str, ago: timedelta, check: Check | None, *, kind: str = "") -> Case:
    """A request, or an event of a kind, of some time ago."""

    def send(amazon: Amazon) -> Message:
        envelope = amazon.event(kind) if kind else amazon.envelope()
        envelope["request"]["timestamp"] = (amazon.now - ago).isoformat()
        return amazon.signed(envelope)

    return Case(name, send, 200 if check is None else 400, check)


def _at_path(mapping: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for key in path:
        mapping = mapping[key]
    return mapping


def _request(name: str, **fields: object) -> Case:
    """A signed request with fields that the SDK does not know; it must be answered."""
    return _changed(name, lambda envelope: envelope["request"].update(fields), None, 200)


def _headers(name: str, check: Check, headers: dict[str, str | None]) -> Case:
    return Case(name, lambda amazon: amazon.signed(headers=headers), 400, check)


def _signature(name: str, value: str, check: Check) -> Case:
    return _headers(f"signature {name}", check, {SIGNATURE_HEADER: value})


def _method(method: str) -> Case:
    return Case(f"{method} /alexa", lambda amazon: replace(amazon.signed(), method=method), 405)


def _post(path: str, status: int) -> Case:
    return Case(f"POST {path}", lambda amazon: replace(amazon.signed(), path=path), status)


def _self_signed(amazon: Amazon) -> bytes:
    del amazon
    return pem(leaf(None))


def _strangers_chain(_: Amazon) -> bytes:
    stranger = authority("stranger")
    middle = authority("stranger's intermediate", stranger)
    return pem(leaf(middle), middle.certificate, stranger.certificate)


def _namesakes_chain(_: Amazon) -> bytes:
    """A chain whose authorities have the names of the trusted ones, and keys of their own."""
    root = authority("root")
    object.__setattr__(root, "key", rsa_key("mallory"))
    return pem(leaf(root), root.certificate)


def _leaf_as_authority(amazon: Amazon) -> bytes:
    """A certificate that an ordinary one has signed, as if it were an authority."""
    ordinary = leaf(amazon.intermediate, names=("shop.example",), key=rsa_key("mallory"))
    mallory = type(amazon.intermediate)(ordinary, rsa_key("mallory"))
    return pem(leaf(mallory), ordinary, amazon.intermediate.certificate)


def _expired_intermediate(amazon: Amazon) -> bytes:
    old = authority("intermediate", amazon.root, until=amazon.now - DAY)
    return pem(leaf(old), old.certificate)


def _refused_download(amazon: Amazon) -> Message:
    def refuse() -> bytes:
        raise CheckFailedError(Check.CHAIN_DOWNLOAD)

    amazon.kept[ADDRESS] = refuse
    return amazon.signed()


def _genuine() -> Iterator[Case]:
    yield Case("a launch, as Amazon sends it", lambda amazon: amazon.signed(), 200)
    for address in (
        f"{S3}:443/echo.api/echo-api-cert.pem",
        f"{S3}/echo.api/../echo.api/echo-api-cert.pem",
        f"{S3}/echo.api/./echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
        f"{S3}/echo.api/echo-api-cert.pem?version=2",
        f"{S3}/echo.api/echo-api-cert.pem#part",
    ):
        yield replace(_address(address, Check.ADDRESS_FORM), status=200, check=None)
    yield _sent_at("genuine, 150 s old", 150 * SECOND, None)
    yield _sent_at("genuine, from 150 s ahead", -150 * SECOND, None)
    for kind in EVENTS:
        yield _sent_at(f"genuine, {kind} 3,600 s old", 3600 * SECOND, None, kind=kind)
    yield Case(
        "genuine, timestamp with an offset",
        lambda amazon: amazon.signed(
            _at(amazon, amazon.now.astimezone(timezone(timedelta(hours=5))))
        ),
        200,
    )
    yield Case("genuine, content type without a charset", _plain_json, 200)
    yield Case(
        "genuine, a key named twice",
        lambda amazon: amazon.signed(
            json.dumps(amazon.envelope())
            .replace('"version"', '"version": "9.9", "version"')
            .encode()
        ),
        200,
    )
    yield Case(
        "genuine, chain without a key usage, as RFC 5280 allows",
        lambda amazon: _keep(amazon, amazon.chain(usage=None)).signed(),
        200,
    )
    yield Case(
        "genuine, the root comes along",
        lambda amazon: _keep(amazon, amazon.chain() + pem(amazon.root.certificate)).signed(),
        200,
    )


def _unknown() -> Iterator[Case]:
    """What Amazon may send one day and its SDK chokes on today."""
    yield _request("request type Some.NewRequest", type="Some.NewRequest")
    yield _request("dialogState NEW_STATE", type="IntentRequest", dialogState="NEW_STATE")
    yield _request("session end reason NEW_REASON", type="SessionEndedRequest", reason="NEW_REASON")
    yield _request(
        "session end error type NEW_ERROR",
        type="SessionEndedRequest",
        reason="ERROR",
        error={"type": "NEW_ERROR", "message": "?"},
    )
    yield _request(
        "slot confirmation and resolution status NEW",
        type="IntentRequest",
        intent={
            "name": "TipIntent",
            "confirmationStatus": "NEW",
            "slots": {
                "theme": {
                    "name": "theme",
                    "confirmationStatus": "NEW",
                    "resolutions": {
                        "resolutionsPerAuthority": [{"authority": "a", "status": {"code": "NEW"}}]
                    },
                }
            },
        },
    )
    yield _request("intent NewIntent", type="IntentRequest", intent={"name": "NewIntent"})
    yield _request("intent missing", type="IntentRequest")
    yield _request("locale xx-YY", locale="xx-YY")
    yield _set("viewport", "context", "Viewport", value={"mode": "NEW_MODE"}, check=None)
    yield _set("new field", "brandNew", value={"a": [1]}, check=None)
    yield _set("session", "session", value=[1], check=None)
    yield _missing("session", check=None)
    yield Case(
        "session attributes with a number too large for Python",
        lambda amazon: amazon.signed(
            json.dumps(amazon.envelope(attributes={"pending": "1e999", "tips_given": "1e999"}))
            .replace('"1e999"', "1e999")
            .encode()
        ),
        200,
    )
    yield _missing("context", "System", "user", check=None)
    yield Case(
        "event AlexaSkillEvent.SkillAccountUnlinked",
        lambda amazon: amazon.signed(amazon.event("AlexaSkillEvent.SkillAccountUnlinked")),
        200,
    )


def _unsigned() -> Iterator[Case]:
    missing = Check.SIGNATURE_HEADERS
    yield _headers("no signature", missing, {SIGNATURE_HEADER: None})
    yield _headers("no certificate address", missing, {ADDRESS_HEADER: None})
    yield _headers("neither of them", missing, {ADDRESS_HEADER: None, SIGNATURE_HEADER: None})
    yield _signature("empty", "", missing)
    yield _headers("certificate address empty", missing, {ADDRESS_HEADER: ""})
    yield Case("no headers, no body", lambda _: Message(), 400, missing)
    yield Case("unsigned, body of 10 MB", lambda _: Message(b" " * 10_000_000), 400, missing)
    yield Case(
        "only a valid SHA-1 signature",
        lambda amazon: amazon.signed(headers={SIGNATURE_HEADER: None, "Signature": _sha1(amazon)}),
        400,
        missing,
    )


def _addresses() -> Iterator[Case]:
    path = "/echo.api/echo-api-cert.pem"
    for address in (
        f"http://s3.amazonaws.com{path}",
        f"ftp://s3.amazonaws.com{path}",
        f"file://{path}",
        f"//s3.amazonaws.com{path}",
        f"s3.amazonaws.com{path}",
        "data:application/x-pem-file,x",
        "javascript:alert(1)",
        "x",
    ):
        yield _address(address, Check.ADDRESS_SCHEME)
    for address in (
        f"https://notamazon.com{path}",
        f"https://s3.amazonaws.com.evil.example{path}",
        f"https://evil.example/s3.amazonaws.com{path}",
        f"https://xs3.amazonaws.com{path}",
        f"https://s3.amazonaws.com.{path}",
        f"https://s3-us-west-2.amazonaws.com{path}",
        f"https://s3.amazonaws.com@evil.example{path}",
        f"https://s3.amazonaws.com:443@evil.example{path}",
        f"https://user@s3.amazonaws.com{path}",
        f"https://user:secret@s3.amazonaws.com{path}",
        f"https://@s3.amazonaws.com{path}",
        f"https://127.0.0.1{path}",
        f"https://169.254.169.254{path}",
        f"https://localhost{path}",
        f"https://s3%2eamazonaws.com{path}",
        f"https:{path}",
        f"https:///s3.amazonaws.com{path}",
        "https://",
    ):
        yield _address(address, Check.ADDRESS_HOST)
    for port in ("563", "80", "0", "-443", "443x", "99999", "0443", "", "443:443", "4 43"):
        form = Check.ADDRESS_FORM if " " in port else Check.ADDRESS_PORT
        yield _address(f"{S3}:{port}{path}", form)
    for tail in (
        "/EcHo.aPi/echo-api-cert.pem",
        "/invalid.path/echo-api-cert.pem",
        "/echo.api/../invalid.path/echo-api-cert.pem",
        "/echo.api/../../etc/passwd",
        "/echo.api/%2e%2e/invalid.path/echo-api-cert.pem",
        "/echo.api/%2E%2E/echo.api/echo-api-cert.pem",
        "/echo.api/%252e%252e/echo-api-cert.pem",
        "/echo.api/..%2finvalid.path/echo-api-cert.pem",
        "/echo%2eapi/echo-api-cert.pem",
        "/echo.api/%00",
        "/echo.api%2fecho-api-cert.pem",
        "//echo.api/echo-api-cert.pem",
        "/echo.apix/echo-api-cert.pem",
        "/bucket/echo.api/echo-api-cert.pem",
        "/echo.api",
        "/echo.api/",
        "/echo.api/echo-api-cert.pem/",
        "/echo.api/..",
        "",
        "?/echo.api/echo-api-cert.pem",
        "#/echo.api/echo-api-cert.pem",
    ):
        yield _address(f"{S3}{tail}", Check.ADDRESS_PATH)
    for address in (
        f"{S3}\\@evil.example{path}",
        f"{S3}/echo.api\\..\\x",
        f"{S3}/echo.api/a b.pem",
        f"{S3}/echo.api/a\tb.pem",
        f"https://s3.amazonaws.com{path}\x7f",
        f"https://\u0455\u0033.amazonaws.com{path}",
        "https://s3.amazonaws.com\uff0fecho.api/x.pem",
        f"https://s3.amazonaws.com:\uff14\uff14\uff13{path}",
        f"https://[::1]{path}".replace("]", ""),
        f"{S3}/echo.api/{'x' * LONGEST_ADDRESS}",
    ):
        yield _address(address, Check.ADDRESS_FORM)


def _chains() -> Iterator[Case]:
    trust, key, form = Check.CHAIN_TRUST, Check.CHAIN_KEY, Check.CHAIN_FORM
    yield _chain("empty", lambda _: b"", form)
    yield _chain("not PEM", lambda _: b"\x30\x82 not a certificate", form)
    yield _chain("a web page", lambda _: b"<html><body>AccessDenied</body></html>", form)
    yield _chain(
        "PEM around nonsense",
        lambda _: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        form,
    )
    yield _chain("of nonsense, as large as may be", lambda _: b"x" * LARGEST_CHAIN, form)
    yield _chain("for another name", lambda amazon: amazon.chain(names=("evil.example",)), trust)
    yield _chain(
        "for a longer name", lambda amazon: amazon.chain(names=("echo-api.amazon.com.evil",)), trust
    )
    yield _chain("with the name in its subject alone", lambda amazon: amazon.chain(names=()), trust)
    yield _chain("expired", lambda amazon: amazon.chain(until=amazon.now - SECOND), trust)
    yield _chain("not yet valid", lambda amazon: amazon.chain(since=amazon.now + SECOND), trust)
    yield _chain("with an expired intermediate", _expired_intermediate, trust)
    yield _chain("without its intermediate", lambda amazon: pem(leaf(amazon.intermediate)), trust)
    yield _chain("self-signed", _self_signed, trust)
    yield _chain("to a stranger's root", _strangers_chain, trust)
    yield _chain("by a namesake of the root", _namesakes_chain, trust)
    yield _chain("by an ordinary certificate", _leaf_as_authority, trust)
    yield _chain(
        "the wrong way round",
        lambda amazon: pem(amazon.intermediate.certificate, leaf(amazon.intermediate)),
        trust,
    )
    yield _chain(
        "for clients",
        lambda amazon: amazon.chain(extended_usage=ExtendedKeyUsageOID.CLIENT_AUTH),
        trust,
    )
    yield _chain(
        "that does not say it is for servers",
        lambda amazon: amazon.chain(extended_usage=None),
        key,
    )
    yield _chain(
        "whose key may not sign",
        lambda amazon: amazon.chain(usage=key_usage(signatures=False)),
        key,
    )
    yield _chain("with an elliptic-curve key", lambda amazon: amazon.chain(key=curve_key()), key)
    yield _chain(
        "with another key than signed",
        lambda amazon: amazon.chain(key=rsa_key("mallory")),
        Check.SIGNATURE,
    )
    yield Case("chain cannot be downloaded", _refused_download, 400, Check.CHAIN_DOWNLOAD)
    yield Case(
        "chain is not there",
        lambda amazon: amazon.signed(headers={ADDRESS_HEADER: f"{S3}/echo.api/no-such.pem"}),
        400,
        Check.CHAIN_DOWNLOAD,
    )


def _signatures() -> Iterator[Case]:
    wrong, form = Check.SIGNATURE, Check.SIGNATURE_FORM
    yield Case(
        "signed with another key", lambda amazon: amazon.signed(key=rsa_key("mallory")), 400, wrong
    )
    yield Case(
        "body changed after signing",
        lambda amazon: _after(amazon.signed(), lambda body: body.replace(b"en-US", b"en-GB")),
        400,
        wrong,
    )
    yield Case(
        "body with one more space after signing",
        lambda amazon: _after(amazon.signed(), lambda body: body + b" "),
        400,
        wrong,
    )
    yield Case(
        "body with the same JSON in another order",
        lambda amazon: _after(
            amazon.signed(), lambda body: json.dumps(json.loads(body), sort_keys=True).encode()
        ),
        400,
        wrong,
    )
    yield Case(
        "body emptied after signing",
        lambda amazon: _after(amazon.signed(), lambda _: b""),
        400,
        wrong,
    )
    yield _signature("of another body", signature(b"{}"), wrong)
    yield _signature("of nothing", signature(b""), wrong)
    yield _signature("of one byte", "AA==", wrong)
    yield _signature("of zeros", base64.b64encode(bytes(256)).decode(), wrong)
    yield Case(
        "SHA-1 signature in its place",
        lambda amazon: amazon.signed(headers={SIGNATURE_HEADER: _sha1(amazon)}),
        400,
        wrong,
    )
    yield Case("signature padded as PSS", _pss, 400, wrong)
    yield Case(
        "hash in place of a signature",
        lambda amazon: amazon.signed(headers={SIGNATURE_HEADER: _hash(amazon)}),
        400,
        wrong,
    )
    yield _signature("not base64", "*** not base64 ***", form)
    yield _signature("with bad padding", "AAA", form)
    yield _signature("not ASCII", "\u00e9\u00e9\u00e9\u00e9", form)
    yield _signature("of 3,000 characters", "A" * 3000, form)
    yield _signature("twice", "AAAA,AAAA", form)


def _moments() -> Iterator[Case]:
    late, form = Check.TIMESTAMP, Check.TIMESTAMP_FORM
    yield _sent_at("151 s old", 151 * SECOND, late)
    yield _sent_at("from 151 s ahead", -151 * SECOND, late)
    yield _sent_at("a year old", 365 * DAY, late)
    for kind in EVENTS:
        yield _sent_at(f"{kind} 3,601 s old", 3601 * SECOND, late, kind=kind)
    for kind in (
        "Reminders.ReminderDeleted",
        "Messaging.MessageReceived",
        "AlexaSkillEvent.SkillAccountUnlinked",
        "alexaskillevent.skillenabled",
    ):
        yield _sent_at(f"{kind} 151 s old", 151 * SECOND, late, kind=kind)
    yield _set("timestamp", "request", "timestamp", value="0001-01-01T00:00:00+23:59", check=late)
    yield _set("timestamp", "request", "timestamp", value="9999-12-31T23:59:59-23:59", check=late)
    for value in (
        "2026-11-23T02:45:00",
        1_795_401_900,
        1_795_401_900_000,
        "1795401900",
        "2026-11-23",
        "yesterday",
        "",
        None,
        True,
        ["2026-11-23T02:45:00Z"],
        {"$date": 1},
        "2026-11-23T02:45:00Z ",
        "2026-13-45T99:99:99Z",
        "9" * 5000,
    ):
        yield _set("timestamp", "request", "timestamp", value=value, check=form)
    yield _missing("request", "timestamp", check=form)


def _applications() -> Iterator[Case]:
    check = Check.APPLICATION_ID
    values: tuple[object, ...] = ("amzn1.ask.skill.another", "", None, 5, ["x"], {})
    for value in values:
        yield _set("application id", *APPLICATION_ID, value=value, check=check)
    for length in range(1, len(APPLICATION_ID) + 1):
        yield _missing(*APPLICATION_ID[:length], check=check)
    yield _set("context", "context", value=[], check=check)
    yield Case("event for another skill", _event_for_another, 400, check)


def _bodies() -> Iterator[Case]:
    yield _body("empty", b"")
    yield _body("a list", "[1, 2]")
    yield _body("a string", '"hello"')
    yield _body("null", "null")
    yield _body("a number", "1e400")
    yield _body("cut off", '{"version": "1.0", "request": {')
    yield _body("with something after it", '{"version": "1.0"} {"version": "1.0"}')
    yield _body("with a byte-order mark", b"\xef\xbb\xbf{}")
    yield _body("in UTF-16", '{"version": "1.0"}'.encode("utf-16"))
    yield _body("not UTF-8", b'{"version": "\xff\xfe\x80"}')
    yield _body("half a surrogate pair in UTF-8", b'{"version": "\xed\xa0\x80"}')
    yield _body("NaN", '{"version": NaN}')
    yield _body("Infinity", '{"version": -Infinity}')
    yield _body("a number of 100,000 digits", '{"version": ' + "9" * 100_000 + "}")
    yield _body("100,000 lists deep", "[" * 100_000)
    yield _body("20,000 objects deep", '{"a":' * 20_000 + "1" + "}" * 20_000)
    yield _body(
        "XML", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
    )
    yield _body("a form", "version=1.0&request=launch")
    yield _body("a NUL", b"\x00")
    yield Case("signed body compressed", _compressed, 400, Check.BODY_JSON)
    requests: tuple[object, ...] = (None, [], "launch", 3)
    for value in requests:
        yield _set("request", "request", value=value, check=Check.TIMESTAMP_FORM)
    types: tuple[object, ...] = (None, ["LaunchRequest"], {"a": "b"}, 7, True)
    for value in types:
        yield _set("request type", "request", "type", value=value, check=Check.ENVELOPE)
    yield _missing("request", "type", check=Check.ENVELOPE)
    yield _set(
        "attributes 500 levels deep",
        "session",
        "attributes",
        value=_nested(500),
        check=Check.ENVELOPE,
    )
    yield Case(
        "signed body too large",
        lambda amazon: amazon.signed(b" " * (LARGEST_BODY + 1)),
        413,
        Check.BODY_SIZE,
    )
    yield _body("as large as may be", b" " * LARGEST_BODY)


def _content_types() -> Iterator[Case]:
    for kind in (
        None,
        "",
        "text/plain",
        "text/html",
        "application/jsonx",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json-seq",
        "*/*",
        ";",
    ):
        yield _headers(f"content type {kind!r}", Check.CONTENT_TYPE, {"Content-Type": kind})


def _elsewhere() -> Iterator[Case]:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"):
        yield _method(method)
    yield Case(
        "GET /alexa that claims to be a POST",
        lambda amazon: replace(
            amazon.signed(headers={"X-HTTP-Method-Override": "POST"}), method="GET"
        ),
        405,
    )
    for path in ("/", "/alexa/", "/ALEXA", "/alexa/x", "/static/../alexa", "/.env", "/simulator"):
        yield _post(path, 404)
    yield _post("/healthz", 405)


def _at(amazon: Amazon, moment: datetime) -> Mapping[str, Any]:
    envelope = amazon.envelope()
    envelope["request"]["timestamp"] = moment.isoformat()
    return envelope


def _keep(amazon: Amazon, chain: bytes) -> Amazon:
    amazon.kept[ADDRESS] = chain
    return amazon


def _plain_json(amazon: Amazon) -> Message:
    return amazon.signed(headers={"Content-Type": "application/json"})


def _after(message: Message, change: Callable[[bytes], bytes]) -> Message:
    return replace(message, body=change(message.body))


def _sha1(amazon: Amazon) -> str:
    key, body = rsa_key("amazon"), amazon.signed().body
    return base64.b64encode(key.sign(body, padding.PKCS1v15(), hashes.SHA1())).decode()  # noqa: S303 - the attack


def _hash(amazon: Amazon) -> str:
    return base64.b64encode(hashlib.sha256(amazon.signed().body).digest()).decode()


def _pss(amazon: Amazon) -> Message:
    message = amazon.signed()
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)
    signed = rsa_key("amazon").sign(message.body, pss, hashes.SHA256())
    message.headers[SIGNATURE_HEADER] = base64.b64encode(signed).decode()
    return message


def _compressed(amazon: Amazon) -> Message:
    body = gzip.compress(json.dumps(amazon.envelope()).encode())
    return amazon.signed(body, headers={"Content-Encoding": "gzip"})


def _event_for_another(amazon: Amazon) -> Message:
    envelope = amazon.event("AlexaSkillEvent.SkillDisabled")
    envelope["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.another"
    return amazon.signed(envelope)


def _nested(levels: int) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for _ in range(levels):
        nested = {"a": nested}
    return nested


REQUESTS: tuple[Case, ...] = (
    *_genuine(),
    *_unknown(),
    *_unsigned(),
    *_addresses(),
    *_chains(),
    *_signatures(),
    *_moments(),
    *_applications(),
    *_bodies(),
    *_content_types(),
    *_elsewhere(),
)
