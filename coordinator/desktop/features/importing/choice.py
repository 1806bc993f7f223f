"""Combo boxes that cut no words, and one for a decision of an import; hundreds of them stand on a page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle

from coordinator.desktop.kit.theme import Theme

Key = Qt.Key
Entries = Sequence[tuple[str, object]]
"""Texts with what each of them stands for."""
OPENING = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_Space, Key.Key_Return, Key.Key_Enter, Key.Key_F4})
PAGING = frozenset({Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown})
UNDECIDED = object()
"""Stands for a choice that nobody has made yet."""
MOST_SHOWN = 20
ROUND_WORDS, ROUND_LINES = 32, 8


class WholeWords(QComboBox):
    """Its list is as wide as its entries, whatever the width of the box, and scrolls when it is long.

    It opens where there is more room, below the box or above it, and never beyond the screen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "list")
        self.setMaxVisibleItems(MOST_SHOWN)

    def showPopup(self) -> None:
        """Open it."""
        view, long = self.view(), self.count() > self.maxVisibleItems()
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        view.setVerticalScrollBarPolicy(scrolls)
        words = max((view.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) if long else 0
        lines = view.sizeHintForRow(0) * min(self.count(), self.maxVisibleItems())
        screen, box = self.screen().availableGeometry(), QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
        above, below = box.top() - screen.top(), screen.bottom() - box.bottom()
        wanted = QSize(words + bar + ROUND_WORDS, lines + ROUND_LINES)
        view.window().setMinimumSize(wanted.boundedTo(QSize(screen.width(), max(above, below))))
        super().showPopup()
        opened = view.window().geometry()
        if opened.bottom() > screen.bottom():
            opened.moveBottom(box.top() - 1)
        opened.moveRight(min(opened.right(), screen.right()))
        view.window().move(opened.topLeft())


class Choice(WholeWords):
    """Opens before it changes, and gets its entries when it opens.

    An arrow key therefore never decides anything on the way to another entry, and the mouse wheel scrolls the page.

    Attributes:
        picked: emitted with what was chosen, if it is not what is shown.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, offered: Callable[[], Entries]) -> None:
        """Make one.

        Args:
            theme: the theme.
            name: its accessible name.
            offered: returns its entries.
        """
        super().__init__()
        self._offered = offered
        self._shown: object = UNDECIDED
        self._opened = False
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(15)
        self.setMinimumHeight(theme.px(32))
        self.setPlaceholderText(self.tr("Choose…"))
        self.activated.connect(self._take)

    def show_choice(self, text: str, data: object) -> None:
        """Show what is chosen."""
        self._shown = data
        self._close()
        self.clear()
        self.addItem(text, data)
        self.setCurrentIndex(0)
        self.setToolTip(text)
        self._mark(undecided=False)

    def show_undecided(self) -> None:
        """Show that nothing is chosen yet."""
        self._shown = UNDECIDED
        self._close()
        self.clear()
        self._mark(undecided=True)

    @property
    def is_undecided(self) -> bool:
        """Whether nothing is chosen yet."""
        return self._shown is UNDECIDED

    def _mark(self, *, undecided: bool) -> None:
        if bool(self.property("undecided")) != undecided:
            self.setProperty("undecided", undecided)
            self.style().polish(self)

    def _close(self) -> None:
        """Close the list if it is open: its entries are those of an earlier plan."""
        if self._opened:
            self.hidePopup()

    def _take(self, at: int) -> None:
        data = self.itemData(at)
        self.setToolTip(self.itemText(at))
        self.window().activateWindow()  # some platforms leave no window active when the list closes
        if data != self._shown:
            self._shown = data
            self.picked.emit(data)

    def showPopup(self) -> None:
        """Fill it and open it."""
        self.clear()
        for text, data in self._offered():
            self.addItem(text, data)
        chosen = next((i for i in range(self.count()) if self.itemData(i) == self._shown), -1)
        self.setCurrentIndex(chosen)
        self._opened = True
        super().showPopup()
        if chosen < 0:
            self.view().setCurrentIndex(self.model().index(0, 0))

    def hidePopup(self) -> None:
        """Close it."""
        self._opened = False
        super().hidePopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it for keys that would change it."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        typed = event.text() if not held and event.text().isprintable() else ""
        if not held and (event.key() in OPENING or typed.strip()):
            self.showPopup()
            if typed.strip():
                self.view().keyboardSearch(typed)
        elif event.key() in PAGING or held:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
