"""Text files: encodings, separators, quotes and line ends as they come, and what is no list at all."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

from tests.awkward.files import writes

Make = Callable[[Path], Path]
LIST = "First name,Email\nZoë,zoe@example.org\nO’Brien,obrien@example.org\n"
PLAIN = "First name,Email\nAna,ana@example.org\n"
PERSON = "ana@example.org"


def said(name: str) -> Make:
    """Return what writes a list in which a first name is awkward."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["First name", "Last name", "Email"], [name, "Vance", PERSON]])
    return writes(out.getvalue().encode("utf-8", "surrogatepass"))


NAMES: dict[str, str | None] = {
    "Null": "Null",
    "True": "True",
    "None-Marie": "None-Marie",
    "O'Brien": "O'Brien",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "+Ana": "+Ana",
    "@ana": "@ana",
    "-Ana": "-Ana",
    "Ана": "Ана",
    "李": "李",
    "María José": "María José",
    "d’Arc": "d’Arc",
    "J.": "J.",
    "Ng": "Ng",
    "X Æ A-12": "X Æ A-12",
    "<b>Ana</b>": "<b>Ana</b>",
    "Ana; DROP TABLE": "Ana; DROP TABLE",
    "Zoe\u0308": "Zoë",
    "Ana\u200b": "Ana",
    "\u202eanA": "anA",
    "Ana\t": "Ana",
    "Ana\nMaria": "Ana Maria",
    "\U0001f469 Ana": "\U0001f469 Ana",
    "%s{0}": "%s{0}",
    "-": None,
    "N/A": None,
}
"""A first name as it stands in the file, and as it has to be read."""

TEXTS: dict[str, tuple[Make, int | str]] = {
    "utf8.csv": (writes(LIST.encode()), 2),
    "utf8-bom.csv": (writes(LIST.encode("utf-8-sig")), 2),
    "utf16le.csv": (writes(b"\xff\xfe" + LIST.encode("utf-16-le")), 2),
    "utf16be.csv": (writes(b"\xfe\xff" + LIST.encode("utf-16-be")), 2),
    "cp1252.csv": (writes(LIST.encode("cp1252")), 2),
    "latin1.csv": (writes(LIST.replace("’", "'").encode("latin-1")), 2),
    "semicolons.csv": (writes(LIST.replace(",", ";").encode()), 2),
    "tabs.tsv": (writes(LIST.replace(",", "\t").encode()), 2),
    "tabs.txt": (writes(LIST.replace(",", "\t").encode()), 2),
    "pipes.csv": (writes(LIST.replace(",", "|").encode()), 2),
    "windows-lines.csv": (writes(LIST.replace("\n", "\r\n").encode()), 2),
    "old-mac-lines.csv": (writes(LIST.replace("\n", "\r").encode()), 2),
    "mixed-lines.csv": (writes(b"First name,Email\r\nAna,ana@example.org\nBob,bob@example.org\r\n"), 2),
    "no-last-line-end.csv": (writes(PLAIN.strip().encode()), 1),
    "blank-lines.csv": (writes(b"\n\nFirst name,Email\n\nAna,ana@example.org\n\n\n"), 1),
    "stray-quote.csv": (writes(b'First name,Email\nAna "the,ana@example.org\nBob,bob@example.org\n'), 2),
    "open-quote.csv": (writes(b'First name,Email\nBob,bob@example.org\n"Ana,ana@example.org\n'), 2),
    "open-quote-early.csv": (
        writes(b'First name,Email\n"Ana,ana@example.org\nBob,bob@example.org\nCy,cy@example.org\n'),
        3,
    ),
    "quoted.csv": (writes(b'"First name","Email"\n"Ana ""A""","ana@example.org"\n'), 1),
    "line-in-a-cell.csv": (writes(b'First name,Email,Notes\nAna,ana@example.org,"one\ntwo"\n'), 1),
    "mixed-encodings.csv": (
        writes("First name,Email\nZoë,zoe@example.org\n".encode() + "José,jose@example.org\n".encode("cp1252")),
        2,
    ),
    "nul-bytes.csv": (writes(b"First name,Email\nAna\x00,ana@example.org\n"), 1),
    "trailing-commas.csv": (writes(b"First name,Email,,,\nAna,ana@example.org,,,\n"), 1),
    "leading-commas.csv": (writes(b",,First name,Email\n,,Ana,ana@example.org\n"), 1),
    "wide.csv": (
        writes(
            (
                "First name,Email,"
                + ",".join(f"Q{i}" for i in range(3000))
                + "\nAna,ana@example.org,"
                + "," * 2999
                + "\n"
            ).encode()
        ),
        1,
    ),
    "same-headings.csv": (writes(b"First name,Email,Notes,Notes,Notes\nAna,ana@example.org,a,b,c\n"), 1),
    "no-headings.csv": (writes(b"First name,Email,,\nAna,ana@example.org,x,y\n"), 1),
    "notes-below.csv": (
        writes(b"First name,Last name,Email\nAna,Hale,ana@example.org\n\nExported for the Denver team\n"),
        1,
    ),
    "subtotals.csv": (
        writes(
            b"First name,Last name,Email\nAna,Hale,ana@example.org\nSubtotal,1,\nBob,Hale,bob@example.org\nTotal,2,\n"
        ),
        2,
    ),
    "angles.csv": (writes(b"Name,Email\nAna Hale,Ana Hale <ana@example.org>\n"), 1),
    "mailto.csv": (writes(b"Name,Email\nAna Hale,mailto:ana@example.org\n"), 1),
    "text.xls": (writes(LIST.replace(",", "\t").encode("utf-16")), 2),
    "tabs.xls": (writes(PLAIN.replace(",", "\t").encode()), 1),
    "page.html": (writes(b"<!DOCTYPE html><html><body>list</body></html>"), "web page"),
    "page.csv": (writes(b"<html><body>Please sign in</body></html>"), "web page"),
    "feed.xml": (writes(b"<?xml version='1.0'?><people><p/></people>"), "feed.xml"),
    "xml.xls": (writes(b"<?xml version='1.0'?><Workbook><Worksheet/></Workbook>"), "xml.xls"),
    "data.json": (writes(json.dumps([{"email": PERSON}]).encode()), "data.json"),
    "letter.rtf": (writes(b"{\\rtf1\\ansi Dear all}"), "text document"),
    "mail.eml": (writes(b"From: ana@example.org\nTo: bob@example.org\nSubject: list\n\nHello\n"), "is an e-mail"),
    "packed.csv.gz": (writes(gzip.compress(PLAIN.encode())), "no spreadsheet"),
    "film.xlsx": (writes(b"\x00\x00\x00\x18ftypmp42" + bytes(200)), "no list"),
    "program.csv": (writes(b"MZ\x90\x00" + bytes(500)), "no list"),
    "database.csv": (writes(b"SQLite format 3\x00" + bytes(200)), "no list"),
    "noise.xlsx": (writes(bytes(range(256)) * 40), "no list"),
    "spaces.csv": (writes(b"   \n  \n \n"), "empty"),
    "one-word.csv": (writes(b"hello\n"), 0),
}
"""File name → what makes it, and how many people it brings; or a part of the sentence that refuses it."""
