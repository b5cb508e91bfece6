"""The kinds of content, as frozen values.

Every entry has a stable id, because a household's record names entries by id,
and a ``seed`` tuple: the ids of the facts, from the article behind the skill,
that the entry speaks. An entry with an empty ``seed`` stands on a rule of the
content alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from skill.content.pending import PendingQuestion
from skill.speech.manner import Manner


class TipTheme(StrEnum):
    """The four ways back to closeness that the tips follow."""

    TALKING = "talking"
    TIME = "time"
    AFFECTION = "affection"
    PRESENCE = "presence"


class Audience(StrEnum):
    """Who can start on a tip: both together, or one person alone."""

    BOTH = "both"
    ONE = "one"


class PromptCategory(StrEnum):
    """What a nightly prompt is about."""

    APPRECIATION = "appreciation"
    GOOD_NEWS = "good_news"
    INNER_WORLD = "inner_world"
    TOMORROW = "tomorrow"
    MEMORIES = "memories"
    HOPES = "hopes"
    PLAY = "play"


class Offer(StrEnum):
    """What a topic leads on to after its last part."""

    TIP = "tip"
    CHECK_IN = "check_in"
    PROMPT = "prompt"
    NONE = "none"


class ScreenKind(StrEnum):
    """What a screen shows. All but the last two have a title in the content."""

    WELCOME = "welcome"
    DEFINITION = "definition"
    TIP = "tip"
    CHECK_IN = "check_in"
    """One of the six questions."""
    RESULT = "result"
    PROMPT = "prompt"
    PROGRESS = "progress"
    HELP = "help"
    NIGHTLY = "nightly"
    MESSAGE = "message"
    """Anything else that is said."""
    NUMBER = "number"
    """A support number, after a yes to it, for that turn only."""
    NOTHING = "nothing"
    """A plain background without a word."""


TITLED = tuple(kind for kind in ScreenKind if kind not in {ScreenKind.NUMBER, ScreenKind.NOTHING})


class Touch(StrEnum):
    """What can be touched on a screen; each does exactly what some words do."""

    YES = "yes"
    NO = "no"
    SOMETIMES = "sometimes"
    SKIP = "skip"
    TOGETHER = "together"
    ALONE = "alone"
    DEFINITION = "definition"
    TIP = "tip"
    CHECK_IN = "check_in"
    PROMPT = "prompt"


class Certainty(StrEnum):
    """How well a support line is confirmed; only a sure one is ever spoken."""

    SURE = "sure"
    LIKELY = "likely"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Tip:
    """One thing to do tonight, and its short form for a check-in result."""

    id: str
    theme: TipTheme
    audience: Audience = field(metadata={"key": "for"})
    text: str
    step: str
    seed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One open question for the night; ``public`` ones may also be spoken by a reminder."""

    id: str
    category: PromptCategory
    depth: Literal[1, 2, 3]
    public: bool
    text: str
    seed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One breath of a definition; ``short`` is said when it is asked for a second time."""

    text: str
    short: str
    seed: tuple[str, ...]
    did_you_know: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A definition, cut into breaths: the first answer, then what "more" brings."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    then: Offer
    parts: tuple[TopicPart, ...] = field(metadata={"key": "part"})


@dataclass(frozen=True, slots=True)
class Area:
    """A group of signs, the unit in which a check-in result is spoken."""

    id: str
    spoken: str
    first_theme: TipTheme
    second_theme: TipTheme
    precedence: int
    """Order on a tie: what someone can act on first comes first."""
    theme_if_only: Mapping[str, TipTheme] = field(default_factory=dict)
    """Question id -> the theme to use when that sign alone was noticed in the area."""


QUESTIONS: Final = 6
"""So many questions a check-in has, one for each sign."""


@dataclass(frozen=True, slots=True)
class CheckInQuestion:
    """One of the questions; asked in the positive, so that a "no" is the sign."""

    id: str
    area: str
    text: str
    explanation: str
    seed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a line, with the offer its question makes where that differs."""

    text: str
    asks: PendingQuestion | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A thing the skill says, in one or more wordings that are interchangeable."""

    id: str
    kind: str
    variants: tuple[Variant, ...] = field(metadata={"least": 1})
    seed: tuple[str, ...] = ()
    fixed: bool = False
    """True where the wording is fixed on purpose and must not vary."""


@dataclass(frozen=True, slots=True)
class SupportLine:
    """A number to call, as it is spoken, with how well it is confirmed."""

    spoken: str
    certainty: Certainty
    checked: date
    shown: str = ""
    """The same with its number in digits, for a screen; empty where none is ever shown."""


@dataclass(frozen=True, slots=True)
class Country:
    """Where to turn in one country: support after abuse, crisis line."""

    id: str
    named: str
    support: SupportLine
    support_assumed: SupportLine
    """The same line with the country's name in it, for when the country is only assumed."""
    crisis: SupportLine
    hurting: SupportLine | None = None
    """A line for someone afraid of hurting their partner, where a sure one exists."""
    unspoken: tuple[SupportLine, ...] = ()
    """Lines kept in sight until the service itself confirms them; none of them is ever spoken."""


