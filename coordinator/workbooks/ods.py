"""Our workbooks as ods, written row by row.

No library fits: odfpy keeps every cell in memory (45,000 rows of 25 columns: about 2 GB and a minute), and
odfdo is even slower. We write little: text, numbers, dates, column styles, lists to choose from.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from coordinator.base.progress import Progress
from coordinator.records.fields import Field
from coordinator.workbooks import ods_parts
from coordinator.workbooks.cells import Cell, rule_of
from coordinator.workbooks.header_signs import letters
from coordinator.workbooks.read_me import TITLE, About, lines
from coordinator.workbooks.replacing import replacing
from coordinator.workbooks.sheet_out import SPARE_ROWS, STEP, SheetOut, legal_text
from coordinator.workbooks.stamp import FIRST_CELL, LISTS, READ_ME, SHEET, Stamp

PIXELS_PER_CM = 38.0


def write_ods(path: Path, sheets: Sequence[SheetOut], stamp: Stamp, about: About, *, progress: Progress) -> None:
    """Write a workbook with one sheet per record type.

    Raises:
        UserError: the file cannot be written.
        Cancelled: the person cancelled; no file is left.
    """
    with replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ods_parts.MIME)
        archive.writestr("META-INF/manifest.xml", ods_parts.MANIFEST)
        archive.writestr("meta.xml", ods_parts.meta(stamp.short()))
        archive.writestr("styles.xml", ods_parts.STYLES)
        archive.writestr("settings.xml", ods_parts.settings([s.record_type.plural for s in sheets]))
        with archive.open("content.xml", "w", force_zip64=True) as file:
            _Content(file, sheets, stamp, about, progress).write()


class _Content:
    """The part with the cells, from beginning to end."""

    def __init__(
        self, file: IO[bytes], sheets: Sequence[SheetOut], stamp: Stamp, about: About, progress: Progress
    ) -> None:
        self._file, self._sheets, self._stamp, self._about, self._progress = file, sheets, stamp, about, progress
        self._lists: dict[str, list[str]] = {}
        self._widths: list[int] = []
        for sheet in sheets:
            for field in sheet.fields:
                self._widths.append(field.width)
                if found := sheet.choices(field):
                    self._lists.setdefault(*found)

    def write(self) -> None:
        """Write all of it."""
        self._say(ods_parts.opening(self._automatic_styles()))
        self._say(self._validations())
        done, total = 0, sum(s.count for s in self._sheets)
        for sheet in self._sheets:
            self._sheet(sheet, done, total)
            done += sheet.count
        texts = [TITLE, *lines(self._sheets, self._stamp, self._about)]
        self._plain_sheet(READ_ME, [[text] for text in texts], style="read", shown=True)
        longest = max(map(len, self._lists.values()), default=0)
        columns = [[*labels, *[""] * (longest - len(labels))] for labels in self._lists.values()]
        if columns:
            self._plain_sheet(LISTS, list(zip(*columns, strict=True)))
        self._plain_sheet(SHEET, [[FIRST_CELL], [self._stamp.whole()]])
        self._say(ods_parts.closing(self._filters()))

    def _say(self, text: str) -> None:
        self._file.write(text.encode())

    def _automatic_styles(self) -> str:
        widths = "".join(
            f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width / PIXELS_PER_CM:.2f}cm"/></style:style>'
            for width in sorted({*self._widths, *ods_parts.WIDTHS})
        )
        return widths + ods_parts.cell_styles()

    def _validations(self) -> str:
        """Return the lists that cells are chosen from; they are on a sheet of their own, at any length."""
        made = []
        for index, (name, labels) in enumerate(self._lists.items()):
            letter = letters(index)
            where = f"of:cell-content-is-in-list([$'{LISTS}'.${letter}$1:.${letter}${len(labels)}])"
            made.append(
                f"<table:content-validation table:name={quoteattr(name)} table:condition={quoteattr(where)} "
                'table:allow-empty-cell="true"><table:error-message table:message-type="warning" '
                'table:display="true"/></table:content-validation>'
            )
        return f"<table:content-validations>{''.join(made)}</table:content-validations>" if made else ""

    def _sheet(self, sheet: SheetOut, done: int, total: int) -> None:
        protected = ' table:protected="true"' if self._about.protect else ""
        self._say(f'<table:table table:name={quoteattr(sheet.record_type.plural)} table:style-name="shown"{protected}>')
        self._say(ods_parts.column_of(84, "grey-text"))
        for field in sheet.fields:
            self._say(ods_parts.column_of(field.width, _style(sheet, field)))
        self._say(ods_parts.column_of(84, "grey-text", hidden=True))
        names = ["ID", *(sheet.record_type.headings[f.key] for f in sheet.fields), "Export"]
        self._say(f"<table:table-row>{''.join(_text(n, 'head') for n in names)}</table:table-row>")
        self._rows(sheet, done, total)
        self._blank_rows(sheet)
        self._say("</table:table>")

    def _rows(self, sheet: SheetOut, done: int, total: int) -> None:
        columns = [(f, rule_of(f.kind).convert, self._attributes(sheet, f)) for f in sheet.fields]
        last = _text(self._stamp.export, "grey-text")
        for number, (row_id, values) in enumerate(zip(sheet.ids, sheet.rows, strict=True)):
            if number % STEP == 0:
                self._progress.step(done + number, total, f"Writing {sheet.record_type.plural.lower()}")
            cells = [
                _cell(convert(field, value) if value is not None else None, attributes, field, row_id)
                for (field, convert, attributes), value in zip(columns, values, strict=True)
            ]
            self._say(f"<table:table-row>{_text(row_id, 'grey-text')}{''.join(cells)}{last}</table:table-row>")

    def _blank_rows(self, sheet: SheetOut) -> None:
        """Draw empty rows as a form, then some that only have their lists."""
        for count, form in ((sheet.blank, True), (SPARE_ROWS, False)):
            if count:
                cells = "".join(f"<table:table-cell{self._attributes(sheet, f, form=form)}/>" for f in sheet.fields)
                self._say(
                    f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell '
                    f'table:style-name="grey-text"/>{cells}</table:table-row>'
                )

    def _attributes(self, sheet: SheetOut, field: Field, *, form: bool = False) -> str:
        found = sheet.choices(field)
        choice = f" table:content-validation-name={quoteattr(found[0])}" if found else ""
        style = _style(sheet, field, form=form and sheet.may_change(field))
        return f' table:style-name="{style}"{choice}'

    def _plain_sheet(
        self, name: str, rows: Iterable[Sequence[str]], *, style: str = "free-text", shown: bool = False
    ) -> None:
        self._say(
            f'<table:table table:name={quoteattr(name)} table:style-name="{"shown" if shown else "hidden"}">'
            + ods_parts.column_of(ods_parts.READ_WIDTH if shown else 84, style)
        )
        for row in rows:
            self._say(f"<table:table-row>{''.join(_text(cell, style) for cell in row)}</table:table-row>")
        self._say("</table:table>")

    def _filters(self) -> Iterator[tuple[str, str]]:
        """Yield the name and range of each sheet's filter."""
        for index, sheet in enumerate(self._sheets):
            name = f"'{sheet.record_type.plural}'"
            last = f"{letters(len(sheet.fields) + 1)}{sheet.count + sheet.blank + 1}"
            yield str(index), f"{name}.A1:{name}.{last}"


