"""Icons: Lucide drawings in the theme's colors."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coordinator.base.paths import resources
from coordinator.desktop.kit.theme import Theme

SIZE = 18


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(theme: Theme, name: str, token: str = "text2", size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """Return an icon's picture in a token's color."""
    return _pixmap(name, theme.token(token), size, ratio)


def icon(theme: Theme, name: str, token: str = "text2", size: int = SIZE) -> QIcon:
    """Return an icon in a token's color, and in that of disabled words, sharp on high-density screens too."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            result.addPixmap(pixmap(theme, name, token, size, ratio), mode)
        result.addPixmap(pixmap(theme, name, "text3", size, ratio), QIcon.Mode.Disabled)
    return result
