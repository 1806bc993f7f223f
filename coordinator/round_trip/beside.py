"""Details of people that went out beside other records, to be read: as in a hand-off to a partner."""

from sqlalchemy.engine import Connection

from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, RecordType
from coordinator.round_trip.sent_out import SentOut
from coordinator.store import query
from coordinator.store.filters import Compare


def read_beside(connection: Connection, rt: RecordType, sent: SentOut | None) -> list[str]:
    """Return the names of the people's fields that went out beside other records, as in a hand-off.

    A partner may have its own names for them.
    """
    keys = {key.rpartition(".")[2] for key in (sent.columns(rt.key) if sent else ()) if key not in rt.by_key}
    fields = [CANDIDATE.by_key[key] for key in keys if key in CANDIDATE.by_key] if not rt.is_person else []
    names = [name for f in fields for name in (CANDIDATE.headings[f.key], f.label, *f.aliases)]
    if rt.is_person or sent is None:
        return names
    handoffs = query.read_rows(
        connection, HANDOFF, query.select_ids(connection, HANDOFF, Compare("code", "=", sent.code))
    )
    for partner in query.read_rows(connection, PARTNER, [h["partner"] for h in handoffs]):
        names += [heading for text in partner["handoff_columns"] or () if (heading := text.partition("=")[2].strip())]
    return [*names, *(f"{name} of the person" for name in names)]
