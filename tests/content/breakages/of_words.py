"""Broken wording: signs, words that are never said, qualifiers, prompts."""

from __future__ import annotations

from skill.content.findings import Rule
from tests.content.breakages.breakage import Breakage
from tests.content.changes import part, prompt, question, region, tip, wording


def spoken(text: str, rule: Rule, says: str) -> Breakage:
    """Say something in a tip's step that no text may say."""
    return Breakage(
        f"a step that says: {text}", tip("t007", step=text), rule, "tips.toml: t007, step", says
    )


def asked(text: str, rule: Rule, says: str) -> Breakage:
    """Ask something that no prompt may ask; ``p016`` is one that no reminder says."""
    return Breakage(
        f"a prompt that asks: {text}",
        prompt("p016", text=text),
        rule,
        "prompts.toml: p016, text",
        says,
    )


def reminded(text: str, says: str) -> Breakage:
    """Ask something that a reminder may not say into a room."""
    rule, where = Rule.PUBLIC_PROMPT, "prompts.toml: p001, text"
    return Breakage(f"a reminder that asks: {text}", prompt("p001", text=text), rule, where, says)


SIGNS = (
    spoken("Talk for 10 minutes.", Rule.CHARACTER, "holds '1'; spell it out"),
    spoken("Say it! Then rest.", Rule.CHARACTER, "holds '!'; say it calmly"),
    spoken("", Rule.CHARACTER, "is empty"),
    spoken("Tea & a talk.", Rule.CHARACTER, "holds '&'; write 'and'"),
    spoken("Say <this to them.", Rule.CHARACTER, "holds '<'"),
    spoken("Say one *kind* thing.", Rule.CHARACTER, "holds '*'; write plain words"),
    spoken("Say one _kind_ thing.", Rule.CHARACTER, "holds '_'; write plain words"),
    spoken("Say what\u2019s on your mind.", Rule.CHARACTER, "use the straight apostrophe"),
    spoken("Say one kind \U0001f600 thing.", Rule.CHARACTER, "write what is to be heard, in words"),
    spoken("Say one thing\u2014kindly.", Rule.CHARACTER, "use a comma"),
    spoken("Say one  kind thing.", Rule.SPACING, "has a wrong space or mark in"),
    spoken(" Say one kind thing.", Rule.SPACING, "has a wrong space or mark in"),
    spoken("Say one kind thing , slowly.", Rule.SPACING, "'nd thing , slowly.'"),
    spoken("Say one kind thing.Say it slowly.", Rule.SPACING, "set it right"),
)

WORDS = (
    spoken("Ask what he needs.", Rule.INCLUSIVE, "says 'he', which assumes a gender"),
    spoken("Ask your wife what would help.", Rule.INCLUSIVE, "say 'partner'"),
    spoken("Think back to your wedding.", Rule.INCLUSIVE, "assumes a marriage"),
    spoken("Ask like guys do.", Rule.INCLUSIVE, "say 'people' or 'you'"),
    spoken("Do it for a healthy bond.", Rule.NEVER_SAID, "gives a verdict"),
    spoken("Keep up your streak.", Rule.NEVER_SAID, "gives a verdict or a score"),
    spoken("Try what research shows.", Rule.NEVER_SAID, "claims more than is known"),
    spoken("Try a proven way to talk.", Rule.NEVER_SAID, "says 'proven'"),
    spoken("Try couples therapy.", Rule.NEVER_SAID, "sounds like medicine"),
    spoken("Breathe out, which reduces stress.", Rule.NEVER_SAID, "promises an effect"),
    spoken("You should talk.", Rule.NEVER_SAID, "says 'should', which tells people what they owe"),
    spoken("Hear both sides.", Rule.NEVER_SAID, "lays guilt or blame"),
    spoken("Forgive one small thing.", Rule.NEVER_SAID, "to bear with another"),
    spoken("Say help at any time.", Rule.NEVER_SAID, "is about the machine"),
    spoken("Watch Netflix side by side.", Rule.NEVER_SAID, "is a brand"),
    spoken("Look for a counselor.", Rule.LOCAL_WORD, "write {counselor}"),
    spoken("Ask your GP.", Rule.LOCAL_WORD, "write {doctor}"),
    spoken("Plan a vacation.", Rule.LOCAL_WORD, "is not heard alike in all places"),
    spoken(
        "Name your favourite song.", Rule.SPELLING, "says 'favourite', which is British spelling"
    ),
)

