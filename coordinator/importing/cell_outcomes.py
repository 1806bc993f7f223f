"""What became of each cell of a row, for the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator.importing.cells import NOTES, InRow, read_cell, read_rows, reading_hints
from coordinator.importing.column_questions import waits
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.day_orders import unread
from coordinator.importing.headed_cells import under
from coordinator.importing.plan import RowOutcome, SheetPlan
from coordinator.importing.readings import CellReading
from coordinator.importing.sheet_reader import SUBMITTED
from coordinator.importing.targets import ANSWER, IGNORED, SIGNUP_PREFIX, targets_of
from coordinator.records.catalog import SIGNUP, RecordType
from coordinator.records.kinds import Value, plain_text
from coordinator.records.times import moment_in_words

LEFT_OUT = "left out"
"""What becomes of a cell of a column that is ignored."""
KEPT = "kept as an answer"
"""What becomes of a cell of a column that is kept as an answer."""


@dataclass(frozen=True, slots=True)
class Story:
    """The story of one cell.

    Attributes:
        heading: its column's heading.
        came: its original text.
        became: (label, text) of each resulting value.
        problem: what could not be used, or "".
        cleaned: the result reads differently from the original.
    """

    heading: str
    came: str
    became: tuple[tuple[str, str], ...]
    problem: str
    cleaned: bool


def stories(rt: RecordType, sheet: SheetPlan, row: RowOutcome, mended: Mapping[str, str]) -> list[Story]:
    """Return the stories of a row's filled or corrected cells.

    Args:
        rt: the record type, with the campaign's own fields.
        sheet: what its columns become.
        row: the row.
        mended: heading → corrected text that replaces the original.
    """
    columns = [replace(c, target=ANSWER) if waits(c) else c for c in sheet.columns]
    cells = {c.header: mended.get(c.header, row.cells.get(c.header)) for c in columns}
    filled = [c for c in columns if cells[c.header] not in (None, "")]
    read = _readings(rt, sheet, filled, cells)
    whole = None if sheet.ours else _whole(rt, sheet, columns, cells)
    if whole is not None:
        targets = targets_of(rt)
        read = {c.header: _in_its_row(c, targets[c.target].fields, read, whole) for c in filled if c.header in read}
        read = _with_addresses(rt, read, {c.header: plain_text(cells[c.header]) for c in filled}, whole)
    found = []
    for column in filled:
        text = plain_text(cells[column.header])
        if (reading := read.get(column.header)) is None:
            ignored = column.target == IGNORED
            became: tuple[tuple[str, str], ...] = (("", LEFT_OUT) if ignored else (KEPT, text),)
            found.append(Story(column.header, text, became, "", cleaned=ignored))
            continue
        values = reading.values
        if sheet.ours and column.target in values:
            values = {column.target: values[column.target]}  # of a workbook that came back, a cell is its own field
        became = tuple(_shown(rt, row, key, value) for key, value in values.items())
        cleaned = [shown for _, shown in became] != [text]
        told = reading.problems or [p.message for p in row.problems if p.column == column.header and p.value == text]
        found.append(Story(column.header, text, became, " ".join(told), cleaned))
    return found


def _readings(
    rt: RecordType, sheet: SheetPlan, columns: Sequence[ColumnPlan], cells: Mapping[str, object]
) -> dict[str, CellReading]:
    """Return what each cell says for itself, by heading, without answers and ignored ones."""
    targets = targets_of(rt)
    found = {}
    for column in columns:
        if column.target in targets:
            target = under(targets[column.target], column.meaning or column.header, column.read_as, column.samples)
            target = unread(target) if column.header in sheet.mixed else target
            hints = reading_hints(column, sheet.hints, sheet.orders)
            found[column.header] = read_cell(target, cells[column.header], hints)
    return found


def _whole(rt: RecordType, sheet: SheetPlan, columns: Sequence[ColumnPlan], cells: Mapping[str, object]) -> InRow:
    """Return the row as the import reads it, where one cell says something about another."""
    rows, _ = read_rows(
        rt, columns, [0], [[cells[c.header] for c in columns]], sheet.hints, {}, sheet.orders, sheet.mixed
    )
    return rows[0]


def _in_its_row(
    column: ColumnPlan, fields: Sequence[str], all_: Mapping[str, CellReading], whole: InRow
) -> CellReading:
    """Return what a cell became in its row: its values there, the words kept in the notes, and all of its problems."""
    own = all_[column.header].values
    others = {key for heading, reading in all_.items() if heading != column.header for key in reading.values}
    values = {key: value if key in others else whole.values[key] for key, value in own.items() if key in whole.values}
    values |= {key: whole.values[key] for key in fields if key in whole.values and key not in others | {*own}}
    kept = [words for heading, words in whole.kept if heading == column.header]
    if kept and NOTES in whole.values:
        values.setdefault(NOTES, "\n".join(kept))
    problems = tuple(told for heading, _, told in whole.problems if heading == column.header)
    return CellReading(values, problems)


def _with_addresses(
    rt: RecordType, read: Mapping[str, CellReading], texts: Mapping[str, str], whole: InRow
) -> dict[str, CellReading]:
    """Return what cells became with the addresses and numbers that the row has from beside another in a cell."""
    known = {key for reading in read.values() for key in reading.values}
    found = dict(read)
    for key in rt.addresses if rt.is_person else ():
        for shown in rt.field(key).kind.show(whole.values.get(key)).split(";"):
            signs = _signs(shown)
            heading = next((h for h in read if signs and signs in _signs(texts[h])), None)
            if heading is not None and key not in known:
                values = {**found[heading].values, key: whole.values[key]}
                found[heading] = replace(found[heading], values=values)
    return found


def _signs(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _shown(rt: RecordType, row: RowOutcome, key: str, value: Value) -> tuple[str, str]:
    bare = key.removeprefix(SIGNUP_PREFIX)
    known = SIGNUP.by_key if key.startswith(SIGNUP_PREFIX) else rt.by_key
    field = known.get(bare)
    if field is None or key == f"{SIGNUP_PREFIX}event":
        return bare.replace("_", " ").capitalize(), plain_text(value)
    if field.kind.is_moment:
        signed_up = row.signed_up if key == SUBMITTED else None
        return field.label, moment_in_words(signed_up or value, row.zone, named=True)
    return field.label, field.kind.show(value)
