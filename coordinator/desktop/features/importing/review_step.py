"""The review of an import: its rows by outcome, and the current row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QWidget,
)

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.compare_pane import ComparePanel
from coordinator.desktop.features.importing.queue import HEIGHT, QueueDelegate, ReviewTable
from coordinator.desktop.features.importing.review_rows import ReviewRows, place_of
from coordinator.desktop.features.importing.row_pane import RowPanel
from coordinator.desktop.features.importing.rows_table import HEADINGS, NAME, ImportTable
from coordinator.desktop.features.importing.what_became import BecameStrip, BecameView
from coordinator.desktop.kit.basics import SearchField, column, frame, label, row, scrolling
from coordinator.desktop.kit.count_tiles import CountTiles
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import ImportOptions, ImportPlan, Place, RowOutcome, What
from coordinator.importing.problems import by_kind
from coordinator.records.catalog import record_type

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

SIDE = 400
QUEUE = 284
MOST_PIXELS = 16_777_215
WIDTHS = (56, 120, 180, 300, 140)
HAPPENS = 3
TILES = {
    "all": "All rows",
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "conflict": "Conflicts",
    "duplicate": "Repeated",
    "joined": "Other name",
    "alike": "Look alike",
    "problem": "Problems",
}
TILES_BACK = {
    "all": "All rows",
    "edited": "Edited",
    "new": "Added",
    "removed": "Removed",
    "conflict": "Conflicts",
    "problem": "Problems",
    "unchanged": "Untouched",
    "alike": "Look alike",
}

ICONS = {
    "all": ("sheet", "text2"),
    "new": ("plus", "ok"),
    "changed": ("pencil", "info"),
    "edited": ("pencil", "info"),
    "unchanged": ("equal", "text3"),
    "conflict": ("git-pull-request-arrow", "warn"),
    "duplicate": ("copy", "text2"),
    "joined": ("merge", "dup"),
    "alike": ("users", "dup"),
    "problem": ("triangle-alert", "bad"),
    "removed": ("trash-2", "text2"),
}
"""What a tile counts → its icon and icon color."""


class ReviewView(QWidget):
    """Shows what an import would do, and takes decisions.

    Attributes:
        decided: emitted when a decision is stored in the plan.
        chosen: emitted with options that require planning the file again.
    """

    decided = Signal()
    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: ReviewRows | None = None
        self._options = ImportOptions()
        self.alike: dict[Place, list[LookAlike]] = {}
        self._place: Place | None = None
        theme = session.theme
        self.tiles = CountTiles(theme, list({**TILES, **TILES_BACK}), ICONS)
        self.tiles.choose("all")
        self.tiles.chosen.connect(self._choose_tile)
        self.search = SearchField(theme, self.tr("Search these rows"), "")
        self.search.setMinimumWidth(theme.px(220))
        self.search.searched.connect(lambda _: self._choose())
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("Kind of problem"))
        self.kinds.setMaximumWidth(theme.px(420))
        self.kinds.activated.connect(lambda _: self._choose())
        self.fields = QComboBox()
        self.fields.setAccessibleName(self.tr("Only rows that differ in this field"))
        self.fields.activated.connect(lambda _: self._choose())
        self._decided_bar = QProgressBar()
        self._decided_bar.setTextVisible(False)
        self._decided_bar.setFixedHeight(theme.px(6))
        self._decided_text = label("", "caption")
        self.table = self._table()
        self._usual_delegate, self._queue_delegate = self.table.itemDelegate(), QueueDelegate(theme, self.table)
        self._first_hint = label(self.tr("Rows that need you come first"), "caption")
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setContentsMargins(12, 10, 12, 10)
        self._above.setSpacing(8)
        for widget in (self.search, self.kinds, self.fields, self._decided_text, self._decided_bar):
            self._above.addWidget(widget)
        self._above.addStretch(1)
        self._above.addWidget(self._first_hint)
        inside = column(self._above, self.table, spacing=0, margins=(1, 1, 1, 1))
        inside.setStretch(1, 1)
        self._card = frame("card", inside)
        self.panel = RowPanel(session)
        self.panel.answered.connect(self._answered)
        self.panel.mended.connect(self._mend)
        self.panel.left_out.connect(self._leave_out)
        self.panel.same.connect(self._same)
        self.panel.apart.connect(self._apart)
        self.panel.parted.connect(self._part)
        self.panel.deleted.connect(self._delete)
        self.compare = ComparePanel(session)
        self.compare.answered.connect(self._answered)
        self.compare.alike.connect(lambda key, answer: self.decide_all(answer, key))
        scroll = scrolling(self.panel, "surface", sideways=False)
        self._side = frame("card", column(scroll, margins=(1, 1, 1, 1)))
        self.strip = BecameStrip(theme)
        self.strip.toggled.connect(self.show_became)
        self.became = BecameView(theme)
        self._both = row(self._card, self._side, self.compare, spacing=16)
        rows = QWidget()
        rows.setLayout(self._both)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(rows)
        self._bodies.addWidget(self.became)
        layout = column(self.tiles, self.strip, self._bodies, margins=(20, 16, 20, 16), spacing=12)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _table(self) -> QTableView:
        table = ReviewTable()
        table.setProperty("k", "review")
        table.setAccessibleName(self.tr("Rows"))
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._session.theme.px(36))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        return table

    # Showing

    @property
    def plan(self) -> ImportPlan | None:
        """The plan shown."""
        return self.rows.plan if self.rows is not None else None

    def show_rows(self, rows: ReviewRows) -> None:
        """Show the rows of a plan, which already contains earlier decisions."""
        another = self.rows is None or self.rows.plan.path != rows.plan.path
        if another:
            self.alike, self._place = {}, None
        self.rows, self._options = rows, rows.plan.options
        self.model = ImportTable(self._session.theme, rows)
        self.table.setModel(self.model)
        self._as_queue(rows.returned)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        plan = rows.plan
        self.strip.show_plan(plan)
        self.became.show_plan(plan)
        if another:
            self.show_became(False)
        self.kinds.clear()
        self.kinds.addItem(self.tr("All problems"), "")
        for kind, number in by_kind(plan.problems):
            self.kinds.addItem(f"{number:,} × {kind}", kind)
        self._list_fields()
        if another and rows.returned and rows.by_tile["conflict"]:
            self.tiles.choose("conflict")
        self.count()
        self._choose()
        if not self._go_to(self._place):
            self.next_to_decide(0)

    def _as_queue(self, queue: bool) -> None:
        """Show a queue with both sides' values, or a table with its row."""
        theme = self._session.theme
        self.table.setItemDelegate(self._queue_delegate if queue else self._usual_delegate)
        for index in range(len(HEADINGS)):
            self.table.setColumnHidden(index, queue and index != NAME)
        for index, width in enumerate(WIDTHS):
            self.table.setColumnWidth(index, theme.px(width))
        self.table.horizontalHeader().setVisible(not queue)
        stretched, fixed = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Interactive
        self.table.horizontalHeader().setSectionResizeMode(HAPPENS, fixed if queue else stretched)
        if queue:
            self.table.setColumnWidth(NAME, theme.px(QUEUE) - 16)
        self.table.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if queue else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        self.table.verticalHeader().setDefaultSectionSize(theme.px(HEIGHT if queue else 36))
        way = QBoxLayout.Direction.TopToBottom if queue else QBoxLayout.Direction.LeftToRight
        self._above.setDirection(way)
        self._first_hint.setVisible(not queue)
        self._above.setStretch(self._above.count() - 2, 0 if queue else 1)
        self._card.setMinimumWidth(theme.px(QUEUE) if queue else 0)
        self._card.setMaximumWidth(theme.px(QUEUE) if queue else MOST_PIXELS)
        self._side.setMinimumWidth(theme.px(SIDE))
        self._side.setMaximumWidth(MOST_PIXELS if queue else theme.px(SIDE))
        self.compare.setVisible(queue)
        self._side.setVisible(not queue)
        for index, share in enumerate((0, 1, 1) if queue else (1, 0, 0)):
            self._both.setStretch(index, share)
        self.tiles.show_names(self._names)

    @property
    def _names(self) -> dict[str, str]:
        return TILES_BACK if self.rows is not None and self.rows.returned else TILES

    def show_became(self, wanted: bool) -> None:
        """Show what became of each column instead of the rows, or the rows again."""
        self.strip.open.setChecked(wanted)
        self._bodies.setCurrentIndex(1 if wanted else 0)

    def _list_fields(self) -> None:
        """Offer the fields with conflicts, most frequent first."""
        assert self.rows is not None
        chosen = self.fields.currentData()
        self.fields.clear()
        self.fields.addItem(self.tr("All fields"), "")
        tally = Counter((c.record, c.field) for r in self.rows.by_tile["conflict"] for c in r.conflicts)
        for (record, key), number in tally.most_common():
            name = self._session.typed(record_type(record)).field(key).label if key else self.tr("whole records")
            self.fields.addItem(f"{name}  {number:,}", key)
        self.fields.setCurrentIndex(max(0, self.fields.findData(chosen)))

    def know_alike(self, found: "list[LookAlike]") -> None:
        """Add new people who look like existing ones."""
        for alike in found:
            self.alike.setdefault((alike.row.sheet, alike.row.number), []).append(alike)
        self.count()
        place = self._place
        self._choose()
        if not self._go_to(place):
            self.next_to_decide(0)
        self._show_row()
        self.decided.emit()

    def open_alike(self, found: RowOutcome) -> "list[LookAlike]":
        """Return who a row may be, leaving out people already decided on."""
        place = place_of(found)
        if found.what is not What.NEW or place in self._options.same:
            return []
        apart = self._options.apart.get(place, ())
        return [a for a in self.alike.get(place, ()) if a.candidate not in apart]

    def _of_tile(self, key: str) -> Sequence[RowOutcome]:
        assert self.rows is not None
        if key == "all" and self.rows.asking:
            return sorted(self.rows.by_tile[key], key=lambda r: not self.rows or not self.rows.needs(r))
        if key != "alike":
            return self.rows.by_tile[key]
        return [r for r in self.rows.by_tile["new"] if self.open_alike(r)] if self.alike else []

    def count(self) -> None:
        """Show how many rows of each kind there are."""
        assert self.rows is not None
        new = self.rows.by_tile["new"] if self.alike else ()
        self.rows.asking = {id(r) for r in new if self.open_alike(r)}
        for key in self._names:
            self.tiles.show_count(key, len(self._of_tile(key)))
        self._count_decided()

    def _count_decided(self) -> None:
        assert self.rows is not None
        total = len(self.rows.by_tile["conflict"])
        shown = self.rows.returned and bool(total)
        done = total - self.rows.open_rows
        for key, number in (("conflict", self.rows.open_rows), ("alike", len(self.rows.asking))):
            self.tiles.show_todo(key, self.tr("{n} to decide").format(n=f"{number:,}") if number else "")
        self._decided_text.setText(self.tr("{done} of {total} decided").format(done=f"{done:,}", total=f"{total:,}"))
        self._decided_bar.setRange(0, max(total, 1))
        self._decided_bar.setValue(done)
        self._decided_bar.setAccessibleName(self._decided_text.text())
        for widget in (self._decided_text, self._decided_bar):
            widget.setVisible(shown)

    def _choose_tile(self) -> None:
        self.show_became(False)
        self._choose()

    def _choose(self) -> None:
        if self.rows is None:
            return
        key, kind, field = self.tiles.key, self.kinds.currentData() or "", self.fields.currentData() or ""
        self.kinds.setVisible(key == "problem")
        self.fields.setVisible(key in ("conflict", "edited") and self.fields.count() > 2)
        found = self._of_tile(key)
        if words := self.search.text().strip().casefold():
            found = [r for r in found if words in r.title.casefold()]
        if kind and key == "problem":
            found = [r for r in found if any(p.kind == kind for p in r.problems)]
        if field and not self.fields.isHidden():
            found = [r for r in found if any(c.field == field for c in r.conflicts)]
        self.model.show_rows(found)

    # Deciding

    def current(self) -> RowOutcome | None:
        """Return the current row."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def _show_row(self) -> None:
        found = self.current()
        assert self.rows is not None
        self._place = place_of(found) if found else None
        comparing = self.rows.returned and found is not None and bool(found.conflicts or found.fields)
        if self.rows.returned:
            self.compare.setVisible(comparing)
            self._side.setVisible(not comparing)
        if comparing and found is not None:
            self.compare.show_row(self.rows, found, self.rows.plan.file)
        else:
            self.panel.show_row(self.rows, found, self.open_alike(found) if found else [])

    def decide(self, answer: Resolution) -> None:
        """Decide the current row and go to the next open one."""
        found = self.current()
        if found is None or not found.conflicts or self.rows is None:
            return
        self.rows.decide_row(found, answer)
        self._answered()
        self._show_row()
        self.next_to_decide(self.table.currentIndex().row() + 1)

    def decide_field(self, which: int) -> None:
        """Decide the marked field of a returned workbook's row: 1 sheet, 2 database, 3 both."""
        if not self.compare.isHidden():
            self.compare.decide_field(which)

    def decide_all(self, answer: Resolution, field: str = "") -> None:
        """Decide all open rows the same way, or one field of them."""
        assert self.rows is not None
        self.rows.decide_all(answer, field)
        self.model.all_settled()
        self._show_row()
        self._count_decided()
        self.decided.emit()

    def _answered(self) -> None:
        if (found := self.current()) is not None:
            self.model.settled(found)
        self._count_decided()
        self.decided.emit()

    def next_to_decide(self, start: int, step: int = 1) -> None:
        """Go to the next row that needs a decision, or to the first row if none does."""
        assert self.rows is not None
        at = self.rows.next_open(self.model.rows, max(start, 0), step)
        if at < 0 and self.model.rows and not start:
            at = 0
        if at >= 0 and at != self.table.currentIndex().row():
            self._select(at)
        else:
            self._show_row()

    def step(self, by: int) -> None:
        """Go to the next or previous row that needs a decision, or to the adjacent row if none does."""
        assert self.rows is not None
        here = self.table.currentIndex().row()
        at = self.rows.next_open(self.model.rows, here + 1 if by > 0 else max(here, 0), by)
        at = at if at >= 0 else here + by
        if 0 <= at < len(self.model.rows):
            self._select(at)

    def _go_to(self, place: Place | None) -> bool:
        at = next((i for i, r in enumerate(self.model.rows) if place_of(r) == place), -1) if place else -1
        if at >= 0:
            self._select(at)
        return at >= 0

    def _select(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, NAME), flags)
        self.table.scrollTo(self.model.index(at, NAME))

    def _delete(self, delete: bool, all_: bool) -> None:
        """Decide whether to delete records here that are no longer in the sheet."""
        found = self.current()
        assert self.rows is not None
        if found is None:
            return
        rows = self.rows.by_tile["removed"] if all_ else [found]
        keys = {(r.record, r.record_id) for r in rows if r.record_id is not None}
        self.rows.deleting = self.rows.deleting | keys if delete else self.rows.deleting - keys
        self.model.all_settled()
        self._show_row()
        self.decided.emit()

    # What requires planning again

    def _anew(self, options: ImportOptions) -> None:
        self._options = options
        self.chosen.emit(self._options)

    def _mend(self, heading: str, text: str) -> None:
        if self._place is not None:
            mended = {**self._options.mended, self._place: {**self._options.mended.get(self._place, {}), heading: text}}
            self._anew(replace(self._options, mended=mended))

    def _leave_out(self, out: bool) -> None:
        if self._place is not None:
            place = frozenset({self._place})
            self._anew(
                replace(self._options, skipped=self._options.skipped | place if out else self._options.skipped - place)
            )

    def leave_out(self) -> None:
        """Skip the current row, or include it again."""
        self._leave_out(self._place not in self._options.skipped)

    def _same(self, candidate: int) -> None:
        if self._place is not None:
            self._anew(replace(self._options, same={**self._options.same, self._place: candidate}))

    def _apart(self, candidate: int) -> None:
        if self._place is not None:
            others = (*self._options.apart.get(self._place, ()), candidate)
            self._anew(replace(self._options, apart={**self._options.apart, self._place: others}))

    def _part(self) -> None:
        """Make a new person of the current row, which is joined with somebody of another name."""
        if self._place is not None:
            self._anew(replace(self._options, parted=self._options.parted | {self._place}))

    def decide_who(self, *, same: bool) -> None:
        """Decide about the first person the current row may be, or is joined with under another name."""
        found = self.current()
        if found and found.joined and not same:
            self._part()
            return
        alike = self.open_alike(found) if found else []
        if alike:
            (self._same if same else self._apart)(alike[0].candidate)