@dataclass(frozen=True, slots=True)
class Region:
    """What a locale tells of a place, and what it cannot tell."""

    locale: str
    """Such as ``en-GB``; the language alone where nothing is known of the place."""
    emergency: str
    """Emergency words that hold wherever speakers of the locale may be."""
    crisis: str
    countries: tuple[str, ...]
    """Whose support lines are spoken, each named, while the country is unknown."""
    asks_country: bool
    """Whether it is asked which country they are in before a support line is spoken."""
    time_zone: str
    """The IANA zone to reckon nights in until the device has told its own."""
    words: Mapping[str, str]
    """Words that differ from place to place, by the name a line uses for them."""


@dataclass(frozen=True, slots=True)
class TimesHeard:
    """Words that tell which time of day was meant, in small letters."""

    exact: tuple[str, ...]
    """With one of these, the clock is one of twenty-four hours."""
    exact_first: tuple[str, ...]
    """The same, where the time begins with it."""
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    night: tuple[str, ...]
    bedtime: tuple[str, ...]
    half_past: tuple[str, ...]
    """How half an hour past ``{hour}`` is said."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Words by which what was heard is understood, where a slot alone does not tell."""

    for_two: tuple[str, ...]
    """How an answer begins that one voice gives for two."""
    absent: tuple[str, ...]
    """What is said of a partner who is not there, or asleep."""
    nobody_else: tuple[str, ...]
    """How it begins where somebody says that nobody but them hears it."""
    times: TimesHeard


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """Words that only a screen shows."""

    place: str
    """Where a check-in has got to, with ``{number}`` and ``{total}`` in it."""
    titles: Mapping[ScreenKind, str] = field(metadata={"names": TITLED})
    touches: Mapping[Touch, str] = field(metadata={"names": tuple(Touch)})


@dataclass(frozen=True, slots=True)
class Zone:
    """What people may say of where they are, so that the skill knows their time."""

    id: str
    zone: str
    """The IANA zone; "" for a place of several, of which ``asks`` asks."""
    time: str
    """How its time is called when it is read back: "Eastern time"."""
    asks: str
    country: str = ""
    """The country whose support lines are spoken there; "" where the place does not tell."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the skill can say in one locale, by kind and id.

    The ids are the same in every locale and language, for a household's record holds them.
    """

    language: str
    region: Region
    tips: Mapping[str, Tip]
    prompts: Mapping[str, Prompt]
    topics: Mapping[str, Topic]
    questions: tuple[CheckInQuestion, ...]
    areas: Mapping[str, Area]
    lines: Mapping[str, Line]
    countries: Mapping[str, Country]
    screens: ScreenWords
    manner: Manner
    heard: Heard
    zones: Mapping[str, Zone]
