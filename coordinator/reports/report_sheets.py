"""A report as sheets: the figures, and each chart with its table."""

from coordinator.reports import charts
from coordinator.reports.charts import Chart
from coordinator.reports.definitions import FIGURES
from coordinator.reports.weekly_report import WeeklyReport
from coordinator.workbooks.report_book import ReportSheet

SHAPES = {charts.WEEKS: "stacked columns", charts.STACKED: "stacked bars"}


def sheets_of(report: WeeklyReport) -> list[ReportSheet]:
    """Return the sheets of a report: figures first, definitions last."""
    rows: list[list[str | int]] = [["Figure", *report.columns]]
    rows += [[FIGURES[key].label, *numbers] for key, numbers in report.rows.items()]
    summary = ReportSheet("Figures", report.title, report.made, "", rows, "", "")
    meanings = [["Figure", "What it counts"], *([name, means] for name, means in report.definitions)]
    definitions = ReportSheet("What is counted", "What is counted", "", "", meanings, "", "")
    return [summary, *(sheet_of(chart) for chart in report.charts), definitions]


def sheet_of(chart: Chart) -> ReportSheet:
    """Return a chart with its table, with one column per part of a bar."""
    shape = SHAPES.get(chart.kind, "bars") if chart.marks else ""
    name = chart.title.replace(":", "")[:31]
    return ReportSheet(name, chart.title, chart.finding, chart.means, wide(chart), shape, chart.unit)


def wide(chart: Chart) -> list[list[str | int]]:
    """Return a chart's table with a row per label and a column per part; notes come last."""
    first = chart.headings[0] or "What"
    if len(chart.groups) < 2:
        marks = [m for m in chart.marks if m.number or chart.key != "states"]
        marks = sorted(marks, key=lambda m: -m.number) if chart.key == "states" else marks
        note = chart.headings[2] or "Beside it"
        single: list[list[str | int]] = [[m.label, m.number, m.note] for m in marks]
        return [[first, chart.unit, note], *single]
    rows: dict[str, dict[str, int]] = {}
    for mark in chart.marks:
        rows.setdefault(mark.label, {})[mark.group] = mark.number
    body: list[list[str | int]] = [[label, *(parts.get(g, 0) for g in chart.groups)] for label, parts in rows.items()]
    return [[first, *chart.groups], *body]
