"""Editors: what a kind is edited with, in the grid and in forms."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from coordinator.records.fields import Field
from coordinator.records.kinds import ALL_NAMES, ChoiceKind

Factory = Callable[[Field, QWidget | None], QLineEdit]


def _line(field: Field, parent: QWidget | None) -> QLineEdit:
    editor = QLineEdit(parent)
    editor.setProperty("field", field)
    editor.setAccessibleName(field.label)
    editor.setToolTip(field.help)
    return editor


def _choice(field: Field, parent: QWidget | None) -> QLineEdit:
    """A line that offers the terms of the vocabulary while somebody types; Alt+Down shows all."""
    editor = _line(field, parent)
    assert isinstance(field.kind, ChoiceKind)
    labels = [field.kind.show(t.code) for t in field.kind.vocabulary.terms]
    return _offering(editor, labels)


def _yes_no(field: Field, parent: QWidget | None) -> QLineEdit:
    return _offering(_line(field, parent), ["Yes", "No"])


def _offering(editor: QLineEdit, labels: list[str]) -> QLineEdit:
    completer = QCompleter(labels, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setMaxVisibleItems(12)
    editor.setCompleter(completer)
    return editor


def _hinted(hint: str) -> Factory:
    def make(field: Field, parent: QWidget | None) -> QLineEdit:
        editor = _line(field, parent)
        editor.setPlaceholderText(hint)
        return editor

    return make


EDITORS: dict[str, Factory] = dict.fromkeys(ALL_NAMES, _line) | {
    "choice": _choice,
    "state": _choice,
    "yes_no": _yes_no,
    "choices": _hinted("several, with ; between"),
    "tags": _hinted("several, with ; between"),
    "emails": _hinted("several, with ; between"),
    "phones": _hinted("several, with ; between"),
    "date": _hinted("2025-03-22"),
    "partial_date": _hinted("1984 or 1984-05-30"),
    "date_time": _hinted("2025-03-22 18:30"),
}
"""Kind's name → what makes its editor; `tests/test_catalog.py` fails when a kind is missing."""


def editor(field: Field, parent: QWidget | None = None) -> QLineEdit:
    """Return an editor for a field, which knows the field as its property `field`."""
    return EDITORS[field.kind.name](field, parent)
