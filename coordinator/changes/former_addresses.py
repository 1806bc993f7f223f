"""Former addresses: who had an e-mail or phone, and has another one since."""

from collections.abc import Collection

from sqlalchemy import Text, or_, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ADDRESSES
from coordinator.store import query
from coordinator.store.tables import CHANGE, CHANGE_SET


def former_owners(connection: Connection, addresses: Collection[str]) -> dict[str, dict[int, str]]:
    """Return who had some addresses that were changed or taken out here, and has them no more.

    What an undo took back was never theirs, and who was deleted is left out.

    Args:
        connection: a connection to the campaign.
        addresses: e-mails and phones, as they are stored.

    Returns:
        address → number of a person → the day until which they had it.
    """
    fields = type_coerce(CHANGE.c.fields, Text)
    statement = (
        select(CHANGE.c.record_id, CHANGE.c.fields, CHANGE_SET.c.at)
        .join(CHANGE_SET, CHANGE_SET.c.seq == CHANGE.c.seq)
        .where(CHANGE.c.record == CANDIDATE.key, CHANGE.c.action == Action.UPDATE, CHANGE_SET.c.kind != "undo")
        .where(or_(*(fields.contains(f'"{key}"', autoescape=True) for key in CANDIDATE.keys_of(*ADDRESSES))))
        .order_by(CHANGE.c.seq)
    )
    wanted = frozenset(addresses)
    found: dict[str, dict[int, str]] = {}
    for number, changed, at in connection.execute(statement) if wanted else ():
        before = {key: was for key, (was, _) in changed.items()}
        for sign in ADDRESSES:
            for address in wanted.intersection(CANDIDATE.values_of(before, sign)):
                found.setdefault(address, {})[number] = at[:10]
    numbers = sorted({number for there in found.values() for number in there})
    now = {
        number: {address for sign in ADDRESSES for address in CANDIDATE.values_of(row, sign)}
        for number, row in query.read_by_id(connection, CANDIDATE, numbers).items()
        if not row.get("deleted_at")
    }
    left = {
        address: {number: day for number, day in there.items() if number in now and address not in now[number]}
        for address, there in found.items()
    }
    return {address: there for address, there in left.items() if there}
