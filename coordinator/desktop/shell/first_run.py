"""The first page: a workbook to import, the sample tour, or a campaign to open."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.base.settings import Settings
from coordinator.desktop.kit.basics import Item, button, column, frame, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Picture


class FirstRunPage(QWidget):
    """Shown while no campaign is open.

    Attributes:
        import_wanted, sample_wanted, new_wanted, open_wanted: emitted for each choice.
        recent_wanted: emitted with a recently opened campaign.
    """

    import_wanted = Signal()
    sample_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.setObjectName(type(self).__name__)
        self._theme = theme
        cards = row(
            self._card(
                "file-spreadsheet",
                self.tr("Import a workbook"),
                self.tr("A form export or a list from a tour stop. You see what would happen before it does."),
                button(theme, self.tr("Import a workbook…"), self.import_wanted.emit, k="primary"),
            ),
            self._card(
                "play",
                self.tr("Open the sample tour"),
                self.tr("Fictitious people at the real stops of 2025, in a file of their own. Try everything."),
                button(theme, self.tr("Open the sample tour"), self.sample_wanted.emit),
            ),
            spacing=16,
        )
        links = row(
            None,
            button(theme, self.tr("New campaign file…"), self.new_wanted.emit, k="link", icon_name="file-plus"),
            button(theme, self.tr("Open a campaign…"), self.open_wanted.emit, k="link", icon_name="folder-open"),
            None,
        )
        parts: list[Item] = [
            None,
            self._centred(label(self.tr("Who wants to run, and who can help them?"), "h1")),
            self._centred(label(self.tr("The people of your tour, in one file on this computer."), "hint")),
            16,
            row(None, cards, None),
            8,
            links,
        ]
        recent = [r for r in settings.recent if "://" in r or Path(r).is_file()]
        if recent:
            parts += [16, self._centred(label(self.tr("Open again"), "section"))]
            parts += [
                row(None, button(theme, r, partial(self.recent_wanted.emit, r), k="link"), None) for r in recent[:4]
            ]
        self.setLayout(column(*parts, None, spacing=8, margins=(24, 24, 24, 24)))

    def _centred(self, widget: QWidget) -> QHBoxLayout:
        return row(None, widget, None)

    def _card(self, icon: str, title: str, text: str, action: QWidget) -> QWidget:
        picture = Picture(self._theme, icon, "accent", 32)
        words = label(text, "hint", wrap=True)
        words.setMinimumHeight(self._theme.px(56))
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        card = frame(
            "card",
            column(picture, label(title, "h3"), words, row(action, None), margins=(24, 20, 24, 20), spacing=10),
        )
        card.setFixedWidth(self._theme.px(340))
        return card
