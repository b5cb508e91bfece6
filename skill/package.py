"""Writing the skill package: the folder that the ASK CLI deploys unchanged.

The layout is the ASK CLI's own, version 2::

    ask-resources.json
    skill-package/skill.json
    skill-package/interactionModels/custom/en-US.json
    skill-package/assets/icons/small.png, large.png

Importing this module needs nothing; drawing the icons needs resvg.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from skill.errors import ConfigurationError
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import InteractionModel, available_locales, read_model
from skill.manifest import SITE, Manifest, check_manifest, fill, load_manifest

ICONS: Final = {"small": 108, "large": 512}
"""Width and height in pixels. Amazon, "Skill manifest schema"."""

# With or without a version or alias at the end.
_ARN: Final = re.compile(
    r"arn:aws:lambda:(?P<region>[a-z0-9-]+):\d{12}:function:[\w-]+(?P<alias>:[\w$-]+)?"
)
# Where Alexa calls a Lambda function. Amazon, "Host a custom skill as an AWS Lambda function".
_REGIONS: Final = ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1")
PARTS: Final = ("NA", "EU", "FE")
"""North America, Europe with India, the Far East with Australia. Amazon, "Skill manifest schema"."""
_ASK_RESOURCES: Final = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {"default": {"skillMetadata": {"src": "./skill-package"}}},
}


def write_package(
    endpoint: str, site: str, folder: Path, *, regions: Mapping[str, str] | None = None
) -> Path:
    """Write the package, in place of what an earlier run wrote, and return its folder.

    Args:
        endpoint: the ARN of the function's alias, or the https URL of the web endpoint.
        site: the https address under which ``/privacy`` and ``/terms`` are.
        regions: another endpoint for a part of the world ("EU"), as Alexa divides it.
        folder: where to write; what else is in it stays, such as the ASK CLI's state.

    Raises:
        ConfigurationError: the endpoint or the site is none, or the folder cannot be written.
    """
    manifest = fill(load_manifest(), endpoint=_endpoint(endpoint), site=_site(site))
    nearer = {name: {"endpoint": _endpoint(uri)} for name, uri in sorted((regions or {}).items())}
    for name in nearer.keys() - set(PARTS):
        message = f"There is no region '{name}'; Alexa divides the world into {', '.join(PARTS)}."
        raise ConfigurationError(message)
    if nearer:
        manifest["manifest"]["apis"]["custom"]["regions"] = nearer
        manifest["manifest"]["events"]["regions"] = nearer
    icons = {name: _draw(size) for name, size in ICONS.items()}
    package = folder / "skill-package"
    try:
        if package.exists():
            shutil.rmtree(package)
        (package / "interactionModels/custom").mkdir(parents=True)
        (package / "assets/icons").mkdir(parents=True)
        _write_json(package / "skill.json", manifest)
        for locale in available_locales():
            shutil.copy(
                models_folder() / f"{locale}.json",
                package / f"interactionModels/custom/{locale}.json",
            )
        for name, png in icons.items():
            (package / f"assets/icons/{name}.png").write_bytes(png)
        _write_json(folder / "ask-resources.json", _ASK_RESOURCES)
    except OSError as error:
        message = f"The package cannot be written to '{folder}': {error.strerror or error}."
        raise ConfigurationError(message) from error
    return folder


def read_package_models(folder: Path) -> dict[str, InteractionModel]:
    """Return the interaction models of a package, by locale.

    Raises:
        InteractionModelError: one of them cannot be read.
    """
    models = sorted((folder / "skill-package/interactionModels/custom").glob("*.json"))
    return {file.stem: read_model(file) for file in models}


def check_package(folder: Path, models: Mapping[str, InteractionModel]) -> Iterator[str]:
    """Tell what the ASK CLI or Amazon would not take of a package, the models themselves aside.

    Args:
        folder: what `write_package` wrote, or what became of it.
        models: the package's own, by locale.

    Raises:
        ConfigurationError: the folder holds no package, or its manifest cannot be read.
    """
    package = folder / "skill-package"
    if _read_json(folder / "ask-resources.json") != _ASK_RESOURCES:
        yield "ask-resources.json does not send the ASK CLI to skill-package."
    manifest = _read_json(package / "skill.json")
    try:
        body = manifest["manifest"]
        called = (body["apis"]["custom"], body["events"])
        endpoints = [
            *(part["endpoint"] for part in called),
            *(one["endpoint"] for part in called for one in part.get("regions", {}).values()),
        ]
        pages = [
            page
            for pages in body["privacyAndCompliance"]["locales"].values()
            for page in pages.values()
        ]
        listings = body["publishingInformation"]["locales"]
        icons = {
            (name, listing[f"{name}IconUri"]) for listing in listings.values() for name in ICONS
        }
        site, *_ = [_site(page.rpartition("/")[0]) for page in pages]
        reopened: Manifest = json.loads(json.dumps(manifest).replace(f'"{site}/', f'"{SITE}/'))
        yield from check_manifest(reopened, models)
        for endpoint in endpoints:
            if endpoint != _endpoint(endpoint["uri"]):
                yield "An endpoint on the web must say that its certificate is Trusted."
    except ConfigurationError as error:
        # One sentence about a place that is still open, or was filled in wrongly by hand.
        yield str(error)
        return
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        yield f"skill.json is no manifest of this skill ({type(error).__name__}: {error})."
        return
    for name, address in sorted(icons):
        if _pixels(package / address.removeprefix("file://")) != (ICONS[name], ICONS[name]):
            yield f"{address} must be a PNG of {ICONS[name]} by {ICONS[name]} pixels."


def _endpoint(text: str) -> dict[str, str]:
    """The manifest's endpoint object."""
    if arn := _ARN.fullmatch(text):
        if arn["alias"] is None:
            message = (
                "The endpoint is a function without its alias; take the ARN that the stack puts out "
                "as EndpointArn, which ends in ':live'."
            )
            raise ConfigurationError(message)
        if arn["region"] not in _REGIONS:
            message = f"Alexa calls no Lambda function in {arn['region']}; deploy to {', '.join(_REGIONS[:-1])} or {_REGIONS[-1]}."
            raise ConfigurationError(message)
        return {"uri": text}
    url = _https(text)
    if url is None or url.query or url.fragment or url.port not in (None, 443):
        message = (
            "The endpoint must be the ARN of the function's alias, such as arn:aws:lambda:us-east-1:"
            "123456789012:function:closer:live, or an https URL on port 443, such as "
            "https://skill.example.org/alexa."
        )
        raise ConfigurationError(message)
    return {"uri": text, "sslCertificateType": "Trusted"}


