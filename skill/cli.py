"""The command line: ``closer talk``, ``serve``, ``say``, ``nlu``, ``lines``, ``check`` and ``package``."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime

from skill.config import Settings
from skill.errors import CloserError

try:
    import click
except ModuleNotFoundError:
    sys.exit('The closer command needs the simulator. In the checkout: pip install ".[simulator]"')

locale_option = click.option(
    "--locale",
    default="en-US",
    show_default=True,
    help="The language the device is set to, such as en-US.",
)


class _Commands(click.Group):
    """A group of commands that tells a known error in one sentence and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CloserError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="closer-together", prog_name="closer")
def main() -> None:
    """Closer Together, an Alexa skill for couples: talk to it, ask what it understands, check it."""


@main.command()
@locale_option
@click.option(
    "--script", metavar="FILE", help="Read utterances from a file, or from standard input with '-'."
)
@click.option("--voice", is_flag=True, help="Speak the answers aloud through espeak-ng.")
@click.option("--screen", is_flag=True, help="Use a device with a screen.")
@click.option(
    "--zone", default=None, metavar="ZONE", help="The device's time zone, such as Europe/London."
)
@click.option("--seed", type=int, default=None, help="Make chance repeatable.")
def talk(
    locale: str,
    script: str | None,
    *,
    voice: bool,
    screen: bool,
    zone: str | None,
    seed: int | None,
) -> None:
    """Hold a conversation with the skill.

    The household is remembered between runs, in the store that CLOSER_STORE
    names or else in a SQLite file in your data folder. A script meets a new
    household instead, unless CLOSER_STORE is set.
    """
    from skill.simulator.echo.envelope import DeviceSettings
    from skill.simulator.household import simulated_device
    from skill.simulator.talk.console import run_console
    from skill.simulator.talk.script import read_script, run_script

    settings = Settings.from_environment(os.environ, store="memory://" if script else None)
    # Logging is for operators; at the keyboard only what goes wrong is worth a line.
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelName(settings.log_level)), format="%(message)s"
    )
    lines = read_script(script) if script else None
    device = simulated_device(
        settings,
        DeviceSettings(locale=locale, screen=screen, time_zone=zone or _own_zone()),
        seed=seed,
    )
    sys.exit(
        run_console(device, voice=voice) if lines is None else run_script(device, lines, sys.stdout)
    )


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port; 0 takes a free one.")
@click.option("--workers", type=int, default=None, help="How many processes; two by default.")
@click.option(
    "--local", is_flag=True, help="Serve the page to try the skill on, to this computer alone."
)
@click.option("--debug", is_flag=True, help="Use Flask's own server, which follows the code.")
def serve(host: str, port: int, workers: int | None, *, local: bool, debug: bool) -> None:
    """Serve the endpoint for Alexa, and with --local a page to try the skill on.

    Alexa's requests are verified unless CLOSER_VERIFY_REQUESTS is off; --local
    turns that off, and nobody but this computer is answered then.
    """
    from dataclasses import replace

    try:
        from skill.web.server import serve as serve_until_stopped
    except ModuleNotFoundError as missing:
        message = f'The endpoint needs {missing.name}. In the checkout: make run, or pip install ".[web]".'
        raise click.ClickException(message) from missing

    settings = Settings.from_environment(os.environ)
    if local:
        settings = replace(settings, verify_requests=False)
    serve_until_stopped(settings, host=host, port=port, workers=workers, local=local, debug=debug)


@main.command()
@locale_option
@click.argument("utterance", required=False)
@click.option(
    "--file",
    "file",
    metavar="FILE",
    help="Resolve every line of a file, or of standard input with '-'.",
)
@click.option(
    "--json", "as_json_lines", is_flag=True, help="Print intent, slots and confidence as JSON."
)
def say(utterance: str | None, locale: str, file: str | None, *, as_json_lines: bool) -> None:
    """Say which intent and slots an UTTERANCE resolves to, offline, by the shipped model.

    What matches nothing resolves to AMAZON.FallbackIntent. An invocation may go
    before it, as in "ask closer together for a tip"; one alone is a LaunchRequest.
    """
    from skill.interaction_model.model import load_model
    from skill.simulator.talk.script import read_script
    from skill.simulator.understanding.invocation import split_invocation
    from skill.simulator.understanding.matcher import Matcher
    from skill.simulator.understanding.resolution import LAUNCH, as_json

    if (utterance is None) == (file is None):
        message = "Give either one utterance or --file FILE."
        raise click.UsageError(message)
    lines = [utterance] if utterance is not None else read_script(file or "-")
    model = load_model(locale)
    matcher = Matcher(model)
    for line in lines:
        invocation = split_invocation(line, model.invocation_name)
        launched = invocation.launch and not invocation.rest
        resolution = as_json(LAUNCH if launched else matcher.resolve(invocation.rest))
        if as_json_lines:
            click.echo(json.dumps(resolution))
        else:
            slots = "".join(f" {name}={value}" for name, value in resolution["slots"].items())
            click.echo(f"{resolution['intent']}{slots} ({resolution['confidence']:.2f})")


