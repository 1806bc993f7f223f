"""The review of an import: its rows by outcome, and the current row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.compare_pane import ComparePanel
from coordinator.desktop.features.importing.review_rows import ReviewRows, place_of
from coordinator.desktop.features.importing.row_pane import RowPanel
from coordinator.desktop.features.importing.rows_list import RowsList
from coordinator.desktop.features.importing.what_became import BecameStrip, BecameView
from coordinator.desktop.kit.basics import column, frame
from coordinator.desktop.kit.count_tiles import CountTiles
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import ImportOptions, ImportPlan, Place, RowOutcome, What

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

SIDE, LEAST_SIDE, SIDE_SHARE = 500, 320, 0.36
SIDE_KEPT = "import.side"
"""The setting with the width of the row beside the list, as somebody made it."""
GAP = 4
LOW, TIGHT = 430, 560
"""Below these heights, at 100 % text size, the lines of the list, and what stands above the rows, are folded."""
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
    "joined": "Other name",
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
        self.tiles.chosen.connect(self._choose)
        self.list = RowsList(session)
        self.list.narrowed.connect(self._choose)
        self.list.moved.connect(self._show_row)
        self.list.account_wanted.connect(lambda: self.show_became(True))
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
        self._side = frame("card", column(self.panel, margins=(1, 1, 1, 1)))
        self.strip = BecameStrip()
        self.became = BecameView(theme)
        self.became.left.connect(lambda: self.show_became(False))
        self.became.rows_wanted.connect(self._show_column)
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self._both.setHandleWidth(GAP)
        self._both.setChildrenCollapsible(False)
        for part in (self.list, self._side, self.compare):
            self._both.addWidget(part)
        self._both.splitterMoved.connect(self._keep_side)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self._both)
        self._bodies.addWidget(self.became)
        self._layout = column(self.tiles, self.strip, self._bodies)
        self._layout.setStretch(2, 1)
        self.setLayout(self._layout)
        self._fit()

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
            self.list.show_column(None)
        self.rows, self._options = rows, rows.plan.options
        self.list.show_plan(rows)
        self._lay_out(rows.returned)
        self.strip.show_plan(rows.plan)
        self.became.show_plan(rows.plan)
        self.list.offer_account(self.became.title)
        if another:
            self.show_became(False)
        if another and rows.returned and rows.by_tile["conflict"]:
            self.tiles.choose("conflict")
        self.count()
        self._choose()
        if not self.list.go_to(self._place):
            self.next_to_decide(0)

    def _lay_out(self, returned: bool) -> None:
        """Show a queue with both sides' values, or a table with its row."""
        self.compare.setVisible(returned)
        self._side.setVisible(not returned)
        for index, share in enumerate((0, 1, 1) if returned else (1, 0, 0)):
            self._both.setStretchFactor(index, share)
        self.tiles.show_names(self._names)
        self._fit()

    def _fit(self) -> None:
        """Fold what stands above the rows if there is little height, and leave them most of the width."""
        theme, returned = self._session.theme, self.rows is not None and self.rows.returned
        low, tight = self.height() < theme.px(LOW), self.height() < theme.px(TIGHT)
        gap = 8 if tight else 16
        self._layout.setContentsMargins(20, gap, 20, gap)
        self._layout.setSpacing(8 if tight else 12)
        self.tiles.set_low(tight)
        self.strip.set_low(tight)
        self.list.fit(self.width(), low=low)
        self.panel.set_low(tight)
        self._side.setMinimumWidth(min(theme.px(LEAST_SIDE), round(self.width() * SIDE_SHARE)))
        if returned:
            self._both.setSizes([self.list.maximumWidth(), *2 * [self.width() - self.list.maximumWidth()]])
        else:
            usual = min(theme.px(SIDE), round(self.width() * SIDE_SHARE))
            side = int(self._session.settings.get(SIDE_KEPT, usual))
            self._both.setSizes([self.width() - side, side])

    def _keep_side(self) -> None:
        """Remember how wide the row beside the list was made."""
        if not self._side.isHidden() and self.rows is not None and not self.rows.returned:
            self._session.settings.set(SIDE_KEPT, self._side.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown into its place."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _names(self) -> dict[str, str]:
        return TILES_BACK if self.rows is not None and self.rows.returned else TILES

    def show_became(self, wanted: bool) -> None:
        """Show what became of each column instead of the rows, or the rows again."""
        self._bodies.setCurrentIndex(1 if wanted else 0)
        self.tiles.setVisible(not wanted)
        self.strip.setVisible(not wanted)
        if wanted:
            self.list.show_column(None)
            self.became.take_focus()
        elif self.isVisible():
            self.list.table.setFocus()

    def _show_column(self, sheet: str, heading: str) -> None:
        """Show the rows with something in a column, and of each the cell there."""
        self.tiles.choose("all")
        self._place = None
        self.list.show_column((sheet, heading))
        self.show_became(False)

    def know_alike(self, found: "list[LookAlike]") -> None:
        """Add new people who look like existing ones."""
        for alike in found:
            self.alike.setdefault((alike.row.sheet, alike.row.number), []).append(alike)
        self.count()
        place = self._place
        self.list.blockSignals(True)  # the row that is seen stays, with what is being typed there
        self._choose()
        stays = self.list.go_to(place)
        self.list.blockSignals(False)
        if not stays:
            self.next_to_decide(0)
        if not stays or any(place_of(alike.row) == place for alike in found):
            self._show_row()
        self.decided.emit()

    def open_alike(self, found: RowOutcome) -> "list[LookAlike]":
        """Return who a row may be, leaving out people already decided on."""
        place = place_of(found)
        if found.what is not What.NEW or place in self._options.same or place in self._options.same_rows:
            return []
        apart, rows = self._options.apart.get(place, ()), self._options.apart_rows.get(place, ())
        alike = self.alike.get(place, ())
        return [a for a in alike if (place_of(a.other) not in rows if a.other else a.candidate not in apart)]

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
        for key, number in (("conflict", self.rows.open_rows), ("alike", len(self.rows.asking))):
            self.tiles.show_todo(key, self.tr("{n} to decide").format(n=f"{number:,}") if number else "")
        self.list.show_decided(self.rows.open_rows, total)

    def _choose(self) -> None:
        if self.rows is not None:
            self.list.show_rows(self.tiles.key, self._of_tile(self.tiles.key))
            if not self.list.go_to(self._place) and self.list.model.rows:
                self.list.select(0)  # keys are about the row that is shown beside the list

    # Deciding

    def _show_row(self) -> None:
        found = self.list.current()
        assert self.rows is not None
        self._place = place_of(found) if found else None
        comparing = self.rows.returned and found is not None and bool(found.conflicts or found.fields)
        if self.rows.returned:
            self.compare.setVisible(comparing)
            self._side.setVisible(not comparing)
        if comparing and found is not None:
            self.compare.show_row(self.rows, found, self.rows.plan.file)
        else:
            alike = self.open_alike(found) if found else []
            heading = self.list.column[1] if self.list.column else ""
            self.panel.show_row(self.rows, found, alike, before=self.list.table, heading=heading)

    def decide(self, answer: Resolution) -> None:
        """Decide the current row and go to the next open one."""
        found = self.list.current()
        if found is None or not found.conflicts or self.rows is None:
            return
        self.rows.decide_row(found, answer)
        self._answered()
        self._show_row()
        self.next_to_decide(self.list.at + 1)

    def decide_field(self, which: int) -> None:
        """Decide the marked field of a returned workbook's row: 1 sheet, 2 database, 3 both."""
        if not self.compare.isHidden():
            self.compare.decide_field(which)

    def decide_all(self, answer: Resolution, field: str = "") -> None:
        """Decide all open rows the same way, or one field of them."""
        assert self.rows is not None
        self.rows.decide_all(answer, field)
        self.list.model.all_settled()
        self._show_row()
        self._count_decided()
        self.decided.emit()

    def _answered(self) -> None:
        if (found := self.list.current()) is not None:
            self.list.model.settled(found)
        self._count_decided()
        self.decided.emit()

    def next_to_decide(self, start: int, step: int = 1) -> None:
        """Go to the next row that needs a decision, or to the first row if none does."""
        assert self.rows is not None
        at = self.rows.next_open(self.list.model.rows, max(start, 0), step)
        if at < 0 and self.list.model.rows and not start:
            at = 0
        if at >= 0 and at != self.list.at:
            self.list.select(at)
        else:
            self._show_row()

    def step(self, by: int) -> None:
        """Go to the next or previous row that needs a decision, or to the adjacent row if none does."""
        assert self.rows is not None
        here = self.list.at
        at = self.rows.next_open(self.list.model.rows, here + 1 if by > 0 else max(here, 0), by)
        at = at if at >= 0 else here + by
        if 0 <= at < len(self.list.model.rows):
            self.list.select(at)

    def _delete(self, delete: bool, all_: bool) -> None:
        """Decide whether to delete records here that are no longer in the sheet."""
        found = self.list.current()
        assert self.rows is not None
        if found is None:
            return
        rows = self.rows.by_tile["removed"] if all_ else [found]
        keys = {(r.record, r.record_id) for r in rows if r.record_id is not None}
        self.rows.deleting = self.rows.deleting | keys if delete else self.rows.deleting - keys
        self.list.model.all_settled()
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

    def _same(self, alike: "LookAlike") -> None:
        place, options = self._place, self._options
        if place is None:
            return
        if alike.other is None:
            self._anew(replace(options, same={**options.same, place: alike.candidate}))
        else:
            self._anew(replace(options, same_rows={**options.same_rows, place: place_of(alike.other)}))

    def _apart(self, alike: "LookAlike") -> None:
        place, options = self._place, self._options
        if place is None:
            return
        if alike.other is None:
            others = (*options.apart.get(place, ()), alike.candidate)
            self._anew(replace(options, apart={**options.apart, place: others}))
        else:
            rows = (*options.apart_rows.get(place, ()), place_of(alike.other))
            self._anew(replace(options, apart_rows={**options.apart_rows, place: rows}))

    def _part(self) -> None:
        """Make a new person of the current row, which is joined with somebody of another name."""
        if self._place is not None:
            self._anew(replace(self._options, parted=self._options.parted | {self._place}))

    def decide_who(self, *, same: bool) -> None:
        """Decide about the first person the current row may be, or is joined with under another name."""
        found = self.list.current()
        if found and found.joined and not same:
            self._part()
            return
        alike = self.open_alike(found) if found else []
        if alike:
            (self._same if same else self._apart)(alike[0])
