"""Charts as files: SVG, PNG, and the table for a spreadsheet."""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from coordinator.base.errors import UserError
from coordinator.desktop.charts.canvas import Canvas
from coordinator.desktop.charts.view import drawing
from coordinator.desktop.kit.tables_to_copy import table_to_copy
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import Chart
from coordinator.workbooks.replacing import replacing

WIDE, EDGE, HEAD = 720, 24, 60
DENSE = 2
DOTS = 96
DRAWN = (".svg", ".png")


def draw_to_file(chart: Chart, path: Path, dark: bool = False) -> None:
    """Draw a chart into a file without a window.

    Raises:
        UserError: the file is neither SVG nor PNG, or cannot be written.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    save(chart, Theme(application, "dark" if dark else "light"), path)


def save(chart: Chart, theme: Theme, path: Path) -> None:
    """Draw a chart with its title into a file.

    Raises:
        UserError: the file is neither SVG nor PNG, or cannot be written.
    """
    if path.suffix.lower() not in DRAWN:
        raise UserError(f"A chart is drawn as .svg or .png; {path.name} is neither. Choose one of these endings.")
    size = QSize(WIDE + 2 * EDGE, round(drawing(chart, theme, WIDE).height) + HEAD + 2 * EDGE)
    draw = _svg if path.suffix.lower() == ".svg" else _png
    with replacing(path) as part:
        if not draw(chart, theme, part, size):
            raise UserError(f"{path} cannot be written. Choose another place.")


def _svg(chart: Chart, theme: Theme, path: Path, size: QSize) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(DOTS)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.finding)
    painter = QPainter()
    if not painter.begin(generator):
        return False
    _paint(chart, theme, painter, size)
    return painter.end()


def _png(chart: Chart, theme: Theme, path: Path, size: QSize) -> bool:
    image = QImage(size * DENSE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(DENSE)
    painter = QPainter(image)
    _paint(chart, theme, painter, size)
    painter.end()
    return image.save(str(path))


def _paint(chart: Chart, theme: Theme, painter: QPainter, size: QSize) -> None:
    canvas = Canvas(painter, theme)
    canvas.box(QRectF(0, 0, size.width(), size.height()), "surface", 0)
    canvas.text(QRectF(EDGE, EDGE, WIDE, 22), chart.title, "text", "card", 600)
    canvas.text(QRectF(EDGE, EDGE + 22, WIDE, 18), chart.finding, "text3", "caption")
    painter.translate(EDGE, EDGE + HEAD)
    drawing(chart, theme, WIDE).paint(canvas)


def as_table(chart: Chart) -> QMimeData:
    """Return the table behind a chart in a form to paste into a spreadsheet."""
    return table_to_copy([[str(cell) for cell in row] for row in chart.table()])
