"""Which comes first in dates such as `3/4/2025`, decided for whole columns and never cell by cell."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator.base.folding import without_accents
from coordinator.importing.accounts import NotTaken
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import Target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Hints, plain_text
from coordinator.records.kinds.dates import from_serial, is_serial

LEAP_YEAR = 2000
_NUMBER = re.compile(r"\d{4,6}(?:\.\d+)?")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?")
"""Seconds or thousandths of them since 1970, as programs count them."""
DAY_SECONDS = 86_400
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?")
_DAY_MONTH = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")


@dataclass(frozen=True, slots=True)
class DayOrders:
    """The orders of the date columns of a sheet.

    Attributes:
        first: heading → whether the day comes first; None if nothing shows it, or if the cells contradict each other.
        mixed: headings of columns whose cells contradict each other, or what their heading names; none of their dates
            is read until somebody says which order is right.
        notes: what was read like another column, differs between columns, or has to be decided.
    """

    first: Mapping[str, bool | None] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def day_orders(
    rt: RecordType,
    plans: Sequence[ColumnPlan],
    numbers: Sequence[int],
    columns: Sequence[CellColumn],
    decided: Mapping[str, bool],
    *,
    usual: bool | None,
) -> DayOrders:
    """Decide the order of each column with dates like `3/4/2025`.

    A person's decision overrides what the cells show. A heading that names the order is believed unless its cells
    contradict it. A column that shows nothing is read like the others of its sheet.

    Args:
        rt: the record type.
        plans: what each column becomes.
        numbers: the row numbers.
        columns: the cells by column.
        decided: heading → whether the day comes first, as a person said.
        usual: the order if no cell of the sheet shows one; None: it has to be asked.
    """
    targets = targets_of(rt)
    first: dict[str, bool | None] = {}
    shown: dict[str, bool] = {}
    mixed: set[str] = set()
    open_rows: dict[str, list[int]] = {}
    notes: list[str] = []
    for plan in (p for p in plans if p.target in targets and targets[p.target].dated):
        if targets[plan.target].whole_days:
            notes += _times_left_out(plan, numbers, columns[plan.index])
        notes += _counted_days(plan, numbers, columns[plan.index])
        numeric = {key: m for key, cell in columns[plan.index].distinct.items() if (m := _numeric(cell))}
        if not numeric:
            continue
        cells = [(n, numeric[key]) for n, key in zip(numbers, columns[plan.index].keys, strict=True) if key in numeric]
        days = [n for n, (a, b) in cells if a > 12 and _is_day(b, a)]
        months = [n for n, (a, b) in cells if b > 12 and _is_day(a, b)]
        if plan.header in decided:
            first[plan.header] = order = decided[plan.header]
            notes += _against(plan.header, order, months if order else days)
        elif (named := order_named(plan.header)) is not None and not (days and months):
            against = months if named else days
            first[plan.header] = None if against else named
            if against:
                mixed.add(plan.header)
                notes.append(_against_heading(plan.header, named, against))
        elif days and months:
            first[plan.header] = None
            mixed.add(plan.header)
            notes.append(
                f"The dates of {plan.header} contradict each other: {_rows(days)} can only have the day first, "
                f"{_rows(months)} only the month. None of these dates is taken: say which comes first, and mend the "
                "others."
            )
        elif days or months:
            first[plan.header] = shown[plan.header] = bool(days)
        else:
            open_rows[plan.header] = [n for n, (a, b) in cells if a != b]
            first[plan.header] = None if open_rows[plan.header] else False
    if usual is None and not shown and _are_spanish([plan.header for plan in plans]):
        notes += _days_first(first, open_rows)
    notes += _read_alike(first, shown, mixed, usual)
    return DayOrders(first, frozenset(mixed), tuple(notes))


def _times_left_out(plan: ColumnPlan, numbers: Sequence[int], column: CellColumn) -> list[str]:
    """Name the rows whose time of day is left out, since only the day is kept."""
    with_time = {key for key, cell in column.distinct.items() if _has_time(cell)}
    timed = [n for n, key in zip(numbers, column.keys, strict=True) if key in with_time] if with_time else []
    return [f"Only the day of {plan.header} is kept; the time of day in {_rows(timed)} is left out."] if timed else []


def times_left_out(
    sheet: str, rt: RecordType, plans: Sequence[ColumnPlan], numbers: Sequence[int], columns: Sequence[CellColumn]
) -> list[NotTaken]:
    """Return each cell with a time of day in a column of which only the day is kept.

    Args:
        sheet: the sheet's name.
        rt: the record type.
        plans: what each column becomes.
        numbers: the row numbers.
        columns: the cells by column.
    """
    targets = targets_of(rt)
    found = []
    for plan in (p for p in plans if p.target in targets and targets[p.target].whole_days):
        column = columns[plan.index]
        timed = {key: plain_text(cell) for key, cell in column.distinct.items() if _has_time(cell)}
        why = "only the day is kept, without its time"
        rows = zip(numbers, column.keys, strict=True) if timed else ()
        found += [NotTaken(sheet, n, plan.header, timed[key], why) for n, key in rows if key in timed]
    return found


def _counted_days(plan: ColumnPlan, numbers: Sequence[int], column: CellColumn) -> list[str]:
    """Name the rows whose number is read as the days that spreadsheet programs count."""
    counted = {
        key
        for key, cell in column.distinct.items()
        if not (isinstance(cell, str) and _is_date(cell)) and _counted(cell) is not None
    }
    if not counted:
        return []
    found = [(n, cell) for n, key, cell in zip(numbers, column.keys, column.cells, strict=True) if key in counted]
    day = from_serial(_counted(found[0][1]) or 0)
    return [
        f"Numbers in {plan.header} ({_rows([n for n, _ in found])}) are read as the days that spreadsheet programs "
        f"count: {plain_text(found[0][1])} is {day:%Y-%m-%d}."
    ]


def _counted(cell: object) -> float | None:
    """Return a number that may be a spreadsheet program's day; None for any other cell."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float) or (isinstance(cell, str) and _is_date(cell)):
        return None
    text = cell.strip() if isinstance(cell, str) else plain_text(cell)
    return float(text) if _NUMBER.fullmatch(text) and is_serial(float(text)) else None


