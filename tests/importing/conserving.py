"""What an import kept of each cell, found without the program's own audit: for the test of the law of conservation.

`python -m tests.importing.conserving 20000` tries that many made sheets and prints every word that was lost;
`--from 5000` begins at that one, so that it can be run in pieces.
"""

import argparse
import csv
import datetime as dt
import io
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from coordinator.base.errors import UserError
from coordinator.importing.plan import ImportOptions, SheetPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, CROWD_FIGURE, EVENT, PARTNER, SIGNUP, RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import DATE_TIME, Compared
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.workbooks import stamp
from tests.importing.cell_words import lost_words, words_of
from tests.importing.made_sheets import made_sheet

NOT_SAID = frozenset({"id", "row", "created_at", "deleted_at", "came_in", "source", "candidate", "credited"})
"""Fields that do not hold a row's words, or hold all of them as they came, which would prove nothing."""


AGREED = "opted in i agreed 1.0 you may contact me"
REFUSED = "no thanks not yet f"
MARKED = "1.0 remove me opted out unsubscribed cleaned bounced deceased do not no contact call calls text texts e-mail e-mails"
ZONES = "Eastern Central Mountain Pacific Daylight Standard Time EDT EST ET CDT CST CT MDT MST MT PDT PST PT"
"""What else says that somebody agrees, refuses, or in which zone a time is."""
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_THOUSANDTHS = re.compile(r"(?<=:\d\d)\.\d{3}Z$")
BEYOND = 1e15
"""Spreadsheets keep no digit of a number from here on."""
OUR_SHEETS = frozenset({stamp.SHEET, stamp.LISTS, stamp.READ_ME})
"""Sheets that the program writes beside the records of a workbook that goes out."""
NOTHING_ELSE = frozenset({"no value", "any"})
"""Words of services for nothing, and of partners for no limit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell of a file: its sheet's name ("" for a csv), the row's number, the column from 0, and its text."""

    sheet: str
    row: int
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of a cell that an import neither kept nor named."""

    cell: Cell
    heading: str
    target: str
    words: tuple[str, ...]


def cells_of(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Iterator[Cell]:
    """Yield the filled cells of a csv or xlsx file, read without the program."""
    if path.suffix == ".xlsx":
        for sheet in (s for s in openpyxl.load_workbook(path, data_only=True).worksheets if s.title not in OUR_SHEETS):
            for cell in (c for row in sheet.iter_rows() for c in row):
                if cell.value not in (None, ""):
                    yield Cell(sheet.title, cell.row, cell.column - 1, _written(cell.value))
        return
    text = _decoded(path.read_bytes(), encoding)
    if delimiter is None:
        delimiter = max(",;\t|", key=text[: text.find("\n")].count)
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        for index, cell in enumerate(row):
            if cell.strip():
                yield Cell("", number, index, cell)


def _written(value: object) -> str:
    """Return a cell of a workbook in words: a number with the fifteen digits that spreadsheets keep, never as 1.2e+17."""
    if isinstance(value, float) and abs(value) >= BEYOND:
        return f"{Decimal(f'{value:.15g}'):f}"
    return str(value).removesuffix(" 00:00:00")


def _decoded(raw: bytes, encoding: str | None) -> str:
    for name in [encoding] if encoding else ["utf-16"] if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]:
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252")


def lost_by_import(campaign: Campaign, path: Path, cells: Iterable[Cell], **options: Any) -> list[Lost]:
    """Import a file and return the cells of which words were lost.

    Args:
        campaign: where to import it.
        path: the file.
        cells: its filled cells.
        options: decisions made beforehand.
    """
    plan = importing.plan(campaign, path, ImportOptions(**options))
    result = importing.apply(campaign, plan, author="Dana")
    said = _what_was_said(campaign, plan, result.new_ids)
    gone = {(line.sheet, line.column) for line in plan.not_taken if line.row is None}
    found = []
    for cell in cells:
        sheet = _sheet_of(plan.sheets, cell)
        name = sheet.name if sheet else cell.sheet or path.name
        if (name, "") in gone or (sheet is not None and cell.row <= sheet.header_row and _is_heading(sheet, cell)):
            continue
        column = next((c for c in sheet.columns if _place(sheet, c.index) == cell.index), None) if sheet else None
        heading = column.header if column else ""
        if (name, heading) in gone and heading:
            continue
        kept = [*said.get((name, cell.row), ()), *said.get((name, None), ())]
        once = said.get((name, heading), ()) if heading else ()  # a cell that stands in many rows is told once
        kept += [text for text in once if words_of(text) == words_of(cell.text)]
        if cell.text.casefold() in NOTHING_ELSE or cell.text in kept:
            continue
        together = "".join(word for text in kept for word in words_of(text))
        words = [w for w in lost_words(_plain(cell.text), map(_plain, kept)) if len(w) < 5 or w not in together]
        if words:
            found.append(Lost(cell, heading, column.target if column else "", tuple(words)))
    return found


def _place(sheet: SheetPlan, index: int) -> int:
    """Return where a column stands in the file; a sheet of ours has all columns where they stand."""
    return sheet.places[index] if sheet.places else index


def _sheet_of(sheets: Sequence[SheetPlan], cell: Cell) -> SheetPlan | None:
    """Return the sheet of a cell: where a sheet was read as several tables, the one in whose rows and columns it is."""
    there = [s for s in sheets if not cell.sheet or s.name == cell.sheet or s.name.startswith(f"{cell.sheet}, ")]
    across = [s for s in there if cell.index in s.places] or there
    return max((s for s in across if s.header_row <= cell.row), key=lambda s: s.header_row, default=(*across, None)[0])


def _plain(text: str) -> str:
    """Return a text with `U.S.` as `US`, and a time without its thousandths."""
    return _INITIALS.sub(r"\1", _THOUSANDTHS.sub("Z", text))


def _is_heading(sheet: SheetPlan, cell: Cell) -> bool:
    """Return whether a cell is in a row of headings: the last one, one above it, or words of a heading above."""
    if cell.row >= sheet.header_row - (2 if sheet.profile == "Qualtrics" else 1):
        return True
    return any(cell.text.strip() in column.header for column in sheet.columns)


def _what_was_said(
    campaign: Campaign, plan: Any, new_ids: Mapping[tuple[str, int], int]
) -> dict[tuple[str, Any], list[str]]:
    """Return (sheet, row number) → what stands in the campaign and in the report for that row."""
    said: dict[tuple[str, Any], list[str]] = defaultdict(list)
    for line in plan.not_taken:
        if line.why == "asked to be forgotten":
            continue
        said[line.sheet, line.row].append(line.text)
        if line.row is not None and line.column:
            said[line.sheet, line.column].append(line.text)
    for problem in plan.problems:
        said[problem.sheet, problem.row].append(problem.value)
        if problem.column:
            said[problem.sheet, problem.column].append(problem.value)
    records = _records(campaign)
    for row in plan.rows:
        number = (
            row.record_id if row.record_id is None or row.record_id > 0 else new_ids.get((row.record, row.record_id))
        )
        said[row.sheet, row.number] += records.get((row.record, number), ())
        for c in row.conflicts:
            said[row.sheet, row.number] += _texts_of(record_type(c.record).field(c.field), c.theirs)
    return said


def _records(campaign: Campaign) -> dict[tuple[str, int | None], list[str]]:
    """Return (record type, number) → all texts of a record, as stored and as shown, with those that belong to it."""
    found: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    with campaign.reading() as connection:
        for rt, owner in (
            (CANDIDATE, "id"),
            (PARTNER, "id"),
            (EVENT, "id"),
            (SIGNUP, "candidate"),
            (CROWD_FIGURE, "event"),
        ):
            full = query.typed(connection, rt)
            target = rt if owner == "id" else CANDIDATE if owner == "candidate" else EVENT
            for row in query.read_rows(connection, full, query.select_ids(connection, full)):
                found[target.key, row[owner]] += _texts(full, row)
        events = {r["id"]: r for r in query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))}
        for row in query.read_rows(connection, SIGNUP, query.select_ids(connection, SIGNUP)):
            if row["event"]:
                found[CANDIDATE.key, row["candidate"]] += _texts(EVENT, events[row["event"]])
    return found


def _texts(rt: RecordType, row: Mapping[str, Any]) -> list[str]:
    return [text for f in rt.fields if f.key not in NOT_SAID for text in _texts_of(f, row.get(f.key))]


def _texts_of(field: Field, value: Any) -> list[str]:
    """Return a value as stored, as shown, and in the words that people use for it."""
    if value in (None, ""):
        return []
    texts = [str(value), field.kind.show(value)]
    if isinstance(value, bool):
        texts.append(REFUSED if not value else MARKED if field.key.startswith("do_not_") else AGREED)
    terms = field.kind.item.vocabulary
    for item in (value if isinstance(value, list) else [value]) if terms is not None else ():
        term = terms.by_code.get(str(item))
        texts += [term.label, *term.synonyms] if term else []
    if field.kind.compared is Compared.AS_DATES and isinstance(value, str):
        texts += _ways_to_write(value)
    elif field.is_answer and (read := DATE_TIME.clean(value).value):  # a date is the same in another way to write it
        texts += _ways_to_write(str(read))
    return texts


def _ways_to_write(value: str) -> Iterator[str]:
    """Yield a date or time in the ways in which people write it, in all zones; which is right is tested elsewhere."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return
    for hours in range(-12, 15) if "T" in value else (0,):
        there = moment + dt.timedelta(hours=hours)
        yield f"{there.timestamp():.0f} {ZONES}"
        yield there.strftime("%Y %m %d %y %B %b %A %a %H %I %M %S %p T Z UTC GMT am pm th st nd rd at")
        yield f"{abs(hours)} {abs(hours)}00"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try made sheets, print what was lost, and return 1 if a sheet lost something, otherwise 0."""
    parser = argparse.ArgumentParser(description="Import made sheets and print every word that was lost.")
    parser.add_argument("number", type=int, help="how many sheets to try")
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED", help="the first one, from 0")
    said = parser.parse_args(arguments)
    failed = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.campaign"
        campaigns.create(template).close()
        for tried, seed in enumerate(range(said.first, said.first + said.number), 1):
            try:
                lost = lost_of_made_sheet(seed, template)
            except UserError as error:  # nothing of it is taken, and that is said
                refused += 1
                print(f"{seed}: refused: {error}", flush=True)
                continue
            if lost:
                failed += 1
                for one in lost:
                    where = f"{seed}: row {one.cell.row}, {one.heading!r} → {one.target}"
                    print(f"{where}: {one.cell.text!r} lost {one.words}", flush=True)
            if tried % 500 == 0 or tried == said.number:
                told = f"{tried} sheets tried from {said.first}: {failed} lost something, {refused} refused"
                print(told, file=sys.stderr, flush=True)
    return 1 if failed else 0


def lost_of_made_sheet(seed: int, template: Path) -> list[Lost]:
    """Import the made sheet of a seed into a copy of an empty campaign and return what was lost."""
    sheet = made_sheet(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = sheet.write(Path(folder))
        cells = [Cell("", c.row, c.index, c.text) for c in sheet.filled()]
        copy = Path(folder) / f"{seed}.campaign"
        shutil.copyfile(template, copy)
        with campaigns.open_(copy) as campaign:
            said = sheet.encoding if sheet.encoding in ("cp1252", "mac_roman") else None  # how it is told: other tests
            return lost_by_import(campaign, path, cells, encoding=said)


if __name__ == "__main__":
    sys.exit(main())
