"""How a text file was read, and what to read it as instead."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from coordinator.desktop.features.importing.choice import Choice, Entries
from coordinator.desktop.features.importing.columns_table import Choose
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.plan import ImportPlan

SEPARATORS = ("comma", "semicolon", "tab", "bar")
FOUND = None


class TextFileBar(QWidget):
    """Says how a text file was read; its two choices are shown if that is in doubt, or on demand."""

    def __init__(self, theme: Theme, choose: Choose) -> None:
        super().__init__()
        self._told = label("", "caption")
        self._doubt = label("", "warn", wrap=True)
        self._separator = Choice(theme, self.tr("Separator"), self._separators)
        self._separator.picked.connect(lambda said: choose(lambda o: replace(o, separator=said)))
        self._encoding = Choice(theme, self.tr("Encoding"), self._encodings)
        self._encoding.picked.connect(lambda said: choose(lambda o: replace(o, encoding=said)))
        self._open = button(theme, self.tr("Read it differently…"), self._show_choices, k="link")
        self._choices = QWidget()
        parts = (
            column(label(self.tr("Separator"), "section"), self._separator, spacing=4),
            column(label(self.tr("Encoding"), "section"), self._encoding, spacing=4),
        )
        for box in (self._separator, self._encoding):
            box.setMinimumWidth(theme.px(260))
        self._choices.setLayout(row(*parts, None, spacing=16))
        line = row(self._told, self._open, None)
        self.setLayout(column(line, self._doubt, self._choices, spacing=4))
        name_parts(self)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show how a file was read; nothing for workbooks."""
        text, options = plan.text, plan.options
        self.setVisible(text is not None)
        if text is None:
            return
        self._told.setText(text.told)
        self._doubt.setText(" ".join(text.doubts))
        self._doubt.setVisible(bool(text.doubts))
        said = options.separator is not None or options.encoding is not None
        self._choices.setVisible(bool(text.doubts) or said)
        self._open.setVisible(self._choices.isHidden())
        for box, entries, chosen in (
            (self._separator, self._separators(), options.separator),
            (self._encoding, self._encodings(), options.encoding),
        ):
            box.show_choice(next((t for t, d in entries if d == chosen), str(chosen)), chosen)

    @property
    def doubted(self) -> Choice | None:
        """The choice of the encoding, if that is in doubt and nobody has said anything about it."""
        asks = not self.isHidden() and not self._doubt.isHidden() and self._encoding.currentData() is FOUND
        return self._encoding if asks else None

    def _show_choices(self) -> None:
        self._choices.show()
        self._open.hide()
        self._separator.setFocus()

    def _separators(self) -> Entries:
        names = {
            "comma": self.tr("comma"),
            "semicolon": self.tr("semicolon"),
            "tab": self.tr("tab"),
            "bar": self.tr("bar"),
        }
        return [(self.tr("as found"), FOUND), *((names[key], key) for key in SEPARATORS)]

    def _encodings(self) -> Entries:
        from coordinator.workbooks import encodings

        known = {key: name for key, name in encodings.NAMES.items() if key != "utf-8-sig"}
        return [(self.tr("as found"), FOUND), *((name, key) for key, name in known.items())]
