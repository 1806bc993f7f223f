"""E-mails, numbers and names of forgotten people in rows about somebody else: they are left out, the row is taken."""

from collections.abc import Iterable

from coordinator.changes.naming import Naming
from coordinator.importing.cells import InRow
from coordinator.importing.names import several_in, without_one
from coordinator.people.forgotten import Suppressed, without_addresses
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value

_GIVEN = CANDIDATE.keys_of(Sign.GIVEN_NAME)[0]


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


def leave_out_names(rows: Iterable[InRow], suppressed: Suppressed) -> set[int]:
    """Take forgotten people out of rows that name others beside them: `Jane & Bob`; return the numbers of these rows.

    Where all whom a row names are held back, as by an address that was a forgotten person's alone, it stays as it is.
    """
    found = set()
    for row in rows if suppressed.with_names else ():
        given = row.values.get(_GIVEN)
        names = several_in(given) if isinstance(given, str) else []
        gone = [name for name in names if {**row.values, _GIVEN: name} in suppressed] if len(names) > 1 else []
        if gone and len(gone) < len(names):
            for name in gone:
                _leave_out_name(row, name)
            left = [name for name in names if name not in gone]
            row.values[_GIVEN] = left[0] if len(left) == 1 else without_all(str(given), gone)
            found.add(row.number)
    return found


def without_all(text: str, names: Iterable[str]) -> str:
    """Return a text without some of several people in it."""
    for name in names:
        text = without_one(text, name)
    return text


def _leave_out_name(row: InRow, name: str) -> None:
    """Take one of several people out of the cells and words of a row; what was told of these words is told no more."""

    def left(value: Value) -> Value:
        return without_one(value, name) if isinstance(value, str) else value

    row.problems = [problem for problem in row.problems if left(problem[1]) == problem[1]]
    row.cells = {heading: left(cell) for heading, cell in row.cells.items()}
    if row.came is not None:
        row.came = {heading: left(cell) for heading, cell in row.came.items()}
    row.kept = [(heading, without_one(said, name)) for heading, said in row.kept]
