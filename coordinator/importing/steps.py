"""Steps: what higher packages add to an import, as a list passed to `plan_import` and `apply_import`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions, ImportPlan, RowOutcome, SheetPlan
from coordinator.importing.rows_into_records import Folder
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Stamp, Table


class ImportStep:
    """An additional step of an import; hooks do nothing unless a step overrides them."""

    def takes(self, connection: Connection, book: "Book", path: Path, options: ImportOptions) -> ImportPlan | None:
        """Return the plan for a file that this step handles entirely by itself; None: the file is not for it.

        Raises:
            UserError: the file is for it, and cannot be taken.
        """
        return None

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Look at what a file would do, and add to it, remove from it, or report something."""

    def applying(self, connection: Connection, result: ImportPlan, plan: Plan) -> None:
        """Add consequences to the change set that is about to be applied.

        Raises:
            UserError: what was decided about the file breaks a rule.
        """

    def remembered(self, result: ImportPlan) -> Mapping[str, Value]:
        """Return further fields for the file's entry in the ledger of imports."""
        return {}


class NoListOfOurs(UserError):  # noqa: N818 - it says what a sheet is
    """A sheet of a workbook that came back holds no list that went out."""


class ReturnedSheets(Protocol):
    """Imports a sheet of a workbook that came back.

    Attributes:
        named: the records that its row IDs name, as (record, number).
    """

    named: set[tuple[str, int]]

    def plan(self, stamp: "Stamp | None", sheet: "Sheet", table: "Table") -> tuple[SheetPlan, list[RowOutcome]]:
        """Plan one sheet; return its plan, and what happens to its rows."""

    def missing(self, named: Collection[tuple[str, int]]) -> list[RowOutcome]:
        """Return the records that went out with it and are not among those that have a row in the file."""


class SentOutReader(Protocol):
    """Recognizes the workbooks that a campaign sent out, and takes them back."""

    def is_ours(self, connection: Connection, book: "Book", tables: Sequence["Table"]) -> bool:
        """Return whether a file looks like one that a campaign sent out."""

    def is_elsewhere(self, connection: Connection, book: "Book") -> bool:
        """Return whether a file was sent out by a different campaign file."""

    def known_encoding(self, connection: Connection, book: "Book") -> str | None:
        """Return the encoding in which a text file says more that is known than in the one found; None if none."""

    def own_headings(self, table: "Table") -> tuple[str | None, str | None]:
        """Return the headings of row IDs and of export codes; None if missing or if the sheet is not ours."""

    def intake(
        self,
        connection: Connection,
        plan: Plan,
        options: ImportOptions,
        file: str,
        folder_of: Callable[[RecordType], Folder],
        again: bool,
    ) -> ReturnedSheets:
        """Return the planner for a sheet of a file; `again` means that the same file came in before."""
