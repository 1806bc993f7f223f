"""The rows of an import review: their tiles and decisions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.importing.acts import Reply
from coordinator.importing.joins import troubles
from coordinator.importing.plan import ImportPlan, Place, RowOutcome, What
from coordinator.records.kinds import Value
from coordinator.round_trip.exports_out import CODE_HEADING, Out

Decided = tuple[Resolution, bool, Value]
"""A decision about a conflict: the answer, whether a value was typed, and that value."""
ORDER = {What.CHANGED: 0, What.NEW: 1}
"""Rows that need no decision stand in this order, those with a problem first; unchanged ones come last."""
GONE = "Not in the sheet any more; it stays as it is here"


class ReviewRows:
    """Sorts the rows once, so that moving through a large review needs no recounting.

    It is built in the background. A conflict is open until it is decided.

    Attributes:
        plan: the import plan.
        by_tile: tile → its rows; those that need a decision come first.
        open_by_field: (record type, field) → number of open conflicts.
        asking: ID of each new row that looks like somebody and is undecided → whom it looks like, in words.
        deleting: (record type, number) of missing records to delete here too.
    """

    def __init__(
        self,
        plan: ImportPlan,
        decided: Mapping[tuple[Place, str], Decided] | None = None,
        deleting: Iterable[tuple[str, int]] = (),
        exports: Iterable[Out] = (),
    ) -> None:
        self.plan = plan
        self._exports = {out.code: out for out in exports}
        self.decided: dict[tuple[Place, str], Decided] = dict(decided or {})
        self.missing = plan.missing
        gone = {(m.record, m.record_id) for m in plan.missing if m.record_id is not None}
        self.deleting: set[tuple[str, int]] = gone & set(deleting)
        self.open_by_field: Counter[tuple[str, str]] = Counter()
        self._open: set[int] = set()
        self._open_rows: set[int] = set()
        self.asking: dict[int, str] = {}
        self._taking: set[int] = set()
        _part_from_acts(plan)
        self._always = sum(1 for r in plan.rows if _writes(r))
        self.by_tile = self._sorted()
        self._remember_before()

    @property
    def returned(self) -> bool:
        """Whether the file is one of our workbooks that came back."""
        return self.plan.plan.kind == "return"

    def _sorted(self) -> dict[str, list[RowOutcome]]:
        tiles: dict[str, list[RowOutcome]] = {
            "new": [],
            "changed": [],
            "unchanged": [],
            "conflict": [],
            "rejected": [],
            "problem": [],
            "duplicate": [],
            "joined": self.plan.joined,
        }
        others: list[RowOutcome] = []
        for row in self.plan.rows:
            tiles[kind_of(row)].append(row)
            if troubles(row):
                tiles["problem"].append(row)
            if row.duplicate:
                tiles["duplicate"].append(row)
            if row.what is not What.CONFLICT and row.what is not What.REJECTED:
                others.append(row)
        conflicts = tiles["conflict"]
        tiles["problem"].sort(key=lambda r: r.what is not What.REJECTED)
        in_bulk = _in_bulk(self.plan)
        tiles["bulk"] = [r for r in tiles["changed"] if _is_in_bulk(r, in_bulk)]
        bulk = {id(r) for r in tiles["bulk"]}
        tiles["edited"] = [*conflicts, *(r for r in tiles["changed"] if id(r) not in bulk)]
        tiles["removed"] = [
            RowOutcome(m.sheet, 0, What.UNCHANGED, m.title, GONE, m.record, m.record_id) for m in self.missing
        ]
        others.sort(key=lambda r: (kind_of(r) is What.UNCHANGED, not r.problems, ORDER.get(kind_of(r), len(ORDER))))
        tiles["all"] = [*conflicts, *tiles["rejected"], *others]
        return tiles

    def _remember_before(self) -> None:
        """Open every conflict except those decided before the file was planned again."""
        for row in self.by_tile["conflict"]:
            for conflict in row.conflicts:
                known = self.decided.get((place_of(row), conflict.field))
                if known is None and conflict.settled:
                    continue
                if known is None:
                    self._open.add(id(conflict))
                    self.open_by_field[conflict.record, conflict.field] += 1
                else:
                    conflict.decide(known[0], typed=known[1], value=known[2])
            self._settle(row)

    def _settle(self, row: RowOutcome) -> None:
        """Update whether a row needs a decision, and whether it writes anything."""
        if any(id(c) in self._open for c in row.conflicts):
            self._open_rows.add(id(row))
        else:
            self._open_rows.discard(id(row))
        if not _writes(row) and any(c.answer is Resolution.TAKE for c in row.conflicts):
            self._taking.add(id(row))
        else:
            self._taking.discard(id(row))

    # Asking

    def export_of(self, row: RowOutcome) -> Out | None:
        """Return the export a row belonged to, if it is in the ledger."""
        return self._exports.get(str(row.cells.get(CODE_HEADING) or ""))

    @property
    def holders(self) -> list[str]:
        """Who had the workbook, according to the ledger."""
        return list(dict.fromkeys(out.holder for out in self._exports.values() if out.holder))

    def is_open(self, row: RowOutcome) -> bool:
        """Return whether a row needs a decision."""
        return id(row) in self._open_rows

    def needs(self, row: RowOutcome) -> bool:
        """Return whether a row needs attention: it needs a decision, or looks like an existing person."""
        return id(row) in self._open_rows or id(row) in self.asking

    def is_open_conflict(self, conflict: Conflict) -> bool:
        """Return whether a conflict needs a decision."""
        return id(conflict) in self._open

    def was_decided(self, row: RowOutcome) -> bool:
        """Return whether somebody decided about a row in this review."""
        return any((place_of(row), c.field) in self.decided for c in row.conflicts)

    @property
    def open_rows(self) -> int:
        """Number of rows that need a decision."""
        return len(self._open_rows)

    @property
    def writes(self) -> int:
        """Number of rows that change anything."""
        return self._always + len(self._taking) + len(self.deleting)

    def next_open(self, rows: Sequence[RowOutcome], start: int, step: int = 1) -> int:
        """Return the index of the next row that needs a decision, wrapping around; -1 if there is none."""
        if not self._open_rows and not self.asking:
            return -1
        order = range(len(rows))
        turned = [*order[start:], *order[:start]] if step > 0 else [*reversed(order[:start]), *reversed(order[start:])]
        return next((i for i in turned if self.needs(rows[i])), -1)

    # Deciding

    def decide_as(self, others: "ReviewRows") -> None:
        """Take over what was decided among the rows of an earlier plan of the same file while this one was made."""
        if others is self:
            return
        new = {key: one for key, one in others.decided.items() if self.decided.get(key) != one}
        for row in self.by_tile["conflict"] if new else ():
            for conflict in row.conflicts:
                if one := new.get((place_of(row), conflict.field)):
                    self.decide(row, conflict, one[0], typed=one[1], value=one[2])
        gone = {(m.record, m.record_id) for m in self.missing if m.record_id is not None}
        self.deleting = others.deleting & gone

    def decide(
        self, row: RowOutcome, conflict: Conflict, answer: Resolution, *, typed: bool = False, value: Value = None
    ) -> None:
        """Decide one conflict."""
        conflict.decide(answer, typed=typed, value=value)
        self.decided[place_of(row), conflict.field] = (answer, typed, value)
        if id(conflict) in self._open:
            self._open.discard(id(conflict))
            self.open_by_field[conflict.record, conflict.field] -= 1
        self._settle(row)

    def decide_row(self, row: RowOutcome, answer: Resolution) -> None:
        """Decide all conflicts of a row the same way."""
        for conflict in row.conflicts:
            self.decide(row, conflict, answer)

    def decide_all(self, answer: Resolution, field: str = "") -> list[RowOutcome]:
        """Decide all open conflicts, or those of one field; return the rows."""
        touched = []
        for row in [r for r in self.by_tile["conflict"] if id(r) in self._open_rows]:
            mine = [c for c in row.conflicts if id(c) in self._open and field in ("", c.field)]
            for conflict in mine:
                self.decide(row, conflict, answer)
            if mine:
                touched.append(row)
        return touched


def _part_from_acts(plan: ImportPlan) -> None:
    """Take what is told of whole columns from the rows that it stands with: it is told before the rows."""
    told = {act.told for act in plan.acts}
    for row in plan.rows if told else ():
        if row.problems:
            row.problems[:] = [p for p in row.problems if p.message not in told]


def _in_bulk(plan: ImportPlan) -> dict[Place, set[str]]:
    """Return for each row the fields that change with many others, in an act that is taken as it is."""
    found: dict[Place, set[str]] = {}
    for sheet in plan.sheets:
        targets = {c.header: c.target for c in sheet.columns}
        for act in sheet.acts:
            if act.answer is not Reply.TAKE:
                continue
            keys = {targets[h] for h in act.columns if h in targets}
            for number in act.rows:
                found.setdefault((sheet.name, number), set()).update(keys)
    return found


def _is_in_bulk(row: RowOutcome, in_bulk: Mapping[Place, set[str]]) -> bool:
    """Return whether everything that changes in a row changes with many others."""
    keys = in_bulk.get(place_of(row))
    return keys is not None and bool(row.fields) and all(f.follows or f.key in keys for f in row.fields)


def place_of(row: RowOutcome) -> Place:
    """Return the state of a row."""
    return row.sheet, row.number


def kind_of(row: RowOutcome) -> What:
    """Return what a row counts as: one that only brings another sign-up of a known person changes something too."""
    return What.CHANGED if row.what is What.UNCHANGED and _writes(row) else row.what


def _writes(row: RowOutcome) -> bool:
    """Return whether a row changes anything regardless of decisions."""
    changes = row.created or row.fields or row.new_signup or row.what is What.CHANGED
    return bool(changes) and row.what is not What.REJECTED
