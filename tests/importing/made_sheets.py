"""Made sheets: sign-up sheets of random columns, wordings and oddities, to try the law of conservation on.

`made_sheet(seed)` gives the same sheet for the same seed, always. `MadeSheet.write(folder)` writes it as csv
(of some separator, quoting and encoding) or xlsx; `MadeSheet.filled()` says which texts must be found again
after an import, and where they stand.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, Literal

import xlsxwriter

from tests.importing.made_cells import KINDS, PLACES, cell_of, somebody

XLSX_SHARE: Final = 0.15
ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?")
ALONE: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
"""Encodings that hold every sheet; the others are taken only if every letter exists in them."""
_MADE: Final = dt.datetime(2025, 6, 1)
_WRAPPED: Final = ('="{}"', "'{}")
"""How programs write digits into a csv that shall stay text."""
_HABIT: Final = ("plain", "plain", "plain", "numbered", "question", "starred", "html", "shouted", "dotted")


@dataclass(frozen=True, slots=True)
class MadeCell:
    """One cell.

    Attributes:
        shown: its text, as a spreadsheet program shows it; empty if the cell is.
        kind: what the column holds (a key of `KINDS`); empty outside the records.
        value: what an xlsx holds, if not the text.
        format: the xlsx number format that makes `shown` of `value`.
    """

    shown: str
    kind: str = ""
    value: float | bool | dt.datetime | None = None
    format: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text that must be found again after an import.

    Attributes:
        row: the row's number in the file, as a spreadsheet program counts (from 1).
        index: the column, from 0.
        heading: the heading above it, as it stands in the file; empty if there is none.
        kind: what the column holds (a key of `KINDS`); empty outside the records.
        text: the cell's text.
        part: `record`, `above` (a title), `again` (the header once more) or `below` (under the records).
    """

    row: int
    index: int
    heading: str
    kind: str
    text: str
    part: str


