"""A sheet to be written: its columns, rows and lists; and what text a cell can hold."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.base.errors import UserError
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value

LONGEST = 32_767
"""Characters that an xlsx cell can hold."""
STEP = 1_000
SPARE_ROWS = 1_000
"""How many rows below the last one have their lists too."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
YES_NO = ("Yes", "No")


@dataclass(slots=True)
class SheetOut:
    """A sheet to be written.

    Attributes:
        record_type: the type of its rows.
        fields: its columns.
        rows: the values of each row, in the order of `fields`.
        ids: the row IDs.
        count: how many rows there are.
        editable: keys of the fields that the recipient may change; None: all that people may change.
        blank: how many empty rows, drawn as a form, are at the bottom.
    """

    record_type: RecordType
    fields: Sequence[Field]
    rows: Iterable[Sequence[Value]]
    ids: Iterable[str]
    count: int
    editable: frozenset[str] | None = None
    blank: int = 0

    def may_change(self, field: Field) -> bool:
        """Return whether edits to a column are accepted when the sheet comes back."""
        agreed = self.editable is None or field.key in self.editable
        return agreed and field.editable and field.stored

    def choices(self, field: Field) -> tuple[str, list[str]] | None:
        """Return the name and the words of the list that a column's cells are chosen from, or None."""
        if not self.may_change(field) or field.kind.many:
            return None
        name = field.kind.list_name
        return (name, list(field.kind.words)) if name else None


def legal_text(text: str, field: Field, row_id: str) -> str:
    """Return a text without characters that no cell can hold.

    Raises:
        UserError: it is longer than a cell can be.
    """
    if len(text) > LONGEST:
        raise UserError(
            f"{field.label} of {row_id} has {len(text)} characters, a cell {LONGEST}. Shorten it, then export."
        )
    return legal(text)


def legal(text: str) -> str:
    """Return a text without characters that no cell can hold."""
    return _ILLEGAL.sub("", text)
