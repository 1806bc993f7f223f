"""The export page: what to export, which columns, for what purpose and to whom, then where to save it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.base.naming_some import counted
from coordinator.desktop.features.exporting.columns_editor import ColumnsTable
from coordinator.desktop.features.exporting.export_scope import AS_SAVED, TEMPLATE, ExportScope, ShownList
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.exporting import SUFFIXES, drop_purpose, going_out, save_purpose
from coordinator.records.catalog import record_type
from coordinator.records.left_out import told_left_out
from coordinator.round_trip.purposes import ExportPurpose, purposes
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query
from coordinator.workbooks import About

SIDE = 372
MOST_LOOKED_AT = 5_000
"""In longer lists it is not looked for who is left out while the export is put together."""
FILTERS = {
    ".xlsx": "Excel workbook (*.xlsx)",
    ".ods": "OpenDocument (*.ods)",
    ".csv": "csv, one kind of record (*.csv)",
}


class ExportPage(Page):
    """Puts an export together.

    Attributes:
        ledger_wanted: emitted to show the workbooks that are out.
    """

    ledger_wanted = Signal()

    def __init__(self, session: Session, operations: WindowOperations, shown: ShownList | None, scope: str) -> None:
        super().__init__(session)
        self.set_title(self.tr("Export"))
        self._operations = operations
        self._columns: dict[str, tuple[list[str], list[str] | None]] = {
            kind: (list(keys), may)
            for kind, (keys, may) in session.settings.get("export.columns", dict[str, list[list[str]]]()).items()
        }
        self._purposes: list[ExportPurpose] = session.read(purposes)
        self._purpose: ExportPurpose | None = None
        self._filled_in_for = ("", "")
        self.scope = ExportScope(session, shown)
        self.scope.changed.connect(self._choose_kinds)
        self._build()
        self.scope.choose(scope)
        self._choose_kinds()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        self._subtitle.setText(self.tr("A workbook that can be edited anywhere, sent back, and merged"))
        out = button(theme, self.tr("What is out"), self.ledger_wanted.emit, k="quiet", icon_name="upload")
        head = self._head(out)
        scroll = QScrollArea()
        scroll.setProperty("k", "surface")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self.scope, 4, *self._for_whom(), 4, *self._how(), None, margins=(16, 14, 12, 12)))
        scroll.setWidget(inner)
        side = frame("card", column(scroll, margins=(1, 1, 1, 1)))
        side.setFixedWidth(theme.px(SIDE))
        both = row(side, self._columns_card(), spacing=16, margins=(20, 16, 20, 16))
        both.setStretch(1, 1)
        self._told = label("", "strong")
        self._hint = label("", "caption", wrap=True)
        self._go = button(theme, "", self.ask_where, k="primary", icon_name="upload")
        cancel = button(theme, self.tr("Cancel"), self.close_page, k="quiet")
        foot = frame(
            "foot", row(column(self._told, self._hint, spacing=0), None, cancel, self._go, margins=(20, 10, 20, 10))
        )
        layout = column(head, both, foot, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _for_whom(self) -> list[QWidget]:
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.purpose.setAccessibleName(self.tr("What for; a name remembers the columns"))
        self.purpose.addItems(["", *(p.name for p in self._purposes)])
        line = self.purpose.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("such as: phone bank"))
        line.editingFinished.connect(self._say)
        self.purpose.activated.connect(lambda _: self.take_purpose(self.purpose.currentText()))
        self.drop = button(
            self._session.theme,
            "",
            self._drop_purpose,
            k="quiet",
            icon_name="trash-2",
            name=self.tr("Delete what is saved for this purpose"),
        )
        self.drop.hide()
        both = QWidget()
        both.setLayout(row(self.purpose, self.drop))
        self.purpose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.with_filter = QCheckBox(self.tr("Remember the filter too"))
        self.holder = QLineEdit()
        self.holder.setPlaceholderText(self.tr("who gets it"))
        self.holder.setAccessibleName(self.tr("With whom"))
        return [
            label(self.tr("What for"), "section"),
            both,
            self.with_filter,
            label(self.tr("With whom"), "section"),
            self.holder,
        ]

    def _how(self) -> list[QWidget]:
        self.type = QComboBox()
        self.type.setAccessibleName(self.tr("Type of file"))
        for suffix in SUFFIXES:
            self.type.addItem(FILTERS[suffix].split(" (")[0], suffix)
        self.type.setCurrentIndex(max(0, self.type.findData(self._session.settings.get("export.type", ".xlsx"))))
        self.type.activated.connect(lambda _: self._say())
        self.protect = QCheckBox(self.tr("Protect what is for reading (no password)"))
        self.everybody = QCheckBox(self.tr("Also who does not want to be contacted"))
        self.everybody.toggled.connect(lambda _: self._say())
        return [label(self.tr("File"), "section"), self.type, self.protect, self.everybody]

    def _columns_card(self) -> QWidget:
        theme = self._session.theme
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Columns of"))
        self.kind.activated.connect(lambda _: self._show_columns())
        self.table = ColumnsTable(theme)
        self.table.changed.connect(self._columns_changed)
        up = button(
            theme,
            "",
            partial(self.table.move_line, -1),
            k="quiet",
            icon_name="arrow-up",
            name=self.tr("Move up (Alt+Up)"),
        )
        down = button(
            theme,
            "",
            partial(self.table.move_line, 1),
            k="quiet",
            icon_name="arrow-down",
            name=self.tr("Move down (Alt+Down)"),
        )
        all_ = button(theme, self.tr("All columns"), partial(self.table.tick_all, True), k="quiet")
        none = button(theme, self.tr("None"), partial(self.table.tick_all, False), k="quiet")
        self._kind_name = label("", "h3")
        above = row(self._kind_name, self.kind, None, all_, none, up, down, margins=(14, 10, 10, 8))
        return frame("card", column(above, self.table, spacing=0, margins=(1, 1, 1, 1)))

    # Choosing

    def _choose_kinds(self) -> None:
        """Show the kinds of records being exported."""
        self.with_filter.setVisible(self.scope.has_filter)
        before = self.kind.currentData()
        self.kind.clear()
        for key in self.scope.kinds():
            self.kind.addItem(record_type(key).plural, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.setVisible(self.kind.count() > 1)
        self._kind_name.setText(self.tr("Columns of") if self.kind.count() > 1 else self._columns_title())
        self._show_columns()

    def _columns_title(self) -> str:
        kinds = self.scope.kinds()
        return self.tr("Columns of {kind}").format(kind=record_type(kinds[0]).plural.lower()) if kinds else ""

    def _show_columns(self) -> None:
        key = self.kind.currentData()
        if key:
            columns, editable = self._columns.get(key, ([], None))
            self.table.show_kind(self._session.typed(record_type(key)), columns, editable)
        else:
            self.table.setRowCount(0)
        self._say()

    def _columns_changed(self) -> None:
        key = self.kind.currentData()
        if key:
            self._columns[key] = (self.table.columns(), self.table.editable())
        self._say()

    def take_purpose(self, name: str) -> None:
        """Apply a saved purpose: columns, who edits them, who gets it."""
        self._purpose = next((p for p in self._purposes if fold_case(p.name) == fold_case(name)), None)
        self.drop.setVisible(self._purpose is not None)
        self.scope.offer(self._purpose)
        if self._purpose is None:
            self._choose_kinds()
            self._filled_in_for = ("", self._filled_in_for[1])
            return
        for sheet in self._purpose.sheets:
            self._columns[sheet.record] = (
                list(sheet.columns),
                None if sheet.editable is None else list(sheet.editable),
            )
        self.holder.setText(self._purpose.holder)
        self._filled_in_for = self._typed
        self._choose_kinds()

    def _drop_purpose(self) -> None:
        """Delete the saved purpose; the columns shown stay as they are."""
        if self._purpose is not None and self._operations.do(drop_purpose, self._purpose.name):
            self._purposes.remove(self._purpose)
            self.purpose.removeItem(self.purpose.findText(self._purpose.name))
            self.purpose.setEditText("")
            self.take_purpose("")

    # Going

    @property
    def _typed(self) -> tuple[str, str]:
        return self.purpose.currentText().strip(), self.holder.text().strip()

    @property
    def holds_work(self) -> bool:
        """Whether something was typed that no purpose remembers."""
        return self._typed != self._filled_in_for

    def may_close(self) -> bool:
        """Ask before what was typed is lost."""
        if not self.holds_work:
            return True
        return self.ask_to_leave(self.tr("Nothing is exported yet."), self.tr("Go on with the export"))

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Count again after a change."""
        self.scope.refresh()
        self._say()

    def wishes(self) -> list[SheetWish]:
        """Return the sheets to export."""
        found = []
        for key in self.scope.kinds():
            columns, editable = self._columns.get(key, ([], None))
            wish = SheetWish(key, columns=tuple(columns), editable=None if editable is None else tuple(editable))
            found.append(self._filled_in(self.scope.with_records(wish)))
        return found

    def _filled_in(self, wish: SheetWish) -> SheetWish:
        """Leave read-only columns out of blank rows, since nobody fills them in."""
        if not wish.blank:
            return wish
        rt = self._session.typed(record_type(wish.record))
        keys = wish.columns or [f.key for f in rt.shown]
        fillable = (k for k in keys if k in rt.by_key and rt.by_key[k].editable and rt.by_key[k].stored)
        return replace(wish, columns=tuple(fillable))

    def _count(self, wish: SheetWish) -> int:
        if wish.blank or wish.ids is not None:
            return wish.blank or len(wish.ids or ())
        return int(self._session.read(query.count, record_type(wish.record), wish.where or None))

    def _say(self) -> None:
        """Show what the button would do, or why it cannot."""
        wishes = self.wishes()
        total = sum(self._count(w) for w in wishes)
        too_many = self.type.currentData() == ".csv" and len(wishes) > 1
        kinds = [(w, record_type(w.record)) for w in wishes]
        names = ", ".join(counted(self._count(w), rt.label.lower(), rt.plural.lower()) for w, rt in kinds)
        self._told.setText(names or self.tr("Nothing is chosen yet"))
        hint = self.tr("A csv file holds one kind of record: choose one, or another type.") if too_many else ""
        blank = self.scope.key == TEMPLATE
        left = ""
        if wishes and not (blank or too_many or self.everybody.isChecked()):
            total, left = self._going_out(wishes, total)
        self._hint.setText(hint or left or self.tr("It is entered in the list of what is out."))
        text = self.tr("Make {n}…") if blank else self.tr("Export {n}…")
        word = "blank row" if blank else "row"
        self._go.setText(" " + text.format(n=counted(total, word)))
        self._go.setEnabled(bool(wishes) and not too_many and total > 0)

    def _going_out(self, wishes: Sequence[SheetWish], total: int) -> tuple[int, str]:
        """Return how many rows go out, and who does not and why; of a long list that it is seen when it is written."""
        if total > MOST_LOOKED_AT:
            return total, self.tr("Who does not want to be contacted is left out, and named when it is written.")
        rows, unasked = self._session.read(going_out, wishes, self._typed[0])
        told = [self.tr("Left out, {why}").format(why=line) for line in told_left_out(unasked.left_out)]
        if unasked.together:
            told.append(self.tr("In the row of another at the same phone: {n}").format(n=unasked.together))
        return rows, "\n".join(told)

    def ask_where(self) -> None:
        """Ask for a file and write it."""
        suffix = self.type.currentData()
        name = self.purpose.currentText().strip() or (
            record_type(self.scope.kinds()[0]).plural if len(self.scope.kinds()) == 1 else self.tr("Everything")
        )
        usual = str(Path(self._session.settings.get("folder", "")) / f"{name}{suffix}")
        path = file_dialogs.file_to_save(self, self.tr("Export"), usual, FILTERS[suffix])
        if path:
            self.export(Path(path) if Path(path).suffix else Path(path + suffix))

    def export(self, path: Path) -> None:
        """Write the file, save the choices, and close the page."""
        about = About(self.holder.text().strip(), self.purpose.currentText().strip(), self.protect.isChecked())
        wishes = self.wishes()
        self._remember(path, wishes, about)
        self._operations.export(
            path, wishes, about, everybody=self.everybody.isChecked(), show_out=self.ledger_wanted.emit
        )
        self._filled_in_for = self._typed
        self.close_page()

    def _remember(self, path: Path, wishes: Sequence[SheetWish], about: About) -> None:
        settings = self._session.settings
        settings.set("export.type", path.suffix.lower() if path.suffix.lower() in SUFFIXES else ".xlsx")
        settings.set("export.columns", {k: list(v) for k, v in self._columns.items()})
        settings.set("folder", str(path.parent))
        if not about.purpose or self._session.campaign.read_only:
            return
        keep = self.with_filter.isChecked() or self.scope.key == AS_SAVED
        sheets = tuple(self._as_saved(w, w.where if keep else "") for w in wishes)
        try:
            plan = self._session.read(save_purpose.plan, ExportPurpose(about.purpose, sheets, about.holder))
        except UserError as error:
            self._session.tell(error.sentence)
        else:
            self._operations.carry_out(plan, quietly=True)

    def _as_saved(self, wish: SheetWish, where: str) -> SheetWish:
        """Return a sheet as stored in a purpose: without records, with the ticked columns."""
        columns = self._columns[wish.record][0] if wish.record in self._columns else ()
        return replace(wish, ids=None, blank=0, where=where, columns=tuple(columns))

    def take_focus(self) -> None:
        """Put the focus on the columns."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter continues."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control and self._go.isEnabled():
            self.ask_where()
        else:
            super().keyPressEvent(event)
