"""Broken entries: facts, ids, pools, the check-in's parts, numbers and regions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from skill.content.findings import Rule
from skill.content.models import Audience, Certainty, PromptCategory, TipTheme
from tests.content.breakages.breakage import Breakage
from tests.content.changes import (
    area,
    both,
    number,
    part,
    prompt,
    question,
    region,
    renamed_tip,
    tip,
    without_fact,
    without_question,
    without_tip,
    wording,
    zone,
)

FACTS = (
    Breakage(
        "a fact that is cited nowhere",
        without_fact("tip.rebuild.3a"),
        Rule.COVERAGE,
        "facts.toml: tip.rebuild.3a",
        "is spoken nowhere in 'affection'",
    ),
    Breakage(
        "a fact that a topic speaks and no tip does",
        both(tip("t006", seed=("tip.rebuild.1a",))),
        Rule.COVERAGE,
        "facts.toml: foster.4",
        "is spoken nowhere in 'talking'",
    ),
    Breakage(
        "a fact that tips speak and its topic does not",
        part("rebuilding", 2, seed=("tip.rebuild.1", "tip.rebuild.2", "tip.rebuild.3")),
        Rule.COVERAGE,
        "facts.toml: tip.rebuild.4",
        "is spoken nowhere in 'rebuilding'",
    ),
    Breakage(
        "a fact that there is not",
        tip("t006", seed=("foster.4", "foster.10")),
        Rule.UNKNOWN_FACT,
        "tips.toml: t006",
        "cites 'foster.10', which facts.toml does not have",
    ),
    Breakage(
        "a fact cited twice",
        tip("t006", seed=("foster.4", "foster.4")),
        Rule.UNKNOWN_FACT,
        "tips.toml: t006",
        "cites 'foster.4' twice",
    ),
    Breakage(
        "a fact of another theme",
        tip("t006", seed=("foster.4", "foster.8")),
        Rule.MISPLACED_FACT,
        "tips.toml: t006",
        "belongs to how_to_foster, time and not to 'talking'",
    ),
    Breakage(
        "a fact in a prompt",
        prompt("p001", seed=("foster.4",)),
        Rule.MISPLACED_FACT,
        "prompts.toml: p001",
        "not to 'prompt'",
    ),
    Breakage(
        "a tip that cites nothing",
        tip("t007", seed=()),
        Rule.NO_FACT,
        "tips.toml: t007",
        "cites no fact",
    ),
)

IDS = (
    Breakage(
        "an id of another shape",
        renamed_tip("t007", "tip7"),
        Rule.ID_SHAPE,
        "tips.toml: tip7",
        "t and three digits, such as t041",
    ),
    Breakage(
        "a line's id with capitals",
        lambda catalog: replace(
            catalog,
            lines={**catalog.lines, "Goodbye": replace(catalog.lines["goodbye.day"], id="Goodbye")},
        ),
        Rule.ID_SHAPE,
        "lines.toml: Goodbye",
        "small words joined by dots",
    ),
    Breakage(
        "a line that is new",
        lambda catalog: replace(
            catalog,
            lines={
                **catalog.lines,
                "goodbye.dawn": replace(catalog.lines["goodbye.day"], id="goodbye.dawn"),
            },
        ),
        Rule.NEW_ID,
        "lines.toml: goodbye.dawn",
        "add \"goodbye.dawn\" to 'in_use' under [lines] in published_ids.toml",
        with_shipped_ids=True,
    ),
)

POOLS = (
    Breakage(
        "nine tips of a theme",
        without_tip("t007"),
        Rule.POOL,
        "tips.toml: talking",
        "has only 9 tips; write at least 1 more",
    ),
    Breakage(
        "three tips of a theme that one person can start",
        tip("t011", audience=Audience.BOTH),
        Rule.POOL,
        "tips.toml: time",
        "has only 3 tips for one",
    ),
    Breakage(
        "a prompt too few in a category",
        prompt("p113", category=PromptCategory.HOPES),
        Rule.POOL,
        "prompts.toml: play",
        "has only 7 prompts",
    ),
    Breakage(
        "a prompt too few of a depth",
        prompt("p001", depth=2),
        Rule.POOL,
        "prompts.toml: depth 1",
        "has only 59 prompts",
    ),
    Breakage(
        "fewer than sixty public prompts",
        lambda catalog: replace(
            catalog,
            prompts={
                name: replace(
                    prompt, public=prompt.public and prompt.category is PromptCategory.GOOD_NEWS
                )
                for name, prompt in catalog.prompts.items()
            },
        ),
        Rule.POOL,
        "prompts.toml: public",
        "has only 18 prompts; write at least 42 more",
    ),
    Breakage(
        "a prompt that is another one in other words",
        prompt("p001", text="Which small kind thing did you notice today?"),
        Rule.DUPLICATE,
        "prompts.toml: p002, text",
        "says nearly the same as the text of 'p001'",
    ),
    Breakage(
        "a tip's step that is another one turned round",
        tip("t007", step="In one plain sentence, say one thing you need."),
        Rule.DUPLICATE,
        "tips.toml: t007, step",
        "says nearly the same",
    ),
)

CHECK_IN = (
    Breakage(
        "five questions",
        both(
            without_question(1),
            *(question(sign, seed=(f"sign.lacking.{sign}",)) for sign in range(1, 6)),
        ),
        Rule.REFERENCE,
        "check_in.toml: question",
        "has 5 questions; the check-in has 6",
        also=(
            (Rule.REFERENCE, "check_in.toml: closeness"),
            (Rule.COVERAGE, "facts.toml: sign.lacking.6"),
        ),
    ),
    Breakage(
        "a question that stands on two signs",
        question(1, seed=("sign.lacking.1", "sign.lacking.2")),
        Rule.REFERENCE,
        "check_in.toml: q1",
        "let its seed be 'sign.lacking.1'",
    ),
    Breakage(
        "a question in an area that is not there",
        question(5, area="being_seen"),
        Rule.REFERENCE,
        "check_in.toml: q5",
        "is in the area 'being_seen', which is not there",
    ),
    Breakage(
        "two areas of one precedence",
        area("closeness", precedence=3),
        Rule.REFERENCE,
        "check_in.toml: being_met",
        "give each its own",
        also=((Rule.REFERENCE, "check_in.toml: closeness"),),
    ),
    Breakage(
        "an area with one theme for both",
        area("closeness", second_theme=TipTheme.TIME),
        Rule.REFERENCE,
        "check_in.toml: closeness",
        "give it two",
    ),
    Breakage(
        "a theme for a question of another area",
        area("closeness", theme_if_only={"q6": TipTheme.AFFECTION}),
        Rule.REFERENCE,
        "check_in.toml: closeness",
        "gives a theme for 'q6', which is not one of its questions",
    ),
    Breakage(
        "a negative question",
        question(1, text="Do you not feel close to your partner?"),
        Rule.NEGATION,
        "check_in.toml: q1, text",
        "says 'not', which turns what a yes means",
    ),
    Breakage(
        "a negative explanation",
        question(1, explanation="Close, like you aren't on two sides."),
        Rule.NEGATION,
        "check_in.toml: q1, explanation",
        "says 'aren't'",
    ),
    Breakage(
        "a question that no yes answers",
        question(1, text="How close are you to them?"),
        Rule.CHECK_IN_QUESTION,
        "check_in.toml: q1, text",
        "cannot be answered yes or no",
    ),
    Breakage(
        "a question about two things",
        question(1, text="Do you feel close or loved?"),
        Rule.CHECK_IN_QUESTION,
        "check_in.toml: q1, text",
        "asks two things with 'or'",
    ),
    Breakage(
        "a result that praises",
        wording(
            "result.none.together",
            "Nothing stood out, which is great. Want a question to enjoy together?",
        ),
        Rule.VERDICT,
        "lines.toml: result.none.together, variant 1",
        "says 'great', which judges the answers",
    ),
    Breakage(
        "a result that tells who said what",
        wording("result.split.one", "The first of you saw one of those differently."),
        Rule.VERDICT,
        "lines.toml: result.split.one, variant 1",
        "tells who answered what",
    ),
    Breakage(
        "progress that is getting worse",
        wording("progress.more", "worse than before in {areas}"),
        Rule.VERDICT,
        "lines.toml: progress.more, variant 1",
        "says 'worse'",
    ),
    Breakage(
        "a now-and-then result that leaves out how often",
        wording("result.now_and_then.alone", "Thank you. {Area} is there."),
        Rule.NOW_AND_THEN,
        "lines.toml: result.now_and_then.alone, variant 1",
        "say 'now and then'",
    ),
    Breakage(
        "now and then said of an area that was noticed",
        wording("result.some.one.alone", "Thank you. One area is there now and then: {area}."),
        Rule.NOW_AND_THEN,
        "lines.toml: result.some.one.alone, variant 1",
        "says 'now and then' of an area that was noticed",
    ),
    Breakage(
        "somebody alone spoken to as two",
        wording("result.none.alone", "Thanks, both of you. Nothing stood out. Want a small tip?"),
        Rule.ALONE,
        "lines.toml: result.none.alone, variant 1",
        "says 'both of you', which speaks to two",
    ),
)

SAFETY = (
    Breakage(
        "a check-in that does not say one may skip",
        wording("check_in.alone", "Skip any you like. Here's the first."),
        Rule.SAFETY_WORDING,
        "lines.toml: check_in.alone, variant 1",
        "does not say 'only answer what feels okay'",
    ),
    Breakage(
        "a first check-in without the disclaimer",
        wording(
            "check_in.alone.first",
            "Six questions about the last few weeks. Only answer what feels okay.",
        ),
        Rule.SAFETY_WORDING,
        "lines.toml: check_in.alone.first, variant 1",
        "does not say 'conversation starter, not {counseling} or medical advice'",
    ),
    Breakage(
        "help that hides the way to support",
        wording("help", "I can share a tip, or give tonight's question. What would you like?"),
        Rule.SAFETY_WORDING,
        "lines.toml: help, variant 1",
        "does not say 'ask me for support numbers'",
    ),
    Breakage(
        "a first unsafe turn without the emergency number",
        wording(
            "unsafe.first", "I'm sorry. I can't call for you. Is it okay to say a support number?"
        ),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.first, variant 1",
        "does not say '{emergency}'",
    ),
    Breakage(
        "a first unsafe turn that lets somebody wait for a call",
        wording(
            "unsafe.first",
            "I'm sorry. If you're in danger, call {emergency}. Shall I say a support number?",
        ),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.first, variant 1",
        "does not say 'I can't call for you'",
    ),
    Breakage(
        "a number without a word about the app's history",
        wording("unsafe.number", "{numbers} You deserve to be safe."),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.number, variant 1",
        "may show in the Alexa app's history",
    ),
    Breakage(
        "somebody in danger sent back to their partner",
        wording("unsafe.no_number", "I don't have a number. It may help to talk it through."),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.no_number, variant 1",
        "says 'talk it through', which leads somebody in danger back",
    ),
    Breakage(
        "a label for what happened",
        wording("unsafe.goodbye", "Okay. That was abuse."),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.goodbye, variant 1",
        "says 'abuse', which names",
    ),
    Breakage(
        "somebody urged to leave",
        wording("unsafe.goodbye", "Okay. Get out."),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.goodbye, variant 1",
        "urges somebody to leave",
    ),
    Breakage(
        "a promise of privacy",
        wording("unsafe.goodbye", "Okay. It stays private."),
        Rule.SAFETY_WORDING,
        "safety.toml: unsafe.goodbye, variant 1",
        "promises what a speaker in a room cannot keep",
    ),
    Breakage(
        "an assumed country that is not named",
        number(
            "CA",
            "support_assumed",
            spoken="Call two one one, and ask for support near you.",
            shown="Call 211, and ask for support near you.",
        ),
        Rule.SAFETY_WORDING,
        "safety.toml: CA",
        "begin it with 'In Canada,'",
    ),
    Breakage(
        "a number that is only likely",
        number("CA", "crisis", certainty=Certainty.LIKELY),
        Rule.SUPPORT_CERTAINTY,
        "safety.toml: CA",
        "would speak its 'crisis' line, which is only likely",
    ),
    Breakage(
        "a number that is shown with another digit than is said",
        number("CA", "support_assumed", shown="In Canada, call 212."),
        Rule.SUPPORT_SHOWN,
        "safety.toml: CA",
        "shows another thing for its 'support_assumed' line than it says",
    ),
    Breakage(
        "a number checked on a day to come",
        number("CA", "crisis", checked=date(2999, 1, 1)),
        Rule.SUPPORT_CHECKED,
        "safety.toml: CA",
        "which is yet to come",
    ),
    Breakage(
        "a place in a country that is not there",
        region(countries=("CA", "FR")),
        Rule.REGION,
        "en-US.toml: place",
        "names the country 'FR', which safety.toml does not have",
    ),
    Breakage(
        "a place without a country",
        region(countries=()),
        Rule.REGION,
        "en-US.toml: place",
        "names no country",
    ),
    Breakage(
        "a place that asks which country, and has only one",
        region(asks_country=True),
        Rule.REGION,
        "en-US.toml: place",
        "names only one",
    ),
    Breakage(
        "a time zone that there is not",
        region(time_zone="America/Closer"),
        Rule.REGION,
        "en-US.toml: place",
        "has the time zone 'America/Closer', which is none",
    ),
)

ZONES = (
    Breakage(
        "a time zone that is an abbreviation",
        zone("Europe/London", zone="EST"),
        Rule.ZONE,
        "zones.toml: Europe/London",
        "has the time zone 'EST', which is none",
    ),
    Breakage(
        "a place in a country without numbers",
        zone("Europe/London", country="GB"),
        Rule.ZONE,
        "zones.toml: Europe/London",
        "is in the country 'GB'",
    ),
    Breakage(
        "a zone that asks with a line that is none",
        zone("canada", asks="nightly.ask_zone.atlantis"),
        Rule.ZONE,
        "zones.toml: canada",
        "asks 'nightly.ask_zone.atlantis'",
    ),
    Breakage(
        "a zone that asks with a line that asks nothing",
        zone("canada", asks="nightly.no_zone"),
        Rule.ZONE,
        "zones.toml: canada",
        "asks 'nightly.no_zone'",
    ),
)

OF_ENTRIES = (*FACTS, *IDS, *POOLS, *CHECK_IN, *SAFETY, *ZONES)
