"""Un-merging: one person, or one stop, becomes two again; what came since goes to its owner, or someone is asked."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.authors import told_of
from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.changes.merge import ConflictReason
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.replay import ALIVE, Replay, Undoings, Write, advance, events_of, replays
from coordinator.people.extensions import NOTES
from coordinator.people.while_merged import Origins, pair_of_merge, without_moved
from coordinator.people.whose import Signs, learned, owner_of, signs_of
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, RECORDS, SIGNUP, RecordType, record_type
from coordinator.records.fields import ADDRESSES, Row, as_values
from coordinator.records.kinds import Value, as_text
from coordinator.records.refusals import says_no
from coordinator.store import query

ROW = "row"
"""The field with the cells of a sign-up's list."""


def share_out(connection: Connection, plan: Plan, step: ChangeSet) -> None:
    """Add to the undo of a merge what came to the merged person since; a step of `plan_undo`.

    A sign-up that came in later goes back if its e-mail, phone or name tells whose it is, with the values
    that it brought. If nothing tells, it stays, and someone is asked: a conflict of the plan says so, and
    the answer `take` gives it to the other person. What is undone by now counts for nothing, and neither does what
    was done while they were two people: a merge can be undone and done again.

    Raises:
        UserError: the one who stayed was merged since; or the merge is to be done again, and one of them is not as
            they were.
    """
    share_with(connection, plan, step, CANDIDATE, _pair, _SplitPeople)


def share_with(
    connection: Connection,
    plan: Plan,
    step: ChangeSet,
    rt: RecordType,
    pair_of: Callable[[Connection, int], tuple[int, int] | None],
    split: "type[Split]",
) -> None:
    """Share out what came to one of two records of a type; see `share_out`.

    Args:
        connection: a connection to the campaign.
        plan: the undo.
        step: the step that is undone.
        rt: the type.
        pair_of: returns who stayed and who went in a merge; None if it is none of this type.
        split: divides what came.

    Raises:
        UserError: see `share_out`.
    """
    undoings = Undoings.read(connection)
    root = undoings.root(step.seq)
    merge = step if root == step.seq else history.change_set(connection, root)
    undone = undoings.with_new(step.seq)
    if merge is None or merge.kind != "merge" or (root in undone) == (root in undoings.undone()):
        return  # there is no merge, or it stands as before
    if (pair := pair_of(connection, root)) is None:
        return
    if root in undone:
        split(connection, plan, step.seq, undoings, undone, *pair, query.typed(connection, rt)).share()
    else:
        _refuse_who_changed(connection, plan, rt, *pair)


def _pair(connection: Connection, seq: int) -> tuple[int, int] | None:
    """Return who stayed and who went in a merge; None if it is not one of two people."""
    if (found := pair_of_merge(connection, seq)) is None:
        return None
    first, second, now = found
    if first != now:
        names = query.titles(connection, CANDIDATE, [first, now])
        raise UserError(f"{names[first]} was merged into {names[now]} since. Undo that first.")
    return first, second


def _refuse_who_changed(connection: Connection, plan: Plan, rt: RecordType, keep: int, gone: int) -> None:
    """Refuse to do a merge again if that would leave half of it: it would lose what came to one of them since.

    Raises:
        UserError: one of them is not there, or something came to the one who is to go.
    """
    rows = query.read_by_id(connection, rt, [keep, gone])
    for row in rows.values():
        if row.get("deleted_at"):
            raise UserError(f"{rt.title(row)} is not there any more, so the two cannot be merged again.")
    if not any((c.record, c.record_id, c.action) == (rt.key, gone, Action.DELETE) for c in plan.changes):
        raise UserError(
            f"Something came to {rt.title(rows[gone])} since they are two again. "
            "Merge them anew, which takes all of it."
        )


_LONGEST = 60
"""So many letters of a note are shown."""


@dataclass(slots=True)
class Asked(Conflict):
    """Something that came in while two people were one, with no clear owner: `take` gives it away.

    Attributes:
        more: what else goes with it, or is taken from the one who stayed then.
    """

    more: tuple[Change, ...] = ()

    def as_changes(self) -> list[Change]:
        """Return what gives it to the one who comes back, and takes it from the other."""
        return [self.as_change(), *self.more]


def questions(plan: Plan) -> list[Asked]:
    """Return what someone should decide before one person is split into two."""
    return [c for c in plan.conflicts if isinstance(c, Asked)]


