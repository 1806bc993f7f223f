"""Importing: read, find the table, map, clean, match, plan; then apply."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.bulk import no_collection
from coordinator.changes import apply as applying
from coordinator.changes.change_set import nothing
from coordinator.changes.plan import Conflict, Plan
from coordinator.errors import UserError
from coordinator.exchange import returning, sources
from coordinator.exchange.fold import Folder
from coordinator.exchange.headings import fold
from coordinator.exchange.import_plan import (
    Counts,
    FieldChange,
    ImportOptions,
    ImportPlan,
    RowOutcome,
    SheetPlan,
    What,
)
from coordinator.exchange.intake import InRow, NewAnswer, read_rows
from coordinator.exchange.mapping import ColumnPlan, map_columns
from coordinator.exchange.people import PeopleIntake
from coordinator.exchange.places import EventFinder
from coordinator.exchange.problems import Problem
from coordinator.exchange.profiles import Profile, recognise
from coordinator.exchange.targets import ANSWER
from coordinator.exchange.things import ThingIntake
from coordinator.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import LONG_TEXT, Hints, Value
from coordinator.store import backups, query
from coordinator.store.campaign import Campaign, head_of

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Table

__all__ = [
    "Counts", "FieldChange", "ImportOptions", "ImportPlan", "ImportResult", "Problem", "RowOutcome", "SheetPlan",
    "What", "apply_import", "plan_import", "write_rejected",
]  # fmt: skip

IMPORTABLE: tuple[RecordType, ...] = (CANDIDATE, PARTNER, EVENT)
SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of an import.

    Attributes:
        seq: the change set, None if nothing was to do.
        counts: rows by what became of them.
        conflicts: what was kept and has to be told.
        problems: what could not be taken.
    """

    seq: int | None
    counts: Counts
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    new_ids: Mapping[tuple[str, int], int]


def plan_import(
    campaign: Campaign, path: Path | str, options: ImportOptions | None = None, *, progress: Progress = SILENT
) -> ImportPlan:
    """Find out what importing a file would do; nothing is written.

    Raises:
        UserError: the file cannot be read, or holds no table; the text says why and what to do.
        Cancelled: the person cancelled.
    """
    from coordinator.workbooks import read_book

    options = options or ImportOptions()
    path = Path(path)
    progress.step(0, None, f"Reading {path.name}")
    with no_collection(), campaign.reading() as connection:
        book = read_book(path, progress=progress)
        planner = _Planner(connection, path, options, progress)
        return planner.plan(book)


def apply_import(
    campaign: Campaign, import_plan: ImportPlan, *, author: str, progress: Progress = SILENT
) -> ImportResult:
    """Apply an import as one change set, after a backup; nothing is written where nothing changes.

    Raises:
        UserError: the campaign cannot be written.
        Cancelled: the person cancelled; nothing was written.
    """
    counts = import_plan.counts
    if import_plan.plan.is_empty:
        return ImportResult(None, counts, tuple(import_plan.plan.conflicts), tuple(import_plan.problems), {})
    if campaign.path is not None:
        progress.step(0, None, "Making a backup")
        backups.make(campaign.path, why="before import")
    with no_collection():
        applied = applying.apply(campaign, _with_ledger(import_plan), author=author, progress=progress)
    return ImportResult(applied.seq, counts, applied.conflicts, tuple(import_plan.problems), applied.new_ids)


def _with_ledger(import_plan: ImportPlan) -> Plan:
    """Add the line that remembers the file."""
    plan = import_plan.plan
    source = next((c.record_id for c in plan.changes if c.record == "source"), None)
    with import_plan.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    counts = {k: v for k, v in asdict(import_plan.counts).items() if v}
    problems = [p.as_json() for p in import_plan.problems][:1000]
    ledger = replace(plan, changes=list(plan.changes), _new=plan._new.copy())
    ledger.create(
        "import",
        {
            "file": import_plan.file,
            "sha256": digest,
            "source": source,
            "counts": counts,
            "problems": problems or None,
        },
    )
    return ledger


