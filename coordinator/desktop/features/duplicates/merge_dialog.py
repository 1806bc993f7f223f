"""Merging two people who were chosen in a list: side by side, with what becomes of them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from coordinator.changes.plan import Plan
from coordinator.desktop.features.duplicates.looked import look_at
from coordinator.desktop.features.duplicates.pair_table import A, B, PairTable
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.people import merge
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value

KEYS = {Qt.Key.Key_1: A, Qt.Key.Key_2: B}


class MergeDialog(QDialog):
    """Shows who stays and what of each is kept; nothing is written until *Merge* is pressed.

    Attributes:
        keep, gone: the numbers of who stays, and of whose record goes into theirs.
        picks: field key → the value that was chosen.
        table: the two of them, field by field.
    """

    def __init__(
        self, session: Session, operations: WindowOperations, two: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.keep, self.gone = sorted(two)
        self.picks: dict[str, Value] = {}
        theme = session.theme
        self.setWindowTitle(self.tr("Merge two people"))
        self.resize(theme.px(900), theme.px(600))
        self._title, self._told = label("", "h2", wrap=True), label("", "strong", wrap=True)
        self._brings = label("", "hint", wrap=True)
        self.table = PairTable(theme)
        self.table.picked.connect(self._pick)
        self.table.installEventFilter(self)
        hint = label(
            self.tr("Click a value, or press 1 for A and 2 for B, to choose it. A second e-mail or phone is kept too."),
            "caption",
        )
        swap = button(theme, self.tr("Keep the other record"), self.swap)
        leave = button(theme, self.tr("Leave them two"), self.reject)
        self._merge = button(theme, self.tr("Merge B into A"), self.merge, k="primary", icon_name="merge")
        for other in (swap, leave):
            other.setAutoDefault(False)
        safe = label(self.tr("A merge is one step that can be undone, today or in months."), "caption")
        card = frame("card", column(self.table, margins=(1, 1, 1, 1)))
        foot = row(safe, None, swap, leave, self._merge)
        whole = column(self._title, self._told, self._brings, card, hint, foot, spacing=12, margins=(20, 16, 20, 16))
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._show()
        self.table.setFocus()

    def _planned(self) -> Plan:
        return self._session.read(merge.plan, self.keep, self.gone, dict(self.picks))

    def _show(self) -> None:
        rt = self._session.typed(CANDIDATE)
        found = self._session.read(look_at, rt, self.keep, self.gone)
        stays, goes = (found.rows.get(number, {}) for number in (self.keep, self.gone))
        told = self.tr("{a} stays; what {b} has goes to that record").format(a=rt.title(stays), b=rt.title(goes))
        self._title.setText(told)
        self._told.setText("\n".join(self._planned().told))
        self._told.setVisible(bool(self._told.text()))
        added = self.tr("added {how}")
        a, b = (added.format(how=", ".join(found.came[number])) for number in (self.keep, self.gone))
        self.table.name_people(f"A · {a}", f"B · {b}")
        self._brings.setText(self.tr("Both bring along: {what}").format(what=found.brought))
        self._brings.setVisible(bool(found.brings))
        self.table.show_people(rt, stays, goes, self.picks)
        self._rows = (stays, goes)

    def _pick(self, key: str, at: int) -> None:
        self.picks[key] = self._rows[0 if at == A else 1].get(key)
        self._show()

    def swap(self) -> None:
        """Keep the other record; what was chosen stays chosen."""
        self.keep, self.gone = self.gone, self.keep
        self._show()

    def merge(self) -> None:
        """Merge them."""
        if self._operations.do(merge, self.keep, self.gone, dict(self.picks)):
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take 1 and 2 before the table uses them for searching."""
        pressed = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed is not None and (at := KEYS.get(Qt.Key(pressed.key()))) is not None:
            self.table.pick(self.table.currentRow(), at)
            return True
        return super().eventFilter(watched, event)
