"""The export stamp: what our workbooks carry so that they can be recognized when they come back."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields

SHEET = "Coordinator"
LISTS = "Lists"
READ_ME = "Read me"
FIRST_CELL = "This sheet lets Coordinator take the workbook back. Please leave it as it is."
NAME = "coordinator_stamp"
LOOK = 20
"""How many rows from the top a header can be."""
MARK = "coordinator:"
ID_HEADING = "ID"
EXPORT_HEADING = "Export"
_CODE = re.compile(r"[0-9A-F]{6}")
_ID_HEADING = re.compile(r"(?i)\s*ID\b(?:\W*" + re.escape(MARK) + r".*)?\s*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The description of an export.

    Attributes:
        campaign: id of the campaign file.
        seq: sequence number when the rows were read.
        token: the random token of that change set, "" if there was none yet.
        export: the export's short code, as it appears in every row.
        kinds: keys of the record types.
        columns: record type → field keys.
        filter: record type → filter expression.
        editable: record type → field keys that the recipient may change; None: all that people may change.
    """

    campaign: str
    seq: int
    token: str
    export: str
    kinds: tuple[str, ...] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    filter: Mapping[str, str] = field(default_factory=dict)
    editable: Mapping[str, Sequence[str]] | None = None

    def short(self) -> str:
        """Return the part that identifies the base; it fits into keywords and properties."""
        return f"{MARK}{self.campaign}/{self.seq}/{self.token}/{self.export}"

    def whole(self) -> str:
        """Return everything as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_short(text: str) -> Stamp | None:
    """Parse the short form; None if it is not one."""
    match = re.search(re.escape(MARK) + r"([0-9a-f]*)/(\d+)/([0-9a-f]*)/([0-9A-Z]*)", text)
    return Stamp(match[1], int(match[2]), match[3], match[4]) if match else None


def from_whole(text: str) -> Stamp | None:
    """Parse the JSON form; None if it is not one."""
    try:
        data = json.loads(text)
        known = {f.name: data[f.name] for f in fields(Stamp) if f.name in data}
        return Stamp(**{**known, "kinds": tuple(data.get("kinds", ()))})
    except (ValueError, TypeError, AttributeError):
        return None


def id_heading(stamp: Stamp) -> str:
    """Return the heading of the row IDs in a csv: the only place there that keeps a stamp."""
    return f"{ID_HEADING} {stamp.short()}"


def is_id_heading(text: str) -> bool:
    """Return whether a heading is that of our row IDs, with or without a stamp."""
    return _ID_HEADING.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Return whether a text has the form of an export's short code."""
    return _CODE.fullmatch(text) is not None


def is_own_sheet(name: str) -> bool:
    """Return whether a sheet holds no records, only what we add to them."""
    return name in (SHEET, LISTS, READ_ME)
