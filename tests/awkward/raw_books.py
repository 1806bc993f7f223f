"""Workbooks of raw xml, such as no library would write."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.awkward.files import ANA, BOOK, BOOK_RELS, HEAD, RELS, SHEET, TYPES, text

Make = Callable[[Path], Path]
ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!")
BOB = f'<row r="3">{text("A3", "Bob")}{text("B3", "bob@example.org")}</row>'


def parts(rows: str = HEAD + ANA, **changed: str | None) -> Make:
    """Return what writes a workbook with some of its parts changed, added or (None) left out."""

    def make(path: Path) -> Path:
        usual: dict[str, str | None] = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": BOOK_RELS,
            "xl/worksheets/sheet1.xml": SHEET.format(rows=rows, before="", doctype=""),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**usual, **changed}.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return make


def cell(xml: str) -> Make:
    """Return what writes a workbook with one odd cell beside Ana's address."""
    head = HEAD.replace("</row>", text("C1", "Notes") + "</row>")
    return parts(head + ANA.replace("</row>", xml + "</row>"))


def bytes_of(make: Make, change: Callable[[bytes], bytes]) -> Make:
    """Return what writes a workbook and changes its bytes."""

    def made(path: Path) -> Path:
        path.write_bytes(change(make(path).read_bytes()))
        return path

    return made


def shared(items: str, rows: str) -> Make:
    """Return what writes a workbook with shared strings."""
    rels = BOOK_RELS.replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    kinds = TYPES.replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    strings = f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="9999" uniqueCount="9999">{items}</sst>'
    return parts(
        rows, **{"xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": kinds, "xl/sharedStrings.xml": strings}
    )


def _date_1904(path: Path) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["First name", "Email", "Birth date"])
    import datetime as dt

    sheet.write_row(1, 0, ["Ana", "ana@example.org"])
    sheet.write_datetime(1, 2, dt.datetime(1990, 2, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    return path


def _written(fill: Callable[[object, object], None]) -> Make:
    def make(path: Path) -> Path:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["First name", "Email", "Notes"])
        sheet.write_row(1, 0, ["Ana", "ana@example.org"])
        fill(book, sheet)
        book.close()
        return path

    return make


def _formatted(book, sheet) -> None:  # noqa: ANN001
    bold = book.add_format({"bold": True})
    for row in range(2, 60_000):
        sheet.set_row(row, 20, bold)


def _wide(book, sheet) -> None:  # noqa: ANN001
    sheet.write_row(0, 3, [f"Question {n}" for n in range(1, 2000)])


def _hidden(book, sheet) -> None:  # noqa: ANN001
    sheet.write_row(2, 0, ["Bob", "bob@example.org"])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})


def _merged(book, sheet) -> None:  # noqa: ANN001
    sheet.merge_range(2, 0, 2, 2, "that is all")
    sheet.merge_range(5, 5, 3000, 900, "")


def _rich(book, sheet) -> None:  # noqa: ANN001
    bold = book.add_format({"bold": True})
    sheet.write_rich_string(2, 0, "B", bold, "ob")
    sheet.write(2, 1, "bob@example.org")


def _links(book, sheet) -> None:  # noqa: ANN001
    sheet.write_url(1, 2, "https://example.org/", string="link")
    sheet.write_formula(2, 0, "='[other.xlsx]S'!A1", None, "Bob")
    sheet.write(2, 1, "bob@example.org")


def _uncached(book, sheet) -> None:  # noqa: ANN001
    sheet.write_row(2, 0, ["Bob", "bob@example.org"])
    sheet.write_formula(2, 2, "=1+1", None, "")


def _two_sheets(book, sheet) -> None:  # noqa: ANN001
    more = book.add_worksheet("More")
    more.write_row(0, 0, ["First name", "Email"])
    more.write_row(1, 0, ["Bob", "bob@example.org"])
    more.hide()


def _empty_sheets(book, sheet) -> None:  # noqa: ANN001
    for n in range(30):
        book.add_worksheet(f"Empty {n}")


