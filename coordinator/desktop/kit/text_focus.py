"""The field for text that has the focus, and the keys of menus that are its own while it has."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

TextField = QLineEdit | QTextEdit | QPlainTextEdit


def text_field() -> TextField | None:
    """Return the field with the focus in which text can be typed; None if something else has the focus."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QComboBox | QAbstractSpinBox):
        focus = focus.lineEdit()
    found = focus if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit) else None
    return None if found is None or found.isReadOnly() else found


def was_typed_in(field: TextField) -> bool:
    """Return whether something was typed in a field that it can take back, or bring back."""
    history = field if isinstance(field, QLineEdit) else field.document()
    return history.isUndoAvailable() or history.isRedoAvailable()


def typed_field() -> TextField | None:
    """Return the field with the focus if something was typed there: undo and redo are its own until it is left."""
    found = text_field()
    return found if found is not None and was_typed_in(found) else None


def delete_word(field: TextField) -> None:
    """Delete what is selected in a field, or what follows the cursor up to the next word."""
    if isinstance(field, QLineEdit):
        if not field.hasSelectedText():
            field.cursorWordForward(True)
        field.del_()
        return
    cursor = field.textCursor()
    if not cursor.hasSelection():
        cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
