"""A list of many choices that opens at a button and narrows while one types."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator.base.folding import without_accents
from coordinator.desktop.kit.basics import SearchField, column, label
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme

MOST_LINES = 100
HIGHEST = 520
LONGEST = 60
WIDEST, NARROWEST, LOWEST, GAP = 420, 260, 160, 4
MOVING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Listed(NamedTuple):
    """A choice.

    Attributes:
        text: its words.
        what: what it stands for.
        beside: what stands beside it, such as a number.
    """

    text: str
    what: object
    beside: str = ""


class FindingList(QFrame):
    """Shows the choices that hold what is typed, with the likeliest one ready for Enter; it keeps its place and size.

    Attributes:
        chosen: emitted with what the choice stands for.
        search: the field to type in.
        lines: the choices.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        hint: str,
        choices: Sequence[Listed],
        none: str = "",
        most: int = MOST_LINES,
    ) -> None:
        """Make one.

        Args:
            theme: colors and sizes.
            parent: the widget to which it belongs.
            hint: what stands in the field until something is typed.
            choices: all choices; those that come first are listed until something is typed.
            none: what is said if there is no choice at all.
            most: how many choices are listed at a time; the others come up as one types.
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("k", "popup")
        self._theme, self._none, self._most = theme, none, most
        self._choices = [(without_accents(choice.text), choice) for choice in choices]
        self.search = SearchField(theme, hint, "")
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.lines = QTreeWidget()
        self.lines.setColumnCount(2)
        self.lines.setHeaderHidden(True)
        self.lines.setRootIsDecorated(False)
        self.lines.setUniformRowHeights(True)
        self.lines.setAccessibleName(hint)
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setMouseTracking(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemClicked.connect(self._take)
        self.lines.itemEntered.connect(self.lines.setCurrentItem)
        header = self.lines.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.more = label("", "caption")
        layout = column(self.search, self.lines, self.more, spacing=GAP, margins=(6, 6, 6, 6))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.search)
        name_parts(self)

    def open_at(self, anchor: QRect) -> None:
        """Open below a place on the screen, or above it if there is more room.

        Args:
            anchor: the place, such as that of the button that opens it.
        """
        for part in (self, self.search, self.lines):
            part.ensurePolished()  # lines that are made before have another height
        self._narrow("")
        screen = self.screen().availableGeometry()
        below, above = screen.bottom() - anchor.bottom() - GAP, anchor.top() - screen.top() - GAP
        size = self._wanted().boundedTo(QSize(screen.width(), max(below, above)))
        self.setFixedSize(size)
        is_below = size.height() <= below or below >= above
        left = max(screen.left(), min(anchor.left(), screen.right() - size.width()))
        self.move(QPoint(left, anchor.bottom() + 1 if is_below else anchor.top() - size.height()))
        self.show()
        self.search.setFocus()

    def _wanted(self) -> QSize:
        """Return the size for the choices that come first."""
        metrics, px = self.lines.fontMetrics(), self._theme.px
        texts = [choice.text[:LONGEST] + choice.beside for _, choice in self._choices[: self._most]]
        words = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        line = max(self.lines.sizeHintForRow(0), metrics.height())
        around = self.search.sizeHint().height() + self.more.sizeHint().height() + px(40)
        high = min(px(HIGHEST), max(px(LOWEST), line * self.lines.topLevelItemCount() + around))
        hint = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText())
        return QSize(max(px(NARROWEST), min(px(WIDEST), max(words, hint) + px(80))), high)

    def _narrow(self, typed: str) -> None:
        wanted = without_accents(typed.strip())
        found = [choice for text, choice in self._choices if text.startswith(wanted)]
        if wanted:
            found += [choice for text, choice in self._choices if wanted in text and not text.startswith(wanted)]
        self.lines.clear()
        for choice in found[: self._most]:
            text = choice.text if len(choice.text) <= LONGEST else f"{choice.text[: LONGEST - 1]}…"
            item = QTreeWidgetItem([text, choice.beside])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, Qt.ItemDataRole.UserRole, choice)
            if text != choice.text:
                item.setToolTip(0, choice.text)
            self.lines.addTopLevelItem(item)
        self._go_to(0)
        rest = len(found) - self._most
        self.more.setText(
            self.tr("{n} more: type to find them").format(n=f"{rest:,}")
            if rest > 0
            else self._none
            if not self._choices
            else self.tr("Nothing holds “{words}”").format(words=typed.strip())
            if not found
            else ""
        )

    def _go_to(self, at: int) -> None:
        """Go to a choice, or to the first or last if there are not so many."""
        item = self.lines.topLevelItem(max(0, min(self.lines.topLevelItemCount() - 1, at)))
        if item is not None:
            self.lines.setCurrentItem(item)

    def _take(self, item: QTreeWidgetItem) -> None:
        choice = item.data(0, Qt.ItemDataRole.UserRole)
        self.close()
        self.chosen.emit(choice.what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list, take a choice and close by keys, while the field keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in MOVING:
            here = self.lines.currentItem()
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10}.get(key, 10)
            self._go_to(self.lines.indexOfTopLevelItem(here) + by if here is not None else 0)
        elif key in ENTER:
            if (item := self.lines.currentItem()) is not None:
                self._take(item)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True
