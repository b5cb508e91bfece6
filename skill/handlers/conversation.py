"""One turn from request to response: recall, respond, keep, render."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from random import Random

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.content.models import Catalog
from skill.dialog.changes import Change, PromptHeard, Told, ZoneTold, changed
from skill.dialog.draft import TurnDraft
from skill.dialog.events import (
    Event,
    NightlyStatusWanted,
    NightlyWanted,
    PermissionAnswered,
    ReminderTrouble,
    Unsafe,
)
from skill.dialog.household import Household
from skill.dialog.pending import NIGHTLY, UNSAFE, ZONE, PendingQuestion
from skill.dialog.policy import agreeing, conclude, refreshed, refreshing, respond
from skill.dialog.revision import revised
from skill.dialog.scene import Scene
from skill.dialog.state import DialogState
from skill.dialog.turn import CancelReminders, ForgetHousehold, LookUpReminders, SetReminders, Turn
from skill.errors import RequestRefusedError, StoreUnavailableError
from skill.handlers.locale import locale_of
from skill.handlers.memory import HouseholdMemory, Recollection, worth_carrying
from skill.handlers.reconciled import reconciled_after, reconciled_before
from skill.handlers.reminder_effects import ReminderEffects
from skill.handlers.render import render
from skill.handlers.time_zone import local, zone_of_device

_log = logging.getLogger(__name__)

_REMINDER_EFFECTS = (SetReminders, CancelReminders, LookUpReminders)
_WAITED_FOR = (*_REMINDER_EFFECTS, ForgetHousehold)
_OF_TIME = (NightlyWanted, PermissionAnswered)
_SPOKEN_OF = NIGHTLY - ZONE


@dataclass(frozen=True)
class Conversation:
    """Everything the handlers share; the composition root makes one."""

    content: Callable[[str], Catalog]
    """What the skill says in a locale."""
    memory: HouseholdMemory
    reminders: ReminderEffects
    clock: Callable[[], datetime]
    rng: Random

    def answer(self, handler_input: HandlerInput, event: Event) -> Response:
        """Answer an event of a conversation."""
        user_id = user_of(handler_input)
        state, recollection = self._recalled(handler_input)
        household = changed(recollection.household, state.unsaved)
        is_unsafe = isinstance(event, Unsafe) or state.pending in UNSAFE
        scene = self._scene(handler_input, household)
        told: tuple[ZoneTold, ...] = ()
        # Who is not safe waits for nothing, and no zone is kept of their turn.
        if not is_unsafe and self._asks_zone(handler_input, state, household, event, scene):
            seconds = self.memory.seconds_for_alexa(recollection)
            scene, told = self._told(handler_input, scene, seconds)
            household = changed(household, told)
        if (bedtime := _bedtime(household, scene)) is not None:
            scene = revised(scene, bedtime=bedtime)
        turn = respond(state, household, event, scene)
        fresh: tuple[Change, ...] = ()
        agreed: tuple[Change, ...] = ()
        if turn.effect is not None and isinstance(turn.effect, _WAITED_FOR):
            recollection = replace(recollection, is_long=True)
            seconds = self.memory.seconds_for_alexa(recollection)
            if isinstance(turn.effect, ForgetHousehold):
                turn = self._forgotten(handler_input, turn, household, scene, seconds)
                return render(handler_input, turn, scene.content)
            turn = self._concluded(handler_input, turn, scene, seconds)
        elif not is_unsafe and recollection.reachable and begins_session(handler_input):
            seconds = self.memory.seconds_for_alexa(recollection)
            fresh = self._freshened(handler_input, household, scene, seconds) if seconds else ()
        if fresh:
            # Tonight's prompt is the one that tonight's reminder says now.
            turn = respond(state, changed(household, fresh), event, scene)
        if recollection.reachable and _gives_another(turn):
            seconds = self.memory.seconds_for_alexa(recollection)
            agreed = self._agreed(handler_input, turn.household, scene, seconds)
            turn = revised(turn, household=changed(turn.household, agreed))
        changes = (*state.unsaved, *told, *fresh, *turn.changes, *agreed)
        kept = self.memory.keep(
            user_id,
            recollection,
            changes,
            of_this_turn=(*told, *turn.changes),
            after=turn.household,
        )
        unsaved: tuple[Change, ...] = ()
        if not kept.saved:
            turn = self._with_notice(turn, household, scene)
            unsaved = worth_carrying(kept.changes)
        left = reconciled_after(turn.state, state, kept)
        if left.unsaved != unsaved:
            left = revised(left, unsaved=unsaved)
        if left is not turn.state:
            turn = revised(turn, state=left)
        return render(handler_input, turn, scene.content)

    def _recalled(self, handler_input: HandlerInput) -> tuple[DialogState, Recollection]:
        """Return a session's state and the household's record, as far as they belong together."""
        state = state_of(handler_input)
        recollection = self.memory.recall(user_of(handler_input))
        return reconciled_before(state, recollection), recollection

    def _concluded(
        self,
        handler_input: HandlerInput,
        turn: Turn,
        scene: Scene,
        seconds: float,
    ) -> Turn:
        """Carry out a turn's reminder effect, and return the turn that speaks of what came of it."""
        effect = turn.effect
        if not isinstance(effect, _REMINDER_EFFECTS):
            return turn
        household = turn.household
        outcome = self.reminders.carry_out(handler_input, household, effect, seconds=seconds)
        conclusion = conclude(turn.state, household, effect, outcome, scene)
        return revised(conclusion, changes=(*turn.changes, *conclusion.changes))

    def _freshened(
        self, handler_input: HandlerInput, household: Household, scene: Scene, seconds: float
    ) -> tuple[Change, ...]:
        """Put unheard prompts into the reminders where they are due, and return what changed."""
        due = refreshing(DialogState(), household, scene)
        if due is None:
            return ()
        effect, chosen = due
        outcome = self.reminders.carry_out(handler_input, household, effect, seconds=seconds)
        noted = refreshed(DialogState(), changed(household, chosen), effect, outcome, scene)
        return (*chosen, *noted)

    def _agreed(
        self, handler_input: HandlerInput, household: Household, scene: Scene, seconds: float
    ) -> tuple[Change, ...]:
        """Have tonight's reminder say the prompt that the skill has just given in its place."""
        effect = agreeing(DialogState(), household, scene)
        if effect is None:
            return ()
        outcome = self.reminders.carry_out(handler_input, household, effect, seconds=seconds)
        return refreshed(DialogState(), household, effect, outcome, scene)

    def _forgotten(
        self,
        handler_input: HandlerInput,
        turn: Turn,
        household: Household,
        scene: Scene,
        seconds: float,
    ) -> Turn:
        """Delete a household's reminders, then its record, and return the turn that says so.

        The record goes last: it knows which reminders there are. Where it knows
        of none, Alexa is asked all the same, for some may have been lost to it.
        Where the couple has taken the permission away, none can be deleted any more. Whether
        Alexa goes on with them is written nowhere, so they are told where to remove them.
        """
        left = self.reminders.carry_out(
            handler_input, household, CancelReminders(), seconds=seconds
        )
        is_allowed = left.trouble is not ReminderTrouble.PERMISSION
        if (left.reminders and is_allowed) or not self.memory.forget(user_of(handler_input)):
            return revised(turn, speech=turn.if_effect_fails)
        if left.reminders:
            draft = TurnDraft(turn.state, household, scene)
            draft.say("forget.done.out_of_reach")
            return revised(turn, speech=draft.finished().speech)
        return turn

    def note(self, handler_input: HandlerInput, change: Change) -> None:
        """Change a household's record after an event outside any session.

        Raises:
            StoreUnavailableError: when it could not be saved, so that Alexa sends the event again.
            RequestRefusedError: when the event does not say whose it is; again would not help.
        """
        user_id = _named_user_of(handler_input)
        recollection = self.memory.recall(user_id)
        known = not recollection.reachable or recollection.version is not None
        if known and not self.memory.keep(user_id, recollection, [change]).saved:
            message = "A household's record could not be saved; Alexa will send the event again."
            raise StoreUnavailableError(message)

    def trouble(self, handler_input: HandlerInput, event: Event) -> Response:
        """Answer after something went wrong inside: kindly, and with something to do next.

        The check-in in hand stays in the session, so that it can be carried on.
        Who is not safe gets the answer that they would have had, which takes no
        record; nobody offers them a tip.
        """
        state = state_of(handler_input)
        household = Household.new(seed=0)
        content = self.content(locale_of(handler_input))
        # The source of chance may be what went wrong, and a wording is all that is drawn here.
        rng = Random(0)  # noqa: S311 - no secret
        scene = Scene(content, local(self.clock(), content.region.time_zone), rng)
        if isinstance(event, Unsafe) or state.pending in UNSAFE:
            return render(handler_input, respond(state, household, event, scene), scene.content)
        draft = TurnDraft(state, household, scene)
        draft.ask("trouble")
        return render(handler_input, draft.finished(), scene.content)

    def last_try(self, handler_input: HandlerInput) -> None:
        """Save what a session still carries along when it ends, over the household's record.

        Where there is none it begins none: the household may have been forgotten
        meanwhile, because the skill was disabled or another device was asked to, and
        what was heard before that must not come back when nobody is speaking any more.
        """
        if state_of(handler_input).unsaved:
            state, recollection = self._recalled(handler_input)
            if recollection.version is not None:
                self.memory.keep(user_of(handler_input), recollection, state.unsaved)

    def forget(self, handler_input: HandlerInput) -> None:
        """Delete all that is stored about the household that an event came from.

        Raises:
            StoreUnavailableError: when it could not be deleted, so that Alexa sends the event again.
            RequestRefusedError: when the event does not say whose it is; again would not help.
        """
        if not self.memory.forget(_named_user_of(handler_input)):
            message = "A household's record could not be deleted; Alexa will send the event again."
            raise StoreUnavailableError(message)

    def _scene(self, handler_input: HandlerInput, household: Household) -> Scene:
        """Return the scene of the turn, as far as it is known without asking."""
        content = self.content(locale_of(handler_input))
        now = local(self.clock(), household.time_zone, content.region.time_zone)
        return Scene(content, now, self.rng)

    def _asks_zone(
        self,
        handler_input: HandlerInput,
        state: DialogState,
        household: Household,
        event: Event,
        scene: Scene,
    ) -> bool:
        """Tell whether the device is asked for its zone.

        It is once a night, when a session begins, and again where a time is spoken
        of: see :func:`_needs_zone`.
        """
        is_due = begins_session(handler_input) and household.zone_told != scene.night
        return is_due or _needs_zone(state, household, event)

    def _told(
        self, handler_input: HandlerInput, scene: Scene, seconds: float
    ) -> tuple[Scene, tuple[ZoneTold, ...]]:
        """Ask the device for its zone, and return the scene there and what is to be remembered."""
        zone = zone_of_device(handler_input, self.reminders.api_clients, seconds)
        if zone is None:
            return scene, ()
        scene = revised(scene, now=local(scene.now, zone))
        return scene, (ZoneTold(zone, scene.night),)

    def _with_notice(self, turn: Turn, household: Household, scene: Scene) -> Turn:
        """Say once in a session that something could not be saved; never on the unsafe path.

        That they were welcomed, or where they live, is nothing that a couple would miss.
        """
        missed = [c for c in worth_carrying(turn.changes) if not isinstance(c, Told | ZoneTold)]
        if turn.private or turn.state.told_unsaved or not missed:
            return turn
        draft = TurnDraft(turn.state, household, scene)
        draft.say("not_saved")
        notice = draft.finished().speech
        return revised(
            turn, speech=(*notice, *turn.speech), state=revised(turn.state, told_unsaved=True)
        )


