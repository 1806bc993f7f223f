"""csv: read any common encoding and separator, write UTF-8."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.progress import SILENT, Progress
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.workbooks import stamp, stamp_search
from coordinator.workbooks.book import Book, Cell, Sheet, UnreadableFile

if TYPE_CHECKING:
    from coordinator.workbooks.sheet_out import SheetOut

SEPARATORS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MIXED = "mixed"
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows (cp1252)",
    MIXED: "UTF-8 and Windows (cp1252), line by line",
}
csv.field_size_limit(1 << 24)


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace"), name
    if data[:200].count(0) > 20:
        name = "utf-16-le" if data[1:200:2].count(0) > data[:200:2].count(0) else "utf-16-be"
        return data.decode(name, errors="replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _by_lines(data) or _guessed(data)


def _by_lines(data: bytes) -> tuple[str, str] | None:
    """Decode each line separately if two lists were joined: some lines in UTF-8, some in Windows encoding."""
    lines = data.split(b"\n")
    beyond = [line for line in lines if not line.isascii()]
    whole = [line for line in beyond if _is_utf8(line)]
    if not whole:
        return None
    try:
        return "\n".join(line.decode("utf-8" if _is_utf8(line) else "cp1252") for line in lines), MIXED
    except UnicodeDecodeError:
        return None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes) -> tuple[str, str]:
    """Use cp1252, which office programs write; try another encoding only if that leaves gaps."""
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        name = best.encoding if best else "cp1252"
        return data.decode(name, errors="replace"), name


def separator_of(text: str) -> str:
    """Return the separator: the one named by `sep=`, otherwise the one that splits most lines the same way."""
    if match := re.match(r"sep=(.)\r?\n", text):
        return match.group(1)
    lines = [line for line in text[:65536].splitlines() if line.strip()][:30]

    def score(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        most = max(counts, default=1)
        return (sum(1 for c in counts if c == most) if most > 1 else 0, most)

    return max(SEPARATORS, key=lambda s: (score(s)[1] > 1, score(s)))


def read_csv(path: Path) -> Book:
    """Return the contents of a csv file.

    Raises:
        UnreadableFile: it cannot be read as text.
    """
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise UnreadableFile(f"{path.name} is open in another program. Close it there and try again.") from error
    text, encoding = decode(data)
    if text.count("\ufffd") > len(text) // 20 or text[:4096].count("\0") > 8:
        raise UnreadableFile(f"{path.name} is no list, whatever its name says. Export the list as xlsx or csv.")
    separator = separator_of(text)
    if re.match(r"sep=.\r?\n", text):
        text = "\n" + text.split("\n", 1)[1]
    if _MAIL.match(text) and re.search(r"(?im)^subject:", text[:8192]):
        raise UnreadableFile(f"{path.name} is an e-mail. Save the list that is attached to it, and import that.")
    rows, told = _rows(path, text.replace("\0", ""), separator)
    shown = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}.get(separator, separator)
    note = f"Read as {_NAMES.get(encoding, encoding)}, separated by {shown}."
    book = Book(path, "csv", [Sheet(path.name, rows)], notes=[note, *told])
    book.stamp = stamp_search.find(book)
    return book


_MAIL = re.compile(r"(?i)(from|to|date|received|return-path|delivered-to|mime-version|subject): ")


def _rows(path: Path, text: str, separator: str) -> tuple[list[list[Cell]], list[str]]:
    """Return the rows, and what the user should know about them.

    An opening quotation mark without a closing one would swallow the rest of the file into one cell: its
    line is read without it.
    """
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[Cell]] = []
    told: list[str] = []
    start = 0
    try:
        while start < len(lines):
            begun = start
            for row in (reader := csv.reader(lines[start:], delimiter=separator)):
                end = start + reader.line_num
                if end == len(lines) and _is_open(lines[begun:end], separator):
                    row = next(csv.reader([lines[begun].replace('"', "")], delimiter=separator))
                    told.append(f"Line {begun + 1} has a quotation mark that is not closed; it was read without it.")
                    end = begun + 1
                rows.append([cell if cell != "" else None for cell in row])
                begun = end
                if told and end < start + reader.line_num:
                    break
            start = begun
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} cannot be read as csv ({error}). Look for a quotation mark that is not closed."
        ) from error
    return rows, told


def _is_open(lines: list[str], separator: str) -> bool:
    """Return whether a record ends inside quotation marks."""
    if sum(line.count('"') for line in lines) % 2 == 0:
        return False
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def write_csv(path: Path, sheet: "SheetOut", stamped: "stamp.Stamp", *, progress: Progress = SILENT) -> None:
    """Write one type of record: row ID first, with the stamp in its heading; the export's code last in every row.

    Raises:
        UserError: the file cannot be written.
        Cancelled: the person cancelled; no file is left.
    """
    from coordinator.workbooks.cells import to_text
    from coordinator.workbooks.replacing import replacing

    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [stamp.id_heading(stamped), *(sheet.record_type.headings[f.key] for f in sheet.fields), "Export"]
        )
        for number, (row_id, values) in enumerate(zip(sheet.ids, sheet.rows, strict=True)):
            if number % 1000 == 0:
                progress.step(number, sheet.count, f"Writing {path.name}")
            writer.writerow([row_id, *_line(sheet.fields, values, to_text), stamped.export])


def _line(fields: Sequence[Field], values: Sequence[Value], to_text: Callable[[Field, Value], str]) -> list[str]:
    return [to_text(f, v) for f, v in zip(fields, values, strict=True)]