QUALIFIERS = (
    Breakage(
        "staying with discomfort, whatever the danger",
        part(
            "what_it_takes",
            3,
            short="Staying with the awkward parts helps, and you're always free to keep some.",
        ),
        Rule.QUALIFIER,
        "topics.toml: what_it_takes, part 3 short",
        "say 'as long as you both feel safe' with it",
    ),
    Breakage(
        "sharing that is owed",
        part(
            "what_it_takes",
            3,
            text="As long as you both feel safe, it helps to stay with the awkward part.",
        ),
        Rule.QUALIFIER,
        "topics.toml: what_it_takes, part 3 text",
        "end it on permission",
    ),
    Breakage(
        "feelings to be told whether or not it feels safe",
        tip("t001", step="Take turns naming one feeling."),
        Rule.QUALIFIER,
        "tips.toml: t001, step",
        "only what feels safe to share",
    ),
    Breakage(
        "a hormone as a promise",
        tip(
            "t025",
            text="Touch releases oxytocin. Lean on each other, if you'd both like that, or just sit close.",
        ),
        Rule.QUALIFIER,
        "tips.toml: t025, text",
        "'linked with'",
    ),
    Breakage(
        "a claim as a measurement",
        part("benefits", 2, short="It can deepen your bond, and it matters more than anything."),
        Rule.QUALIFIER,
        "topics.toml: benefits, part 2 short",
        "say 'some would say more'",
    ),
    Breakage(
        "a benefit as a promise",
        part("benefits", 3, short="When you feel safe together, you are nearer."),
        Rule.QUALIFIER,
        "topics.toml: benefits, part 3 short",
        "it is no promise",
    ),
    Breakage(
        "rebuilding that is only hard",
        wording("tip.preamble", "Closeness is hard to rebuild."),
        Rule.QUALIFIER,
        "lines.toml: tip.preamble, variant 1",
        "that it can be done",
    ),
    Breakage(
        "help that names no helper",
        wording("get_help.how", "Talking openly is what deepens things."),
        Rule.QUALIFIER,
        "lines.toml: get_help.how, variant 1",
        "name the {counselor} in the same answer",
    ),
    Breakage(
        "the institute's findings as if they were known",
        part("benefits", 4, short="Most couples weren't fighting over one topic."),
        Rule.ATTRIBUTION,
        "topics.toml: benefits, part 4 short",
        "begin it with 'The Gottman Institute says'",
    ),
    Breakage(
        "the institute's name for something else",
        part(
            "rebuilding", 1, short="The Gottman Institute says it can be hard, and it can be done."
        ),
        Rule.ATTRIBUTION,
        "topics.toml: rebuilding, part 1 short",
        "leave the name out",
    ),
    Breakage(
        "the institute's findings in the middle of a definition",
        part("benefits", 4, did_you_know=False),
        Rule.ATTRIBUTION,
        "topics.toml: benefits, part 4",
        "set did_you_know = true",
    ),
    Breakage(
        "a second tip about the hormone",
        tip(
            "t030",
            seed=("foster.9", "tip.rebuild.3c"),
            text="Say one warm sentence. Warmth can release oxytocin, which is linked with bonding.",
        ),
        Rule.HORMONE,
        "tips.toml: t030, text",
        "is a second tip about the hormone, after 't025'",
    ),
    Breakage(
        "the hormone outside its tip",
        part(
            "rebuilding", 1, short="Oxytocin brings you near; it can be hard, and it can be done."
        ),
        Rule.HORMONE,
        "topics.toml: rebuilding, part 1 short",
        "leave it out",
    ),
    Breakage(
        "sex in a tip that is not about it",
        tip("t007", step="Say one sentence about sex."),
        Rule.SEX,
        "tips.toml: t007, step",
        "says 'sex' outside the three mild clauses",
    ),
    Breakage(
        "more about sex than the mild clause",
        tip(
            "t024",
            text="Affection is about more than sex, and sex is fine. Ask each other, with touch or without.",
        ),
        Rule.SEX,
        "tips.toml: t024, text",
        "outside the three mild clauses",
    ),
    Breakage(
        "the mild clause in a second entry",
        tip(
            "t023",
            seed=("tip.rebuild.3", "tip.rebuild.3b"),
            text="Affection is about more than sex. Bring each other a warm drink, slowly.",
        ),
        Rule.SEX,
        "tips.toml: t024, text",
        "a second time, after 't023'",
    ),
    Breakage(
        "a word that is too much",
        tip("t007", step="Say one erotic sentence."),
        Rule.SEX,
        "tips.toml: t007, step",
        "is too much said aloud",
    ),
    Breakage(
        "touch that is taken for granted",
        tip("t022", step="Hold hands for a while, or just sit close."),
        Rule.TOUCH,
        "tips.toml: t022, step",
        "takes 'Hold hands' for granted",
    ),
    Breakage(
        "touch or nothing",
        tip("t022", step="Hold hands for a while, if you'd both like that."),
        Rule.TOUCH,
        "tips.toml: t022, step",
        "add a way without touch",
    ),
    Breakage(
        "touch in a definition that is taken for granted",
        part("how_to_foster", 3, short="Do things you both enjoy, hug, or just sit close."),
        Rule.TOUCH,
        "topics.toml: how_to_foster, part 3 short",
        "takes 'hug' for granted",
    ),
)

