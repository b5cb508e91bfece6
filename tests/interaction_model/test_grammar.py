"""What no speaker says is found in a sample, and what people do say is not."""

from __future__ import annotations

import pytest

from skill.interaction_model.grammar import slips
from skill.interaction_model.rules import check_model
from tests.interaction_model.test_rules import with_sample


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ("give me a idea", "'a' before a vowel"),
        ("an tip about {theme}", "'an' before a consonant"),
        ("it's been been a long day", "a word twice"),
        ("do you have more more", "a word twice"),
        ("i 'd like a tip", "space before an apostrophe"),
        ("answer all the of them", "nothing after its article"),
        ("any a tip", "nothing after its article"),
        ("tell us about the", "ends with an article"),
        ("give us a tips", "a plural where one is meant"),
        ("clear every answers", "a plural where one is meant"),
        ("take that questions", "a plural where one is meant"),
        ("has things got better", "does not go with its subject"),
        ("are your microphone on", "does not go with its subject"),
        ("does the company listening", "a wrong form of a verb"),
        ("one thing for make time", "a wrong form of a verb"),
        ("are we done of the quiz", "do not go together"),
        ("give us many tip", "a singular where several are meant"),
        ("an advice about {theme}", "counts what cannot be counted"),
        ("it's tricky question", "lacks an article"),
        ("mark that as big yes", "lacks an article"),
        ("she don't know how", "does not go with its subject"),
        ("we hasn't done that", "does not go with its subject"),
        ("i are not", "does not go with its subject"),
        ("he never listen to me", "does not go with its subject"),
        ("is our answers safe", "does not go with its subject"),
        ("are it safe", "does not go with its subject"),
        ("the reminders is annoying", "does not go with its subject"),
        ("the reminder are annoying", "does not go with its subject"),
        ("are there much left", "does not go with its subject"),
        ("did we done better", "a wrong form of a verb"),
        ("why do you asking", "a wrong form of a verb"),
        ("i haven't understand that", "a wrong form of a verb"),
        ("could {about} be able to hear this", "says twice that somebody can"),
        ("what does this skill about", "no verb"),
        ("what is this skill do", "one verb too many"),
        ("that isn't not clear", "one 'not' too many"),
        ("give us more one", "do not go together"),
        ("see whether if we're close", "do not go together"),
        ("we changed my mind", "of one person what belongs to another"),
        ("he does her best", "of one person what belongs to another"),
        ("she waved his hand so so", "of one person what belongs to another"),
        ("i feel close to each other", "one person do what takes two"),
    ],
)
def test_a_slip_is_named(sample: str, told: str) -> None:
    """Each kind of slip is found, in words that say what it is; and the model's check tells of it."""
    assert told in " ".join(slips(sample))
    found = [problem for problem in check_model(with_sample(sample)) if told in problem]
    assert found == [
        f"The sample '{sample}' of TipIntent {slip}." for slip in slips(sample) if told in slip
    ]


@pytest.mark.parametrize(
    "sample",
    [
        "give me one",
        "a one minute tip",
        "a unanimous {answer}",
        "a useful idea",
        "an hour before bed",
        "an {answer}",
        "no no no",
        "so so",
        "haan haan yes",
        "he hits me for small small things",
        "call nine one one",
        "we haven't done the check in in ages",
        "any of those",
        "a few more tips",
        "these tips are good",
        "the tip of the day",
        "a ten question quiz",
        "i want advice",
        "does she have it",
        "how do i make it do something",
        "i wish it were but no",
        "we was just asking",
        "i was away",
        "what are our reminder settings",
        "one of the questions is odd",
        "does this get kept",
        "do you save any of this",
        "what does being open mean",
        "have you got it",
        "will she be able to hear this",
        "what can this do for us",
        "who has our answers",
        "do the whole thing again",
        "why not",
        "i changed my mind",
        "he does his best",
        "i think we love each other",
        "we trust each other",
    ],
)
def test_what_people_say_is_left_alone(sample: str) -> None:
    """Whole sentences, answers, dialects and doubled words that are meant."""
    assert list(slips(sample)) == []
