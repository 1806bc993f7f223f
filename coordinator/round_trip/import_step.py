"""What the round trip adds to an import: it recognizes our workbooks, takes them back, and remembers their exports."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.steps import ImportStep
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value
from coordinator.round_trip import known_letters
from coordinator.round_trip.exports_out import rows_by_export
from coordinator.round_trip.purpose_edits import plan_kept_columns
from coordinator.round_trip.returned_sheet import ReturnIntake
from coordinator.round_trip.sent_out import ExportLedger, of_this_campaign
from coordinator.round_trip.shape import export_codes, looks_ours, own_headings
from coordinator.round_trip.unmarked import unmarked

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Table


class OurWorkbooks:
    """Recognizes the workbooks that a campaign sent out, and takes them back; see `SentOutReader`."""

    def is_ours(self, connection: Connection, book: "Book", tables: Sequence["Table"]) -> bool:
        """Return whether a file has one of our stamps, the columns of our workbooks, or what went out in its rows."""
        if book.stamp is not None or any(map(looks_ours, tables)):
            return True
        ledger = ExportLedger(connection, None)
        codes = {code for table in tables for code in export_codes(table)}
        if codes:
            return not codes.isdisjoint(ledger.by_code)
        return any(unmarked(connection, ledger, table) is not None for table in tables)

    def is_elsewhere(self, connection: Connection, book: "Book") -> bool:
        """Return whether a file's stamp is from a different campaign file."""
        return book.stamp is not None and not of_this_campaign(connection, book.stamp)

    def known_encoding(self, connection: Connection, book: "Book") -> str | None:
        """Return the encoding in which a text file says more that is known than in the one found; None if none."""
        return known_letters.known_encoding(connection, book)

    def own_headings(self, table: "Table") -> tuple[str | None, str | None]:
        """Return the headings of row IDs and of export codes; None for a missing one."""
        return own_headings(table)

    def intake(
        self,
        connection: Connection,
        plan: Plan,
        options: ImportOptions,
        file: str,
        folder_of: Callable[[RecordType], Folder],
        again: bool,
    ) -> ReturnIntake:
        """Return the planner for the sheets of one file."""
        return ReturnIntake(connection, plan, options, file, folder_of, again)


class ReturnsRemembered(ImportStep):
    """Remembers which exports the rows of a file came from, and which new columns their purposes have from now on."""

    def applying(self, connection: Connection, result: ImportPlan, plan: Plan) -> None:
        """Add the new columns that are kept to the purposes that the workbook went out for."""
        plan_kept_columns(connection, result, plan)

    def remembered(self, result: ImportPlan) -> Mapping[str, Value]:
        """Return how many rows of each export came back."""
        return {"exports": rows_by_export(result) or None}
