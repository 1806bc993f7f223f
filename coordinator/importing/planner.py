"""Planning an import: each sheet in turn, partners and events before the people who name them."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.base.open_files import refuse_open
from coordinator.base.paths import name_of
from coordinator.base.progress import Progress
from coordinator.changes.plan import Plan
from coordinator.importing.accounts import NotTaken
from coordinator.importing.columns import map_columns
from coordinator.importing.like_ours import is_like_ours
from coordinator.importing.lists_of_noes import lone_numbers
from coordinator.importing.noes_again import leave_out_said_before
from coordinator.importing.outside_sheets import OutsideSheets, sample_of
from coordinator.importing.people_of_events import are_events, named_like_people, who_comes
from coordinator.importing.plan import ImportOptions, ImportPlan, What
from coordinator.importing.recognition.partner_words import lists_partners
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.steps import NoListOfOurs, ReturnedSheets, SentOutReader
from coordinator.importing.tables import find_tables
from coordinator.records.catalog import CANDIDATE, EVENT, IMPORT, IMPORTABLE, PARTNER, RECORDS, SOURCE, RecordType
from coordinator.records.kinds import plain_text
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.filters import Compare

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Table


ALSO_OF_PARTNERS = frozenset({"organization", "organization_role", "web_pages"})
"""Fields of people that do not tell a list of people from one of partners."""

_BESIDE = "on a sheet that did not go out with the workbook"


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
        self._plan = Plan("import", f"Imported {name_of(path)}", head_of(connection), source=name_of(path))
        self._result = ImportPlan(path, options, self._plan)
        self._folders: dict[str, Folder] = {}

    def plan(self, book: "Book") -> ImportPlan:
        """Plan all sheets that contain a table."""
        tables = self._tables(book)
        only = [table for _, table in tables]
        self._reader = next((reader for reader in self._readers if reader.is_ours(self._connection, book, only)), None)
        elsewhere = self._reader is not None and self._reader.is_elsewhere(self._connection, book)
        if elsewhere:
            tables = [(sheet, table) for sheet, table in tables if not self._belongs_to_people(sheet)]
        kinds = [(sheet, table, self._kind(sheet, table)) for sheet, table in tables]
        if elsewhere:
            self._result.notes.append(
                "This workbook went out from another campaign file. It is taken as a list from elsewhere: its row IDs "
                "are not those of this file."
            )
            if (stamp := book.stamp) is not None:
                self._result.notes.append(
                    f"Its stamp says that it is export {stamp.export} of the campaign file with the number "
                    f"{stamp.campaign[:8]}. Import it there to take back what was edited in it."
                )
        if self._reader is not None and not elsewhere:
            self._plan.kind, self._plan.title = "return", f"Took back {name_of(self._path)}"
            self._list_missing(self._all_returned(self._reader, book, [(sheet, table) for sheet, table, _ in kinds]))
        else:
            ours = [] if elsewhere else kinds  # of another campaign's it is told whose they are
            self._result.notes += [told for sheet, table, rt in ours if (told := _without_ids(sheet, table, rt))]
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
        hidden = {sheet.name for sheet, _ in tables if sheet.hidden}
        for planned in self._result.sheets:
            planned.hidden = planned.name in hidden
        for folder in self._folders.values():
            leave_out_said_before(self._connection, name_of(self._path), folder)
            folder.finish()
        back = self._plan.kind == "return"  # in a return, a source is just a record; otherwise it remembers the file
        taken = any(back or c.record != SOURCE.key for c in self._plan.changes) or self._plan.conflicts
        if not taken or (self._result.rows and all(r.what is What.REJECTED for r in self._result.rows)):
            self._plan.changes.clear()  # a file with nothing to import leaves nothing behind
        once = set(self._result.problems)  # what concerns several rows is told once
        self._result.problems += [p for row in self._result.rows for p in row.problems if not once or p not in once]
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

        if lone_numbers(table, (sheet.name, Path(name_of(self._path)).stem)):
            return CANDIDATE
        sample = sample_of(table)
        columns = {rt.key: map_columns(rt, table.header, sample, progress=self._progress) for rt in IMPORTABLE}

        def score(rt: RecordType) -> float:
            plans = columns[rt.key]
            hits = {p.target for p in plans if p.target in rt.by_key or p.target.startswith("+")}
            hits -= ALSO_OF_PARTNERS
            identity = sum(1 for f in rt.fields if f.identity and f.key in hits)
            bonus = 2 if rt.is_person and hits & {"email", "phone", "+full_name", "given_name"} else 0
            return len(hits) + identity + bonus

        found = max(IMPORTABLE, key=score)
        if found is EVENT and (people := who_comes(columns[EVENT.key], sample)):
            self._result.notes.append(
                f"“{sheet.name}” is taken as a list of people, each with the event of their row: “{people}” says who "
                "they are. If it is a list of events, choose that: --into events."
            )
            return CANDIDATE
        if not found.is_person and (named := named_like_people(columns[found.key], sample)):
            self._result.notes.append(
                f"“{sheet.name}” is taken as a list of people: below “{named}” are people's names. If it is a list of "
                f"{found.plural.lower()}, choose that: --into {found.plural_key}."
            )
            return CANDIDATE
        if found.is_person and are_events(columns[EVENT.key], sample):
            self._result.notes.append(
                f"“{sheet.name}” is taken as a list of events: its names and phones are those of who speaks, leads or "
                "can be asked there. If it is a list of people, choose that: --into candidates."
            )
            return EVENT
        if found is CANDIDATE and lists_partners({p.header: p.target for p in columns[CANDIDATE.key]}):
            self._result.notes.append(
                f"“{sheet.name}” is taken as a list of partners: each row names an organization, whom to ask for there "
                "and whom it takes. If it is a list of people, choose that: --into candidates."
            )
            return PARTNER
        return found

    def _folder(self, rt: RecordType) -> Folder:
        if rt.key not in self._folders:
            self._folders[rt.key] = Folder(
                rt, self._plan, self._options.on_conflict, named=partial(query.in_words, self._connection)
            )
        return self._folders[rt.key]

    def _all_returned(
        self, reader: SentOutReader, book: "Book", tables: Sequence[tuple["Sheet", "Table"]]
    ) -> list[ReturnedSheets]:
        """Plan the sheets of one of our workbooks; what somebody put beside them is told and left out.

        Raises:
            NoListOfOurs: no sheet holds a list that went out.
        """
        intakes = []
        others: list[NoListOfOurs] = []
        for sheet, table in tables:
            try:
                intakes.append(self._returned(reader, book, sheet, table))
            except NoListOfOurs as other:
                others.append(other)
                about = f"“{sheet.name}” holds no list that went out with this workbook: it is left out."
                if table.rows:
                    rows = f"{len(table.rows):,} rows" if len(table.rows) > 1 else "1 row"
                    about += f" To take its {rows}, import it as a file of its own."
                self._result.notes.append(about)
                self._result.not_taken += [
                    NotTaken(
                        sheet.name, line.number, "", " | ".join(filter(None, map(plain_text, line.cells))), _BESIDE
                    )
                    for line in table.rows
                ]
        if others and not intakes:
            raise others[0]
        return intakes

    def _returned(self, reader: SentOutReader, book: "Book", sheet: "Sheet", table: "Table") -> ReturnedSheets:
        """Plan a sheet of one of our workbooks that came back; return its planner."""
        self._progress.step(0, len(table.rows), f"Comparing {sheet.name} with what went out")
        again = came_before(self._connection, self._path)
        intake = reader.intake(self._connection, self._plan, self._options, name_of(self._path), self._folder, again)
        sheet_plan, outcomes = intake.plan(book.stamp, sheet, table)
        self._result.sheets.append(sheet_plan)
        self._result.rows += outcomes
        return intake

    def _list_missing(self, intakes: Sequence[ReturnedSheets]) -> None:
        """List what went out and stands on no sheet: somebody may have split the list."""
        named = {place for intake in intakes for place in intake.named}
        for intake in intakes:
            found = intake.missing(named)
            named |= {(m.record, m.record_id) for m in found if m.record_id is not None}
            self._result.missing += found


def _without_ids(sheet: "Sheet", table: "Table", rt: RecordType) -> str:
    """Return what to tell of a list that has the headings of our workbooks and nothing that tells its rows apart."""
    if not is_like_ours(rt, table):
        return ""
    return (
        f"“{sheet.name}” has the columns of an export, but neither its row IDs nor its export codes. It is taken as a "
        "list from elsewhere: who is meant is found by names, addresses and numbers, and an empty cell says nothing."
    )


def came_before(connection: Connection, path: Path) -> bool:
    """Return whether the very same file is in the ledger of imports."""
    return query.count(connection, IMPORT, Compare("sha256", "=", sha256(path))) > 0


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    refuse_open(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
