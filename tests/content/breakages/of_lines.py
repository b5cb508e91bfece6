"""Broken lines: kinds, placeholders, turns that are too long, endings, questions, wordings."""

from __future__ import annotations

from skill.content.findings import Rule
from skill.content.pending import PendingQuestion
from tests.content.breakages.breakage import Breakage
from tests.content.changes import (
    both,
    line,
    new_line,
    number,
    region,
    tip,
    topic,
    without_line,
    wording,
)

KINDS = (
    Breakage(
        "a line of a kind that there is not",
        both(
            without_line("check_in.halfway"),
            new_line("check_in.halfway", "aside", "Half of them.", fixed=True),
        ),
        Rule.KIND,
        "lines.toml: check_in.halfway, variant 1",
        "is of the unknown kind 'aside'; use one of launch_first",
    ),
    Breakage(
        "a placeholder that nothing fills",
        wording("goodbye.night", "Goodnight, {name}."),
        Rule.PLACEHOLDER,
        "lines.toml: goodbye.night, variant 1",
        "holds '{name}', which the skill does not fill",
    ),
    Breakage(
        "a placeholder that is filled in other lines only",
        wording("goodbye.night", "Goodnight to {area}."),
        Rule.PLACEHOLDER,
        "lines.toml: goodbye.night, variant 1",
        "holds '{area}', which the skill does not fill in a line of the kind goodbye",
    ),
    Breakage(
        "a support number in a turn that has to ask first",
        wording("unsafe.child", "{numbers} What you ask me may show in the Alexa app's history."),
        Rule.PLACEHOLDER,
        "safety.toml: unsafe.child, variant 1",
        "holds '{numbers}', which the skill does not fill in a line of the kind unsafe_first",
        also=((Rule.WORD_BUDGET, "safety.toml: unsafe.child, variant 1"),),
    ),
    Breakage(
        "a brace that is left open",
        wording("goodbye.night", "Goodnight, {both."),
        Rule.PLACEHOLDER,
        "lines.toml: goodbye.night, variant 1",
        "has a brace that opens or closes nothing",
        also=((Rule.CHARACTER, "lines.toml: goodbye.night, variant 1"),),
    ),
    Breakage(
        "a placeholder in a tip",
        tip("t006", step="Talk about anything but {counseling}."),
        Rule.PLACEHOLDER,
        "tips.toml: t006, step",
        "only lines are filled in",
    ),
    Breakage(
        "a place without a word that lines are filled with",
        region(words={"counselor": "counselor", "counseling": "counseling", "doctor": "your GP"}),
        Rule.PLACEHOLDER,
        "lines.toml: get_help.how, variant 1",
        "which the skill does not fill",
    ),
)

TURNS = (
    Breakage(
        "a line too long only with the words of one locale",
        both(
            region(
                words={
                    "counselor": "counselor",
                    "counseling": "counseling",
                    "doctor": "your family doctor",
                    "licensed": "registered",
                },
            ),
            wording(
                "low_mood",
                "I'm sorry it's been hard, and I hope that it gets easier before too long. I can't help with that one, "
                "but someone you trust, or {doctor}, certainly can.",
            ),
        ),
        Rule.WORD_BUDGET,
        "lines.toml: low_mood, variant 1",
        "or your family doctor, certainly can",
    ),
    Breakage(
        "a number turn too long only where two countries' lines are spoken",
        both(
            region(countries=("AU", "NZ")),
            number(
                "AU",
                "support_assumed",
                spoken="In Australia, call two one one" + ", then two one one" * 5 + ".",
                shown="In Australia, call 211" + ", then 211" * 5 + ".",
            ),
        ),
        Rule.WORD_BUDGET,
        "safety.toml: unsafe.number, variant 1",
        "Are You OK: oh eight hundred",
    ),
    Breakage(
        "a long question after a short statement",
        wording(
            "cannot",
            "Not that. Would you like to have a small tip that the two of you could try at home this evening?",
        ),
        Rule.WORD_BUDGET,
        "lines.toml: cannot, variant 1",
        "asks a question of 19 words",
    ),
    Breakage(
        "an opening that leaves no room for the first question",
        wording(
            "check_in.alone",
            "Only answer what feels okay, and skip any you like, as often as you like, for nobody counts, "
            "and nobody minds at all, and there is no hurry. Here's the first.",
        ),
        Rule.WORD_BUDGET,
        "lines.toml: check_in.alone, variant 1",
        "opens a turn of 38 words",
    ),
    Breakage(
        "a result too long with its split line, its step and its question",
        wording(
            "result.some.two.together",
            "Thanks, both of you, for every answer. Two areas could use some care: {area} and {second}. "
            "Start small, with the first of them.",
        ),
        Rule.WORD_BUDGET,
        "lines.toml: result.some.two.together, variant 1",
        "That's a good place to start.",
    ),
)