def _bedtime(household: Household, scene: Scene) -> time | None:
    """Return when this night's prompt is due, by the household's own clocks, if one is."""
    if household.nightly is None:
        return None
    tonights = household.nightly.seen_in(household.time_zone, scene.now).of(scene.night)
    return tonights.trigger.at if tonights else None


def _needs_zone(state: DialogState, household: Household, event: Event) -> bool:
    """Tell whether the device's zone has to be known now, whenever it was told last.

    Whoever has flown west since then is still in the same night, and what is
    said and set there goes by the clocks there.
    """
    if household.time_zone is None:
        return isinstance(event, _OF_TIME) or state.pending in _SPOKEN_OF
    if state.pending is PendingQuestion.OFFER_NIGHTLY or isinstance(event, NightlyStatusWanted):
        return True
    return isinstance(event, NightlyWanted) and not state.nightly


def _gives_another(turn: Turn) -> bool:
    """Tell whether a turn gives a prompt in place of the one chosen for the night before."""
    return any(isinstance(change, PromptHeard) and change.instead for change in turn.changes)


def begins_session(handler_input: HandlerInput) -> bool:
    """Tell whether a request is the first of its session."""
    session = handler_input.request_envelope.session
    return session is not None and bool(session.new)


def user_of(handler_input: HandlerInput) -> str | None:
    """Return the id of the household: the Alexa account. Every request of Alexa's own names it."""
    user = handler_input.request_envelope.context.system.user
    return (user.user_id or None) if user is not None else None


def _named_user_of(handler_input: HandlerInput) -> str:
    user_id = user_of(handler_input)
    if user_id is None:
        message = "The event names no household."
        raise RequestRefusedError(message)
    return user_id


def state_of(handler_input: HandlerInput) -> DialogState:
    """Return the session's state; a new session begins with a fresh one.

    Events come without a session, and the SDK raises when asked for attributes then.
    """
    session = handler_input.request_envelope.session
    if session is None or session.new:
        return DialogState()
    return DialogState.from_json(session.attributes or {})
