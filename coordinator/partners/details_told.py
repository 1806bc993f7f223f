"""What a partner's sheet says of people beside its answers: what cannot be read or is not taken is told."""

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import ImportPlan, RowOutcome
from coordinator.importing.problems import Problem
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Field, as_values
from coordinator.records.kinds import Value
from coordinator.store import query

Values = Mapping[str, Value]


def tell(result: ImportPlan, outcome: RowOutcome, column: str, value: str, told: str) -> None:
    """Add a problem to a row, and to the plan."""
    problem = Problem(result.file, outcome.sheet, outcome.number, column, value, told)
    outcome.problems.append(problem)
    result.problems.append(problem)


def tell_details(
    connection: Connection,
    result: ImportPlan,
    outcome: RowOutcome,
    columns: Sequence[ColumnPlan],
    row: InRow,
    known: int | None,
) -> None:
    """Tell which details of a row cannot be read, and which are not what is known of its person.

    A partner does not change what is known. Another name is told as a join under another name.
    """
    for heading, text, told in row.problems:
        tell(result, outcome, heading, text, told)
    if known is None:
        return
    here = as_values(query.read_by_id(connection, query.typed(connection, CANDIDATE), [known])[known])
    for column in columns:
        field, said = CANDIDATE.by_key.get(column.target), row.values.get(column.target)
        if field is None or said is None or field.key in CANDIDATE.names or _is_known(field, said, here):
            continue
        now = field.kind.show(here.get(field.key)) or "empty"
        told = f"{column.header} is {now} here. This is not taken; correct it here if it is right."
        tell(result, outcome, column.header, field.kind.show(said), told)


def _is_known(field: Field, said: Value, here: Values) -> bool:
    if field.kind.same(here.get(field.key), said):
        return True
    if field.sign is None:
        return False
    return set(_each(said)) <= {one for f in CANDIDATE.stored if f.sign is field.sign for one in _each(here.get(f.key))}


def _each(value: Value) -> list[str]:
    """Return the values of a field that may hold several."""
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]
