"""The theme: color tokens for light and dark, and the palette and style sheet made from them."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from coordinator.base.paths import resources
from coordinator.desktop.kit.plain_style import PlainStyle

LIGHT: Mapping[str, str] = {
    "bg": "#F4F5F6",
    "surface": "#FFFFFF",
    "line": "#DFE3E7",
    "lineStrong": "#7F8893",
    "text": "#1B2027",
    "text2": "#47515C",
    "text3": "#5E6873",
    "accent": "#0B6470",
    "onAccent": "#FFFFFF",
    "accentText": "#0A5A65",
    "accentSoft": "#DDEFF1",
    "ok": "#1B6E3A",
    "okSoft": "#E1F2E7",
    "warn": "#855000",
    "warnSoft": "#FDF0D8",
    "bad": "#B3261E",
    "badSoft": "#FBE9E7",
    "info": "#1D5BA8",
    "infoSoft": "#E5EEF9",
    "dup": "#6A3F9C",
    "dupSoft": "#F0E9F8",
    "bar": "#5497A2",
    "track": "#E6EAED",
    "c1": "#B9DADE",
    "c1Ink": "#1B2027",
    "c2": "#7DB9C1",
    "c2Ink": "#1B2027",
    "c3": "#2B7B87",
    "c3Ink": "#FFFFFF",
    "c4": "#0B4E58",
    "c4Ink": "#FFFFFF",
}
DARK: Mapping[str, str] = {
    "bg": "#14171A",
    "surface": "#1B1F23",
    "line": "#30373E",
    "lineStrong": "#7B8591",
    "text": "#E8EBEE",
    "text2": "#B7BFC8",
    "text3": "#98A2AD",
    "accent": "#56BDCB",
    "onAccent": "#06272C",
    "accentText": "#7CD0DB",
    "accentSoft": "#163A41",
    "ok": "#6CC98A",
    "okSoft": "#16331F",
    "warn": "#E9B35A",
    "warnSoft": "#3A2A0E",
    "bad": "#F2938C",
    "badSoft": "#41201D",
    "info": "#8DB9F2",
    "infoSoft": "#1A2C44",
    "dup": "#C6A3EE",
    "dupSoft": "#2F2241",
    "bar": "#2F7E8A",
    "track": "#2A3036",
    "c1": "#1F4A51",
    "c1Ink": "#E8EBEE",
    "c2": "#2B737D",
    "c2Ink": "#FFFFFF",
    "c3": "#3F9AA7",
    "c3Ink": "#06272C",
    "c4": "#8BDAE4",
    "c4Ink": "#06272C",
}
BODY = 13
SIZES = {
    "caption": 12,
    "body": 13,
    "strong": 14,
    "card": 15,
    "pane": 18,
    "page": 22,
    "figure": 28,
    "deskHint": 15,
    "deskText": 17,
    "deskLead": 20,
    "deskTitle": 40,
}
"""Sizes in pixels at 100 % text size."""
TEXT_SIZES = (90, 100, 110, 125, 150)


class Theme(QObject):
    """Colors and fonts; follows the system unless the user chose a theme.

    Attributes:
        changed: emitted after colors or text size changed.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system", percent: int = 100) -> None:
        super().__init__()
        self._application = application
        self._choice = choice
        self._percent = percent
        _load_fonts()
        application.setStyle(PlainStyle("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    @property
    def choice(self) -> str:
        """`system`, `light` or `dark`."""
        return self._choice

    @property
    def percent(self) -> int:
        """The text size in percent, 90 to 150."""
        return self._percent

    @property
    def is_dark(self) -> bool:
        """Whether dark colors are in use."""
        if self._choice == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice == "dark"

    def choose(self, choice: str) -> None:
        """Set light, dark, or the system's choice."""
        self._choice = choice
        self.apply()

    def set_percent(self, percent: int) -> None:
        """Set the text size."""
        self._percent = percent
        self.apply()

    def color(self, token: str) -> QColor:
        """Return a token's color."""
        return QColor(self.token(token))

    def token(self, token: str) -> str:
        """Return a token's color as #RRGGBB."""
        return (DARK if self.is_dark else LIGHT)[token]

    def px(self, pixels: float) -> int:
        """Return a length scaled to the text size."""
        return round(pixels * self._percent / 100)

    def font(self, role: str = "body", weight: int = 400) -> QFont:
        """Return a font by its role, with tabular digits."""
        font = QFont(self._application.font())
        font.setPixelSize(self.px(SIZES[role]))
        font.setWeight(QFont.Weight(weight))
        if hasattr(font, "setFeature"):
            font.setFeature(QFont.Tag("tnum"), 1)
        return _as_written(font)

    def apply(self) -> None:
        """Apply colors and sizes."""
        font = _as_written(QFont("Inter"))
        font.setPixelSize(self.px(BODY))
        self._application.setFont(font)
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(self.sheet("style.qss"))
        self.changed.emit()

    def _system_changed(self, _: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self.apply()

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "bg",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "bg",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.Highlight: "accentSoft",
            QPalette.ColorRole.HighlightedText: "text",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.PlaceholderText: "text3",
            QPalette.ColorRole.Link: "accentText",
        }
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text3"))
        return palette

    def sheet(self, name: str, factor: float = 1.0) -> str:
        """Return a style sheet from `resources/theme` with colors and scaled sizes filled in."""
        sheet = (resources() / "theme" / name).read_text(encoding="utf-8")
        for name, value in sorted((DARK if self.is_dark else LIGHT).items(), key=lambda t: -len(t[0])):
            sheet = sheet.replace(f"@{name}", value)
        for drawing in ("chevron", "check"):
            path = resources() / "theme" / f"{drawing}-{'dark' if self.is_dark else 'light'}.svg"
            sheet = sheet.replace(f"%{drawing}", path.as_posix())
        for role, size in SIZES.items():
            sheet = sheet.replace(f"%{role};", f"{self.px(size * factor)}px;")
        return sheet


def _as_written(font: QFont) -> QFont:
    """Show `x4` and `->` as they are written, and not as a times sign and an arrow."""
    if hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("calt"), 0)
    return font


def _load_fonts() -> None:
    for path in sorted((resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def application() -> QApplication:
    """Return the running application."""
    return cast("QApplication", QApplication.instance())
