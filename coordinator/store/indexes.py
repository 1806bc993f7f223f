"""Indexes that searching and sorting need in addition to those that fields declare."""

from coordinator.records.catalog import RECORDS, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared
from coordinator.store.expressions import SQLITE


def ddl(dialect: str) -> list[str]:
    """Return the statements that create them.

    Text in a grid or with an index is sorted and compared case-insensitively, which an index
    in the column's own order cannot support. These indexes include the number and the deletion mark
    too, so that a whole list's order can be read from them alone. Lists of addresses are mostly
    empty: an index of the others saves exact matching from reading a whole table.
    """
    statements = []
    for rt in RECORDS:
        for field in rt.stored:
            name, column = f"ix_{rt.key}_{field.key}", f'"{field.key}"'
            if is_folded(rt, field):
                folded = f"{column} COLLATE NOCASE" if dialect == SQLITE else f"lower({column})"
                statements.append(f'CREATE INDEX IF NOT EXISTS {name}_folded ON "{rt.key}" ({folded}, id, deleted_at)')
            elif field.kind.is_matched:
                statements.append(
                    f'CREATE INDEX IF NOT EXISTS {name}_there ON "{rt.key}" (id) WHERE {column} IS NOT NULL'
                )
    return statements


def is_folded(rt: RecordType, field: Field) -> bool:
    """Return whether there is a case-insensitive index of a text."""
    wanted = field.kind.compared is Compared.WITHOUT_CASE and field.kind.has_index
    return wanted and (bool(field.in_grid) or _declared(rt, field))


def serves(rt: RecordType, field: Field) -> bool:
    """Return whether an index can deliver records in the order of a field."""
    if field.is_answer or not field.in_table or field.kind.record:
        return False
    return is_folded(rt, field) if field.kind.compared is Compared.WITHOUT_CASE else _declared(rt, field)


def _declared(rt: RecordType, field: Field) -> bool:
    return bool(rt.table.c[field.key].index)
