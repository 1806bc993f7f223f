"""Reading all cells of one sheet the same way, those of today and those that came before."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from coordinator.base.folding import fold_heading
from coordinator.importing.cell_columns import CellColumn, by_column
from coordinator.importing.cells import InRow, NewAnswer, read_cell, read_columns, reading_hints
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.day_orders import DayOrders
from coordinator.importing.targets import SIGNUP_PREFIX, targets_of
from coordinator.records import times
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import LONG_TEXT, Hints, Value

_WITHOUT_ZONE = re.compile(
    r"\s*\d{1,4}([-/.])\d{1,2}\1\d{1,4}"
    r"(?:(?:T|[\s,]+)\d{1,2}(?::\d{2}){0,2}(?:[.,]\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?)?\s*"
)
"""A day, and a time with nothing after it: no zone, no offset (`-06:00`). Seconds since 1970 are no such text."""
SUBMITTED = f"{SIGNUP_PREFIX}submitted_at"


@dataclass(slots=True)
class SheetReader:
    """Reads the cells of one sheet.

    Attributes:
        rt: the record type, with the campaign's own fields.
        columns: what its columns become.
        hints: what is known about all of its cells.
        answers: folded heading → one of the campaign's own fields.
        orders: which comes first in the dates of its columns.
    """

    rt: RecordType
    columns: Sequence[ColumnPlan]
    hints: Hints
    answers: Mapping[str, Field]
    orders: DayOrders

    def read(self, numbers: Sequence[int], cells: Sequence[CellColumn]) -> tuple[list[InRow], list[NewAnswer]]:
        """Read rows; return them, and the answers to create."""
        orders = self.orders
        return read_columns(self.rt, self.columns, numbers, cells, self.hints, self.answers, orders.first, orders.mixed)

    def know(self, made: Sequence[NewAnswer]) -> list[Field]:
        """Add the fields that were created for columns without one, and return them."""
        fields = [Field(f"answers.{a.key}", a.heading, LONG_TEXT) for a in made]
        self.rt = self.rt.with_answers(fields)
        self.answers = {fold_heading(f.label): f for f in self.rt.fields if f.is_answer}
        return fields

    def again(self, cells: Mapping[str, Value]) -> InRow:
        """Read a row from its cells by heading."""
        rows, _ = self.read([0], by_column([[cells.get(c.header) for c in self.columns]], len(self.columns)))
        return rows[0]

    def submitted(self, cell: object, at: str, zone: ZoneInfo) -> Value:
        """Return the time at which somebody signed up: in `zone`, unless its cell says the zone or the offset itself.

        Args:
            cell: the cell.
            at: the time as read so far, in UTC.
            zone: the zone of the stop.
        """
        if isinstance(cell, dt.date) or isinstance(cell, str) and _WITHOUT_ZONE.fullmatch(cell):
            return times.utc(at.removesuffix("Z"), zone).strftime("%Y-%m-%dT%H:%M:%SZ")
        column = self.column_for(SUBMITTED)
        assert column is not None
        hints = replace(reading_hints(column, self.hints, self.orders.first), zone=zone.key)
        return read_cell(targets_of(self.rt)[SUBMITTED], cell, hints).values.get(SUBMITTED)

    def column_for(self, target: str) -> ColumnPlan | None:
        """Return the column that becomes a target, or None."""
        return next((c for c in self.columns if c.target == target), None)