def _is_date(cell: str) -> bool:
    """Return whether a text has signs that no number has, as nearly all dates do."""
    return "-" in cell or "/" in cell


_MIDNIGHT = re.compile(r"(?i)\b12:00(?::00(?:\.0+)?)?\s*a\.?m\b")
"""What databases write behind a day without a time of day."""


def _has_time(cell: object) -> bool:
    if isinstance(cell, str) and ":" not in cell and _is_date(cell):
        return False
    if isinstance(cell, dt.datetime):
        return cell.time() != dt.time()
    if (counted := _counted(cell)) is not None or isinstance(cell, int | float):
        return counted is not None and not counted.is_integer()
    if isinstance(cell, str) and (epoch := _EPOCH.fullmatch(cell.strip())):
        return int(epoch[1]) % DAY_SECONDS != 0
    match = _TIME.search(cell) if isinstance(cell, str) and not _MIDNIGHT.search(cell) else None
    return match is not None and match[0].strip("0:") != ""


def _against(heading: str, day_first: bool, rows: Sequence[int]) -> list[str]:
    """Name the rows whose date can only be read the other way than a person said."""
    if not rows:
        return []
    said, other = ("day", "month") if day_first else ("month", "day")
    return [
        f"The dates of {heading} are read with the {said} first, as you said. Look at {_rows(rows)}: there only the "
        f"{other} can come first, and it is read so."
    ]


_SIGN = r"(?:\s*[/.-]\s*|\s+)"
_DAY = r"(?:dd?|day|dia|jj?|jour)"
_MONTH = r"(?:mm?|month|mes|mois)"
_YEAR = r"(?:y{1,4}|year|a{2,4}|a|ano|annee)"
_DAY_NAMED_FIRST = re.compile(
    rf"(?<!\w)(?:{_DAY}{_SIGN}{_MONTH}{_SIGN}{_YEAR}|(?:dd|day|dia|jj|jour)/(?:mm|month|mes|mois))(?!\w)"
)
_MONTH_NAMED_FIRST = re.compile(
    rf"(?<!\w)(?:{_MONTH}{_SIGN}{_DAY}{_SIGN}{_YEAR}|(?:mm|month|mes|mois)/(?:dd|day|dia|jj|jour))(?!\w)"
)


def order_named(heading: str) -> bool | None:
    """Return whether a heading says that the day comes first, as `DD/MM/YYYY`; None if it names no order, or both."""
    text = without_accents(heading).lower()
    day, month = (pattern.search(text) is not None for pattern in (_DAY_NAMED_FIRST, _MONTH_NAMED_FIRST))
    return day if day != month else None


