"""How the cells of the grid are painted and edited."""

import datetime as dt

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from coordinator.desktop.grid.model import FIELD, RAW, RecordModel
from coordinator.desktop.kit import editors
from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.painted_marks import paint_glyph
from coordinator.desktop.kit.style_options import drawn
from coordinator.desktop.kit.theme import Theme
from coordinator.operations.editing import BadValue, cleaned
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.records.kinds.dates import short_date

Index = QModelIndex | QPersistentModelIndex
PAD = 8


class RecordDelegate(QStyledItemDelegate):
    """Paints and edits cells by the field's kind."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: dict[int, QFont] = {}
        self._colors: dict[str, QColor] = {}
        self._seen: Value = None
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._fonts.clear()
        self._colors.clear()

    def _font(self, weight: int) -> QFont:
        if weight not in self._fonts:
            self._fonts[weight] = self._theme.font("body", weight)
        return self._fonts[weight]

    def _color(self, token: str) -> QColor:
        if token not in self._colors:
            self._colors[token] = self._theme.color(token)
        return self._colors[token]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, ring and contents."""
        rect, state = drawn(option)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._color("accentSoft" if selected else "surface"))
        painter.setPen(self._color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = index.model()
        assert isinstance(model, RecordModel)
        field = model.field(index)
        if field is None:
            self._paint_tick(painter, rect, model.ids[index.row()] in model.ticked)
        else:
            self._paint_value(painter, rect, model.row(index.row()), field, model)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_tick(self, painter: QPainter, rect: QRect, ticked: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16)
        painter.setPen(QPen(self._color("accent" if ticked else "lineStrong"), 1.3))
        painter.setBrush(self._color("accent") if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.drawPixmap(box.adjusted(2, 2, -2, -2).toRect(), pixmap(self._theme, "check", "onAccent", 12, 2.0))
        painter.restore()

    def _paint_value(
        self, painter: QPainter, rect: QRect, row: dict[str, Value], field: Field, model: RecordModel
    ) -> None:
        text, token, weight = model.shown(row, field), "text", 400
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        raw = row.get(field.key)
        if field.key == "stage" and raw:
            glyph = QRectF(inner.left(), inner.center().y() - 6, 12, 12)
            paint_glyph(painter, self._theme, str(raw), glyph)
            inner = inner.adjusted(20, 0, 0, 0)
        elif field.key in ("follow_up", "due_on") and raw:
            text, token, icon = lateness(str(raw))
            if icon:
                at = QRect(inner.left(), inner.center().y() - 7, 14, 14)
                painter.drawPixmap(at, pixmap(self._theme, icon, token, 14, 2.0))
                inner = inner.adjusted(20, 0, 0, 0)
                weight = 600
        elif field.key in ("given_name", "family_name", "name", "title"):
            weight = 600
        elif not text:
            text, token = "—", "text3"
        painter.setFont(self._font(weight))
        painter.setPen(self._color(token))
        across = Qt.AlignmentFlag.AlignRight if field.kind.is_number else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(across | Qt.AlignmentFlag.AlignVCenter), shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of the field's kind."""
        return editors.editor(index.data(FIELD), parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value in the editor; changes made elsewhere during typing leave it alone."""
        if isinstance(editor, QLineEdit) and not editor.property("begun"):
            editor.setProperty("begun", True)
            self._seen = index.data(RAW)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was typed."""
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, RecordModel)
        field = model.field(index)
        if field is not None and editor.text() != field.kind.show(self._seen):
            model.write(index, field, editor.text(), self._seen)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep an unacceptable value in the editor, and show why below the cell; Enter saves, and is then done.

        Enter does not go on to the grid, which would go down once more for it.
        """
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if key in keys and isinstance(editor, QLineEdit):
            field = editor.property("field")
            problem = problem_of(field, editor.text()) if field is not None else None
            mark(editor, problem)
            if problem:
                return True
            if key in keys[:2]:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, self.EndEditHint.SubmitModelCache)
                return True
        return super().eventFilter(editor, event)


def problem_of(field: Field, text: str) -> str | None:
    """Return why a field cannot accept a text, or None."""
    try:
        cleaned(field, text)
    except BadValue as error:
        return error.sentence
    return None


def mark(editor: QLineEdit, problem: str | None) -> None:
    """Give an editor a red border with a sentence below it, or clear both."""
    editor.setProperty("bad", "true" if problem else "false")
    editor.style().unpolish(editor)
    editor.style().polish(editor)
    editor.setAccessibleDescription(problem or "")
    if problem:
        QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), problem, editor)
    else:
        QToolTip.hideText()


def lateness(day: str) -> tuple[str, str, str]:
    """Return how a due date is shown: words, color, icon."""
    days = (dt.date.fromisoformat(day[:10]) - dt.date.today()).days
    if days < 0:
        return f"{-days} d late", "bad", "circle-alert"
    if days == 0:
        return "Today", "warn", "clock"
    if days == 1:
        return "Tomorrow", "text", ""
    return short_date(day), "text", ""
