"""What can happen in a conversation, in its own terms rather than Alexa's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skill.content.models import TipTheme
from skill.dialog.check_in import Answer, Mode
from skill.reminders.plan import StandingReminder
from skill.reminders.schedule import Weekday


@dataclass(frozen=True, slots=True)
class Unknown:
    """A slot was filled with something the content has no entry for."""


@dataclass(frozen=True, slots=True)
class Launched:
    """The skill was opened without a request."""


@dataclass(frozen=True, slots=True)
class DefinitionWanted:
    """A topic's id, None for no topic named, or :class:`Unknown`."""

    topic: str | Unknown | None = None


@dataclass(frozen=True, slots=True)
class TipWanted:
    """A theme, None for any, or :class:`Unknown`."""

    theme: TipTheme | Unknown | None = None


@dataclass(frozen=True, slots=True)
class CheckInWanted:
    """A check-in was asked for, or the question "both of you, or just you?" answered.

    ``for_two`` tells whether the mode was said as one voice answers for two: "both of us".
    ``other_is_absent`` tells that it was said of a partner who cannot take part: "he's asleep".
    ``nobody_else`` tells that nobody else hears it: "just me".
    """

    mode: Mode | None = None
    for_two: bool = False
    other_is_absent: bool = False
    nobody_else: bool = False


@dataclass(frozen=True, slots=True)
class Yes:
    """A plain yes: the only one that consents to something."""


@dataclass(frozen=True, slots=True)
class YesAnswer:
    """A yes told in a sentence: "he listens to me", "most days"."""


@dataclass(frozen=True, slots=True)
class No:
    """A plain no."""


@dataclass(frozen=True, slots=True)
class Sometimes:
    """Now and then."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass, rather not, or not sure."""


@dataclass(frozen=True, slots=True)
class Explain:
    """Somebody asks what was meant."""


@dataclass(frozen=True, slots=True)
class BothAnswer:
    """One voice answered for two."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class SplitAnswer:
    """One voice gave an answer of their own and their partner's; None where unclear."""

    mine: Answer | None
    theirs: Answer | None


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """Somebody answers what the other one did: "same here", "me neither"."""


@dataclass(frozen=True, slots=True)
class UnclearAnswer:
    """A yes and a no in one breath, or words that are no answer."""


@dataclass(frozen=True, slots=True)
class TurnAsked:
    """Which of the two is meant?"""


@dataclass(frozen=True, slots=True)
class PromptWanted:
    """Tonight's prompt was asked for."""


@dataclass(frozen=True, slots=True)
class AnotherWanted:
    """Another one of whatever came last."""


@dataclass(frozen=True, slots=True)
class NightlyWanted:
    """The nightly prompt should be set or changed.

    ``time`` is an AMAZON.TIME or an id of the model's MOMENT, and ``amount`` an
    AMAZON.DURATION, as Alexa sends them. ``days``, those ``without`` and those ``also`` wanted are ids of the
    model's DAYS; :class:`Unknown` tells that days were named, but not which.
    ``later`` tells "half an hour later" from "earlier", and is None where
    neither was said. ``one_night`` tells that it was meant for a single night, or a while.
    """

    time: str | None = None
    days: tuple[str, ...] | Unknown = ()
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    later: bool | None = None
    amount: str | None = None
    one_night: bool = False


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """Where the household is: an id of the model's PLACE."""

    place: str | Unknown


class ReminderMatter(StrEnum):
    """What people want to know of a reminder before they say yes to it."""

    LOUD = "loud"
    NIGHTS = "nights"
    AWAY = "away"
    UNTIL = "until"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class NightlyStatusWanted:
    """When is the nightly prompt? ``of_others`` where reminders that are not ours are meant.

    With a ``matter``, it is asked how reminders are, and not whether there is one.
    """

    of_others: bool = False
    matter: ReminderMatter | None = None


