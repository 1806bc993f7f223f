"""What was sent out, for a sheet that came back: what, when, and whether the history still holds that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import EXPORT
from coordinator.records.kinds import Value, as_list, as_object, as_text
from coordinator.records.rows import ExportRow
from coordinator.round_trip.id_ranges import read_ranges
from coordinator.store import query
from coordinator.store.tables import CHANGE_SET, META

if TYPE_CHECKING:
    from coordinator.workbooks import Stamp


def of_this_campaign(connection: Connection, stamp: "Stamp") -> bool:
    """Return whether a stamp is from this campaign file, or from a copy of it."""
    return stamp.campaign == connection.scalar(select(META.c.value).where(META.c.key == "campaign"))


@dataclass(frozen=True, slots=True)
class SentOut:
    """One export, with what matters when it comes back.

    Attributes:
        code: its short code, as in every row.
        seq: the sequence number when its rows were read; None if the history was replaced since.
        sheets: record type → what is known about its sheet.
    """

    code: str
    seq: int | None
    sheets: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def columns(self, kind: str) -> Sequence[str]:
        """Return the field keys of a sheet's columns, in order; empty if unknown."""
        return as_list(self.sheets.get(kind, {}).get("columns")) or ()

    def has_column(self, kind: str, key: str) -> bool:
        """Return whether a field went out in a sheet; also if that is unknown."""
        columns = self.columns(kind)
        return not columns or key in columns

    def agreed(self, kind: str) -> frozenset[str] | None:
        """Return the field keys that the recipient may change; None: all editable ones."""
        found = self.sheets.get(kind, {}).get("editable")
        return None if found is None else frozenset(as_list(found))

    def blanked(self, kind: str) -> dict[str, frozenset[int]]:
        """Return field key → numbers of the records whose cell went out empty, though there was something here."""
        found = as_object(self.sheets.get(kind, {}).get("blanked"))
        return {key: frozenset(read_ranges(as_text(numbers))) for key, numbers in found.items()}

    def ids(self, kind: str) -> frozenset[int] | None:
        """Return the numbers of the records that went out; None if not recorded."""
        return frozenset(self.order(kind)) if "ids" in self.sheets.get(kind, {}) else None

    def order(self, kind: str) -> list[int]:
        """Return the numbers of the records in the order in which they went out; empty if not recorded."""
        return list(read_ranges(as_text(self.sheets.get(kind, {}).get("ids"))))


class ExportLedger:
    """All exports of a campaign, and the stamp of the current workbook."""

    def __init__(self, connection: Connection, stamp: "Stamp | None") -> None:
        rows = query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT))
        wanted = {seq: row["token"] for row in rows if (seq := row["seq"])}
        if stamp is not None and of_this_campaign(connection, stamp):
            wanted.setdefault(stamp.seq, stamp.token)
        self._tokens = _tokens(connection, list(wanted))
        self.by_code = {
            row["code"]: SentOut(row["code"], self._seq(row["seq"], row["token"]), _sheets(row)) for row in rows
        }
        self.stamped = self._stamped(connection, stamp) if stamp is not None else None

    def _seq(self, seq: int | None, token: str | None) -> int | None:
        """Return a sequence number if the history still holds it: after a restore, the number alone means nothing."""
        if not seq:
            return 0
        return seq if self._tokens.get(seq) == (token or "") else None

    def _stamped(self, connection: Connection, stamp: "Stamp") -> SentOut | None:
        if not of_this_campaign(connection, stamp):
            return None
        known = self.by_code.get(stamp.export)
        sheets: dict[str, Mapping[str, Value]] = {k: {"columns": list(v)} for k, v in stamp.columns.items()}
        for kind, keys in (stamp.editable or {}).items():
            sheets[kind] = {**sheets.get(kind, {}), "editable": list(keys)}
        for kind, about in (known.sheets if known else {}).items():
            sheets[kind] = {**about, **sheets.get(kind, {})}
        return SentOut(stamp.export, self._seq(stamp.seq, stamp.token), sheets)

    def latest(self, kind: str, most: int) -> list[SentOut]:
        """Return the latest exports of one record type whose moment the history still holds."""
        known = [s for s in self.by_code.values() if s.seq is not None and kind in s.sheets]
        return sorted(known, key=lambda s: s.seq or 0)[-most:]

    def find(self, code: str) -> SentOut | None:
        """Return the export that a row names; without a code, the workbook's."""
        if not code or (self.stamped is not None and code == self.stamped.code):
            return self.stamped
        return self.by_code.get(code, self.stamped)


def _sheets(row: ExportRow) -> dict[str, Mapping[str, Value]]:
    return {kind: as_object(about) for kind, about in (row["sheets"] or {}).items()}


def _tokens(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(seqs), 500):
        part = select(CHANGE_SET.c.seq, CHANGE_SET.c.token).where(CHANGE_SET.c.seq.in_(seqs[start : start + 500]))
        found |= {seq: token for seq, token in connection.execute(part)}
    return found
