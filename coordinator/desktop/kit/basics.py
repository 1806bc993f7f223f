"""Basic widgets: buttons, labels, rows and columns."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator.desktop.kit.icons import icon
from coordinator.desktop.kit.names import name_of
from coordinator.desktop.kit.text_focus import was_typed_in
from coordinator.desktop.kit.theme import Theme

Item = QWidget | QLayout | int | None
DEBOUNCE_MS = 150


def _fill(layout: QBoxLayout, items: Sequence[Item], spacing: int, margins: tuple[int, int, int, int]) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def row(*items: Item, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return widgets in a row; a number is a gap, None is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def column(*items: Item, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return widgets in a column; a number is a gap, None is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def label(text: str = "", k: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the style sheet's roles; its text is never parsed as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("k", k)
    made.setWordWrap(wrap)
    return made


def rule() -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("k", "rule")
    return line


def frame(k: str, layout: QLayout) -> QFrame:
    """Return a surface of one of the style sheet's kinds."""
    made = QFrame()
    made.setProperty("k", k)
    made.setLayout(layout)
    return made


def scrolling(inner: QWidget, k: str, *, sideways: bool = True) -> QScrollArea:
    """Return a frameless scroll area on one of the style sheet's kinds of surface."""
    area = QScrollArea()
    area.setProperty("k", k)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


class IconButton(QPushButton):
    """A button whose icon follows the theme."""

    def __init__(self, theme: Theme, text: str, k: str, icon_name: str) -> None:
        super().__init__(f" {text}" if icon_name and text else text)
        self._theme, self._icon_name = theme, icon_name
        self._token = {"primary": "onAccent", "link": "accentText", "danger": "bad"}.get(k, "text")
        self.setProperty("k", k)
        self.setMinimumHeight(theme.px(32))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_name:
            self.setIconSize(QSize(theme.px(16), theme.px(16)))
            self._paint()
            theme.changed.connect(self._paint)

    def _paint(self) -> None:
        self.setIcon(icon(self._theme, self._icon_name, self._token))


def button(
    theme: Theme,
    text: str,
    on_click: Callable[[], object],
    *,
    k: str = "secondary",
    icon_name: str = "",
    tip: str = "",
    name: str = "",
) -> QPushButton:
    """Return a button; without text it needs an accessible name."""
    made = IconButton(theme, text, k, icon_name)
    made.setObjectName(name_of(on_click))
    made.setAccessibleName(name or text)
    made.setToolTip(tip or ("" if text else name))
    made.setAutoDefault(True)  # Enter presses the focused button, as Space does
    made.clicked.connect(lambda: on_click())
    return made


OF_MENUS = tuple(QKeyCombination(Qt.KeyboardModifier.ControlModifier, key) for key in (Qt.Key.Key_E, Qt.Key.Key_K))
"""Keys that a field for text takes on some systems, for the end of its line, and that a menu has here."""


class TextLine(QLineEdit):
    """A field for text that leaves the menus their keys."""

    def event(self, event: QEvent) -> bool:
        """Leave the menus their keys, and those of undo and redo while nothing was typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if (
                (event.matches(undo) or event.matches(redo)) and not was_typed_in(self)
            ) or event.keyCombination() in OF_MENUS:
                event.ignore()
                return True
        return super().event(event)


class SearchField(TextLine):
    """A search field that reports its text once typing pauses.

    Attributes:
        searched: emitted with the search words.
        left: emitted when Down is pressed, to go on in what was found.
    """

    searched, left = Signal(str), Signal()

    def __init__(self, theme: Theme, hint: str, key: str) -> None:
        super().__init__()
        self.setPlaceholderText(f"{hint}    {key}" if key else hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(theme.px(32))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._theme = theme
        self._paint()
        theme.changed.connect(self._paint)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._timer.start())

    def clear_quietly(self) -> None:
        """Empty the field without reporting it."""
        self.clear()
        self._timer.stop()

    def _paint(self) -> None:
        self._glass.setIcon(icon(self._theme, "search", "text3"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears; Down searches at once and goes on in the list."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            if self._timer.isActive():
                self._timer.stop()
                self.searched.emit(self.text().strip())
            self.left.emit()
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


def grow(widget: QWidget) -> QWidget:
    """Let a widget expand to the available space."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