def who_comes_back(connection: Connection, plan: Plan) -> list[str]:
    """Return who becomes a record of their own again if a merge is undone: name, row ID and addresses."""
    found = []
    for change in plan.changes:
        rt = query.typed(connection, record_type(change.record))
        if change.action is Action.RESTORE and rt.model.is_known_by_title:
            here = query.record(connection, rt, change.record_id) or {}
            row = {**here, **{key: after for key, (_, after) in change.fields.items()}}
            shown = (rt.by_key[key].kind.show(row.get(key)) for sign in ADDRESSES for key in rt.keys_of(sign)[:1])
            called = f"{rt.title(row)} ({row_id.make(rt.letter, change.record_id)})"
            found.append(", ".join(filter(None, (called, *shown))))
    return found


@dataclass(slots=True)
class Split:
    """Divides what came in while two records were one.

    Attributes:
        seq: the merge, or what did it again.
        undone: the steps that are undone once the two are apart.
        keep, gone: numbers of the one who stayed, and of the one who comes back.
        rt: their type, with the campaign's own fields.
        owners: sign-up → its owner, if known.
        brings: whether a sign-up brings values of the record with it.
    """

    brings: ClassVar[bool] = True
    connection: Connection
    plan: Plan
    seq: int
    undoings: Undoings
    undone: Collection[int]
    keep: int
    gone: int
    rt: RecordType
    rows: dict[int, dict[str, Value]] = field(init=False)
    owners: dict[int, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = query.read_by_id(self.connection, self.rt, [self.keep, self.gone])

    def share(self) -> None:
        """Add to the plan what goes to the one who comes back, and the questions."""
        if self.rows[self.gone].get("deleted_at") and self._change(self.gone) is None:
            back = self._standings(self.rt, [self.gone])[self.gone]
            now = {k: (self.rows[self.gone].get(k), back.value(k, self.undone)) for k in back.writes if k != ALIVE}
            fields = {k: (a, b) for k, (a, b) in now.items() if not back.same(k, a, b)}
            self.plan.changes.append(Change(self.rt.key, self.gone, Action.RESTORE, fields))
        standing = self._standings(self.rt, [self.keep])[self.keep]
        apart = {number: {**row, **self._planned(number)} for number, row in self.rows.items()}
        if not (there := not self.rows[self.keep].get("deleted_at")):
            apart[self.keep] |= {k: standing.value(k, self.undone) for k in standing.writes if k != ALIVE}
        self.know(apart, self._before_lists(standing, apart[self.keep]))
        for rt in RECORDS:
            if not rt.pair:
                for key in rt.pointing_at(self.rt.key):
                    self._records(rt, key)
        if there:
            self._values(standing)

    def know(self, apart: Mapping[int, Row], before: Row) -> None:
        """Take notice of the two as they are afterwards.

        Args:
            apart: their values by number.
            before: the one who stayed, without what lists brought while the two were one.
        """

    def learn(self, owner: int, row: Row) -> None:
        """Take notice of whose a sign-up is, before the next one is looked at."""

    def _before_lists(self, standing: Replay, row: Row) -> Row:
        """Return the one who stayed without what lists brought while the two were one: that names neither of them."""
        if not self.brings:
            return row
        pointing = select(SIGNUP.table.c.id).where(SIGNUP.table.c.candidate == self.keep)
        events = events_of(self.connection, SIGNUP.key, list(self.connection.scalars(pointing)), self.seq + 1)
        lists = {
            seq
            for found in events.values()
            for seq, action, fields in found
            if seq not in self.undoings.target and (action == Action.CREATE or ROW in fields)
        }
        before = dict(row)
        for key in standing.writes:
            steps = {seq for seq, *_ in self._since(standing, key)} if key != ALIVE else set()
            if brought := {seq for seq in steps if self._origins(key, seq) <= lists}:
                before[key] = standing.value(key, {*self.undone, *brought})
        return before

    def _origins(self, key: str, seq: int) -> set[int]:
        """Return the steps that a value of the one who stayed came with: another un-merge may have moved it there."""
        return Origins(self.connection, self.rt, self.undoings, self.undone).of(self.keep, key, seq)

    def owner(self, rt: RecordType, row: Row) -> int | None:
        """Return whose a record is that came in since; None if nothing tells."""
        return None

    def ask(self, rt: RecordType, key: str, rows: Mapping[int, Row]) -> None:
        """Ask whose some records of a type are."""
        for number, row in rows.items():
            day = str(row.get("created_at") or "")[:10]
            told = f"{rt.label} {self._title(rt, number, row)}, which came on {day}, stays with {self._name(self.keep)}"
            self.ask_about(rt, key, number, told)

    def ask_about(self, rt: RecordType, key: str, number: int, told: str, more: tuple[Change, ...] = ()) -> None:
        """Ask whose a record is, and `more` with it."""
        reason = ConflictReason.BOTH_CHANGED
        self.plan.conflicts.append(Asked(rt.key, number, key, self.keep, self.keep, self.gone, reason, told, more=more))

    def _title(self, rt: RecordType, number: int, row: Row) -> str:
        title = str(row["came_in"] or "") if rt is SIGNUP else ""
        title = title or query.titles(self.connection, rt, [number]).get(number, "")
        words = " ".join(str(row.get(NOTES) or "").split())  # a note is called a note, whatever stands in it
        return f"{title} “{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”" if words else title

    def _since(self, standing: Replay, key: str) -> list[Write]:
        """Return what was written into a field while the two were one, by steps that still count."""
        root = self.undoings.root(self.seq)
        return [w for w in standing.standing(key, self.undone) if w[0] > self.seq and self.undoings.stood(root, w[0])]

    def _standings(self, rt: RecordType, ids: Sequence[int]) -> dict[int, Replay]:
        since = min(self.seq, self.undoings.first)
        rt = self.rt if rt.key == self.rt.key else rt
        return replays(self.connection, rt, ids, since, self.undoings)

    def _records(self, rt: RecordType, key: str) -> None:
        """Divide the records of one type that came in since."""
        column = rt.table.c[key]
        there = (
            select(rt.table.c.id).where(column == self.keep, rt.table.c.deleted_at.is_(None)).order_by(rt.table.c.id)
        )
        rows = query.read_by_id(self.connection, rt, self.connection.scalars(there))
        back = {c.record_id for c in self.plan.changes if c.record == rt.key and key in c.fields}
        going = {c.record_id for c in self.plan.changes if c.record == rt.key and c.action is Action.DELETE}
        asked: dict[int, Row] = {}
        for number, standing in self._standings(rt, list(rows)).items():
            came = [w for w in self._since(standing, ALIVE) if w[2]] + self._since(standing, key)
            owner: int | None = self.gone if number in back else self.keep
            if came and number not in back | going:
                owner = self.owner(rt, rows[number])
                if owner == self.gone:
                    self.plan.update(rt.key, number, {key: (self.keep, self.gone)})
                elif owner is None:
                    asked[number] = rows[number]
            if rt is SIGNUP and self.brings:
                self.owners[number] = owner
                if owner is not None:
                    self.learn(owner, rows[number])
                if number in back:
                    self._expect_again(number, rows[number], standing)
        self.ask(rt, key, asked)

    def _expect_again(self, number: int, row: Row, standing: Replay) -> None:
        """Let a sign-up that goes back have the cells it had at the merge: its list's next import brings what is new.

        What the list changed since was compared with another person's values, and may have been kept back.
        """
        if not (since := self._since(standing, ROW)):
            return
        cells = standing.value(ROW, {*self.undone, *(seq for seq, *_ in since)})
        changes = self.plan.changes
        place = next(i for i, c in enumerate(changes) if (c.record, c.record_id) == (SIGNUP.key, number))
        fields = {**changes[place].fields, ROW: (as_values(row)[ROW], cells)}
        changes[place] = changes[place]._replace(fields=fields)

    def _values(self, standing: Replay) -> None:
        """Divide the values that were written since: those that a sign-up brought go with it."""
        touched: dict[int, set[int | None]] = defaultdict(set)
        signups = events_of(self.connection, SIGNUP.key, list(self.owners), self.seq + 1)
        for number, events in signups.items():
            for seq, *_ in events:
                touched[seq].add(self.owners.get(number))
        for key in standing.writes:
            kind, moves = self.rt.field(key).kind if key != ALIVE else None, self.undoings.target
            since = without_moved(kind, key, self._since(standing, key), moves) if kind else []
            origins = {origin for seq, *_ in since for origin in self._origins(key, seq)} if self.brings else {0}
            owners = {owner for origin in origins for owner in touched.get(origin) or {None}}
            if since and owners != {self.keep}:
                left = standing.value(key, {*self.undone, *(seq for seq, *_ in since)})
                self._divide(key, since, left, owners == {self.gone})

    def _divide(self, key: str, since: Sequence[Write], left: Value, sure: bool) -> None:
        """Give what was written since to the one who comes back, or ask whether to.

        Args:
            key: the field.
            since: what was written.
            left: what the one who stayed has without it.
            sure: it is the other's.
        """
        described = self.rt.field(key)
        ours = self._planned(self.keep).get(key, self.rows[self.keep].get(key))
        theirs = self._planned(self.gone).get(key, self.rows[self.gone].get(key))
        given = theirs
        for _, before, after in since:
            given = advance(described.kind, given, before, after)
        if sure:
            self._forget_conflict(key)
            self._set(self.keep, key, left)
            self._set(self.gone, key, given)
        elif not described.kind.same(given, theirs):
            self._forget_conflict(key)
            said = told_of(self.connection, max(self._origins(key, since[-1][0])))
            told = f"{described.label} {self._shown(key, theirs, given)}, {said}, stays with {self._name(self.keep)}"
            left_out = (Change(self.rt.key, self.keep, Action.UPDATE, {key: (ours, left)}),) if left != ours else ()
            if says_no(key, given):  # who may have said no is left alone
                told += f" and with {self._name(self.gone)}: it may be the no of either"
                self._set(self.gone, key, given)
            reason = ConflictReason.BOTH_CHANGED
            self.plan.conflicts.append(
                Asked(self.rt.key, self.gone, key, theirs, theirs, given, reason, told, more=left_out)
            )

    def _shown(self, key: str, theirs: Value, given: Value) -> str:
        """Return what is in question, in words: what would come to the other person, or go from them."""
        kind = self.rt.field(key).kind
        if kind.has_lines:
            came, went = _lacking(given, theirs), _lacking(theirs, given)
        else:
            came, went = kind.show(kind.lacking(given, theirs) if kind.many else given), kind.show(theirs)
            went = kind.show(kind.lacking(theirs, given)) if kind.many else went
        return came or f"without {went}"

    def _change(self, number: int) -> Change | None:
        """Return what is planned for one of the two, if anything."""
        return next((c for c in self.plan.changes if (c.record, c.record_id) == (self.rt.key, number)), None)

    def _planned(self, number: int) -> dict[str, Value]:
        """Return the values that are planned for one of the two."""
        change = self._change(number)
        return {key: after for key, (_, after) in change.fields.items()} if change else {}

    def _set(self, number: int, key: str, value: Value) -> None:
        """Plan a value for one of the two, instead of the one that is planned."""
        now, change = self.rows[number].get(key), self._change(number)
        if change is None:
            self.plan.update(self.rt.key, number, {key: (now, value)} if now != value else {})
            return
        fields = {k: v for k, v in change.fields.items() if k != key} | ({key: (now, value)} if now != value else {})
        place = self.plan.changes.index(change)
        if fields or change.action is not Action.UPDATE:
            self.plan.changes[place] = change._replace(fields=fields)
        else:
            del self.plan.changes[place]

    def _forget_conflict(self, key: str) -> None:
        """Drop what the undo said about a field of the one who stayed: it is divided instead."""
        place = (self.rt.key, self.keep, key)
        self.plan.conflicts[:] = [c for c in self.plan.conflicts if (c.record, c.record_id, c.field) != place]

    def _name(self, number: int) -> str:
        """Return what somebody is called once they are two again, with the row ID: the other may be called the same."""
        apart = {**self.rows[number], **self._planned(number)}
        return f"{self.rt.title(apart)} ({row_id.make(self.rt.letter, number)})"


class _SplitPeople(Split):
    """Divides what came in while two people were one: a row that names one of them is theirs."""

    _signs: dict[int, Signs]
    _brought: Signs

    def know(self, apart: Mapping[int, Row], before: Row) -> None:
        """Take notice of the names and addresses of the two."""
        self._signs = {number: signs_of(row) for number, row in {**apart, self.keep: before}.items()}
        self._brought = signs_of(apart[self.keep])

    def learn(self, owner: int, row: Row) -> None:
        """Let an address that a sign-up brought name its owner."""
        self._signs[owner] = learned(self._signs[owner], row, self._brought)

    def owner(self, rt: RecordType, row: Row) -> int | None:
        """Return whom a sign-up names; nothing tells whose another record is."""
        return owner_of(row, self._signs) if rt is SIGNUP else None


def _lacking(text: Value, other: Value) -> str:
    """Return the lines of a text that another one lacks."""
    there: Iterable[str] = as_text(other).split("\n")
    return "\n".join(line for line in as_text(text).split("\n") if line not in there)
