"""The short forms of first names that the campaign added: listing, adding, removing."""

from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.people import set_short_forms
from coordinator.people.short_forms import own_pairs


class ShortFormsDialog(QDialog):
    """Lists the campaign's own short forms; each change is a step that can be undone."""

    def __init__(self, session: Session, operations: WindowOperations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.setWindowTitle(self.tr("Short forms of names"))
        self.resize(session.theme.px(560), session.theme.px(460))
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(self.tr("Short forms of the campaign"))
        self.table.setHorizontalHeaderLabels([self.tr("Called"), self.tr("Stands for")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.short, self.name = (
            self._box(self.tr("What people are called")),
            self._box(self.tr("The name it stands for")),
        )
        theme = session.theme
        add = named(button(theme, self.tr("Add"), self.add, icon_name="plus"), "add")
        add.setAutoDefault(False)
        self._remove = named(button(theme, self.tr("Remove"), self.remove, icon_name="trash-2"), "remove")
        shut = button(theme, self.tr("Close"), self.accept, k="primary")
        told = label(
            self.tr(
                "Bill is William: with one e-mail and one last name they are joined without asking. The program knows "
                "the usual short forms in English and Spanish; add those that people here use."
            ),
            "hint",
            wrap=True,
        )
        new = row(self.short, self.name, add)
        self.setLayout(column(told, self.table, new, row(self._remove, None, shut), margins=(20, 16, 20, 16)))
        session.changed.connect(self._fill)
        self._fill()

    def _box(self, words: str) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(words)
        box.setAccessibleName(words)
        box.returnPressed.connect(self.add)
        return box

    def _fill(self, *_: object) -> None:
        self.pairs = self._session.read(own_pairs)
        self.table.setRowCount(len(self.pairs))
        for line, pair in enumerate(self.pairs):
            for index, text in enumerate(pair):
                self.table.setItem(line, index, QTableWidgetItem(text))
        self._remove.setEnabled(bool(self.pairs))

    def add(self) -> None:
        """Add what stands in the two fields."""
        if self._operations.do(set_short_forms, [(self.short.text(), self.name.text())]):
            self.short.clear()
            self.name.clear()
            self.short.setFocus()

    def remove(self) -> None:
        """Remove the chosen pair."""
        line = self.table.currentRow()
        if 0 <= line < len(self.pairs):
            self._operations.do(set_short_forms, [], [self.pairs[line]])
