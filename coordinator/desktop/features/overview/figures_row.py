"""The row of figures: buttons that open the people behind them, with change and definition."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator.desktop.kit.basics import label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES, LEADING, Figure
from coordinator.reports.scope import Scope
from coordinator.reports.tally import filter_of


class FigureButton(QPushButton):
    """One figure."""

    def __init__(self, theme: Theme, figure: Figure) -> None:
        super().__init__()
        self.setProperty("k", "tile")
        self.figure = figure
        self.number: int | None = None
        self._number, self._name, self._change = label("…", "figure"), label(figure.label, "hint"), label("", "caption")
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.setSpacing(1)
        for part in (self._number, self._name, self._change):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(figure.means)
        self.setAccessibleDescription(figure.means)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(96))

    def wait(self) -> None:
        """Show that the figure is still being counted."""
        self.number = None
        self._number.setText("…")
        self._change.setText("")
        self.setAccessibleName(f"{self.figure.label}: {self.tr('counting')}")

    def show_number(self, number: int) -> None:
        """Show the figure."""
        self.number = number
        self._number.setText(f"{number:,}")
        self.setAccessibleName(f"{self.figure.label}: {number:,}")

    def show_change(self, before: int | None, versus: str) -> None:
        """Show the difference from the comparison."""
        if before is None or self.number is None:
            self._change.setText("")
            return
        moved = self.number - before
        sign = "▲" if moved > 0 else "▼" if moved < 0 else "="
        share = f" ({moved / before:+.0%})" if before else ""
        self._change.setText(f"{sign} {moved:+,}{share}" if moved else "= " + self.tr("no change"))
        told = self.tr("{n} {versus}").format(n=f"{before:,}", versus=versus)
        self.setToolTip(f"{self.figure.means}\n{told}")
        self.setAccessibleName(f"{self.figure.label}: {self.number:,}, {moved:+,}. {told}")

    def sizeHint(self) -> QSize:
        """Return the size its three lines need."""
        return self._lines.sizeHint()


class FigureRow(QWidget):
    """The main figures side by side.

    Attributes:
        opened: emitted with a mark to show its list.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.buttons = {key: named(FigureButton(theme, FIGURES[key]), f"figure.{key}") for key in LEADING}
        self._scope = Scope()
        for key, made in self.buttons.items():
            made.clicked.connect(lambda _=False, k=key: self.opened.emit(self.mark(k)))
        self.setLayout(row(*self.buttons.values(), spacing=12))

    def begin(self, scope: Scope) -> None:
        """Change the scope; counts of the old one are no longer shown."""
        if scope != self._scope:
            for made in self.buttons.values():
                made.wait()
        self._scope = scope

    def mark(self, key: str) -> Mark:
        """Return the mark of a figure."""
        figure = FIGURES[key]
        return Mark(figure.label, self.buttons[key].number or 0, figure.counted, filter_of(figure, self._scope))

    def show_figures(self, numbers: Mapping[str, int]) -> None:
        """Show the figures counted so far."""
        for key in LEADING:
            if key in numbers:
                self.buttons[key].show_number(numbers[key])

    def show_changes(self, before: Mapping[str, int], versus: str) -> None:
        """Show the comparison of the figures; nothing clears it."""
        for key, made in self.buttons.items():
            made.show_change(before.get(key), versus)
