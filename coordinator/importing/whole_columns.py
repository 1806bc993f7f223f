"""What only all cells of a column say together: which two languages `both` means, and how many gave no answer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import Target
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value, plain_text
from coordinator.records.kinds.choices import BOTH
from coordinator.records.kinds.nothing import declines
from coordinator.records.refusals import MARKS

Cells = Sequence[object]
_ASKED = frozenset({"consent_contact", "consent_share", *MARKS})
"""Fields of which a cell that declines to answer is told one by one."""
_NO_LANGUAGE = frozenset({"", "other", "otro", "otra"})


class ReadRow(Protocol):
    """A row with its clean values."""

    values: dict[str, Value]


def is_declined(target: str, cell: object) -> bool:
    """Return whether a cell that a target cannot use only says that somebody prefers not to answer."""
    return target not in _ASKED and isinstance(cell, str) and declines(plain_text(cell))


def with_both(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[Cells]) -> list[ColumnPlan]:
    """Return the columns, those of sets with what `both` means if their other cells name two terms and no more."""
    return [replace(c, both=_two(rt, c, rows)) for c in columns]


def _two(rt: RecordType, column: ColumnPlan, rows: Sequence[Cells]) -> tuple[str, ...]:
    kind = rt.by_key[column.target].kind if column.target in rt.by_key else None
    terms = kind.vocabulary if kind is not None and kind.many else None
    if kind is None or terms is None:
        return ()
    distinct = {plain_text(row[column.index]).lower() for row in rows}
    if BOTH.isdisjoint(distinct):
        return ()
    cleaned = [kind.clean(text) for text in distinct - BOTH - _NO_LANGUAGE if not declines(text)]
    named = {code for one in cleaned if isinstance(one.value, list) for code in one.value}
    two = tuple(term.code for term in terms.terms if term.code in named)
    return two if len(two) == len(("one", "other")) and not any(one.problem for one in cleaned) else ()


def told(
    rt: RecordType,
    columns: Iterable[ColumnPlan],
    targets: Mapping[str, Target],
    rows: Sequence[Cells],
    read: Sequence[ReadRow],
) -> list[str]:
    """Return a sentence for each column in which `both` was taken for two terms, or in which people gave no answer.

    Args:
        rt: the record type.
        columns: what the columns became.
        targets: all that a column can become.
        rows: the cells of the rows.
        read: the rows as read.
    """
    sentences = []
    for column in columns:
        target = targets.get(column.target)
        if target is None:
            continue
        cells = [row[column.index] for row in rows]
        if column.both:
            word = next(plain_text(cell) for cell in cells if plain_text(cell).lower() in BOTH)
            shown = rt.by_key[column.target].kind.show([*column.both])
            sentences.append(f"{column.header}: “{word}” is taken as {shown}, since no other is named there.")
        declined = Counter(
            plain_text(cell)
            for cell, row in zip(cells, read, strict=True)
            if is_declined(column.target, cell)
            and not any(plain_text(cell) == str(row.values.get(key)) for key in target.fields)
        )
        if declined:
            number, word = declined.total(), next(iter(declined))
            sentences.append(
                f"{column.header}: {number:,} cell{'s' if number > 1 else ''} such as “{word}” "
                f"{'are' if number > 1 else 'is'} taken as no answer."
            )
    return sentences
