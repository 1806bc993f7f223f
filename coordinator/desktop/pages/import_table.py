"""The rows of an import as a table: what each is, and what will happen to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coordinator.changes.merge import Answer
from coordinator.desktop.icons import icon
from coordinator.desktop.theme import Theme
from coordinator.exchange.import_plan import ImportOptions, ImportPlan, RowOutcome, What

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("Row", "What it is", "Name", "What will happen", "Decision")
WHAT = {
    What.NEW: ("New", "plus", "ok"),
    What.CHANGED: ("Changed", "pencil", "info"),
    What.UNCHANGED: ("Unchanged", "equal", "text3"),
    What.CONFLICT: ("Conflict", "git-pull-request-arrow", "warn"),
    What.REJECTED: ("Problem", "triangle-alert", "bad"),
}
FILTERS = ("all", "new", "changed", "unchanged", "conflict", "duplicate", "alike", "problem")


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows are shown.

    Attributes:
        belongs: says of a row whether the chosen tile counts it.
        words: what its name has to hold.
        kind: the kind of problem that it has to have.
    """

    belongs: Callable[[RowOutcome], bool] = lambda _: True
    words: str = ""
    kind: str = ""


def belongs(row: RowOutcome, chosen: str) -> bool:
    """Say whether a row is among those that a tile counts."""
    if chosen == "all":
        return True
    if chosen == "problem":
        return bool(row.problems)
    return row.duplicate if chosen == "duplicate" else row.what == chosen


def decision(row: RowOutcome, options: ImportOptions) -> str:
    """Return what was decided for a row, in words."""
    if row.what is What.REJECTED:
        return "Left out"
    if (row.sheet, row.number) in options.same:
        return "Same person"
    if not row.conflicts:
        return ""
    answers = {c.answer for c in row.conflicts}
    if answers == {Answer.TAKE}:
        return "Use sheet"
    return "Keep database" if answers == {Answer.KEEP} else "Field by field"


class ImportTable(QAbstractTableModel):
    """The rows of one tile; those that need a person come first."""

    def __init__(self, theme: Theme, plan: ImportPlan, alike: Callable[[RowOutcome], bool]) -> None:
        """Show a plan; `alike` says of a row whether it may be about somebody who is here already."""
        super().__init__()
        self._alike = alike
        self._theme = theme
        self._plan = plan
        self.undecided: set[int] = {id(r) for r in plan.rows if r.conflicts}
        self.rows: list[RowOutcome] = []
        self.choose(Shown())

    def choose(self, shown: Shown) -> None:
        """Show some of the rows."""
        self.beginResetModel()
        words = shown.words.casefold()
        found = [r for r in self._plan.rows if shown.belongs(r) and words in r.title.casefold()]
        if shown.kind:
            found = [r for r in found if any(p.kind == shown.kind for p in r.problems)]
        self.rows = sorted(found, key=lambda r: (self._urgency(r), r.sheet, r.number))
        self.endResetModel()

    def _urgency(self, row: RowOutcome) -> int:
        if row.what in (What.CONFLICT, What.REJECTED):
            return 0 if row.what is What.CONFLICT else 2
        return 1 if self._alike(row) else 3 if row.problems else 4

    def settled(self, row: RowOutcome) -> None:
        """Know that all conflicts of a row are decided."""
        self.undecided.discard(id(row))
        if row in self.rows:
            at = self.rows.index(row)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row = self.rows[index.row()]
        word, icon_name, token = WHAT[row.what]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icon(self._theme, icon_name, token, 16)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return self._theme.color(token)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            chosen = "Choose…" if id(row) in self.undecided else decision(row, self._plan.options)
            happens = row.sentence
            if self._alike(row):
                happens, chosen = f"{happens} · looks like somebody who is here", chosen or "Choose…"
            if row.problems and row.what is not What.REJECTED:
                happens += f" · {row.problems[0].message}"
            return (str(row.number), word, row.title, happens, chosen)[index.column()]
        return None
