"""The printable weekly report: figures, charts and tables on letter paper."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.reports.definitions import FIGURES
from coordinator.reports.report_sheets import SHAPES, wide
from coordinator.reports.weekly_report import WeeklyReport
from coordinator.workbooks.printing import fonts, printable
from coordinator.workbooks.replacing import replacing

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

ACCENT, QUIET, LINE = "#0B6470", "#5E6873", "#DFE3E7"
TONES = ("#0B6470", "#7DB9C1", "#B9DADE", "#855000", "#7F8893", "#6A3F9C")
MOST_BARS = 30
WIDTH, NAME = 500, 150


def write_pdf(report: WeeklyReport, path: Path) -> None:
    """Write a report as PDF.

    Raises:
        UserError: it cannot be written.
    """
    from reportlab.lib.pagesizes import letter
    from reportlab.platypus import SimpleDocTemplate

    with replacing(path) as part:
        margins = {side: 50 for side in ("leftMargin", "rightMargin", "topMargin", "bottomMargin")}
        document = SimpleDocTemplate(str(part), pagesize=letter, title=report.title, author="Coordinator", **margins)
        document.build(_story(report), onFirstPage=_foot(report), onLaterPages=_foot(report))


def _foot(report: WeeklyReport) -> "Callable[[Canvas, BaseDocTemplate], None]":
    """Return a function that writes title and page number at the bottom of a page."""

    def write(canvas: "Canvas", document: "BaseDocTemplate") -> None:
        canvas.saveState()
        canvas.setFont(fonts()[0], 8)
        canvas.setFillColor(QUIET)
        canvas.drawString(50, 30, printable(f"{report.title} · {report.made}"))
        canvas.drawRightString(562, 30, str(document.page))
        canvas.restoreState()

    return write


def _styles() -> dict[str, "ParagraphStyle"]:
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    plain, bold = fonts()
    return {
        "title": ParagraphStyle("title", fontName=bold, fontSize=20, leading=25, spaceAfter=2),
        "head": ParagraphStyle("head", fontName=bold, fontSize=13, leading=17, spaceBefore=14, spaceAfter=1),
        "hint": ParagraphStyle("hint", fontName=plain, fontSize=9, leading=12, textColor=QUIET, spaceAfter=5),
        "body": ParagraphStyle("body", fontName=plain, fontSize=9, leading=12),
        "right": ParagraphStyle("right", fontName=plain, fontSize=8.5, leading=10.5, alignment=TA_RIGHT),
        "cell": ParagraphStyle("cell", fontName=plain, fontSize=8.5, leading=10.5),
    }


def _story(report: WeeklyReport) -> list["Flowable"]:
    from reportlab.platypus import KeepTogether, Paragraph, Spacer

    styles = _styles()
    rows: list[list[str | int]] = [["", *report.columns]]
    rows += [[FIGURES[key].label, *numbers] for key, numbers in report.rows.items()]
    story: list[Flowable] = [
        Paragraph(_safe(report.title), styles["title"]),
        Paragraph(_safe(report.made), styles["hint"]),
        _table(rows, styles),
        Spacer(1, 8),
    ]
    for chart in report.charts:
        table = wide(chart)
        head = [Paragraph(_safe(chart.title), styles["head"]), Paragraph(_safe(chart.finding), styles["hint"])]
        if len(table) > 1 and not chart.is_empty:
            head.append(_drawing(table, SHAPES.get(chart.kind, "bars")))
        story.append(KeepTogether(head))
        if len(table) > 1:
            story += [Spacer(1, 4), _table(table, styles)]
    story.append(Paragraph("What is counted", styles["head"]))
    story += [Paragraph(f"<b>{_safe(name)}.</b> {_safe(means)}", styles["body"]) for name, means in report.definitions]
    return story


def _safe(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(printable(text))


def _table(rows: Sequence[Sequence[str | int]], styles: dict[str, "ParagraphStyle"]) -> "Flowable":
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    plain, bold = fonts()
    body = [[f"{c:,}" if isinstance(c, int) else Paragraph(_safe(str(c)), styles["cell"]) for c in row] for row in rows]
    body[0] = [Paragraph(f"<b>{_safe(str(c))}</b>", styles["cell"]) for c in rows[0]]
    texts = [x for x in range(len(rows[0])) if x == 0 or (len(rows) > 1 and isinstance(rows[1][x], str))]
    for x in set(range(len(rows[0]))) - set(texts):
        body[0][x] = Paragraph(f"<b>{_safe(str(rows[0][x]))}</b>", styles["right"])
    made = LongTable(body, colWidths=_widths(rows[0], texts), repeatRows=1, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, 0), bold),
                ("FONTNAME", (0, 1), (-1, -1), plain),
                ("FONTSIZE", (0, 0), (-1, -1), 8.5),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, QUIET),
                ("ALIGN", (1, 1), (-1, -1), "RIGHT"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return made


def _widths(head: Sequence[object], texts: list[int]) -> list[float]:
    """Divide the width among names, numbers and notes, which get the rest."""
    numbers = len(head) - len(texts)
    number = min(82.0, (WIDTH - NAME) / max(len(head) - 1, 1))
    note = (WIDTH - NAME - numbers * number) / max(len(texts) - 1, 1)
    return [NAME if x == 0 else note if x in texts else number for x in range(len(head))]


def _drawing(table: Sequence[Sequence[str | int]], shape: str) -> "Flowable":
    """Return a chart of a table's numeric columns."""
    from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.colors import HexColor, white

    head, *rows = table
    rows = rows if shape == "stacked columns" else rows[:MOST_BARS]
    columns = [x for x in range(1, len(head)) if isinstance(rows[0][x], int)]
    standing = shape == "stacked columns"
    high = 170 if standing else 30 + 15 * len(rows) * (1 if shape != "bars" else max(1, len(columns) * 0.8))
    plot = VerticalBarChart() if standing else HorizontalBarChart()
    plot.x, plot.y, plot.width, plot.height = (
        (40, 34, WIDTH - 50, high - 10) if standing else (150, 20, WIDTH - 170, high - 26)
    )
    ordered = rows if standing else rows[::-1]
    plot.data = [[row[x] for row in ordered] for x in columns]
    plot.categoryAxis.categoryNames = _names([str(row[0]) for row in ordered], standing)
    plot.categoryAxis.style = "stacked" if shape.startswith("stacked") else "parallel"
    plot.categoryAxis.labels.fontSize, plot.valueAxis.labels.fontSize = 7, 7
    plot.categoryAxis.labels.fontName = plot.valueAxis.labels.fontName = fonts()[0]
    if standing:
        plot.categoryAxis.labels.angle, plot.categoryAxis.labels.boxAnchor = 40, "ne"
    plot.valueAxis.valueMin, plot.valueAxis.labelTextFormat = 0, "{:,.0f}".format
    plot.valueAxis.visibleGrid, plot.valueAxis.gridStrokeColor = 1, HexColor(LINE)
    for i in range(len(columns)):
        plot.bars[i].fillColor, plot.bars[i].strokeColor = HexColor(TONES[i % len(TONES)]), white
    drawn = Drawing(WIDTH, high + (34 if standing else 6))
    drawn.add(plot)
    _legend(drawn, [str(head[x]) for x in columns], high + (24 if standing else -4))
    return drawn


def _names(names: list[str], standing: bool) -> list[str]:
    """Return the labels of an axis; only some if there are very many."""
    every = max(1, len(names) // 18) if standing else 1
    short = [printable(name) if len(name) <= 26 else printable(name[:25]) + "…" for name in names]
    return [name if i % every == 0 else "" for i, name in enumerate(short)]


def _legend(drawn: "Drawing", names: list[str], y: float) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib.colors import HexColor

    if len(names) < 2:
        return
    x = 40.0
    for i, name in enumerate(names):
        drawn.add(
            Rect(x, y, 7, 7, fillColor=HexColor(TONES[i % len(TONES)]), strokeColor=HexColor(QUIET), strokeWidth=0.3)
        )
        drawn.add(String(x + 10, y, printable(name[:24]), fontName=fonts()[0], fontSize=7.5))
        x += 22 + 4.2 * len(name[:24])
