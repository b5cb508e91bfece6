"""`closer package` writes a folder that the ASK CLI deploys unchanged."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model import InteractionModelData
from ask_smapi_model.v1.skill.manifest import SkillManifestEnvelope
from click.testing import CliRunner

from skill.cli import main
from skill.errors import CloserError, ConfigurationError
from skill.interaction_model.model import available_locales, load_model, read_model
from skill.package import check_package, read_package_models, write_package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARN = "arn:aws:lambda:us-east-1:123456789012:function:closer-SkillFunction-A1:live"
URL = "https://skill.example.org/alexa"
SITE = "https://closer.example.org"


def read(file: Path) -> Any:
    """A JSON file's value."""
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_layout_is_the_ask_clis(tmp_path: Path) -> None:
    """Its resources file names the folder with the manifest, the models and the icons."""
    folder = write_package(ARN, SITE, tmp_path / "package")
    source = read(folder / "ask-resources.json")["profiles"]["default"]["skillMetadata"]["src"]
    package = folder / source
    models = {f"interactionModels/custom/{locale}.json" for locale in available_locales()}
    icons = {"assets/icons/small.png", "assets/icons/large.png"}
    written = {str(f.relative_to(package)) for f in package.rglob("*") if f.is_file()}
    assert written == {"skill.json"} | models | icons


def test_every_model_in_it_is_the_one_that_is_checked(tmp_path: Path) -> None:
    """What Amazon gets is what the simulator and the checks read."""
    folder = write_package(ARN, SITE, tmp_path) / "skill-package/interactionModels/custom"
    for locale in available_locales():
        assert read_model(folder / f"{locale}.json") == load_model(locale)


@pytest.mark.parametrize(
    ("endpoint", "filled"),
    [(ARN, {"uri": ARN}), (URL, {"uri": URL, "sslCertificateType": "Trusted"})],
)
def test_the_endpoint_stands_for_requests_and_for_events(
    tmp_path: Path, endpoint: str, filled: dict[str, str]
) -> None:
    """Both name it, and no open place is left in the manifest."""
    file = write_package(endpoint, SITE, tmp_path) / "skill-package/skill.json"
    manifest = read(file)["manifest"]
    assert manifest["apis"]["custom"]["endpoint"] == filled
    assert manifest["events"]["endpoint"] == filled
    assert "{" not in "".join(_strings(manifest))


def test_a_part_of_the_world_may_have_an_endpoint_of_its_own(tmp_path: Path) -> None:
    """Requests and events from there go to it, everything else stays, and the package is in order."""
    nearer = ARN.replace("us-east-1", "eu-west-1")
    out = str(tmp_path)
    arguments = ["package", "--endpoint", ARN, "--site", SITE, "--out", out]
    done = CliRunner().invoke(main, [*arguments, "--region", f"EU={nearer}"])
    assert done.exit_code == 0
    manifest = read(tmp_path / "skill-package/skill.json")["manifest"]
    for part in (manifest["apis"]["custom"], manifest["events"]):
        assert part["endpoint"] == {"uri": ARN}
        assert part["regions"] == {"EU": {"endpoint": {"uri": nearer}}}
    assert list(check_package(tmp_path, read_package_models(tmp_path))) == []
    written = read(tmp_path / "skill-package/skill.json")
    assert _through_the_classes(written, SkillManifestEnvelope) == written


@pytest.mark.parametrize(
    ("region", "sentence"),
    [
        (f"AS={ARN}", "There is no region 'AS'"),
        ("EU", "The endpoint must be"),
        (f"EU={ARN.removesuffix(':live')}", "without its alias"),
    ],
)
def test_a_region_that_alexa_does_not_know_is_told(
    tmp_path: Path, region: str, sentence: str
) -> None:
    """It exits with 1, and a sentence says what it must be."""
    arguments = ["package", "--endpoint", ARN, "--site", SITE, "--out", str(tmp_path / "package")]
    done = CliRunner().invoke(main, [*arguments, "--region", region])
    assert done.exit_code == 1
    assert sentence in done.output


