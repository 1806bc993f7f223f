"""The bulk bar: actions on all ticked or selected records."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu

from coordinator.base.errors import UserError
from coordinator.desktop.grid.delegate import mark
from coordinator.desktop.kit import editors
from coordinator.desktop.kit.basics import button, clear, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field


class BulkBar(QFrame):
    """Shown while several records are selected, or any is ticked.

    Attributes:
        export_wanted: emitted to export the selected records.
        unticked: emitted to clear the selection.
        written: emitted when a value was written into all of them.
        connect_wanted: emitted to connect the selected candidates with partners.
        merge_wanted: emitted to merge the two selected candidates.
    """

    export_wanted = Signal()
    connect_wanted = Signal()
    merge_wanted = Signal()
    unticked = Signal()
    written = Signal()

    def __init__(self, session: Session, operations: WindowOperations, rt: RecordType) -> None:
        super().__init__()
        self.setProperty("k", "bulk")
        self._session, self._operations, self._rt = session, operations, rt
        self._ids: list[int] = []
        theme = session.theme
        self._count = label("", "strong")
        self._field = button(theme, self.tr("Set field…"), self._offer_fields, icon_name="pencil")
        quick = [f for f in (rt.by_key.get(k) for k in ("stage", "status", "owner", "tags")) if f]
        self._quick = [button(theme, f"{f.label}…", partial(self.ask_value, f)) for f in quick]
        self._edit = row()
        connect = button(theme, self.tr("Connect…"), self.connect_wanted.emit, icon_name="git-pull-request-arrow")
        self._merge = named(button(theme, self.tr("Merge…"), self.merge_wanted.emit, icon_name="merge"), "merge_two")
        self.setLayout(
            row(
                self._count,
                connect,
                self._merge,
                *self._quick,
                self._field,
                self._edit,
                None,
                button(theme, self.tr("Export…"), self.export_wanted.emit, icon_name="upload"),
                button(theme, self.tr("Delete"), self._delete, icon_name="trash-2"),
                button(theme, "", self.unticked.emit, k="quiet", icon_name="x", name=self.tr("Choose none")),
                margins=(16, 8, 8, 8),
            )
        )
        connect.setVisible(rt.is_person)
        self.hide()

    def show_ids(self, ids: list[int], *, ticked: bool = False, hidden: int = 0) -> None:
        """Show the actions for these records; hide if there are fewer than two, and no ticks.

        Args:
            ids: the records.
            ticked: whether anything is ticked.
            hidden: how many ticked ones the list does not show.
        """
        self._ids = ids
        told = self.tr("{count} chosen").format(count=f"{len(ids):,}")
        if hidden:
            told += " · " + self.tr("{count} ticked, not in this list").format(count=f"{hidden:,}")
        self._count.setText(told)
        self._merge.setVisible(self._rt.is_person and len(ids) == 2)
        self.setVisible(len(ids) > 1 or ticked)
        if self.isHidden():
            clear(self._edit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave single fields to *Set field…* where there is no room for a button of their own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        hidden = [each for each in self._quick if each.isHidden()]
        wanted = layout.sizeHint().width() + sum(each.sizeHint().width() + layout.spacing() for each in hidden)
        for each in self._quick:
            each.setVisible(wanted <= self.width())

    def _offer_fields(self) -> None:
        menu = QMenu(self)
        for field in self._session.typed(self._rt).shown:
            if field.editable and field.stored:
                menu.addAction(field.label, partial(self.ask_value, field))
        menu.popup(self._field.mapToGlobal(self._field.rect().topLeft()))

    def ask_value(self, field: Field) -> None:
        """Ask for the value within the bar."""
        clear(self._edit)
        editor = editors.editor(field, self)
        editor.setPlaceholderText(self.tr("{field} for all").format(field=field.label))
        editor.setMinimumWidth(self._session.theme.px(180))
        editor.returnPressed.connect(lambda: self.write(field, editor.text(), editor))
        self._edit.addWidget(editor)
        self._edit.addWidget(
            button(self._session.theme, self.tr("Set"), lambda: self.write(field, editor.text(), editor), k="primary")
        )
        self._fit()
        editor.setFocus()

    def write(self, field: Field, text: str, editor: QLineEdit | None = None) -> None:
        """Write one value into all selected records, as one step."""
        try:
            self._operations.edit(self._rt, {i: {field.key: text} for i in self._ids})
        except UserError as error:
            if editor is not None:
                mark(editor, error.sentence)
            return
        self.written.emit()
        clear(self._edit)

    def _delete(self) -> None:
        self._operations.delete(self._rt, self._ids)
        self.unticked.emit()
