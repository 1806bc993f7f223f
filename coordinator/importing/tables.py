"""Finding the tables of a file that are to be imported, each as a sheet of its own."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_heading
from coordinator.base.paths import name_of
from coordinator.importing.accounts import NotTaken
from coordinator.importing.columns import names_of
from coordinator.importing.plan import ANY_SHEET, ImportOptions
from coordinator.importing.problems import Problem
from coordinator.importing.recognition.cells import look
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.undress import undress
from coordinator.importing.targets import targets_of
from coordinator.records import opt_outs
from coordinator.records.catalog import IMPORTABLE
from coordinator.records.kinds import plain_text

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Sheet, Table

MOST_TOLD = 4
SAMPLE = 50
"""So many rows tell whether a column holds names."""


@dataclass(slots=True)
class Found:
    """The tables of a file.

    Attributes:
        tables: each with its sheet.
        left_out: names of tables that the user left out.
        parted: names of sheets that hold several tables.
        notes: what the user should know.
        problems: what could not be found.
        not_taken: the sheets, rows and cells that are no part of the tables.
    """

    tables: list[tuple["Sheet", "Table"]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    parted: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)

    def leave_out(self, sheet: str, why: str) -> None:
        """Note that a whole sheet is left out."""
        self.not_taken.append(NotTaken(sheet, None, "", "", why))


def find_tables(book: "Book", options: ImportOptions) -> Found:
    """Return the tables of a file that are to be imported.

    Raises:
        UserError: there is none; the text says why and what to do.
    """
    from coordinator.workbooks import NoTable, find_table, header_below

    result = Found()
    for sheet in _sheets(book, options, result):
        if sheet.name in options.left_out:
            result.left_out.append(sheet.name)
            result.leave_out(sheet.name, "left out by choice")
            continue
        try:
            table = find_table(sheet, header_row=_header_row(sheet, options))
            if _header_row(sheet, options) is None:
                below = header_below(sheet, table.header, table.header_rows[1], _is_known_heading)
                table = table if below is None else find_table(sheet, header_row=below)
        except NoTable as error:
            result.problems.append(Problem(name_of(book.path), sheet.name, None, "", "", str(error)))
            if any(plain_text(cell) for row in sheet.rows for cell in row):
                result.leave_out(sheet.name, "no header found")
        else:
            if _header_row(sheet, options) is None and (name := _name_in_header(table)):
                result.notes.append(
                    f"The headings of “{sheet.name}” are those of row {table.header_rows[1]}. “{name}” looks like a "
                    "person: if the list has no headings, say so at the columns (No header row) or with --header-row 0."
                )
            taken = _take_opt_outs_beside(sheet, table)
            result.not_taken += [line for line in _outside(sheet, table) if (line.row, line.text) not in taken]
            result.tables.append((sheet, _without_reasons(table)))
    _leave_empty_ones(result)
    if not result.tables and not result.left_out:
        raise UserError(_nothing(book, options, result))
    if len(book.sheets) > 1:
        result.notes += _few([p.message for p in result.problems])
        result.problems = []
    return result


def _outside(sheet: "Sheet", table: "Table") -> list[NotTaken]:
    """Return the rows and cells of a sheet that are no part of its table, with all of their words."""
    from coordinator.workbooks.header_signs import letters

    def words(number: int) -> list[tuple[int, str]]:
        row = sheet.rows[number - sheet.first_row]
        return [(index, text) for index, cell in enumerate(row) if (text := plain_text(cell))]

    rows = [
        NotTaken(sheet.name, number, "", " | ".join(text for _, text in words(number)), why)
        for number, why, _ in table.skipped
    ]
    width = len(table.header)
    beyond = [r.number for r in table.rows if len(sheet.rows[r.number - sheet.first_row]) > width]
    cells = [
        NotTaken(sheet.name, number, f"Column {letters(index)}", text, "beyond the last heading")
        for number in beyond
        for index, text in words(number)
        if index >= width
    ]
    names = dict(zip(table.places, table.header, strict=True))
    beside = [
        NotTaken(sheet.name, number, names.get(index, f"Column {letters(index)}"), text, why)
        for number, index, why, text in sheet.beside
        if number > table.header_rows[1]
    ]
    return rows + cells + beside


REMARKS = "Comments on cells"


def _take_opt_outs_beside(sheet: "Sheet", table: "Table") -> set[tuple[int | None, str]]:
    """Take comments on cells that may be opt-outs as a column of their own; return their rows and words."""
    from coordinator.workbooks.tables import TableRow

    there = {row.number for row in table.rows}
    said: dict[int, list[str]] = {}
    for number, _, _, text in sheet.beside:
        if number in there and (opt_outs.may_say_so(text) or opt_outs.said(text)):
            said.setdefault(number, []).append(text)
    if not said:
        return set()
    table.header.append(next(h for h in (REMARKS, f"{REMARKS} (2)") if h not in table.header))
    table.places = [*table.places, max(table.places, default=-1) + 1]
    table.rows = [TableRow(n, (*cells, "\n".join(said[n]) if n in said else None)) for n, cells in table.rows]
    return {(number, text) for number, texts in said.items() for text in texts}


def _header_row(sheet: "Sheet", options: ImportOptions) -> int | None:
    return options.header_row.get(sheet.name, options.header_row.get(ANY_SHEET))


_OF_PEOPLE = ("full_name", "first_name")


def _name_in_header(table: "Table") -> str | None:
    """Return a heading that is a name above a column of names; None if there is none."""
    for column, heading in enumerate(table.header):
        for kind in _OF_PEOPLE if " " in heading else _OF_PEOPLE[1:]:
            if (
                kind in kinds_of(heading)
                and _may_be_a_name(heading)
                and look([row.cells[column] for row in table.rows[:SAMPLE]]).mainly(kind)
            ):
                return heading
    return None


def _may_be_a_name(heading: str) -> bool:
    """Return whether a heading has a word of names and none of headings; *Contact person* is no person."""
    first, *_, last = words if len(words := heading.split()) > 1 else words * 2
    if "first_name" in kinds_of(first) and first.lower() not in ("my", "your", "our"):
        return True
    return "last_name" in kinds_of(last) and not concepts_of(undress(heading).words)


def _without_reasons(table: "Table") -> "Table":
    """Drop the column of reasons next to rows that were to be corrected."""
    from coordinator.workbooks import REASON, TableRow

    if REASON in table.header:
        at = table.header.index(REASON)
        table.header = [h for h in table.header if h != REASON]
        table.places = [p for i, p in enumerate(table.places) if i != at]
        table.rows = [TableRow(r.number, [c for i, c in enumerate(r.cells) if i != at]) for r in table.rows]
    return table


def _sheets(book: "Book", options: ImportOptions, result: Found) -> list["Sheet"]:
    """Return the selected sheets; one with several tables becomes a sheet for each."""
    from coordinator.workbooks import part, stacked, turned

    found = []
    for sheet in book.sheets:
        found_out = not book.stamp and _header_row(sheet, options) is None
        on_its_side = turned(sheet, _is_known_heading) or stacked(sheet, _is_known_heading) if found_out else None
        if on_its_side is not None:
            sheet, told = on_its_side
            result.notes.append(told)
        parts = part(sheet, _is_known_heading) if found_out else [sheet]
        if len(parts) > 1:
            result.parted.append(sheet.name)
            names = ", ".join(p.name for p in parts)
            result.notes.append(
                f"“{sheet.name}” holds {len(parts)} tables; each is taken as a sheet of its own: {names}. "
                "Leave out what is not wanted."
            )
        for some in parts:
            if options.sheet in (None, sheet.name, some.name):
                found.append(some)
            else:
                result.leave_out(some.name, "another sheet was chosen")
    return found


def _leave_empty_ones(result: Found) -> None:
    """Ignore sheets with only a header if others have rows."""
    filled = [(s, t) for s, t in result.tables if t.rows]
    if filled:
        result.notes += _few([n for _, t in result.tables if not t.rows for n in t.notes])
        for sheet, _ in ((s, t) for s, t in result.tables if not t.rows):
            result.leave_out(sheet.name, "no rows under its header")
        result.tables = filled


def _few(notes: list[str]) -> list[str]:
    """Return notes; if there are many, the first ones and how many more there are."""
    if len(notes) <= MOST_TOLD:
        return notes
    return [*notes[: MOST_TOLD - 1], f"{len(notes) - MOST_TOLD + 1} more sheets hold nothing that could be taken."]


def _nothing(book: "Book", options: ImportOptions, result: Found) -> str:
    if result.problems:
        return f"{name_of(book.path)}: {result.problems[0].message}"
    if options.sheet is not None:
        names = ", ".join(s.name for s in book.sheets)
        return f"{name_of(book.path)} has no sheet “{options.sheet}”. Its sheets are {names}."
    return f"{name_of(book.path)}: It has no sheet with anything in it."


@cache
def _known_headings() -> frozenset[str]:
    return frozenset(name for rt in IMPORTABLE for name in names_of(rt, targets_of(rt)))


_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def _is_known_heading(text: str) -> bool:
    """Return whether a text is the name of a field of any record type."""
    folded = fold_heading(_IN_BRACKETS.sub("", text)) or fold_heading(text)
    return folded in _known_headings() or folded in {"name", "fullname", "yourname"}
