"""Which words and signs are never spoken, in any text.

The lists are English. They hold words that are wrong wherever they stand; a
word that is wrong only in some sentences is left to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.content.findings import Finding, Rule
from skill.content.rules.review import Review
from skill.content.rules.spoken import NUMBER_KINDS, PLACEHOLDER, Spoken, without_abbreviations
from skill.content.rules.word_list import WordList, Words

NEGATIONS = WordList(
    (
        Words(
            r"not|no|never|none|nothing|nor|neither|without|lack|lacking|lose|fail|cannot|\w+n't",
            "turns what a yes means; ask in the positive",
        ),
    )
)
"""Not to be asked: in some Englishes a "yes" to a negative question agrees with it."""

_INCLUSIVE = WordList(
    (
        Words(
            r"he|him|his|himself|she|her|hers|herself|he's|she's",
            "assumes a gender; say 'they' or 'your partner'",
        ),
        Words(
            r"husbands?|wife|wives|hubby|boyfriends?|girlfriends?|spouses?|fianc[eé]e?|bride|groom",
            "assumes a gender or a marriage; say 'partner'",
        ),
        Words(r"married|marriages?|weddings?|honeymoon", "assumes a marriage; leave it out"),
        Words(
            r"m[ae]n|women|woman|guys?|ladies|lady|gentlem[ae]n|boys?|girls?",
            "assumes a gender; say 'people' or 'you'",
        ),
    )
)

_NEVER = WordList(
    (
        Words(
            r"(?:un)?healthy|(?<!not a )grades?|scores?|percent|percentage|badges?|streaks?|points|normal couples?",
            "gives a verdict or a score; say what was noticed, and nothing about its worth",
            unless=frozenset({"help.1"}),
        ),
        Words(
            r"proven|proof|proves?|scientific(?:ally)?|scientists?|science|research(?:ers)?|experts?|clinical(?:ly)?"
            r"|guarantee[ds]?|(?:study|studies) (?:shows?|finds?|proves?|says?)|validated",
            "claims more than is known; say 'many couples find', or leave it out",
        ),
        Words(
            r"therap\w+|diagnos\w+|symptoms?|cure[ds]?|treatments?|assess\w*|patients"
            r"|(?<!or )medical|medication|mental health|depress(?:ed|ion)",
            "sounds like medicine, which the skill is not; speak of closeness or a conversation",
        ),
        Words(
            r"improves?|improved|prevents?|(?:reduces?|lowers?|relieves?|cuts?) (?:your |the )?stress"
            r"|sleep better|save your \w+|break-?ups?|divorc\w+|falls? in love|thirty-six questions",
            "promises an effect; say what people can do, and what can come of it",
        ),
        Words(r"should|shouldn't|ought to", "tells people what they owe; offer it instead"),
        Words(
            r"we missed you|missed (?:a|last) night|where have you been|you forgot|both sides",
            "lays guilt or blame; leave it out",
        ),
        Words(
            r"forgiv\w+|put up with|be patient with|please (?:your|a) partner|give in to",
            "asks somebody to bear with another; give them something of their own to do",
        ),
        Words(
            r"say (?:help|exit|stop|cancel|repeat)|app store|database|server|error",
            "is about the machine; name something real to do instead",
        ),
        Words(
            r"google|siri|cortana|netflix|spotify|youtube|facebook|instagram|whatsapp|tiktok|twitter|snapchat"
            r"|iphones?|ipads?|facetime|skype|disney|uber|kindle|hallmark|tinder|bumble|lego|scrabble|monopoly",
            "is a brand; name the kind of thing instead",
        ),
    )
)

_LOCAL = WordList(
    (
        Words(r"counsel{1,2}ors?", "is spelt by place; write {counselor}"),
        Words(r"counsel{1,2}ing", "is spelt by place; write {counseling}"),
        Words(r"your (?:doctor|gp)", "differs by place; write {doctor}"),
        Words(r"licensed|accredited", "differs by place; write {licensed}"),
        Words(
            r"vacations?|cell ?phones?|couch|sofa|take-?out|take-?away|date night|apartment"
            r"|backyard|sidewalk|pavement|trash|rubbish|movies?|soccer|autumn|mom|mum",
            "is not heard alike in all places; use a word that is, such as phone, trip, film or meal",
        ),
    )
)

_BRITISH = WordList(
    (
        Words(
            r"favour\w*|colour\w*|behaviour\w*|honour\w*|neighbour\w*|humour\w*"
            r"|flavour\w*|rumours?|harbour\w*|labour\w*|armour\w*|centres?|theatres?|metres?|litres?"
            r"|(?:real|organ|apolog|recogn|priorit|minim|critic|emphas)is(?:e|es|ed|ing)|summarise[ds]?|memorise[ds]?"
            r"|practis(?:e|es|ed|ing)|cosy|cosier|grey|pyjamas|whilst|amongst|learnt|dreamt|programmes?"
            r"|travell(?:ed|ing|er)|cancelled|cancelling|jewellery|cheques?|defence|offence|enrol|fulfil|skilful",
            "is British spelling; the shared English is spelt as in the United States",
        ),
    )
)

_DAYTIME = WordList(
    (
        Words(
            r"tonight|good ?night|sleep\w*|evening|bedtime",
            "is said by day in this line; say 'today', or leave it out",
        ),
    )
)
_APOLOGY = WordList(
    (
        Words(
            r"sorry|apolog\w+|pardon",
            "was said the first time; help instead of excusing it again",
        ),
    )
)
_LATER_TRY = re.compile(r"(?:^|\.)missed\.(?:second|third)$|^reprompt\.")

_SIGNS = {
    "!": "say it calmly, with a full stop",
    "&": "write 'and'",
    "<": "write it in words",
    ">": "write it in words",
    "*": "write plain words",
    "_": "write plain words",
    "#": "write plain words",
    "/": "write 'or'",
    "%": "write it in words",
    "\u2018": "use the straight apostrophe",
    "\u2019": "use the straight apostrophe",
    "\u201c": "leave the quotation marks out",
    "\u201d": "leave the quotation marks out",
    "\u2013": "use a comma",
    "\u2014": "use a comma",
    "\u2026": "use a full stop",
}
_UNSPOKEN = re.compile(r"[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff' ,.?:;-]")
_BAD_SPACING = re.compile(r"^\s|\s$|\s\s|[^\S ]|\s[,.?:;]|[,.?:;](?=[^\s])|\s-|-\s")


def unspoken_signs(text: str) -> list[str]:
    """Return the characters of a text that Alexa does not speak as they are written, each once."""
    return list(dict.fromkeys(_UNSPOKEN.findall(text)))


def check_characters(review: Review) -> Iterator[Finding]:
    """Only letters and the marks of a sentence: the rest is escaped, mangled or unspoken."""
    for spoken in review.texts:
        for sign in unspoken_signs(PLACEHOLDER.sub("", spoken.text)):
            advice = (
                "spell it out"
                if sign.isdigit()
                else _SIGNS.get(sign, "write what is to be heard, in words")
            )
            yield spoken.finding(Rule.CHARACTER, f"holds '{sign}'; {advice}")
        if not spoken.text:
            yield spoken.finding(Rule.CHARACTER, "is empty; write what is to be heard")


def check_spacing(review: Review) -> Iterator[Finding]:
    """One space between words, and marks where they belong."""
    for spoken in review.texts:
        text = without_abbreviations(spoken.text)
        if match := _BAD_SPACING.search(text):
            around = text[max(0, match.start() - 8) : match.end() + 8]
            yield spoken.finding(
                Rule.SPACING, f"has a wrong space or mark in '{around}'; set it right"
            )


def check_words(review: Review) -> Iterator[Finding]:
    """No word that is wrong wherever it stands."""
    for spoken in review.texts:
        if spoken.kind in NUMBER_KINDS:
            continue
        yield from _INCLUSIVE.findings(spoken, Rule.INCLUSIVE)
        yield from _NEVER.findings(spoken, Rule.NEVER_SAID)
        if not _is_local(spoken):
            yield from _LOCAL.findings(spoken, Rule.LOCAL_WORD)
            yield from _BRITISH.findings(spoken, Rule.SPELLING)


def check_moments(review: Review) -> Iterator[Finding]:
    """No word that is wrong at the moment its line is said."""
    for spoken in review.texts:
        if spoken.entry.endswith(".day"):
            yield from _DAYTIME.findings(spoken, Rule.DAYTIME)
        if _LATER_TRY.search(spoken.entry):
            yield from _APOLOGY.findings(spoken, Rule.APOLOGY)


def _is_local(spoken: Spoken) -> bool:
    """Whether the text is a place's own word, and so follows its spelling."""
    return spoken.kind == "local_word"
