"""Undo: a new change set with the inverse of any earlier one, in any order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.authors import Author, author_of
from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.changes.first_addresses import with_first
from coordinator.changes.merge import ConflictReason
from coordinator.changes.merged_from import offers_of, who_stayed
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.recheck import conflict_of
from coordinator.changes.replay import ALIVE, Event, Replay, Undoings, events_of
from coordinator.changes.still_needed import keep_what_is_needed
from coordinator.records.catalog import CANDIDATE, HANDOFF, RECORDS, RecordType, record_type
from coordinator.records.kinds import Kind, Value, as_number, as_text
from coordinator.records.refusals import says_again, says_no
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.tables import CHANGE

UndoStep = Callable[[Connection, Plan, ChangeSet], None]
"""What a higher package adds to an undo plan: it gets the plan, and the change set being undone."""


def plan_undo(connection: Connection, seq: int, steps: Sequence[UndoStep] = ()) -> Plan:
    """Plan to undo a change set; `steps` add what higher packages know.

    What it wrote becomes what would stand there if it had never been: other steps that are undone do not count, in
    whatever order they were. A value stays if someone wrote another since; a record that it created is deleted unless
    someone changed it since, or something that stays points at it. What is kept is listed in the plan's conflicts.

    Raises:
        UserError: there is no such change set, it is taken back already, or a step refuses it.
    """
    target = history.change_set(connection, seq)
    if target is None:
        raise UserError(f"The history has no change set {seq}. See: coordinator history")
    if target.undone:
        raise UserError(f"“{target.title}” is taken back already.")
    if target.kind == "forget":
        raise UserError("Who was forgotten is erased and cannot be brought back.")
    _refuse_what_went_out(connection, target)
    kind = "redo" if target.kind == "undo" else "undo"
    plan = Plan(kind, _title(target.kind, target.title), head_of(connection), undoes=seq, source=target.source)
    undoings = Undoings.read(connection)
    for record, changes in _changes(connection, undoings.chain(seq)).items():
        _Taker(connection, query.typed(connection, record_type(record)), seq, undoings, plan).take_back(changes)
    keep_what_is_needed(connection, plan, _deleted_by(connection, undoings.root(seq)))
    for step in steps:
        step(connection, plan, target)
    _let_first(connection, plan)
    if plan.is_empty and not plan.conflicts:
        plan.told.append(_why_nothing(connection, undoings, seq))
    return plan


def _let_first(connection: Connection, plan: Plan) -> None:
    """Let a further e-mail or phone be the first where the first one goes."""
    for rt in (rt for rt in RECORDS if rt.further):
        keys = {*rt.further, *rt.further.values()}
        moved = {n: c for n, c in enumerate(plan.changes) if c.record == rt.key and not keys.isdisjoint(c.fields)}
        here = query.read_by_id(connection, rt, [c.record_id for c in moved.values()])
        for place, change in moved.items():
            row = here[change.record_id]
            first = with_first(rt, row, {**row, **{key: value for key, (_, value) in change.fields.items()}})
            fields = {key: pair for key, pair in change.fields.items() if key not in first}
            fields |= {key: (row.get(key), value) for key, value in first.items() if row.get(key) != value}
            plan.changes[place] = change._replace(fields=fields)
    plan.changes[:] = [c for c in plan.changes if c.fields or c.action is not Action.UPDATE]


def _why_nothing(connection: Connection, undoings: Undoings, seq: int) -> str:
    """Return why taking a step back changes nothing: a later step counts, or what it was about came with one undone."""
    chain, undone = undoings.chain(seq), undoings.undone()
    since, gone = 0, 0
    for record, touched in _changes(connection, chain).items():
        for number, events in events_of(connection, record, list(touched), 0, chain).items():
            for at, _, fields in events:
                if at in undoings.target or touched[number].keys.keys().isdisjoint(fields):
                    continue
                if at in undone:
                    gone = max(gone, at)
                elif at > chain[-1]:
                    since = max(since, at)
    if since and (author := author_of(connection, since)):
        return f"All of it was changed since: {author.name}, {author.at[:10]}."
    if gone and (step := history.change_set(connection, gone)):
        return f"What it changed came with “{step.title}” (step {gone}), which is taken back itself."
    return "Nothing of it is left: all stands as it was before."


def _deleted_by(connection: Connection, seq: int) -> set[tuple[str, int]]:
    """Return the records that somebody deleted in a step; one that another stands for since is none of these."""
    step = history.change_set(connection, seq)
    changes = history.changes_of(connection, seq) if step is not None and not step.joins else ()
    return {(c.record, c.record_id) for c in changes if c.action is Action.DELETE}


def _refuse_what_went_out(connection: Connection, target: ChangeSet) -> None:
    """Refuse to undo what is already in someone's mailbox: the sending, and what it sent.

    Raises:
        UserError: it was sent.
    """
    if target.kind == "send":
        raise UserError(f"“{target.title}”: mail that was sent cannot be called back. Write to those who got it.")
    if target.kind != "handoff":
        return
    made = select(CHANGE.c.record_id).where(
        CHANGE.c.seq == target.seq, CHANGE.c.record == HANDOFF.key, CHANGE.c.action == Action.CREATE
    )
    row = connection.execute(
        select(HANDOFF.table.c.file, HANDOFF.table.c.status).where(HANDOFF.table.c.id.in_(made))
    ).first()
    if row is not None and row.status not in (None, "written"):
        raise UserError(
            f"{row.file} has gone out and cannot be undone. Call it back instead: that makes a list to delete."
        )


def _title(kind: str, title: str) -> str:
    if kind == "undo":
        return title.replace("Undid", "Redid", 1)
    return f"Undid: {title}" if kind != "redo" else title.replace("Redid", "Undid", 1)


def _changes(connection: Connection, chain: Sequence[int]) -> Mapping[str, dict[int, "_Touched"]]:
    """Return record type → number → what a step, the one that it takes back, and so on did there."""
    found: dict[str, dict[int, _Touched]] = {}
    for seq in chain:
        for change in history.changes_of(connection, seq):
            touched = found.setdefault(change.record, {}).setdefault(change.record_id, _Touched())
            if seq == chain[0]:
                touched.change = change
            touched.events.insert(0, (seq, change.action, change.fields))
            touched.being = touched.being or change.action is not Action.UPDATE
            touched.keys.update(dict.fromkeys(change.fields))
    for number in who_stayed(connection, chain[-1]):
        found.setdefault(CANDIDATE.key, {}).setdefault(number, _Touched())
    return found


@dataclass(slots=True)
class _Touched:
    """What is to be taken back of one record.

    Attributes:
        change: what the step itself did there; None if only those did that it takes back.
        being: whether one of them created, deleted or restored it.
        keys: the fields that one of them wrote.
        events: what each of them did, the oldest first.
    """

    change: Change | None = None
    being: bool = False
    keys: dict[str, None] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class _Taker:
    """Takes back what a step did to the records of one type.

    Attributes:
        undone: the steps that are undone afterwards.
    """

    connection: Connection
    rt: RecordType
    seq: int
    undoings: Undoings
    plan: Plan
    undone: Collection[int] = ()
    authors: dict[int, Author | None] = field(default_factory=dict)

    def take_back(self, touched: Mapping[int, _Touched]) -> None:
        """Add to the plan what becomes of the records."""
        self.undone = self.undoings.with_new(self.seq)
        ids = list(touched)
        here = query.read_by_id(self.connection, self.rt, ids)
        chain = self.undoings.chain(self.seq)
        since = min(chain[-1], self.undoings.first)
        others = events_of(self.connection, self.rt.key, ids, since, chain)
        offers = offers_of(self.connection, self.rt, ids, since)
        for number, wanted in touched.items():
            if (row := here.get(number)) is None:
                continue
            wanted.keys |= {
                k: None for k, found in offers.get(number, {}).items() if any(o.seq in chain for o in found)
            }
            if number not in {*others, *offers} and wanted.change is not None and _mirrored(wanted.events):
                self._invert(row, wanted.change)
            else:
                events = sorted([*wanted.events, *others.get(number, ())], key=itemgetter(0))
                self._one(row, wanted, events, Replay(self.rt, events, self.undoings, offers.get(number), row))

    def _invert(self, row: dict[str, Value], change: Change) -> None:
        """Take back a change to a record that no other step touched."""
        there = not row.get("deleted_at")
        if change.action is Action.UPDATE:
            kinds = self.rt.field
            back = {
                k: (row.get(k), before)
                for k, (before, after) in change.fields.items()
                if says_again(k, before, after) or not kinds(k).kind.same(row.get(k), before)
            }
            self.plan.update(self.rt.key, change.record_id, back if there else {})
        elif there is (change.action.inverse is Action.DELETE):
            self.plan.changes.append(Change(self.rt.key, change.record_id, change.action.inverse))

    def _one(self, row: dict[str, Value], wanted: _Touched, events: list[Event], standing: Replay) -> None:
        number, there = as_number(row["id"]) or 0, not row.get("deleted_at")
        stays = bool(self._becomes(standing, ALIVE, there, wanted.change)) if wanted.being else there
        if there and not stays:
            self._delete(number, row, events)
        elif not there and stays:
            now = {k: (row.get(k), standing.value(k, self.undone)) for k in standing.writes if k != ALIVE}
            fields = {k: (a, b) for k, (a, b) in now.items() if not standing.same(k, a, b)}
            self.plan.changes.append(Change(self.rt.key, number, Action.RESTORE, fields))
        elif there:
            self._update(number, row, wanted, standing)
        elif wanted.change is not None and wanted.change.action is Action.UPDATE:
            self._tell_gone(number, row, events)

    def _becomes(self, standing: Replay, key: str, now: Value, change: Change | None) -> Value:
        """Return what a field becomes: what other steps make of it, or what was there if it is as the step left it."""
        follows = standing.value(key, self.undone)
        wrote = _wrote(change, key)
        if wrote is None or key == ALIVE:
            return follows
        kind = self.rt.field(key).kind
        if says_no(key, follows):
            return follows  # who said no stays so, as long as any step says it
        before = standing.value_without(key, self.undone, self.seq)
        if kind.many:
            return _without(kind, follows, wrote, before)
        if kind.has_lines or standing.still_needed(key, self.seq, self.undone):
            return follows
        return before if standing.same(key, now, wrote[1]) else follows

    def _update(self, number: int, row: dict[str, Value], wanted: _Touched, standing: Replay) -> None:
        fields: dict[str, tuple[Value, Value]] = {}
        following = [k for lead, more in self.rt.model.followed_by.items() if lead in wanted.keys for k in more]
        following += [k for pair in self.rt.further.items() if not wanted.keys.keys().isdisjoint(pair) for k in pair]
        for key in dict.fromkeys(k for k in (*wanted.keys, *following) if k in standing.writes or k in standing.offers):
            now = row.get(key)
            after = self._becomes(standing, key, now, wanted.change)
            if not standing.same(key, now, after):
                fields[key] = (now, after)
                self._tell_joined(row, key, after, standing)
            elif (wrote := _wrote(wanted.change, key)) is not None and not self.rt.field(key).kind.many:
                if says_no(key, wrote[1]) and says_no(key, now):
                    fields[key] = (now, now)  # so that the step is taken back, and another may be next
                self._tell_kept(number, row, key, wrote[1], standing)
        self.plan.update(self.rt.key, number, fields)

    def _tell_kept(self, number: int, row: dict[str, Value], key: str, wrote: Value, standing: Replay) -> None:
        """Add a conflict if a value stays that a later step wrote."""
        now, before = row.get(key), standing.value_without(key, self.undone, self.seq)
        if standing.same(key, now, before) or standing.same(key, wrote, before):
            return
        later = max((seq for seq, *_ in standing.standing(key, self.undone) if seq > self.seq), default=None)
        conflict = conflict_of(self.rt, number, row, key, (wrote, now, before), self._author(later))
        if says_again(key, wrote, now) and later is not None:
            conflict.who = conflict.who.replace(", changed by ", f", said again in step {later} by ")
        self.plan.conflicts.append(conflict)

    def _tell_joined(self, row: dict[str, Value], key: str, after: Value, standing: Replay) -> None:
        """Tell if lines of a text come back beside others that were written while they were gone."""
        f = self.rt.field(key)
        if not f.kind.has_lines:
            return
        was = standing.value(key, self.undone, self.seq)
        now, then, before = (as_text(value).split("\n") for value in (row.get(key), after, was))
        back = [line for line in then if line.strip() and line not in now]
        new = [line for line in now if line.strip() and line not in before and line in then]
        if back and new and not set(now) & set(before):
            told = f"{f.label} of {self.rt.title(row)}: “{back[0]}” comes back beside “{new[0]}”, written since."
            self.plan.told.append(told)

    def _delete(self, number: int, row: dict[str, Value], events: list[Event]) -> None:
        """Plan to delete a record that nobody changed since; otherwise keep it and say so."""
        back = Change(self.rt.key, number, Action.DELETE)
        first: dict[str, Value] = {}
        for seq, _, fields in events:
            if seq > self.seq:
                for key, (before, _) in fields.items():
                    first.setdefault(key, before)
        if all(self.rt.field(key).kind.same(before, row.get(key)) for key, before in first.items()):
            self.plan.changes.append(back)
            return
        who = self._author(events[-1][0])
        day = f"{who.name}, {who.at[:10]}" if who else ""
        self._keep(number, ConflictReason.BOTH_CHANGED, f"{self.rt.title(row)}: edited by {day}", back)

    def _tell_gone(self, number: int, row: dict[str, Value], events: list[Event]) -> None:
        if self.rt.pair:
            return
        gone = next((seq for seq, action, _ in reversed(events) if action == Action.DELETE), None)
        author = self._author(gone)
        told = f"{self.rt.title(row)}: is not there any more" + (f", {author}" if author else "")
        self._keep(number, ConflictReason.GONE_HERE, told)

    def _author(self, seq: int | None) -> Author | None:
        if seq is not None and seq not in self.authors:
            self.authors[seq] = author_of(self.connection, seq)
        return self.authors[seq] if seq is not None else None

    def _keep(self, number: int, reason: ConflictReason, told: str, change: Change | None = None) -> None:
        self.plan.conflicts.append(Conflict(self.rt.key, number, "", None, None, None, reason, told, change=change))


def _mirrored(events: Sequence[Event]) -> bool:
    """Return whether each step took back exactly what the one before it did."""
    return all(
        Action(one[1]).inverse == other[1] and one[2] == {k: (b, a) for k, (a, b) in other[2].items()}
        for one, other in pairwise(events)
    )


def _without(kind: Kind, now: Value, wrote: tuple[Value, Value], before: Value) -> Value:
    """Return a set without what an edit did to it: items that it added go, items that it removed come back."""
    gone = kind.lacking(kind.lacking(wrote[1], wrote[0]), before)
    removed = kind.lacking(wrote[0], wrote[1])
    back = kind.lacking(kind.lacking(removed, kind.lacking(removed, before)), now)
    gone_here = kind.lacking(now, kind.lacking(now, gone))
    return ([*kind.lacking(now, gone), *back] or None) if gone_here or back else now


def _wrote(change: Change | None, key: str) -> tuple[Value, Value] | None:
    """Return what a change made of a field: before and after; None: nothing."""
    return change.fields.get(key) if change is not None else None
