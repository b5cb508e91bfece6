"""An interaction model made ready, once, for utterances to be matched with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill.simulator.understanding.samples.likelihood import IntentLikelihood
from skill.simulator.understanding.samples.sample_tree import SampleTree
from skill.simulator.understanding.samples.samples import compile_samples
from skill.simulator.understanding.samples.slot_spans import SlotFinder
from skill.simulator.understanding.samples.vocabulary import Vocabulary
from skill.simulator.understanding.words.lexicon import lexicon

if TYPE_CHECKING:
    from skill.interaction_model.model import InteractionModel
    from skill.simulator.understanding.samples.sample_tree import Match
    from skill.simulator.understanding.samples.slot_spans import Spans
    from skill.simulator.understanding.words.normalise import Words


class CompiledModel:
    """The samples, slots and words of one model.

    Args:
        model: the interaction model.

    Raises:
        InteractionModelError: a sample names an undeclared slot, or a slot has a type that the
            model does not list and the simulator does not know.
    """

    def __init__(self, model: InteractionModel) -> None:
        self.lexicon = lexicon()
        self.slots = SlotFinder(model)
        self.samples = compile_samples(model, self.lexicon)
        self.tree = SampleTree(self.samples, self.lexicon)
        self.vocabulary = Vocabulary(self.samples, self.slots, self.lexicon)
        self.likelihood = IntentLikelihood(self.samples, self.slots, self.vocabulary)

    def spans(self, words: Words) -> Spans:
        """Give the places where slots of any type may be filled, by type."""
        return self.slots.find(words.tokens)

    def whole(self, words: Words) -> Match | None:
        """Give the sample that all the words are, word for word or nearly."""
        return self.tree.whole(words.tokens, self.spans(words))

    def joined(self, words: Words) -> Words:
        """Put one word for several that it stands for: "this" for "this skill"."""
        while phrase := self.lexicon.phrase_in(words.tokens):
            words = words.replace(*phrase)
        return words
