"""What holds no table is told for what it is, with what to do; what calls itself something else is read as what it is."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.workbooks import CellError, find_table, read_book
from tests.awkward.files import ANA, BOOK, BOOK_RELS, HEAD, RELS, SHEET, TYPES
from tests.builders import DATA

FILES = DATA / "inputs" / "files"
PEOPLE = [["First name", "Email"], ["Ana", "ana@example.org"]]


def ole(*streams: str) -> bytes:
    names = b"".join((name + "\0").encode("utf-16-le") + bytes(40) for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names + bytes(4000)


def packed(path: Path, parts: Mapping[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path.read_bytes()


OTHERS: dict[str, tuple[bytes | dict[str, str | bytes], str]] = {
    "rally.ics": (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "is a calendar.*as csv"),
    "sheet.url": (b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "shortcut to a web page.*download"),
    "sheet.desktop": (b"[Desktop Entry]\nType=Link\nURL=https://example.org/\n", "shortcut to a web page"),
    "sheet.webloc": (
        b'<?xml version="1.0"?><!DOCTYPE plist PUBLIC "" ""><plist version="1.0"><dict><key>URL</key></dict></plist>',
        "shortcut to a web page",
    ),
    "Sign-ups.gsheet": (b'{"url": "https://example.org/open?id=1", "doc_id": "1"}', "shortcut to a sheet on the web"),
    "mail.eml": (
        b"Received: from example.org\nSubject: the list\nFrom: a@example.org\n\nHello\n",
        "is an e-mail.*attached",
    ),
    "mail.msg": (ole("__properties_version1.0"), "is an e-mail saved from Outlook.*attached"),
    "letter.doc": (ole("WordDocument"), "is a Word document"),
    "talk.ppt": (ole("PowerPoint Document"), "is a presentation"),
    "locked.xlsx": (ole("EncryptedPackage"), "locked with a password"),
    "letter.docx": ({"[Content_Types].xml": "wordprocessingml", "word/document.xml": "<w/>"}, "is a Word document"),
    "letter.odt": (
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
        "is a text document.*table",
    ),
    "talk.pptx": ({"[Content_Types].xml": "x", "ppt/presentation.xml": "<p/>"}, "is a presentation"),
    "list.numbers": ({"Index/Document.iwa": b"x", "preview.jpg": b"x"}, "is a Numbers document.*Export To"),
    "letter.pages": ({"Index/Document.iwa": b"x"}, "is a Pages document"),
    "takeout.zip": ({"Takeout/contacts.csv": "a", "Takeout/read me.txt": "b"}, "packed folder.*contacts.csv"),
    "scan.pdf": (b"%PDF-1.7\n", "is a PDF"),
    "sheet.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a photo"),
    "sheet.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(200), "photo from a phone"),
    "data.json": (json.dumps({"people": [{"email": "a@example.org"}]}, indent=1).encode(), "is JSON.*as csv"),
    "dump.sql": (b"CREATE TABLE people (id int);\nINSERT INTO people VALUES (1);\n", "dump of a database"),
    "book.ldif": (b"version: 1\n\ndn: cn=Ana\ncn: Ana\n", "LDIF.*as csv"),
    "page.html": (b"<!DOCTYPE html><html><body><p>Please sign in</p></body></html>", "web page without a table"),
    "page.mht": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\nX-Document-Type: Workbook\n\n--x\n",
        "web archive.*as xlsx",
    ),
    "feed.xml": (b"<?xml version='1.0'?><people><p/></people>", "is xml, made for programs"),
    "list.slk": (b'ID;PWXL;N;E\nC;Y1;X1;K"Name"\nE\n', "old format.*as xlsx"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_each_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    content, sentence = OTHERS[name]
    path = tmp_path / name
    data = content if isinstance(content, bytes) else packed(path, content)
    for called in (name, "list.xlsx", "list.csv"):
        if Path(name).suffix in (".numbers", ".pages") and called != name:
            continue  # an Apple document says what it is by its name alone
        path = tmp_path / called
        path.write_bytes(data)
        with pytest.raises(UserError, match=sentence) as error:
            read_book(path)
        assert error.value.sentence.startswith(called)


def rows(path: Path, sheet: int = 0) -> list[list[object]]:
    return [list(row) for row in read_book(path).sheets[sheet].rows]


def test_a_text_that_calls_itself_a_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"First name,Email\nAna,ana@example.org\n")
    book = read_book(path)
    assert (book.sheets[0].rows, book.notes[0]) == (
        PEOPLE,
        "list.xlsx is a text file, whatever its name says; it was read as one.",
    )


def test_tables_of_a_web_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(
        b"<html><head><style>td {color: red}</style></head><body><p>Our list</p><table><thead><tr><th>First name<th>How</tr>"
        b"</thead><tr><td>Ana &amp; Bea</td><td rowspan=2>a<br>friend</td></tr><tr><td><b>Cid</b>\n Nolan</td></tr></table>"
        b"<table><tr><td>Only one row</td></tr></table>"
    )
    assert rows(path) == [["First name", "How"], ["Ana & Bea", "a\nfriend"], ["Cid Nolan", "a\nfriend"]]
    assert rows(FILES / "page.xls")[2][3] == CellError("#N/A")


def test_xml_of_excel_2003_is_read() -> None:
    book = read_book(FILES / "excel_2003.xls")
    assert book.sheets[0].rows[2] == ["Bob", "Kim", "bob.kim@example.org", CellError("#N/A"), "00000089"]
    assert [r.cells[5] for r in find_table(book.sheets[0]).rows] == ["Friend", "Friend"]


USUAL = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELS,
    "xl/workbook.xml": BOOK,
    "xl/_rels/workbook.xml.rels": BOOK_RELS,
    "xl/worksheets/sheet1.xml": SHEET.format(
        rows=HEAD + ANA.replace("</row>", '<c r="C2" t="e"><v>#N/A</v></c></row>'), before="", doctype=""
    ),
}


def moved(old: str, new: str) -> dict[str, str]:
    return {name.replace(old, new): text for name, text in USUAL.items()}


ODD: dict[str, dict[str, str]] = {
    "usual": USUAL,
    "backslashes": {name.replace("/", "\\"): text for name, text in USUAL.items()},
    "capitals": moved("xl/", "XL/"),
    "outside": {
        **moved("xl/", ""),
        "[Content_Types].xml": TYPES.replace("/xl/", "/"),
        "_rels/.rels": RELS.replace("xl/", ""),
    },
    "in another folder": {
        **moved("xl/", "book/"),
        "[Content_Types].xml": TYPES.replace("/xl/", "/book/"),
        "_rels/.rels": RELS.replace("xl/", "/book/"),
    },
    "another name": {
        **moved("xl/workbook", "xl/book"),
        "[Content_Types].xml": TYPES.replace("/xl/workbook", "/xl/book"),
        "xl/_rels/book.xml.rels": BOOK_RELS,
        "_rels/.rels": RELS.replace("workbook.xml", "book.xml"),
    },
    "sheets elsewhere": {
        **moved("xl/worksheets", "sheets"),
        "[Content_Types].xml": TYPES.replace("/xl/worksheets", "/sheets"),
        "xl/_rels/workbook.xml.rels": BOOK_RELS.replace("worksheets/", "../sheets/"),
    },
    "strict": {
        name: text.replace("schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml")
        for name, text in USUAL.items()
    },
}


@pytest.mark.parametrize("name", ODD)
def test_parts_wherever_they_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.xlsx"
    packed(path, ODD[name])
    assert [row[:2] for row in rows(path)] == PEOPLE
    assert rows(path)[1][2] == CellError("#N/A")


def test_one_damaged_sheet_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    more = '<sheet name="Bad" sheetId="2" r:id="rId2"/>'
    relation = (
        BOOK_RELS.split("\n")[1].replace("</Relationships>", "").replace("rId1", "rId2").replace("sheet1", "sheet2")
    )
    packed(
        path,
        {
            **USUAL,
            "xl/workbook.xml": BOOK.replace("<sheets>", f"<sheets>{more}"),
            "xl/_rels/workbook.xml.rels": BOOK_RELS.replace("</Relationships>", relation + "</Relationships>"),
            "xl/worksheets/sheet2.xml": "<worksheet><sheetData><row",
        },
    )
    book = read_book(path)
    assert [s.name for s in book.sheets] == ["S"]
    assert [row[:2] for row in book.sheets[0].rows] == PEOPLE
    assert book.notes == ["The sheet “Bad” is damaged or no table, and was not read; the others were."]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_parts_in_utf_16(tmp_path: Path, part: str, encoding: str) -> None:
    path = tmp_path / "list.xlsx"
    packed(path, {**USUAL, part: USUAL[part].replace("UTF-8", "UTF-16").encode(encoding)})
    assert [row[:2] for row in rows(path)] == PEOPLE
    assert rows(path)[1][2] == CellError("#N/A")


def test_instructions_in_utf_16_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    evil = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY y "z">]>'
    packed(path, {**USUAL, "xl/workbook.xml": (evil + BOOK.partition("?>")[2]).encode("utf-16")})
    with pytest.raises(UserError, match="instructions that no list needs"):
        read_book(path)


def test_errors_of_cells_that_do_not_say_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    bare = {name: text.replace(' r="A', ' x="A').replace(' r="B', ' x="B') for name, text in USUAL.items()}
    bare["xl/worksheets/sheet1.xml"] = bare["xl/worksheets/sheet1.xml"].replace(' r="C2"', "")
    packed(path, bare)
    assert rows(path) == [["First name", "Email", ""], ["Ana", "ana@example.org", CellError("#N/A")]]


def test_details_stay_with_their_sheet_where_another_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    relation = (
        BOOK_RELS.split("\n")[1].replace("</Relationships>", "").replace("rId1", "rId2").replace("sheet1", "sheet2")
    )
    parts = {
        **USUAL,
        "xl/workbook.xml": BOOK.replace("<sheets>", '<sheets><sheet name="A &amp; B" sheetId="2" r:id="rId2"/>'),
        "xl/_rels/workbook.xml.rels": BOOK_RELS.replace("</Relationships>", relation + "</Relationships>"),
        "xl/worksheets/sheet2.xml": "<worksheet><sheetData><row",
    }
    packed(path, parts)
    assert rows(path)[1][2] == CellError("#N/A")
    packed(path, {**parts, "xl/worksheets/sheet2.xml": USUAL["xl/worksheets/sheet1.xml"]})
    assert [str(rows(path, sheet)[1][2]) for sheet in (0, 1)] == ["#N/A", "#N/A"]


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    text = '<html><meta charset="iso-8859-2"><table><tr><td>Name<tr><td>Győző Őry</table>'
    path.write_bytes(text.encode("iso-8859-2"))
    assert rows(path)[1] == ["Győző Őry"]


def test_two_joined_files(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xef\xbb\xbfName,Email\nAna,a@example.org\n\xef\xbb\xbfName,Email\nBea,b@example.org\n")
    table = find_table(read_book(path).sheets[0])
    assert [r.number for r in table.rows] == [2, 4]


def test_a_line_of_words_called_a_workbook_is_none(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("hello, this is no workbook\n", encoding="utf-8")
    with pytest.raises(UserError, match="is a short text and no workbook"):
        read_book(path)
