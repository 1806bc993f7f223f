"""Tables on the clipboard: as text for any program and as cells, of which none becomes a formula when it is pasted."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from coordinator.workbooks.live_texts import is_number, marked

_AS_TEXT = """ style="mso-number-format:'\\@'\""""
"""Tells a spreadsheet program that a cell is a text."""


def table_to_copy(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Return lines of cells in a form to paste into a spreadsheet; a cell alone is copied as it is."""
    alone = len(lines) == 1 and len(lines[0]) == 1
    data = QMimeData()
    plain = [[cell.replace("\t", " ").replace("\n", " ") for cell in line] for line in lines]
    data.setText("\n".join("\t".join(c if alone or is_number(c) else marked(c) for c in line) for line in plain))
    cells = "".join("<tr>" + "".join(map(_cell, line)) + "</tr>" for line in lines)
    data.setHtml(f"<table>{cells}</table>")
    return data


def _cell(text: str) -> str:
    return f"<td{_AS_TEXT if marked(text) != text and not is_number(text) else ''}>{html.escape(text)}</td>"
