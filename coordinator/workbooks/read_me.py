"""The sheet `Read me` of our workbooks: what can be done with them, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.workbooks.sheet_out import SheetOut
from coordinator.workbooks.stamp import Stamp

TITLE = "How to work with this workbook"
_CELLS = (
    "Change any white cell. An emptied cell empties the field. Grey cells are for reading; what is written there is"
    " not taken."
)
_ROWS = (
    "Leave the first column, ID, as it is: it tells which row is whose. The hidden column Export belongs to it.",
    "Sort and filter as you like, with all columns together. Columns may be moved, dropped or renamed; rows may be "
    "deleted: a row that is not there stays as it is in the database.",
    "For somebody new, fill in a row below and leave its ID empty. Do not copy a row with its ID.",
)
_BLANK = (
    "Fill in a row for each, and leave the column ID empty. Rows that stay empty are not taken; there may be more rows "
    "than are drawn.",
    "Where a cell has a small arrow, choose from its list, or write something else and it is asked about later.",
)
_PROTECTED = (
    "The sheets are protected, without a password, so that grey cells cannot be changed by accident. Some programs do "
    "not sort a protected sheet: take the protection off first."
)
_BACK = (
    "Send the file back under any name, as xlsx, ods or csv. What you changed is merged with what changed in the "
    "meantime; where both changed the same, somebody is asked. Nothing is overwritten unseen."
)


@dataclass(frozen=True, slots=True)
class About:
    """Information about a workbook as a whole.

    Attributes:
        holder: who gets it.
        purpose: what it is for.
        protect: whether its sheets are protected, without a password.
        first: paragraphs that come before all others.
    """

    holder: str = ""
    purpose: str = ""
    protect: bool = False
    first: Sequence[str] = ()


def lines(sheets: Sequence[SheetOut], stamp: Stamp, about: About) -> list[str]:
    """Return the text of `Read me` below its title, one paragraph per line."""
    blank = all(s.blank and not s.count for s in sheets)
    told = [*about.first, _what(sheets, stamp, about)]
    told += [_agreed(s) for s in sheets if s.editable is not None]
    told += _BLANK if blank else (_CELLS, *_ROWS)
    return [*told, *([_PROTECTED] if about.protect else []), _BACK]


def _what(sheets: Sequence[SheetOut], stamp: Stamp, about: About) -> str:
    def counted(sheet: SheetOut) -> str:
        name = sheet.record_type.plural.lower()
        return f"{sheet.blank:,} blank rows for {name}" if sheet.blank else f"{sheet.count:,} {name}"

    held = ", ".join(counted(s) for s in sheets)
    whom = f" It is for {about.holder}." if about.holder else ""
    why = f" It is used for: {about.purpose}." if about.purpose else ""
    return f"It holds {held}.{whom}{why} Its export code is {stamp.export}."


def _agreed(sheet: SheetOut) -> str:
    names = [sheet.record_type.headings[f.key] for f in sheet.fields if sheet.may_change(f)]
    if not names:
        return f"{sheet.record_type.plural}: all columns are for reading; nothing is taken from this sheet."
    return f"{sheet.record_type.plural}: only what is changed in these columns is taken: {', '.join(names)}."