def _site(text: str) -> str:
    url = _https(text)
    if url is None or url.query or url.fragment:
        message = (
            "The site must be the https address of the pages /privacy and /terms, such as "
            "https://closer.example.org."
        )
        raise ConfigurationError(message)
    # Amazon, "Policy requirements": its marks may not stand in a domain.
    if re.search("amazon|alexa", url.hostname or ""):
        message = "The site's domain may not contain 'amazon' or 'alexa'; use another."
        raise ConfigurationError(message)
    return text.rstrip("/")


def _https(text: str) -> Any:
    """The parts of an https URL; None for anything else."""
    try:
        url = urlsplit(text)
        url.port  # noqa: B018 - reading it raises for one that is no number
    except ValueError:
        return None
    plain = url.username is None and re.fullmatch(r"[\x21-\x7e]+", text)
    return url if url.scheme == "https" and "." in (url.hostname or "") and plain else None


def _draw(size: int) -> bytes:
    """Draw the icon as a PNG of so many pixels each way."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError:
        message = 'Drawing the icons needs resvg. In the checkout: pip install ".[package]".'
        raise ConfigurationError(message) from None
    svg = (models_folder() / "icon.svg").read_text(encoding="utf-8")
    return bytes(svg_to_bytes(svg_string=svg, width=size, height=size))


def _pixels(file: Path) -> tuple[int, int] | None:
    """Return the width and height of a PNG, or None for what is none."""
    try:
        head = file.read_bytes()[:24]
        width, height = struct.unpack(">8x4x4xII", head)
    except (OSError, struct.error):
        return None
    # PNG (Third Edition), 5.2 and 11.2.1: its signature, then the header chunk.
    return (width, height) if head.startswith(b"\x89PNG\r\n\x1a\n") else None


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        message = f"{file} cannot be read; write the package anew with 'closer package'."
        raise ConfigurationError(message) from None


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
