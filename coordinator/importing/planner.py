"""Planning an import: each sheet in turn, partners and events before the people who name them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_heading
from coordinator.base.progress import Progress
from coordinator.changes.change_set import nothing
from coordinator.changes.plan import Plan
from coordinator.importing import sources
from coordinator.importing.cells import InRow, NewAnswer, orders_of, read_rows
from coordinator.importing.column_questions import with_questions
from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.importing.other_records import ThingIntake
from coordinator.importing.people import PeopleIntake
from coordinator.importing.plan import ANY_SHEET, ImportOptions, ImportPlan, SheetPlan, What
from coordinator.importing.profiles import Profile, recognise
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.sources import KnownSource, Memory
from coordinator.importing.steps import SentOutReader
from coordinator.importing.stops import EventFinder
from coordinator.importing.tables import find_tables
from coordinator.importing.targets import ANSWER, IGNORED, SOURCE_KEY
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE, EVENT, IMPORT, IMPORTABLE, RECORDS, SIGNUP, SOURCE, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import LONG_TEXT, Hints, Value
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.filters import Compare

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Table

SAMPLE_ROWS = 200
ALSO_OF_PARTNERS = frozenset({"organization", "organization_role", "web_pages"})
"""Fields of people that do not tell a list of people from one of partners."""


@dataclass(slots=True)
class _Reader:
    """Reads all cells of one sheet the same way, old and new ones."""

    rt: RecordType
    columns: Sequence[ColumnPlan]
    hints: Hints
    answers: Mapping[str, Field]
    orders: Mapping[str, bool | None]

    def read(self, numbers: Sequence[int], rows: Sequence[Sequence[object]]) -> tuple[list[InRow], list[NewAnswer]]:
        """Read rows; return them, and the answers to create."""
        return read_rows(self.rt, self.columns, numbers, rows, self.hints, self.answers, self.orders)

    def know(self, made: Sequence[NewAnswer]) -> None:
        """Add the fields that were created for columns without one."""
        self.rt = self.rt.with_answers(Field(f"answers.{a.key}", a.heading, LONG_TEXT) for a in made)
        self.answers = {fold_heading(f.label): f for f in self.rt.fields if f.is_answer}

    def again(self, cells: Mapping[str, Value]) -> InRow:
        """Read a row from its cells by heading."""
        rows, _ = self.read([0], [[cells.get(c.header) for c in self.columns]])
        return rows[0]

    def values(self, cells: Mapping[str, Value]) -> dict[str, Value]:
        """Return what a row says about its person."""
        return {k: v for k, v in self.again(cells).values.items() if not k.startswith("signup.")}


class Planner:
    """Plans one file.

    Args:
        connection: a connection to the campaign.
        path: the file.
        options: what was decided beforehand.
        readers: recognize workbooks that were sent out; the first that knows the file takes it back.
        progress: receives progress updates.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        options: ImportOptions,
        readers: Sequence[SentOutReader],
        progress: Progress,
    ) -> None:
        self._connection = connection
        self._readers = readers
        self._reader: SentOutReader | None = None
        self._path = path
        self._options = options
        self._progress = progress
        self._plan = Plan("import", f"Imported {path.name}", head_of(connection), source=path.name)
        self._result = ImportPlan(path, options, self._plan)
        self._folders: dict[str, Folder] = {}

    def plan(self, book: "Book") -> ImportPlan:
        """Plan all sheets that contain a table."""
        tables = self._tables(book)
        only = [table for _, table in tables]
        self._reader = next((reader for reader in self._readers if reader.is_ours(book, only)), None)
        elsewhere = self._reader is not None and self._reader.is_elsewhere(self._connection, book)
        if elsewhere:
            tables = [(sheet, table) for sheet, table in tables if not self._belongs_to_people(sheet)]
        kinds = [(sheet, table, self._kind(sheet, table)) for sheet, table in tables]
        if elsewhere:
            self._result.notes.append(
                "This workbook went out from another campaign file. It is taken as a list from elsewhere: its row IDs "
                "are not those of this file."
            )
        if self._reader is not None and not elsewhere:
            self._plan.kind, self._plan.title = "return", f"Took back {self._path.name}"
            for sheet, table, _ in kinds:
                self._returned(self._reader, book, sheet, table)
        else:
            for sheet, table, rt in sorted(kinds, key=lambda k: k[2].is_person):
                self._foreign(sheet, table, rt)
        for folder in self._folders.values():
            folder.finish()
        back = self._plan.kind == "return"  # in a return, a source is just a record; otherwise it remembers the file
        taken = any(back or c.record != SOURCE.key for c in self._plan.changes) or self._plan.conflicts
        if not taken or (self._result.rows and all(r.what is What.REJECTED for r in self._result.rows)):
            self._plan.changes.clear()  # a file with nothing to import leaves nothing behind
        self._result.problems += [p for row in self._result.rows for p in row.problems]
        counts = self._result.counts
        self._plan.title += (
            f": {counts.created} new, {counts.updated} updated" if counts.created + counts.updated else ""
        )
        return self._result

    def _belongs_to_people(self, sheet: "Sheet") -> bool:
        """Return whether another campaign's sheet is useless without that campaign's records, and report it."""
        known = (rt for rt in RECORDS if rt not in IMPORTABLE)
        rt = next(
            (rt for rt in known if fold_heading(sheet.name) in {fold_heading(rt.plural), fold_heading(rt.label)}), None
        )
        if rt is not None:
            self._result.notes.append(
                f"{sheet.name} are those of records of another campaign file, and were left out. Export its candidates "
                "with their columns instead, and import that."
            )
        return rt is not None

    def _tables(self, book: "Book") -> list[tuple["Sheet", "Table"]]:
        found = find_tables(book, self._options)
        self._result.notes += [*book.notes, *found.notes]
        self._result.problems += found.problems
        self._result.left_out, self._result.parted = found.left_out, found.parted
        return found.tables

    def _kind(self, sheet: "Sheet", table: "Table") -> RecordType:
        """Detect which record type a sheet holds: by its name, otherwise by its headings."""
        for rt in IMPORTABLE:
            if self._options.into in (rt.key, rt.plural_key):
                return rt
        for rt in IMPORTABLE:
            if fold_heading(sheet.name) in {
                fold_heading(rt.plural),
                fold_heading(rt.plural_key),
                fold_heading(rt.label),
            }:
                return rt

        def score(rt: RecordType) -> float:
            plans = map_columns(rt, table.header, _sample(table))
            hits = {p.target for p in plans if p.target in rt.by_key or p.target.startswith("+")}
            hits -= ALSO_OF_PARTNERS
            identity = sum(1 for f in rt.fields if f.identity and f.key in hits)
            bonus = 2 if rt.is_person and hits & {"email", "phone", "+full_name", "given_name"} else 0
            return len(hits) + identity + bonus

        return max(IMPORTABLE, key=score)

    def _folder(self, rt: RecordType) -> Folder:
        if rt.key not in self._folders:
            self._folders[rt.key] = Folder(rt, self._plan, self._options.on_conflict)
        return self._folders[rt.key]

    def _foreign(self, sheet: "Sheet", table: "Table", rt: RecordType) -> None:
        """Plan a sheet that came from elsewhere."""
        self._progress.step(0, len(table.rows), f"Reading columns of {sheet.name}")
        profile = recognise(table.header) if rt.is_person else None
        source = self._source(sheet.name, table.header, rt)
        decided = (source.memory if source else Memory()).and_now(self._decided(sheet.name))
        own, code = self._reader.own_headings(table) if self._reader is not None else (None, None)
        if own or code:
            ids = {h: t for h, t in ((own, SOURCE_KEY), (code, IGNORED)) if h}
            decided = Memory(ids if rt.is_person else dict.fromkeys(ids, IGNORED)).and_now(decided)
        full = query.typed(self._connection, rt)
        columns = map_columns(full, table.header, _sample(table), profile=profile, decided=decided.columns)
        cells = [r.cells for r in table.rows]
        columns = with_questions(columns, cells)
        orders = {
            heading: False if order is None and profile else order
            for heading, order in orders_of(full, columns, cells, decided.day_first).items()
        }
        answers = {fold_heading(f.label): f for f in full.fields if f.is_answer}
        reader = _Reader(full, columns, self._hints(profile), answers, orders)
        rows, made = reader.read([r.number for r in table.rows], cells)
        self._make_answers(rt, made)
        reader.know(made)
        self._mend(sheet.name, rows, reader)
        self._tell_orders(sheet.name, orders)
        self._result.sheets.append(
            SheetPlan(
                sheet.name,
                rt.key,
                table.header_rows[1],
                columns,
                list(table.skipped),
                [*table.notes, *(c.asks for c in columns if c.asks)],
                profile.name if profile else None,
                hints=reader.hints,
                orders=orders,
            )
        )
        folder = self._folder(reader.rt)
        folder.rt, folder.rules = reader.rt, decided.rules
        self._result.rules = decided.rules
        self._progress.step(len(rows) // 2, len(rows), f"Matching {len(rows)} rows of {sheet.name}")
        if rt.is_person:
            self._people(rows, sheet.name, profile, source, decided, folder, reader)
        else:
            self._things(rows, sheet.name, source, decided, folder, reader)

    def _things(
        self,
        rows: Sequence[InRow],
        sheet: str,
        source: KnownSource | None,
        decided: Memory,
        folder: Folder,
        reader: _Reader,
    ) -> None:
        """Plan partners or tour events, and remember what this list said about each."""
        intake = ThingIntake(
            self._connection, reader.rt, folder, self._options, self._path.name, sheet, seen=decided.seen
        )
        self._result.rows += intake.plan(rows)
        columns = {c.header: c.target for c in _named(reader.columns, reader.rt)}
        sources.remember(
            self._connection,
            self._plan,
            source.name if source else self._list_name(reader.rt),
            [c.header for c in reader.columns],
            replace(decided, columns=columns, seen=intake.said),
            None,
            None,
            kind="sheet",
        )

    def _list_name(self, rt: RecordType) -> str:
        """Return the name of the source for a list of partners or tour events."""
        return f"{self._options.source or sources.name_from(self._path)}: {rt.plural.lower()}"

    def _source(self, sheet: str, headings: Sequence[str], rt: RecordType) -> KnownSource | None:
        """Return the source with this header, and report changes to its form."""
        called = self._options.source
        if not rt.is_person:
            called = self._list_name(rt) if called else None
        known = sources.find(self._connection, called, headings, self._path)
        if known is not None and known.memory.columns:
            new, gone = sources.changes_since(known, headings)
            self._result.new_columns[sheet] = new
            if new or gone:
                told = f"The form “{known.name}” was changed since last time"
                told += f"; new: {', '.join(new)}" if new else ""
                told += f"; gone: {', '.join(gone)}" if gone else ""
                self._result.notes.append(f"{told}. If this is another form, give it a name of its own.")
        return known

    def _decided(self, sheet: str) -> Memory:
        """Return the decisions about a sheet."""
        mapping, day_first = self._options.mapping, self._options.day_first
        return Memory(
            {**mapping.get(ANY_SHEET, {}), **mapping.get(sheet, {})},
            self._options.rules,
            {**day_first.get(ANY_SHEET, {}), **day_first.get(sheet, {})},
        )

    def _mend(self, sheet: str, rows: list[InRow], reader: _Reader) -> None:
        """Read rows with corrected cells again; the original stays with the sign-up."""
        mended = {number: cells for (name, number), cells in self._options.mended.items() if name == sheet}
        for index, row in enumerate(rows if mended else ()):
            if cells := mended.get(row.number):
                again = reader.again({**row.cells, **cells})
                rows[index] = InRow(row.number, again.values, again.problems, row.cells, row.values)

    def _tell_orders(self, sheet: str, orders: Mapping[str, bool | None]) -> None:
        unsure = [heading for heading, first in orders.items() if first is None]
        if unsure:
            self._result.notes.append(
                f"{sheet}: dates of {', '.join(unsure)} are read as month/day; no cell says which comes first."
            )

    def _people(
        self,
        rows: Sequence[InRow],
        sheet: str,
        profile: Profile | None,
        source: KnownSource | None,
        decided: Memory,
        folder: Folder,
        reader: _Reader,
    ) -> None:
        name = self._options.source or (source.name if source else sources.new_name(self._connection, self._path))
        if self._result.source_name == name:
            name = f"{name}: {sheet}"
        self._result.source_name = self._result.source_name or name
        headings = [c.header for c in reader.columns]
        columns = {c.header: c.target for c in _named(reader.columns, reader.rt)}
        number = sources.remember(
            self._connection,
            self._plan,
            name,
            headings,
            replace(decided, columns=columns),
            profile,
            self._options.event,
        )
        intake = PeopleIntake(
            self._connection,
            reader.rt,
            folder,
            self._folder(SIGNUP),
            self._options,
            number,
            self._path.name,
            sheet,
            EventFinder.of(self._connection, self._folder(EVENT).planned),
            reader.values,
        )
        before = len(folder.from_zip)
        self._result.rows += intake.plan(rows)
        if n := len(folder.from_zip) - before:
            told = f"{n} {'people get' if n > 1 else 'person gets'} the state or county that the ZIP says"
            self._result.notes.append(f"{told}; “{CANDIDATE.by_key[zip_places.MARK].label}” names which.")
        if n := intake.forgotten:
            self._result.notes.append(f"{n} row{'s' if n > 1 else ''} skipped: asked to be forgotten.")

    def _hints(self, profile: Profile | None) -> Hints:
        if profile and profile.zone:
            return Hints(zone=profile.zone)
        if self._options.event is not None:
            row = query.record(self._connection, EVENT, self._options.event)
            if row is None:
                raise UserError(f"There is no tour event {self._options.event}. See: coordinator list events")
            if not nothing(row.get("time_zone")):
                return Hints(zone=str(row["time_zone"]))
        return Hints()

    def _make_answers(self, rt: RecordType, made: Sequence[NewAnswer]) -> None:
        for answer in made:
            self._plan.create(
                "answer",
                {"record": rt.key, "key": answer.key, "heading": answer.heading, "answer_kind": "long_text"},
            )

    def _returned(self, reader: SentOutReader, book: "Book", sheet: "Sheet", table: "Table") -> None:
        """Plan a sheet of one of our workbooks that came back."""
        self._progress.step(0, len(table.rows), f"Comparing {sheet.name} with what went out")
        again = came_before(self._connection, self._path)
        intake = reader.intake(self._connection, self._plan, self._options, self._path.name, self._folder, again)
        sheet_plan, outcomes = intake.plan(book.stamp, sheet, table)
        self._result.sheets.append(sheet_plan)
        self._result.rows += outcomes
        self._result.missing += intake.missing


def came_before(connection: Connection, path: Path) -> bool:
    """Return whether the very same file is in the ledger of imports."""
    return query.count(connection, IMPORT, Compare("sha256", "=", sha256(path))) > 0


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(columns: Sequence[ColumnPlan], full: RecordType) -> list[ColumnPlan]:
    """Return columns that name their answers by key, so that a source knows them after they are renamed."""
    keys = {fold_heading(f.label): f.key for f in full.fields if f.is_answer}
    return [replace(c, target=keys.get(fold_heading(c.header), ANSWER)) if c.target == ANSWER else c for c in columns]


def _sample(table: "Table") -> list[list[object]]:
    rows = table.rows[:SAMPLE_ROWS]
    return [[r.cells[i] for r in rows] for i in range(len(table.header))]
