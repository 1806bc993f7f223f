"""What became of each cell of a row, for the preview."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.importing.cells import read_cell, reading_hints
from coordinator.importing.day_orders import unread
from coordinator.importing.plan import RowOutcome, SheetPlan
from coordinator.importing.targets import ANSWER, IGNORED, SIGNUP_PREFIX, targets_of
from coordinator.records.catalog import SIGNUP, RecordType
from coordinator.records.kinds import Value, plain_text


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
    targets = targets_of(rt)
    found = []
    for column in sheet.columns:
        cell = mended.get(column.header, row.cells.get(column.header))
        if cell in (None, ""):
            continue
        text = plain_text(cell)
        if column.target == ANSWER or column.target not in targets:
            label = "kept as an answer" if column.target == ANSWER else "ignored"
            became: tuple[tuple[str, str], ...] = ((label, text if column.target != IGNORED else ""),)
            found.append(Story(column.header, text, became, "", cleaned=False))
            continue
        target = targets[column.target]
        target = unread(target) if column.header in sheet.mixed else target
        reading = read_cell(target, cell, reading_hints(column, sheet.hints, sheet.orders))
        became = tuple(_shown(rt, key, value) for key, value in reading.values.items())
        cleaned = [shown for _, shown in became] != [text]
        found.append(Story(column.header, text, became, " ".join(reading.problems), cleaned))
    return found


def _shown(rt: RecordType, key: str, value: Value) -> tuple[str, str]:
    bare = key.removeprefix(SIGNUP_PREFIX)
    known = SIGNUP.by_key if key.startswith(SIGNUP_PREFIX) else rt.by_key
    field = known.get(bare)
    if field is None or key == f"{SIGNUP_PREFIX}event":
        return bare.replace("_", " ").capitalize(), plain_text(value)
    return field.label, field.kind.show(value)
