"""A closer look at an xlsx or ods: cells that are errors or formulas, number formats, merged cells, hidden rows."""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.workbooks.number_formats import BUILT_IN, is_interesting
from coordinator.workbooks.raw import Details
from coordinator.workbooks.zip_parts import ZipParts, attribute

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ERROR = re.compile(
    rb'<(?:\w+:)?c [^<>]*?r="([A-Z]{1,3})(\d{1,7})"[^<>]*?t="e"[^<>]*?>(?:.{0,2000}?)<(?:\w+:)?v>([^<]{1,20})</',
    re.DOTALL,
)
_FORMULA = re.compile(
    rb'<(?:\w+:)?c [^<>]*?r="([A-Z]{1,3})(\d{1,7})"[^<>]*?><(?:\w+:)?f[^<>]*?>([^<]{1,8192})</(?:\w+:)?f>'
)
_WITH_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b([^<>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?(?:v|is)\b[^<>]*?(?:/>|>([^<]{0,20})))?"
)
"""A cell with a formula: its attributes, those of the formula, the formula, the tag of its result, and the result."""
_TO_BE_WORKED_OUT = re.compile(rb'<(?:\w+:)?calcPr\b[^<>]*\bfullCalcOnLoad="(?:1|true)"')
"""What programs write that leave it to the next one to work out all formulas."""
_HIDDEN = re.compile(rb'<(?:\w+:)?row [^<>]*?r="(\d{1,7})"[^<>]*?hidden="(?:1|true)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_COMMENT = re.compile(rb"<(?:\w+:)?comment\b([^<>]*)>(.*?)</(?:\w+:)?comment>", re.DOTALL)
_TEXTS = re.compile(rb"<(?:\w+:)?t\b[^<>]*>([^<]*)<")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^<>]*>")
_AT = re.compile(rb'\bref="([A-Z]{1,3})(\d{1,7})')
_MAIL = re.compile(r"(?i)mailto:([^?]+@[^?]+)")
_TYPE = re.compile(rb'\bt="(\w+)"')
_SHARED = re.compile(rb'\bsi="(\d+)"')
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^<>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?=[\s/>])([^<>]*/>|[^<>]*>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?![^<>]*\bval="(?:0|false)")')
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>")
_VALUE = re.compile(rb"\s*(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>([^<]{1,20})<")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")


def details(path: Path) -> dict[str, Details]:
    """Return the details of each sheet of an xlsx; sheets with nothing special are left out."""
    found: dict[str, Details] = {}
    with zipfile.ZipFile(path) as archive:
        parts = ZipParts(archive)
        looks = parts.read(parts.related("styles"))
        styles, struck = _styles(looks), _struck(looks)
        never_worked_out = _TO_BE_WORKED_OUT.search(parts.read(parts.book)) is not None
        for name, part in parts.sheets().items():
            xml = parts.read(part)
            detail = Details()
            if b"hidden=" in xml:
                detail.hidden_rows = [int(n) for n in _HIDDEN.findall(xml)]
            if b't="e"' in xml:
                detail.errors = [
                    (int(row), column_of(letters), text.decode("ascii", "replace"))
                    for letters, row, text in _ERROR.findall(xml)
                ] or list(_errors_without_places(xml))
            if b"f>" in xml:
                detail.formulas = {
                    (int(row), column_of(letters)): "=" + html.unescape(text.decode("utf-8", "replace"))
                    for letters, row, text in _FORMULA.findall(xml)
                }
            if b"<f" in xml or b":f" in xml:
                detail.errors += _without_result(xml, never_worked_out)
            detail.formats = _formats(xml, styles)
            detail.struck = [(row, column) for row, column, _ in _formats(xml, struck)]
            detail.beside = [*_comments(parts, part), *_addresses_behind(parts, part, xml)]
            if detail != Details():
                found[name] = detail
    return found