@main.command()
@locale_option
def lines(locale: str) -> None:
    """List everything the skill can say, with ids, to be read in one sitting."""
    from skill.interaction_model.model import load_model
    from skill.rehearsal.script import plain

    # Where nothing is understood, nothing is said either.
    load_model(locale)
    for line in plain(locale):
        click.echo(line)


@main.command()
@click.option(
    "--package",
    metavar="FOLDER",
    help='Check a skill package instead, as "closer package" wrote it.',
)
def check(package: str | None) -> None:
    """Check all that is said and understood, and go through Amazon's certification checklist."""
    from pathlib import Path

    from skill.certification.checklist import checklist, plain
    from skill.check import check_all, check_packaged

    wrong = 0
    parts = check_packaged(Path(package)) if package else check_all(datetime.now(UTC).date())
    for part in parts:
        click.echo(f"{part.state} {part.name}")
        for message in part.errors:
            click.echo(f"     {message}")
        for message in part.due:
            click.echo(f"     due: {message}")
        wrong += len(part.errors)
    items = [] if package else list(checklist())
    for line in plain(items):
        click.echo(line)
    wrong += sum(len(item.problems) for item in items)
    if wrong:
        message = f"{wrong} {'thing is' if wrong == 1 else 'things are'} to be mended."
        raise click.ClickException(message)


@main.command()
@click.option("--locale", default=None, help="Evaluate this locale only.  [default: all of them]")
@click.option(
    "--utterances",
    metavar="DIR",
    default=None,
    help="The utterances, in a folder for each locale.  [default: tests/utterances of the checkout]",
)
@click.option(
    "--annotations", metavar="DIR", default=None, help="Write Amazon's annotation sets there."
)
@click.option("--report", metavar="FILE", default=None, help="Write to a file what is printed.")
def nlu(
    locale: str | None, utterances: str | None, annotations: str | None, report: str | None
) -> None:
    """Measure how well the models are understood, on utterances that are no samples.

    Prints recall by intent, slot accuracy, what was taken for what, false
    accepts, and calls for help that were missed or raised for nothing. Those in
    the folders "held_out" are not to be looked at to improve the models.
    """
    from pathlib import Path

    from skill.interaction_model.model import available_locales
    from skill.simulator.evaluation.annotations import write_annotations
    from skill.simulator.evaluation.measurement import evaluate_locales
    from skill.simulator.evaluation.report import document

    checkout = Path(__file__).parents[1] / "tests" / "utterances"
    folder = Path(utterances) if utterances else checkout
    locales = (locale,) if locale else available_locales()
    if annotations:
        for written in write_annotations(locales, folder, Path(annotations)):
            click.echo(f"Wrote {written}", err=True)
    if report and not Path(report).absolute().parent.is_dir():
        message = f"There is no folder for {report}."
        raise click.UsageError(message)
    click.echo("Measuring; a locale takes about half a minute.", err=True)
    text = document(evaluate_locales(locales, folder))
    if report:
        Path(report).write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@main.command()
@click.option(
    "--endpoint", required=True, help="The ARN of the function's alias, or the https URL of /alexa."
)
@click.option(
    "--site", required=True, help="The https address under which /privacy and /terms are."
)
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="PART=ENDPOINT",
    help="Another endpoint for NA, EU or FE, nearer to the people there; may be given more than once.",
)
@click.option(
    "--out",
    default="build/skill-package",
    show_default=True,
    metavar="FOLDER",
    help="Where to write.",
)
def package(endpoint: str, site: str, regions: tuple[str, ...], out: str) -> None:
    """Write the skill package, which "ask deploy" takes as it is."""
    from pathlib import Path

    from skill.package import write_package

    pairs = [region.partition("=") for region in regions]
    folder = write_package(endpoint, site, Path(out), regions={part: uri for part, _, uri in pairs})
    click.echo(f"Wrote {folder}. Next: cd {folder} && ask deploy --target skill-metadata")


def _own_zone() -> str:
    """Return the time zone of this computer where it can be told, as a household's default."""
    from pathlib import Path
    from zoneinfo import available_timezones

    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        parts = Path("/etc/localtime").resolve().parts
        name = "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
    return name if name in available_timezones() else "America/New_York"
