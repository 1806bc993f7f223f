"""What stands of a record: its history replayed without the steps that are undone."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action, nothing
from coordinator.changes.first_addresses import with_first
from coordinator.changes.line_history import LineHistory
from coordinator.changes.merge import merge_sets
from coordinator.changes.merged_from import MergeOffer, Offers, offers_of
from coordinator.changes.state_at import Moved, later_changes
from coordinator.changes.text_merge import replay_lines
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Row, as_values
from coordinator.records.kinds import Kind, Value, as_list, as_text
from coordinator.store import query
from coordinator.store.tables import CHANGE_SET

Event = tuple[int, str, Moved]
"""What one step did to a record: its sequence number, the action, the fields."""
Write = tuple[int, Value, Value]
"""What one step did to one field: its sequence number, before, after."""
ALIVE = ""
"""Stands for whether a record is there, as if that were one of its fields."""
END = 2**62


@dataclass(slots=True)
class Undoings:
    """Which steps take back which others.

    Attributes:
        target: an undo or redo → the step that it takes back.
    """

    target: dict[int, int]
    _families: dict[int, list[int]] = field(default_factory=dict)
    _undone: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> "Undoings":
        """Read them from the history."""
        columns = (CHANGE_SET.c.seq, CHANGE_SET.c.undoes)
        rows = connection.execute(select(*columns).where(columns[1].is_not(None)).order_by(columns[0]))
        return cls({seq: undoes for seq, undoes in rows})

    def __post_init__(self) -> None:
        """Gather the undos and redos of each step that is no undo itself."""
        for seq in self.target:
            self._families.setdefault(self.root(seq), []).append(seq)

    @property
    def first(self) -> int:
        """The oldest step that was ever taken back; before it, all steps stand."""
        return min(self._families, default=END)

    def chain(self, seq: int) -> list[int]:
        """Return a step, the one that it takes back, and so on."""
        found = [seq]
        while found[-1] in self.target:
            found.append(self.target[found[-1]])
        return found

    def root(self, seq: int) -> int:
        """Return the step that an undo or redo is about in the end."""
        return self.chain(seq)[-1]

    def family(self, seq: int) -> Sequence[int]:
        """Return all undos and redos about the same step, in order."""
        return self._families.get(self.root(seq), ())

    def undone(self, upto: int = END) -> frozenset[int]:
        """Return the steps that are undone right after a sequence number."""
        if upto not in self._undone:
            found: set[int] = set()
            for seq, target in reversed(self.target.items()):
                if seq <= upto and seq not in found:
                    found.add(target)
            self._undone[upto] = frozenset(found)
        return self._undone[upto]

    def with_new(self, target: int) -> frozenset[int]:
        """Return the steps that will be undone once a further step takes back `target`."""
        return Undoings({**self.target, END - 1: target}).undone()

    def stood(self, seq: int, at: int) -> bool:
        """Return whether a step counted right after a sequence number."""
        return seq <= at and seq not in self.undone(at)


class Replay:
    """One record's history, which can be replayed without some of its steps.

    An undo or redo writes nothing of its own here: what it changed follows from the step that it takes back. Only
    what it wrote beyond that, since someone decided so, counts as its own.

    Attributes:
        writes: field key → what the steps wrote there, undone or not.
        offers: what merges offered where something stood already.
    """

    def __init__(
        self,
        rt: RecordType,
        events: Sequence[Event],
        undoings: Undoings,
        offers: Offers | None = None,
        now: Row | None = None,
    ) -> None:
        self._rt, self._undoings, self.offers, self._now = rt, undoings, offers or {}, as_values(now or {})
        self.writes: dict[str, list[Write]] = defaultdict(list)
        related: set[int] = set()
        for seq, action, fields in events:
            related.update(undoings.family(seq))
            if action != Action.UPDATE:
                self.writes[ALIVE].append((seq, action == Action.DELETE, action != Action.DELETE))
            for key, (before, after) in fields.items():
                self.writes[key].append((seq, before, after))
        self._own: dict[tuple[int, str], tuple[Value, Value]] = {}
        self._lines = {key: self._first_lines(key) for key in self.writes if key != ALIVE and self._kind(key).has_lines}
        written = {seq for key in self._lines for seq, *_ in self.writes[key]}
        for seq in sorted(related | written):
            if seq in related:
                self._find_own(seq)
            self._follow_lines(seq)

    def _kind(self, key: str) -> Kind:
        return self._rt.field(key).kind

    def _first_lines(self, key: str) -> LineHistory:
        return LineHistory.beginning_with(as_text(self.writes[key][0][1]))

    def _follow_lines(self, seq: int) -> None:
        """Follow the lines of all long texts through a step; what it left of somebody who is not there counts not."""
        for key, lines in self._lines.items():
            if seq not in self._undoings.target or (seq, key) in self._own:
                lines.add(seq, self._undoings.undone(seq), as_text(self._was(key, seq)))

    def _find_own(self, seq: int) -> None:
        """Find what an undo or redo wrote beyond what follows from the step that it takes back."""
        undone, there = self._undoings.undone(seq), self._was(ALIVE, seq)
        keys = (
            list(dict.fromkeys((*self.writes, *self.offers)))
            if there is not False
            else [ALIVE]
            if ALIVE in self.writes
            else []
        )
        was = {key: self._was(key, seq) for key in keys}
        follows = {key: self.value(key, undone, seq) for key in keys}
        moved_up = with_first(self._rt, was, follows)
        for key in keys:
            if not self.same(key, moved_up.get(key, follows[key]), was[key]):
                self._own[seq, key] = (follows[key], was[key])

    def _was(self, key: str, seq: int) -> Value:
        """Return what a field really was right after a step."""
        writes = self.writes.get(key)
        value = writes[0][1] if writes else self._now.get(key)
        for at, _, after in writes or ():
            if at <= seq:
                value = after
        return value

    def same(self, key: str, one: Value, other: Value) -> bool:
        """Return whether two values of a field are the same."""
        return one == other or (key != ALIVE and self._kind(key).same(one, other))

    def standing(self, key: str, undone: Collection[int], upto: int = END) -> Iterator[Write]:
        """Yield the writes of a field that count, in order."""
        for write in self._all(key):
            if write[0] <= upto and (write[0] not in undone or self.still_needed(key, write[0], undone, upto)):
                yield write

    def still_needed(self, key: str, seq: int, undone: Collection[int], upto: int = END) -> bool:
        """Return whether an undone step's value stays since a later one of its leading field builds on it."""
        for leading, following in self._rt.model.followed_by.items():
            if key in following and any(w[0] == seq for w in self._all(leading)):
                later = (w[0] for w in self.standing(leading, undone, upto) if w[0] > seq)
                return any(self._undoings.stood(seq, at) for at in later)
        return False

    def _all(self, key: str) -> list[Write]:
        """Return what was written into a field, undone or not; undos and redos with what is their own."""
        writes = [w for w in self.writes.get(key, ()) if w[0] not in self._undoings.target]
        writes += [(seq, *values) for (seq, k), values in self._own.items() if k == key]
        return sorted(writes, key=lambda w: w[0])

    def value(self, key: str, undone: Collection[int], upto: int = END) -> Value:
        """Return what a field is after a step if some steps are undone."""
        return self._value(key, undone, upto, upto)

    def value_without(self, key: str, undone: Collection[int], seq: int) -> Value:
        """Return what a field would be without what was written after a step: what it was, or what merges offer."""
        return self._value(key, undone, seq, END)

    def _value(self, key: str, undone: Collection[int], upto: int, offered: int) -> Value:
        if key in self._lines:
            return self._lines[key].text(undone, upto) or None
        writes = self.writes.get(key)
        value = writes[0][1] if writes else self._now.get(key)
        offers = [o for o in self.offers.get(key, ()) if o.seq <= offered and o.seq not in undone]
        for seq, before, after in self.standing(key, undone, upto):
            while offers and offers[0].seq < seq:
                value = self._taken(key, value, offers.pop(0), undone)
            value = after if key == ALIVE else advance(self._kind(key), value, before, after)
        for offer in offers:
            value = self._taken(key, value, offer, undone)
        return value

    def _taken(self, key: str, value: Value, offer: MergeOffer, undone: Collection[int]) -> Value:
        """Return a value once a merge offered one: lists are joined, and what was empty is filled."""
        if not self._kind(key).many:
            return offer.value if nothing(value) else value
        offered = as_list(offer.value)
        for first, further in self._rt.further.items():
            if further == key:
                there = self._value(first, undone, offer.seq, offer.seq)
                offered = [v for v in offered if not self._kind(first).same(v, there)]
        return merge_sets(self._kind(key), None, value, offered) if offered else value


def advance(kind: Kind, value: Value, before: Value, after: Value) -> Value:
    """Return a value after an edit that was made to another one: sets by item, texts by line, else the newest."""
    if value == before:
        return after
    if kind.many:
        return merge_sets(kind, before, value, after)
    if kind.has_lines:
        return replay_lines(as_text(before), as_text(value), as_text(after)) or None
    return after


def events_of(
    connection: Connection, record: str, ids: Sequence[int], since: int, besides: Collection[int] = ()
) -> Mapping[int, list[Event]]:
    """Return what happened to each record from the step `since` on, but for the steps `besides`."""
    found: dict[int, list[Event]] = defaultdict(list)
    for seq, number, action, fields in later_changes(connection, record, since - 1, ids, besides):
        found[number].append((seq, action, fields))
    return found


def replays(
    connection: Connection, rt: RecordType, ids: Sequence[int], since: int, undoings: Undoings
) -> dict[int, Replay]:
    """Return the histories of some records from a step on."""
    events, offers = events_of(connection, rt.key, ids, since), offers_of(connection, rt, ids, since)
    now = query.read_by_id(connection, rt, list(offers))
    return {n: Replay(rt, events.get(n, []), undoings, offers.get(n), now.get(n)) for n in ids}
