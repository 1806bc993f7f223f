"""Un-merging: one person becomes two again; what came in since goes to its owner, or someone is asked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes import history
from coordinator.changes.change_set import Action, ChangeSet, nothing
from coordinator.changes.merge import ConflictReason
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.state_at import later_changes, state_at
from coordinator.people.keys import folded_names
from coordinator.people.merging import SAME
from coordinator.records.catalog import CANDIDATE, RECORDS, SIGNUP, VERDICT, RecordType
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.kinds import Value, as_list, as_number, as_object, plain_text
from coordinator.store import query

_EMAIL = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PHONE_DIGITS = 10


def share_out(connection: Connection, plan: Plan, step: ChangeSet) -> None:
    """Add to the undo of a merge what came to the merged person since; a step of `plan_undo`.

    A sign-up that came in later goes back if its e-mail, phone or name tells whose it is, with the values
    that it brought. If nothing tells, it stays, and someone is asked: a conflict of the plan says so, and
    the answer `take` gives it to the other person.

    Raises:
        UserError: the one who stayed was merged since.
    """
    pair = _pair(connection, step.seq) if step.kind == "merge" else None
    if pair is not None:
        _Split(connection, plan, step.seq, *pair).share()


def _pair(connection: Connection, seq: int) -> tuple[int, int] | None:
    """Return who stayed and who went in a merge; None if it is not one."""
    made = [c.record_id for c in history.changes_of(connection, seq) if c.record == VERDICT.key]
    then = state_at(connection, VERDICT, seq, made)
    for verdict in query.read_rows(connection, VERDICT, made):
        if verdict["verdict"] == SAME and (was := then[verdict["id"]]) is not None:
            first = as_number(was["first"])
            if first is not None and first != verdict["first"]:
                names = query.titles(connection, CANDIDATE, [first, verdict["first"]])
                raise UserError(f"{names[first]} was merged into {names[verdict['first']]} since. Undo that first.")
            return verdict["first"], verdict["second"]
    return None


class Asked(Conflict):
    """Something that came in while two people were one, with no clear owner: `take` gives it away."""


def questions(plan: Plan) -> list[Asked]:
    """Return what someone should decide before one person is split into two."""
    return [c for c in plan.conflicts if isinstance(c, Asked)]


@dataclass(slots=True)
class _Split:
    """Divides what came in while two people were one.

    Attributes:
        keep, gone: numbers of the one who stayed, and of the one who comes back.
        owners: sign-up → its owner, if known.
    """

    connection: Connection
    plan: Plan
    seq: int
    keep: int
    gone: int
    rt: RecordType = field(init=False)
    rows: dict[int, dict[str, Value]] = field(init=False)
    owners: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rt = query.typed(self.connection, CANDIDATE)
        self.rows = query.read_by_id(self.connection, self.rt, [self.keep, self.gone])

    def share(self) -> None:
        """Add to the plan what goes to the one who comes back, and the questions."""
        apart = {number: dict(row) for number, row in self.rows.items()}
        for change in self.plan.changes:
            if (change.record, change.record_id) == (CANDIDATE.key, self.keep):
                apart[self.keep] |= {key: after for key, (_, after) in change.fields.items()}
        signs = {number: signs_of(row) for number, row in apart.items()}
        for rt in RECORDS:
            if not rt.pair:
                for key in rt.pointing_at(CANDIDATE.key):
                    self._records(rt, key, signs)
        self._values()

    def _records(self, rt: RecordType, key: str, signs: Mapping[int, "_Signs"]) -> None:
        """Divide the records of one type that came in since."""
        column = rt.table.c[key]
        there = select(rt.table.c.id).where(column == self.keep, rt.table.c.deleted_at.is_(None))
        rows = query.read_by_id(self.connection, rt, self.connection.scalars(there))
        back = {c.record_id for c in self.plan.changes if c.record == rt.key and key in c.fields}
        since = {
            number
            for _, number, action, fields in later_changes(self.connection, rt.key, self.seq, list(rows))
            if number not in back and (action == Action.CREATE or key in fields)
        }
        whose = {n: _whose(rows[n], signs) if rt is SIGNUP and n in since else self.keep for n in rows}
        whose |= dict.fromkeys(back, self.gone)
        if rt is SIGNUP:
            self.owners = {n: owner for n, owner in whose.items() if owner is not None}
        for number in sorted(since):
            if whose[number] == self.gone:
                self.plan.update(rt.key, number, {key: (self.keep, self.gone)})
            elif whose[number] is None or rt is not SIGNUP:
                self._ask_record(rt, key, number, rows[number])

    def _ask_record(self, rt: RecordType, key: str, number: int, row: Row) -> None:
        title = str(row["came_in"] or "") if rt is SIGNUP else ""
        title = title or query.titles(self.connection, rt, [number]).get(number, "")
        day = str(row.get("created_at") or "")[:10]
        told = f"{rt.label} {title}, which came on {day}, stays with {self._name(self.keep)}"
        self.plan.conflicts.append(
            Asked(rt.key, number, key, self.keep, self.keep, self.gone, ConflictReason.BOTH_CHANGED, told)
        )

    def _values(self) -> None:
        """Divide the values that were written since: those that a sign-up brought go with it."""
        touched: dict[int, set[int | None]] = defaultdict(set)
        for at, number, _, _ in later_changes(self.connection, SIGNUP.key, self.seq, self._signups()):
            touched[at].add(self.owners.get(number))
        brought: dict[str, set[int | None]] = defaultdict(set)
        first: dict[str, Value] = {}
        for at, _, action, fields in later_changes(self.connection, CANDIDATE.key, self.seq, [self.keep]):
            if action == Action.UPDATE:
                for key, (before, _) in fields.items():
                    first.setdefault(key, before)
                    brought[key] |= touched.get(at) or {None}
        for key, owners in brought.items():
            if owners == {self.gone}:
                self._hand_over(key, first[key])
            elif owners != {self.keep}:
                self._ask_value(key)

    def _signups(self) -> list[int]:
        table = SIGNUP.table
        people = select(table.c.id).where(table.c.candidate.in_([self.keep, self.gone]))
        return list(self.connection.scalars(people))

    def _hand_over(self, key: str, before: Value) -> None:
        """Give a value to the one who comes back; the one who stayed gets the previous value back."""
        now, theirs = self.rows[self.keep].get(key), self.rows[self.gone].get(key)
        conflict = self._take_conflict(key)
        if isinstance(now, list):
            had, has = as_list(before), as_list(theirs)
            came = [v for v in as_list(now) if v not in had]
            left: Value = [v for v in as_list(self._planned(key, now)) if v not in came] or None
            given: Value = [*has, *(v for v in came if v not in has)]
        else:
            left, given = (conflict.theirs if conflict else before), now
        if now != left:
            self.plan.update(CANDIDATE.key, self.keep, {key: (now, left)})
        if given != theirs and not nothing(given):
            self.plan.update(CANDIDATE.key, self.gone, {key: (theirs, given)})

    def _planned(self, key: str, now: Value) -> Value:
        """Return the value that a field of the one who stayed has in the current plan."""
        for change in self.plan.changes:
            if (change.record, change.record_id) == (CANDIDATE.key, self.keep) and key in change.fields:
                return change.fields[key][1]
        return now

    def _take_conflict(self, key: str) -> Conflict | None:
        for conflict in self.plan.conflicts:
            if (conflict.record, conflict.record_id, conflict.field) == (CANDIDATE.key, self.keep, key):
                self.plan.conflicts.remove(conflict)
                return conflict
        return None

    def _ask_value(self, key: str) -> None:
        now, theirs = self.rows[self.keep].get(key), self.rows[self.gone].get(key)
        described = self.rt.field(key)
        if nothing(now) or described.kind.same(now, theirs):
            return
        who = history.last_author(self.connection, CANDIDATE.key, self.keep, self.seq)
        told = f"{described.label} {described.kind.show(now)}, changed by {who}, stays with {self._name(self.keep)}"
        self._take_conflict(key)
        self.plan.conflicts.append(
            Asked(CANDIDATE.key, self.gone, key, theirs, theirs, now, ConflictReason.BOTH_CHANGED, told)
        )

    def _name(self, number: int) -> str:
        return self.rt.title(self.rows[number])


@dataclass(frozen=True, slots=True)
class _Signs:
    """What in a sheet's row shows whose it is."""

    emails: frozenset[str]
    phones: frozenset[str]
    names: frozenset[frozenset[str]]


