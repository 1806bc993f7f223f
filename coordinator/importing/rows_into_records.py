"""Folding rows into records: what exists, what is planned, what a row adds to it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator.changes.merge import ConflictReason, Outcome, Resolution, merge, merge_two_way
from coordinator.changes.plan import Conflict, Plan
from coordinator.importing.plan import RULES_FOR_ALL, ConflictRule, FieldChange, Place, RowOutcome
from coordinator.records import zip_places
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.following import following
from coordinator.records.kinds import Value
from coordinator.records.refusals import says_again, says_no, takes_back_no

Values = Mapping[str, Value]


@dataclass(slots=True)
class Folder:
    """Collects what the rows of a file do to the records of one type.

    Several rows may be about one record; each sees what the rows before it did.

    Attributes:
        named: returns the value of a field in words; a link is told as what it points at.
        from_zip: numbers of the people whose state or county follows from their ZIP.
        whose: row → number of its record, if somebody said of rows that they are about one or two.
        said_again: number → the noes that stand and that a row says; True: as it said them before.
    """

    rt: RecordType
    plan: Plan
    on_conflict: Resolution = Resolution.KEEP
    rules: Mapping[str, ConflictRule] = field(default_factory=dict)
    here: dict[int, dict[str, Value]] = field(default_factory=dict)
    named: Callable[[Field, Value], str] = lambda field, value: field.kind.show(value)
    from_zip: set[int] = field(default_factory=set)
    whose: dict[Place, int] = field(default_factory=dict)
    said_again: dict[int, dict[str, bool]] = field(default_factory=dict)
    _new: dict[int, dict[str, Value]] = field(default_factory=dict)
    _updates: dict[int, dict[str, tuple[Value, Value]]] = field(default_factory=dict)

    def load(self, record_id: int, row: Values) -> None:
        """Register the values of a database record."""
        self.here.setdefault(record_id, dict(row))

    def now(self, record_id: int) -> dict[str, Value]:
        """Return a record as the rows so far leave it."""
        return self._new.get(record_id) or self.here[record_id]

    @property
    def planned(self) -> Iterator[dict[str, Value]]:
        """Yield the new records as the rows so far leave them, each with its preliminary number as `id`."""
        return ({"id": number, **values} for number, values in self._new.items())

    @property
    def made(self) -> Mapping[int, Values]:
        """The new records so far: preliminary number → values, which later rows change."""
        return self._new

    def add(self, values: dict[str, Value]) -> int:
        """Plan a new record; return its preliminary number. The values are its own from now on."""
        number = self.plan.new_id(self.rt.key)
        whole = None not in values.values()
        self._new[number] = values if whole else {k: v for k, v in values.items() if v is not None}
        return number

    def create(self, values: dict[str, Value], outcome: RowOutcome) -> int:
        """Plan a new record for a row; the values are its own from now on."""
        number = outcome.record_id = self.add(values)
        new = outcome.created = self._new[number]
        if self.rt.is_person and (more := zip_places.following_new(new)):
            new.update(more)
            if any(map(more.get, zip_places.FOLLOWING)):
                self.from_zip.add(number)
        return number

    def fill(
        self, record_id: int, values: Values, outcome: RowOutcome, *, silent: frozenset[str] = frozenset()
    ) -> None:
        """Merge values that came without a base: they fill empty fields but never overwrite.

        Args:
            record_id: the record.
            values: the row's values.
            outcome: where to note what happens.
            silent: fields where ours is kept without mention if they differ.
        """
        before = dict(self.now(record_id))
        follows = zip_places.derived(before)
        now = self.now(record_id)
        for key, theirs in values.items():
            ours = None if key in follows else now.get(key)
            kind = self.rt.field(key).kind
            merged = merge_two_way(kind, ours, theirs)
            if merged.outcome is Outcome.TAKE:
                self._set(record_id, key, merged.value, outcome)
            elif merged.outcome is Outcome.CONFLICT and (further := self.rt.further.get(key)):
                self.fill(record_id, {further: [theirs]}, outcome)
            elif merged.outcome is Outcome.CONFLICT and (key not in silent or key in self.rules):
                self._differs(record_id, key, None, ours, theirs, outcome)
            elif says_again(key, ours, theirs):
                self.say_again(record_id, key)
        self._follow(record_id, before, outcome)

    def take(self, record_id: int, key: str, value: Value, outcome: RowOutcome) -> None:
        """Take a value, whatever is there."""
        self._set(record_id, key, value, outcome)

    def say_again(self, record_id: int, key: str, *, as_before: bool = False) -> None:
        """Remember that a row says a no that stands: it stays if the step that brought it first is taken back.

        Args:
            record_id: the record.
            key: the field.
            as_before: the row said so the last time too, and may have come in the same file.
        """
        if record_id not in self._new:
            again = self.said_again.setdefault(record_id, {})
            again[key] = again.get(key, True) and as_before

    def leave_out_as_before(self) -> None:
        """Leave out the noes that rows say as they did before, where the step in which they came first says them."""
        for number, keys in self.said_again.items():
            self.said_again[number] = {key: as_before for key, as_before in keys.items() if not as_before}

    def append_lines(self, record_id: int, key: str, lines: Sequence[str], outcome: RowOutcome) -> None:
        """Add lines to a text unless it has them already."""
        ours = str(self.now(record_id).get(key) or "")
        new = [line for line in lines if line not in ours]
        if new:
            self._set(record_id, key, "\n".join([ours, *new] if ours else new), outcome)

    def merge(
        self,
        record_id: int,
        base: Values,
        values: Values,
        outcome: RowOutcome,
        agreed: Collection[str] = (),
        agreed_on: str | None = None,
    ) -> None:
        """Merge values against the row's values from last time.

        Args:
            record_id: the record.
            base: what the row said last time.
            values: what it says now.
            outcome: what happens to the row; it is added to.
            agreed: keys of the permissions of which somebody said who agreed: a no there is taken away unasked.
            agreed_on: the day that was said, for a consent that would have no day; None if none was.
        """
        here = dict(self.now(record_id))
        for key in dict.fromkeys([*base, *values]):
            ours = self.now(record_id).get(key)
            before, theirs = base.get(key), values.get(key)
            merged = merge(self.rt.field(key).kind, before, ours, theirs)
            takes_away = says_no(key, ours) and not says_no(key, merged.value)
            if merged.outcome is Outcome.TAKE and takes_away and key not in agreed:
                self._no_taken_away(record_id, key, before, ours, theirs, outcome)
            elif merged.outcome is Outcome.TAKE:
                self._set(record_id, key, merged.value, outcome, before)
                if merged.value != theirs:
                    outcome.fields[-1] = replace(outcome.fields[-1], merged=True, theirs=theirs)
            elif merged.outcome is Outcome.CONFLICT:
                self._differs(record_id, key, before, ours, theirs, outcome)
            elif says_again(key, ours, theirs) and before != theirs:
                self.say_again(record_id, key, as_before=True)
        self._follow(record_id, here, outcome, agreed_on)

    def _following(self, record_id: int, before: Values, after: Values, agreed_on: str | None) -> Values:
        more = following(before, after, agreed_on) if self.rt.is_person else {}
        if more and any(map(more.get, zip_places.FOLLOWING)):
            self.from_zip.add(record_id)
        return more

    def _follow(self, record_id: int, before: Values, outcome: RowOutcome, agreed_on: str | None = None) -> None:
        """Plan what follows from a new ZIP, or from a consent."""
        for key, value in self._following(record_id, before, self.now(record_id), agreed_on).items():
            if value != self.now(record_id).get(key):
                self._set(record_id, key, value, outcome)
                outcome.fields[-1] = replace(outcome.fields[-1], follows=True)

    def _differs(self, record_id: int, key: str, base: Value, ours: Value, theirs: Value, outcome: RowOutcome) -> None:
        """Apply the source's rule for differences.

        A new no to being contacted or passed on needs no rule, it counts. A yes after a no is asked about, unless there
        is a rule for that very field.
        """
        if says_no(key, theirs):
            self._set(record_id, key, theirs, outcome, base)
            return
        for_all = self.rules.get(RULES_FOR_ALL, ConflictRule.ASK)
        rule = self.rules.get(key, ConflictRule.ASK if takes_back_no(key, ours, theirs) else for_all)
        if rule is ConflictRule.OVERWRITE and theirs is not None:
            self._set(record_id, key, theirs, outcome)
        elif rule is ConflictRule.ASK:
            self._conflict(record_id, key, base, ours, theirs, outcome)

    def _no_taken_away(
        self, record_id: int, key: str, base: Value, ours: Value, theirs: Value, outcome: RowOutcome
    ) -> None:
        """Ask before a row takes away a no to being contacted or passed on, unless a rule is for that very field."""
        if self.rules.get(key) is ConflictRule.OVERWRITE:
            self._set(record_id, key, theirs, outcome, base)
        elif self.rules.get(key, ConflictRule.ASK) is ConflictRule.ASK:
            self._conflict(record_id, key, base, ours, theirs, outcome)

    def _set(self, record_id: int, key: str, value: Value, outcome: RowOutcome, base: Value = None) -> None:
        before = self.put(record_id, key, value)
        outcome.fields.append(FieldChange(key, self.rt.field(key).label, before, value, base, record=self.rt.key))

    def put(self, record_id: int, key: str, value: Value) -> Value:
        """Plan a value; return the previous one."""
        row = self.now(record_id)
        before, row[key] = row.get(key), value
        if record_id not in self._new:
            first = self._updates.setdefault(record_id, {}).get(key, (before, None))[0]
            self._updates[record_id][key] = (first, value)
        return before

    def _conflict(self, record_id: int, key: str, base: Value, ours: Value, theirs: Value, outcome: RowOutcome) -> None:
        field_ = self.rt.field(key)
        now = self.now(record_id)
        titled = map(self.rt.field, self.rt.title_fields)
        links = {f.key: self.named(f, now.get(f.key)) for f in titled if f.kind.record}
        told = f"{self.rt.title({**now, **links})}: {field_.label} kept as {self.named(field_, ours) or 'empty'}"
        reason, heading = ConflictReason.BOTH_CHANGED, field_.label if field_.is_answer else ""
        conflict = Conflict(
            self.rt.key, record_id, key, base, ours, theirs, reason, told, self.on_conflict, heading=heading
        )
        outcome.conflicts.append(conflict)
        self.plan.conflicts.append(conflict)

    def finish(self) -> None:
        """Write the collected changes into the plan."""
        self.plan.created(self.rt.key, self._new)
        for number in dict.fromkeys([*self._updates, *self.said_again]):
            moved = {k: (b, a) for k, (b, a) in self._updates.get(number, {}).items() if b != a}
            now = self.now(number)
            again = {k: (now[k], now[k]) for k in self.said_again.get(number, ()) if says_no(k, now[k])}
            self.plan.update(self.rt.key, number, {**again, **moved})
