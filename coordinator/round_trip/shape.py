"""The shape of a sheet that came back: where row IDs and export codes are, and which record type it holds."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.base.folding import fold_heading, fold_word
from coordinator.importing.steps import NoListOfOurs
from coordinator.records import row_id
from coordinator.records.catalog import RECORDS, RecordType, by_letter
from coordinator.records.kinds import plain_text
from coordinator.store.credited import CODE_HEADINGS

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Table, TableRow

LOOK = 200
"""How many rows are checked to see what a column holds."""
Test = Callable[[str], bool]
Share = Callable[["Table", int], float]


@dataclass(frozen=True, slots=True)
class Shape:
    """Positions on a sheet.

    Attributes:
        ids: index of the column with row IDs; None if it was removed.
        codes: index of the column with the export's code; None if it was removed.
    """

    ids: int | None
    codes: int | None

    @classmethod
    def of(cls, table: "Table") -> "Shape":
        """Find both columns by their headings, otherwise by their content."""
        from coordinator.workbooks.stamp import EXPORT_HEADING, is_id_heading

        named = [i for i, h in enumerate(table.header) if is_id_heading(h)]
        ids = next((i for i in named if _share_of_ids(table, i) > 0), None)
        ids = _mostly(table, _share_of_ids) if ids is None else ids
        ids = next(iter(named), None) if ids is None else ids
        headed = next((i for i, h in enumerate(table.header) if h == EXPORT_HEADING), None)
        codes = headed if headed is not None and _share_of_codes(table, headed) > 0 else None
        codes = _mostly(table, _share_of_codes) if codes is None else codes
        return cls(ids, headed if codes is None else codes)


def _mostly(table: "Table", share: Share) -> int | None:
    """Return the column that mostly holds one kind of content, or None."""
    best = max(range(len(table.header)), key=lambda i: share(table, i), default=None)
    return best if best is not None and share(table, best) > 0.5 else None


def _share_of_ids(table: "Table", column: int) -> float:
    if fold_word(table.header[column]) in CODE_HEADINGS:
        return 0.0  # a form that everyone reached through the code of one stop
    return _share(table, column, lambda text: isinstance(row_id.parse(text), row_id.RowId))


def _share_of_codes(table: "Table", column: int) -> float:
    from coordinator.workbooks.stamp import is_code

    return _share(table, column, is_code)


def _share(table: "Table", column: int, is_one: Test) -> float:
    texts = [t for row in table.rows[:LOOK] if (t := plain_text(row.cells[column]))]
    return sum(map(is_one, texts)) / len(texts) if texts else 0.0


def looks_ours(table: "Table") -> bool:
    """Return whether a table has the columns of our workbooks: row IDs, by their heading or their check characters."""
    from coordinator.workbooks.stamp import EXPORT_HEADING, is_id_heading

    headed = any(is_id_heading(h) for h in table.header)
    return (headed and EXPORT_HEADING in table.header) or _mostly(table, _share_of_ids) is not None


def export_codes(table: "Table") -> set[str]:
    """Return the export codes in the first rows of a table; none if its column for them holds something else."""
    from coordinator.workbooks.stamp import EXPORT_HEADING

    if EXPORT_HEADING not in table.header:
        return set()
    index = table.header.index(EXPORT_HEADING)
    found = {plain_text(row.cells[index]) for row in table.rows[:LOOK]} - {""}
    return found if _share_of_codes(table, index) > 0.5 else set()


def own_headings(table: "Table") -> tuple[str | None, str | None]:
    """Return the headings of row ID and export code; None for a missing one, and if the table is not ours."""
    if not looks_ours(table):
        return None, None
    shape = Shape.of(table)
    ids, codes = (table.header[i] if i is not None else None for i in (shape.ids, shape.codes))
    return ids, codes


def sheet_kind(sheet: "Sheet", table: "Table", shape: Shape, exported: Collection[str] = ()) -> RecordType:
    """Detect which record type a sheet holds: by its row IDs, its name, or its headings if it is empty or lost its IDs.

    Args:
        sheet: the sheet.
        table: the table on it.
        shape: where row IDs are.
        exported: keys of the record types of the export that its rows name.

    Raises:
        NoListOfOurs: neither tells.
    """
    letters = Counter(_letters(table.rows[:LOOK], shape) or _letters(table.rows, shape))
    for letter, _ in letters.most_common():
        if rt := by_letter(letter):
            return rt
    for rt in RECORDS:
        if fold_heading(sheet.name) == fold_heading(rt.plural):
            return rt
    if held := [rt for rt in RECORDS if rt.key in exported or not table.rows]:
        return max(held, key=lambda rt: len(set(rt.headings.values()) & set(table.header)))
    raise NoListOfOurs(f"The sheet “{sheet.name}” has no row IDs. Keep the first column of a workbook that comes back.")


def _letters(rows: "Sequence[TableRow]", shape: Shape) -> list[str]:
    if shape.ids is None:
        return []
    found = (row_id.parse(plain_text(row.cells[shape.ids])) for row in rows)
    return [f.letter for f in found if isinstance(f, row_id.RowId)]
