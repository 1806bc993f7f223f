"""Columns called like a field that stay that field, though many of their cells are odd: each of those is told."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from coordinator.base.folding import fold_heading
from coordinator.importing.columns import LABELS, ColumnPlan
from coordinator.importing.recognition.by_name import share
from coordinator.importing.targets import ANSWER, Target

_STAY = frozenset({"postcode", "state", "family_name"})
_AGES = frozenset({"+age", "stated_age"})
_BY_CELLS = "the cells are ages"
"""Small numbers may be ages, minutes or guests: only a heading tells."""
_LETTER = re.compile(r"Column [A-Z]+")
_SOME = 0.3
"""So large a share of the cells must be readable as the field."""
_OWN = "a question of its own"
"""Why a column is an answer that is nobody else's."""


def with_named(
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    decided: Collection[str],
    names: Mapping[str, str],
    targets: Mapping[str, Target],
) -> list[ColumnPlan]:
    """Return the columns, with ZIP, State and Last name as what they are called, if some of their cells are that.

    Numbers that only look like ages are asked about.

    Args:
        columns: what each column becomes so far.
        cells: some cells of each column.
        decided: headings that a person decided about; they stay as they are.
        names: folded heading → target.
        targets: everything that a column can become.
    """
    result = list(columns)
    there = {c.target for c in columns}
    for column in columns:
        if column.target in _AGES and column.why == _BY_CELLS and not _LETTER.fullmatch(column.header):
            asks = f"“{column.header}” was not understood. It may be {column.label}; choose what it is."
            result[column.index] = replace(
                column, target=ANSWER, label=LABELS[ANSWER], certainty=0.5, asks=asks, may_be=column.target
            )
            continue
        key = names.get(fold_heading(column.header), "")
        if key not in _STAY or key in there or column.header in decided or column.consent or column.another:
            continue
        strayed = column.target != ANSWER or (column.why.startswith(_OWN) and not column.asks)
        good = share(targets[key], cells[column.index])
        if strayed and good >= _SOME:
            why = "its heading; the cells that do not fit are told"
            result[column.index] = replace(
                column, target=key, label=targets[key].label, certainty=0.8, why=why, asks="", may_be=""
            )
            there.add(key)
    return result
