"""Steps: what packages above add to an import, as a list that the one `plan_import` and `apply_import` are given."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions, ImportPlan, RowOutcome, SheetPlan
from coordinator.importing.rows_into_records import Folder
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Stamp, Table


class ImportStep:
    """A further step of an import; each hook does nothing until a step overrides it."""

    def takes(self, connection: Connection, book: "Book", path: Path, options: ImportOptions) -> ImportPlan | None:
        """Return the plan of a file that this step takes wholly by itself; None: the file is not for it.

        Raises:
            UserError: the file is for it, and cannot be taken.
        """
        return None

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Look at what a file would do, and add to it, take away, or tell."""

    def applying(self, connection: Connection, result: ImportPlan, plan: Plan) -> None:
        """Add what follows to the change set that is about to be applied.

        Raises:
            UserError: what was decided about the file breaks a rule.
        """

    def remembered(self, result: ImportPlan) -> Mapping[str, Value]:
        """Return further fields for the line of the file in the ledger of imports."""
        return {}


class ReturnedSheets(Protocol):
    """Takes in the sheets of one workbook that came back.

    Attributes:
        missing: rows of records that went out and are not in it any more.
    """

    missing: list[RowOutcome]

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet; return what it is, and what becomes of its rows."""


class SentOutReader(Protocol):
    """Knows the workbooks that a campaign sent out, and takes them back."""

    def is_ours(self, book: "Book", tables: Sequence["Table"]) -> bool:
        """Say whether a file looks like one that a campaign sent out."""

    def is_elsewhere(self, connection: Connection, book: "Book") -> bool:
        """Say whether a file was sent out by another campaign file than this one."""

    def own_headings(self, table: "Table") -> tuple[str | None, str | None]:
        """Return the headings of row IDs and of export codes; None: not there, or not a sheet of ours."""

    def intake(
        self,
        connection: Connection,
        plan: Plan,
        options: ImportOptions,
        file: str,
        folder_of: Callable[[RecordType], Folder],
        again: bool,
    ) -> ReturnedSheets:
        """Return what plans the sheets of one file; `again` says that the same file came in before."""
