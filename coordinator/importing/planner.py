"""Planning an import: each sheet in turn, partners and events before the people who name them."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.base.progress import Progress
from coordinator.changes.plan import Plan
from coordinator.importing.columns import map_columns
from coordinator.importing.outside_sheets import OutsideSheets, sample_of
from coordinator.importing.plan import ImportOptions, ImportPlan, What
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.steps import SentOutReader
from coordinator.importing.tables import find_tables
from coordinator.records.catalog import IMPORT, IMPORTABLE, RECORDS, SOURCE, RecordType
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.filters import Compare

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Table


ALSO_OF_PARTNERS = frozenset({"organization", "organization_role", "web_pages"})
"""Fields of people that do not tell a list of people from one of partners."""


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
            outside = OutsideSheets(
                self._connection,
                self._path,
                self._options,
                self._result,
                self._folder,
                self._reader,
                self._progress,
                cards=book.format == "vcf",
            )
            for sheet, table, rt in sorted(kinds, key=lambda k: k[2].is_person):
                outside.plan(sheet, table, rt)
        for folder in self._folders.values():
            folder.finish()
        back = self._plan.kind == "return"  # in a return, a source is just a record; otherwise it remembers the file
        taken = any(back or c.record != SOURCE.key for c in self._plan.changes) or self._plan.conflicts
        if not taken or (self._result.rows and all(r.what is What.REJECTED for r in self._result.rows)):
            self._plan.changes.clear()  # a file with nothing to import leaves nothing behind
        self._result.problems += [p for row in self._result.rows for p in row.problems]
        if news := self._result.news:
            self._plan.title += f": {news}"
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
        self._result.text = book.text
        self._result.problems += found.problems
        self._result.not_taken += found.not_taken
        self._result.left_out, self._result.parted = found.left_out, found.parted
        return found.tables

    def _kind(self, sheet: "Sheet", table: "Table") -> RecordType:
        """Detect which record type a sheet holds: by its name, otherwise by its headings."""
        said = self._options.kind_of(sheet.name)
        for rt in IMPORTABLE:
            if said in (rt.key, rt.plural_key):
                return rt
        for rt in IMPORTABLE:
            if fold_heading(sheet.name) in {
                fold_heading(rt.plural),
                fold_heading(rt.plural_key),
                fold_heading(rt.label),
            }:
                return rt

        def score(rt: RecordType) -> float:
            plans = map_columns(rt, table.header, sample_of(table))
            hits = {p.target for p in plans if p.target in rt.by_key or p.target.startswith("+")}
            hits -= ALSO_OF_PARTNERS
            identity = sum(1 for f in rt.fields if f.identity and f.key in hits)
            bonus = 2 if rt.is_person and hits & {"email", "phone", "+full_name", "given_name"} else 0
            return len(hits) + identity + bonus

        return max(IMPORTABLE, key=score)

    def _folder(self, rt: RecordType) -> Folder:
        if rt.key not in self._folders:
            self._folders[rt.key] = Folder(
                rt, self._plan, self._options.on_conflict, named=partial(query.in_words, self._connection)
            )
        return self._folders[rt.key]

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
