"""The rows of an import as a table or queue: what each is, and what will happen to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.review_rows import ReviewRows, kind_of
from coordinator.desktop.features.importing.review_table import Index, ReviewModel
from coordinator.desktop.kit.icons import icon
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.plan import RowOutcome, What

HEADINGS = ("Row", "What it is", "Name", "What will happen", "Decision")
NUMBER, NAME, DECISION = 0, 2, 4
STATE = Qt.ItemDataRole.UserRole + 1
"""Item role for what the queue shows below a name: (sentence, icon, color)."""
WHAT = {
    What.NEW: ("New", "plus", "ok"),
    What.CHANGED: ("Changed", "pencil", "info"),
    What.UNCHANGED: ("Unchanged", "equal", "text3"),
    What.CONFLICT: ("Conflict", "git-pull-request-arrow", "warn"),
    What.REJECTED: ("Problem", "triangle-alert", "bad"),
}


class ImportTable(ReviewModel[RowOutcome]):
    """The rows of one tile; those that need a decision come first."""

    def __init__(self, theme: Theme, review: ReviewRows) -> None:
        super().__init__(HEADINGS, review.by_tile["all"])
        self._theme = theme
        self.review = review
        self._places: dict[int, int] | None = None

    def show_rows(self, rows: Sequence[RowOutcome]) -> None:
        """Show some of the rows."""
        self.beginResetModel()
        self.rows, self._places = rows, None
        self.endResetModel()

    def place(self, row: RowOutcome) -> int:
        """Return the index of a row; -1 if it is not shown."""
        if self._places is None:
            self._places = {id(r): i for i, r in enumerate(self.rows)}
        return self._places.get(id(row), -1)

    def settled(self, row: RowOutcome) -> None:
        """Refresh the decision shown for a row."""
        if (at := self.place(row)) >= 0:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(HEADINGS) - 1))

    def all_settled(self) -> None:
        """Refresh the decisions shown for many rows."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(HEADINGS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        row = self.rows[index.row()]
        word, icon_name, token = WHAT[kind_of(row)]
        if role == STATE:
            return self.state(row)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icon(self._theme, icon_name, token, 16)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return self._theme.color(token)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and self.review.returned:
            return f"{row.title}: {self.state(row)[0]}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            chosen = "Choose…" if self.review.is_open(row) else self.decision(row)
            happens = row.sentence
            if looks := self.review.asking.get(id(row)):
                happens, chosen = f"{happens} · {looks}", "Choose…"
            if row.problems and row.what is not What.REJECTED:
                happens += f" · {row.problems[0].message}"
            return (str(row.number), word, row.title, happens, chosen)[index.column()]
        return None

    def decision(self, row: RowOutcome) -> str:
        """Return the decision about a row, in words."""
        if row.what is What.REJECTED:
            return "Left out"
        if not row.conflicts:
            return self._who(row)
        answers = {None if c.typed else c.answer for c in row.conflicts}
        if answers == {Resolution.TAKE}:
            return "Use sheet"
        return "Keep database" if answers == {Resolution.KEEP} else "Field by field"

    def _who(self, row: RowOutcome) -> str:
        """Return what was decided about whose a row is, in words."""
        place, options = (row.sheet, row.number), self.review.plan.options
        if place in options.same or place in options.same_rows:
            return "Same person"
        return "Somebody else" if place in options.apart or place in options.apart_rows else ""

    def state(self, row: RowOutcome) -> tuple[str, str, str]:
        """Return the sentence, icon and color shown below a row's name in the queue."""
        if self.review.is_open(row):
            number = sum(1 for c in row.conflicts if self.review.is_open_conflict(c))
            return ("1 field differs" if number == 1 else f"{number} fields differ"), "chevron-right", "warn"
        if row.conflicts:
            before = all(c.settled for c in row.conflicts) and not self.review.was_decided(row)
            told = f"Decided before: {self.decision(row).lower()}" if before else self.decision(row)
            return told, "circle-check", "ok"
        if (row.record, row.record_id) in self.review.deleting:
            return "Will be deleted here too", "trash-2", "bad"
        if row.problems:
            return row.problems[0].message, "triangle-alert", "bad"
        _, icon_name, token = WHAT[kind_of(row)]
        return row.sentence, icon_name, token