def _against_heading(heading: str, day_first: bool, rows: Sequence[int]) -> str:
    """Name the rows whose date can only be read the other way than the heading says."""
    said, other = ("day", "month") if day_first else ("month", "day")
    return (
        f"The heading {heading} names the {said} first, but {_rows(rows)} can only have the {other} first. None of "
        "these dates is taken: say which comes first, and mend the others."
    )


_SPANISH = re.compile(
    r"\b(nombres?|apellidos?|correos?|telefonos?|celular|fechas?|nacimiento|ciudad|municipio|estado|direccion|domicilio|"
    r"codigo|edad|genero|idiomas?|cargo|puesto|partido|comentarios?|notas|marca temporal|hora|eleccion|condado|"
    r"barrio|colonia|pais|sexo|ocupacion|quiere|puede|desea|que|como|cual|donde|cuando|por|para|del?|su|tu|el|la|los|las)\b"
)
_ENGLISH = re.compile(
    r"\b(names?|first|last|phone|date|birth|born|city|town|state|address|zip|age|gender|languages?|party|comments?|notes|"
    r"timestamp|county|country|office|election|the|your|you|of|do|what|how|when|where|would|are|to)\b"
)
_MOSTLY = 0.5


def _are_spanish(headings: Sequence[str]) -> bool:
    """Return whether the headings of a sheet are Spanish: `Email` is both, `Name / Nombre` is none."""
    plain = [without_accents(heading) for heading in headings]
    spanish = [bool(_SPANISH.search(text)) and not _ENGLISH.search(text) for text in plain]
    english = [bool(_ENGLISH.search(text)) for text in plain]
    return sum(spanish) >= _MOSTLY * len(plain) and sum(spanish) > 1 and not any(english)


def _days_first(first: dict[str, bool | None], rows: Mapping[str, Sequence[int]]) -> list[str]:
    """Read the dates of a Spanish sheet in which no cell shows an order with the day first, and tell it."""
    found = [heading for heading, order in first.items() if order is None and rows.get(heading)]
    first.update(dict.fromkeys(found, True))
    return [
        f"Dates of {heading} ({_rows(rows[heading])}) are read as day/month, since the headings are Spanish; no cell "
        "says which comes first."
        for heading in found
    ]


def _read_alike(
    first: dict[str, bool | None], shown: Mapping[str, bool], mixed: Collection[str], usual: bool | None
) -> list[str]:
    """Settle the columns that show no order, and return what the person should know."""
    notes = []
    open_ = [heading for heading, order in first.items() if order is None and heading not in mixed]
    orders = set(shown.values())
    if len(orders) == 1 and open_:
        first.update(dict.fromkeys(open_, (order := orders.pop())))
        word = "day/month" if order else "month/day"
        notes.append(f"Dates of {', '.join(open_)} are read as {word}, like those of {', '.join(shown)}.")
    elif len(orders) == 2:
        days, months = ([h for h, order in shown.items() if order is way] for way in (True, False))
        notes.append(f"Dates of {', '.join(days)} have the day first, those of {', '.join(months)} the month.")
    elif open_ and usual is not None:
        first.update(dict.fromkeys(open_, usual))
    if unsure := [h for h in open_ if first[h] is None]:
        notes.append(f"Dates of {', '.join(unsure)} are read as month/day; no cell says which comes first.")
    return notes


def _numeric(cell: object) -> tuple[int, int] | None:
    match = _DAY_MONTH.match(cell) if isinstance(cell, str) else None
    return (int(match[1]), int(match[2])) if match else None


def _is_day(month: int, day: int) -> bool:
    """Return whether a month has such a day: a date that does not exist shows no order."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR, month)[1]


def _rows(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:3])) + (", …" if len(numbers) > 3 else "")
    return f"row {named}" if len(numbers) == 1 else f"rows {named}"


def unread(target: Target) -> Target:
    """Return a target that takes no dates like `3/4/2025`, and says why."""

    def read(raw: object, hints: Hints) -> CellReading:
        if _numeric(raw) is None:
            return target.read(raw, hints)
        told = f"“{plain_text(raw)}” is not taken: other dates or the heading of this column contradict its order."
        return CellReading({}, (told,))

    return replace(target, read=read, clean=None)