SENTENCES = (
    Breakage(
        "a line that begins with a small letter",
        wording("goodbye.night", "goodnight."),
        Rule.SENTENCE,
        "lines.toml: goodbye.night, variant 1",
        "begins with a small letter",
    ),
    Breakage(
        "a sentence that begins with a placeholder in small letters",
        wording("result.now_and_then.alone", "Thank you. {area} came up now and then."),
        Rule.SENTENCE,
        "lines.toml: result.now_and_then.alone, variant 1",
        "begins with a small letter",
    ),
    Breakage(
        "a line without a full stop",
        wording("goodbye.night", "Goodnight"),
        Rule.SENTENCE,
        "lines.toml: goodbye.night, variant 1",
        "ends in 't'; end it with '.'",
    ),
    Breakage(
        "a full stop after words that stand inside a sentence",
        topic("rebuilding", name="rebuilding closeness."),
        Rule.SENTENCE,
        "topics.toml: rebuilding, name",
        "stands inside a sentence",
    ),
)

QUESTIONS = (
    Breakage(
        "a question in the middle",
        wording(
            "cannot",
            "Can't I? I can't do that one. Want a tip instead?",
            asks=PendingQuestion.OFFER_TIP,
        ),
        Rule.QUESTION_AT_END,
        "lines.toml: cannot, variant 1",
        "goes on after a question mark",
    ),
    Breakage(
        "a question in a tip",
        tip("t006", step="Ready to talk for ten minutes?"),
        Rule.QUESTION_AT_END,
        "tips.toml: t006, step",
        "asks a question, which a step never does",
    ),
    Breakage(
        "a goodbye that asks",
        both(
            without_line("goodbye.night"),
            new_line(
                "goodbye.night",
                "goodbye",
                "Is it goodnight?",
                asks=PendingQuestion.OFFER_TIP,
                fixed=True,
            ),
        ),
        Rule.QUESTION_AT_END,
        "lines.toml: goodbye.night, variant 1",
        "asks a question, which a goodbye never does",
    ),
    Breakage(
        "a launch that asks nothing",
        both(
            without_line("launch.again"),
            new_line("launch.again", "launch", "Welcome back.", fixed=True),
        ),
        Rule.QUESTION_AT_END,
        "lines.toml: launch.again, variant 1",
        "ends without a question, which a launch always has",
    ),
    Breakage(
        "a question that does not say what a yes would answer",
        wording("cannot", "I can't do that one. Want a tip?", asks=None),
        Rule.ASKS,
        "lines.toml: cannot, variant 1",
        "say in 'asks' what a yes would answer",
    ),
    Breakage(
        "a statement that names a question",
        wording("goodbye.night", "Goodnight.", asks=PendingQuestion.OFFER_TIP),
        Rule.ASKS,
        "lines.toml: goodbye.night, variant 1",
        "names the question 'offer_tip' but asks none of its own",
    ),
    Breakage(
        "a reprompt that names a question of its own",
        wording(
            "reprompt.offer_tip",
            "It's small, and it's for tonight. Want it?",
            asks=PendingQuestion.OFFER_PROMPT,
        ),
        Rule.ASKS,
        "lines.toml: reprompt.offer_tip, variant 1",
        "names the question 'offer_prompt'",
    ),
    Breakage(
        "a choice where a yes has to have one meaning",
        wording("ask.tip", "Would you like a tip or a question?"),
        Rule.CHOICE,
        "lines.toml: ask.tip, variant 1",
        "a bare yes could mean either",
    ),
    Breakage(
        "a question that has no reprompt",
        without_line("reprompt.same_person"),
        Rule.REPROMPT,
        "lines.toml: check_in.same_person, variant 1",
        "add the line 'reprompt.same_person'",
    ),
    Breakage(
        "a reprompt of a question that nobody asks",
        new_line("reprompt.weather", "reprompt", "It's about the weather. Shall I?", fixed=True),
        Rule.REPROMPT,
        "lines.toml: reprompt.weather, variant 1",
        "repeats a question that no line asks",
    ),
    Breakage(
        "a reprompt in the words of the question",
        wording("reprompt.offer_tip", "Shall I share a tip?"),
        Rule.REPROMPT,
        "lines.toml: reprompt.offer_tip, variant 1",
        "says the same as the question it repeats",
    ),
    Breakage(
        "a reprompt for somebody in danger who stayed silent",
        new_line("reprompt.unsafe_number", "reprompt", "Is it okay to say it?", fixed=True),
        Rule.REPROMPT,
        "lines.toml: reprompt.unsafe_number",
        "take the line out",
    ),
)

