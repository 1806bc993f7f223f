"""The encoding of a text file that came back: the one in which its words are those of the campaign."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, RECORDS
from coordinator.records.kinds import plain_text
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Book

_LOOKED_AT = 50
"""So many rows tell whether a file has row IDs."""


def known_encoding(connection: Connection, book: "Book") -> str | None:
    """Return the encoding in which more words of a text file with row IDs are known than in the one that was found.

    Args:
        connection: a connection to the campaign.
        book: the file, read in an encoding of one byte per letter that looked likeliest.

    Returns:
        None if there is no better one.
    """
    from coordinator.workbooks import encodings

    if book.text is None or not book.text.single:
        return None
    cells = {cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str)}
    texts = {cell for cell in cells if not cell.isascii()}
    letters = set(_letters(book))
    if not texts or not letters:
        return None
    known: set[str] = set()
    for rt in RECORDS:
        if rt.letter in letters or rt is CANDIDATE:
            keys = [f.key for f in rt.stored if f.kind.has_text]
            for row in query.read_by_id(connection, rt, query.select_ids(connection, rt), keys).values():
                for text in filter(None, map(plain_text, row.values())):
                    known.update(encodings.words_beyond_ascii(text))
    return encodings.likelier(texts, book.text.single, known)


def _letters(book: "Book") -> Iterator[str]:
    """Yield the letters of the row IDs in the first rows of a file."""
    for sheet in book.sheets:
        for row in sheet.rows[:_LOOKED_AT]:
            for text in filter(None, map(plain_text, row)):
                if isinstance(found := row_id.parse(text), row_id.RowId):
                    yield found.letter
