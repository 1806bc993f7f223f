"""The campaign's own fields: creating, renaming, changing kind, merging."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.own_fields import make_field, move_field, retype_field
from coordinator.records.catalog import ANSWER, LISTED, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import ANSWER_KINDS
from coordinator.records.rows import AnswerRow
from coordinator.store import query
from coordinator.store.filters import Empty, Not

HEADING, OF, KIND, FILLED = range(4)


class FieldsDialog(QDialog):
    """Lists the campaign's own fields; each change is a step that can be undone."""

    def __init__(self, session: Session, operations: WindowOperations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.setWindowTitle(self.tr("Fields of your own"))
        self.resize(session.theme.px(760), session.theme.px(520))
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(self.tr("Fields of your own"))
        self.table.setHorizontalHeaderLabels([self.tr("Heading"), self.tr("Of"), self.tr("Kind"), self.tr("Filled")])
        self.table.horizontalHeader().setSectionResizeMode(HEADING, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.cellChanged.connect(self._rename)
        self.heading = QLineEdit()
        self.heading.setPlaceholderText(self.tr("Heading of a new field"))
        self.heading.setAccessibleName(self.tr("Heading of a new field"))
        self.of = QComboBox()
        for rt in [r for r in LISTED if r.has_answers]:
            self.of.addItem(rt.plural, rt.key)
        self.kind = self._kinds("text")
        theme = session.theme
        add = button(theme, self.tr("Add"), self.add, icon_name="plus")
        add.setAutoDefault(False)
        self._move = button(theme, self.tr("Move into…"), self._ask_move)
        shut = button(theme, self.tr("Close"), self.accept, k="primary")
        told = label(
            self.tr(
                "Questions of forms that no field of the program takes become fields here. Moving one fills another "
                "field with its values; what does not fit stays."
            ),
            "hint",
            wrap=True,
        )
        new = row(self.heading, self.of, self.kind, add)
        new.setStretch(0, 1)
        self.setLayout(column(told, self.table, new, row(self._move, None, shut), margins=(20, 16, 20, 16)))
        session.changed.connect(self._fill)
        self._fill()

    def _kinds(self, chosen: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Kind"))
        for name in ANSWER_KINDS:
            box.addItem(name.replace("_", " ").capitalize(), name)
        box.setCurrentIndex(box.findData(chosen))
        return box

    def _fill(self, *_: object) -> None:
        self.rows: list[AnswerRow] = self._session.read(
            lambda c: query.read_rows(c, ANSWER, query.select_ids(c, ANSWER))
        )
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.rows))
        for line, answer in enumerate(self.rows):
            rt = self._session.typed(record_type(answer["record"]))
            filled = self._session.read(query.count, rt, Not(Empty(ANSWER_PREFIX + answer["key"])))
            texts = {HEADING: answer["heading"], OF: rt.plural, FILLED: f"{filled:,}"}
            for index, text in texts.items():
                item = QTableWidgetItem(text)
                if index != HEADING:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(line, index, item)
            box = self._kinds(answer["answer_kind"] or "long_text")
            box.activated.connect(partial(self._retype, line, box))
            self.table.setCellWidget(line, KIND, box)
        self.table.blockSignals(False)
        self._move.setEnabled(bool(self.rows))

    def add(self) -> None:
        """Create a field."""
        rt = record_type(self.of.currentData())
        self._operations.do(make_field, rt, self.heading.text(), self.kind.currentData())
        self.heading.clear()

    def _rename(self, line: int, index: int) -> None:
        item = self.table.item(line, HEADING)
        if index == HEADING and item is not None and item.text().strip():
            self._operations.edit(ANSWER, {self.rows[line]["id"]: {"heading": item.text()}})

    def _retype(self, line: int, box: QComboBox, *_: object) -> None:
        rt, key = self._of(line)
        if not self._operations.do(retype_field, rt, key, box.currentData()):
            self._fill()

    def _of(self, line: int) -> tuple[RecordType, str]:
        answer = self.rows[line]
        return record_type(answer["record"]), ANSWER_PREFIX + answer["key"]

    def _ask_move(self) -> None:
        line = self.table.currentRow()
        if line < 0:
            return
        rt, key = self._of(line)
        fields = [f for f in self._session.typed(rt).shown if f.editable and f.stored and f.key != key]
        title = self.tr("Move {heading} into").format(heading=self.rows[line]["heading"])
        chosen, yes = QInputDialog.getItem(self, title, title, [f.label for f in fields], 0, False)
        if yes:
            self.move_into(line, next(f.key for f in fields if f.label == chosen))

    def move_into(self, line: int, field: str) -> None:
        """Merge a row's field into another one."""
        rt, key = self._of(line)
        self._operations.do(move_field, rt, key, field)
