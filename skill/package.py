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
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from skill.errors import ConfigurationError
from skill.interaction_model.model import available_locales
from skill.manifest import fill, load_manifest, model_folder

ICONS: Final = {"small": 108, "large": 512}
"""Width and height in pixels. Amazon, "Skill manifest schema"."""

# With or without a version or alias at the end.
_ARN: Final = re.compile(
    r"arn:aws:lambda:(?P<region>[a-z0-9-]+):\d{12}:function:[\w-]+(?P<alias>:[\w$-]+)?"
)
# Where Alexa calls a Lambda function. Amazon, "Host a custom skill as an AWS Lambda function".
_REGIONS: Final = ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1")
_ASK_RESOURCES: Final = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {"default": {"skillMetadata": {"src": "./skill-package"}}},
}


def write_package(endpoint: str, site: str, folder: Path) -> Path:
    """Write the package, in place of what an earlier run wrote, and return its folder.

    Args:
        endpoint: the ARN of the function's alias, or the https URL of the web endpoint.
        site: the https address under which ``/privacy`` and ``/terms`` are.
        folder: where to write; what else is in it stays, such as the ASK CLI's state.

    Raises:
        ConfigurationError: the endpoint or the site is none, or the folder cannot be written.
    """
    manifest = fill(load_manifest(), endpoint=_endpoint(endpoint), site=_site(site))
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
                model_folder() / f"{locale}.json",
                package / f"interactionModels/custom/{locale}.json",
            )
        for name, png in icons.items():
            (package / f"assets/icons/{name}.png").write_bytes(png)
        _write_json(folder / "ask-resources.json", _ASK_RESOURCES)
    except OSError as error:
        message = f"The package cannot be written to '{folder}': {error.strerror or error}."
        raise ConfigurationError(message) from error
    return folder


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
        message = 'Drawing the icons needs resvg: pip install "closer-together[package]".'
        raise ConfigurationError(message) from None
    svg = (model_folder() / "icon.svg").read_text(encoding="utf-8")
    return bytes(svg_to_bytes(svg_string=svg, width=size, height=size))


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
