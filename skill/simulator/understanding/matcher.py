"""Understand utterances with an interaction model and some English, as a stand-in for Alexa.

An utterance is turned into plain words (``normalise``) and then goes through
these steps; the first that finds an intent decides.

1. **Word for word.** It is a sample, its slots filled with listed values or
   built-in types. Plainer wordings of it are tried too: without fillers at the
   ends ("okay so ... please"), noise and stutters, padding inside, and a
   particle before a clause ("no i do share").
2. **Danger.** It tells of danger, in whatever words (``danger``).
3. **All but word for word.** It is a sample with words that are interchangeable: "he"
   for "she", "wife" for "partner", "erases" for "delete"; or with words that sound
   alike: "next won" (``whole_samples`` finds both 1 and 3). What is no such sample, but calls her
   behind talk, is then understood from her name on: "is she on, babe? Alexa, stop".
4. **A telling phrase.** It has one that tells an intent whatever stands around it: "i'm so
   low", or "what do you mean by ..." (``intent_phrases``); or it names a place and tells
   that they are there (``told_places``).
5. **An answer.** Every word of it belongs to an answer: who says what (``answers``).
6. **A request in talk.** It has a sample that is a clause of its own, with talk before or
   behind it: "the phone rang so start over" (``talk_requests``). If not, and it asks for
   what the skill does not do (``out_of_scope``), nothing more is tried.
7. **Likeness.** It is much like a sample of another intent than the alarm's: most of what it
   says is in the sample, most of what the sample says is in it, and its words are likely
   for the intent (``likeness``). A negation must be in both or neither. A polite opening is
   then left out.
8. **An unlisted value.** It is a sample but for the words at its end, which stand
    where a slot does: "a tip about money" (``sample_parts``).
9. **A request as a part.** It begins or ends with a sample that is no answer, and the rest does
    not matter (``sample_parts``).
10. **An answer in a story.** It begins or ends with one (``answers``), or with the sample of one.
11. **Mishearing.** With a word guessed in place of letters much like it, it is a sample;
    or with some in place of words that sound like them, it is much like one (``mishearing``).

If none does, it is ``AMAZON.FallbackIntent``, and so is a mere beginning, before all steps:
"could you". The numbers and lists by which the steps from 4 on decide are data, with reasons:
``acceptance.toml`` and the tables of phrases beside it.

What it is not: Alexa. Alexa's model is statistical and trained on far more than
the samples, so she takes more paraphrases, now and then a wrong one, and she
hears sounds where this sees letters. She also fills a slot with words that no
value lists more readily than this does. What is understood here and is no
sample may be missed on a device; what is a sample is understood on both.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.answers.grammar import read_answer
from skill.simulator.understanding.asides import calling
from skill.simulator.understanding.compiled_model import CompiledModel
from skill.simulator.understanding.phrases.danger import danger_grammar
from skill.simulator.understanding.phrases.intent_phrases import intent_phrases
from skill.simulator.understanding.phrases.out_of_scope import out_of_scope
from skill.simulator.understanding.phrases.told_places import told_places
from skill.simulator.understanding.resolution import FALLBACK_INTENT, Resolution, ResolvedSlot
from skill.simulator.understanding.samples.likeness import LikenessFinder
from skill.simulator.understanding.samples.sample_parts import SampleParts
from skill.simulator.understanding.samples.slot_filling import SlotFilling
from skill.simulator.understanding.samples.talk_requests import TalkRequests
from skill.simulator.understanding.samples.whole_samples import WholeSamples
from skill.simulator.understanding.understood import (
    ALARM,
    ANSWER,
    ANSWER_IN_STORY,
    INTERCHANGEABLE,
    LONGEST_LIKENESS,
    MISHEARING,
    PHRASE,
    Understood,
)
from skill.simulator.understanding.words.clauses import (
    is_unfinished_request,
    without_padding,
    without_politeness,
)
from skill.simulator.understanding.words.lexicon import lexicon
from skill.simulator.understanding.words.mishearing import MishearingGuesser, sounding_alike
from skill.simulator.understanding.words.normalise import english, normalise, trimmed, without_noise

if TYPE_CHECKING:
    from skill.interaction_model.model import InteractionModel
    from skill.simulator.understanding.samples.slot_spans import Spans
    from skill.simulator.understanding.words.normalise import Words


class Matcher:
    """Matches utterances with the samples of one model, which are compiled once.

    Args:
        model: the interaction model.

    Raises:
        InteractionModelError: a sample names an undeclared slot, or a slot has a type that the
            model does not list and the simulator does not know.
    """

    def __init__(self, model: InteractionModel) -> None:
        self.model = model
        self._rules = acceptance()
        self._compiled = CompiledModel(model)
        self._slots = SlotFilling(model, self._compiled)
        self._whole = WholeSamples(self._compiled)
        self._likeness = LikenessFinder(self._compiled)
        self._requests = TalkRequests(self._compiled, self._whole, self._likeness)
        self._parts = SampleParts(self._compiled)
        self._dangers = self._slots.values(self._rules.alarm.intent, self._rules.alarm.slot)
        self._mishearing = MishearingGuesser(self._compiled.vocabulary)

    def resolve(self, utterance: str) -> Resolution:
        """Understand one utterance, whatever text it is."""
        words = normalise(utterance)
        if not words.tokens:
            return Resolution(FALLBACK_INTENT)
        quiet = without_noise(words) or words
        *_, plain = trimmed(quiet)
        if is_unfinished_request(plain):
            return Resolution(FALLBACK_INTENT)
        whole = self._whole.find(words)
        if whole and whole.confidence > INTERCHANGEABLE:
            return self._slots.resolution(whole)
        danger = self._as_danger(plain)
        if danger:
            return danger
        if _is_fragment(words):
            return Resolution(FALLBACK_INTENT)
        if whole:
            return self._slots.resolution(whole)
        return self._as_called(plain) or self._in_other_words(quiet, plain)

    def sampled_intent(self, utterance: str) -> str | None:
        """Give the intent that the utterance is a sample of word for word, whatever fills its slots.

        What Alexa knows by herself about her built-in intents counts as samples.
        """
        match = self._compiled.whole(self._compiled.joined(normalise(utterance)))
        return match.sample.intent if match and match.is_exact else None

    def _in_other_words(self, quiet: Words, plain: Words) -> Resolution:
        """Understand what is no sample and no danger, from step 4 on.

        Args:
            quiet: the utterance without noise.
            plain: the same without the fillers at its ends.
        """
        joined = self._compiled.joined(plain)
        spans = self._compiled.spans(joined)
        told = self._as_told(plain) or self._as_told_place(joined, spans)
        if told:
            return told
        answer = self._as_answer(quiet)
        if answer and answer.confidence == ANSWER:
            return answer
        return self._as_asked(joined, spans) or self._as_near(joined, spans, answer)

    def _as_called(self, words: Words) -> Resolution | None:
        """Understand what follows the name in "babe is it on? Alexa, is it on?", if there is any.

        What is said before it is said to each other; a name that the words before it govern is
        spoken of and not called: "tell alexa to stop".
        """
        called = calling(words.tokens)
        resolution = self.resolve(words.said(called, len(words))) if called else None
        return resolution if resolution and resolution.intent != FALLBACK_INTENT else None

    # --- step 2 ---

    def _as_danger(self, words: Words) -> Resolution | None:
        """Take the utterance for a call for help if it says what is a danger to whom."""
        rule = self._rules.alarm
        if not self._slots.declares(rule.intent):
            return None
        danger = danger_grammar().find(words)
        if danger is None:
            return None
        slot = ResolvedSlot(rule.slot, danger.named, danger.kind, match=True)
        slots = (slot,) if danger.named and danger.kind in self._dangers else ()
        return Resolution(rule.intent, slots, confidence=ALARM)

    # --- step 4 ---

    def _as_told(self, words: Words) -> Resolution | None:
        """Take the utterance for what a phrase in it tells, whatever stands around it."""
        told = intent_phrases().intent(words)
        return Resolution(told, confidence=PHRASE) if told and self._slots.declares(told) else None

    def _as_told_place(self, words: Words, spans: Spans) -> Resolution | None:
        """Take the utterance for where the couple are, if it names a listed place and tells so."""
        rule = told_places()
        kind = self._slots.type_of(rule.intent, rule.slot)
        place = rule.find(words.tokens, spans.get(kind, ())) if kind else None
        if place is None:
            return None
        said = words.said(place.start, place.stop)
        slot = ResolvedSlot(rule.slot, said, place.value, match=True)
        return Resolution(rule.intent, (slot,), confidence=PHRASE)

    # --- steps 5 and 10 ---

    def _as_answer(self, words: Words) -> Resolution | None:
        """Read the utterance as an answer, if the model has an intent for what it says."""
        if len(words) > LONGEST_LIKENESS:
            return None
        reading = read_answer(words)
        intent = self._rules.answers.get(reading.says) if reading else None
        if reading is None or intent is None or not self._slots.declares(intent):
            return None
        said = {
            name: ResolvedSlot(name, words.said(said.start, said.stop), said.answer, match=True)
            for name, said in reading.slots.items()
        }
        slots = self._slots.ordered(intent, said)
        return Resolution(intent, slots, ANSWER if reading.is_whole else ANSWER_IN_STORY)

    def _is_request(self, part: Understood | None) -> bool:
        """Tell whether a part asks for something, rather than answer."""
        return part is not None and part.sample.intent not in self._rules.answers.values()

    # --- step 6 ---

    def _as_asked(self, words: Words, spans: Spans) -> Resolution | None:
        """Find what the utterance asks for in plain words: of the skill, or of somebody else."""
        request = self._requests.find(words, spans)
        if request:
            return self._slots.resolution(request)
        is_other = out_of_scope().is_meant(without_politeness(words).tokens)
        return Resolution(FALLBACK_INTENT) if is_other else None

    # --- steps 7 to 11 ---

    def _as_near(self, words: Words, spans: Spans, answer: Resolution | None) -> Resolution:
        """Take the utterance for what it is nearest to, an answer in a story among it."""
        near, nearest = self._likeness.nearest(words, spans)
        near = near or self._likeness.without_frame(words) or self._parts.unlisted(words)
        part = None if near else self._parts.part(without_padding(words))
        if answer and not near and not self._is_request(part):
            return answer
        understood = near or part or self._as_misheard(words)
        if understood and not self._is_only_talk(understood, spans):
            return self._slots.resolution(understood)
        return Resolution(FALLBACK_INTENT, confidence=1.0 - nearest)

    def _is_only_talk(self, understood: Understood, spans: Spans) -> bool:
        """Tell whether a place is only talked about, though the words are like those of telling it."""
        rule = told_places()
        if understood.sample.intent != rule.intent:
            return False
        kind = self._slots.type_of(rule.intent, rule.slot) or ""
        return rule.is_only_talk(understood.words.tokens, spans.get(kind, ()))

    def _as_misheard(self, words: Words) -> Understood | None:
        """Take the utterance for a sample that it would be with one word misheard."""
        if len(words) > LONGEST_LIKENESS:
            return None
        for guess in self._mishearing.guesses(words):
            match = self._compiled.whole(guess)
            # A word that is like a town proves nothing: "bananas" are not Banaras.
            if match and match.words_in_slots < len(guess):
                return Understood(match.sample, match.filled, guess, MISHEARING)
        if out_of_scope().has_errand(words.tokens):
            return None
        guesses = (
            sounding_alike(words, english().sounds_like),
            self._mishearing.guesses_by_sound(words, out_of_scope().alexas),
        )
        for guess in chain.from_iterable(guesses):
            plain = self._compiled.joined(guess)
            understood, score = self._likeness.nearest(plain, self._compiled.spans(plain))
            if understood and understood.sample.intent in out_of_scope().statements:
                understood = self._whole.find(plain)
            if understood and score >= self._rules.likeness.misheard_threshold:
                return replace(understood, confidence=understood.confidence * MISHEARING)
        return None


def _is_fragment(words: Words) -> bool:
    """Tell whether all that was heard is one word that says nothing by itself: "i", "could"."""
    return len(words) == 1 and lexicon().is_light(words.tokens[0])
