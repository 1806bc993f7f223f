"""Report workbooks: tables with native charts; they are only for reading and do not come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.workbooks.live_texts import put_text
from coordinator.workbooks.replacing import replacing_xlsx

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEAD = 4
"""The row of the headings, counting from 0."""
WIDEST, NARROWEST = 60, 10
LINE_HEIGHT, ACROSS = 15.5, 9
TONES = ("#0B6470", "#5497A2", "#B9DADE", "#855000", "#7F8893", "#6A3F9C")
PATTERNS = (None, "wide_upward_diagonal", "dotted_grid", "horizontal_brick", "wide_downward_diagonal", "small_grid")
KINDS: dict[str, dict[str, str]] = {
    "bars": {"type": "bar"},
    "stacked bars": {"type": "bar", "subtype": "stacked"},
    "stacked columns": {"type": "column", "subtype": "stacked"},
}


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet.

    Attributes:
        name: the name on its tab.
        title, finding, means: what it shows, what it reveals, what is counted.
        rows: headings and rows of the table.
        shape: how it is drawn: `bars`, `stacked bars`, `stacked columns`, or nothing.
        unit: what the numbers are.
        totals: how many rows at the end (and columns, if there are several) are sums that no chart shows.
    """

    name: str
    title: str
    finding: str
    means: str
    rows: Sequence[Sequence[str | int | float]]
    shape: str
    unit: str
    totals: int = 0


def write_report(path: Path, title: str, sheets: Sequence[ReportSheet]) -> None:
    """Write a report.

    Raises:
        UserError: it cannot be written.
    """
    with replacing_xlsx(path) as book:
        book.set_properties({"title": title, "comments": "Made with Coordinator."})
        formats = _formats(book)
        for sheet in sheets:
            _sheet(book, sheet, formats)


def _formats(book: "xlsxwriter.Workbook") -> dict[str, "Format"]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "finding": book.add_format({"font_color": "#47515C"}),
        "means": book.add_format({"font_color": "#5E6873", "italic": True, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EDEE", "text_wrap": True, "valign": "top"}),
        "head number": book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E7EDEE", "text_wrap": True, "valign": "top", "align": "right"}
        ),
        "number": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "indent": 1}),
    }


def _sheet(book: "xlsxwriter.Workbook", sheet: ReportSheet, formats: dict[str, "Format"]) -> None:
    out = book.add_worksheet(sheet.name)
    out.hide_gridlines(2)
    out.set_landscape()
    out.fit_to_pages(1, 0)
    put_text(out, 0, 0, sheet.title, formats["title"])
    put_text(out, 1, 0, sheet.finding, formats["finding"])
    head, *rows = sheet.rows
    if sheet.means:
        out.merge_range(2, 0, 2, len(head) + ACROSS, sheet.means, formats["means"])
        out.set_row(2, LINE_HEIGHT * _lines(sheet.means, 120))
    for x, words in enumerate(head):
        put_text(out, HEAD, x, str(words), formats["head" if x == 0 or _is_text(rows, x) else "head number"])
    out.set_row(HEAD, LINE_HEIGHT * 2)
    for y, cells in enumerate(rows, HEAD + 1):
        out.set_row(y, LINE_HEIGHT * max(_lines(str(cell), WIDEST) for cell in cells))
        for x, cell in enumerate(cells):
            if isinstance(cell, str):
                put_text(out, y, x, cell, formats["text"])
            else:
                out.write_number(y, x, cell, formats["number"])
    for x in range(len(head)):
        longest = max((len(str(r[x])) for r in sheet.rows), default=0) + 2
        out.set_column(x, x, min(max(longest, NARROWEST), WIDEST))
    out.freeze_panes(HEAD + 1, 1)
    if sheet.shape and rows:
        _draw(book, out, sheet)


def _lines(text: str, wide: int) -> int:
    """Return how many lines a text needs: not every program adjusts row heights."""
    return max(1, -(-len(text) // wide))


def _is_text(rows: Sequence[Sequence[object]], column: int) -> bool:
    return bool(rows) and isinstance(rows[0][column], str)


def _draw(book: "xlsxwriter.Workbook", out: "Worksheet", sheet: ReportSheet) -> None:
    """Put a native chart next to the table; its parts have patterns as well as colors."""
    chart = book.add_chart(KINDS[sheet.shape])
    assert chart is not None  # only known types are used
    head, *rows = sheet.rows
    numbers = [x for x in range(1, len(head)) if not isinstance(rows[0][x], str)]
    numbers = numbers[: len(numbers) - sheet.totals] or numbers
    last = HEAD + len(rows) - sheet.totals
    for i, x in enumerate(numbers):
        chart.add_series(
            {
                "name": [sheet.name, HEAD, x],
                "categories": [sheet.name, HEAD + 1, 0, last, 0],
                "values": [sheet.name, HEAD + 1, x, last, x],
                "gap": 40,
                **_filled(i),
            }
        )
    standing = sheet.shape == "stacked columns"
    chart.set_title({"name": sheet.title, "name_font": {"size": 14}})
    labels = {"name": str(head[0]), "num_font": {"size": 9, **({"rotation": -45} if standing else {})}}
    chart.set_x_axis(labels if standing else {"name": sheet.unit, "num_format": "#,##0", "min": 0})
    chart.set_y_axis({"name": sheet.unit, "num_format": "#,##0", "min": 0} if standing else {**labels, "reverse": True})
    chart.set_legend({"position": "bottom"} if len(numbers) > 1 else {"none": True})
    chart.set_size({"width": 760, "height": max(360, 80 + (0 if standing else 24 * len(rows)))})
    out.insert_chart(HEAD, len(head) + 1, chart)


def _filled(series: int) -> dict[str, object]:
    tone, pattern = TONES[series % len(TONES)], PATTERNS[series % len(PATTERNS)]
    if pattern is None:
        return {"fill": {"color": tone}}
    return {"pattern": {"pattern": pattern, "fg_color": tone, "bg_color": "#FFFFFF"}, "border": {"color": tone}}
