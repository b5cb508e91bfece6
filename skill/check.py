"""What ``closer check`` checks: content, interaction models, the manifest, and that they fit the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from skill.certification import checklist
from skill.content.catalog import load_catalog
from skill.content.facts import load_facts
from skill.content.findings import Severity
from skill.content.published import load_published
from skill.content.source import languages, locales
from skill.content.validation import check_catalog
from skill.errors import CloserError
from skill.handlers.intents import INTENTS
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import (
    InteractionModel,
    available_locales,
    load_model,
    to_json,
)
from skill.interaction_model.rules import check_model
from skill.manifest import check_manifest, load_manifest
from skill.package import check_package, read_package_models
from skill.rehearsal import script
from skill.rehearsal.ear import faults, schedule_faults
from skill.rehearsal.sentences import sentences

# An installation has no documents, only a checkout.
_DOCUMENTS = Path(__file__).parents[1] / "docs"
_WRITTEN: dict[str, Callable[[], str]] = {
    "certification.md": checklist.document,
    "script.md": script.document,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One part that was checked: what is wrong with it, and what is due but not wrong."""

    name: str
    errors: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    skipped: bool = False

    @property
    def state(self) -> str:
        """Return how it went, in four letters."""
        return "FAIL" if self.errors else "skip" if self.skipped else "ok  "


def check_all(today: date) -> Iterator[Checked]:
    """Check everything, part by part.

    Args:
        today: the date by which a support number's last check may be too old.
    """
    told: set[str] = set()
    for locale in (*languages(), *locales()):
        part = _checked(f"content {locale}", partial(_content, locale, today))
        # What is wrong in a language's own folder is told there, and not in each of its locales.
        yield replace(part, errors=tuple(error for error in part.errors if error not in told))
        told.update(part.errors)
    # The tool that expands the source is there for developers, not for everybody.
    can_expand = find_spec("hassil") is not None
    if not can_expand:
        yield Checked(
            "interaction models and their source: run 'make lint' once, which sets up what that takes",
            skipped=True,
        )
    for locale in available_locales():
        yield _checked(f"interaction model {locale}", partial(_model, locale))
        if can_expand:
            yield _checked(f"interaction model {locale} and its source", partial(_source, locale))
        yield _checked(f"every sentence in {locale}", partial(_sentences, locale))
    for name, write in _WRITTEN.items():
        if _DOCUMENTS.is_dir():
            yield _checked(f"docs/{name}", partial(_document, _DOCUMENTS / name, write))
    yield _checked("manifest", _manifest)


def check_packaged(folder: Path) -> Iterator[Checked]:
    """Check a package that `closer package` wrote, in place of what it was written from."""
    models: dict[str, InteractionModel] = {}

    def package() -> Checked:
        models.update(read_package_models(folder))
        return Checked("package", errors=tuple(check_package(folder, models)))

    yield _checked(f"package in {folder}", package)
    for locale, model in models.items():
        yield _fits(model, f"interaction model {locale} of the package")


def _checked(name: str, check: Callable[[], Checked]) -> Checked:
    """Run a check; what cannot even be read is an error of its own."""
    try:
        return replace(check(), name=name)
    except CloserError as error:
        return Checked(name, errors=(str(error),))


def _content(locale: str, today: date) -> Checked:
    catalog = load_catalog(locale)
    findings = check_catalog(catalog, load_facts(), load_published(), today)
    return Checked(
        locale,
        errors=(*(f.message for f in findings if f.severity is Severity.ERROR),),
        due=tuple(f.message for f in findings if f.severity is not Severity.ERROR),
    )


def _model(locale: str) -> Checked:
    return _fits(load_model(locale), locale)


def _fits(model: InteractionModel, name: str) -> Checked:
    """Check a model against Amazon's rules, and against what the code handles."""
    declared = {intent.name for intent in model.intents}
    return Checked(
        name,
        errors=(
            *check_model(model),
            *(
                f"{name} is in the model, but nothing handles it."
                for name in sorted(declared - INTENTS.keys())
            ),
            *(
                f"{name} is handled, but not in the model, so it never comes."
                for name in sorted(INTENTS.keys() - declared)
            ),
        ),
    )


def _sentences(locale: str) -> Checked:
    return Checked(
        locale,
        errors=(
            *(
                f"'{sentence.text}' ({sentence.id}) {fault}."
                for sentence in sentences(load_catalog(locale))
                for fault in faults(sentence)
            ),
            *schedule_faults(load_catalog(locale).manner),
        ),
    )


def _document(file: Path, write: Callable[[], str]) -> Checked:
    if file.is_file() and file.read_text(encoding="utf-8") == write():
        return Checked(file.name)
    return Checked(file.name, errors=("It is out of date; run 'make docs'.",))


def _manifest() -> Checked:
    models = {locale: load_model(locale) for locale in available_locales()}
    return Checked("manifest", errors=tuple(check_manifest(load_manifest(), models)))


def _source(locale: str) -> Checked:
    from skill.interaction_model.source import build_model

    file = models_folder() / f"{locale}.json"
    if file.is_file() and file.read_text(encoding="utf-8") == to_json(build_model(locale)):
        return Checked(locale)
    return Checked(
        locale, errors=(f"{file.name} is not what its source builds; run 'make models'.",)
    )
