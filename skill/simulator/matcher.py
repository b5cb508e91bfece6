"""Understand utterances with an interaction model and some English, as a stand-in for Alexa.

An utterance is turned into plain words (``normalise``) and then goes through
these steps; the first that finds an intent decides.

1. **Word for word.** It is a sample, its slots filled with listed values or
   built-in types. Plainer wordings of it are tried too: without fillers at the
   ends ("okay so ... please"), noise and stutters, padding inside, and a
   particle before a clause ("no i do share").
2. **All but word for word.** The same, with words that are interchangeable: "he"
   for "she", "wife" for "partner", "erases" for "delete"; or with words that sound
   alike: "next won".
3. **A call for help.** It tells of danger, in whatever words (``danger``); this comes before step 2.
   Or a sample of the alarm's intent stands anywhere in it (``alarm``).
4. **A phrase** that tells an intent whatever stands around it (``intent_phrases``),
   **a question about the question**, by how it begins or ends ("what do you mean by ..."), or
   **an answer.** Every word of it belongs to an answer: who says what (``answer_grammar``).
5. **A request in talk.** It has a sample that is a clause of its own, with talk before or
   behind it: "the phone rang so start over" (``asides``). If not, and it asks for what the
   skill does not do (``other_requests``), nothing more is tried.
6. **Likeness.** It is much like a sample of another intent than the alarm's: most of what it says is in the sample,
   most of what the sample says is in it (``similarity``), and its words are
   likely for the intent (``likelihood``). A negation must be in both or neither.
7. **An unlisted value.** It is a sample but for the words at its end, which stand
   where a slot does: "a tip about money".
8. **An answer in a story.** It begins or ends with one.
9. **A part.** It begins or ends with a sample, and the rest does not matter.
10. **Mishearing.** With a word guessed in place of letters much like it, it is a sample;
    or with one in place of words that sound like it, it is much like one.

If none does, it is ``AMAZON.FallbackIntent``. The numbers and lists by which steps
3 to 9 decide are data, with reasons: ``acceptance.toml``.

What it is not: Alexa. Alexa's model is statistical and trained on far more than
the samples, so she takes more paraphrases, now and then a wrong one, and she
hears sounds where this sees letters. She also fills a slot with words that no
value lists more readily than this does. What is understood here and is no
sample may be missed on a device; what is a sample is understood on both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from skill.simulator import asides
from skill.simulator.acceptance import acceptance
from skill.simulator.alarm import AlarmListener
from skill.simulator.answers.grammar import read_answer
from skill.simulator.clauses import without_padding, without_politeness, wordings
from skill.simulator.elsewhere import is_elsewhere, is_errand
from skill.simulator.intent_phrases import intent_phrases
from skill.simulator.lexicon import lexicon
from skill.simulator.likelihood import IntentLikelihood
from skill.simulator.mishearing import MishearingGuesser, sounding_alike
from skill.simulator.normalise import english, normalise, trimmed, without_noise
from skill.simulator.other_requests import other_requests
from skill.simulator.resolution import FALLBACK_INTENT, Resolution, ResolvedSlot
from skill.simulator.sample_tree import SampleTree
from skill.simulator.samples import SlotElement, compile_samples
from skill.simulator.similarity import SampleComparer, SlotValueComparer
from skill.simulator.slot_spans import SlotFinder, SlotSpan, is_custom
from skill.simulator.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skill.interaction_model.model import InteractionModel
    from skill.simulator.normalise import Words
    from skill.simulator.sample_tree import Filled, Match
    from skill.simulator.samples import Sample
    from skill.simulator.similarity import Comparison

LONGEST_LIKENESS: Final = 40
"""Words; no sample is nearly as long, so a longer utterance is like none."""

# How sure each step is.
_WORD_FOR_WORD: Final = 1.0
_PLAINER: Final = 0.98
_INTERCHANGEABLE: Final = 0.95
_ALARM: Final = 0.9
_PHRASE: Final = 0.85
_ANSWER: Final = 0.9
_ANSWER_IN_STORY: Final = 0.65
_REQUEST: Final = 0.85
_LIKENESS: Final = 0.95
_MISHEARING: Final = 0.75
_UNLISTED: Final = 0.7
_PART: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Understood:
    """A sample that an utterance was taken for."""

    sample: Sample
    filled: Filled
    words: Words
    confidence: float


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
        self._lexicon = lexicon()
        self._slots = SlotFinder(model)
        samples = compile_samples(model, self._lexicon)
        self._tree = SampleTree(samples, self._lexicon)
        self._vocabulary = Vocabulary(samples, self._slots, self._lexicon)
        self._samples = SampleComparer(samples, self._vocabulary)
        self._slot_values = SlotValueComparer(self._slots, self._vocabulary)
        self._likelihood = IntentLikelihood(samples, self._slots, self._vocabulary)
        alarm = self._rules.alarm
        types = {
            slot.type
            for intent in model.intents
            if intent.name == alarm.intent
            for slot in intent.slots
            if slot.name == alarm.slot
        }
        self._dangers = {
            value.id for kind in model.types if kind.name in types for value in kind.values
        }
        self._alarm = AlarmListener(self._likelihood)
        self._mishearing = MishearingGuesser(self._vocabulary)
        self._one_slot = {
            intent.name: intent.slots[0] for intent in model.intents if len(intent.slots) == 1
        }
        self._slot_order = {
            intent.name: tuple(slot.name for slot in intent.slots) for intent in model.intents
        }

    def resolve(self, utterance: str) -> Resolution:
        """Understand one utterance, whatever text it is."""
        words = normalise(utterance)
        if not words.tokens:
            return Resolution(FALLBACK_INTENT)
        understood = self._as_sample(words)
        if understood and understood.confidence > _INTERCHANGEABLE:
            return self._resolution(understood)
        quiet = without_noise(words) or words
        *_, plain = trimmed(quiet)
        danger = self._as_danger(plain)
        if danger:
            return danger
        if understood:
            return self._resolution(understood)
        told = intent_phrases().intent(plain)
        plain = self._joined(plain)
        spans = self._slots.find(plain.tokens)
        understood = self._as_alarm(plain, spans)
        if understood:
            return self._resolution(understood)
        if told in self._slot_order:
            return Resolution(told, confidence=_PHRASE)
        if self._rules.asked_back.is_in(plain.tokens):
            question = self._rules.asked_back.intent
            if question in self._slot_order:
                return Resolution(question, confidence=_ANSWER)
        answer = self._as_answer(quiet)
        if answer and answer.confidence == _ANSWER:
            return answer
        asked = self._as_asked(plain, spans)
        if asked:
            return asked
        understood, nearest = self._as_likeness(plain, spans)
        understood = understood or self._as_framed(plain) or self._as_unlisted(plain)
        part = None if understood else self._as_part(without_padding(plain))
        if answer and not understood and not self._is_request(part):
            return answer
        understood = understood or part or self._as_misheard(plain)
        if understood:
            return self._resolution(understood)
        return Resolution(FALLBACK_INTENT, confidence=1.0 - nearest)

    def sampled_intent(self, utterance: str) -> str | None:
        """Give the intent that the utterance is a sample of word for word, whatever fills its slots.

        What Alexa knows by herself about her built-in intents counts as samples.
        """
        match = self._whole(self._joined(normalise(utterance)))
        return match.sample.intent if match and match.is_exact else None

    # --- steps 1 and 2 ---

    def _as_sample(self, words: Words) -> _Understood | None:
        """Take the utterance for a sample that it is, or that it all but is."""
        nearly: _Understood | None = None
        for place, wording in enumerate(wordings(words)):
            joined = self._joined(wording)
            match = self._whole(joined)
            if match and match.is_exact:
                confidence = _PLAINER if place else _WORD_FOR_WORD
                return _Understood(match.sample, match.filled, joined, confidence)
            if match and not nearly:
                nearly = _Understood(match.sample, match.filled, joined, _INTERCHANGEABLE)
        return nearly or self._as_sounding(words)

    def _as_sounding(self, words: Words) -> _Understood | None:
        """Take the utterance for a sample that sounds like it."""
        for guess in sounding_alike(words, english().sounds_like):
            for wording in wordings(guess):
                joined = self._joined(wording)
                match = self._whole(joined)
                if match and match.is_exact:
                    return _Understood(match.sample, match.filled, joined, _MISHEARING)
        return None

    def _whole(self, words: Words) -> Match | None:
        return self._tree.whole(words.tokens, self._slots.find(words.tokens))

    def _joined(self, words: Words) -> Words:
        """Put one word for several that it stands for: "this" for "this skill"."""
        while phrase := self._lexicon.phrase_in(words.tokens):
            words = words.replace(*phrase)
        return words

    # --- step 3 ---

    def _as_danger(self, words: Words) -> Resolution | None:
        """Take the utterance for a call for help if it says what is a danger to whom."""
        rule = self._rules.alarm
        if rule.intent not in self._slot_order:
            return None
        danger = self._alarm.danger(words)
        if danger is None:
            return None
        slot = ResolvedSlot(rule.slot, danger.named, danger.kind, match=True)
        slots = (slot,) if danger.named and danger.kind in self._dangers else ()
        return Resolution(rule.intent, slots, confidence=_ALARM)

    def _as_alarm(self, words: Words, spans: Mapping[str, list[SlotSpan]]) -> _Understood | None:
        """Take the utterance for the longest call for help that stands in it."""
        calls = [
            match
            for start in range(len(words))
            for match in self._tree.openings(words.tokens, spans, start)
            if self._alarm.is_call(match, words)
        ]
        call = max(calls, key=lambda match: match.stop - match.start, default=None)
        return _Understood(call.sample, call.filled, words, _ALARM) if call else None

    # --- steps 4 and 8 ---

    def _as_answer(self, words: Words) -> Resolution | None:
        """Read the utterance as an answer, if the model has an intent for what it says."""
        if len(words) > LONGEST_LIKENESS:
            return None
        reading = read_answer(words)
        intent = self._rules.answers.get(reading.says) if reading else None
        if reading is None or intent not in self._slot_order:
            return None
        said = {
            name: ResolvedSlot(name, words.said(said.start, said.stop), said.answer, match=True)
            for name, said in reading.slots.items()
        }
        slots = tuple(said[name] for name in self._slot_order[intent] if name in said)
        return Resolution(intent, slots, _ANSWER if reading.is_whole else _ANSWER_IN_STORY)

    def _is_request(self, part: _Understood | None) -> bool:
        """Tell whether a part asks for something, rather than answer."""
        return part is not None and part.sample.intent not in self._rules.answers.values()

    # --- step 5 ---

    def _as_asked(self, words: Words, spans: Mapping[str, list[SlotSpan]]) -> Resolution | None:
        """Find what the utterance asks for in plain words: of the skill, or of somebody else."""
        request = self._as_request(words, spans)
        if request:
            return self._resolution(request)
        is_other = other_requests().is_meant(without_politeness(words).tokens)
        return Resolution(FALLBACK_INTENT) if is_other else None

    def _as_request(self, words: Words, spans: Mapping[str, list[SlotSpan]]) -> _Understood | None:
        """Take the utterance for the request that stands in it, with talk before or behind."""
        if len(words) > LONGEST_LIKENESS or asides.says_both(words.tokens):
            return None
        requests = [
            match
            for start in range(len(words))
            if (before := asides.beginning(words.tokens, start))
            for match in self._tree.openings(words.tokens, spans, start)
            if (after := asides.end(words.tokens, match.stop))
            and self._asks(match, words.tokens, before, after)
        ]
        twice = self._as_twice(words)
        if twice:
            return twice
        request = max(
            requests,
            key=lambda match: (
                asides.asks(match.sample.core),
                match.stop,
                -match.start,
                match.sample.text is not None,
            ),
            default=None,
        )
        if request is None or self._talk_is_the_point(words, request):
            return None
        part = words.tokens[request.start : request.stop]
        if request.sample.intent in self._rules.request.undoing and asides.points_back(part):
            whole, _ = self._as_likeness(words, spans)
            if whole:
                return whole
        return _Understood(request.sample, request.filled, words, _REQUEST)

    def _as_twice(self, words: Words) -> _Understood | None:
        """Take the utterance for a request that it makes in two ways: "forget it never mind"."""
        for cut in range(1, len(words)):
            ways = [words.part(0, cut), words.part(cut, len(words))]
            first, second = (self._whole(way) for way in ways)
            intents = {match.sample.intent if match else None for match in (first, second)}
            if second and len(intents) == 1 and intents <= self._rules.request.intents:
                return _Understood(second.sample, second.filled, ways[1], _REQUEST)
        return None

    def _asks(
        self, match: Match, tokens: tuple[str, ...], before: asides.Cut, after: asides.Cut
    ) -> bool:
        """Tell whether a part that is a sample may be what the whole utterance asks for."""
        rule = self._rules.request
        if match.sample.intent not in rule.intents or not match.is_exact:
            return False
        if match.sample.intent in rule.commands_only and not asides.asks(match.sample.core):
            return False
        if not before.is_plain and not asides.stands_alone(match.sample.core):
            return False
        are_plain = before.is_plain and after.is_plain
        if before.talk and after.talk and not are_plain:
            return False
        part = tokens[match.start : match.stop]
        if len(part) < rule.least_words:
            return part[0] in rule.commands and (are_plain or asides.begins_clause(after.talk))
        told = [word for word in match.sample.core if isinstance(word, str)]
        return sum(map(self._vocabulary.weight, told)) >= rule.least_weight and any(
            word not in self._lexicon.light_weights for word in told
        )

    def _talk_is_the_point(self, words: Words, request: Match) -> bool:
        """Tell whether the talk beside a request weighs more: "i want to die, stop"."""
        for talk in (words.part(0, request.start), words.part(request.stop, len(words))):
            if not talk.tokens:
                continue
            spans = self._slots.find(talk.tokens)
            understood = self._as_sample(talk) or self._as_likeness(talk, spans)[0]
            intent = understood.sample.intent if understood else None
            if intent != request.sample.intent and intent in self._rules.request.points:
                return True
        return False

    # --- step 6 ---

    def _as_likeness(
        self, words: Words, exact: Mapping[str, list[SlotSpan]]
    ) -> tuple[_Understood | None, float]:
        """Take the utterance for the sample it is most like; also tell how like that is."""
        if len(words) > LONGEST_LIKENESS:
            return None, 0.0
        rule = self._rules.likeness
        tokens = words.tokens
        likelihood = self._likelihood.rank(tokens)
        unknown = self._unknown_share(tokens)
        spans = self._slot_values.extend(tokens, exact, rule.slot_value)
        comparisons = self._samples.compare(tokens, spans)
        ranked: dict[str, list[tuple[float, Comparison]]] = {}
        for comparison in comparisons:
            if self._is_ruled_out(comparison, tokens):
                continue
            intent = comparison.sample.intent
            likely = rule.likelihood_weight * math.sqrt(likelihood.get(intent, 0.0))
            score = (comparison.likeness + likely) / (1 + rule.likelihood_weight)
            score -= rule.unknown_penalty * unknown
            ranked.setdefault(intent, []).append((min(1.0, max(0.0, score)), comparison))
        scores = {
            intent: max(score for score, _ in of_intent) for intent, of_intent in ranked.items()
        }
        accepted = self._accepted(scores, tokens, likelihood)
        if accepted is None:
            return None, max(scores.values(), default=0.0)
        # As among samples that the words are: the one with the most of them in slots says most.
        score, comparison = max(
            (near for near in ranked[accepted] if near[0] >= scores[accepted] - rule.as_good),
            key=lambda near: (near[1].words_in_slots, near[0]),
        )
        return _Understood(comparison.sample, comparison.filled, words, score * _LIKENESS), score

    def _as_framed(self, words: Words) -> _Understood | None:
        """Take the utterance for what it is like without its polite opening."""
        request = without_politeness(words)
        if request.tokens == words.tokens:
            return None
        understood, _ = self._as_likeness(request, self._slots.find(request.tokens))
        return understood

    def _accepted(
        self, scores: Mapping[str, float], tokens: tuple[str, ...], likelihood: Mapping[str, float]
    ) -> str | None:
        """Give the intent that the utterance is like enough, if there is one."""
        rule = self._rules.likeness
        is_known = all(map(self._vocabulary.knows, tokens))
        nearest = max(scores, key=scores.__getitem__, default=None)
        if nearest is None:
            return None
        if scores[nearest] >= rule.threshold:
            return nearest
        clearest = self._clear_favourite(tokens, likelihood) if is_known else None
        return clearest if scores.get(clearest or "", 0.0) >= rule.clear_threshold else None

    def _unknown_share(self, tokens: tuple[str, ...]) -> float:
        """Tell how much of an utterance, by weight, are words that the model has never heard."""
        weights = {token: self._vocabulary.weight(token) for token in tokens}
        unknown = sum(
            weight for token, weight in weights.items() if not self._vocabulary.knows(token)
        )
        return unknown / sum(weights.values())

    def _clear_favourite(
        self, tokens: tuple[str, ...], likelihood: Mapping[str, float]
    ) -> str | None:
        """Give the intent that is far likelier than any other, if there is one."""
        rule = self._rules.likeness
        likely = [intent for intent, value in likelihood.items() if value > rule.clear_lead]
        if len(tokens) < rule.clear_words or len(likely) != 1:
            return None
        return likely[0]

    def _is_ruled_out(self, comparison: Comparison, tokens: tuple[str, ...]) -> bool:
        """Tell whether a likeness must not count, however close it is."""
        sample = comparison.sample
        if sample.intent == self._rules.alarm.intent or comparison.turns:
            return True
        if comparison.missing and sample.intent in self._rules.every_word:
            return True
        if is_elsewhere(comparison, tokens, self._rules.elsewhere):
            return True
        rule = self._rules.likeness
        if len(sample.core) == 1 and comparison.said < rule.one_word:
            return True
        is_slots = all(isinstance(element, SlotElement) for element in sample.core)
        return is_slots and comparison.said < rule.slots_only

    # --- step 7 ---

    def _as_unlisted(self, words: Words) -> _Understood | None:
        """Take the utterance for a sample whose last slot has words that no value lists."""
        rule = self._rules.unlisted
        spans = self._slots.find(words.tokens)
        first = max(rule.least_words, len(words) - rule.most_value_words)
        for start in range(first, len(words)):
            value = SlotSpan(start, len(words), None)
            match = self._tree.whole(words.tokens, {**spans, **self._slots.filled_by(value)})
            if match is None or match.sample.intent in self._rules.every_word:
                continue
            intent = match.sample.intent
            share = max(self._likelihood.share(token, intent) for token in words.tokens[:start])
            if share >= rule.least_share and intent != self._rules.alarm.intent:
                return _Understood(match.sample, match.filled, words, _UNLISTED)
        return None

    # --- step 9 ---

    def _as_part(self, words: Words) -> _Understood | None:
        """Take the utterance for a sample that it ends with, or else begins with."""
        spans = self._slots.find(words.tokens)
        parts = [
            match
            for start in range(len(words))
            for match in self._tree.openings(words.tokens, spans, start)
            if self._says_it_all(match, words.tokens)
        ]
        part = max(
            parts,
            key=lambda match: (match.stop == len(words), self._weight_of(match, words.tokens)),
            default=None,
        )
        return _Understood(part.sample, part.filled, words, _PART) if part else None

    def _weight_of(self, match: Match, tokens: tuple[str, ...]) -> float:
        return sum(map(self._vocabulary.weight, tokens[match.start : match.stop]))

    def _says_it_all(self, match: Match, tokens: tuple[str, ...]) -> bool:
        """Tell whether a part may stand for the whole.

        What comes before hardly changes what the end means; what comes after
        may, so there must be no word in it that the model has never heard.
        """
        rule = self._rules.part
        size = match.stop - match.start
        before, after = tokens[: match.start], tokens[match.stop :]
        if (before and after) or size < rule.least_words:
            return False
        if after and after[0] in rule.continuations:
            return False
        if match.sample.intent in self._rules.every_word | {self._rules.alarm.intent}:
            return False
        if size == rule.least_words and self._weight_of(match, tokens) < rule.telling:
            return False
        turns = not self._lexicon.negations.isdisjoint(before + after)
        if turns and match.sample.intent in rule.answers:
            return False
        words = (element for element in match.sample.core if not isinstance(element, SlotElement))
        return (
            all(map(self._vocabulary.knows, after))
            and sum(map(self._vocabulary.weight, words)) >= rule.least_weight
        )

    # --- step 10 ---

    def _as_misheard(self, words: Words) -> _Understood | None:
        """Take the utterance for a sample that it would be with one word misheard."""
        if len(words) > LONGEST_LIKENESS:
            return None
        for guess in self._mishearing.guesses(words):
            match = self._whole(guess)
            if match:
                return _Understood(match.sample, match.filled, guess, _MISHEARING)
        if is_errand(words.tokens, self._rules.elsewhere):
            return None
        for guess in self._mishearing.guesses_by_sound(words, self._rules.elsewhere.things):
            plain = self._joined(guess)
            understood, score = self._as_likeness(plain, self._slots.find(plain.tokens))
            if understood and score >= self._rules.likeness.misheard_threshold:
                return replace(understood, confidence=understood.confidence * _MISHEARING)
        return None

    def _resolution(self, understood: _Understood) -> Resolution:
        """Write down what was understood, the slots in the order the intent declares them."""
        words, intent = understood.words, understood.sample.intent
        filled = understood.filled or self._carried(words, intent)
        slots = {slot.name: _resolved(slot, span, words) for slot, span in filled}
        ordered = tuple(slots[name] for name in self._slot_order[intent] if name in slots)
        return Resolution(intent, ordered, understood.confidence, understood.sample.text)

    def _carried(self, words: Words, intent: str) -> Filled:
        """Fill the one slot of an intent, which the sample lacks, with words that are a value of it."""
        slot = self._one_slot.get(intent)
        if slot is None or intent not in self._rules.carried.intents:
            return ()
        spans = self._slots.find(words.tokens).get(slot.type, ())
        span = max(spans, key=lambda span: span.stop - span.start, default=None)
        if span is None or span.stop - span.start < self._rules.carried.least_words:
            return ()
        return ((SlotElement(slot.name, slot.type), span),)


def _resolved(slot: SlotElement, span: SlotSpan, words: Words) -> ResolvedSlot:
    """Resolve one slot: a listed value has an id, a built-in type Alexa's own value."""
    said = words.said(span.start, span.stop)
    if span.parts:
        parts = tuple(_resolved(slot, part, words) for part in span.parts)
        return ResolvedSlot(slot.name, said, parts=parts)
    if is_custom(slot.type):
        return ResolvedSlot(slot.name, said, span.value, match=span.value is not None)
    return ResolvedSlot(slot.name, span.value or said)
