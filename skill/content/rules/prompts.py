"""Nightly prompts: one open, kind question that both can answer lying in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.content.findings import Finding, Rule
from skill.content.rules.review import Review
from skill.content.rules.word_list import WordList, Words
from skill.content.rules.wording import NEGATIONS

PUBLIC_DEPTH = 2
"""A prompt that a reminder may say is never of the tender depth 3."""

_CLOSED = re.compile(
    r"(?:do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|should|shall|may|might|must)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:what|which|when|where|who|whose|how|why)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:and|or) (?:what|which|when|where|who|whose|how|why)\b")

_SUBJECTS = WordList(
    (
        Words(
            r"complain\w*|argu(?:e|ed|ing|ments?)|fights?|fought|annoy\w*|angry|anger|blam\w+|fault|wrong|worst|mistakes?"
            r"|regrets?|hate[ds]?|irritat\w+|jealous\w*|sorry|apolog\w+|change about|wish your partner|upset|disappoint\w*",
            "invites a complaint; ask about something good",
        ),
        Words(
            r"money|budget|bills?|salary|rent|mortgage|spend on|afford|chores?|dishes|laundry|cleaning|housework",
            "is about money or chores; that is for the day",
        ),
        Words(
            r"rank|rate|out of ten|compared (?:to|with) other|most attractive|best (?:partner|kisser)",
            "ranks or grades; ask for a moment or a feeling",
        ),
        Words(
            r"writ(?:e|ing)|draw|paper|pen|list|photos?|pictures?|screens?|phones?|look up|stand up|get up|fetch",
            "takes paper, a screen or getting up; ask for words only",
        ),
        Words(
            r"child|children|kids?|sons?|daughters?|bab(?:y|ies)|mothers?|fathers?|parents?|mom|mum|dad|siblings?"
            r"|brothers?|sisters?|in-laws|grand\w+",
            "assumes a family; ask about 'someone'",
        ),
        Words(
            r"god|pray\w*|church|faith|bless\w*|holy|religio\w+|heaven|sins?",
            "assumes a faith; leave it out",
        ),
        Words(
            r"your (?:house|home|car|garden|yard)|our (?:house|home)|bed|bedroom|in this room|next to you|pillow",
            "assumes one home, or both in one place; make it work over a call",
        ),
        Words(
            r"summer|winter|spring|autumn|snow|christmas|easter|diwali|thanksgiving|holidays?|birthdays?",
            "assumes a season or a feast; leave it out",
        ),
        Words(
            r"see|saw|seen|watch|watched|look like|hear|heard|listen(?:ed|ing)?|walk(?:ed|s)?|run|danced?|voice|eyes"
            r"|hugs?|kiss\w*|cuddl\w*|touch\w*|massages?",
            "assumes sight, hearing, walking or touch; ask in a way that anyone can answer",
        ),
        Words(
            r"what (?:did|do) you do", "asks for a report; ask for a feeling, a wish or a moment"
        ),
    )
)

_TOPIC_WORDS = WordList(
    (
        Words(
            r"intima\w+|emotion\w*|relationships?|feelings?|lov(?:e|es|ed|ing|er|ers)|couples?|partners?(?:'s)?"
            r"|check-in|quiz|signs?|marri\w+|roman\w+|sex\w*|closer together|alexa",
            "tells a stranger what the skill is about; ask it so that anyone may hear it",
        ),
        Words(
            r"me|my|mine|i|i'm|we|our|us",
            "speaks of the device or the couple; say 'you' and 'your'",
        ),
    )
)


def check_prompts(review: Review) -> Iterator[Finding]:
    """Every prompt is one open question, in the positive, that assumes nothing."""
    for spoken in review.texts:
        if spoken.kind not in {"prompt", "public_prompt"}:
            continue
        if _CLOSED.match(spoken.text):
            problem = "can be answered yes or no; begin it with a word such as 'What' or 'When'"
            yield spoken.finding(Rule.OPEN_PROMPT, problem)
        elif not _OPEN.search(spoken.text):
            problem = "asks nothing open; ask it with a word such as 'what' or 'when'"
            yield spoken.finding(Rule.OPEN_PROMPT, problem)
        elif _SECOND.search(spoken.text):
            problem = "hides a second question in the first; ask one"
            yield spoken.finding(Rule.OPEN_PROMPT, problem)
        yield from NEGATIONS.findings(spoken, Rule.NEGATION)
        yield from _SUBJECTS.findings(spoken, Rule.PROMPT_SUBJECT)
        if spoken.kind == "public_prompt":
            yield from _TOPIC_WORDS.findings(spoken, Rule.PUBLIC_PROMPT)
            if review.catalog.prompts[spoken.entry].depth > PUBLIC_DEPTH:
                problem = "is public and of depth 3, too tender to be said into a room; set public = false"
                yield spoken.finding(Rule.PUBLIC_PROMPT, problem)
