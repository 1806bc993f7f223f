"""Editors for each kind of field, in the grid and in forms."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from coordinator.operations.editing import BadValue, cleaned
from coordinator.records.fields import Field
from coordinator.records.kinds import (
    ChoiceKind,
    ChoicesKind,
    DateKind,
    DateTimeKind,
    DecimalKind,
    EmailKind,
    EmailsKind,
    InstantKind,
    IntegerKind,
    Kind,
    LinkKind,
    LongTextKind,
    NameKind,
    PartialDateKind,
    PhoneKind,
    PhonesKind,
    PostcodeKind,
    ReferenceKind,
    SetKind,
    StateKind,
    StreetKind,
    TextKind,
    WholeKind,
    YesNoKind,
)

Factory = Callable[[Field, QWidget | None], QLineEdit]


def _line(field: Field, parent: QWidget | None) -> QLineEdit:
    editor = QLineEdit(parent)
    editor.setProperty("field", field)
    editor.setAccessibleName(field.label)
    editor.setToolTip(field.help)
    return editor


class _LeavingKeys(QObject):
    """Lets Enter and Tab do in an open list of suggestions what they do in the editor without one."""

    def __init__(self, editor: QLineEdit, completer: QCompleter) -> None:
        super().__init__(editor)
        self._editor = editor
        self._completer = completer
        popup = completer.popup()
        assert popup is not None
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the suggestion that is chosen, or the only one if the text is no value, and hand the key on."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys):
            return False
        popup = self._completer.popup()
        assert popup is not None
        chosen = popup.currentIndex()
        if not chosen.isValid() and self._completer.completionCount() == 1 and not self._is_value():
            chosen = self._completer.completionModel().index(0, 0)
        if chosen.isValid():
            self._editor.setText(str(chosen.data()))
        popup.hide()
        QCoreApplication.sendEvent(self._editor, event)
        return True

    def _is_value(self) -> bool:
        try:
            cleaned(self._editor.property("field"), self._editor.text())
        except BadValue:
            return False
        return True


def _choice(field: Field, parent: QWidget | None) -> QLineEdit:
    """A line edit that suggests the list's words during typing; Alt+Down shows all."""
    editor = _line(field, parent)
    completer = QCompleter(list(field.kind.words), editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setMaxVisibleItems(12)
    editor.setCompleter(completer)
    _LeavingKeys(editor, completer)
    return editor


def _hinted(hint: str) -> Factory:
    def make(field: Field, parent: QWidget | None) -> QLineEdit:
        editor = _line(field, parent)
        editor.setPlaceholderText(hint)
        return editor

    return make


EDITORS: dict[type[Kind], Factory] = {
    TextKind: _line,
    StreetKind: _line,
    LongTextKind: _line,
    NameKind: _line,
    LinkKind: _line,
    EmailKind: _line,
    PhoneKind: _line,
    PostcodeKind: _line,
    WholeKind: _line,
    ReferenceKind: _line,
    IntegerKind: _line,
    DecimalKind: _line,
    InstantKind: _line,
    ChoiceKind: _choice,
    StateKind: _choice,
    YesNoKind: _choice,
    ChoicesKind: _hinted("several, with ; between"),
    SetKind: _hinted("several, with ; between"),
    EmailsKind: _hinted("several, with ; between"),
    PhonesKind: _hinted("several, with ; between"),
    DateKind: _hinted("2025-03-22"),
    PartialDateKind: _hinted("1984 or 1984-05-30"),
    DateTimeKind: _hinted("2025-03-22 18:30"),
}
"""Kind → function that makes its editor; `tests/test_catalog.py` fails if a kind is missing."""


def editor(field: Field, parent: QWidget | None = None) -> QLineEdit:
    """Return an editor for a field; its `field` property holds the field."""
    make = next(EDITORS[made] for made in type(field.kind).__mro__ if made in EDITORS)
    return make(field, parent)
