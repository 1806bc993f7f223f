"""Two people field by field, and the merged result."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import PADDING, Cell, Wrapped
from coordinator.operations.people import mergeable, merged_values
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value

A, B, AFTER = 1, 2, 3
HIGHEST = 96
"""How high a line can be, at 100 % text size."""


class PairTable(QTableWidget):
    """A row for each field that either person has.

    Attributes:
        picked: emitted with a field key and whose value to use, `A` or `B`.
    """

    picked = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, 4)
        self._theme = theme
        self.setProperty("k", "review")
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.name_people("A", "B")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Field by field; 1 takes A, 2 takes B"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(Wrapped(self))
        self.verticalHeader().setMaximumSectionSize(theme.px(HIGHEST))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.cellClicked.connect(self.pick)

    def name_people(self, a: str, b: str) -> None:
        """Show above the columns who is who."""
        self.setHorizontalHeaderLabels(["", a, b, self.tr("After the merge")])
        for at, whole in ((A, a), (B, b)):
            if (item := self.horizontalHeaderItem(at)) is not None:
                item.setToolTip(whole)

    def show_people(
        self, rt: RecordType, a: Mapping[str, Value], b: Mapping[str, Value], picks: Mapping[str, Value]
    ) -> None:
        """Show two records; `picks` holds the chosen values, by field."""
        after = merged_values(rt, a, b, picks)
        fields = [f for f in mergeable(rt) if any(x.get(f.key) not in (None, "", []) for x in (a, b, after))]
        current = self.currentRow()
        self.setRowCount(len(fields))
        for line, field in enumerate(fields):
            one, other = field.kind.show(a.get(field.key)), field.kind.show(b.get(field.key))
            same, kept = one == other, field.kind.show(after[field.key])
            empty = self.tr("(empty)")
            texts = (field.label, one or empty, self.tr("= the same") if same and one else other or empty, kept)
            for at, text in enumerate(texts):
                self.setItem(line, at, self._item(text, field.key, at, same, a, b, after))
        words = self.fontMetrics()
        self.setColumnWidth(0, max((words.horizontalAdvance(f.label) for f in fields), default=0) + 3 * PADDING)
        self._fit_heights()
        if fields:
            self.setCurrentCell(max(0, min(current, len(fields) - 1)), AFTER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break words anew in columns of another width."""
        super().resizeEvent(event)
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Let a line be higher where a text has too little room; to measure every line costs too much."""
        words, usual = self.fontMetrics(), self.verticalHeader().defaultSectionSize()
        widths = [self.columnWidth(at) - 2 * PADDING for at in range(self.columnCount())]
        for line in range(self.rowCount()):
            texts = [item.text() if (item := self.item(line, at)) else "" for at in range(self.columnCount())]
            if any(words.horizontalAdvance(text) > width for text, width in zip(texts, widths, strict=True)):
                self.resizeRowToContents(line)
            elif self.rowHeight(line) != usual:
                self.setRowHeight(line, usual)

    def _item(
        self,
        text: str,
        key: str,
        at: int,
        same: bool,
        a: Mapping[str, Value],
        b: Mapping[str, Value],
        after: Mapping[str, Value],
    ) -> QTableWidgetItem:
        item = Cell(self._theme, text, "text3" if at == 0 or same else "text")
        item.setData(Qt.ItemDataRole.UserRole, key)
        chosen = after[key] == (a if at == A else b).get(key)
        if at in (A, B) and not (a if at == A else b).get(key):
            item.token = "text3"
        elif at in (A, B) and not same and chosen:
            item.setText(f"✓ {text}")
            item.token = "accentText"
        return item

    def pick(self, line: int, at: int) -> None:
        """Choose one person's value for a row's field."""
        item = self.item(line, 0)
        if item is not None and at in (A, B):
            self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)), at)
