"""Phones that lead to nobody: of those that many people share, the ones at which nobody has a last name of the rows."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.people.crowd import figures_of
from coordinator.people.merging import SAME
from coordinator.records.catalog import VERDICT
from coordinator.records.names import Named
from coordinator.records.sketches import ONE_FAMILY, code
from coordinator.store import person_keys

_CODE_BITS = 32


def led_to_nobody(
    connection: Connection, shared: Mapping[str, Collection[int]], names: Mapping[str, Sequence[Named]]
) -> set[str]:
    """Return the phones by which no row can be about any of the people there, since all last names differ.

    Nobody's record is read for it. Where that is not certain, the phone is not among them.

    Args:
        connection: a connection to the campaign.
        shared: for each phone, the numbers of the people who have it.
        names: for each phone, the names of the rows that have it.
    """
    phones = list(shared)
    people = np.fromiter(chain.from_iterable(shared.values()), np.int64)
    which = np.repeat(np.arange(len(phones)), [len(some) for some in shared.values()])
    figures = figures_of(person_keys.figures(connection, people.tolist()))
    if not len(figures):
        return set()
    at = np.searchsorted(figures["person"][:-1], people)
    families = figures["family"][at]
    perhaps = (figures["person"][at] != people) | (families == 0) | ((figures["marks"][at] & ONE_FAMILY) == 0)
    perhaps |= np.isin(people, _merged_into(connection))
    asked = [(place, named.families) for place, phone in enumerate(phones) for named in names[phone]]
    nameless = [place for place, families_asked in asked if not families_asked]
    codes = [place << _CODE_BITS | code(family) for place, some in asked for family in some]
    perhaps |= np.isin(which << _CODE_BITS | families, np.array(codes, np.int64)) | np.isin(which, nameless)
    leading = {phones[place] for place in np.unique(which[perhaps]).tolist()}
    return shared.keys() - leading


def _merged_into(connection: Connection) -> list[int]:
    """Return the people into whom others were merged; lists may know them by the others' names."""
    table = VERDICT.table
    merged = select(table.c.first).where(table.c.verdict == SAME, table.c.deleted_at.is_(None))
    return list(connection.scalars(merged))
