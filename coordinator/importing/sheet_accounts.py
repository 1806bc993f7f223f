"""Settling a sheet's account: what became of its columns, and which of its rows are left out."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from coordinator.importing.accounts import MOST_NAMED, ColumnOutcome, NotTaken
from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RowOutcome, SheetPlan, What
from coordinator.importing.targets import IGNORED
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import MARKS

FORGOTTEN = "asked to be forgotten"


def settle(
    sheet: SheetPlan,
    columns: Sequence[ColumnPlan],
    filled: Sequence[int],
    rows: Sequence[InRow],
    outcomes: Iterable[RowOutcome],
) -> list[NotTaken]:
    """Count what became of a sheet's columns, and return what is left out of it.

    Args:
        sheet: its plan; `became` is set.
        columns: what its columns became.
        filled: how many cells of each column hold something.
        rows: the rows as read.
        outcomes: what happens to them; a row without an outcome is of somebody who asked to be forgotten.
    """
    by_number = {outcome.number: outcome for outcome in outcomes}
    left_out = []
    not_taken = []
    for row in rows:
        outcome = by_number.get(row.number)
        if outcome is not None and outcome.what is not What.REJECTED:
            continue
        left_out.append(row)
        if outcome is None:
            not_taken.append(NotTaken(sheet.name, row.number, "", "", FORGOTTEN))
        else:
            text = " | ".join(plain_text(cell) for cell in row.cells.values())
            why = outcome.sentence.partition(". ")[0].rstrip(".")
            not_taken.append(
                NotTaken(sheet.name, row.number, "", text, f"{why[:1].lower()}{why[1:]}" or "left out by choice")
            )
    sheet.became = _columns_became(columns, filled, left_out, rows)
    return [*_ignored_columns(sheet), *not_taken]


def marks_told(
    outcomes: Iterable[RowOutcome], columns: Iterable[ColumnPlan], by_address: Mapping[str, Container[int]]
) -> Iterator[str]:
    """Yield a sentence for each mark such as “Do not text” that people get though no column is that field.

    Args:
        outcomes: what happens to the rows.
        columns: what the columns of their sheet become.
        by_address: mark → numbers of the people who get it by an address; they are told of elsewhere.
    """
    asked = {c.target for c in columns}
    marked: dict[str, list[int]] = {mark: [] for mark in MARKS}
    for outcome in outcomes:
        if outcome.what is not What.REJECTED:
            for mark in _marks_of(outcome):
                if outcome.record_id not in by_address.get(mark, ()):
                    marked[mark].append(outcome.number)
    for mark, got in marked.items():
        if got and mark not in asked:
            some = ", ".join(map(str, got[:MOST_NAMED])) + (", …" if len(got) > MOST_NAMED else "")
            people = f"{len(got):,} people get" if len(got) > 1 else "1 person gets"
            where = f"row{'s' if len(got) > 1 else ''} {some}"
            yield f"{people} “{CANDIDATE.by_key[mark].label}” from words in other columns ({where})."


def _marks_of(outcome: RowOutcome) -> Iterable[str]:
    """Return the marks that a row gives to its person."""
    new = outcome.created or {}
    got = () if new.keys().isdisjoint(MARKS) else [mark for mark in MARKS if new.get(mark)]
    return {*got, *(f.key for f in outcome.fields if f.key in MARKS and f.after)} if outcome.fields else got


def _columns_became(
    columns: Sequence[ColumnPlan],
    filled: Sequence[int],
    left_out: Sequence[InRow],
    read: Sequence[InRow],
) -> list[ColumnOutcome]:
    told = Counter(heading for row in read if row.problems for heading in {p[0] for p in row.problems})
    result = []
    for column in columns:
        all_ = filled[column.index]
        out = all_ if column.target == IGNORED else sum(column.header in row.cells for row in left_out)
        result.append(
            ColumnOutcome(
                column.index,
                column.header,
                column.target,
                column.label,
                all_,
                all_ - out,
                told[column.header],
                out,
            )
        )
    return result


def _ignored_columns(sheet: SheetPlan) -> list[NotTaken]:
    return [
        NotTaken(sheet.name, None, c.heading, "", f"column ignored, {c.filled:,} cell{'' if c.filled == 1 else 's'}")
        for c in sheet.became
        if c.target == IGNORED and c.filled
    ]
