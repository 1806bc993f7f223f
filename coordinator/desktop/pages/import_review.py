"""The review of an import: its rows by what becomes of them, and the one that is looked at."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from coordinator.changes.merge import Answer
from coordinator.desktop.pages.import_row import RowPanel
from coordinator.desktop.pages.import_table import FILTERS, ImportTable, Shown, belongs
from coordinator.desktop.session import Session
from coordinator.desktop.widgets.basics import SearchField, column, frame, label, row
from coordinator.exchange.import_plan import ImportOptions, ImportPlan, Place, RowOutcome, What
from coordinator.exchange.problems import by_kind

if TYPE_CHECKING:
    from coordinator.exchange.look_alikes import LookAlike

SIDE = 400
WIDTHS = (56, 120, 180, 300)
Answers = Mapping[tuple[Place, str], tuple[Answer, Any]]
TILES = {
    "all": "All rows", "new": "New", "changed": "Changed", "unchanged": "Unchanged", "conflict": "Conflicts",
    "duplicate": "Repeated", "alike": "Look alike", "problem": "Problems",
}  # fmt: skip


class ReviewView(QWidget):
    """Shows what an import would do, and takes decisions.

    Attributes:
        decided: something was decided that the plan holds.
        chosen: options under which the file has to be planned anew.
    """

    decided = Signal()
    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.plan: ImportPlan | None = None
        self._options = ImportOptions()
        self.alike: dict[Place, list[LookAlike]] = {}
        self._answers: dict[tuple[Place, str], tuple[Answer, Any]] = {}
        self._place: Place | None = None
        theme = session.theme
        self.tiles: dict[str, QPushButton] = {}
        self._numbers: dict[str, QLabel] = {}
        group = QButtonGroup(self)
        for key, name in TILES.items():
            group.addButton(self._tile(key, name))
        self.tiles["all"].setChecked(True)
        self.search = SearchField(theme, self.tr("Search these rows"), "")
        self.search.searched.connect(lambda _: self._choose())
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("Kind of problem"))
        self.kinds.setMaximumWidth(theme.px(420))
        self.kinds.activated.connect(lambda _: self._choose())
        self.table = self._table()
        above = row(self.search, self.kinds, None, label(self.tr("Rows that need you come first"), "caption"),
                    margins=(12, 10, 12, 10))  # fmt: skip
        card = frame("card", column(above, self.table, spacing=0, margins=(1, 1, 1, 1)))
        self.panel = RowPanel(session)
        self.panel.answered.connect(self._answered)
        self.panel.mended.connect(self._mend)
        self.panel.left_out.connect(self._leave_out)
        self.panel.same.connect(self._same)
        self.panel.apart.connect(self._apart)
        scroll = QScrollArea()
        scroll.setProperty("k", "surface")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.panel)
        side = frame("card", column(scroll, margins=(1, 1, 1, 1)))
        side.setFixedWidth(theme.px(SIDE))
        self._notes = label("", "caption", wrap=True)
        both = row(card, side, spacing=16)
        both.setStretch(0, 1)
        tiles = row(*self.tiles.values(), spacing=10)
        layout = column(tiles, self._notes, both, margins=(20, 16, 20, 16), spacing=12)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _tile(self, key: str, name: str) -> QPushButton:
        theme = self._session.theme
        tile = QPushButton()
        tile.setProperty("k", "tile")
        tile.setCheckable(True)
        tile.setMinimumHeight(theme.px(64))
        tile.setAccessibleName(name)
        tile.clicked.connect(lambda: self._choose())
        number = label("", "h2")
        tile.setLayout(column(label(name, "hint"), number, spacing=0, margins=(14, 8, 10, 8)))
        self._numbers[key] = number
        self.tiles[key] = tile
        return tile

    def _table(self) -> QTableView:
        table = QTableView()
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

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan; what was decided about its rows before stays decided."""
        if self.plan is None or self.plan.path != plan.path:
            self._answers, self.alike, self._place = {}, {}, None
        self.plan, self._options = plan, plan.options
        self.model = ImportTable(self._session.theme, plan)
        self._answer_again()
        self.table.setModel(self.model)
        for i, width in enumerate(WIDTHS):
            self.table.setColumnWidth(i, self._session.theme.px(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        notes = plan.told
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self.kinds.clear()
        self.kinds.addItem(self.tr("All problems"), "")
        for kind, number in by_kind(plan.problems):
            self.kinds.addItem(f"{number:,} × {kind}", kind)
        self.count()
        self._choose()
        if not self._go_to(self._place):
            self.next_to_decide(0)

    def _answer_again(self) -> None:
        """Decide what was decided before the file was planned anew."""
        assert self.plan is not None
        for found in self.plan.rows if self._answers else ():
            known = [self._answers.get(((found.sheet, found.number), c.field)) for c in found.conflicts]
            for conflict, answer in zip(found.conflicts, known, strict=True):
                if answer is not None:
                    conflict.answer, conflict.theirs = answer
            if known and all(known):
                self.model.undecided.discard(id(found))

    def know_alike(self, found: "list[LookAlike]") -> None:
        """Take in who looks like somebody that is here."""
        for alike in found:
            self.alike.setdefault((alike.row.sheet, alike.row.number), []).append(alike)
        self.count()
        if self._chosen == "alike":
            self._choose()
        self._show_row()

    def open_alike(self, found: RowOutcome) -> "list[LookAlike]":
        """Return who a row may be, those left out whom somebody decided on."""
        place = (found.sheet, found.number)
        if found.what is not What.NEW or place in self._options.same:
            return []
        apart = self._options.apart.get(place, ())
        return [a for a in self.alike.get(place, ()) if a.candidate not in apart]

    def _belongs(self, found: RowOutcome, key: str) -> bool:
        return bool(self.open_alike(found)) if key == "alike" else belongs(found, key)

    def count(self) -> None:
        """Say how many rows there are of each kind."""
        assert self.plan is not None
        for key, name in TILES.items():
            number = sum(1 for r in self.plan.rows if self._belongs(r, key))
            self._numbers[key].setText(f"{number:,}")
            self.tiles[key].setAccessibleName(f"{name}: {number}")

    @property
    def _chosen(self) -> str:
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), FILTERS[0])

    def _choose(self) -> None:
        if self.plan is None:
            return
        key, kind = self._chosen, self.kinds.currentData() or ""
        self.kinds.setVisible(key == "problem")
        words = self.search.text().strip()
        self.model.choose(Shown(lambda r: self._belongs(r, key), words, kind if key == "problem" else ""))

    # Deciding

    def current(self) -> RowOutcome | None:
        """Return the row that is looked at."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def _show_row(self) -> None:
        found = self.current()
        assert self.plan is not None
        self._place = (found.sheet, found.number) if found else None
        undecided = found is not None and id(found) in self.model.undecided
        self.panel.show_row(self.plan, found, self.open_alike(found) if found else [], undecided)

    def decide(self, answer: Answer) -> None:
        """Decide the current row, and go to the next that needs it."""
        found = self.current()
        if found is None or not found.conflicts:
            return
        for conflict in found.conflicts:
            conflict.answer = answer
        self._answered()
        self.next_to_decide(self.table.currentIndex().row() + 1)

    def decide_all(self, answer: Answer, field: str = "") -> None:
        """Decide all rows that still need it alike, or one field of them."""
        assert self.plan is not None
        for found in [r for r in self.plan.rows if id(r) in self.model.undecided]:
            mine = [c for c in found.conflicts if field in ("", c.field)]
            for conflict in mine:
                conflict.answer = answer
                self._remember(found)
            if len(mine) == len(found.conflicts):
                self.model.settled(found)
        self._show_row()
        self.decided.emit()

    def _answered(self) -> None:
        found = self.current()
        if found is not None:
            self._remember(found)
            self.model.settled(found)
        self._show_row()
        self.decided.emit()

    def _remember(self, found: RowOutcome) -> None:
        for conflict in found.conflicts:
            self._answers[(found.sheet, found.number), conflict.field] = (conflict.answer, conflict.theirs)

    def next_to_decide(self, start: int) -> None:
        """Go to the next row that needs a decision, or looks like somebody."""
        rows = self.model.rows
        order = [*range(start, len(rows)), *range(start)]
        at = next((i for i in order if id(rows[i]) in self.model.undecided), 0 if rows and not start else -1)
        if at >= 0:
            self._select(at)
        self._show_row()

    def _go_to(self, place: Place | None) -> bool:
        at = next((i for i, r in enumerate(self.model.rows) if (r.sheet, r.number) == place), -1) if place else -1
        if at >= 0:
            self._select(at)
            self._show_row()
        return at >= 0

    def _select(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, 0), flags)

    # What has to be planned anew

    def _anew(self, **options: Any) -> None:
        self._options = replace(self._options, **options)
        self.chosen.emit(self._options)

    def _mend(self, heading: str, text: str) -> None:
        if self._place is not None:
            mended = {**self._options.mended, self._place: {**self._options.mended.get(self._place, {}), heading: text}}
            self._anew(mended=mended)

    def _leave_out(self, out: bool) -> None:
        if self._place is not None:
            place = frozenset({self._place})
            self._anew(skipped=self._options.skipped | place if out else self._options.skipped - place)

    def leave_out(self) -> None:
        """Leave the current row out, or take it after all."""
        self._leave_out(self._place not in self._options.skipped)

    def _same(self, candidate: int) -> None:
        if self._place is not None:
            self._anew(same={**self._options.same, self._place: candidate})

    def _apart(self, candidate: int) -> None:
        if self._place is not None:
            others = (*self._options.apart.get(self._place, ()), candidate)
            self._anew(apart={**self._options.apart, self._place: others})

    def decide_who(self, *, same: bool) -> None:
        """Decide about the first person whom the current row may be."""
        found = self.current()
        alike = self.open_alike(found) if found else []
        if alike:
            (self._same if same else self._apart)(alike[0].candidate)
