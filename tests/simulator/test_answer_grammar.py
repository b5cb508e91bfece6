"""An answer is read from its clauses: who says yes, no or sometimes."""

import pytest

from skill.simulator.understanding.answers.grammar import read_answer
from skill.simulator.understanding.answers.phrases import PlainWords, marks_of_phrases
from skill.simulator.understanding.answers.values import AnswerReading
from skill.simulator.understanding.words.normalise import normalise


def read(said: str) -> AnswerReading | None:
    return read_answer(normalise(said))


def whole(said: str) -> str:
    """What an utterance says, two people's answers with a slash between."""
    reading = read(said)
    assert reading is not None
    assert reading.is_whole
    answers = [reading.slots[name].answer for name in ("who", "answer") if name in reading.slots]
    pair = [reading.slots[name].answer for name in ("mine", "theirs") if name in reading.slots]
    return " ".join(answers) or "/".join(pair) or reading.says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("well i'd have to say yes on that one", "yes"),
        ("no he does share his feelings", "told"),
        ("yeah we never talk about it", "no"),
        ("he doesn't ignore me", "told"),
        ("i don't think she listens to me", "no"),
        ("he's too tired to talk most nights", "no"),
        ("never he's always on his phone", "no"),
        ("i tell him everything now and then", "sometimes"),
        ("not every night", "sometimes"),
        ("kind of yes", "sometimes"),
        ("we do when the kids are in bed", "sometimes"),
        ("it all depends how his week went", "sometimes"),
        ("no thanks we're fine", "no"),
        ("he's always there for me when i'm stressed", "told"),
        ("nearly always when i ask him", "told"),
        ("not since the harvest", "no"),
        ("no way i don't tell him that", "no"),
        ("never did and never will", "no"),
        ("doesn't listen to me", "no"),
        ("i don't think he listens when i'm upset", "no"),
        ("i couldn't tell you the last time he asked how i was", "no"),
        ("not even when i ask him", "no"),
    ],
)
def test_a_clause_says_yes_no_or_sometimes(said: str, says: str) -> None:
    """A claim beats a particle, a negation turns it round, an adverb makes it a sometimes."""
    assert whole(said) == says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("yes and no", "unclear"),
        ("he listens yes but he doesn't listen no", "unclear"),
        ("i do no i don't", "unclear"),
        ("never always rarely", "unclear"),
        ("no never well always no never", "unclear"),
        ("my head says yes my heart says no", "unclear"),
        ("yes but i don't share my feelings", "no"),
        ("some days we do some days we don't", "sometimes"),
        ("yes but only on good days", "sometimes"),
        ("no idea just skip it", "skip"),
        ("i'm not sure but yes", "told"),
        ("he says he listens but he doesn't", "no"),
        ("i don't think we do no", "no"),
        ("we argue now and then but i know she cares", "told"),
        ("i don't know honestly i don't", "skip"),
        ("yes i think he does but i'm not so sure", "sometimes"),
        ("i don't think so but i'm not sure", "no"),
        ("kind of but not at all this week", "sometimes"),
        ("both yes and no", "unclear"),
        ("i'd say no yes i'd say both", "unclear"),
        ("we do and he never hits me", "yes"),
        ("yes he never shouts", "yes"),
    ],
)
def test_clauses_of_one_person_come_to_one_answer(said: str, says: str) -> None:
    """A yes and a no are unclear, a sometimes beside them wins, a doubt gives way to an answer."""
    assert whole(said) == says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("i'd say yes but my wife would say no", "yes/no"),
        ("yes for him and no for me", "no/yes"),
        ("she's a no i'm more of a sometimes", "sometimes/no"),
        ("me always him never", "yes/no"),
        ("on my side it's a yes on his side it's a no", "yes/no"),
        ("yeah but he says no", "yes/no"),
        ("i do and so does he", "both yes"),
        ("no for me and the same for him", "both no"),
        ("we'd both have to say it depends", "both sometimes"),
        ("yes and yes", "both yes"),
        ("we both do but only on good days", "both sometimes"),
        ("put me down for sometimes and him for no", "sometimes/no"),
        ("she always does me not at all", "no/yes"),
        ("neither of us has ever been any good at that", "neither"),
        ("i do he's my best friend", "told"),
    ],
)
def test_clauses_of_two_people_come_to_a_pair(said: str, says: str) -> None:
    """Who answers may stand before the answer or behind it, and two that agree are one voice."""
    assert whole(said) == says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("no since where would he get the money for flowers", "no"),
        ("the car broke down again so no", "no"),
        ("the car broke down again skip it", "skip"),
        ("yeah he rubs my feet and fetches the tea", "told"),
        ("no we sit and watch the cricket", "no"),
        ("she never fetches the tea", "no"),
        ("where is the money for a sitter no", "no"),
        ("yeah he never fetches the tea", "no"),
        ("too private for the neighbours", "skip"),
        ("sometimes but the kids scream", "sometimes"),
        ("occasionally after the news", "sometimes"),
        ("she comes in and watches the telly", "no"),
        ("is this one compulsory skip it", "skip"),
    ],
)
def test_an_answer_is_heard_in_a_story(said: str, says: str) -> None:
    """What stands at the beginning or the end of a longer story may be its answer."""
    reading = read(said)
    assert reading is not None
    assert (reading.says, reading.is_whole) == (says, False)


