"""What a person was called when something about them went out: whoever got it knows no other name and address."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.engine import Connection

from coordinator.changes.person_traces import changes_about
from coordinator.changes.state_at import state_at
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.records.fields import Row
from coordinator.records.kinds import Value
from coordinator.records.referrals import PROPOSED

_ADDRESSES = ("email", "phone")
_KEYS = tuple(dict.fromkeys((*CANDIDATE.title_keys, *_ADDRESSES)))


def known_as(rows: Iterable[Row], went_out: Collection[str] | None = None) -> str:
    """Return names and addresses of a person's records, each once: `Ada Brook, ada@example.org; Ada Hill, …`.

    Args:
        rows: the records.
        went_out: keys of the fields that the reader has; None: all. Addresses in no other field are told.
    """
    told = [key for key in _ADDRESSES if went_out is None or key in went_out]
    said = (", ".join(str(v) for v in (CANDIDATE.title(row), *(row.get(key) for key in told)) if v) for row in rows)
    return "; ".join(dict.fromkeys(text for text in said if text))


def known_as_at(
    connection: Connection, people: Sequence[int], seqs: Iterable[int], went_out: Collection[str] | None = None
) -> str:
    """Return what people's records were called right after some steps, see `known_as`; "" if there were none then."""
    rows = [row for seq in seqs for row in state_at(connection, CANDIDATE, seq, people, _KEYS).values()]
    return known_as((row for row in rows if row is not None), went_out)


def known_to_partner(connection: Connection, referral: int) -> str:
    """Return what the person of a referral was called each time that it went out; "" if the history does not say."""
    found: list[str] = []
    before: dict[str, Value] = {"handoff": None, "sent_on": None}
    for seq in sorted({seq for seq, _ in changes_about(connection, REFERRAL.key, [referral])}):
        row = state_at(connection, REFERRAL, seq, [referral], ("candidate", "status", *before))[referral]
        if row is None:
            continue
        told = not found and row["status"] not in (None, PROPOSED)
        if told or any(row[key] not in (None, was) for key, was in before.items()):
            who = row["candidate"]
            found.append(known_as_at(connection, [who] if isinstance(who, int) else [], [seq]))
        before = {key: row[key] for key in before}
    return "; ".join(dict.fromkeys(text for text in found if text))