def test_every_locale_has_its_listing_in_its_own_spelling(tmp_path: Path) -> None:
    """Five listings and five policies; only the American one writes "counseling"."""
    manifest = read(write_package(ARN, SITE, tmp_path) / "skill-package/skill.json")["manifest"]
    listings = manifest["publishingInformation"]["locales"]
    assert listings.keys() == manifest["privacyAndCompliance"]["locales"].keys()
    assert set(listings) == set(available_locales())
    american = {locale for locale, shown in listings.items() if "counseling" in str(shown)}
    assert american == {"en-US"}


def test_the_policies_are_pages_of_the_site(tmp_path: Path) -> None:
    """A slash at the end of the site makes no double one."""
    file = write_package(ARN, SITE + "/", tmp_path) / "skill-package/skill.json"
    assert read(file)["manifest"]["privacyAndCompliance"]["locales"]["en-US"] == {
        "privacyPolicyUrl": f"{SITE}/privacy",
        "termsOfUseUrl": f"{SITE}/terms",
    }


@pytest.mark.parametrize(("name", "pixels"), [("small", 108), ("large", 512)])
def test_the_icons_have_amazons_sizes(tmp_path: Path, name: str, pixels: int) -> None:
    """Each is a PNG of so many pixels each way, and the manifest names it."""
    package = write_package(ARN, SITE, tmp_path) / "skill-package"
    listing = read(package / "skill.json")["manifest"]["publishingInformation"]["locales"]["en-US"]
    icon = package / listing[f"{name}IconUri"].removeprefix("file://")
    png = icon.read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (pixels, pixels)


def test_amazons_own_classes_keep_every_field_of_the_manifest(tmp_path: Path) -> None:
    """Read into them and written out again, nothing of it is lost: no field is misspelt."""
    written = read(write_package(ARN, SITE, tmp_path) / "skill-package/skill.json")
    assert _through_the_classes(written, SkillManifestEnvelope) == written


@pytest.mark.parametrize("locale", available_locales())
def test_amazons_own_classes_keep_every_field_of_the_model(tmp_path: Path, locale: str) -> None:
    """The same holds for the interaction model."""
    folder = write_package(ARN, SITE, tmp_path) / "skill-package/interactionModels/custom"
    written = read(folder / f"{locale}.json")
    assert _through_the_classes(written, InteractionModelData) == written


def test_a_second_run_leaves_nothing_of_the_first_but_the_clis_state(tmp_path: Path) -> None:
    """A file of an earlier version is gone, and the skill's id that the CLI noted is kept."""
    folder = write_package(ARN, SITE, tmp_path)
    stale = folder / "skill-package/interactionModels/custom/xx-XX.json"
    stale.write_text("{}")
    state = folder / ".ask/ask-states.json"
    state.parent.mkdir()
    state.write_text("{}")
    write_package(URL, SITE, tmp_path)
    assert not stale.exists()
    assert state.exists()


@pytest.mark.parametrize(
    ("endpoint", "site", "sentence"),
    [
        (ARN.removesuffix(":live"), SITE, "without its alias"),
        (ARN.replace("us-east-1", "eu-north-1"), SITE, "Alexa calls no Lambda function in"),
        ("my-function", SITE, "The endpoint must be"),
        ("http://skill.example.org/alexa", SITE, "The endpoint must be"),
        ("https://skill.example.org:8443/alexa", SITE, "The endpoint must be"),
        ("https://skill.example.org:port/alexa", SITE, "The endpoint must be"),
        ("https://user:word@skill.example.org/alexa", SITE, "The endpoint must be"),
        (ARN, "closer.example.org", "The site must be"),
        (ARN, "http://closer.example.org", "The site must be"),
        (ARN, "https://alexa-closer.example.org", "may not contain"),
    ],
)
def test_what_alexa_would_not_take_is_told_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, endpoint: str, site: str, sentence: str
) -> None:
    """The sentence says what it must be; the folder stays as it was."""
    with pytest.raises(ConfigurationError, match=sentence):
        write_package(endpoint, site, tmp_path / "package")
    assert not (tmp_path / "package").exists()


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    """It exits with 0, and what it printed names the folder and the next command."""
    out = tmp_path / "package"
    done = CliRunner().invoke(
        main, ["package", "--endpoint", ARN, "--site", SITE, "--out", str(out)]
    )
    assert done.exit_code == 0
    assert f"cd {out} && ask deploy" in done.output


