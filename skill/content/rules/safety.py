"""Safety lines and the numbers in them: nothing here may be merely probable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from skill.content.findings import Finding, Rule, Severity, entry_finding
from skill.content.models import Certainty, Country, SupportLine
from skill.content.pending import PendingQuestion
from skill.content.rules.review import Review
from skill.content.rules.spoken import Spoken, place_file
from skill.content.rules.word_list import WordList, Words
from skill.time_zones import find_zone

CHECK_EVERY = timedelta(days=90)
"""How long a number may be spoken on the strength of one check."""

_ONLY_OKAY = "only answer what feels okay"
_SUPPORT_DOOR = "ask me for support numbers"
_HISTORY = "may show in the Alexa app's history"
_DISCLAIMER = "conversation starter, not {counseling} or medical advice"
_CANNOT_CALL = "I can't call for you"
_MAY_BE_ABROAD = frozenset({"support_assumed", "hurting"})

_UNSAFE = WordList(
    (
        Words(
            r"both sides|talk (?:it|things|this) (?:through|over|out)|talk to (?:him|her|your partner)|forgiv\w+"
            r"|patien(?:t|ce)|affection\w*|together|tips?",
            "leads somebody in danger back towards their partner; leave it out",
        ),
        Words(
            r"abus\w+|victims?|violen(?:t|ce)|diagnos\w+|toxic|what happened|tell me more",
            "names or asks about what happened; leave it to the person",
        ),
        Words(
            r"leave (?:now|him|her|them)|get out|run",
            "urges somebody to leave, which can be the most dangerous moment; leave it out",
        ),
        Words(
            r"private|confidential|secret|nobody will|no one will|i'?(?: wi)?ll (?:call|tell|record|report|alert)",
            "promises what a speaker in a room cannot keep; leave it out",
        ),
    )
)


def check_safety_wording(review: Review) -> Iterator[Finding]:
    """The words that keep somebody safe are in every line that needs them."""
    for spoken in review.texts:
        if spoken.file == "safety.toml" and spoken.entry.startswith("unsafe."):
            yield from _UNSAFE.findings(spoken, Rule.SAFETY_WORDING)
        for words, why in _needed(spoken):
            if words.lower() not in spoken.text.lower():
                yield spoken.finding(Rule.SAFETY_WORDING, f"does not say '{words}'; {why}")


def _needed(spoken: Spoken) -> Iterator[tuple[str, str]]:
    """What a text has to say, and why."""
    if spoken.kind == "check_in_opening":
        if spoken.asks is not PendingQuestion.CHECK_IN_MODE:
            yield _ONLY_OKAY, "somebody may be afraid of who listens"
        if spoken.entry.endswith(".first"):
            yield _DISCLAIMER, "a household hears it once, before its first check-in"
    if spoken.kind == "help" or spoken.entry == "get_help":
        yield _SUPPORT_DOOR, "the way to help has to be found without disclosing anything"
    if spoken.entry == "unsafe.first":
        yield _CANNOT_CALL, "nobody may wait for a call that the skill cannot make"
        yield "{emergency}", "somebody in danger needs the emergency number at once"
    if "{numbers}" in spoken.text:
        yield _HISTORY, "the account's owner may read what was asked"


def check_support_lines(review: Review) -> Iterator[Finding]:
    """Every number is sure, was checked lately, and names its country where that is a guess."""
    for country in review.catalog.countries.values():
        for key, line in _lines(country):
            yield from _support_line(country.id, key, line, review.today)
        for key, line in _lines(country):
            if key in _MAY_BE_ABROAD and country.named not in line.spoken:
                problem = (
                    f"has a '{key}' that leaves the country open; "
                    f"begin it with 'In {country.named},', because it may be spoken elsewhere"
                )
                yield entry_finding("safety.toml", country.id, Rule.SAFETY_WORDING, problem)


def _lines(country: Country) -> Iterator[tuple[str, SupportLine]]:
    yield "support", country.support
    yield "support_assumed", country.support_assumed
    yield "crisis", country.crisis
    if country.hurting is not None:
        yield "hurting", country.hurting


_SAID_AND_SHOWN = ("support", "support_assumed", "hurting")
"""The lines that a yes to "a support number" gives."""

_DIGITS = {
    "oh": "0",
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "hundred": "00",
    "thousand": "000",
}


def check_shown_lines(review: Review) -> Iterator[Finding]:
    """A number is shown in the very words that it is said in, with digits."""
    for country in review.catalog.countries.values():
        for key, line in _lines(country):
            if key in _SAID_AND_SHOWN and _read_out(line.shown) != _read_out(line.spoken):
                problem = f"shows another thing for its '{key}' line than it says; 'shown' is the same words, with digits"
                yield entry_finding("safety.toml", country.id, Rule.SUPPORT_SHOWN, problem)


def _read_out(text: str) -> str:
    """Return the letters and digits of a text, with numbers that are spoken as digits."""
    return "".join(_DIGITS.get(word, word) for word in re.findall(r"[a-z0-9]+", text.lower()))


def _support_line(country: str, key: str, line: SupportLine, today: date) -> Iterator[Finding]:
    if line.certainty is not Certainty.SURE:
        problem = f"would speak its '{key}' line, which is only {line.certainty}; confirm it with the service first"
        yield entry_finding("safety.toml", country, Rule.SUPPORT_CERTAINTY, problem)
    if line.checked > today:
        problem = f"says its '{key}' line was checked on {line.checked}, which is yet to come; correct the date"
        yield entry_finding("safety.toml", country, Rule.SUPPORT_CHECKED, problem)
    if today - line.checked > CHECK_EVERY:
        problem = (
            f"has a '{key}' line last checked on {line.checked}, more than {CHECK_EVERY.days} days ago; "
            "check the number with the service and set the date"
        )
        yield entry_finding(
            "safety.toml", country, Rule.SUPPORT_CHECKED, problem, severity=Severity.DUE
        )


def check_region(review: Review) -> Iterator[Finding]:
    """A locale names countries and a time zone that exist; a language alone names no country."""
    region = review.catalog.region
    file = place_file(region)
    if not region.countries and "-" in region.locale:
        problem = "names no country, so nobody there would get a support number; name at least one"
        yield entry_finding(file, "place", Rule.REGION, problem)
    if region.asks_country and len(region.countries) < 2:
        problem = "asks which country they are in and names only one; name two, or do not ask"
        yield entry_finding(file, "place", Rule.REGION, problem)
    for name in region.countries:
        if name not in review.catalog.countries:
            known = ", ".join(review.catalog.countries)
            problem = (
                f"names the country '{name}', which safety.toml does not have; use one of {known}"
            )
            yield entry_finding(file, "place", Rule.REGION, problem)
    if not is_time_zone(region.time_zone):
        problem = f"has the time zone '{region.time_zone}', which is none; use an IANA name such as Europe/London"
        yield entry_finding(file, "place", Rule.REGION, problem)


def is_time_zone(name: str) -> bool:
    """Tell whether a name is that of an IANA zone with summer time where the place has it."""
    # An abbreviation such as EST is a zone too, but one that knows no summer time.
    return "/" in name and find_zone(name) is not None
