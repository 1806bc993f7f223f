"""Sign-up sheets as PDF: landscape letter paper, ten lines with large boxes, English and Spanish, and a QR code."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.tour.paper import LINES, PaperStop
from coordinator.tour.questions import CONSENTS, Words, words
from coordinator.workbooks.printing import BOLD, PLAIN, fonts, printable
from coordinator.workbooks.replacing import replacing

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 792.0, 612.0
MARGIN = 36.0
TOP = 120.0
HEAD, ROW = 34.0, 38.0
QR = 84.0
WIDTHS: Mapping[str, float] = {
    "line": 30,
    "name": 176,
    "reach": 216,
    "postcode": 62,
    "office": 124,
    CONSENTS[0]: 56,
    CONSENTS[1]: 56,
}
INK, QUIET, LINE, SHADE = "#1B2027", "#47515C", "#7F8893", "#F4F5F6"
MOST_SHEETS = 500


def write_sheets(stop: PaperStop, path: Path, sheets: int = 1, first: int = 1) -> None:
    """Write sign-up sheets for a stop.

    Args:
        stop: the stop.
        path: the file to write.
        sheets: how many; each is numbered.
        first: number of the first sheet.

    Raises:
        UserError: the number of sheets is out of range, or the file cannot be written.
    """
    from reportlab.pdfgen.canvas import Canvas

    if not 1 <= sheets <= MOST_SHEETS or first < 1:
        raise UserError(f"Print 1 to {MOST_SHEETS} sheets at once, and count them from 1 on.")
    with replacing(path) as part:
        fonts()
        canvas = Canvas(str(part), pagesize=(WIDTH, HEIGHT))
        canvas.setTitle(f"{stop.title}: sign-up sheets")
        for number in range(first, first + sheets):
            _Sheet(canvas, stop, number).draw()
            canvas.showPage()
        canvas.save()


class _Sheet:
    """Draws one sheet; heights are measured from the top."""

    def __init__(self, canvas: "Canvas", stop: PaperStop, number: int) -> None:
        self._canvas, self._stop, self._number = canvas, stop, number
        self._english, self._spanish = words("en"), words("es")

    def draw(self) -> None:
        """Draw the sheet from top to bottom."""
        self._title()
        self._code()
        self._table()
        self._foot()

    def _title(self) -> None:
        room = WIDTH - 2 * MARGIN - QR - 150
        self._text(MARGIN, 54, self._english["paper"]["title"], BOLD, 18)
        self._text(MARGIN, 70, self._spanish["paper"]["title"], PLAIN, 10, QUIET)
        self._text(MARGIN, 92, self._fitted(self._stop.title, BOLD, 13, room), BOLD, 13)
        self._text(MARGIN, 107, self._fitted(self._stop.when_and_where, PLAIN, 10, room), PLAIN, 10, QUIET)

    def _code(self) -> None:
        """Draw the sheet's number in large type, with the QR code next to it."""
        right = WIDTH - MARGIN - (QR + 12 if self._stop.link else 0)
        self._text(right, 54, self._english["paper"]["sheet"].format(number=self._number), BOLD, 20, align="right")
        self._text(right, 70, self._stop.code, PLAIN, 10, QUIET, align="right")
        if not self._stop.link:
            return
        self._text(right, 92, self._english["paper"]["scan"], PLAIN, 9, align="right")
        self._text(right, 104, self._spanish["paper"]["scan"], PLAIN, 9, QUIET, align="right")
        self._qr(WIDTH - MARGIN - QR, 24)

    def _qr(self, left: float, top: float) -> None:
        from reportlab.graphics import renderPDF
        from reportlab.graphics.barcode.qr import QrCodeWidget
        from reportlab.graphics.shapes import Drawing

        code = QrCodeWidget(self._stop.link, barLevel="M", barBorder=0)
        left_, bottom, right, upper = code.getBounds()
        scale = QR / (right - left_)
        drawing = Drawing(QR, QR, transform=[scale, 0, 0, scale, 0, 0])
        drawing.add(code)
        renderPDF.draw(drawing, self._canvas, left, HEIGHT - top - QR)

    def _table(self) -> None:
        self._canvas.setStrokeColor(LINE)
        self._box(MARGIN, TOP, sum(WIDTHS.values()), HEAD, fill=SHADE)
        left = MARGIN
        for key, width in WIDTHS.items():
            english, spanish = (_heading(w, key) for w in (self._english, self._spanish))
            self._text(left + 5, TOP + 14, english, BOLD, 10)
            self._text(left + 5, TOP + 27, spanish, PLAIN, 8.5, QUIET)
            left += width
        for line in range(LINES):
            self._line(TOP + HEAD + line * ROW, line + 1)

    def _line(self, top: float, number: int) -> None:
        left = MARGIN
        for key, width in WIDTHS.items():
            self._box(left, top, width, ROW)
            if key == "line":
                self._text(left + width / 2, top + ROW / 2 + 5, str(number), BOLD, 13, align="middle")
            elif key in CONSENTS:
                side = 20.0
                self._box(left + (width - side) / 2, top + (ROW - side) / 2, side, side, thick=1.4)
            left += width

    def _foot(self) -> None:
        top = TOP + HEAD + LINES * ROW
        for place, language in enumerate((self._english, self._spanish)):
            paper = language["paper"]
            said = f"{paper['intro']} {paper['privacy'].format(**self._stop.public.named(language))}"
            self._paragraph(said, top + 6 + place * 25, QUIET if place else INK)
        self._text(
            MARGIN, HEIGHT - 14, f"{self._english['paper']['collected']} ______________________________", PLAIN, 9
        )
        right = f"{self._english['paper']['date']} ____________________"
        self._text(WIDTH - MARGIN, HEIGHT - 14, right, PLAIN, 9, align="right")

    def _paragraph(self, text: str, top: float, colour: str) -> None:
        from xml.sax.saxutils import escape

        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        style = ParagraphStyle("small", fontName=PLAIN, fontSize=7, leading=8.2, textColor=colour)
        paragraph = Paragraph(escape(printable(text)), style)
        _, height = paragraph.wrap(sum(WIDTHS.values()), HEIGHT)
        paragraph.drawOn(self._canvas, MARGIN, HEIGHT - top - height)

    def _box(self, left: float, top: float, width: float, height: float, fill: str = "", thick: float = 0.7) -> None:
        self._canvas.setLineWidth(thick)
        if fill:
            self._canvas.setFillColor(fill)
        self._canvas.rect(left, HEIGHT - top - height, width, height, stroke=1, fill=int(bool(fill)))

    def _text(
        self, left: float, base: float, text: str, font: str, size: float, colour: str = INK, align: str = "left"
    ) -> None:
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(colour)
        canvas = self._canvas
        draws = {"left": canvas.drawString, "right": canvas.drawRightString, "middle": canvas.drawCentredString}
        draws[align](left, HEIGHT - base, printable(text))

    def _fitted(self, text: str, font: str, size: float, room: float) -> str:
        """Return a text cut to fit, with dots if it is cut."""
        short = printable(text)
        while short and self._canvas.stringWidth(short + "…", font, size) > room:
            short = short[:-1]
        return printable(text) if short == printable(text) else f"{short.rstrip()}…"


def _heading(language: Words, key: str) -> str:
    names = {CONSENTS[0]: "contact", CONSENTS[1]: "share"}
    return str(language["paper"][names.get(key, key)])
