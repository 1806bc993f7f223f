"""Find anything: a field that searches all kinds of records."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import SearchField
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER
from coordinator.store import query

KINDS = (CANDIDATE, PARTNER, EVENT)
MOST = 6


class FindField(SearchField):
    """Shows its results below itself.

    Attributes:
        chosen: emitted with a record type's key and a number.
    """

    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__(session.theme, "Find anything", "Ctrl+K")
        self._session = session
        self._list = QListWidget()
        self._list.setWindowFlags(Qt.WindowType.ToolTip)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._take)
        self.searched.connect(self._look)

    def _look(self, words: str) -> None:
        if not words:
            self._list.hide()
            return

        def work(progress: Progress) -> list[tuple[str, int, str]]:
            found = []
            with self._session.campaign.reading() as connection:
                for rt in KINDS:
                    ids = query.select_ids(connection, rt, None, words, limit=MOST)
                    names = query.titles(connection, rt, ids)
                    found += [(rt.key, i, f"{names.get(i, '')}  ·  {rt.label}") for i in ids]
            return found

        self._session.tasks.run(work, on_done=self._offer, reading=True)

    def _offer(self, found: list[tuple[str, int, str]]) -> None:
        self._list.clear()
        for kind, number, text in found:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, (kind, number))
            self._list.addItem(item)
        if not found:
            self._list.addItem(QListWidgetItem("Nothing found"))
        self._list.setCurrentRow(0)
        if not self.isVisible() or not self.text():
            return  # somebody has gone on meanwhile
        self._list.setGeometry(0, 0, max(self.width(), 320), min(len(found) or 1, 12) * 30 + 8)
        self._list.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._list.show()

    def results(self) -> list[str]:
        """Return the results shown."""
        return [self._list.item(i).text() for i in range(self._list.count())]

    def _take(self, item: QListWidgetItem | None) -> None:
        wanted = item.data(Qt.ItemDataRole.UserRole) if item else None
        self._list.hide()
        if wanted:
            self.clear()
            self.chosen.emit(*wanted)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget what was looked for when somebody goes on to something else in the window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._list.hide()
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and Enter choose; Esc cancels."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self._list.isVisible():
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.isVisible():
            self._take(self._list.currentItem())
        elif event.key() == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
        else:
            super().keyPressEvent(event)
