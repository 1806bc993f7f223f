"""Rows in which somebody joined another one's household: their own first name and e-mail stay."""

from collections.abc import Mapping

from coordinator.records.catalog import RecordType
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value
from coordinator.round_trip.rows import ReturnedRow

_OWN = (Sign.GIVEN_NAME, Sign.EMAIL)
_JOINED = 2
"""So many cells besides a last name that came to say what another row does: where the household lives. Its number
alone is enough."""


def joins(rt: RecordType, row: ReturnedRow, other: Mapping[str, Value]) -> bool:
    """Return whether a row keeps its own first name and e-mail, and came to say where another record lives."""
    base = row.base or {}
    if not (rt.is_person and all(_keeps(rt, row, base, sign) for sign in _OWN)):
        return False
    places = [f for f in rt.fields if f.stored and f.key in row.said and f.sign not in (*_OWN, Sign.FAMILY_NAME)]
    same = [f for f in places if other.get(f.key) is not None and f.kind.same(other.get(f.key), row.said[f.key])]
    return len(same) >= _JOINED or any(f.sign is Sign.PHONE for f in same)


def _keeps(rt: RecordType, row: ReturnedRow, base: Mapping[str, Value], sign: Sign) -> bool:
    """Return whether a row has its own name or address of a sign still, and no other one."""
    fields = [f for f in rt.fields if f.identity and f.sign is sign]
    changed = row.said.keys() | row.unread.keys() | row.seen.keys()
    return any(base.get(f.key) is not None for f in fields) and not any(f.key in changed for f in fields)
