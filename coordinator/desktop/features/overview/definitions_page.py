"""The page that explains what each figure counts."""

from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from coordinator.desktop.kit.basics import Item, button, column, frame, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.definitions import FIGURES, RULES
from coordinator.reports.stage_durations import MEANS


class DefinitionsDialog(QDialog):
    """All figures with their definitions, and general rules; `credit` is the credit rule in force for stops."""

    def __init__(self, theme: Theme, credit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is counted"))
        self.resize(680, 620)
        lines: list[Item] = [label(self.tr("What is counted"), "h2"), 4]
        for figure in FIGURES.values():
            lines += [label(figure.label, "strong"), label(figure.means, "hint", wrap=True), 4]
        lines += [label(self.tr("What holds for all figures"), "strong")]
        lines += [label(rule, "hint", wrap=True) for rule in (*RULES, credit, MEANS)]
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(*lines, None, margins=(24, 18, 24, 18), spacing=4))
        scroll = QScrollArea()
        scroll.setProperty("k", "surface")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        close = button(theme, self.tr("Close"), self.accept)
        self.setLayout(column(scroll, frame("foot", row(None, close, margins=(20, 8, 20, 8))), spacing=0))
