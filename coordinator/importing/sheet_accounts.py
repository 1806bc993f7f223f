"""Settling a sheet's account: what became of its columns, and which of its rows are left out."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from coordinator.base.naming_some import MOST_NAMED, name_some
from coordinator.importing.accounts import ASKED_TO_BE, ColumnOutcome, NotTaken
from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RowOutcome, SheetPlan, What
from coordinator.importing.problems import Problem
from coordinator.importing.targets import IGNORED
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import MARKS, takes_back_yes


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
            not_taken.append(NotTaken(sheet.name, row.number, "", "", ASKED_TO_BE))
        else:
            not_taken.append(row_not_taken(outcome, row.cells.values()))
    sheet.became = _columns_became(columns, filled, left_out, rows)
    return [*_ignored_columns(sheet), *not_taken]


def row_not_taken(outcome: RowOutcome, cells: Iterable[object]) -> NotTaken:
    """Return the line on a row that is left out, with its words and the reason."""
    why = outcome.sentence.partition(". ")[0].rstrip(".")
    why = f"{why[:1].lower()}{why[1:]}" or "left out by choice"
    if why.startswith(ASKED_TO_BE):
        return NotTaken(outcome.sheet, outcome.number, "", "", ASKED_TO_BE)
    text = " | ".join(words for cell in cells if (words := plain_text(cell)))
    return NotTaken(outcome.sheet, outcome.number, "", text, why)


def marks_told(
    outcomes: Iterable[RowOutcome],
    columns: Iterable[ColumnPlan],
    by_address: Mapping[str, Container[int]],
    rows: Iterable[InRow] = (),
) -> Iterator[str]:
    """Yield a sentence for each mark such as “Do not text” that people get though no column is that field.

    Args:
        outcomes: what happens to the rows.
        columns: what the columns of their sheet become.
        by_address: mark → numbers of the people who get it by an address; they are told of elsewhere.
        rows: the rows as read: which cell set which mark.
    """
    marking = [row for row in rows if row.marked]
    by_cell = {(row.number, mark): (heading, cell) for row in marking for mark, heading, cell in reversed(row.marked)}
    asked = {c.target for c in columns}
    marked: dict[str, list[int]] = {mark: [] for mark in MARKS}
    for outcome in outcomes:
        if (outcome.fields or outcome.created) and outcome.what is not What.REJECTED:
            for mark in _marks_of(outcome):
                if outcome.record_id not in by_address.get(mark, ()):
                    marked[mark].append(outcome.number)
    for mark, got in marked.items():
        if got and mark not in asked:
            people = f"{len(got):,} people get" if len(got) > 1 else "1 person gets"
            yield f"{people} “{CANDIDATE.by_key[mark].label}” from words in other columns{_where(mark, got, by_cell)}."


def _where(mark: str, rows: Sequence[int], by_cell: Mapping[tuple[int, str], tuple[str, str]]) -> str:
    """Return which words in which columns set a mark, and the rows: `: “No” in Can we text you? (rows 3, 6)`."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number in rows:
        groups.setdefault(by_cell.get((number, mark), ("", "")), []).append(number)
    unknown = groups.pop(("", ""), [])
    named = [f"“{cell[:_LONGEST]}” in “{heading}” ({_rows(some)})" for (heading, cell), some in groups.items()]
    if not named:
        return f" ({_rows(rows)})"
    others = f", others ({_rows(unknown)})" if unknown else ""
    return f": {name_some(named)}{others}"


_LONGEST = 60


def _rows(numbers: Sequence[int]) -> str:
    some = ", ".join(map(str, numbers[:MOST_NAMED])) + (", …" if len(numbers) > MOST_NAMED else "")
    return f"row{'s' if len(numbers) > 1 else ''} {some}"


def noes_told(outcomes: Iterable[RowOutcome]) -> Iterator[str]:
    """Yield a sentence for each field in which a no of a list outweighs an older yes."""
    found: dict[str, list[RowOutcome]] = {}
    for outcome in outcomes:
        if not outcome.fields or outcome.what is What.REJECTED:
            continue
        for f in outcome.fields:
            if takes_back_yes(f.key, f.before, f.after):
                found.setdefault(f.label, []).append(outcome)
    for label, got in found.items():
        some = name_some(f"{o.title} (row {o.number})" for o in got)
        people = f"{len(got):,} people" if len(got) > 1 else "1 person"
        yield f"{people} had said yes, and no in this list; the no counts: “{label}” of {some}."


def yeses_outweighed(
    outcomes: Sequence[RowOutcome], columns: Sequence[ColumnPlan], file: str
) -> Iterator[tuple[RowOutcome, Problem]]:
    """Yield the rows with a yes that a later row of the list takes back with a no, each with what to tell of it.

    Args:
        outcomes: what happens to the rows, in order.
        columns: what the columns of their sheet become.
        file: the name of their file.
    """
    changed = (o for o in outcomes if o.fields)
    people = {o.record_id for o in changed if any(takes_back_yes(f.key, f.before, f.after) for f in o.fields)}
    before: dict[int | None, list[RowOutcome]] = {}
    for outcome in outcomes if people else ():
        if outcome.record_id not in people or outcome.what is What.REJECTED:
            continue
        over = {f.key for f in outcome.fields if takes_back_yes(f.key, f.before, f.after)}
        headings = [c.header for c in columns if c.target in over]
        for row in before.setdefault(outcome.record_id, []):
            for heading in headings:
                if text := plain_text(row.cells.get(heading)):
                    told = f"Row {outcome.number} says no of the same person, and the no counts."
                    yield row, Problem(file, row.sheet, row.number, heading, text, told)
        before[outcome.record_id].append(outcome)


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
