"""The rows of a review as a table or a queue, with what narrows them down above."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QProgressBar

from coordinator.desktop.features.importing.choice import WholeWords
from coordinator.desktop.features.importing.queue import HEIGHT, QueueDelegate
from coordinator.desktop.features.importing.review_rows import ReviewRows, place_of
from coordinator.desktop.features.importing.review_table import ReviewTable
from coordinator.desktop.features.importing.rows_table import DECISION, HEADINGS, NAME, NUMBER, ImportTable
from coordinator.desktop.kit.basics import SearchField, button, column, label
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import Place, RowOutcome
from coordinator.importing.problems import by_kind
from coordinator.records.catalog import record_type

QUEUE, QUEUE_SHARE = 284, 0.24
MOST_PIXELS = 16_777_215
WIDTHS = (64, 124, 150, 0, 124)
NARROW = 640
"""Below this width, at 100 % text size, the numbers of the rows stand only beside the list."""
LINE, LOW_LINE = 36, 28
LONGEST = 28
"""So much of a column's heading is shown."""


class RowsList(QFrame):
    """Shows the rows of one tile.

    Attributes:
        narrowed: emitted when a search or filter changes.
        moved: emitted when another row is the current one.
        account_wanted: emitted to show what became of each column instead.
        column: sheet and heading, if only the rows with something in that column are shown; else None.
    """

    narrowed = Signal()
    moved = Signal()
    account_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("k", "card")
        self._session, theme = session, session.theme
        self._rows: ReviewRows | None = None
        self._room, self._low, self._account = 0, False, ""
        self.column: tuple[str, str] | None = None
        self.search = SearchField(theme, self.tr("Search these rows"), "")
        self.search.setMinimumWidth(theme.px(160))
        self.search.setMaximumWidth(theme.px(300))
        self.search.searched.connect(lambda _: self.narrowed.emit())
        self.kinds, self.fields = WholeWords(), WholeWords()
        self.kinds.setAccessibleName(self.tr("Kind of problem"))
        self.fields.setAccessibleName(self.tr("Only rows that differ in this field"))
        for box in (self.kinds, self.fields):
            box.setMinimumHeight(theme.px(32))
            box.setMaximumWidth(theme.px(420))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.activated.connect(lambda _: self.narrowed.emit())
        self._decided_bar = QProgressBar()
        self._decided_bar.setTextVisible(False)
        self._decided_bar.setFixedHeight(theme.px(6))
        self._decided_text = label("", "caption")
        self._hint = label(self.tr("Rows that need you come first"), "caption")
        self.account = button(
            theme, "", self.account_wanted.emit, icon_name="columns-3", name=self.tr("What became of each column")
        )
        self.table = ReviewTable(theme, self.tr("Rows"))
        self._usual_delegate, self._queue_delegate = self.table.itemDelegate(), QueueDelegate(theme, self.table)
        self._one_column = button(theme, "", self._show_all_columns, k="chip")
        self._one_column.setMaximumWidth(theme.px(240))
        self._one_column.hide()
        self._hidden = button(theme, "", self._show_hidden, k="chip")
        self._hidden.hide()
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setContentsMargins(12, 8, 12, 8)
        self._above.setSpacing(8)
        for widget in (self.search, self.kinds, self.fields, self._decided_text, self._decided_bar):
            self._above.addWidget(widget, 1)
        self._above.insertWidget(1, self._one_column)
        self._above.insertWidget(2, self._hidden)
        self._above.addStretch(1)
        self._above.addWidget(self._hint)
        self._above.addWidget(self.account)
        inside = column(self._above, self.table, spacing=0, margins=(1, 1, 1, 1))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        name_parts(self)

    # Showing

    def show_plan(self, rows: ReviewRows) -> None:
        """Show the rows of a plan: as a queue if it is a workbook of ours that came back."""
        self._rows = rows
        self.model = ImportTable(self._session.theme, rows)
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self._as_queue(rows.returned)
        self._list_kinds(rows)
        self._list_fields(rows)

    def _as_queue(self, queue: bool) -> None:
        table = self.table
        table.setItemDelegate(self._queue_delegate if queue else self._usual_delegate)
        for index in range(len(HEADINGS)):
            table.setColumnHidden(index, queue and index != NAME)
        self._fit_numbers()
        table.horizontalHeader().setVisible(not queue)
        table.set_widths([0 if queue and index == NAME else width for index, width in enumerate(WIDTHS)])
        table.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if queue else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        way = QBoxLayout.Direction.TopToBottom if queue else QBoxLayout.Direction.LeftToRight
        self._above.setDirection(way)
        self.fit(self._room, low=self._low)

    def fit(self, room: int, *, low: bool) -> None:
        """Take a share of the room.

        Args:
            room: the width of the whole review.
            low: whether there is little height, so that as many rows as possible have to fit.
        """
        self._room, self._low = room, low
        queue = self._rows is not None and self._rows.returned
        width = min(self._session.theme.px(QUEUE), round(room * QUEUE_SHARE)) if queue else 0
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or MOST_PIXELS)
        self._fit_hint()
        self._show_account()
        self.table.set_row_height(HEIGHT if queue else LOW_LINE if low else LINE)

    def _fit_hint(self) -> None:
        queue = self._rows is not None and self._rows.returned
        self._hint.setVisible(not (queue or self._low or self.column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to what will happen."""
        super().resizeEvent(event)
        self._fit_numbers()

    def _fit_numbers(self) -> None:
        queue = self._rows is not None and self._rows.returned
        self.table.setColumnHidden(NUMBER, queue or self.width() < self._session.theme.px(NARROW))

    def offer_account(self, name: str) -> None:
        """Offer what became of each column under a name; "" for nothing."""
        self._account = name
        self.account.setText(f" {name}")
        self.account.setAccessibleName(name)
        self._show_account()

    def _show_account(self) -> None:
        queue = self._rows is not None and self._rows.returned
        self.account.setVisible(bool(self._account) and not (queue and self._low))

    def _list_kinds(self, rows: ReviewRows) -> None:
        chosen = self.kinds.currentData()
        self.kinds.clear()
        self.kinds.addItem(self.tr("All problems"), "")
        acts = {act.told for act in rows.plan.acts}
        for kind, number in by_kind([p for p in rows.plan.problems if p.message not in acts]):
            self.kinds.addItem(f"{number:,} × {kind}", kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)))

    def _list_fields(self, rows: ReviewRows) -> None:
        """Offer the fields with conflicts, most frequent first."""
        chosen = self.fields.currentData()
        self.fields.clear()
        self.fields.addItem(self.tr("All fields"), "")
        tally = Counter((c.record, c.field) for r in rows.by_tile["conflict"] for c in r.conflicts)
        for (record, key), number in tally.most_common():
            name = self._session.typed(record_type(record)).field(key).label if key else self.tr("whole records")
            self.fields.addItem(f"{name}  {number:,}", key)
        self.fields.setCurrentIndex(max(0, self.fields.findData(chosen)))

    def show_column(self, column: tuple[str, str] | None) -> None:
        """Show only the rows with something in a column of a sheet; None: all of them again."""
        if column == self.column:
            return
        self.column = column
        heading = column[1] if column else ""
        short = heading if len(heading) <= LONGEST else f"{heading[: LONGEST - 1]}…"
        self._one_column.setText(self.tr("{column}  ✕").format(column=short))
        self._one_column.setToolTip(heading)
        self._one_column.setAccessibleName(self.tr("Only rows with {column}: show all again").format(column=heading))
        self._one_column.setVisible(column is not None)
        self._fit_hint()
        self.narrowed.emit()

    def _show_all_columns(self) -> None:
        self.table.setFocus()
        self.show_column(None)

    def _of_column(self, found: Sequence[RowOutcome]) -> Sequence[RowOutcome]:
        """Return the rows with something in the column; those in which that has a problem come first."""
        if self.column is None:
            return found
        sheet, heading = self.column
        filled = [r for r in found if r.sheet == sheet and r.cells.get(heading) not in (None, "")]
        return sorted(filled, key=lambda r: not any(p.column == heading for p in r.problems))

    def show_rows(self, tile: str, found: Sequence[RowOutcome]) -> None:
        """Show those rows of a tile that are searched for."""
        kind, field = self.kinds.currentData() or "", self.fields.currentData() or ""
        self.kinds.setVisible(tile == "problem")
        self.fields.setVisible(tile in ("conflict", "edited") and self.fields.count() > 2)
        whole = found
        if words := self.search.text().strip().casefold():
            found = [r for r in found if words in r.title.casefold()]
        if kind and tile == "problem":
            found = [r for r in found if any(p.kind == kind for p in r.problems)]
        if field and not self.fields.isHidden():
            found = [r for r in found if any(c.field == field for c in r.conflicts)]
        self.model.show_rows(self._of_column(found))
        self._tell_hidden(whole)
        self._show_decisions()

    def _tell_hidden(self, whole: Sequence[RowOutcome]) -> None:
        """Say that what is searched for hides rows that wait, or all rows of the tile; a click shows them."""
        shown = set(map(id, self.model.rows))
        hidden = [r for r in whole if id(r) not in shown]
        waiting = sum(1 for r in hidden if self._rows is not None and self._rows.needs(r))
        told = ""
        if waiting:
            told = self.tr("{n} to decide hidden: show").format(n=f"{waiting:,}")
        elif hidden and not shown:
            told = self.tr("Nothing is found here: show all {n}").format(n=f"{len(hidden):,}")
        self._hidden.setText(told)
        self._hidden.setAccessibleName(told)
        self._hidden.setToolTip(told)
        self._hidden.setVisible(bool(told))

    def _show_hidden(self) -> None:
        self.table.setFocus()
        self.widen()
        self.narrowed.emit()

    def widen(self) -> None:
        """Search for nothing any more: all rows of the tile are shown the next time."""
        self.search.clear_quietly()
        self.kinds.setCurrentIndex(0)
        self.fields.setCurrentIndex(0)
        if self.column is not None:
            self.show_column(None)

    def _show_decisions(self) -> None:
        """Show the column of decisions if there is anything to decide, or something was."""
        rows = self._rows
        if rows is not None and not rows.returned:
            options = rows.plan.options
            some = (
                rows.by_tile["conflict"]
                or rows.by_tile["rejected"]
                or rows.asking
                or options.same
                or options.same_rows
                or options.apart
                or options.apart_rows
            )
            self.table.setColumnHidden(DECISION, not some)

    def show_decided(self, open_: int, total: int) -> None:
        """Show how many rows of a workbook that came back are decided."""
        shown = self._rows is not None and self._rows.returned and bool(total)
        done = total - open_
        self._decided_text.setText(self.tr("{done} of {total} decided").format(done=f"{done:,}", total=f"{total:,}"))
        self._decided_bar.setRange(0, max(total, 1))
        self._decided_bar.setValue(done)
        self._decided_bar.setAccessibleName(self._decided_text.text())
        for widget in (self._decided_text, self._decided_bar):
            widget.setVisible(shown and not self._low)  # the tile tells it too

    # Moving about

    @property
    def at(self) -> int:
        """Where the current row stands; -1 if there is none."""
        index = self.table.currentIndex()
        return index.row() if index.isValid() and index.row() < len(self.model.rows) else -1

    def current(self) -> RowOutcome | None:
        """Return the current row."""
        return self.model.rows[self.at] if self.at >= 0 else None

    def go_to(self, place: Place | None) -> bool:
        """Go to the row of a sheet; return whether it is shown."""
        at = next((i for i, r in enumerate(self.model.rows) if place_of(r) == place), -1) if place else -1
        if at >= 0:
            self.select(at)
        return at >= 0

    def select(self, at: int) -> None:
        """Make a row the current one."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, NAME), flags)
        self.table.scrollTo(self.model.index(at, NAME))
