"""The weekly report: one set of figures and charts, written as a workbook, PDF or text."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import EVENT, PARTNER, SOURCE
from coordinator.records.kinds.dates import long_date
from coordinator.records.vocabularies import vocabulary
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.definitions import FIGURES, in_force
from coordinator.reports.figures import figures
from coordinator.reports.overview import whole, world
from coordinator.reports.periods import WEEK, Period, monday
from coordinator.reports.scope import Scope
from coordinator.reports.weekly_report import WeeklyReport
from coordinator.store import query


def gather(
    connection: Connection, campaign: str, scope: Scope, moment: str | None = None, progress: Progress = SILENT
) -> WeeklyReport:
    """Count a report's content, now or as of a time in UTC."""
    this = monday(scope.day)
    spans = {
        scope.period.label or scope.period.in_words: scope.period,
        f"Week of {long_date(this - WEEK)}": _week(scope, this - WEEK),
        f"Week of {long_date(this - 2 * WEEK)}": _week(scope, this - 2 * WEEK),
        "This week so far": _week(scope, this),
    }
    with world(connection, moment, progress) as at:
        found = whole(at, Wanted(scope), progress)
        credit = in_force(at.counted)
        several = [
            dict(found.figures),
            *(figures(at.counted, replace(scope, period=p)) for p in list(spans.values())[1:]),
        ]
    rows = {key: tuple(numbers[key] for numbers in several) for key in FIGURES}
    made = _made(scope, moment)
    if found.undated is not None and found.undated.number:
        many = "1 person" if found.undated.number == 1 else f"{found.undated.number:,} people"
        made += f" · {many} without a date, in “At any time” alone"
    return WeeklyReport(_title(connection, campaign, scope), made, tuple(spans), rows, found.charts, credit)


def _week(scope: Scope, begins: dt.date) -> Period:
    return Period("", begins, begins + WEEK - dt.timedelta(days=1), scope.period.zone)


def _title(connection: Connection, campaign: str, scope: Scope) -> str:
    """Return who the report is about."""
    about = [
        query.titles(connection, rt, [number]).get(number, rt.label)
        for rt, number in ((PARTNER, scope.partner), (EVENT, scope.event), (SOURCE, scope.source))
        if number is not None
    ]
    if scope.state:
        about.append(vocabulary("states").label(scope.state))
    return " – ".join(["Weekly report", *(about or [campaign.removesuffix(".campaign")])])


def _made(scope: Scope, moment: str | None) -> str:
    if moment is None:
        return f"As of {long_date(scope.day)}"
    local = dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(scope.period.zone))
    return f"As it stood on {long_date(local.date())}, {local:%H:%M}"


def write(report: WeeklyReport, path: Path) -> None:
    """Write a report in the format given by the file extension.

    Raises:
        UserError: the extension is unknown, or the file cannot be written.
    """
    writers: dict[str, Callable[[WeeklyReport, Path], None]] = {".xlsx": _workbook, ".pdf": _pdf, ".txt": _text}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserError(
            f"A report is written as .xlsx, .pdf or .txt; {path.name} is none of these. Choose such an ending."
        )
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} is not there. Make it first, or choose another.")
    writer(report, path)


def _workbook(report: WeeklyReport, path: Path) -> None:
    from coordinator.reports.report_sheets import sheets_of
    from coordinator.workbooks.report_book import write_report

    write_report(path, report.title, sheets_of(report))


def _pdf(report: WeeklyReport, path: Path) -> None:
    from coordinator.reports.pdf import write_pdf

    write_pdf(report, path)


def _text(report: WeeklyReport, path: Path) -> None:
    from coordinator.workbooks.replacing import replacing

    with replacing(path) as part:
        part.write_text(as_text(report), encoding="utf-8")


def as_text(report: WeeklyReport) -> str:
    """Return a report as text to paste into an e-mail."""
    lines = [report.title, report.made, ""]
    wide = max(len(f.label) for f in FIGURES.values()) + 2
    for key, numbers in report.rows.items():
        lines.append(f"{FIGURES[key].label}:".ljust(wide) + f"{numbers[0]:>11,}")
    lines += ["", f"{report.columns[1]} (and the week before)"]
    for key, numbers in report.rows.items():
        lines.append(f"{FIGURES[key].label}:".ljust(wide) + f"{numbers[1]:>11,}   ({numbers[2]:,})")
    lines += ["", report.columns[3]]
    for key, numbers in report.rows.items():
        lines.append(f"{FIGURES[key].label}:".ljust(wide) + f"{numbers[3]:>11,}")
    for chart in report.charts:
        lines += ["", f"{chart.title}: {chart.finding}"]
        shown = [m for m in chart.marks if m.number and chart.kind != "weeks"]
        if chart.key == "states":
            shown = sorted(shown, key=lambda m: -m.number)
        lines += [
            f"  {m.label}{', ' + m.group if m.group else ''}: {m.number:,}{' – ' + m.note if m.note else ''}"
            for m in shown
        ]
    lines += ["", "What is counted", *(f"  {name}: {means}" for name, means in report.definitions)]
    return "\n".join(lines) + "\n"
