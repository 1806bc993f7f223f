"""csv: read any common encoding and separator, write UTF-8."""

import csv
from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.base.paths import name_of
from coordinator.base.progress import SILENT, Progress
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.workbooks import dialects, encodings, other_files, second_sight, stamp, stamp_search
from coordinator.workbooks.book import OFTEN, Book, Cell, Sheet, UnreadableFile, name_errors
from coordinator.workbooks.dialects import Dialect
from coordinator.workbooks.open_marks import OpenMarks, is_open, without_open_mark
from coordinator.workbooks.text_options import AS_FOUND, TextOptions, TextRead

if TYPE_CHECKING:
    from coordinator.workbooks.sheet_out import SheetOut

_WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|"}
csv.field_size_limit(1 << 24)


def read_csv(path: Path, options: TextOptions = AS_FOUND) -> Book:
    """Return the contents of a csv file.

    Raises:
        UnreadableFile: it cannot be read as text.
        UserError: the separator or the encoding that someone named cannot be one.
    """
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise UnreadableFile(f"{path.name} is open in another program. Close it there and try again.") from error
    decoded = encodings.decode(data, options.encoding)
    text = decoded.text.replace("\ufeff", "")  # also where two files were joined
    if decoded.replaced > len(text) // 20 or text[:4096].count("\0") > 8:
        raise UnreadableFile(f"{path.name} is no list, whatever its name says. Export the list as xlsx or csv.")
    if told := other_files.by_text(text):
        raise UnreadableFile(f"{path.name} {told}")
    separator = _separator(options.separator)
    if named := dialects.marked(text):
        separator, text = separator or named[0], named[1]
    text = text.replace("\0", "")
    if separator is None and (addresses := second_sight.of_addresses(text)):
        text_read = TextRead(f"Read as {decoded.name}.", tuple(_doubts(decoded)))
        notes = [text_read.told, *text_read.doubts, addresses[1]]
        return Book(path, "csv", [Sheet(name_of(path), addresses[0])], notes=notes, text=text_read)
    dialect = dialects.dialect_of(text, separator)
    changed = []
    if dialects.usual_width(dialect, text) == 1 and (found := second_sight.of_one_column(text, separator)):
        text, dialect = found[0], dialects.dialect_of(found[0], separator)
        changed.append(found[1])
    rows, open_marks = _rows(path, dialects.without_text_marks(text, dialect), dialect)
    if joined := second_sight.with_whole_header(rows):
        changed.append(joined)
    shown = dialects.SHOWN.get(dialect.separator, dialect.separator)
    text_read = TextRead(f"Read as {decoded.name}, separated by {shown}.", tuple(_doubts(decoded)), decoded.single)
    notes = [text_read.told, *text_read.doubts, *changed, *open_marks]
    if any(sign in text for sign in ("#", "Err:5", "Fehler:5")):
        name_errors(rows)
    book = Book(path, "csv", [Sheet(name_of(path), rows)], notes=notes, text=text_read)
    book.stamp = stamp_search.find(book)
    return book


def _separator(said: str | None) -> str | None:
    if said is None:
        return None
    separator = _WORDS.get(said.casefold(), said)
    if len(separator) != 1 or separator.isalnum() or separator in "\"'\r\n":
        raise UserError(f"“{said}” is no separator. Write one character, or tab, comma, semicolon or bar.")
    return separator


def _doubts(decoded: "encodings.Decoded") -> list[str]:
    """Return what the user should know about the letters of a text."""
    told = []
    if decoded.near:
        other, here, there = decoded.near
        told.append(
            f"“{here}” could also be “{there}”: if that is right, its encoding is {other} "
            "(--encoding, or at the columns)."
        )
    if decoded.unlike:
        told.append(
            f"It is not certain that “{decoded.unlike}” is what was written. If its letters are wrong, export the list "
            "again as UTF-8, or name its encoding (--encoding, or at the columns)."
        )
    if decoded.replaced:
        told.append(
            f"Letters that cannot be read: {decoded.replaced}; � stands for them. Export the list again as UTF-8, "
            "or name its encoding with --encoding."
        )
    return told


def _rows(path: Path, text: str, dialect: Dialect) -> tuple[list[list[Cell]], list[str]]:
    """Return the rows, and what the user should know about them.

    An opening quotation mark without a closing one would swallow the next lines into one cell: its line is read
    without it.
    """
    lines = dialects.lines_of(dialect.prepared(text))
    usual = dialects.usual_width(dialect, text)
    rows: list[list[Cell]] = []
    told: list[str] = []
    marks = OpenMarks(dialect, usual)
    start = 0
    known: dict[str, Cell] = {"": None}
    try:
        if dialect.quote not in text and not dialect.escaped:  # a record is a line
            reader = dialect.reader(lines)
            first = list(islice(reader, OFTEN))
            known.update((cell, cell) for row in first for cell in row if cell)
            return [list(map(known.get, row, row)) for row in chain(first, reader)], told
        while start < len(lines):
            begun = start
            for row in (reader := dialect.reader(lines[start:])):
                end = start + reader.line_num
                stray = end - begun > 1 and marks.joins_records(lines[begun:end], row, begun + 1)
                if stray or (end == len(lines) and is_open(lines[begun:end], dialect)):
                    row = without_open_mark(lines[begun], dialect, usual)
                    told.append(f"Line {begun + 1} has a quotation mark that is not closed; it was read without it.")
                    stray, end = True, begun + 1
                if len(rows) < OFTEN:
                    known.update((cell, cell) for cell in row if cell)
                rows.append(list(map(known.get, row, row)))
                begun = end
                if stray:
                    break
            start = begun
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} cannot be read as csv ({error}). Look for a quotation mark that is not closed."
        ) from error
    return rows, told + marks.told()


def write_csv(path: Path, sheet: "SheetOut", stamped: "stamp.Stamp", *, progress: Progress = SILENT) -> None:
    """Write one type of record: row ID first, with the stamp in its heading; the export's code last in every row.

    Raises:
        UserError: the file cannot be written.
        Cancelled: the person cancelled; no file is left.
    """
    from coordinator.workbooks.cells import to_text
    from coordinator.workbooks.live_texts import marked
    from coordinator.workbooks.replacing import replacing

    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [stamp.id_heading(stamped), *(marked(sheet.record_type.headings[f.key]) for f in sheet.fields), "Export"]
        )
        for number, (row_id, values) in enumerate(zip(sheet.ids, sheet.rows, strict=True)):
            if number % 1000 == 0:
                progress.step(number, sheet.count, f"Writing {path.name}")
            writer.writerow([row_id, *_line(sheet.fields, values, to_text), stamped.export])


def _line(fields: Sequence[Field], values: Sequence[Value], to_text: Callable[[Field, Value], str]) -> list[str]:
    return [to_text(f, v) for f, v in zip(fields, values, strict=True)]