WORDINGS = (
    Breakage(
        "a line with two wordings",
        both(
            without_line("goodbye.night"),
            new_line("goodbye.night", "goodbye", "Goodnight.", "Sleep well."),
        ),
        Rule.VARIANTS,
        "lines.toml: goodbye.night",
        "has 2 wordings; write at least 3",
    ),
    Breakage(
        "four acknowledgements",
        both(
            without_line("check_in.ack"),
            new_line(
                "check_in.ack", "acknowledgement", "Got it.", "Thanks.", "Okay.", "All right."
            ),
        ),
        Rule.VARIANTS,
        "lines.toml: check_in.ack",
        "has 4 wordings; write at least 5",
    ),
    Breakage(
        "four tip openers",
        both(
            without_line("tip.opener"),
            new_line(
                "tip.opener",
                "lead_in",
                "Here's one.",
                "Try this.",
                "How about this.",
                "A small one.",
            ),
        ),
        Rule.VARIANTS,
        "lines.toml: tip.opener",
        "has 4 wordings; write at least 5",
    ),
    Breakage(
        "a fixed line that varies",
        line("goodbye.night", fixed=True),
        Rule.VARIANTS,
        "lines.toml: goodbye.night",
        "is fixed and has 3 wordings",
    ),
    Breakage(
        "a safety line that may vary",
        both(
            without_line("verdict"),
            new_line(
                "verdict",
                "care",
                "I can't judge it.",
                "That's not for me.",
                "I'll leave that to you.",
            ),
        ),
        Rule.VARIANTS,
        "lines.toml: verdict",
        "must not; mark it fixed",
    ),
    Breakage(
        "the same wording twice, but for a capital letter and a comma",
        wording("goodbye.night", "sleep, well.".capitalize()),
        Rule.VARIANTS,
        "lines.toml: goodbye.night",
        "has the same wording twice",
    ),
    Breakage(
        "a line that is a question in one wording only",
        wording("check_in.over_to_you", "Over to you."),
        Rule.VARIANTS,
        "lines.toml: check_in.over_to_you",
        "end them all the same way",
    ),
)

OF_LINES = (*KINDS, *TURNS, *SENTENCES, *QUESTIONS, *WORDINGS)
