"""A no that a list says of an address which somebody had here before: whoever had it is told, as nobody is marked."""

from collections.abc import Iterator, Mapping

from sqlalchemy.engine import Connection

from coordinator.changes.former_addresses import former_owners
from coordinator.people.namesakes_here import refuses
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ADDRESSES, Row
from coordinator.store import query

_TOLD = (
    "“{address}” was an address of {name} until {day}. This no is kept with a new record, and nothing was marked "
    "there. Mark {name} as well if it is the same person."
)


def told_of_former(connection: Connection, newcomers: Mapping[int, Row]) -> Iterator[tuple[int, str, str]]:
    """Yield who is new and says no with an address that somebody else had, the address, and what to tell.

    Whoever says no already is left out: there the no is known.

    Args:
        connection: a connection to the campaign.
        newcomers: preliminary number, below 0 → values of all who are new.
    """
    said: dict[str, list[int]] = {}
    for number, values in newcomers.items():
        if refuses(values):
            for sign in ADDRESSES:
                for address in CANDIDATE.values_of(values, sign):
                    said.setdefault(address, []).append(number)
    if not said:
        return
    owners = former_owners(connection, said)
    people = query.read_by_id(connection, CANDIDATE, sorted({n for there in owners.values() for n in there}))
    for address, there in owners.items():
        shown = address if "@" in address else CANDIDATE.by_key["phone"].kind.show(address)
        for other, day in there.items():
            if not refuses(person := people[other]):
                name = f"“{CANDIDATE.title(person)}” ({row_id.make(CANDIDATE.letter, other)})"
                for number in said[address]:
                    yield number, shown, _TOLD.format(address=shown, name=name, day=day)
