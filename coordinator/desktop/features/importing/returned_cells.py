"""What becomes of the cells of a workbook that came back, in words, for a row beside the review."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from coordinator.importing.cell_outcomes import Story
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RowOutcome, SheetPlan, What
from coordinator.importing.targets import IGNORED
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field, answer_key
from coordinator.records.kinds import Value
from coordinator.round_trip.columns import NOT_OURS, READ_ONLY


def not_taken(
    rt: RecordType, column: ColumnPlan, story: Story, row: RowOutcome, here: Mapping[str, Value]
) -> str | None:
    """Return what to say of a cell of which nothing is taken; None: it is taken, or says what is here.

    Args:
        rt: the record type, with its answers.
        column: what the cell's column is.
        story: what the cell says.
        row: what happens to its row.
        here: the record as it is here; empty if there is none.
    """
    if row.what is What.REJECTED:
        return _tr("not taken")
    if column.why == NOT_OURS:
        return _tr("left out")
    if column.why.startswith(READ_ONLY):
        return _tr("for reading only")
    if column.target == IGNORED or row.what is What.NEW:
        return None
    field = rt.by_key.get(column.target)
    moved = {f.key for f in row.fields if f.record in ("", rt.key)} | {c.field for c in row.conflicts}
    if field is None or field.key in moved:
        return None
    stays = field.kind.show(here.get(field.key))
    if not story.problem and stays in (story.came, *(text for _, text in story.became)):
        return None
    told = _tr("not taken, stays {value}").format(value=stays) if stays else _tr("not taken, stays empty")
    return f"{told}. {story.problem}" if story.problem else told


def heading_of(field: Field, sheet: SheetPlan) -> str:
    """Return what a field is called: an answer that is new here by the heading of its column."""
    bare = field.key.removeprefix(ANSWER_PREFIX)
    if field.label not in (field.key, bare):
        return field.label
    return next((c.header for c in sheet.columns if answer_key(c.header) == bare.rstrip("_")), field.label)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowPanel", text)