def slipping(path: Path) -> Path:
    parts()(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.txt", "no")
    return path


def _nested(path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(1 << 20))
    parts()(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/embeddings/inner.zip", inner.getvalue())
    return path


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

BOOKS: dict[str, tuple[Make, int | str]] = {
    "plain.xlsx": (parts(), 1),
    "macro.xlsm": (parts(**{"xl/vbaProject.bin": "not run"}), 1),
    "strict.xlsx": (
        parts(
            **{
                "xl/workbook.xml": BOOK.replace(MAIN, STRICT),
                "xl/worksheets/sheet1.xml": SHEET.replace(MAIN, STRICT).format(rows=HEAD + ANA, before="", doctype=""),
            }
        ),
        1,
    ),
    "no-types.xlsx": (parts(**{"[Content_Types].xml": None}), 1),
    "no-rels.xlsx": (parts(**{"_rels/.rels": None}), 1),
    "no-book.xlsx": (parts(**{"xl/workbook.xml": None}), "no-book.xlsx"),
    "no-book-rels.xlsx": (parts(**{"xl/_rels/workbook.xml.rels": None}), "no-book-rels.xlsx"),
    "no-sheet.xlsx": (parts(**{"xl/worksheets/sheet1.xml": None}), "no-sheet.xlsx"),
    "broken-sheet.xlsx": (parts(**{"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"}), "broken-sheet.xlsx"),
    "not-xml.xlsx": (parts(**{"xl/worksheets/sheet1.xml": "Dear all, here is the list."}), "not-xml.xlsx"),
    "unordered.xlsx": (parts(HEAD + BOB + ANA), 2),
    "twice-a-row.xlsx": (parts(HEAD + ANA + ANA), 1),
    "no-references.xlsx": (
        parts((HEAD + ANA).replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="A2"', "").replace(' r="B2"', "")),
        1,
    ),
    "comments.xlsx": (parts(**{"xl/comments1.xml": "<comments/>"}), 1),
    "lone-surrogate.xlsx": (cell(text("C2", "a_xD800_b")), 1),
    "nul.xlsx": (cell(text("C2", "a_x0000_b")), 1),
    "bell.xlsx": (cell(text("C2", "a_x0007_b")), 1),
    "escape.xlsx": (cell(text("C2", "_x005F_x0041_")), 1),
    "right-to-left.xlsx": (cell(text("C2", "\u202eevil\u202c")), 1),
    "emoji.xlsx": (cell(text("C2", "&#128105;&#8205;&#128187;")), 1),
    "longest-cell.xlsx": (cell(text("C2", "x" * 32_767)), 1),
    "too-long-cell.xlsx": (cell(text("C2", "x" * 40_000)), 1),
    "true.xlsx": (cell('<c r="C2" t="b"><v>1</v></c>'), 1),
    "iso-date.xlsx": (cell('<c r="C2" t="d"><v>2025-03-21T18:30:00</v></c>'), 1),
    "bad-iso-date.xlsx": (cell('<c r="C2" t="d"><v>soon</v></c>'), 1),
    "number-as-text.xlsx": (cell('<c r="C2" t="n"><v>12abc</v></c>'), "number-as-text.xlsx"),
    "huge-number.xlsx": (cell('<c r="C2"><v>1e308</v></c>'), 1),
    "not-a-number.xlsx": (cell('<c r="C2"><v>NaN</v></c>'), 1),
    "empty-value.xlsx": (cell('<c r="C2"><v></v></c>'), 1),
    "formula-text.xlsx": (cell('<c r="C2" t="str"><f>1+1</f><v>two</v></c>'), 1),
    "formula-bare.xlsx": (cell('<c r="C2"><f>1+1</f></c>'), 1),
    "shared-strings.xlsx": (
        shared(
            "<si><t>First name</t></si><si><t>Email</t></si><si><r><t>A</t></r><r><t>na</t></r></si><si><t>ana@example.org</t></si>",
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>',
        ),
        1,
    ),
    "shared-out-of-range.xlsx": (
        shared("<si><t>First name</t></si>", '<row r="1"><c r="A1" t="s"><v>77</v></c></row>'),
        "shared-out-of-range.xlsx",
    ),
    "bytes-before.xlsx": (bytes_of(parts(), lambda b: b"junk" * 10 + b), "bytes-before.xlsx"),
    "bytes-behind.xlsx": (bytes_of(parts(), lambda b: b + b"junk" * 10), 1),
    "flipped.xlsx": (bytes_of(parts(), lambda b: b[:400] + bytes([b[400] ^ 255]) + b[401:]), "flipped.xlsx"),
    "half.xlsx": (bytes_of(parts(), lambda b: b[: len(b) // 3]), "half.xlsx"),
    "slipping.xlsx": (slipping, 1),
    "nested.xlsx": (_nested, 1),
    "1904.xlsx": (_date_1904, 1),
    "formatted.xlsx": (_written(_formatted), 1),
    "wide.xlsx": (_written(_wide), 1),
    "hidden.xlsx": (_written(_hidden), 2),
    "merged.xlsx": (_written(_merged), 1),
    "rich.xlsx": (_written(_rich), 2),
    "links.xlsx": (_written(_links), 2),
    "uncached.xlsx": (_written(_uncached), 2),
    "two-sheets.xlsx": (_written(_two_sheets), 2),
    "empty-sheets.xlsx": (_written(_empty_sheets), 1),
    **{f"error-{i}.xlsx": (cell(f'<c r="C2" t="e"><v>{e}</v></c>'), 1) for i, e in enumerate(ERRORS)},
}
"""File name → what makes it, and how many people it brings; or a part of the sentence that refuses it."""
