"""Details of people that went out beside other records, to be read: as in a hand-off, they tell whose a row is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading, fold_word
from coordinator.changes.state_at import state_at
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL, RecordType
from coordinator.records.fields import Row
from coordinator.records.kinds import Value
from coordinator.records.rows import HandoffRow
from coordinator.round_trip.columns import BESIDE, NOT_OURS
from coordinator.round_trip.homes import Bases
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.sent_out import SentOut
from coordinator.store import query
from coordinator.store.filters import Compare, In


@dataclass(frozen=True, eq=False)
class _AboutPeople(RecordType):
    """A record type that has details of people beside it, and is called by their names."""

    def title(self, row: Row) -> str:
        """Return what people call a record: the name of whom it is about, where that is known."""
        keys = {name: f"{whom}.{name}" for whom in self.pointing_at(CANDIDATE.key) for name in CANDIDATE.title_keys}
        about = {name: row[key] for name, key in keys.items() if row.get(key)}
        return CANDIDATE.title(about) if about else super().title(row)


class PeopleBeside:
    """What went out of the people whom the records of a sheet are about.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        sent: the export; None if unknown.
    """

    def __init__(self, connection: Connection, rt: RecordType, sent: SentOut | None) -> None:
        self._connection, self._rt, self._sent = connection, rt, sent
        self._people = query.typed(connection, CANDIDATE)
        self._handoffs = self._of_export()
        about = rt.pointing_at(CANDIDATE.key)
        keys = [key for key in (sent.columns(rt.key) if sent else ()) if key not in rt.by_key]
        keys += [f"{whom}.{key}" for whom in about for h in self._handoffs for key in h["columns"] or ()]
        self._of = {
            key: (whom, self._people.by_key[name])
            for key in keys
            for whom, _, name in [key.rpartition(".")]
            if whom in about and name in self._people.by_key
        }

    def typed(self, rt: RecordType) -> RecordType:
        """Return a record type with these details as fields, none of them to be written."""
        fields = [
            replace(f, key=key, editable=False, required=False, derive=None, check=None, kept_up=True)
            for key, (_, f) in self._of.items()
        ]
        about = {f.name: getattr(rt, f.name) for f in dataclass_fields(rt)}
        return _AboutPeople(**{**about, "fields": (*rt.fields, *fields)}) if fields else rt

    def named(self, columns: Sequence[ColumnPlan]) -> list[ColumnPlan]:
        """Return a sheet's columns, where those of the details are known by name; a partner may have its own."""
        names = self._names() if self._of else {}
        taken: set[str] = set()
        found = []
        for column in columns:
            key = names.get(fold_heading(column.header)) if column.why == NOT_OURS else None
            if key is not None and key not in taken:
                taken.add(key)
                label = f"{self._of[key][1].label}, for reading only"
                column = replace(column, why=BESIDE + key, label=label)
            found.append(column)
        return found

    def handed(self) -> list[int]:
        """Return the numbers of the referrals of the hand-off that the export is; empty if it is none."""
        of_them = In("handoff", tuple(h["id"] for h in self._handoffs))
        return list(query.select_ids(self._connection, REFERRAL, of_them)) if self._handoffs else []

    def know(self, rows: Sequence[ReturnedRow]) -> None:
        """Add the details to what went out of each row's record."""
        by_seq: dict[int, list[ReturnedRow]] = {}
        for row in rows if self._of else ():
            if row.base is not None and row.export is not None and row.export.seq is not None:
                by_seq.setdefault(row.export.seq, []).append(row)
        for seq, those in by_seq.items():
            known = self._with_details({n: r.base for n, r in enumerate(those) if r.base is not None}, seq)
            for number, row in enumerate(those):
                row.base = known[number]

    def with_details(self, bases: Bases) -> Bases:
        """Add the details to what went out of records, by number."""
        seq = self._sent.seq if self._sent is not None else None
        return self._with_details(bases, seq) if self._of and seq is not None else bases

    def all_sent(self, but: Collection[int] = ()) -> Bases:
        """Return what went out of all records of the export with their details, by number, but for some."""
        if self._sent is None or self._sent.seq is None:
            return {}
        numbers = {*(self._sent.order(self._rt.key) or self.handed())} - {*but}
        states = state_at(self._connection, self._rt, self._sent.seq, sorted(numbers))
        return self.with_details({number: base for number, base in states.items() if base is not None})

    def _with_details(self, bases: Bases, seq: int) -> Bases:
        whose = {whom for whom, _ in self._of.values()}
        numbers = {int(str(base[whom])) for base in bases.values() for whom in whose if base.get(whom)}
        people = state_at(self._connection, self._people, seq, sorted(numbers))
        found = {}
        for number, base in bases.items():
            details: dict[str, Value] = {}
            for key, (whom, field) in self._of.items():
                if (person := people.get(int(str(base.get(whom) or 0)))) is not None:
                    details[key] = field.derive(person) if field.derive is not None else person.get(field.key)
            found[number] = {**base, **details}
        return found

    def _names(self) -> dict[str, str]:
        """Return the headings that the details may have: name, folded → field key."""
        found: dict[str, str] = {}
        for key, (_, field) in self._of.items():
            own = self._own_headings().get(field.key, ())
            for name in (*own, CANDIDATE.headings.get(field.key, field.label), field.label, *field.aliases):
                for heading in (name, f"{name} of the person"):
                    found.setdefault(fold_heading(heading), key)
        return found

    def _of_export(self) -> Sequence[HandoffRow]:
        """Return the hand-off that the export is: a file without a stamp does not say what its columns are."""
        if self._sent is None:
            return ()
        which = query.select_ids(self._connection, HANDOFF, Compare("code", "=", self._sent.code))
        return query.read_rows(self._connection, HANDOFF, which)

    def _own_headings(self) -> Mapping[str, Sequence[str]]:
        """Return what partners call the details in their hand-offs: field key → headings."""
        fields = {fold_word(name): f.key for f in self._people.shown for name in (f.key, f.label)}
        found: dict[str, list[str]] = {}
        for partner in query.read_rows(self._connection, PARTNER, [h["partner"] for h in self._handoffs]):
            for text in partner["handoff_columns"] or ():
                name, _, heading = text.partition("=")
                if heading.strip() and fold_word(name) in fields:
                    found.setdefault(fields[fold_word(name)], []).append(heading.strip())
        return found