PROMPTS = (
    asked("Did you laugh today, and what about?", Rule.OPEN_PROMPT, "can be answered yes or no"),
    asked("Tell me one good thing?", Rule.OPEN_PROMPT, "asks nothing open"),
    asked(
        "What made you laugh, and when did it happen?", Rule.OPEN_PROMPT, "hides a second question"
    ),
    asked("What do you never tire of?", Rule.NEGATION, "says 'never'"),
    asked("What made you angry lately?", Rule.PROMPT_SUBJECT, "invites a complaint"),
    asked("What would you do with more money?", Rule.PROMPT_SUBJECT, "is about money or chores"),
    asked("Which trip do you rate highest?", Rule.PROMPT_SUBJECT, "ranks or grades"),
    asked(
        "Which photos make you smile?", Rule.PROMPT_SUBJECT, "takes paper, a screen or getting up"
    ),
    asked("What did your parents teach you?", Rule.PROMPT_SUBJECT, "assumes a family"),
    asked("What do you pray for?", Rule.PROMPT_SUBJECT, "assumes a faith"),
    asked("What do you like about your house?", Rule.PROMPT_SUBJECT, "assumes one home"),
    asked("What do you look forward to in summer?", Rule.PROMPT_SUBJECT, "assumes a season"),
    asked("What would you like to see again?", Rule.PROMPT_SUBJECT, "assumes sight"),
    asked("What do you do on free days?", Rule.PROMPT_SUBJECT, "asks for a report"),
    reminded("What made your partner smile today?", "says 'partner', which tells a stranger"),
    reminded("What do you love about rainy days?", "says 'love'"),
    reminded("What would you like to tell me?", "says 'me', which speaks of the device"),
    Breakage(
        "a reminder of depth three",
        prompt("p051", public=True),
        Rule.PUBLIC_PROMPT,
        "prompts.toml: p051, text",
        "set public = false",
    ),
)

ELSEWHERE = (
    Breakage(
        "a goodnight by day",
        wording("goodbye.day", "Goodnight."),
        Rule.DAYTIME,
        "lines.toml: goodbye.day, variant 1",
        "says 'goodnight', which is said by day",
    ),
    Breakage(
        "a second apology",
        wording("missed.third", "Sorry, let's leave it there."),
        Rule.APOLOGY,
        "lines.toml: missed.third, variant 1",
        "says 'sorry', which was said the first time",
    ),
    Breakage(
        "a reprompt that excuses itself",
        wording("reprompt.offer_tip", "Sorry, it's one small thing. Want it?"),
        Rule.APOLOGY,
        "lines.toml: reprompt.offer_tip, variant 1",
        "help instead",
    ),
    Breakage(
        "a gendered word in an explanation",
        question(4, explanation="He gets where you're coming from."),
        Rule.INCLUSIVE,
        "check_in.toml: q4, explanation",
        "says 'he'",
    ),
    Breakage(
        "a digit in a place's emergency words",
        region(emergency="1 1 two"),
        Rule.CHARACTER,
        "en-US.toml: place, emergency",
        "spell it out",
    ),
)

OF_WORDS = (*SIGNS, *WORDS, *QUALIFIERS, *PROMPTS, *ELSEWHERE)
