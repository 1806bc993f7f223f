"""Indexes that finding and sorting need beyond those that fields declare."""

from coordinator.records.catalog import RECORDS
from coordinator.store.expressions import SQLITE, TEXT_KINDS


def ddl(dialect: str) -> list[str]:
    """Return the statements that make them.

    Columns of text that stand in a grid are sorted without regard to case, which an index in the
    column's own order cannot serve. Lists of addresses are mostly empty: an index of those that are
    not keeps exact matching from reading a whole table.
    """
    statements = []
    for rt in RECORDS:
        for field in rt.stored:
            name, column = f"ix_{rt.key}_{field.key}", f'"{field.key}"'
            if field.kind.name in TEXT_KINDS - {"long_text"} and field.in_grid:
                folded = f"{column} COLLATE NOCASE" if dialect == SQLITE else f"lower({column})"
                statements.append(f'CREATE INDEX {name}_folded ON "{rt.key}" ({folded})')
            elif field.kind.name in ("emails", "phones"):
                statements.append(f'CREATE INDEX {name}_there ON "{rt.key}" (id) WHERE {column} IS NOT NULL')
    return statements