def signs_of(row: Row) -> _Signs:
    """Return what in a sheet's row shows whose it is."""
    emails, phones = (CANDIDATE.values_of(row, sign) for sign in ADDRESSES)
    given, families = (folded_names(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    return _Signs(
        frozenset(str(e).casefold() for e in emails),
        frozenset(_digits(str(p)) for p in phones),
        frozenset(frozenset((g, family)) for g in given for family in families),
    )


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())[-PHONE_DIGITS:]


def _whose(signup: Row, signs: Mapping[int, _Signs]) -> int | None:
    """Return the owner of a sign-up: the one of two people named by all signs that name only one of them."""
    texts = [plain_text(v) for v in as_object(signup.get("row")).values() if not nothing(v)]
    emails = {e.casefold().strip(".") for t in texts for e in _EMAIL.findall(t)}
    phones = {_digits(t) for t in texts if len(_digits(t)) == PHONE_DIGITS}
    words = {fold_word(w) for t in texts if "@" not in t for w in (t, *_WORD.findall(t))}
    named = {
        _only(n for n, s in signs.items() if not emails.isdisjoint(s.emails)),
        _only(n for n, s in signs.items() if not phones.isdisjoint(s.phones)),
        _only(n for n, s in signs.items() if any(name <= words for name in s.names)),
    } - {None}
    return _only(named)


def _only(found: Iterable[int | None]) -> int | None:
    listed = list(found)
    return listed[0] if len(listed) == 1 else None
