"""A workbook of what a window shows, for what can be read nowhere else any more."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from coordinator.workbooks.live_texts import put_text
from coordinator.workbooks.replacing import replacing_xlsx

MOST_LETTERS = 31
"""So many letters the name of a sheet has."""


class SeenList(NamedTuple):
    """A list as it is shown: its headings, and the texts of its rows."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_seen(path: Path, lists: Mapping[str, SeenList]) -> Path:
    """Write lists as they are shown, each into a sheet with its name, and return the file.

    Raises:
        UserError: nothing can be written there.
    """
    with replacing_xlsx(path) as book:
        for name, seen in lists.items():
            sheet = book.add_worksheet(name[:MOST_LETTERS])
            for number, texts in enumerate((seen.headings, *seen.rows)):
                for column, text in enumerate(texts):
                    put_text(sheet, number, column, text)
    return path
