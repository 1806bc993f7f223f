"""A no in words that somebody wrote into notes or an answer of a workbook: it counts, as in a list from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordinator.importing.cells import NOTES, InRow, read_rows
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import What, say
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.targets import ANSWER
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import PLAIN_HINTS, Value
from coordinator.records.refusals import says_no, told_of_mark
from coordinator.round_trip.rows import ReturnedRow

Said = Sequence[tuple[str, str]]
"""Before and after of the words of each column."""


def take_refusals(
    rt: RecordType, folder: Folder, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], file: str
) -> list[str]:
    """Set the marks that people ask for in what was newly written about them, and tell what has to be read.

    Args:
        rt: the record type, with its answers.
        folder: what the rows do to their records so far.
        columns: what each column of the sheet is.
        rows: its rows, merged.
        file: name of the file.

    Returns:
        A sentence for each mark, with the people who get it.
    """
    words = [c for c in columns if c.target == NOTES or (c.target in rt.by_key and rt.by_key[c.target].is_answer)]
    there = [r for r in rows if r.outcome.what is not What.REJECTED and r.outcome.record_id is not None]
    said = [(row, [_written(rt, row, c.target) for c in words]) for row in there]
    said = [(row, texts) for row, texts in said if any(after for _, after in texts)]
    if not said or not rt.is_person:
        return []
    before = _read(rt, words, [(row, [b for b, _ in texts]) for row, texts in said])
    after = _read(rt, words, [(row, [a for _, a in texts]) for row, texts in said])
    given: dict[tuple[str, Value], list[str]] = {}
    for (row, _), was, now in zip(said, before, after, strict=True):
        known = {(heading, told) for heading, _, told in was.problems}
        for heading, text, told in now.problems:
            if (heading, text) not in now.kept and (heading, told) not in known:
                row.tell(file, heading, text, told)
        for key, value in now.values.items():
            if says_no(key, value) and was.values.get(key) != value and _set(rt, folder, row, key, value):
                given.setdefault((key, value), []).append(row.outcome.title)
    return [told_of_mark(key, value, names, "as was newly written") for (key, value), names in given.items()]


def _written(rt: RecordType, row: ReturnedRow, key: str) -> tuple[str, str]:
    """Return what stood in a cell, and the lines that are new in it; both are empty if none is."""
    value = row.said.get(key, row.added.get(key))
    show = rt.field(key).kind.show
    base = show(row.base.get(key)) if row.base is not None and key not in row.added else ""
    old = base.splitlines()
    new = [line for line in show(value).splitlines() if line not in old] if value is not None else []
    return (base, "\n".join(new)) if new else ("", "")


def _read(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[tuple[ReturnedRow, Sequence[str]]]
) -> list[InRow]:
    """Read words as a list from elsewhere is read."""
    at = [
        replace(c, index=i, target=NOTES if c.target == NOTES else ANSWER, samples=tuple(t[i] for _, t in rows[:5]))
        for i, c in enumerate(columns)
    ]
    numbers = [row.outcome.number for row, _ in rows]
    table = [[text or None for text in texts] for _, texts in rows]
    no_answers: Mapping[str, bool | None] = {}
    read, _ = read_rows(rt, at, numbers, table, PLAIN_HINTS, {}, no_answers)
    return read


def _set(rt: RecordType, folder: Folder, row: ReturnedRow, key: str, value: Value) -> bool:
    """Plan a mark; return whether it is new here."""
    outcome, number = row.outcome, row.outcome.record_id
    if number is None:
        return False
    if number > 0 and number not in folder.here:
        return False
    if folder.now(number).get(key) == value:
        return False
    if outcome.what is What.NEW:
        folder.put(number, key, value)
        outcome.sentence += f"; {rt.field(key).label} will be set"
    else:
        folder.take(number, key, value, outcome)
        say(rt, outcome)
    return True
