"""E-mails and numbers of forgotten people in rows about somebody else: they are left out, and the row is taken."""

from collections.abc import Iterable

from coordinator.changes.naming import Naming
from coordinator.importing.cells import InRow
from coordinator.people.forgotten import Suppressed, without_addresses


def leave_out_addresses(rows: Iterable[InRow], suppressed: Suppressed) -> set[int]:
    """Take such addresses out of rows, out of the cells as they came too; return the numbers of these rows."""
    found = set()
    for row in rows if suppressed.with_beginnings else ():
        if gone := suppressed.addresses_of_another(row.values):
            words = Naming(
                texts=tuple(a for a in gone if "@" in a), numbers=tuple(a for a in gone if "@" not in a)
            ).finder()
            values = row.values | without_addresses(row.values, gone)
            row.values = {key: value for key, value in values.items() if value is not None}
            row.cells = {heading: words.value_without(cell) for heading, cell in row.cells.items()}
            if row.came is not None:
                row.came = {heading: words.value_without(cell) for heading, cell in row.came.items()}
            row.kept = [(heading, words.without(said)) for heading, said in row.kept]
            found.add(row.number)
    return found
