"""Indexes that finding and sorting need beyond those that fields declare."""

from coordinator.records.catalog import RECORDS, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared
from coordinator.store.expressions import SQLITE


def ddl(dialect: str) -> list[str]:
    """Return the statements that make them.

    Text that stands in a grid, or has an index, is sorted and compared without regard to case, which
    an index in the column's own order cannot serve. These hold the number and the mark of deletion
    too, so that the order of a whole list is read from them alone. Lists of addresses are mostly
    empty: an index of those that are not keeps exact matching from reading a whole table.
    """
    statements = []
    for rt in RECORDS:
        for field in rt.stored:
            name, column = f"ix_{rt.key}_{field.key}", f'"{field.key}"'
            if is_folded(rt, field):
                folded = f"{column} COLLATE NOCASE" if dialect == SQLITE else f"lower({column})"
                statements.append(f'CREATE INDEX {name}_folded ON "{rt.key}" ({folded}, id, deleted_at)')
            elif field.kind.is_matched:
                statements.append(f'CREATE INDEX {name}_there ON "{rt.key}" (id) WHERE {column} IS NOT NULL')
    return statements


def is_folded(rt: RecordType, field: Field) -> bool:
    """Say whether there is an index of a text without regard to case."""
    wanted = field.kind.compared is Compared.WITHOUT_CASE and field.kind.has_index
    return wanted and (bool(field.in_grid) or _declared(rt, field))


def serves(rt: RecordType, field: Field) -> bool:
    """Say whether an index delivers records in the order of a field."""
    if field.is_answer or not field.in_table or field.kind.record:
        return False
    return is_folded(rt, field) if field.kind.compared is Compared.WITHOUT_CASE else _declared(rt, field)


def _declared(rt: RecordType, field: Field) -> bool:
    return bool(rt.table.c[field.key].index)
