"""Columns whose heading was written over: a field's column that somebody used for something else, or only renamed."""

import re
from collections.abc import Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.columns import BY_CONTENT
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_WORDS = re.compile(r"[^\W_]+")
_ALIKE = 80
"""Two words this alike (percent, rapidfuzz ratio) are one word with a typo."""


def reused(
    rt: RecordType, sheet: str, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]
) -> Iterator[tuple[Act, ColumnPlan]]:
    """Yield the columns that are some field's by what they hold alone, and of which cells say something else.

    Under a heading that is no name of the field, nobody can tell whether these cells are about it.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows, read.
    """
    changed = touched(rows)
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or column.why != BY_CONTENT or field.key not in changed:
            continue
        those = changed[field.key]
        heading = rt.headings[field.key]
        if _is_name_of(field, heading, column.header) or _fits(field, those):
            continue
        told = f"“{column.header}” stands where “{heading}” went out: "
        told += "1 cell of it says" if len(those) == 1 else f"{counted(len(those), 'cell')} of it say"
        yield (
            Act(
                ActKind.REUSED,
                sheet,
                (column.header,),
                tuple(r.outcome.number for r in those),
                f"{told} something else.",
                Reply.LEAVE,
                (Reply.LEAVE, Reply.TAKE),
                examples(shown_in(field, column, those)),
                len(those),
            ),
            column,
        )


def _is_name_of(field: Field, heading: str, found: str) -> bool:
    """Return whether a heading may be a field's name: with typos, or with words besides, but of no permission."""
    words = _WORDS.findall(found.casefold())
    names = [_WORDS.findall(name.casefold()) for name in (heading, field.label, *field.aliases)]
    besides = field.key not in ABOUT_CONSENT
    return any(_alike(words, name) or (besides and name and set(name) <= set(words)) for name in names)


def _alike(words: Sequence[str], name: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    return len(words) == len(name) and all(fuzz.ratio(a, b) >= _ALIKE for a, b in zip(words, name, strict=True))


def _fits(field: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether all that cells say is of the field's kind and of hardly another: an e-mail, a number."""
    return field.kind.item.is_copied and all(r.said.get(field.key) is not None for r in rows)
