"""A session reconciled with its record, which another device may have had forgotten.

A session carries changes that no store has taken yet, and the answers of the check-in
in hand. Both belong to the record that the session has met, and are forgotten with it.
A record says when it was begun, so one that was begun anew is told from the one before.

A session that has met no record knows since when: since it was begun itself, where the
store did not answer. A record that was begun later may be one begun anew, and gets nothing
of what was said before. Where there is none, nothing tells a household that was forgotten
from one that is new, and what is carried begins its record.
"""

from __future__ import annotations

from collections.abc import Sequence

from skill.dialog.changes import Change, CheckInKept
from skill.dialog.revision import revised
from skill.dialog.state import DialogState
from skill.handlers.memory import Kept, Recollection


def reconciled_before(state: DialogState, recollection: Recollection) -> DialogState:
    """Return a session's state at the beginning of a turn, as the record leaves it."""
    begun = recollection.household.begun
    if not recollection.reachable:
        return state if state.known or state.begun else _with(state, known=False, begun=begun)
    known = recollection.version is not None
    if state.known:
        forgotten = not known or begun != state.begun
    else:
        forgotten = known and 0 < state.begun < begun
    if forgotten:
        state = revised(_with_only(state, ()), unsaved=())
    return _with(state, known=known, begun=begun)


def reconciled_after(state: DialogState, met: DialogState, kept: Kept) -> DialogState:
    """Return a session's state at the end of a turn, as what was kept leaves it.

    Args:
        state: what the turn made of it.
        met: what it was at the beginning.
        kept: what became of the turn's changes.
    """
    if kept.forgotten:
        state = _with_only(state, kept.changes)
    recollection = kept.recollection
    if not recollection.reachable:
        return _with(state, known=met.known, begun=met.begun)
    return _with(state, known=recollection.version is not None, begun=recollection.household.begun)


def _with(state: DialogState, *, known: bool, begun: int) -> DialogState:
    if (state.known, state.begun) == (known, begun):
        return state
    return revised(state, known=known, begun=begun)


def _with_only(state: DialogState, said: Sequence[Change]) -> DialogState:
    """Return a state in whose check-in nothing was heard but what was said just now."""
    if state.check_in is None:
        return state
    check_in = state.check_in.with_only(())
    for change in said:
        if isinstance(change, CheckInKept) and change.check_in.id == check_in.id:
            check_in = change.check_in
    return revised(state, check_in=check_in)
