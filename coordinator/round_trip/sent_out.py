"""The ledger of exports: what went out, when, and whether the history still holds that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import EXPORT
from coordinator.round_trip.id_ranges import read_ranges
from coordinator.store import query
from coordinator.store.tables import CHANGE_SET, META

if TYPE_CHECKING:
    from coordinator.workbooks import Stamp


def of_this_campaign(connection: Connection, stamp: "Stamp") -> bool:
    """Say whether a stamp is of this campaign file, or of a copy of it."""
    return stamp.campaign == connection.scalar(select(META.c.value).where(META.c.key == "campaign"))


@dataclass(frozen=True, slots=True)
class SentOut:
    """One export, as far as it matters when it comes back.

    Attributes:
        code: its short code, as in every row.
        seq: the sequence number that its rows were read at; None where the history was replaced since.
        sheets: record type → what is known of its sheet.
    """

    code: str
    seq: int | None
    sheets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def columns(self, kind: str) -> Sequence[str]:
        """Return the field keys of a sheet's columns, in order; none where they are not known."""
        return self.sheets.get(kind, {}).get("columns") or ()

    def agreed(self, kind: str) -> frozenset[str] | None:
        """Return the field keys that whoever got it may change; None: all that can be edited."""
        found = self.sheets.get(kind, {}).get("editable")
        return None if found is None else frozenset(found)

    def ids(self, kind: str) -> frozenset[int] | None:
        """Return the numbers of the records that went out; None where that was not written down."""
        found = self.sheets.get(kind, {}).get("ids")
        return None if found is None else frozenset(read_ranges(found))


class ExportLedger:
    """All exports of a campaign, and the stamp of the workbook at hand."""

    def __init__(self, connection: Connection, stamp: "Stamp | None") -> None:
        rows = query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT))
        wanted = {row["seq"]: row.get("token") for row in rows if row.get("seq")}
        if stamp is not None and of_this_campaign(connection, stamp):
            wanted.setdefault(stamp.seq, stamp.token)
        self._tokens = _tokens(connection, list(wanted))
        self.by_code = {
            row["code"]: SentOut(row["code"], self._seq(row.get("seq"), row.get("token")), row.get("sheets") or {})
            for row in rows
        }
        self.stamped = self._stamped(connection, stamp) if stamp is not None else None

    def _seq(self, seq: int | None, token: str | None) -> int | None:
        """Return a sequence number if the history still holds it: the number alone says nothing after a restore."""
        if not seq:
            return 0
        return seq if self._tokens.get(seq) == (token or "") else None

    def _stamped(self, connection: Connection, stamp: "Stamp") -> SentOut | None:
        if not of_this_campaign(connection, stamp):
            return None
        known = self.by_code.get(stamp.export)
        sheets: dict[str, Mapping[str, Any]] = {k: {"columns": list(v)} for k, v in stamp.columns.items()}
        for kind, keys in (stamp.editable or {}).items():
            sheets[kind] = {**sheets.get(kind, {}), "editable": list(keys)}
        for kind, about in (known.sheets if known else {}).items():
            sheets[kind] = {**about, **sheets.get(kind, {})}
        return SentOut(stamp.export, self._seq(stamp.seq, stamp.token), sheets)

    def latest(self, kind: str, most: int) -> list[SentOut]:
        """Return the latest exports of one kind of record whose moment the history still holds."""
        known = [s for s in self.by_code.values() if s.seq is not None and kind in s.sheets]
        return sorted(known, key=lambda s: s.seq or 0)[-most:]

    def find(self, code: str) -> SentOut | None:
        """Return the export that a row names; without a code that of the workbook."""
        if not code or (self.stamped is not None and code == self.stamped.code):
            return self.stamped
        return self.by_code.get(code, self.stamped)


def _tokens(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(seqs), 500):
        part = select(CHANGE_SET.c.seq, CHANGE_SET.c.token).where(CHANGE_SET.c.seq.in_(seqs[start : start + 500]))
        found |= {seq: token for seq, token in connection.execute(part)}
    return found
