"""What one household's record may be, and what it may be answered, worked out alone.

The model replays each request by itself: the same skill in one thread, on a memory
store, with nothing else going on. What the endpoint answered and what its store
holds in the end must be what the model says. Where the design leaves open what
happened, the model follows every possibility, and an answer rules out those that
would have been answered otherwise:

* a request that got no answer was carried out, or not;
* of two requests at once either came first, or one saved just before the other did,
  which then applied its changes to the fresh record, or forgot it;
* a turn that took so long that the store's patience may have run out could not load, or
  could not save; one that met the other's save may have had no time left to try again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from skill.errors import CloserError
from skill.handlers.memory import CALL_SECONDS, TURN_SECONDS
from skill.persistence.memory import MemoryStore
from skill.persistence.sqlite import BUSY_SECONDS
from skill.simulator.echo.envelope import Envelope, mapping
from tests.soak.turns import NO_FAULTS, Faults, PlannedStore, repeatable_skill
from tests.support.faulty_store import Fault
from tests.web.amazon import NOW

DOWN = Fault.DOWN

FOR_A_CONFLICT = TURN_SECONDS - 2 * CALL_SECONDS
"""Seconds after which a turn that met a conflict begins no second try."""

Document = dict[str, object] | None
"""A household's record, or None where there is none."""
FAILED: Envelope = {"failed": True}
"""The answer to an event that could not be carried out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request and what came of it.

    Attributes:
        envelope: the request.
        faults: what went wrong with its calls of the store, as planned.
        answer: the response envelope; None where none came.
        seconds: until then.
    """

    envelope: Envelope
    faults: Faults
    answer: Envelope | None
    seconds: float

    @property
    def id(self) -> str:
        """The id of the request."""
        return str(mapping(self.envelope["request"])["requestId"])

    @property
    def said(self) -> str:
        """The intent that it carries, or else its type."""
        request = mapping(self.envelope["request"])
        return str(mapping(request.get("intent")).get("name", request["type"]))

    def possible_faults(self, *, at_once: bool) -> tuple[Faults, ...]:
        """Return what may have gone wrong with it, alone or at once with another."""
        late: tuple[Faults, ...] = ()
        # A household can be forgotten whose record could not be loaded, so that either call
        # may have been late whatever became of the other as planned.
        unloaded, unsaved = replace(self.faults, on_load=DOWN), replace(self.faults, on_save=DOWN)
        if self.answer is None or self.seconds >= BUSY_SECONDS:
            late = (unloaded, unsaved, replace(unloaded, on_save=DOWN))
        elif at_once and self.seconds >= FOR_A_CONFLICT:
            late = (unsaved,)
        return tuple(dict.fromkeys((self.faults, *late)))


@dataclass
class HouseholdModel:
    """All that a household's record may be by now.

    Args:
        user_id: whose record it is.
    """

    user_id: str
    possible: list[Document] = field(default_factory=lambda: [None])

    def __post_init__(self) -> None:
        self._memory = MemoryStore(clock=lambda: NOW)
        self._faults: dict[str, Faults] = {}
        self._store = PlannedStore(
            self._memory, lambda id_: self._faults.get(id_, NO_FAULTS), sleep=lambda _: None
        )
        self._skill = repeatable_skill(self._store, stopwatch=lambda: 0.0)

    def take(self, *sent: Sent) -> bool:
        """Take in what was sent at once, and tell whether it could be answered as it was."""
        found: dict[str, Document] = {}
        for before in self.possible:
            for after in self._afterwards(before, sent):
                found.setdefault(json.dumps(after, sort_keys=True), after)
        if found:
            self.possible = list(found.values())
        return bool(found)

    def is_possible(self, document: Document) -> bool:
        """Tell whether the record may be this one."""
        return document in self.possible

    def _afterwards(self, before: Document, sent: Sequence[Sent]) -> Iterator[Document]:
        """Give the records that may be left where all answers are as they came."""
        for done in _carried_out(sent):
            for order in permutations(done):
                for faults in _choices(order, at_once=len(sent) > 1):
                    self._faults = faults
                    yield from self._replayed(before, order, at_once=False)
                    if len(order) > 1:
                        yield from self._replayed(before, order, at_once=True)

    def _replayed(
        self, before: Document, order: Sequence[Sent], *, at_once: bool
    ) -> Iterator[Document]:
        """Replay requests one after another, or the second just before the first saves or forgets."""
        self._memory.delete(self.user_id)
        if before is not None:
            self._memory.save(self.user_id, before, expected_version=None)
        answers: dict[str, Envelope] = {}

        def answer(sent: Sent) -> None:
            try:
                answers[sent.id] = json.loads(json.dumps(self._skill.handle(sent.envelope)))
            except CloserError:
                answers[sent.id] = FAILED

        # What an earlier replay left waiting, as its first changed nothing, is no part of this one.
        self._store.meanwhile.clear()
        if at_once:
            first, second = order
            self._store.meanwhile[first.id] = lambda: answer(second)
            answer(first)
            if second.id not in answers:
                # The first changed nothing, so this is no other case than one after another.
                return
        else:
            for sent in order:
                answer(sent)
        if all(sent.answer in (None, answers[sent.id]) for sent in order):
            record = self._memory.load(self.user_id)
            yield dict(record.document) if record else None


def _carried_out(sent: Sequence[Sent]) -> Iterator[tuple[Sent, ...]]:
    """Give what may have been carried out: all that was answered, with or without the rest."""
    if not sent:
        yield ()
        return
    first, *rest = sent
    for others in _carried_out(rest):
        yield (first, *others)
        if first.answer is None:
            yield others


def _choices(sent: Sequence[Sent], *, at_once: bool) -> Iterator[dict[str, Faults]]:
    """Give every way in which the store may have gone wrong."""
    if not sent:
        yield {}
        return
    first, *rest = sent
    for others in _choices(rest, at_once=at_once):
        for faults in first.possible_faults(at_once=at_once):
            yield {first.id: faults, **others}