def _comments(parts: ZipParts, of: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the comments on the cells of a sheet."""
    for there, kind in parts.relations(of).values():
        for tag, inside in _COMMENT.findall(parts.read(there)) if kind.endswith("/comments") else ():
            if place := _AT.search(tag):
                text = html.unescape(b"".join(_TEXTS.findall(inside)).decode("utf-8", "replace"))
                yield int(place[2]), column_of(place[1]), "a comment on the cell", " ".join(text.split())


def _addresses_behind(parts: ZipParts, of: str, xml: bytes) -> Iterator[tuple[int, int, str, str]]:
    """Yield the e-mail addresses to which cells of a sheet are linked."""
    relations = parts.relations(of) if b"hyperlink " in xml else {}
    for tag in _LINK.findall(xml):
        link, place = re.search(rb'\b\w+:id="([^"]*)"', tag), _AT.search(tag)
        target = relations.get(link[1].decode(), ("", ""))[0] if link else ""
        if place and (found := _MAIL.search(target)):
            yield int(place[2]), column_of(place[1]), "an address behind the cell", html.unescape(found[1])


def _without_result(xml: bytes, never_worked_out: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the cells whose formula has no saved result.

    Args:
        xml: the sheet.
        never_worked_out: the program that wrote it worked out no formula: then a 0 is none either.
    """
    shared: dict[bytes, bytes] = {}
    for cell, formula, text, result, value in _WITH_FORMULA.findall(xml):
        number = _SHARED.search(formula)
        if number and text:
            shared[number[1]] = text
        place, kind = _PLACE.search(cell), _TYPE.search(cell)
        there = result and (value.strip() or (kind is not None and kind[1] in (b"str", b"inlineStr")))
        if place is None or (there and not (never_worked_out and value == b"0")):
            continue
        said = html.unescape((text or shared.get(number[1] if number else b"", b"")).decode("utf-8", "replace"))
        yield int(place[2]), column_of(place[1]), f"={said}"


def _errors_without_places(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield the error cells of a sheet whose cells do not say where they are: each stands right of the one before."""
    row = column = 0
    for tag in _TAG.finditer(xml):
        if tag[1] == b"row":
            row, column = int(attribute(tag[0], b"r") or row + 1), 0
            continue
        if b't="e"' in tag[2] and (value := _VALUE.match(xml, tag.end())):
            yield row, column, value[1].decode("ascii", "replace")
        column += 1


def _styles(xml: bytes) -> dict[bytes, str]:
    """Return the cell styles whose number format is interesting: number of the style → format."""
    codes = dict(BUILT_IN)
    for tag in _FORMAT.findall(xml):
        codes[int(attribute(tag, b"numFmtId") or 0)] = html.unescape(attribute(tag, b"formatCode"))
    styles = _STYLES.search(xml)
    found = {}
    for number, tag in enumerate(_STYLE.findall(styles[0]) if styles else ()):
        code = codes.get(int(attribute(tag, b"numFmtId") or 0), "")
        if code and is_interesting(code):
            found[str(number).encode()] = code
    return found


def _struck(xml: bytes) -> dict[bytes, str]:
    """Return the cell styles that strike text through, by number."""
    fonts = _FONTS.search(xml)
    struck = {at for at, (_, font) in enumerate(_FONT.findall(fonts[0]) if fonts else ()) if _STRIKE.search(font)}
    styles = _STYLES.search(xml) if struck else None
    tags = _STYLE.findall(styles[0]) if styles else ()
    return {str(n).encode(): "" for n, tag in enumerate(tags) if int(attribute(tag, b"fontId") or 0) in struck}


def _formats(xml: bytes, styles: dict[bytes, str]) -> list[tuple[int, int, str]]:
    """Return the cells that have one of these styles."""
    used = [number for number in styles if b's="' + number + b'"' in xml]
    if not used:
        return []
    cells = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bs="(' + b"|".join(used) + rb')")([^<>]*)>')
    return [
        (int(place[2]), column_of(place[1]), styles[number])
        for number, tag in cells.findall(xml)
        if (place := _PLACE.search(tag))
    ]


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PADDED = re.compile(rb'<number:number [^<>]*?number:min-integer-digits="(?:[2-9]|\d\d)"')
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SHOWN_OTHERWISE = re.compile(rb'office:value-type="(?:percentage|currency|boolean)"')
_SPANNED = re.compile(rb'number-(?:rows|columns)-spanned="(?!1")')


def ods_details(path: Path) -> dict[str, Details]:
    """Return each sheet's formulas, error cells, merged cells and numbers that are shown as another text, of an ods."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
        styles = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
    padded = _PADDED.search(styles) or _PADDED.search(content)
    telling = padded or b"table:formula=" in content or _SHOWN_OTHERWISE.search(content)
    if not telling and not _SPANNED.search(content):
        return {}
    root = ElementTree.fromstring(content)
    return {t.get(f"{_TABLE}name", ""): _ods_table(t) for t in root.iter(f"{_TABLE}table")}


def _ods_table(table: "Element") -> Details:
    found = Details()
    for number, column, cell in _ods_cells(table):
        if formula := cell.get(f"{_TABLE}formula"):
            found.formulas[number, column] = "=" + formula.partition("=")[2]
        high, wide = (int(cell.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
        if high > 1 or wide > 1:
            found.merged.append((number, column, number + high - 1, column + wide - 1))
        kind = cell.get(f"{_OFFICE}value-type")
        if formula and cell.get(_KIND) == "error":
            found.errors.append((number, column, _ods_text(cell)))
        elif formula and kind is None and not _ods_text(cell):
            found.errors.append((number, column, found.formulas[number, column]))
        elif (text := _ods_text(cell)) and (kind in _OF_TEXTS or (kind == "float" and text.isalpha())):
            again = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            found.shown += [(number, at, text) for at in range(column, column + min(again, _MOST_AGAIN))]
        elif kind == "float":
            digits = re.sub(r"\D", "", text)
            if digits != text or text.startswith("0"):
                value = float(cell.get(f"{_OFFICE}value", "0"))
                if digits and value.is_integer() and int(digits) == value and re.fullmatch(r"[\d() -]+", text):
                    found.shown.append((number, column, text))
    return found


_OF_TEXTS = frozenset({"percentage", "currency", "boolean"})
"""Kinds of numbers of which the text says more; a number that is shown as a word is TRUE or FALSE."""
_MOST_AGAIN = 100
"""A cell of an ods stands for so many of the same to its right at most."""


def _ods_text(cell: "Element") -> str:
    return "".join(t for p in cell.iter(f"{_TEXT}p") for t in p.itertext())


def _ods_cells(table: "Element") -> "Iterator[tuple[int, int, Element]]":
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            yield number, column, cell
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def column_of(letters: bytes) -> int:
    """Return a column's number from 0 by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
