"""Danger is heard in what a sentence says, whoever says it in whatever words."""

import pytest

from skill.interaction_model.model import available_locales, load_model
from skill.simulator.understanding.phrases.danger import danger_grammar
from skill.simulator.understanding.words.normalise import normalise


def kind(utterance: str) -> str | None:
    """Give the kind of danger that is heard."""
    danger = danger_grammar().find(normalise(utterance))
    return danger.kind if danger else None


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        # who does it, in every tense and with talk around it
        ("she's been slapping us for years", "partner"),
        ("we do talk but my fiance would punch me", "partner"),
        ("the in laws keep starving me", "partner"),
        # control
        ("my wife isn't letting me meet anyone", "partner"),
        ("he went through all my texts again", "partner"),
        ("they've snatched my passport", "partner"),
        ("my boyfriend rations the money and won't leave me a penny", "partner"),
        # a family of acts, whichever it is
        ("he broke my tooth with a spoon", "partner"),
        ("she put a cushion over my face", "partner"),
        ("he says nobody would miss me", "partner"),
        ("he nailed the back door shut", "partner"),
        ("i tremble whenever his key turns", "partner"),
        ("he promised he would never touch me again but then he did", "partner"),
        ("all my wages she takes", "partner"),
        ("she's tracking my car", "partner"),
        # who suffers it, and not who does it
        ("we need help with my violent husband", "partner"),
        ("i suppose i'm a battered husband", "partner"),
        ("i've got bruises all over from his fists", "partner"),
        ("when he walks in my hands start trembling", "partner"),
        ("my husband says i'll get what i deserve", "partner"),
        # children, whoever is blamed
        ("his brother keeps hitting our daughter", "child"),
        ("the twins are terrified of him", "child"),
        ("i doubt my daughter is safe with her", "child"),
        # oneself
        ("i'd rather not wake up", "self_harm"),
        ("they'd all be happier if i was dead", "self_harm"),
        ("i've swallowed the whole bottle of pills", "self_harm"),
        ("i'm on the roof and i'm ready", "self_harm"),
        ("nobody would care whether i live", "self_harm"),
        # somebody else
        ("i keep thinking about strangling him", "hurting"),
        ("i think i'm an abusive husband", "hurting"),
        ("i'm scared of what i might do to the baby", "hurting"),
        ("i don't trust myself i shoved my girlfriend", "hurting"),
        # answers of somebody who is not free to answer
        ("yes when he isn't beating me", "partner"),
        ("only as long as she's not hurting me", "partner"),
        ("she'd be furious if i said no to her", "partner"),
        ("my husband goes ballistic whenever i say that", "partner"),
        ("i say no and he gets nasty", "partner"),
        ("i'm way too frightened to answer this", "partner"),
        ("i don't dare say it", "partner"),
        ("i can't answer he's right here", "partner"),
        ("i never say no to her because i'm scared", "partner"),
        ("my wife made me take this test", "partner"),
        ("he told me exactly what to say to you", "partner"),
        ("he's drunk and hits", "partner"),
        # said to the one who does it
        ("stop slapping me", "partner"),
        ("let go you're hurting me", "partner"),
        # somebody else who wants to die
        ("my boyfriend told me he doesn't want to be alive", "self_harm"),
        ("she says she can't go on", "self_harm"),
        ("my wife keeps talking about dying", "self_harm"),
        ("he doesn't want to live anymore", "self_harm"),
        ("she wishes she was dead", "self_harm"),
        # a room at night
        ("my stepdad creeps into her bedroom at night", "child"),
        # a number
        ("who should i ring if my wife hits me", "numbers"),
        ("sorry what was that helpline", "numbers"),
        ("i didn't quite catch the number", "numbers"),
    ],
)
def test_danger_is_heard(utterance: str, expected: str) -> None:
    """Who, what and whom together make a sign of danger, and decide its kind."""
    assert kind(utterance) == expected


@pytest.mark.parametrize(
    "utterance",
    [
        "he never hits me",
        "he thrashed me at badminton",
        "the cat scratched me",
        "my wife is frightened of wasps",
        "he took my car to the garage",
        "i'm dying for a cup of tea",
        "i don't want to wake up at six",
        "this headache is killing me",
        "she won't let me win",
        "the villain strangled the butler",
        "i'm scared of losing her",
        "he grabbed my hand",
        "i feel trapped at work",
        "she controls the money because i'm bad at math",
        "he dragged me to a museum",
        "she bumped my arm by accident",
        "they slaughtered us nine nil",
        "she frightened me in her halloween mask",
        "sorry not that one let's skip it",
        "put me down for a yes",
        "i have to tell him",
        "he goes mad if i leave the lights on",
        "she'll be mad if we're late",
        "he gets cross if i don't do the dishes",
        "she goes mad if i say he snores",
        "only when he's not snoring",
        "when he isn't hitting the gym",
        "he talks about ending the lease",
        "she's dying to meet you",
        "he wants to end it with a song",
        "she says she doesn't want to be here on monday",
        "he doesn't want to wake up at six",
        "i'm scared to answer the phone",
        "i'm scared to say i love you",
        "i'm not scared to say",
        "i never say no to chocolate",
        "she makes me do yoga",
        "stop hitting the snooze button",
        "you're hurting my ears",
        "he drinks tea and reads",
        "he goes in the garage at night",
        "he goes in his room at night",
        "what number are we on",
        "which number bus is it",
    ],
)
def test_innocent_readings_are_no_danger(utterance: str) -> None:
    """Games, things, animals, weather, idioms and denials have the words and not the meaning."""
    assert kind(utterance) is None


def test_an_innocent_half_does_not_silence_the_other() -> None:
    """An innocent reading counts only where it stands."""
    assert kind("he beat me at chess and then he punched me") == "partner"


@pytest.mark.parametrize("utterance", ["i am scared of hymn", "he beets me up"])
def test_what_a_recogniser_mishears_is_heard(utterance: str) -> None:
    """Words that sound like those of danger are taken for them where they make no other sense."""
    assert kind(utterance) == "partner"


def test_the_words_that_name_the_kind_are_told_as_said() -> None:
    """What fills the slot is what was really said."""
    danger = danger_grammar().find(normalise("He's hitting the KIDS!"))
    assert danger is not None
    assert (danger.kind, danger.named) == ("child", "the kids")


@pytest.mark.parametrize("locale", available_locales())
def test_every_kind_is_one_of_the_model(locale: str) -> None:
    """A sign of danger names only kinds that the models' slot lists."""
    listed = {
        value.id
        for slot_type in load_model(locale).types
        if slot_type.name == "UNSAFE_KIND"
        for value in slot_type.values
    }
    assert danger_grammar().kinds == listed