def write_rejected(import_plan: ImportPlan, path: Path | str) -> int:
    """Write the rows that could not be taken to a workbook, with the reason; return how many."""
    from coordinator.workbooks import write_problems

    rejected = [r for r in import_plan.rows if r.what is What.REJECTED]
    header = list(dict.fromkeys(h for r in rejected for h in r.cells))
    rows = [[r.cells.get(h) for h in header] for r in rejected]
    reasons = ["; ".join(p.message for p in r.problems) or "Left out" for r in rejected]
    write_problems(Path(path), header, rows, reasons)
    return len(rejected)


class _Planner:
    """Plans one file: each sheet in its turn, partners and events before the people who name them."""

    def __init__(self, connection: Connection, path: Path, options: ImportOptions, progress: Progress) -> None:
        self._connection = connection
        self._path = path
        self._options = options
        self._progress = progress
        self._plan = Plan("import", f"Imported {path.name}", head_of(connection), source=path.name)
        self._result = ImportPlan(path, options, self._plan)
        self._folders: dict[str, Folder] = {}

    def plan(self, book: "Book") -> ImportPlan:
        """Plan all sheets that hold a table."""
        self._result.notes += book.notes
        tables = self._tables(book)
        kinds = [(sheet, table, self._kind(sheet, table, book)) for sheet, table in tables]
        if book.stamp is not None or any(returning.looks_ours(t.header) for _, t in tables):
            if returning.is_ours(self._connection, book.stamp):
                self._plan.kind, self._plan.title = "return", f"Took back {self._path.name}"
            for sheet, table, _ in kinds:
                self._returned(book, sheet, table)
        else:
            for sheet, table, rt in sorted(kinds, key=lambda k: k[2].key == "candidate"):
                self._foreign(sheet, table, rt)
        for folder in self._folders.values():
            folder.finish()
        if not any(c.record not in ("source",) for c in self._plan.changes) and not self._taken():
            self._plan.changes.clear()
        self._result.problems += [p for row in self._result.rows for p in row.problems]
        counts = self._result.counts
        self._plan.title += (
            f": {counts.created} new, {counts.updated} updated" if counts.created + counts.updated else ""
        )
        return self._result

    def _taken(self) -> bool:
        return any(c.answer == "take" for c in self._plan.conflicts)

    def _tables(self, book: "Book") -> list[tuple["Sheet", "Table"]]:
        from coordinator.workbooks import NoTable, find_table

        found, problems = [], []
        for sheet in book.sheets:
            if self._options.sheet is not None and sheet.name != self._options.sheet:
                continue
            try:
                table = find_table(sheet, header_row=self._options.header_row.get(sheet.name))
            except NoTable as error:
                problems.append(Problem(self._path.name, sheet.name, None, "", "", str(error)))
                continue
            found.append((sheet, table))
        filled = [(s, t) for s, t in found if t.rows]
        self._result.notes += [n for _, t in found if not t.rows for n in t.notes if filled]
        found = filled or found
        if self._options.sheet is not None and not found and not problems:
            names = ", ".join(s.name for s in book.sheets)
            raise UserError(f"{self._path.name} has no sheet “{self._options.sheet}”. Its sheets are {names}.")
        if not found:
            told = problems[0].message if problems else "It has no sheet with anything in it."
            raise UserError(f"{self._path.name}: {told}")
        self._result.problems += [p for p in problems if len(book.sheets) == 1]
        self._result.notes += [p.message for p in problems if len(book.sheets) > 1]
        return found

    def _kind(self, sheet: "Sheet", table: "Table", book: "Book") -> RecordType:
        """Find out which kind of record a sheet holds: by its name, else by its headings."""
        for rt in IMPORTABLE:
            if self._options.into in (rt.key, rt.plural_key):
                return rt
        for rt in IMPORTABLE:
            if fold(sheet.name) in {fold(rt.plural), fold(rt.plural_key), fold(rt.label)}:
                return rt

        def score(rt: RecordType) -> float:
            plans = map_columns(rt, table.header, _sample(table))
            hits = {p.target for p in plans if p.target in rt.by_key or p.target.startswith("+")}
            identity = sum(1 for f in rt.fields if f.identity and f.key in hits)
            bonus = 2 if rt is CANDIDATE and hits & {"email", "phone", "+full_name", "given_name"} else 0
            return len(hits) + identity + bonus

        return max(IMPORTABLE, key=score)

    def _folder(self, rt: RecordType) -> Folder:
        if rt.key not in self._folders:
            self._folders[rt.key] = Folder(rt, self._plan, self._options.on_conflict)
        return self._folders[rt.key]

    def _foreign(self, sheet: "Sheet", table: "Table", rt: RecordType) -> None:
        """Plan a sheet that came from elsewhere."""
        self._progress.step(0, len(table.rows), f"Reading columns of {sheet.name}")
        profile = recognise(table.header) if rt is CANDIDATE else None
        source = sources.find(self._connection, self._options.source, table.header) if rt is CANDIDATE else None
        decided = {**(source.mapping if source else {}), **self._options.mapping.get(sheet.name, {})}
        full = query.typed(self._connection, rt)
        columns = map_columns(full, table.header, _sample(table), profile=profile, decided=decided)
        answers = {fold(f.label): f for f in full.fields if f.is_answer}
        hints = self._hints(profile)
        numbers = [r.number for r in table.rows]
        rows, made = read_rows(full, columns, numbers, [r.cells for r in table.rows], hints, answers)
        self._make_answers(rt, made)
        full = full.with_answers(Field(f"answers.{a.key}", a.heading, LONG_TEXT) for a in made)
        sheet_plan = SheetPlan(
            sheet.name, rt.key, table.header_rows[1], columns, list(table.skipped), list(table.notes),
            profile.name if profile else None,
        )  # fmt: skip
        self._result.sheets.append(sheet_plan)
        folder = self._folder(full)
        folder.rt = full
        self._progress.step(len(rows) // 2, len(rows), f"Matching {len(rows)} rows of {sheet.name}")
        if rt is CANDIDATE:
            self._people(rows, sheet, columns, profile, source, full, folder, hints, answers)
        else:
            intake = ThingIntake(self._connection, full, folder, self._options, self._path.name, sheet.name)
            self._result.rows += intake.plan(rows)

    def _people(
        self,
        rows: Sequence[InRow],
        sheet: "Sheet",
        columns: Sequence[ColumnPlan],
        profile: Profile | None,
        source: sources.KnownSource | None,
        full: RecordType,
        folder: Folder,
        hints: Hints,
        answers: Mapping[str, Field],
    ) -> None:
        name = self._options.source or (source.name if source else sources.name_from(self._path))
        if self._result.source_name == name:
            name = f"{name}: {sheet.name}"
        self._result.source_name = self._result.source_name or name
        number = sources.remember(
            self._connection,
            self._plan,
            name,
            _named(columns, full),
            profile.name if profile else None,
            self._options.event,
        )
        all_answers = {**answers, **{fold(f.label): f for f in full.fields if f.is_answer}}

        def reread(cells: Mapping[str, Value]) -> dict[str, Value]:
            line = [cells.get(c.header) for c in columns]
            again, _ = read_rows(full, columns, [0], [line], hints, all_answers)
            return {k: v for k, v in again[0].values.items() if not k.startswith("signup.")}

        intake = PeopleIntake(
            self._connection, full, folder, self._folder(SIGNUP), self._options, number, self._path.name, sheet.name,
            EventFinder.of(self._connection), reread,
        )  # fmt: skip
        self._result.rows += intake.plan(rows)
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

    def _returned(self, book: "Book", sheet: "Sheet", table: "Table") -> None:
        """Plan a sheet of a workbook of ours that came back."""
        self._progress.step(0, len(table.rows), f"Comparing {sheet.name} with what went out")
        intake = returning.ReturnIntake(self._connection, self._plan, self._options, self._path.name, self._folder)
        sheet_plan, outcomes = intake.plan(book.stamp, sheet, table)
        self._result.sheets.append(sheet_plan)
        self._result.rows += outcomes


def _named(columns: Sequence[ColumnPlan], full: RecordType) -> list[ColumnPlan]:
    """Return columns that name their answers by key: a source knows them when they are called otherwise."""
    keys = {fold(f.label): f.key for f in full.fields if f.is_answer}
    return [replace(c, target=keys.get(fold(c.header), ANSWER)) if c.target == ANSWER else c for c in columns]


def _sample(table: "Table") -> list[list[object]]:
    rows = table.rows[:SAMPLE_ROWS]
    return [[r.cells[i] for r in rows] for i in range(len(table.header))]