@pytest.mark.parametrize(
    "said",
    [
        "do you listen to me",
        "is he close to me",
        "when is my birthday",
        "stop",
        "please help me",
        "i am feeling flat",
        "he does yoga",
        "so i was telling her about the",
        "if it rains",
        "pass me the remote",
        "i don't understand",
        "sometimes the bus is late",
        "the bus is never late",
        "he checks the scores on his phone",
        "i can't stop hitting him",
        "he won't hurt me if i keep quiet",
    ],
)
def test_what_is_no_answer_is_not_read(said: str) -> None:
    """Questions, requests, talk of other things and broken sentences answer nothing."""
    assert read(said) is None


@pytest.mark.parametrize(
    "said", ["he never hits me", "no he doesn't hit me", "she has never laid a hand on me"]
)
def test_a_denied_harm_answers_nothing(said: str) -> None:
    """Nobody asked about it: it is no "no" to whether they feel close."""
    assert whole(said) == "beside"


def test_sound_alikes_are_tried() -> None:
    """Words that sound alike are tried where the utterance answers nothing as it was written."""
    assert whole("know from me but she says yes") == "no/yes"


def test_an_answer_says_where_it_stands() -> None:
    """Slots carry the words that fill them."""
    reading = read("well yes for me but never for him")
    assert reading is not None
    assert [(said.start, said.stop) for said in reading.slots.values()] == [(1, 2), (5, 6)]


def test_a_phrase_that_comes_to_the_same_words_as_another_is_refused() -> None:
    """Else the later entry would silence the earlier: "yours truly" was heard as "yours"."""
    data = {"talk": {"joining": "", "words": "", "phrases": ["i am sharing it"]}} | {
        kind: {} for kind in ("who", "answer", "degree", "verb", "turn", "same", "skip", "unknown")
    }
    data |= {"claim": {"good": ["shares"], "bad": ["share"]}}
    data |= {"condition": {"opening": []}, "reason": {"opening": []}}
    with pytest.raises(
        ValueError,
        match=r"has 'share' \(claim bad\) twice: 'shares' \(claim good\) comes to the same words",
    ):
        marks_of_phrases(data, PlainWords({}, frozenset()), {})


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("yours truly does he doesn't", "yes/no"),
        ("no love", "no"),
        ("personally yes", "yes"),
        ("a clear no", "no"),
        ("a hard yes", "yes"),
    ],
)
def test_words_that_only_look_alike_are_told_apart(said: str, says: str) -> None:
    """Love is no loving, and "personally" refuses nothing as too personal."""
    assert whole(said) == says
