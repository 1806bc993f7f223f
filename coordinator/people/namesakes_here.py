"""Who has the name of somebody who says no: a name alone joins nobody, but a no must not pass by whoever said it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy.engine import Connection

from coordinator.people.matching import COMPARED, speaks_against
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.records.refusals import CONSENT, MARKS
from coordinator.records.traits import names_of, traits
from coordinator.store import query

_READ = (*COMPARED, CONSENT, "answers")
"""What is read of those who have the name."""


def refuses(person: Row) -> bool:
    """Return whether somebody said no to being contacted, at all or in one way."""
    if person.keys().isdisjoint(MARKS):  # as nearly everybody's
        return person.get(CONSENT) is False
    return person.get(CONSENT) is False or any(person.get(mark) is True for mark in MARKS)


def namesakes_of_refusing(connection: Connection, newcomers: Mapping[int, Row]) -> Iterator[tuple[int, int]]:
    """Yield each newcomer who says no with everybody of the same first and last name, unless something speaks against.

    Whoever says no already is left out: there the no is known.

    Args:
        connection: a connection to the campaign.
        newcomers: preliminary number, below 0 → values of all who are new.

    Yields:
        the newcomer's number, and the other's: one in the database, or another newcomer.
    """
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, values in newcomers.items():
        if refuses(values):
            for name in names_of(traits(number, values)):
                wanted[name].append(number)
    if not wanted:
        return
    from coordinator.people.having_names import having_names

    others = {number: values for number, values in newcomers.items() if not refuses(values)}
    having = ((number, names_of(traits(number, values)) & wanted.keys()) for number, values in others.items())
    found = {number: names for number, names in having if names}
    there = having_names(connection, wanted.keys())
    rows = query.read_by_id(connection, CANDIDATE, sorted(there), _READ)
    here = {number: row for number, row in rows.items() if not row.get("deleted_at") and not refuses(row)}
    for other, names in {**{number: there[number] for number in here}, **found}.items():
        theirs = here.get(other) or others[other]
        for number in dict.fromkeys(n for name in names for n in wanted[name]):
            if number != other and not speaks_against(newcomers[number], theirs):
                yield number, other
