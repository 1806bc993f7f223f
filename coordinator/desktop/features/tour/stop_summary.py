"""The summary of a stop as one printable page."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from coordinator.base.naming_some import so_many_people
from coordinator.desktop.features.tour.day_chart import paint_day
from coordinator.desktop.kit.theme import LIGHT
from coordinator.tour.after_stop import HOURS, AfterStop
from coordinator.tour.stops import WAYS
from coordinator.workbooks.replacing import replacing

DPI = 144
CHART_HIGH = 190
MARGIN_MM = 16


def write_summary(found: AfterStop, path: Path) -> None:
    """Write a stop's summary as PDF.

    Raises:
        UserError: the file cannot be written.
    """
    with replacing(path) as part:
        _draw(found, part)


def _draw(found: AfterStop, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    writer.setResolution(DPI)
    writer.setTitle(found.title)
    writer.setCreator("Coordinator")
    painter = QPainter(writer)
    wide, high = writer.width(), writer.height()
    upper = _document(_above(found), wide)
    upper.drawContents(painter)
    y = upper.size().height() + 12
    if found.through:
        painter.setFont(_font(16))
        paint_day(painter, lambda token: QColor(LIGHT[token]), QRectF(0, y, wide, CHART_HIGH), found.through)
        y += CHART_HIGH + 16
    painter.save()
    painter.translate(0, y)
    _document(_below(found), wide).drawContents(painter)
    painter.restore()
    _foot(painter, found, wide, high)
    painter.end()


def _font(pixels: int) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(pixels)
    if hasattr(font, "setFeature"):  # otherwise copied text loses brackets and colons drawn as alternate glyphs
        font.setFeature(QFont.Tag("calt"), 0)
    return font


def _document(html: str, wide: float) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(_font(20))
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(wide, 10_000))
    document.setDefaultStyleSheet(
        f"h1 {{ font-size: 40px; font-weight: 600; margin: 0; color: {LIGHT['text']} }}"
        f"p {{ margin: 4px 0; color: {LIGHT['text2']} }} .caption {{ color: {LIGHT['text3']}; font-size: 17px }}"
        f"td {{ padding: 6px 10px 6px 0; color: {LIGHT['text']} }} .figure {{ font-size: 44px; font-weight: 600 }}"
        f".name {{ font-weight: 600; color: {LIGHT['text2']} }} .note {{ color: {LIGHT['warn']} }}"
    )
    document.setHtml(html)
    return document


def _above(found: AfterStop) -> str:
    f = found.figures
    asked = len(found.asked)
    share = "–" if f.sign_ups_of_crowd is None else f"{f.sign_ups_of_crowd:.1%}"
    crowd = "–" if f.attendance is None else f"{f.attendance:,}"
    rsvps = "" if f.rsvps is None else f"{f.rsvps:,} RSVPs"
    average = "" if found.average is None else f"tour average {found.average:.1%}"
    cards = (
        ("Crowd", crowd, rsvps),
        ("Sign-ups", f"{f.sign_ups:,}", so_many_people(f.people)),
        ("Of the crowd", share, average),
        (
            f"Called within {HOURS} h",
            f"{len(found.called_in_time) / asked:.0%}" if asked else "–",
            f"{len(found.called_in_time)} of {asked} who asked",
        ),
    )
    cells = "".join(
        f'<td width="25%"><span class="name">{escape(name)}</span><br><span class="figure">{escape(figure)}</span>'
        f'<br><span class="caption">{escape(told)}</span></td>'
        for name, figure, told in cards
    )
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in f.notes)
    heading = '<p class="name">Sign-ups through the day, by the quarter of an hour</p>' if found.through else ""
    return (
        f"<h1>{escape(found.title)}</h1><p>{escape(found.where_and_when)}</p>{_people(found)}<br>"
        f'<table width="100%" cellspacing="0">{"<tr>" + cells + "</tr>"}</table>{notes}{heading}'
    )


def _people(found: AfterStop) -> str:
    lead, helpers = found.event["lead"], found.event["volunteers"] or []
    parts = [f"Lead: {lead}" if lead else "", f"Volunteers: {', '.join(helpers)}" if helpers else ""]
    told = " · ".join(p for p in parts if p)
    return f"<p>{escape(told)}</p>" if told else ""


def _below(found: AfterStop) -> str:
    f = found.figures
    lines = (
        ("Asked us to get in touch", len(found.asked)),
        (f"Nobody called them in {HOURS} hours", len(found.late)),
        ("Not called yet", len(found.not_called)),
        ("Without a partner", len(found.no_partner)),
        ("Connected with a partner", f.connected),
        ("On the ballot", f.on_ballot),
    )
    rows = "".join(f'<tr><td width="80%">{escape(n)}</td><td align="right">{v:,}</td></tr>' for n, v in lines)
    ways = "".join(
        f'<tr><td width="80%">{escape(WAYS.get(way, way))}</td><td align="right">{n:,}</td></tr>'
        for way, n in f.by.items()
    )
    by = f'<p class="name">How they are known to belong here</p><table width="100%">{ways}</table>' if ways else ""
    return f'<p class="name">What is left to do, and how far they came</p><table width="100%">{rows}</table><br>{by}'


def _foot(painter: QPainter, found: AfterStop, wide: float, high: float) -> None:
    document = _document(f'<p class="caption">Credited by {escape(found.choice.words)}.</p>', wide)
    painter.save()
    painter.translate(0, high - document.size().height())
    document.drawContents(painter)
    painter.restore()