def _style(sheet: SheetOut, field: Field, *, form: bool = False) -> str:
    look = "form" if form else "free" if sheet.may_change(field) else "grey"
    return f"{look}-{ods_parts.FORMATS[rule_of(field.kind).format]}"


def _cell(cell: Cell | None, attributes: str, field: Field, row_id: str) -> str:
    if cell is None or cell == "":
        return f"<table:table-cell{attributes}/>"
    if isinstance(cell, str):
        return _text_cell(legal_text(cell, field, row_id), attributes)
    if isinstance(cell, dt.date):
        return f'<table:table-cell{attributes} office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    return f'<table:table-cell{attributes} office:value-type="float" office:value="{cell!r}"/>'


def _text(text: str, style: str) -> str:
    return _text_cell(text, f' table:style-name="{style}"')


def _text_cell(text: str, attributes: str) -> str:
    if not text:
        return f"<table:table-cell{attributes}/>"
    paragraphs = "".join(f"<text:p>{_paragraph(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell{attributes} office:value-type="string">{paragraphs}</table:table-cell>'


def _paragraph(line: str) -> str:
    """Return a line, marking blanks and tabs that XML would collapse."""
    folded = escape(line)
    if "  " in folded or "\t" in folded or "\r" in folded or folded[:1] == " " or folded[-1:] == " ":
        folded = folded.replace("\r", "").replace("\t", "<text:tab/>").replace(" ", "<text:s/>")
    return folded