@dataclass(frozen=True, slots=True)
class NightlyUnwanted:
    """The nightly prompt should stop; or ``one_night`` of it, or for a while; or one ``of_others``."""

    of_others: bool = False
    one_night: bool = False


class ReminderTrouble(StrEnum):
    """Why not all reminders are as they were to be."""

    PERMISSION = "permission"
    NOT_SUPPORTED = "not_supported"
    LIMIT = "limit"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RemindersStand:
    """What came of setting or cancelling: the reminders that stand now, and what went wrong."""

    reminders: tuple[StandingReminder, ...]
    unsure: tuple[Weekday, ...] = ()
    """Nights for which no clear answer came; nothing is claimed of them."""
    trouble: ReminderTrouble | None = None
    found: int | None = None
    """How many Alexa had when she was asked; None where she did not tell."""


class Permission(StrEnum):
    """What came of Alexa's own question about reminders."""

    ACCEPTED = "ACCEPTED"
    DENIED = "DENIED"
    NOT_ANSWERED = "NOT_ANSWERED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class PermissionAnswered:
    """Alexa has asked; ``token`` is the one she was handed with the question."""

    permission: Permission
    token: str = ""


@dataclass(frozen=True, slots=True)
class ProgressWanted:
    """How do the check-ins compare; during one, how many questions are left?"""


@dataclass(frozen=True, slots=True)
class CounselorWanted:
    """Somebody asks for a person who can help."""


class Danger(StrEnum):
    """What kind of danger an unsafe utterance is about."""

    PARTNER = "partner"
    SELF_HARM = "self_harm"
    CHILD = "child"
    HURTING = "hurting"
    """Afraid of hurting the partner."""
    NUMBERS = "numbers"
    """A plain request for support numbers, which counts as the yes to hearing one."""


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Somebody is not safe. It overrides everything else.

    ``again`` tells that a number was asked for which was said before; in a check-in that is no
    support number, but which question it is.
    """

    danger: Danger = Danger.PARTNER
    again: bool = False


@dataclass(frozen=True, slots=True)
class ForgetWanted:
    """The household wants its data deleted."""


class PrivacyMatter(StrEnum):
    """What a question about privacy is about."""

    KEPT = "kept"
    LISTENING = "listening"
    PARTNER = "partner"
    HISTORY = "history"
    """What others can see of what was said to Alexa, and how to be rid of that."""


@dataclass(frozen=True, slots=True)
class PrivacyAsked:
    """What do you keep, are you listening, what did my partner ask, can he see this?"""

    matter: PrivacyMatter = PrivacyMatter.KEPT


@dataclass(frozen=True, slots=True)
class VerdictAsked:
    """Should I leave, are they cheating, is it over?"""


@dataclass(frozen=True, slots=True)
class LowMood:
    """Somebody said they feel low, without a word of harm."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say it again."""


@dataclass(frozen=True, slots=True)
class Next:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Go back."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """From the beginning."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can I say?"""


@dataclass(frozen=True, slots=True)
class Leave:
    """Stop, cancel, exit or go home."""


@dataclass(frozen=True, slots=True)
class TouchedLate:
    """Something was touched that belonged to an earlier screen, and so answers nothing."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something was said that matched nothing."""


Event = (
    Launched
    | DefinitionWanted
    | TipWanted
    | CheckInWanted
    | Yes
    | YesAnswer
    | No
    | Sometimes
    | Skip
    | Explain
    | BothAnswer
    | SplitAnswer
    | SameAnswer
    | UnclearAnswer
    | TurnAsked
    | PromptWanted
    | AnotherWanted
    | NightlyWanted
    | PlaceTold
    | NightlyStatusWanted
    | NightlyUnwanted
    | PermissionAnswered
    | ProgressWanted
    | CounselorWanted
    | Unsafe
    | ForgetWanted
    | PrivacyAsked
    | VerdictAsked
    | LowMood
    | Repeat
    | Next
    | Previous
    | StartOver
    | Help
    | Leave
    | TouchedLate
    | NotUnderstood
)