@dataclass(slots=True)
class MadeSheet:
    """One sheet and how it is written.

    Attributes:
        seed: what it was made from.
        format: `csv` or `xlsx`.
        headings: one for each column; some are empty, some are equal.
        kinds: what each column holds (keys of `KINDS`); empty for a column without cells.
        rows: all rows of the file in order, each with its part (`above`, `group`, `header`, `record`, `blank`,
            `again`, `below`).
        encoding, delimiter, quote_all, line_end, blank_after: how a csv is written (`blank_after`: a blank
            follows every separator).
        merged: xlsx cells that are merged, as (first row, first column, last row, last column), from 0.
    """

    seed: int
    format: str
    headings: list[str]
    kinds: list[str]
    rows: list[tuple[str, list[MadeCell]]] = field(default_factory=list)
    encoding: str = "utf-8"
    delimiter: str = ","
    quote_all: bool = False
    line_end: str = "\r\n"
    blank_after: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name."""
        return f"made-{self.seed:05d}.{self.format}"

    def filled(self) -> Iterator[Filled]:
        """Yield every cell that is not empty and no heading: what an import must keep, name or say it leaves out."""
        for number, (part, cells) in enumerate(self.rows, 1):
            if part in ("header", "group", "blank"):
                continue
            for index, cell in enumerate(cells):
                if cell.shown.strip():
                    yield Filled(number, index, self.headings[index], cell.kind, cell.shown, part)

    def write(self, folder: Path) -> Path:
        """Write the sheet into a folder under its name and return the file."""
        path = folder / self.name
        if self.format == "csv":
            path.write_bytes(self._text().encode(self.encoding))
        else:
            self._write_xlsx(path)
        return path

    def _text(self) -> str:
        out = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL
        writer = csv.writer(out, delimiter=self.delimiter, quoting=quoting, lineterminator=self.line_end)
        for _, cells in self.rows:
            if not self.blank_after:
                writer.writerow([c.shown for c in cells])
                continue
            quoted = ['"' + c.shown.replace('"', '""') + '"' if _needs_quotes(c.shown) else c.shown for c in cells]
            out.write(f"{self.delimiter} ".join(quoted) + self.line_end)
        return out.getvalue()

    def _write_xlsx(self, path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": _MADE})
            sheet = book.add_worksheet("Sheet1")
            for y, (_, cells) in enumerate(self.rows):
                for x, cell in enumerate(cells):
                    style = book.add_format({"num_format": cell.format}) if cell.format else None
                    if cell.shown in ERRORS:
                        sheet.write_formula(y, x, "=NA()", None, cell.shown)
                    elif isinstance(cell.value, bool):
                        sheet.write_boolean(y, x, cell.value, style)
                    elif isinstance(cell.value, dt.datetime):
                        sheet.write_datetime(y, x, cell.value, style)
                    elif cell.value is not None:
                        sheet.write_number(y, x, cell.value, style)
                    elif cell.shown:
                        sheet.write_string(y, x, cell.shown)
            for top, left, bottom, right in self.merged:
                sheet.merge_range(top, left, bottom, right, self.rows[top][1][left].shown)


def made_sheet(seed: int, format: str | None = None) -> MadeSheet:
    """Return the sheet of a seed.

    Args:
        seed: the same number gives the same sheet.
        format: `csv` or `xlsx`; None: mostly csv, at times xlsx.
    """
    random = Random(f"made sheet {seed}")
    chosen = "xlsx" if random.random() < XLSX_SHARE else "csv"
    kinds = _kinds(random)
    sheet = MadeSheet(seed, format or chosen, _headings(kinds, random), kinds)
    records = _records(sheet, random)
    _put_together(sheet, records, random)
    if sheet.format == "csv":
        _dress(sheet, random)
    return sheet


def _kinds(random: Random) -> list[str]:
    """Return what the columns hold: mostly a name, an address and a number, and any others, in any order."""
    name = ["whole name"] if random.random() < 0.6 else ["given name", "family name"]
    usual = name + [k for k in ("e-mail", "phone") if random.random() < 0.85]
    others = [k for k in KINDS if k not in ("whole name", "given name", "family name", "e-mail", "phone")]
    kinds = usual + random.sample(others, random.randrange(2, 12))
    if random.random() < 0.2:
        kinds.append(random.choice(("phone", "e-mail", "notes", "whole name", "question", "office")))
    if random.random() < 0.35:
        random.shuffle(kinds)
    if random.random() < 0.15:
        kinds.insert(random.randrange(1, len(kinds)), "")
    return kinds


def _headings(kinds: Sequence[str], random: Random) -> list[str]:
    """Return a heading for each column, in one habit; some are missing, some say nothing, some come twice."""
    habit = random.choice(_HABIT)
    headings = [_worded(random.choice(KINDS[k].headings), n, habit) if k else "" for n, k in enumerate(kinds, 1)]
    if random.random() < 0.15:
        headings[random.randrange(1, len(headings))] = ""
    if random.random() < 0.15:
        headings[-1] = headings[random.randrange(len(headings))]
    if random.random() < 0.06:
        headings = [f"Column {n}" if h and n % 2 else h for n, h in enumerate(headings, 1)]
    if not headings[0]:
        headings[0] = "Line"
    return headings


def _worded(heading: str, number: int, habit: str) -> str:
    match habit:
        case "numbered":
            return f"{number}. {heading}"
        case "question":
            return f"Q{number}: {heading}"
        case "starred":
            return f"{heading} *"
        case "html":
            return f"<p><strong>{heading}</strong></p>"
        case "shouted":
            return heading.upper()
        case "dotted":
            return "person." + "_".join(heading.lower().replace("?", "").replace(".", "").split())
        case _:
            return heading


def _records(sheet: MadeSheet, random: Random) -> list[list[MadeCell]]:
    people = [somebody(random) for _ in range(random.randrange(3, 26))]
    if random.random() < 0.3:
        people.append(random.choice(people))
    records = []
    wrapped = random.choice(_WRAPPED) if random.random() < 0.06 else ""
    for person in people:
        cells = [MadeCell(cell_of(KINDS[k], person, random), k) if k else MadeCell("") for k in sheet.kinds]
        if sheet.format == "xlsx":
            cells = [_typed(c, random) for c in cells]
        elif wrapped:
            cells = [MadeCell(wrapped.format(c.shown), c.kind) if c.shown.isdigit() else c for c in cells]
        records.append(cells)
    return records


def _typed(cell: MadeCell, random: Random) -> MadeCell:
    """Return a cell as a spreadsheet program may hold it: a number with a format, a date, an error."""
    text = cell.shown
    if cell.kind and random.random() < 0.01:
        return MadeCell(random.choice(ERRORS), cell.kind)
    if random.random() < 0.5:
        return cell
    if text.isascii() and text.isdigit() and len(text) < 15:
        return MadeCell(text, cell.kind, float(text), "0" * len(text) if text[0] == "0" or len(text) > 9 else "0")
    if text in ("TRUE", "Yes", "No") and cell.kind in ("consent", "share"):
        return MadeCell("FALSE" if text == "No" else "TRUE", cell.kind, text != "No")
    for pattern, format_ in (
        ("%m/%d/%Y", "mm/dd/yyyy"),
        ("%Y-%m-%d", "yyyy-mm-dd"),
        ("%Y-%m-%d %H:%M:%S", "yyyy-mm-dd hh:mm:ss"),
    ):
        try:
            return MadeCell(text, cell.kind, dt.datetime.strptime(text, pattern), format_)
        except ValueError:
            continue
    return cell


def _put_together(sheet: MadeSheet, records: list[list[MadeCell]], random: Random) -> None:
    """Put titles above the header, records below it, and what stands between and under them."""
    width = len(sheet.headings)
    header = [MadeCell(h) for h in sheet.headings]

    def line(*texts: str) -> list[MadeCell]:
        return [MadeCell(t) for t in texts[:width]] + [MadeCell("")] * (width - len(texts))

    if random.random() < 0.15:
        sheet.rows.append(("above", line(f"Sign-in – {random.choice(PLACES)[0]}, typed by Dee")))
        if random.random() < 0.5:
            sheet.rows.append(("blank", line()))
        elif sheet.format == "xlsx" and width > 2:
            sheet.merged.append((0, 0, 0, 2))
    if random.random() < 0.06 and width > 4:
        at = random.randrange(1, width - 2)
        group, header[at], header[at + 1] = line(), MadeCell("Home"), MadeCell("Work")
        group = [*header[:at], MadeCell(sheet.headings[at]), MadeCell(""), *header[at + 2 :]]
        sheet.headings[at], sheet.headings[at + 1] = f"{sheet.headings[at]}: Home", f"{sheet.headings[at]}: Work"
        sheet.rows += [
            ("group", group),
            ("header", [MadeCell(h.shown if i in (at, at + 1) else "") for i, h in enumerate(header)]),
        ]
    else:
        sheet.rows.append(("header", header))
    for cells in records:
        if random.random() < 0.015:
            sheet.rows.append(("blank", line()))
        sheet.rows.append(("record", cells))
    if random.random() < 0.07 and sheet.rows[-1][0] == "record":
        again = [MadeCell(h) for h in sheet.headings]
        sheet.rows.insert(len(sheet.rows) - random.randrange(1, 3), ("again", again))
    if random.random() < 0.18:
        below = (
            line("", f"Total {len(records)}"), line(f"Total: {len(records)}"), line("* = wants a call back"), line("Printed by Dee, page 1 of 1"),
            line("", "303-555-0144"), line("Cher"),
        )  # fmt: skip
        if random.random() < 0.6:
            sheet.rows.append(("blank", line()))
        sheet.rows += [("below", random.choice(below)) for _ in range(random.randrange(1, 3))]
    if sheet.format == "xlsx" and random.random() < 0.2:
        _merge_two(sheet, random)


def _merge_two(sheet: MadeSheet, random: Random) -> None:
    """Merge a text with the cell under it, as is done when the same holds for two people."""
    top, left = random.randrange(len(sheet.rows) - 1), random.randrange(len(sheet.headings))
    (part, upper), (next_part, lower) = sheet.rows[top], sheet.rows[top + 1]
    alone = bool(upper[left].shown) and upper[left].value is None and upper[left].shown not in ERRORS
    if part == next_part == "record" and alone:
        lower[left] = MadeCell("", upper[left].kind)
        sheet.merged.append((top, left, top + 1, left))


def _needs_quotes(text: str) -> bool:
    return any(c in text for c in '",;\t|\n') or text != text.strip()


def _dress(sheet: MadeSheet, random: Random) -> None:
    """Choose how a csv is written; an encoding only if it holds every letter."""
    sheet.delimiter = random.choices((",", ";", "\t", "|"), (60, 20, 15, 5))[0]
    sheet.quote_all = random.random() < 0.33
    sheet.line_end = random.choice(("\r\n", "\n"))
    sheet.blank_after = sheet.delimiter in ",;" and random.random() < 0.05
    encoding = random.choices(
        ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac_roman"), (50, 18, 18, 6, 4, 4)
    )[0]
    text = "".join(c.shown for _, cells in sheet.rows for c in cells)
    if encoding not in ALONE and (not _fits(text, encoding) or sum(not c.isascii() for c in text) < 6):
        encoding = "utf-8"
    sheet.encoding = encoding


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
