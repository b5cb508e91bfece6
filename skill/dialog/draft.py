"""A turn while it is being put together.

The modules of the dialog write into a draft: they say lines, ask a question or
end, and note changes. The draft keeps what must hold for every turn: a wording
never comes twice running, an open session has a reprompt of its own, and what
was said can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from skill.content.models import ScreenKind, Variant
from skill.dialog.changes import Change, VariantUsed, changed
from skill.dialog.household import Household
from skill.dialog.pending import NIGHTLY, UNSAFE, PendingQuestion
from skill.dialog.revision import revised
from skill.dialog.scene import Scene
from skill.dialog.selection import choose_variant
from skill.dialog.state import DialogState, Said, Spoken, StateFields, Subject
from skill.dialog.turn import AskPermission, Effect, Turn
from skill.speech.spoken import SILENCE, Pause, Speech, Words, capitalised, question_in

VARIED = 3
"""From so many wordings on, the one used is remembered across sessions."""


class TurnDraft:
    """One turn in the making; :meth:`finished` makes the value of it."""

    def __init__(self, state: DialogState, household: Household, scene: Scene) -> None:
        self.before = state
        """The state that the turn began with."""
        self._state = state
        # Told to the state in one go, when somebody looks at it.
        self._fields: StateFields = {"pending": PendingQuestion.NONE, "asked": None}
        self.household = household
        self.scene = scene
        self._speech: list[Words | Pause] = []
        self._changes: list[Change] = []
        # Line id -> variant; told to the state and the household when all have been used.
        self._used: dict[str, int] = {}
        self._wordings: list[VariantUsed] = []
        self._said: list[Spoken | str] = []
        self._keeps_subject = False
        self._effect: Effect | None = None
        self._if_effect_fails: Speech = ()
        self._private = False
        self._card = False
        self._shows: ScreenKind | None = None

    @property
    def state(self) -> DialogState:
        """The state that the turn leaves, as far as it has got."""
        if self._fields:
            self._state, self._fields = revised(self._state, **self._fields), {}
        return self._state

    @property
    def pending(self) -> PendingQuestion:
        """The question that was pending when the turn began."""
        return self.before.pending

    # ---------------------------------------------------------------- saying

    def say(
        self,
        line: str,
        *,
        fits: Callable[[Variant], bool] | None = None,
        slow: bool = False,
        **values: str,
    ) -> str:
        """Say a line in one of its wordings and return the words."""
        return self._utter(self._choose(line, fits, values), slow=slow)

    def say_again(self, said: Spoken | str, *, slow: bool = False) -> None:
        """Say a line in the very wording it had before, or a text."""
        self._utter(said, slow=slow, main=isinstance(said, str))

    def say_text(self, text: str, *, slow: bool = False) -> str:
        """Say a text of the content as it stands and return it."""
        return self._utter(text, slow=slow, main=True)

    def pause(self, milliseconds: int) -> None:
        """Be silent for a moment."""
        self._speech.append(Pause(milliseconds))

    def wording(self, line: str, **values: str) -> str:
        """Return a line in one of its wordings, without saying it yet."""
        return self._text_of(self._choose(line, None, values))

    # ---------------------------------------------------------------- asking

    def ask(
        self,
        line: str,
        *,
        pending: PendingQuestion | None = None,
        fits: Callable[[Variant], bool] | None = None,
        **values: str,
    ) -> None:
        """Say a line that ends in a question, and leave that question pending.

        Args:
            line: the id of the line.
            pending: what it asks, where the line itself does not tell.
            fits: leaves out wordings that do not fit now.
            values: what fills the line's placeholders.
        """
        spoken = self._choose(line, fits, values)
        variant = self.scene.content.lines[line].variants[spoken.variant]
        self._utter(spoken)
        self.remember(
            pending=pending or variant.asks or PendingQuestion.OPEN_CHOICE,
            asked=spoken,
        )

    def ask_in_other_words(self) -> None:
        """Ask the question that is pending in words that are otherwise heard after a silence."""
        self.ask(self._reprompt_line(self.pending), pending=self.pending)

    def ask_again(self) -> None:
        """Ask the question that was pending once more, in the words it had."""
        asked = self.before.asked
        if asked is None or asked.line not in self.scene.content.lines:
            self.ask("missed.second")
            return
        text = self._text_of(asked)
        if self.pending is not PendingQuestion.NIGHTLY_CONSENT:
            # Consent is given to the whole sentence, so that one is heard whole every time.
            text = capitalised(question_in(text))
        self._utter(text)
        self.remember(pending=self.pending, asked=asked)
        if self.pending is PendingQuestion.MORE:
            self.keep_subject()

    def keep_asking(self) -> None:
        """Leave pending what was pending, because this turn speaks only when its effect is done."""
        self.remember(pending=self.pending, asked=self.before.asked)

    def await_answer(self, pending: PendingQuestion) -> None:
        """Leave a question pending that was said as a text rather than as a line."""
        self.remember(pending=pending, asked=None)

    # ------------------------------------------------------------ remembering

    def note(self, *changes: Change) -> None:
        """Change the household's record, here at once and in the store with the turn."""
        self.household = changed(self.household, changes)
        self._changes.extend(changes)

    def remember(self, **fields: Unpack[StateFields]) -> None:
        """Set fields of the session's state."""
        self._fields |= fields

    def start_over(self) -> None:
        """Forget all that the session remembers."""
        self._state, self._fields = DialogState(), {}

    def about(self, subject: Subject, id_: str = "", part: int = 0) -> None:
        """Remember what the answer was about, for "repeat" and "another"."""
        self.remember(said=Said(subject, id_, part))

    def keep_subject(self) -> None:
        """Let "repeat" and "more" still mean what was said before this turn."""
        self._keeps_subject = True

    def carry_out(self, effect: Effect, *, or_say: str | None = None) -> None:
        """Have something done with the turn, and say another line should that fail."""
        self._effect = effect
        if or_say is not None:
            self._if_effect_fails = (Words(self.wording(or_say)),)

    def hand_over(self, question: AskPermission) -> None:
        """Let Alexa ask in her own words; nothing is added to that turn."""
        self._effect = question

    def send_card(self) -> None:
        """Send the card that asks for the permission in the Alexa app."""
        self._card = True

    def show(self, kind: ScreenKind) -> None:
        """Have a screen of a kind go with the turn, unless it asks something that has its own."""
        self._shows = kind

    def keep_private(self) -> None:
        """Keep nothing of this turn: no wording, no state but the question asked."""
        self._private = True

    # --------------------------------------------------------------- finishing

    def finished(self) -> Turn:
        """Return the turn."""
        pending = self.state.pending
        if self.state.said is self.before.said and self._said and not self._keeps_subject:
            self.remember(said=Said(Subject.LINES, lines=tuple(self._said)))
        reprompt: Speech | None = None
        if pending in UNSAFE:
            reprompt = SILENCE
        elif pending is not PendingQuestion.NONE:
            reprompt = (Words(self._reprompt(pending)),)
        self.remember(wordings=self.before.wordings.with_used(self._used))
        state = self.state
        if self._private:
            state = DialogState(pending=state.pending, asked=state.asked)
        return Turn(
            speech=tuple(self._speech),
            reprompt=reprompt,
            state=state,
            household=changed(self.household, self._wordings),
            changes=(*self._changes, *self._wordings),
            effect=self._effect,
            if_effect_fails=self._if_effect_fails,
            soft=self.scene.is_late,
            card=self._card,
            private=self._private,
            shows=self._screen(pending),
            said=tuple(self._said),
        )

    def _screen(self, pending: PendingQuestion) -> ScreenKind:
        if self._private:
            # Nothing is shown on the unsafe path that was not asked for by name.
            return self._shows or ScreenKind.NOTHING
        if pending is PendingQuestion.CHECK_IN_ANSWER:
            return ScreenKind.CHECK_IN
        return self._shows or (ScreenKind.NIGHTLY if pending in NIGHTLY else ScreenKind.MESSAGE)

    def _reprompt(self, pending: PendingQuestion) -> str:
        line = self._reprompt_line(pending)
        # A reprompt may have been the question itself, as where one asks again in other words.
        variants = self.scene.content.lines[line].variants
        asked = [
            variants[said.variant % len(variants)]
            for said in self._said
            if isinstance(said, Spoken) and said.line == line
        ]
        return self._text_of(self._choose(line, lambda variant: variant not in asked, {}))

    def _reprompt_line(self, pending: PendingQuestion) -> str:
        line = f"reprompt.{pending.value}"
        by_day = f"{line}.day"
        is_told_by_day = not self.scene.is_evening and by_day in self.scene.content.lines
        return by_day if is_told_by_day else line

    def _utter(self, said: Spoken | str, *, slow: bool = False, main: bool = False) -> str:
        text = said if isinstance(said, str) else self._text_of(said)
        self._said.append(said)
        self._speech.append(Words(text, slow=slow, main=main))
        return text

    def _choose(
        self, line: str, fits: Callable[[Variant], bool] | None, values: dict[str, str]
    ) -> Spoken:
        content = self.scene.content.lines[line]
        index = choose_variant(content, self._last_variant(line), self.scene.rng, fits)
        if len(content.variants) > 1 and not self._private:
            self._used[line] = index
            if len(content.variants) >= VARIED:
                self._wordings.append(VariantUsed(line, index))
        return Spoken(line, index, values)

    def _last_variant(self, line: str) -> int | None:
        """Return which variant of a line was used last, in this session or before it."""
        if line in self._used:
            return self._used[line]
        last = self.before.wordings.last(line)
        return self.household.last_variant(line) if last is None else last

    def _text_of(self, spoken: Spoken) -> str:
        variants = self.scene.content.lines[spoken.line].variants
        text = variants[spoken.variant % len(variants)].text
        if "{" not in text:
            return text
        values = {**self.scene.region.words, **spoken.values}
        return text.format_map(
            values | {capitalised(name): capitalised(value) for name, value in values.items()}
        )