def test_the_command_tells_a_wrong_endpoint_in_one_sentence(tmp_path: Path) -> None:
    """It exits with 1, without a stack trace."""
    done = CliRunner().invoke(
        main, ["package", "--endpoint", "x", "--site", SITE, "--out", str(tmp_path)]
    )
    assert done.exit_code == 1
    assert done.output.startswith("Error: The endpoint must be")


@pytest.mark.parametrize("endpoint", [ARN, URL])
def test_the_package_passes_the_check(tmp_path: Path, endpoint: str) -> None:
    """`closer check --package` finds nothing wrong with what `closer package` wrote."""
    folder = write_package(endpoint, SITE, tmp_path)
    done = CliRunner().invoke(main, ["check", "--package", str(folder)])
    assert done.exit_code == 0, done.output
    assert f"ok   package in {folder}" in done.output
    for locale in available_locales():
        assert f"ok   interaction model {locale} of the package" in done.output


def _in_manifest(*path: str, value: object) -> Callable[[Path], None]:
    """What puts a value at a place of a package's manifest."""

    def breakage(package: Path) -> None:
        file = package / "skill.json"
        whole = inner = read(file)
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        file.write_text(json.dumps(whole))

    return breakage


def _cut(icon: str) -> Callable[[Path], object]:
    """What leaves no more of an icon than how a PNG begins."""
    return lambda package: (package / icon).write_bytes(b"\x89PNG")


@pytest.mark.parametrize(
    ("breakage", "found"),
    [
        (lambda package: (package / "skill.json").unlink(), "skill.json cannot be read"),
        (lambda package: (package / "skill.json").write_text("[]"), "no manifest"),
        (
            lambda package: (package.parent / "ask-resources.json").write_text("{}"),
            "does not send the ASK CLI",
        ),
        (
            lambda package: (package / "interactionModels/custom/en-US.json").unlink(),
            "each locale needs both",
        ),
        (
            lambda package: (package / "interactionModels/custom/en-US.json").write_text("{}"),
            "is not an interaction model",
        ),
        (
            _in_manifest("manifest", "apis", "custom", "endpoint", "uri", value="{endpoint}"),
            "The endpoint must be",
        ),
        (
            _in_manifest("manifest", "events", "endpoint", value={"uri": URL}),
            "its certificate is Trusted",
        ),
        (
            _in_manifest("manifest", "privacyAndCompliance", "usesHealthInfo", value=True),
            "usesHealthInfo must be false",
        ),
        (
            _in_manifest(
                *("manifest", "privacyAndCompliance", "locales", "en-US", "privacyPolicyUrl"),
                value="{site}/privacy",
            ),
            "The site must be",
        ),
        (_cut("assets/icons/large.png"), "512 by 512 pixels"),
        (lambda package: (package / "assets/icons/small.png").unlink(), "108 by 108 pixels"),
    ],
)
def test_the_check_tells_what_is_wrong_with_a_package(
    tmp_path: Path, breakage: Callable[[Path], object], found: str
) -> None:
    """One thing is broken in a good package, and a sentence names it."""
    folder = write_package(ARN, SITE, tmp_path)
    breakage(folder / "skill-package")
    try:
        told = list(check_package(folder, read_package_models(folder)))
    except CloserError as error:
        told = [str(error)]
    assert found in "\n".join(told)


def test_the_check_command_fails_where_there_is_no_package(tmp_path: Path) -> None:
    """It says so in a sentence, and exits with 1."""
    done = CliRunner().invoke(main, ["check", "--package", str(tmp_path)])
    assert done.exit_code == 1
    assert "ask-resources.json cannot be read" in done.output


def _through_the_classes(value: Any, envelope: type) -> Any:
    """A JSON value, read into the classes of Amazon's management API and written out again."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(json.dumps(value), envelope))


def _strings(value: object) -> list[str]:
    """Every string in a JSON value."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []
